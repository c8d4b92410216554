package domain

import (
	"strings"
	"unicode"
)

// Norm is the form in which names are searched and sorted: Unicode lower case, single spaces. Both engines compare it
// byte by byte, so both order alike.
func Norm(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(s)), " ")
}

// Words are the distinct search words of the texts: letters and digits only, lower case.
func Words(texts ...string) []string {
	seen := map[string]bool{}
	words := []string{}
	for _, t := range texts {
		for _, w := range strings.FieldsFunc(strings.ToLower(t), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if r := []rune(w); len(r) > 40 {
				w = string(r[:40])
			}
			if !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words
}
