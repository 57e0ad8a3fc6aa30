package russian

import (
	"reflect"
	"strings"
	"testing"
)

// scanned returns the tokens of a text without the short way.
func scanned(a *Analyzer, text string) []Token {
	w := writer{analyzer: a}
	s := scanner{text: text}
	for position := 1; ; {
		c, ok := s.next()
		if !ok {
			return w.tokens
		}
		w.compound(c, position)
		position += len(c.parts)
	}
}

func agree(t *testing.T, a *Analyzer, text string) {
	t.Helper()
	got, want := a.Tokens(text), scanned(a, text)
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Fatalf("%q gives\n%+v, by the long way\n%+v", text, got, want)
	}
}

// TestTheShortWayAgreesWithTheLong puts each sign that may stand in or behind a
// word there.
func TestTheShortWayAgreesWithTheLong(t *testing.T) {
	a := New()
	for r := rune(1); r < 0x2100; r++ {
		sign := string(r)
		for _, text := range []string{"Ёлка" + sign, "Ёлка" + sign + "лес", "Tree" + sign + "net", sign + "ёЁ" + sign, "x" + sign + "1", "и" + sign + " 2"} {
			agree(t, a, text)
		}
	}
	for _, text := range []string{"", "а", "\xd0", "а\xd0", "а\xd1\xd1", "а\xe2", "а\xe2\x80", "а\xc2", "Сorel Windows", "C++ C# .NET", "и\u0306"} {
		agree(t, a, text)
	}
}

func FuzzTheShortWay(f *testing.F) {
	f.Add("Программно-аппаратный C++ «Ёлка», и.т.д. А61К O'Brien \u0301 .NET ﬁ\xff")
	a := New()
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) < 1<<12 {
			agree(t, a, strings.ReplaceAll(text, "\x00", "а"))
		}
	})
}
