package lexicon

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/blevesearch/vellum"
)

// Write writes the lexicon of the words: folded forms in the order of their bytes,
// each once, with their terms, the most important first, or none where the stemmer
// gets them right. Source names the dictionary and its version in one line. The
// same words give the same bytes.
func Write(w io.Writer, source string, words iter.Seq2[string, []string]) error {
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
	for form, terms := range words {
		var set []edit
		for _, term := range terms {
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
