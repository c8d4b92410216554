package chart

import (
	"fmt"
	"image/color"
	"strings"

	"gonum.org/v1/plot/text"
)

// Unit is one cell of the heat map.
type Unit struct {
	Name  string
	Load  string // EU as text, "–" where nobody is there
	Ratio float64
	Empty bool
	Grade string
}

// shades from idle to overloaded; each is light enough for dark text. Dark blue to orange is told apart by colour-blind eyes.
var shades = []struct {
	from  float64
	fill  color.RGBA
	label string
}{
	{1.0000001, color.RGBA{0xf4, 0x9b, 0x6c, 0xff}, "A di atas 1,00: kelebihan beban"},
	{0.90, color.RGBA{0xfc, 0xe2, 0xb5, 0xff}, "B 0,90–1,00: seimbang"},
	{0.70, color.RGBA{0xf3, 0xf6, 0xe4, 0xff}, "C 0,70–0,89: cukup"},
	{0.50, color.RGBA{0xcb, 0xe3, 0xf0, 0xff}, "D 0,50–0,69: longgar"},
	{-1, color.RGBA{0x93, 0xc2, 0xe0, 0xff}, "E di bawah 0,50: sangat longgar"},
}

var vacant = color.RGBA{0xe6, 0xe8, 0xeb, 0xff}

func shade(u Unit) color.RGBA {
	if u.Empty {
		return vacant
	}
	for _, s := range shades {
		if u.Ratio >= s.from {
			return s.fill
		}
	}
	return vacant
}

// HeatMap shows the load per head of units, most loaded first as given.
func HeatMap(subject string, units []Unit) ([]byte, error) {
	const cols, cw, ch, top = 5, 150.0, 46.0, 60.0
	rows := max(1, (len(units)+cols-1)/cols)
	w, h := cols*cw+20, top+float64(rows)*ch+40+14*float64(len(shades)+1)
	s := newSheet(w, h)
	title := "Peta beban kerja per unit: " + subject
	s.write(10, 20, 14, true, text.XLeft, s.fit(title, 14, w-20))
	s.write(10, 40, 10, false, text.XLeft, "Angka: efektivitas unit (EU) = beban kerja dibagi waktu kerja efektif pegawai yang ada; huruf: golongan EU.")
	var said []string
	for i, u := range units {
		x, y := 10+float64(i%cols)*cw, top+float64(i/cols)*ch
		s.rect(x, y, cw-4, ch-4, shade(u), line)
		s.write(x+6, y+13, 9, false, text.XLeft, s.fit(u.Name, 9, cw-16))
		s.write(x+6, y+30, 13, true, text.XLeft, u.Load)
		s.write(x+cw-12, y+30, 13, true, text.XRight, u.Grade)
		said = append(said, fmt.Sprintf("%s %s %s", u.Name, u.Load, u.Grade))
	}
	y := top + float64(rows)*ch + 16
	for _, l := range shades {
		s.rect(10, y, 12, 10, l.fill, line)
		s.write(28, y+5, 9, false, text.XLeft, l.label)
		y += 14
	}
	s.rect(10, y, 12, 10, vacant, line)
	s.write(28, y+5, 9, false, text.XLeft, "– tidak ada pegawai atau analisis beban kerja")
	return s.finish(title, fmt.Sprintf("%d unit. %s.", len(units), strings.Join(said, "; ")))
}

// NineBoxes shows how many people stand in each box; counts is indexed by box, 1 to 9. unplaced could not be placed.
func NineBoxes(subject string, counts [10]int, unplaced int) ([]byte, error) {
	const left, top, cw, ch = 110.0, 60.0, 150.0, 90.0
	s := newSheet(left+3*cw+20, top+3*ch+70)
	title := "Sembilan kotak talenta: " + subject
	s.write(10, 20, 14, true, text.XLeft, s.fit(title, 14, left+3*cw))
	rows := []struct {
		label string
		boxes [3]int
	}{{"Di atas ekspektasi", [3]int{4, 7, 9}}, {"Sesuai ekspektasi", [3]int{2, 5, 8}}, {"Di bawah ekspektasi", [3]int{1, 3, 6}}}
	total := unplaced
	for b := 1; b <= 9; b++ {
		total += counts[b]
	}
	var said []string
	for r, row := range rows {
		y := top + float64(r)*ch
		s.write(10, y+ch/2, 9, false, text.XLeft, row.label)
		for c, box := range row.boxes {
			x := left + float64(c)*cw
			tone := uint8(0xf6 - 7*box)
			s.rect(x, y, cw, ch, color.RGBA{tone, 0xf4, 0xff - uint8(3*box), 0xff}, line)
			s.write(x+8, y+16, 10, false, text.XLeft, fmt.Sprintf("Kotak %d", box))
			s.write(x+cw/2, y+ch/2+2, 22, true, text.XCenter, fmt.Sprint(counts[box]))
			s.write(x+cw/2, y+ch-14, 9, false, text.XCenter, percent(counts[box], total))
			said = append(said, fmt.Sprintf("kotak %d: %d orang", box, counts[box]))
		}
	}
	for c, label := range []string{"Potensial rendah", "Potensial menengah", "Potensial tinggi"} {
		s.write(left+(float64(c)+0.5)*cw, top+3*ch+16, 10, false, text.XCenter, label)
	}
	s.write(10, top-14, 9, false, text.XLeft, "Kinerja")
	s.write(left, top+3*ch+44, 10, false, text.XLeft, fmt.Sprintf("Jumlah %d orang; belum dapat dipetakan: %d.", total, unplaced))
	return s.finish(title, fmt.Sprintf("%s; belum dapat dipetakan %d orang.", strings.Join(said, "; "), unplaced))
}

func percent(n, of int) string {
	if of == 0 {
		return "0%"
	}
	return strings.Replace(fmt.Sprintf("%.1f%%", float64(n)*100/float64(of)), ".", ",", 1)
}

// Gap is one competency of a person against a position; Actual is nil where nobody has assessed it.
type Gap struct {
	Competency string
	Required   int
	Actual     *int
}

// GapBars shows a person's levels against the standard of a position.
func GapBars(person, position string, gaps []Gap) ([]byte, error) {
	const left, top, step, level = 200.0, 66.0, 30.0, 64.0
	w := left + 5*level + 150
	s := newSheet(w, top+float64(len(gaps))*step+50)
	title := "Kesenjangan kompetensi: " + person
	s.write(10, 20, 14, true, text.XLeft, s.fit(title, 14, w-20))
	s.write(10, 40, 10, false, text.XLeft, s.fit("terhadap jabatan "+position, 10, w-20))
	bottom := top + float64(len(gaps))*step
	for l := 0; l <= 5; l++ {
		x := left + float64(l)*level
		s.rect(x, top-6, 0.5, bottom-top+6, line, nil)
		s.write(x, bottom+12, 9, false, text.XCenter, fmt.Sprint(l))
	}
	s.write(left, bottom+30, 9, false, text.XLeft, "Tingkat: batang penuh = hasil penilaian, garis tegak tebal = syarat jabatan")
	var said []string
	for i, g := range gaps {
		y := top + float64(i)*step
		s.write(10, y+9, 9, false, text.XLeft, s.fit(g.Competency, 9, left-20))
		note := fmt.Sprintf("belum dinilai, syarat %d", g.Required)
		if g.Actual != nil {
			fill := color.RGBA{0x7f, 0xb3, 0xd5, 0xff}
			if *g.Actual < g.Required {
				fill = color.RGBA{0xf4, 0x9b, 0x6c, 0xff}
			}
			s.rect(left, y, float64(*g.Actual)*level, 18, fill, line)
			note = fmt.Sprintf("%d dari %d (%s)", *g.Actual, g.Required, signed(*g.Actual-g.Required))
		}
		s.rect(left+float64(g.Required)*level-1.5, y-3, 3, 24, ink, nil)
		s.write(left+5*level+12, y+9, 9, true, text.XLeft, note)
		said = append(said, g.Competency+": "+note)
	}
	return s.finish(title, "Jabatan "+position+". "+strings.Join(said, "; ")+".")
}

func signed(n int) string {
	if n == 0 {
		return "pas"
	}
	return fmt.Sprintf("%+d", n)
}
