package corpus_test

import (
	"bytes"
	"image"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"vestnik/extract/measure/corpus"
	"vestnik/extract/measure/dirt"
	"vestnik/pipeline/regulation"
)

func TestTheSameSeedMakesTheSamePaper(t *testing.T) {
	for _, name := range corpus.Layouts() {
		a, b := corpus.Make(7, name), corpus.Make(7, name)
		if len(a.Leaves) != len(b.Leaves) || a.Leaves[0].Text() != b.Leaves[0].Text() {
			t.Errorf("%s: two makings of one seed differ", name)
		}
		if !bytes.Equal(a.Leaves[0].Draw(72).Pix, b.Leaves[0].Draw(72).Pix) {
			t.Errorf("%s: two drawings of one page differ", name)
		}
	}
}

func TestNothingRunsOffThePage(t *testing.T) {
	for _, name := range corpus.Layouts() {
		for seed := range uint64(60) {
			for n, leaf := range corpus.Make(seed, name).Leaves {
				if len(leaf.Words()) == 0 {
					t.Fatalf("%s, seed %d: page %d is empty", name, seed, n+1)
				}
				for _, w := range leaf.Words() {
					if w.Box[0] < 0 || w.Box[1] < 0 || w.Box[2] > 1 || w.Box[3] > 1 || w.Box[0] >= w.Box[2] {
						t.Fatalf("%s, seed %d, page %d: %q stands at %v", name, seed, n+1, w.Text, w.Box)
					}
				}
			}
		}
	}
}

// TestWhatAPaperStatesStandsOnIt looks for each stated text among the words of the
// paper: a truth that is not printed would count a right reader as wrong.
func TestWhatAPaperStatesStandsOnIt(t *testing.T) {
	coded := []string{"kind", "country", "citizenship", "mention", "date", "paid_on", "object", "document", "publication_country"}
	for _, name := range corpus.Layouts() {
		for seed := range uint64(40) {
			paper := corpus.Make(seed, name)
			text := ""
			for _, l := range paper.Leaves {
				text += " " + strings.Join(strings.Fields(l.Text()), " ")
			}
			for path, value := range paper.Fields {
				if slices.ContainsFunc(coded, func(c string) bool { return strings.HasSuffix(path, c) }) {
					continue
				}
				if !strings.Contains(text, value) {
					t.Errorf("%s, seed %d: %s is %q, which is not printed", name, seed, path, value)
				}
			}
		}
	}
}

func TestNumbersHaveTheirCheckDigits(t *testing.T) {
	for p := range corpus.Papers(100, 200) {
		for path, value := range p.Fields {
			ok := true
			switch {
			case strings.HasSuffix(path, ".inn"):
				ok = regulation.ValidINN(value)
			case strings.HasSuffix(path, ".ogrn"):
				ok = regulation.ValidOGRN(value)
			case strings.HasSuffix(path, ".snils"):
				ok = regulation.ValidSNILS(value)
			}
			if !ok {
				t.Errorf("%s: %s has wrong check digits", path, value)
			}
		}
	}
}

func TestApplicantsHardlyRepeat(t *testing.T) {
	seen := map[string]int{}
	n := 0
	for p := range corpus.Papers(1, 400) {
		for path, value := range p.Fields {
			if strings.HasSuffix(path, "authors[0].name") || path == "title" {
				seen[value]++
				n++
			}
		}
	}
	if len(seen) < n*9/10 {
		t.Errorf("only %d of %d names and titles are different", len(seen), n)
	}
}

func TestTheTruthIsWrittenByTheNamesOfTheContract(t *testing.T) {
	body, err := corpus.Make(3, "order-211").Fields.YAML()
	if err != nil {
		t.Fatal(err)
	}
	var truth struct {
		Fields struct {
			Title        string `yaml:"title"`
			CreationYear int    `yaml:"creation_year"`
			Holders      []struct {
				Name, Kind, INN string
			} `yaml:"holders"`
		} `yaml:"fields"`
	}
	if err := yaml.Unmarshal(body, &truth); err != nil {
		t.Fatal(err)
	}
	f := truth.Fields
	if f.Title == "" || f.CreationYear < 1990 || len(f.Holders) == 0 || f.Holders[0].INN == "" {
		t.Errorf("read back %+v of\n%s", f, body)
	}
}

func TestEveryFamilySpoilsAPageTheSameWayAgain(t *testing.T) {
	paper := corpus.Make(5, "abstract-lines")
	clean := paper.Spoilt(dirt.Clean)[0].Image
	for _, f := range dirt.Families() {
		a, b := paper.Spoilt(f)[0].Image, paper.Spoilt(f)[0].Image
		if !samePicture(a, b) {
			t.Errorf("%s: two spoilings of one seed differ", f)
		}
		if f != dirt.Clean && samePicture(a, clean) {
			t.Errorf("%s leaves the page clean", f)
		}
	}
}

func samePicture(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	switch a := a.(type) {
	case *image.Gray:
		b, ok := b.(*image.Gray)
		return ok && bytes.Equal(a.Pix, b.Pix)
	case *image.NRGBA:
		b, ok := b.(*image.NRGBA)
		return ok && bytes.Equal(a.Pix, b.Pix)
	}
	return false
}
