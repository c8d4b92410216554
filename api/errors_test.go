package api

import (
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"mutasi/domain"
)

// TestErrorCodesAreDocumented holds docs/errors.md and the source together, both ways.
func TestErrorCodesAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/errors.md")
	if err != nil {
		t.Fatal(err)
	}
	problems, fields, ok := strings.Cut(string(page), "\n## Field codes\n")
	if !ok {
		t.Fatal("docs/errors.md has no section \"Field codes\"")
	}
	x := readTexts(t)
	for _, half := range []struct {
		kind, text, pattern string
		codes               map[string]string
	}{
		{"problem", problems, `(?m)^#### (\w+)$`, x.codes},
		{"field", fields, "(?m)^\\| `(\\w+)` \\|", x.fieldCodes},
	} {
		documented := map[string]bool{}
		for _, m := range regexp.MustCompile(half.pattern).FindAllStringSubmatch(half.text, -1) {
			if documented[m[1]] {
				t.Errorf("docs/errors.md has the %s code %s twice", half.kind, m[1])
			}
			documented[m[1]] = true
			if half.codes[m[1]] == "" {
				t.Errorf("docs/errors.md: no source gives the %s code %s", half.kind, m[1])
			}
		}
		for code, at := range half.codes {
			if !documented[code] {
				t.Errorf("%s: docs/errors.md lacks the %s code %s", at, half.kind, code)
			}
		}
	}
	status := ""
	for _, m := range regexp.MustCompile(`(?m)^### (\d{3}) (.+)$|^#### (\w+)$`).FindAllStringSubmatch(problems, -1) {
		if m[3] == "" {
			status = m[1]
			if n, _ := strconv.Atoi(status); titles[n] != m[2] {
				t.Errorf("docs/errors.md calls %s %q, the API %q", status, m[2], titles[n])
			}
			continue
		}
		if kind := x.kinds[m[3]]; strconv.Itoa(statusOf[kindNames[kind]]) != status {
			t.Errorf("docs/errors.md has %s under %s, its kind is %s", m[3], status, kind)
		}
	}
}

var kindNames = map[string]domain.Kind{
	"Internal": domain.Internal, "Malformed": domain.Malformed, "Unauthenticated": domain.Unauthenticated, "Forbidden": domain.Forbidden,
	"NotFound": domain.NotFound, "Conflict": domain.Conflict, "Stale": domain.Stale, "TooLarge": domain.TooLarge, "Unsupported": domain.Unsupported,
	"Invalid": domain.Invalid, "Required": domain.Required, "RateLimited": domain.RateLimited, "Unavailable": domain.Unavailable,
	"methodNotAllowed": methodNotAllowed,
}
