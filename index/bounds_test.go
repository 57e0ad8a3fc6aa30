package index

import (
	"context"
	"fmt"
	"testing"

	"github.com/blevesearch/bleve/v2"
)

// crowd makes a generation with so many different words that begin alike; the word
// of number 7 stands in two documents.
func crowd(t *testing.T, words int) *generation {
	t.Helper()
	g, err := createGeneration(t.TempDir()+"/g", 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := g.close(); err != nil {
			t.Error(err)
		}
	})
	batch := g.bleve.NewBatch()
	add := func(id, text string) {
		if err := batch.IndexAdvanced(indexed{id: id, fields: append(read([]passage{{text: text}}, &carriers{}), keywords(fieldOrder, inColumn, "0programs"+padded(id)))}.bleve()); err != nil {
			t.Fatal(err)
		}
	}
	for i := range words {
		add(fmt.Sprint("entry/", i), "арб"+spelled(i))
	}
	add("entry/again", "арб"+spelled(7))
	if err := g.bleve.Batch(batch); err != nil {
		t.Fatal(err)
	}
	return g
}

// spelled writes a number in three letters.
func spelled(n int) string {
	return string([]rune{'а' + rune(n%32), 'а' + rune(n/32%32), 'а' + rune(n/1024%32)})
}

// A question of two letters must not ask for every word there is: the work is
// bounded, and of the words the commonest are kept.
func TestABeginningStandsForTheCommonestWords(t *testing.T) {
	g := crowd(t, maxExpanded+200)
	err := g.with(func(in state) error {
		words, err := vocabulary{in.reader}.expand(beginning("ар", fieldExact).(*expansion).words)
		if err != nil {
			return err
		}
		if len(words) != maxExpanded || words[0] != "арб"+spelled(7) {
			t.Errorf("%d words, the first %s", len(words), words[0])
		}
		found, err := in.collect(context.Background(), beginning("ар", fieldExact), demand{keep: 1, scored: 1 << 40})
		if found.total <= maxExpanded || found.total > maxExpanded+20 { // few words are forms of one
			t.Errorf("%d documents of %d words", found.total, maxExpanded)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Words that stand in more documents together than may be scored are found, all of
// them, and come by number.
func TestATooBroadQuestionIsNotScored(t *testing.T) {
	g := filledGeneration(t, 300)
	broad := bleve.NewDisjunctionQuery(term("словоа", fieldText), term("словоб", fieldText), term("словов", fieldText))
	err := g.with(func(in state) error {
		scored, err := in.collect(context.Background(), broad, demand{keep: everyHit, scored: 1 << 40})
		if err != nil {
			return err
		}
		got, err := in.collect(context.Background(), broad, demand{keep: everyHit, scored: 10})
		if err != nil {
			return err
		}
		if got.total != scored.total || got.total < 20 || scored.hits[0].key == 0 {
			t.Errorf("%d found unscored, %d scored, the best %v", got.total, scored.total, scored.hits[0].key)
		}
		for i, m := range got.hits {
			if m.key != 0 || i > 0 && m.place.number <= got.hits[i-1].place.number {
				t.Errorf("hit %d scores %v and has the number %d", i, m.key, m.place.number)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
