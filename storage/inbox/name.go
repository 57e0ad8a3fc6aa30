package inbox

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"
)

// identity returns the Source of a local name: the name with "%", control
// characters and bytes that are not valid UTF-8 written as %XX.
func identity(name string) string {
	var b strings.Builder
	b.WriteString(Prefix)
	for len(name) > 0 {
		r, size := utf8.DecodeRuneInString(name)
		if r == utf8.RuneError && size == 1 || r == '%' || unicode.IsControl(r) {
			for i := range size {
				fmt.Fprintf(&b, "%%%02X", name[i])
			}
		} else {
			b.WriteString(name[:size])
		}
		name = name[size:]
	}
	return b.String()
}

// display makes a foreign name fit to be shown: what is not valid UTF-8 becomes
// U+FFFD, and control and formatting characters, which could make "fdp.exe" look
// like "exe.pdf", go.
func display(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
}

// hidden reports whether a name is left alone for good: the inbox's own folders
// and what systems and programs keep beside people's files.
func hidden(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~$") || strings.HasPrefix(name, "~WRL")
}

// unfinished reports whether a name is given to a file while it is still coming.
func unfinished(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".part", ".partial", ".tmp", ".crdownload", ".download", ".filepart":
		return true
	}
	return false
}

// numbered returns the n-th name to try for something called name, the first
// being the name itself: "скан.pdf", "скан (2).pdf", …; at most room bytes long.
func numbered(name string, n, room int) string {
	suffix := ""
	if n > 1 {
		suffix = fmt.Sprintf(" (%d)", n)
	}
	ext := path.Ext(name)
	if ext == name || len(ext) > 16 {
		ext = ""
	}
	stem := strings.TrimSuffix(name, ext)
	for len(stem)+len(suffix)+len(ext) > room {
		_, size := utf8.DecodeLastRuneInString(stem)
		stem = stem[:len(stem)-size]
	}
	return stem + suffix + ext
}
