package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// affixes is what a Hunspell .aff file says about endings.
type affixes struct {
	decode func(io.Reader) io.Reader // from the encoding of both files
	rules  map[rune][]rule           // by flag
}

// rule makes a form: it takes strip from the end of a word that meets the
// condition and puts add there.
type rule struct {
	strip, add string
	condition  condition
}

// condition says which letters end a word, the last condition for the last one.
type condition []letters

// letters is one place of a condition. An empty set that is negated is any letter.
type letters struct {
	set     string
	negated bool
}

// harmless are the directives that say nothing about which forms there are.
var harmless = map[string]bool{
	"TRY": true, "KEY": true, "REP": true, "MAP": true, "LANG": true, "WORDCHARS": true, "BREAK": true,
	"ICONV": true, "OCONV": true, "NOSUGGEST": true, "MAXNGRAMSUGS": true, "HOME": true, "VERSION": true,
}

// readAffixes reads an .aff file that knows suffixes only, each flag one letter.
// A directive that would change what the others mean is an error: better no
// dictionary than a wrong one.
func readAffixes(r io.Reader) (*affixes, error) {
	in := bufio.NewReader(r)
	head, _ := in.Peek(1 << 10)
	decode, err := decoder(string(head))
	if err != nil {
		return nil, err
	}
	a := &affixes{decode: decode, rules: map[rune][]rule{}}
	lines := bufio.NewScanner(decode(in))
	for number := 1; lines.Scan(); number++ {
		if err := a.line(strings.Fields(lines.Text())); err != nil {
			return nil, fmt.Errorf("affix line %d: %w", number, err)
		}
	}
	return a, lines.Err()
}

// decoder chooses the encoding by the SET line, which stands first.
func decoder(head string) (func(io.Reader) io.Reader, error) {
	for line := range strings.Lines(head) {
		fields := strings.Fields(strings.TrimPrefix(line, "\uFEFF"))
		if len(fields) != 2 || fields[0] != "SET" {
			continue
		}
		switch fields[1] {
		case "UTF-8":
			return func(r io.Reader) io.Reader { return r }, nil
		case "KOI8-R":
			return charmap.KOI8R.NewDecoder().Reader, nil
		}
		return nil, fmt.Errorf("encoding %s is not known here", fields[1])
	}
	return nil, fmt.Errorf("no SET line says the encoding")
}

func (a *affixes) line(fields []string) error {
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return nil
	}
	switch name := strings.TrimPrefix(fields[0], "\uFEFF"); {
	case name == "SET" || harmless[name]:
		return nil
	case name != "SFX":
		return fmt.Errorf("directive %s is not known here", name)
	case len(fields) < 4:
		return fmt.Errorf("suffix of %d fields", len(fields))
	case len(fields) == 4: // the head of a class: its flag, whether it joins with prefixes, the count
		return nil
	}
	flag, size := utf8.DecodeRuneInString(fields[1])
	if size != len(fields[1]) {
		return fmt.Errorf("flag %s is longer than a letter", fields[1])
	}
	if strings.Contains(fields[3], "/") {
		return fmt.Errorf("suffix %s takes suffixes of its own", fields[3])
	}
	c, err := parseCondition(fields[4])
	if err != nil {
		return err
	}
	a.rules[flag] = append(a.rules[flag], rule{strip: orNothing(fields[2]), add: orNothing(fields[3]), condition: c})
	return nil
}

// orNothing reads the 0 that stands for an empty ending.
func orNothing(s string) string {
	if s == "0" {
		return ""
	}
	return s
}

// parseCondition reads letters, sets «[аб]», negated sets «[^аб]» and the point,
// which is any letter.
func parseCondition(s string) (condition, error) {
	var c condition
	for s != "" {
		if s[0] == '[' {
			set, rest, ok := strings.Cut(s[1:], "]")
			if !ok || set == "" || set == "^" {
				return nil, fmt.Errorf("set %s has no letters or no end", s)
			}
			inner, negated := strings.CutPrefix(set, "^")
			c, s = append(c, letters{inner, negated}), rest
			continue
		}
		_, size := utf8.DecodeRuneInString(s)
		l := letters{set: s[:size]}
		if s[:size] == "." {
			l = letters{negated: true}
		}
		c, s = append(c, l), s[size:]
	}
	return c, nil
}

// matches reports whether the word ends as the condition says.
func (c condition) matches(word string) bool {
	for i := len(c) - 1; i >= 0; i-- {
		r, size := utf8.DecodeLastRuneInString(word)
		if size == 0 || strings.ContainsRune(c[i].set, r) == c[i].negated {
			return false
		}
		word = word[:len(word)-size]
	}
	return true
}

// apply returns the form that the rule makes of the word.
func (r rule) apply(word string) (string, bool) {
	if !strings.HasSuffix(word, r.strip) || !r.condition.matches(word) {
		return "", false
	}
	return word[:len(word)-len(r.strip)] + r.add, true
}
