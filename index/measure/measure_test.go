package main

import (
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/index/measure/archive"
)

func TestTheInventedRegisterIsTheSameAlwaysAndLikeALanguage(t *testing.T) {
	v := newInvented(2000)
	if !reflect.DeepEqual(v.Entry(7), newInvented(2000).Entry(7)) {
		t.Error("an entry is another one the second time")
	}
	numbers, often := map[string]bool{}, 0
	for i := range v.Count() {
		e := v.Entry(i)
		numbers[e.Number] = true
		if !e.Public() {
			t.Fatalf("%+v is not public", e)
		}
		if strings.Contains(" "+e.Abstract+" ", " "+v.words[0]+" ") {
			often++
		}
	}
	if len(numbers) != v.Count() {
		t.Errorf("%d numbers for %d entries", len(numbers), v.Count())
	}
	if often < v.Count()/4 {
		t.Errorf("the most frequent word is in %d of %d entries", often, v.Count())
	}
}

// TestEnginesAgreeOnWhatIsThere asks ours and FTS5 what has few answers.
func TestEnginesAgreeOnWhatIsThere(t *testing.T) {
	v := newInvented(400)
	mine, err := newOurs(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	peer, err := newFTS5(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range []engine{mine, peer} {
		defer e.close()
		if err := e.build(t.Context(), v); err != nil {
			t.Fatal(err)
		}
	}
	compared := 0
	for _, k := range []kind{allWords, inRow, numbered} {
		for _, q := range questions(v, k, 20) {
			ours, _, err := mine.ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			theirs, can, err := peer.ask(t.Context(), q)
			if err != nil || !can {
				t.Fatalf("%v: %v, %v", q, can, err)
			}
			if len(theirs) == 0 || len(theirs) == page {
				continue // nothing has all words, or only the first hits are here
			}
			compared++
			slices.Sort(ours)
			slices.Sort(theirs)
			if !slices.Equal(ours, theirs) {
				t.Errorf("%v: ours %v, FTS5 %v", q, ours, theirs)
			}
		}
	}
	if compared < 20 {
		t.Errorf("only %d questions could be compared", compared)
	}
}

func TestATableIsMadeWithoutPeers(t *testing.T) {
	var out strings.Builder
	err := run(t.Context(), []string{"-alone", "-entries", "120", "-questions", "8", "-shared", t.TempDir()}, &out, io.Discard)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"the real register is not here", "page with facets", "morphology", "one word"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestTheCommandLineIsRefused(t *testing.T) {
	for _, args := range [][]string{{"-entries", "0"}, {"-questions", "0"}, {"-only", "taste"}, {"-nothing"}} {
		if err := run(t.Context(), args, io.Discard, io.Discard); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
}

func TestCPUOfStat(t *testing.T) {
	got, err := cpuOfStat("12 (postgres: me (x)) S 1 2 3 4 5 6 7 8 9 10 250 50 1 1 20 0")
	if err != nil || got != 3*time.Second {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := cpuOfStat("12 (x) S 1"); err == nil {
		t.Error("too few fields are taken")
	}
}

func TestPartsOfLatencies(t *testing.T) {
	var list []time.Duration
	for i := range 100 {
		list = append(list, time.Duration(i)*time.Millisecond)
	}
	if part(list, 50) != 50*time.Millisecond || part(list, 95) != 95*time.Millisecond || part(nil, 50) != 0 {
		t.Error(spread(list))
	}
}

var _ archive.Source = invented{}
