package form

import (
	"strings"
	"unicode"
)

// particles belong to a patronymic and are written small.
var particles = map[string]bool{"оглы": true, "оглу": true, "кызы": true, "гызы": true, "угли": true, "углы": true, "уулу": true, "улы": true, "заде": true}

// personName is a person's name as it is entered: what is printed in capitals gets
// small letters behind its first, and the particle of a patronymic is small. Initials
// and names of both kinds of letters stay.
func personName(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if particles[strings.ToLower(w)] && i > 0 {
			words[i] = strings.ToLower(w)
			continue
		}
		parts := strings.Split(w, "-")
		for j, p := range parts {
			if inCapitals(p) {
				parts[j] = firstUpper(strings.ToLower(p))
			}
			if j > 0 && particles[strings.ToLower(p)] {
				parts[j] = strings.ToLower(p)
			}
		}
		words[i] = strings.Join(parts, "-")
	}
	return strings.Join(words, " ")
}

// inCapitals reports whether a word has two letters or more, all of them capitals, and
// is no pair of initials.
func inCapitals(w string) bool {
	letters := 0
	for _, r := range w {
		switch {
		case r == '.':
			return false
		case unicode.IsLower(r):
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters > 1
}
