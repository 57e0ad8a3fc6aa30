package lexicon

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/vellum"
)

// Write writes the lexicon of the words, folded form to terms, in the order of
// their importance. Source names the dictionary and its version in one line. The
// same words give the same bytes.
func Write(w io.Writer, source string, words map[string][]string) error {
	if strings.Contains(source, "\n") {
		return fmt.Errorf("source %q takes more than a line", source)
	}
	var automaton bytes.Buffer
	builder, err := vellum.New(&automaton, nil)
	if err != nil {
		return err
	}
	var table []string
	numbers := map[string]uint64{}
	for _, form := range slices.Sorted(maps.Keys(words)) {
		var set []edit
		for _, term := range words[form] {
			set = append(set, editFrom(form, term))
		}
		line := formatSet(set)
		number, ok := numbers[line]
		if !ok {
			number = uint64(len(table))
			numbers[line], table = number, append(table, line)
		}
		if err := builder.Insert([]byte(form), number); err != nil {
			return fmt.Errorf("%s: %w", form, err)
		}
	}
	if err := builder.Close(); err != nil {
		return err
	}
	body := append([]byte(strings.Join(table, "\n")+"\n\n"), automaton.Bytes()...)
	_, err = fmt.Fprintf(w, "%s\n%s\n%x\n%s", magic, source, sha256.Sum256(body), body)
	return err
}
