package chart

import (
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"strings"
	"testing"
)

func n(v int) *int { return &v }

func pictures(t *testing.T) map[string][]byte {
	t.Helper()
	heat, err := HeatMap("Dinas Kesehatan & UPT", []Unit{
		{Name: "Puskesmas <Medan> Amplas yang namanya sangat panjang sekali", Load: "1,50", Ratio: 1.5, Grade: "A"},
		{Name: "Puskesmas Area", Load: "0,53", Ratio: .53, Grade: "D"}, {Name: "Seksi Kosong", Load: "–", Empty: true, Grade: "–"},
	})
	if err != nil {
		t.Fatal(err)
	}
	boxes, err := NineBoxes("Kota", [10]int{1: 1, 2: 14, 3: 2, 4: 1, 5: 50, 6: 1, 7: 3, 8: 25, 9: 3}, 7)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := GapBars("Sri Wati", "Perawat Ahli Muda", []Gap{{"Integritas", 3, n(3)}, {"Kerja Sama", 3, n(2)}, {"Komunikasi", 3, nil}, {"Pelayanan Publik", 2, n(4)}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]byte{"heat": heat, "boxes": boxes, "gaps": gaps}
}

func TestPicturesAreWellFormedAccessibleAndTheSameEachTime(t *testing.T) {
	again := pictures(t)
	for name, svg := range pictures(t) {
		if !bytes.Equal(svg, again[name]) {
			t.Errorf("%s: two drawings differ", name)
		}
		d := xml.NewDecoder(bytes.NewReader(svg))
		seen := map[string]bool{}
		for {
			tok, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if e, ok := tok.(xml.StartElement); ok {
				seen[e.Name.Local] = true
			}
		}
		if !seen["title"] || !seen["desc"] || !strings.Contains(string(svg), `role="img"`) {
			t.Errorf("%s lacks title, description or role", name)
		}
		if dir := os.Getenv("MUTASI_TEST_CHARTS"); dir != "" { // to look at them
			if err := os.WriteFile(dir+"/"+name+".svg", svg, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestNothingIsToldByColourAlone(t *testing.T) {
	p := pictures(t)
	for name, words := range map[string][]string{
		"heat":  {"1,50", "kelebihan beban", "Puskesmas Area", "&lt;Medan&gt;"},
		"boxes": {"Kotak 9", "belum dapat dipetakan 7 orang", "50"},
		"gaps":  {"2 dari 3 (-1)", "belum dinilai, syarat 3", "4 dari 2 (+2)"},
	} {
		for _, w := range words {
			if !strings.Contains(string(p[name]), w) {
				t.Errorf("%s does not say %q", name, w)
			}
		}
	}
}
