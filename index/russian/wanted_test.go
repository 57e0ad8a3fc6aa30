package russian_test

import (
	"slices"
	"strings"
	"testing"

	"vestnik/index/russian"
)

// TestFindMissesNoWantedWord asks for the term of each word of a text and looks for
// the words that have it.
func TestFindMissesNoWantedWord(t *testing.T) {
	const text = "Человек и люди, для людей: год, пять лет; ребёнок — дети. Хороший, лучше; шёл и пойдёт. " +
		"Programs, skies и dying; А61К, C++, Программно-аппаратный учёт ёлок, я меня, он ним, три трёх, стали."
	for _, a := range []*russian.Analyzer{russian.New(), russian.NewStemming()} {
		all := a.Tokens(text)
		for _, asked := range all {
			for _, term := range asked.Terms {
				var wanted russian.Wanted
				a.AddTerm(&wanted, term)
				found := a.Find(text, &wanted)
				for _, tok := range all {
					if slices.Contains(tok.Terms, term) && !slices.ContainsFunc(found, func(f russian.Token) bool { return f.Start == tok.Start && f.Surface == tok.Surface }) {
						t.Errorf("%q: the term %q is asked for and %q not found", a.Dictionary(), term, tok.Surface)
					}
				}
			}
		}
	}
}

func TestFindPassesOverWhatIsNotWanted(t *testing.T) {
	a := russian.New()
	var wanted russian.Wanted
	wanted.AddSurface("лес")
	if got := a.Find(strings.Repeat("дом и сад, ", 3)+"лесник", &wanted); len(got) != 1 || got[0].Surface != "лесник" || got[0].Position != 10 {
		t.Errorf("found %+v", got)
	}
}

func BenchmarkFind(b *testing.B) {
	const text = "Программно-аппаратный комплекс предназначен для автоматизации учёта и обработки результатов измерений на языке C++ в среде Microsoft .NET. Обеспечивает хранение, поиск и выдачу сведений."
	a := russian.New()
	var wanted russian.Wanted
	a.AddTerm(&wanted, "измерен")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		a.Find(text, &wanted)
	}
}
