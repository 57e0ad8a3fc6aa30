package russian_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/index/russian"
)

// withLexicon returns an analyzer with the dictionary, or skips the test where
// the program is built without. VESTNIK_WANT_LEXICON forbids skipping.
func withLexicon(t *testing.T) *russian.Analyzer {
	t.Helper()
	a := russian.New()
	if a.Dictionary() != "" {
		return a
	}
	if os.Getenv("VESTNIK_WANT_LEXICON") != "" {
		t.Fatal("no dictionary is built in: make lexicon")
	}
	t.Skip("no dictionary is built in: make lexicon")
	return nil
}

// readLemmas returns the words of a text in testdata with their lemmas.
func readLemmas(t *testing.T, name string) (pairs [][2]string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			word = strings.TrimRight(word, ",.")
			form, lemma, ok := strings.Cut(word, "=")
			if !ok {
				lemma = form
			}
			pairs = append(pairs, [2]string{form, lemma})
		}
	}
	return pairs
}

// reaching returns the pairs of which form and lemma share a term, and those of
// which they do not.
func reaching(a *russian.Analyzer, pairs [][2]string) (reached, missed []string) {
	for _, p := range pairs {
		lemma := termsOf(a, p[1])
		if slices.ContainsFunc(termsOf(a, p[0]), func(term string) bool { return slices.Contains(lemma, term) }) {
			reached = append(reached, p[0]+"="+p[1])
		} else {
			missed = append(missed, p[0]+"="+p[1])
		}
	}
	return reached, missed
}

// termsOf returns all terms of a text.
func termsOf(a *russian.Analyzer, text string) (list []string) {
	for _, t := range a.Tokens(text) {
		list = append(list, t.Terms...)
	}
	return list
}

func TestFormsReachTheirLemma(t *testing.T) {
	a := withLexicon(t)
	for _, name := range []string{"lemmas.txt", "lemmas_office.txt"} {
		t.Run(name, func(t *testing.T) { checkLemmas(t, a, readLemmas(t, name)) })
	}
}

func checkLemmas(t *testing.T, a *russian.Analyzer, pairs [][2]string) {
	t.Helper()
	changed := slices.DeleteFunc(slices.Clone(pairs), func(p [2]string) bool { return strings.EqualFold(p[0], p[1]) })
	reached, missed := reaching(a, changed)
	share := float64(len(reached)) / float64(len(changed))
	byStem, _ := reaching(russian.NewStemming(), changed)
	t.Logf("%d words, %d in a form that is not their lemma: %.1f %% reach it, by Snowball alone %.1f %%; missed %q",
		len(pairs), len(changed), 100*share, 100*float64(len(byStem))/float64(len(changed)), missed)
	if share < .98 {
		t.Errorf("%.1f %% of the forms reach their lemma, want 98 %%", 100*share)
	}
}
