package mailing_test

import (
	"errors"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish/mailing"
)

func ask(words string) pipeline.SearchQuery { return pipeline.SearchQuery{Text: words} }

func TestParseAddress(t *testing.T) {
	for given, want := range map[string]string{
		"ivanova@example.ru": "ivanova@example.ru", "  ivanova@Example.RU\t": "ivanova@example.ru", "Ivan.Petrov+law@mail.example.org": "Ivan.Petrov+law@mail.example.org",
		"reader@почта.рф": "reader@xn--80a1acny.xn--p1ai",
		"":                "", "ivanova": "", "@example.ru": "", "a@": "", "a@b": "", "a@example.ru, b@example.ru": "", "Иван <a@example.ru>": "", "<a@example.ru>": "",
		"иван@example.ru": "", "a b@example.ru": "", "a@example.ru\r\nBcc: b@example.ru": "", "a@b@example.ru": "", `"a b"@example.ru`: "", "a@example.ru.": "",
		"a@[127.0.0.1]": "", strings.Repeat("a", 250) + "@example.ru": "",
	} {
		got, err := mailing.ParseAddress(given)
		if got != want || (err == nil) != (want != "") || err != nil && !errors.Is(err, pipeline.Invalid) {
			t.Errorf("%q is read as %q, %v", given, got, err)
		}
		if err != nil && len(given) > 3 && strings.Contains(err.Error(), given) {
			t.Errorf("the error repeats the address: %v", err)
		}
	}
}

// FuzzParseAddress: what passes is one line of ASCII, and passes again unchanged.
func FuzzParseAddress(f *testing.F) {
	for _, seed := range []string{"ivanova@example.ru", "a@почта.рф", "a@example.ru\r\nBcc: b@x.ru", "<a@b.c>", "a@b@c.d", "\"x\"@y.z", "0@\xd0.0000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		address, err := mailing.ParseAddress(s)
		if err != nil {
			return
		}
		again, err := mailing.ParseAddress(address)
		if err != nil || again != address || strings.Count(address, "@") != 1 || strings.ContainsAny(address, " \r\n<>,;\"") || len(address) > 254 {
			t.Errorf("%q passes as %q, then as %q, %v", s, address, again, err)
		}
	})
}

// TestALetterToAStrangerCarriesNoAdvertisement: anybody may ask in anybody's name.
func TestALetterToAStrangerCarriesNoAdvertisement(t *testing.T) {
	for words, quoted := range map[string]bool{
		"учёт сотрудников": true, ".NET и C#": true, `автор:"Лебедянцева А. П."`: true, "1С:Предприятие": true,
		"заработок на casino.example": false, "https://x": false, "пишите a@b": false, "www.x": false, strings.Repeat("длинно ", 20): false,
	} {
		r := newRig(t)
		if err := r.list.Ask(t.Context(), "192.0.2.7", reader, pipeline.SearchQuery{Text: words, Facets: map[string]string{"holder": "спам.рф", "year": "2026"}}); err != nil {
			t.Fatal(err)
		}
		r.round()
		text, page := r.last(reader).Bodies(t)
		if strings.Contains(text, words) != quoted || strings.Contains(text+page, "спам.рф") {
			t.Errorf("%q is quoted: %v\n%s", words, !quoted, text)
		}
	}
}
