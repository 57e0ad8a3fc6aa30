package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// entry is a line of a Hunspell .dic file, folded as the index folds words.
// An entry without flags is the only form of its own: a word that is not
// inflected, or a form that no rule makes.
type entry struct {
	word  string
	forms []string // those that its flags make, without the word
	name  bool     // it is written with a capital
	stub  bool     // it has the rules of a verb, but is no infinitive: «вырос»
}

// bare reports whether the entry may be a form of another word.
func (e entry) bare() bool { return len(e.forms) == 0 || e.stub }

// verbFlags are the flags that this dictionary gives to verbs only.
const verbFlags = "BDLMPQRTUVWY"

// readDictionary reads a .dic file and makes all forms of its entries.
func readDictionary(r io.Reader, a *affixes) ([]entry, error) {
	lines := bufio.NewScanner(a.decode(r))
	if !lines.Scan() { // the count
		return nil, fmt.Errorf("the dictionary is empty: %w", lines.Err())
	}
	var list []entry
	for number := 2; lines.Scan(); number++ {
		word, flags, _ := strings.Cut(lines.Text(), "/")
		if strings.ContainsAny(flags, " \t") {
			return nil, fmt.Errorf("dictionary line %d: fields after the flags are not known here", number)
		}
		if word == "" || !utf8.ValidString(word) {
			return nil, fmt.Errorf("dictionary line %d: no word", number)
		}
		first, _ := utf8.DecodeRuneInString(word)
		e := entry{word: fold(word), name: unicode.IsUpper(first)}
		for _, flag := range flags {
			rules, ok := a.rules[flag]
			if !ok {
				return nil, fmt.Errorf("dictionary line %d: no rules for flag %c", number, flag)
			}
			for _, rule := range rules {
				if form, ok := rule.apply(word); ok {
					e.forms = append(e.forms, fold(form))
				}
			}
		}
		e.stub = flags != "" && strings.Trim(flags, verbFlags) == "" && !isInfinitive(e.word)
		list = append(list, e)
	}
	return list, lines.Err()
}

var folder = strings.NewReplacer("ё", "е", "-", "")

// fold writes a word as the analyzer does before it asks the lexicon: the parts of a
// hyphenated word are asked for alone and together.
func fold(word string) string { return folder.Replace(strings.ToLower(word)) }
