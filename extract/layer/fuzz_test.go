package layer_test

import (
	"strings"
	"testing"

	"vestnik/extract/layer"
	"vestnik/extract/layer/layertest"
)

// FuzzPage holds the judge to what its callers rely on, whatever the words: a
// reason belongs to the untrue alone, shares are shares, nothing is both kept and
// lost, a repair makes no more of a page than was there, and the same words are
// judged the same.
func FuzzPage(f *testing.F) {
	for _, c := range layertest.Cases() {
		texts := make([]string, len(c.Words))
		for i, w := range c.Words {
			texts[i] = w.Text
		}
		f.Add(strings.Join(texts, " "), byte(1), c.Hidden)
	}
	f.Fuzz(func(t *testing.T, text string, fonts byte, hidden bool) {
		if len(text) > 20_000 {
			t.Skip("longer than any page's words need to be")
		}
		words := layertest.Set(strings.Fields(text))
		for i := range words {
			words[i].Font = i % (int(fonts%4) + 1)
		}
		got := layer.Page(words, hidden)
		if got.True == (got.Reason != "") {
			t.Fatalf("verdict %+v", got.Verdict)
		}
		if got.Quality < 0 || got.Quality > 1 || got.Believed() && got.Quality == 0 {
			t.Fatalf("quality %v of %d words", got.Quality, len(got.Words))
		}
		if len(got.Words)+len(got.Lost) > len(words) {
			t.Fatalf("%d words became %d and %d", len(words), len(got.Words), len(got.Lost))
		}
		if again := layer.Page(words, hidden); again.Verdict != got.Verdict || said(again.Words) != said(got.Words) {
			t.Fatal("judged in two ways")
		}
	})
}
