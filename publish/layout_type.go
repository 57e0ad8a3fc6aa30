package publish

import (
	"bytes"
	"regexp"
)

// verbatim is what stands letter by letter: addresses, commands, citations, digests.
var verbatim = regexp.MustCompile(`(?s)<pre.*?</pre>|<code.*?</code>`)

// typeset binds what a line must not part, with spaces that do not break: a dash
// stands at the end of a line, not at its beginning, and № with its number. The
// Markdown keeps plain spaces, so that it can be searched and compared.
func typeset(body []byte) []byte { return besides(verbatim, body, bound) }

// besides changes what stands between the matches of an expression, and leaves
// the matches as they are.
func besides(kept *regexp.Regexp, body []byte, change func([]byte) []byte) []byte {
	var b bytes.Buffer
	b.Grow(len(body) + len(body)/16)
	from := 0
	for _, at := range kept.FindAllIndex(body, -1) {
		b.Write(change(body[from:at[0]]))
		b.Write(body[at[0]:at[1]])
		from = at[1]
	}
	b.Write(change(body[from:]))
	return b.Bytes()
}

func bound(text []byte) []byte {
	text = bytes.ReplaceAll(text, []byte(" — "), []byte("\u00a0— "))
	return bytes.ReplaceAll(text, []byte("№ "), []byte("№\u00a0"))
}
