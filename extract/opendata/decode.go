package opendata

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decodeFields makes text of a record's fields. Each record is looked at by
// itself, for files glued together of several encodings exist. Bytes that are
// not UTF-8 are windows-1251, unless most of the record is good UTF-8: then they
// are damage and become U+FFFD. The second result says that there is such damage.
func decodeFields(fields []string) ([]string, bool) {
	stray, formed := countBytes(fields)
	damaged := false
	for i, f := range fields {
		switch {
		case stray == 0:
		case formed < stray:
			fields[i] = fromWindows1251(f)
		default:
			fields[i] = strings.ToValidUTF8(f, string(utf8.RuneError))
		}
		damaged = damaged || strings.ContainsRune(fields[i], utf8.RuneError)
	}
	return fields, damaged
}

// countBytes returns how many bytes are no UTF-8, and how many form its
// multi-byte sequences. Cyrillic in windows-1251 forms next to none by chance.
func countBytes(fields []string) (stray, formed int) {
	for _, f := range fields {
		for i := 0; i < len(f); {
			r, size := utf8.DecodeRuneInString(f[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				stray++
			case size > 1:
				formed += size
			}
			i += size
		}
	}
	return stray, formed
}

func fromWindows1251(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		b.WriteRune(charmap.Windows1251.DecodeByte(s[i]))
	}
	return b.String()
}
