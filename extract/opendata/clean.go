package opendata

import (
	"html"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

var (
	lineBreakTag = regexp.MustCompile(`(?i)<\s*/?\s*(br|p|div|li)\s*/?\s*>`)
	stylingTag   = regexp.MustCompile(`(?i)<\s*/?\s*(b|i|u|em|strong|sub|sup|span|font)\s*/?\s*>`)
)

// cleanLine returns the text on one line: entities and known markup resolved,
// invisible and control characters gone, white space single, in NFC.
func cleanLine(s string) string { return strings.Join(cleanLines(s), " ") }

// cleanLines returns the text's lines cleaned, the empty ones left out.
func cleanLines(s string) []string {
	s = unescape(s)
	s = lineBreakTag.ReplaceAllString(s, "\n")
	s = stylingTag.ReplaceAllString(s, "")
	s = norm.NFC.String(strings.ReplaceAll(s, "\r", "\n"))
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.Join(strings.Fields(strings.Map(visible, line)), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// unescape resolves HTML entities; some stand escaped twice («&amp;nbsp;»).
func unescape(s string) string {
	for range 3 {
		if !strings.Contains(s, "&") {
			break
		}
		s = html.UnescapeString(s)
	}
	return s
}

// visible keeps what can be seen, makes one kind of space of all, and drops the
// rest: soft hyphens, byte order marks, joiners, direction marks.
func visible(r rune) rune {
	switch {
	case unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Z, r):
		return ' '
	case unicode.In(r, unicode.Cf, unicode.Co, unicode.Noncharacter_Code_Point):
		return -1
	}
	return r
}

// withoutSpaces closes up a number written in groups.
func withoutSpaces(s string) string { return strings.ReplaceAll(s, " ", "") }

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
