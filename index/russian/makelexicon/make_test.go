package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vestnik/index/russian"
	"vestnik/index/russian/lexicon"
)

// A dictionary of our own that has one of each: rules with conditions, entries
// without rules, stubs of verbs.
const (
	smallAffixes = `SET UTF-8
TRY аоеи

SFX K Y 5
SFX K ок ка [^ч]ок
SFX K 0 а [^аоеийьк]
SFX K о а о
SFX K о ах о
SFX K й ев й

SFX A Y 3
SFX A ий его ший
SFX A ый ого [^ц]ый
SFX A ый ые .

SFX M Y 3
SFX M ть ю [аеоу]ть
SFX M ть ют [аеоу]ть
SFX M ить у [шж]ить

SFX L Y 2
SFX L 0 ла [^аи]
SFX L 0 ли [^аи]
`
	smallDictionary = `14
рынок/K
число/K
чисел
дом/K
читать/M
читающий
читаемый/A
решить/M
решенный/A
вырасти
вырос/L
важный/A
важнейший/A
Ёлки-палки
Тимофей/K
`
)

func smallBook(t *testing.T) *book {
	t.Helper()
	rules, err := readAffixes(strings.NewReader(smallAffixes))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := readDictionary(strings.NewReader(smallDictionary), rules)
	if err != nil {
		t.Fatal(err)
	}
	verbs, err := readGroups("расти: раст рос")
	if err != nil {
		t.Fatal(err)
	}
	irregular, err := readGroups("# ours\nчеловек: люди")
	if err != nil {
		t.Fatal(err)
	}
	b := newBook(entries)
	relate(b, entries, irregular, verbs)
	return b
}

func TestWordsOfForms(t *testing.T) {
	b := smallBook(t)
	for form, want := range map[string][]string{
		"рынка":      {"рынок"},
		"рынок":      {"рынок"},
		"числах":     {"число"},
		"чисел":      {"чисел", "число"},
		"дома":       {"дом"},
		"читают":     {"читать"},
		"читаемого":  {"читаемый"},
		"решу":       {"решить"},
		"решенные":   {"решенный", "решить"},
		"выросла":    {"вырос", "вырасти"},
		"важнейшего": {"важнейший", "важный"},
		"важнейший":  {"важнейший", "важный"},
		"люди":       {"человек"},
		"елкипалки":  {"елкипалки"},
		"домах":      nil,
		"неизвестно": nil,
	} {
		if got := b.words(form); !slices.Equal(got, want) {
			t.Errorf("%s belongs to %q, want %q", form, got, want)
		}
	}
}

func TestTheLexiconHoldsWhatTheStemmerMisses(t *testing.T) {
	var file bytes.Buffer
	count, err := write(&file, "small", strings.NewReader(smallAffixes), strings.NewReader(smallDictionary))
	if err != nil {
		t.Fatal(err)
	}
	l, err := lexicon.Read(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if count != l.Len() {
		t.Errorf("%d forms said, %d written", count, l.Len())
	}
	if got, _ := l.Terms("рынка"); !slices.Equal(got, []string{russian.Stem("рынок")}) {
		t.Errorf("рынка gives %q", got)
	}
	if got, known := l.Terms("дома"); got != nil || !known {
		t.Errorf("дома gives %q (%v), which the stemmer says as well", got, known)
	}
	if got, _ := l.Terms("тимофеев"); !slices.Contains(got, "тимофеев") {
		t.Errorf("тимофеев gives %q, and is a surname too", got)
	}
}

func TestKOI8IsRead(t *testing.T) {
	koi8, err := charmap.KOI8R.NewEncoder().String(strings.Replace(smallAffixes, "UTF-8", "KOI8-R", 1))
	if err != nil {
		t.Fatal(err)
	}
	words, err := charmap.KOI8R.NewEncoder().String("1\nрынок/K\n")
	if err != nil {
		t.Fatal(err)
	}
	rules, err := readAffixes(strings.NewReader(koi8))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := readDictionary(strings.NewReader(words), rules)
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"рынка"}; len(entries) != 1 || !slices.Equal(entries[0].forms, want) {
		t.Errorf("got %+v, want the form %q", entries, want)
	}
}

// TestWhatIsNotUnderstoodIsRefused: a dictionary that says more than we read
// would give wrong forms.
func TestWhatIsNotUnderstoodIsRefused(t *testing.T) {
	for _, affixes := range []string{
		"", "TRY а\n", "SET CP1251\n",
		"SET UTF-8\nPFX A Y 1\nPFX A 0 не .\n",
		"SET UTF-8\nFLAG long\n",
		"SET UTF-8\nNEEDAFFIX X\n",
		"SET UTF-8\nCOMPOUNDFLAG X\n",
		"SET UTF-8\nSFX A\n",
		"SET UTF-8\nSFX AB 0 а .\n",
		"SET UTF-8\nSFX A 0 а/B .\n",
		"SET UTF-8\nSFX A 0 а [аб\n",
		"SET UTF-8\nSFX A 0 а []\n",
	} {
		if _, err := readAffixes(strings.NewReader(affixes)); err == nil {
			t.Errorf("%q is read", affixes)
		}
	}
	rules, err := readAffixes(strings.NewReader(smallAffixes))
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"", "1\nдом/Я\n", "1\nдом/K po:noun\n", "1\n/K\n", "1\n\xff\n"} {
		if _, err := readDictionary(strings.NewReader(words), rules); err == nil {
			t.Errorf("%q is read", words)
		}
	}
}

// TestOurOwnTablesAreInOrder: no word says nothing or the same twice.
func TestOurOwnTablesAreInOrder(t *testing.T) {
	for name, text := range map[string]string{"irregular.txt": irregularText, "verbs.txt": verbsText} {
		groups, err := readGroups(text)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		seen := map[[2]string]bool{}
		for _, g := range groups {
			if seen[g] || g[0] == g[1] {
				t.Errorf("%s says %s: %s twice or for nothing", name, g[0], g[1])
			}
			seen[g] = true
		}
	}
	seen := map[ending]bool{}
	for _, e := range bareEndings {
		if seen[e] || e.from == e.to {
			t.Errorf("the ending %v stands twice or for nothing", e)
		}
		seen[e] = true
	}
}

func FuzzDictionary(f *testing.F) {
	f.Add(smallAffixes, smallDictionary)
	f.Add("SET UTF-8\nSFX A Y 1\nSFX A а 0 [^б]а\n", "1\nва/A\n")
	f.Fuzz(func(t *testing.T, affixes, words string) {
		rules, err := readAffixes(strings.NewReader(affixes))
		if err != nil {
			return
		}
		entries, err := readDictionary(strings.NewReader(words), rules)
		if err != nil {
			return
		}
		b := newBook(entries)
		relate(b, entries, nil, nil)
		for _, e := range entries {
			if !utf8.ValidString(e.word) || !slices.Contains(b.words(e.word), e.word) {
				t.Fatalf("%q is no word of its own: %q", e.word, b.words(e.word))
			}
			for _, form := range e.forms {
				if !slices.Contains(b.words(form), e.word) {
					t.Fatalf("%q does not know its word %q", form, e.word)
				}
			}
		}
	})
}
