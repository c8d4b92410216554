package eligibility

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write the tables of docs/rules.md")

const rulesDoc = "../../docs/rules.md"

const (
	begin = "<!-- catalogue: written by go test ./domain/eligibility -run TestRulesDoc -update -->"
	end   = "<!-- end of catalogue -->"
)

func tables() string {
	var b strings.Builder
	cell := strings.NewReplacer("|", `\|`)
	fmt.Fprintf(&b, "| Code | Rule | Severity | Gate | Override | Mark | Citation |\n|---|---|---|---|---|---|---|\n")
	for _, r := range Catalogue {
		severity, gate, roles := string(r.Severity), "–", "–"
		if r.Switch {
			severity += " (off)"
		}
		if r.Gate != GateNone {
			gate = r.Gate
		}
		if r.Overridable {
			var names []string
			for _, role := range r.OverrideRoles {
				names = append(names, string(role))
			}
			roles = strings.Join(names, ", ")
		}
		fmt.Fprintf(&b, "| `%s` | %s. *%s.* Applies to: %s. | %s | %s | %s | %s | %s |\n", r.Code, cell.Replace(r.Title.English), cell.Replace(r.Title.Indonesian),
			cell.Replace(r.Applies.English), severity, gate, roles, r.Confidence, cell.Replace(r.Citation))
	}
	fmt.Fprintf(&b, "\n### Parameters\n\n| Rule | Parameter | Default | Type | Unit | Range |\n|---|---|---|---|---|---|\n")
	for _, r := range Catalogue {
		for _, p := range r.Params {
			value, limits := fmt.Sprint(p.Default), "–"
			switch v := p.Default.(type) {
			case []string:
				value = strings.Join(v, ", ")
			}
			if value == "" {
				value = "(none)"
			}
			if p.Type == "int" {
				limits = fmt.Sprintf("%d–%d", p.Min, p.Max)
			}
			unit := p.Unit
			if unit == "" {
				unit = "–"
			}
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s | %s |\n", r.Code, p.Name, value, p.Type, unit, limits)
		}
	}
	return b.String()
}

// docs/rules.md lists exactly the catalogue: every rule stands in it, and it names no other.
func TestRulesDoc(t *testing.T) {
	raw, err := os.ReadFile(rulesDoc)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok1 := strings.Cut(string(raw), begin)
	table, tail, ok2 := strings.Cut(rest, end)
	if !ok1 || !ok2 {
		t.Fatal("docs/rules.md has lost the marks of its tables")
	}
	if *update {
		table = "\n\n" + tables() + "\n"
		if err := os.WriteFile(rulesDoc, []byte(head+begin+table+end+tail), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if strings.TrimSpace(table) != strings.TrimSpace(tables()) {
		t.Error("the tables of docs/rules.md are not those of the catalogue; run: go test ./domain/eligibility -run TestRulesDoc -update")
	}
	var listed []string
	rows, _, _ := strings.Cut(table, "### Parameters")
	for line := range strings.Lines(rows) {
		cells := strings.Split(line, "|")
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		code := strings.Trim(cells[1], " `")
		listed = append(listed, code)
		r, ok := Find(code)
		if !ok || strings.Fields(cells[3])[0] != string(r.Severity) || strings.TrimSpace(cells[7]) != r.Citation {
			t.Errorf("the row of %s is not the catalogue's: %s", code, line)
		}
	}
	if !slices.Equal(listed, codes) {
		t.Errorf("docs/rules.md lists %v", listed)
	}
	for _, text := range []string{head, tail} { // prose may name rules, but only those that exist
		for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if strings.Contains(word, "_") && word == strings.ToUpper(word) && index[word] == nil {
				t.Errorf("docs/rules.md names %s, which is no rule", word)
			}
		}
	}
}
