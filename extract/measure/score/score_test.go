package score

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestErrorCountsOnlyWhatWasMisread(t *testing.T) {
	for name, c := range map[string]struct {
		read, truth string
		want        float64
	}{
		"same":                 {"Пылесборник", "Пылесборник", 0},
		"dashes, quotes, ё":    {"ООО \"Елка\" - 5", "ООО «Ёлка» — 5", 0},
		"broken over lines":    {"один\n два", "один два", 0},
		"one substituted":      {"кит", "кот", 1.0 / 3},
		"one lost":             {"кт", "кот", 1.0 / 3},
		"one too many":         {"коот", "кот", 1.0 / 3},
		"nothing read":         {"", "кот", 1},
		"nothing stands there": {"кот", "", 1},
		"more than stands":     {"котабвгд", "кот", 5.0 / 3},
	} {
		if got := Error(c.read, c.truth); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.3f, want %.3f", name, got, c.want)
		}
	}
}

// TestDistanceIsThatOfTheTextbook compares with the quadratic algorithm.
func TestDistanceIsThatOfTheTextbook(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func() []rune {
		out := make([]rune, random.IntN(30))
		for i := range out {
			out[i] = rune('а' + random.IntN(4))
		}
		return out
	}
	for range 2000 {
		a, b := text(), text()
		if got, want := Distance(a, b), textbook(a, b); got != want {
			t.Fatalf("%q to %q: %d, want %d", string(a), string(b), got, want)
		}
	}
}

func textbook(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		corner := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := corner
			if x != y {
				cost++
			}
			corner = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

func TestWordsAreComparedAsBags(t *testing.T) {
	precision, recall := Words("кот, пёс и кот", "Кот и пес и мышь")
	if math.Abs(precision-0.75) > 1e-9 || math.Abs(recall-0.6) > 1e-9 {
		t.Errorf("%.2f, %.2f", precision, recall)
	}
}

func TestWordErrorDoesNotMindTheOrder(t *testing.T) {
	for name, c := range map[string]struct {
		read, truth string
		want        float64
	}{
		"columns read across":  {"ФИО Иванов дата 5 мая", "ФИО дата Иванов 5 мая", 0},
		"rules and boxes":      {"Подпись ____ [ ] дата", "Подпись дата ☐ ......", 0},
		"a tick":               {"[Х)) программа V", "[X]) программа", 0},
		"one letter of ten":    {"Пылесборнек", "Пылесборник", 1.0 / 11},
		"a word lost":          {"кот", "кот пёс", 0.5},
		"a word too many":      {"кот пёс", "кот", 1},
		"a word for another":   {"мышь", "собака", 1},
		"a word in two pieces": {"Пыле сборник", "Пылесборник", 1.0 / 11},
		"two words in one":     {"годсоздания", "год создания", 1.0 / 11},
		"nothing stands there": {"кот", "", 1},
	} {
		if got := WordError(c.read, c.truth); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: %.3f, want %.3f", name, got, c.want)
		}
	}
}
