package corpus

import (
	"math/rand/v2"
	"strings"
	"unicode"
	"unicode/utf8"
)

// source draws what a filing says from word lists and chance.
type source struct{ *rand.Rand }

func newSource(seed, stream uint64) source { return source{rand.New(rand.NewPCG(seed, stream))} }

// chance reports true the given share of times.
func (s source) chance(share float64) bool { return s.Float64() < share }

// of draws one of the list.
func of[T any](s source, list []T) T { return list[s.IntN(len(list))] }

// digits draws n digits, the first not 0.
func (s source) digits(n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte('0' + s.IntN(10))
	}
	if b[0] == '0' {
		b[0] = byte('1' + s.IntN(9))
	}
	return string(b)
}

// fields and lines split a list of words or of phrases.
func fields(text string) []string { return strings.Fields(text) }

func lines(text string) []string {
	list := strings.Split(text, "\n")
	for i := range list {
		list[i] = strings.TrimSpace(list[i])
	}
	return list
}

// upperFirst begins a text with a capital letter, lowerFirst with a small one.
func upperFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[n:]
}
