package russian_test

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"vestnik/index/russian"
)

func terms(a *russian.Analyzer, text string) []string {
	var list []string
	for _, tok := range a.Tokens(text) {
		list = append(list, tok.Term)
	}
	return list
}

func TestTerms(t *testing.T) {
	cases := []struct {
		name, text string
		want       []string
	}{
		{"forms of words", "Программы для расчёта", []string{"программ", "для", "расчет"}},
		{"English names", "Data Processing", []string{"data", "process"}},
		{"quotes and brackets", "«ПРОФИ-Т» (ООО \"СОКОЛ\")", []string{"проф", "т", "проф", "оо", "сокол"}},
		{"languages with signs", "C++, C#, F# и .NET", []string{"c++", "c#", "f#", "и", ".net"}},
		{"languages with a Cyrillic С", "С++ С#", []string{"c++", "c#"}},
		{"ASP.NET", "ASP.NET", []string{"asp", ".net"}},
		{"1С in two alphabets", "1С:Предприятие 1C", []string{"1c", "предприят", "1c"}},
		{"codes in two alphabets", "А61К A61K G06Ф", []string{"a61k", "a61k", "g06ф"}},
		{"a Latin letter in a Russian word", "прoграмма", []string{"программ"}},
		{"a Cyrillic letter in an English word", "Соrel", []string{"corel"}},
		{"numbers with points", "версия 2.0, 1 000", []string{"верс", "2.0", "1", "000"}},
		{"apostrophes", "O'Brien", []string{"obrien"}},
		{"only signs", "— «» № #", nil},
		{"bytes that are no text", "мир\xff\xfeмир", []string{"мир", "мир"}},
	}
	a := russian.New()
	for _, tc := range cases {
		t.Run(tc.name, func(t *testing.T) {
			if got := terms(a, tc.text); !slices.Equal(got, tc.want) {
				t.Errorf("%q gives %q, want %q", tc.text, got, tc.want)
			}
		})
	}
}

func TestSpellingsOfOneWordGiveOneTerm(t *testing.T) {
	groups := [][]string{
		{"ёлка", "елка", "Ёлка", "е\u0308лка", "ё\u0301лка"},
		{"программа", "про\u00ADграм\u00ADма", "програ\u0301мма", "ПРОГРАММА"},
		{"район", "раи\u0306он", "Районы"},
		{"Müller", "Mu\u0308ller", "MULLER"},
		{"А61К", "A61K", "а61к"},
		{"вебсайт", "вебсайты"},
	}
	a := russian.New()
	for _, group := range groups {
		want := terms(a, group[0])
		for _, spelling := range group[1:] {
			if got := terms(a, spelling); !slices.Equal(got, want) {
				t.Errorf("%q gives %q, %q gives %q", spelling, got, group[0], want)
			}
		}
	}
	if joined := terms(a, "веб-сайт"); !slices.Contains(joined, terms(a, "вебсайт")[0]) {
		t.Errorf("веб-сайт gives %q without the joined form", joined)
	}
}

func TestOffsetsCoverTheWordAsItStands(t *testing.T) {
	const text = "«Про\u00ADграммно-аппаратный» C++ и .NET"
	want := []string{"Про\u00ADграммно", "аппаратный", "Про\u00ADграммно-аппаратный", "C++", "и", ".NET"}
	var got []string
	positions := []int{}
	for _, tok := range russian.New().Tokens(text) {
		got = append(got, text[tok.Start:tok.End])
		positions = append(positions, tok.Position)
	}
	if !slices.Equal(got, want) || !slices.Equal(positions, []int{1, 2, 1, 3, 4, 5}) {
		t.Errorf("got %q at %v", got, positions)
	}
}

// TestStemsAgreeWithSnowball compares with the algorithm's own vocabulary
// what we say without a dictionary. Words
// with ё are left out: we write them with е before stemming.
func TestStemsAgreeWithSnowball(t *testing.T) {
	folder := filepath.Join(sharedFolder(t), "data", "5_search")
	words, err := os.ReadFile(filepath.Join(folder, "snowball_voc.txt"))
	if err != nil {
		t.Skipf("no vocabulary here: %v", err)
	}
	stems, err := os.ReadFile(filepath.Join(folder, "snowball_output.txt"))
	if err != nil {
		t.Skipf("no stems here: %v", err)
	}
	a := russian.NewStemming()
	compared, wrong := 0, 0
	out := bufio.NewScanner(strings.NewReader(string(stems)))
	for word := range strings.Lines(string(words)) {
		if !out.Scan() {
			t.Fatal("fewer stems than words")
		}
		word = strings.TrimSpace(word)
		if strings.ContainsAny(word, "ёЁ") || word == "" {
			continue
		}
		compared++
		if got := terms(a, word); len(got) != 1 || got[0] != out.Text() {
			if wrong++; wrong <= 10 {
				t.Errorf("%q gives %q, Snowball %q", word, got, out.Text())
			}
		}
	}
	t.Logf("%d words compared, %d differ", compared, wrong)
	if compared < 1000 {
		t.Errorf("only %d words compared", compared)
	}
}

func FuzzTokens(f *testing.F) {
	for _, s := range []string{"Программно-аппаратный", "C++ #", ".NET.", "А61К/08", "е\u0308", "\xff", "1.2.", "a-", "'a'b'", "İı", "ﬁ"} {
		f.Add(s)
	}
	a := russian.New()
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<12 {
			return
		}
		last := 0
		for _, tok := range a.Tokens(text) {
			if tok.Start < 0 || tok.End > len(text) || tok.Start >= tok.End {
				t.Fatalf("%+v lies outside %q", tok, text)
			}
			if tok.Term == "" || !utf8.ValidString(tok.Term) {
				t.Fatalf("%+v has no term", tok)
			}
			if !tok.Joined && tok.Position != last+1 {
				t.Fatalf("%+v comes after position %d", tok, last)
			}
			if !tok.Joined {
				last = tok.Position
			}
		}
	})
}

// BenchmarkTokens takes the words of a text that it knows, as nearly all are, and
// words that it meets for the first time.
func BenchmarkTokens(b *testing.B) {
	const known = "Программно-аппаратный комплекс предназначен для автоматизации учёта и обработки результатов измерений на языке C++ в среде Microsoft .NET. Обеспечивает хранение, поиск и выдачу сведений."
	for _, by := range []struct {
		name string
		make func() *russian.Analyzer
	}{{"dictionary", russian.New}, {"stems", russian.NewStemming}} {
		b.Run(by.name+"/known", func(b *testing.B) {
			a := by.make()
			b.SetBytes(int64(len(known)))
			for b.Loop() {
				a.Tokens(known)
			}
		})
		b.Run(by.name+"/new", func(b *testing.B) {
			var text strings.Builder
			for i := range 1 << 16 {
				text.WriteString("рынк" + string([]rune{rune('а' + i%32), rune('а' + i/32%32), rune('а' + i/1024%32), rune('а' + i/32768)}) + "ами ")
			}
			a := by.make()
			b.SetBytes(int64(text.Len()))
			for b.Loop() {
				a.Tokens(text.String())
			}
		})
	}
}

func sharedFolder(t *testing.T) string {
	t.Helper()
	if dir := os.Getenv("VESTNIK_SHARED"); dir != "" {
		return dir
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(dir), "shared")
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test's folder")
		}
		dir = filepath.Dir(dir)
	}
}
