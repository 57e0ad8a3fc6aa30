package mailing

import (
	"errors"
	"net/mail"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"vestnik/pipeline"
)

// longestAddress is what SMTP carries, in bytes (RFC 5321 §4.5.3.1.3).
const longestAddress = 254

// ParseAddress reads a bare mail address and returns it as SMTP takes it: the
// domain in small letters and in ASCII (почта.рф becomes xn--80a1acny.xn--p1ai). A
// name beside the address, a list, quoting and letters other than ASCII before the
// @ are Invalid.
func ParseAddress(s string) (string, error) {
	s = strings.TrimSpace(s)
	local, domain, ok := strings.Cut(s, "@")
	if !ok || local == "" || strings.ContainsAny(s, " <>\"(),;:\\\r\n\t") {
		return "", noAddress("not one bare address")
	}
	if !utf8.ValidString(s) {
		return "", noAddress("not UTF-8")
	}
	domain, err := idna.Lookup.ToASCII(domain)
	if err == nil { // what it makes must be a domain by its own measure
		domain, err = idna.Lookup.ToASCII(domain)
	}
	if err != nil || !strings.Contains(strings.Trim(domain, "."), ".") || strings.HasSuffix(domain, ".") {
		return "", noAddress("no domain of the internet")
	}
	address := local + "@" + domain
	for _, c := range []byte(address) {
		if c <= ' ' || c >= 0x7F {
			return "", noAddress("letters other than ASCII before the @")
		}
	}
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > longestAddress {
		return "", noAddress("not an address of RFC 5321")
	}
	return address, nil
}

func noAddress(why string) error {
	return &pipeline.Error{Op: "read address", Kind: pipeline.Invalid, Err: errors.New(why),
		Advice: "Адрес электронной почты записан с ошибкой. Ожидается один адрес, например ivanova@example.ru."}
}

// cutAddress parts an address at its @.
func cutAddress(address string) (local, domain string) {
	at := strings.LastIndexByte(address, '@')
	return address[:max(at, 0)], address[at+1:]
}
