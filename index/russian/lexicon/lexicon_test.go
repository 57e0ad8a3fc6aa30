package lexicon_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vestnik/index/russian/lexicon"
)

func write(t testing.TB, words map[string][]string) []byte {
	t.Helper()
	sorted := func(yield func(string, []string) bool) {
		for _, form := range slices.Sorted(maps.Keys(words)) {
			if !yield(form, words[form]) {
				return
			}
		}
	}
	var file bytes.Buffer
	if err := lexicon.Write(&file, "words of a test", sorted); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	words := map[string][]string{
		"рынка": {"рынок"},
		"стали": {"стал", "стат"},
		"шла":   {"идт"},
		"мена":  {"м"},
		"дом":   {"домище"},
		"домах": nil,
	}
	file := write(t, words)
	l, err := lexicon.Read(file)
	if err != nil {
		t.Fatal(err)
	}
	for form, want := range words {
		if got, known := l.Terms(form); !slices.Equal(got, want) || !known {
			t.Errorf("%s gives %q (%v), want %q", form, got, known, want)
		}
	}
	for _, unknown := range []string{"", "рынк", "рынкам", "я"} {
		if got, known := l.Terms(unknown); got != nil || known {
			t.Errorf("%q gives %q without being there", unknown, got)
		}
	}
	if l.Len() != len(words) || !strings.HasPrefix(l.Name(), "words of a test ") {
		t.Errorf("%d words of %q", l.Len(), l.Name())
	}
	if !bytes.Equal(file, write(t, words)) {
		t.Error("the same words give other bytes")
	}
}

func TestDamageIsNoticed(t *testing.T) {
	file := write(t, map[string][]string{"рынка": {"рынок"}})
	flipped := bytes.Clone(file)
	flipped[len(flipped)-3] ^= 1
	for name, data := range map[string][]byte{
		"nothing": nil, "half of it": file[:len(file)/2], "a bit flipped": flipped,
		"another file": []byte("SET UTF-8\nSFX A Y 1\n\n"), "another version": append([]byte("x"), file...),
	} {
		if _, err := lexicon.Read(data); err == nil {
			t.Errorf("%s is read", name)
		}
	}
}

// TestTheLexiconOfTheBuildIsWhole fails on one that cannot be read; to be built
// without is no fault.
func TestTheLexiconOfTheBuildIsWhole(t *testing.T) {
	l, err := lexicon.Built()
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no dictionary is built in: make lexicon")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%s: %d forms", l.Name(), l.Len())
}

func FuzzTermsComeBack(f *testing.F) {
	f.Add("рынка", "рынок", "рынк")
	f.Add("a", "", "а")
	f.Add("ёж", "еж", "ёё")
	f.Fuzz(func(t *testing.T, form, first, second string) {
		if strings.ContainsAny(first+second, "|:\n") || !utf8.ValidString(form+first+second) {
			t.Skip("no words")
		}
		words := map[string][]string{form: {first, second}}
		l, err := lexicon.Read(write(t, words))
		if err != nil {
			t.Fatal(err)
		}
		if got, known := l.Terms(form); !slices.Equal(got, words[form]) || !known {
			t.Errorf("%q gives %q, want %q", form, got, words[form])
		}
	})
}
