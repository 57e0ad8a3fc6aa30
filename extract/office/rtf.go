package office

import (
	"strconv"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// rtf reads Rich Text Format.
type rtf struct {
	builder
	in    []byte
	pos   int
	state rtfState
	stack []rtfState

	charsets map[int]*charmap.Charmap // by font number
	text     strings.Builder
	size     float64  // of the paragraph being read
	rows     []rtfRow // open rows, that of the outermost table first
	depth    int      // of the table that the paragraph stands in; 0 is none
	edges    []float64
}

// rtfRow is an open row of a table.
type rtfRow struct {
	cells []Cell
	open  []Block // of the cell being read
}

// rtfState is what a group restores at its end.
type rtfState struct {
	skip     bool // within a destination that is not shown
	fontList bool
	font     int
	size     float64
	page     *charmap.Charmap
	fallback int // bytes that stand in for a Unicode character
}

// maxGroups bounds how deep groups may nest.
const maxGroups = 1000

func readRTF(in []byte) []Block {
	d := &rtf{in: in, charsets: map[int]*charmap.Charmap{}, state: rtfState{page: charmap.Windows1251, fallback: 1, size: rtfSize}}
	for d.pos < len(d.in) {
		c := d.in[d.pos]
		d.pos++
		switch c {
		case '{':
			if len(d.stack) < maxGroups {
				d.stack = append(d.stack, d.state)
			}
		case '}':
			if n := len(d.stack); n > 0 {
				d.state, d.stack = d.stack[n-1], d.stack[:n-1]
			}
		case '\\':
			d.control()
		case '\r', '\n', 0:
		default:
			d.literal(c)
		}
	}
	d.paragraph()
	for len(d.rows) > 0 {
		d.endRow(len(d.rows))
	}
	return d.blocks
}

// control reads what follows a backslash.
func (d *rtf) control() {
	if d.pos >= len(d.in) {
		return
	}
	c := d.in[d.pos]
	if !isLetter(c) {
		d.pos++
		d.symbol(c)
		return
	}
	start := d.pos
	for d.pos < len(d.in) && isLetter(d.in[d.pos]) && d.pos-start < 32 {
		d.pos++
	}
	word := string(d.in[start:d.pos])
	start = d.pos
	if d.pos < len(d.in) && d.in[d.pos] == '-' {
		d.pos++
	}
	for d.pos < len(d.in) && d.in[d.pos] >= '0' && d.in[d.pos] <= '9' && d.pos-start < 11 {
		d.pos++
	}
	n, err := strconv.Atoi(string(d.in[start:d.pos]))
	if d.pos < len(d.in) && d.in[d.pos] == ' ' {
		d.pos++
	}
	d.word(word, n, err == nil)
}

func (d *rtf) symbol(c byte) {
	switch c {
	case '\'':
		if d.pos+2 <= len(d.in) {
			if v, err := strconv.ParseUint(string(d.in[d.pos:d.pos+2]), 16, 8); err == nil {
				d.pos += 2
				d.literal(byte(v))
			}
		}
	case '~':
		d.write(" ")
	case '_':
		d.write("-")
	case '\\', '{', '}':
		d.write(string(rune(c)))
	case '*':
		d.ignorable()
	case '\r', '\n':
		d.paragraph()
	}
}

// ignorable looks at the destination behind \*: drawings hold text boxes, and
// tables within tables say there what they are; all others are no text.
func (d *rtf) ignorable() {
	rest := string(d.in[d.pos:min(len(d.in), d.pos+12)])
	for _, shown := range []string{`\shpinst`, `\shptxt`, `\nesttablep`} {
		if strings.HasPrefix(rest, shown) {
			return
		}
	}
	d.state.skip = true
}

func (d *rtf) word(w string, n int, has bool) {
	switch w {
	case "par", "sect":
		d.paragraph()
	case "page", "pagebb":
		d.paragraph()
		d.broken = true
	case "line", "softline":
		d.write("\n")
	case "tab":
		d.write(" ")
	case "emdash":
		d.write("—")
	case "endash":
		d.write("–")
	case "lquote", "rquote":
		d.write("’")
	case "ldblquote":
		d.write("“")
	case "rdblquote":
		d.write("”")
	case "bullet":
		d.write("•")
	case "pard", "intbl", "itap", "cell", "nestcell", "row", "nestrow", "trowd", "cellx":
		if !d.state.skip {
			d.tableWord(w, n)
		}
	case "fs":
		d.state.size = halfPoints(strconv.Itoa(n))
	case "u":
		d.unicode(n)
	case "uc":
		d.state.fallback = min(max(n, 0), 8)
	case "f":
		d.setFont(n)
	case "fcharset":
		if d.state.fontList && has {
			d.charsets[d.state.font] = charset(n)
		}
	case "ansicpg":
		d.state.page = codePage(n)
	case "mac":
		d.state.page = charmap.Macintosh
	case "bin":
		d.pos = min(len(d.in), d.pos+max(0, n))
	case "fonttbl":
		d.state.skip, d.state.fontList = true, true
	case "colortbl", "stylesheet", "info", "pict", "object", "themedata", "fldinst", "listtable", "listoverridetable",
		"rsidtbl", "generator", "xmlnstbl", "datastore", "sp", "nonshppict", "nonesttables", "pntext":
		d.state.skip = w != "pntext" // the number that a list gave itself is text
	case "v":
		if !has || n != 0 {
			d.state.skip = true // hidden text
		}
	case "plain":
		d.state.font, d.state.size = 0, rtfSize
	}
}

func (d *rtf) setFont(n int) {
	d.state.font = n
	if p := d.charsets[n]; p != nil && !d.state.fontList {
		d.state.page = p
	}
}

// unicode writes a character given by number and skips what stands in for it.
func (d *rtf) unicode(n int) {
	if n < 0 {
		n += 1 << 16
	}
	if n >= 0xF000 && n <= 0xF0FF { // a symbol font's private place
		if r, ok := symbol(strconv.FormatInt(int64(n), 16)); ok {
			d.write(string(r))
		}
	} else {
		d.write(string(rune(n)))
	}
	for i := 0; i < d.state.fallback && d.pos < len(d.in); i++ {
		switch {
		case d.in[d.pos] == '\\' && d.pos+4 <= len(d.in) && d.in[d.pos+1] == '\'':
			d.pos += 4
		case d.in[d.pos] == '{' || d.in[d.pos] == '}' || d.in[d.pos] == '\\':
			return
		default:
			d.pos++
		}
	}
}

func (d *rtf) literal(c byte) { d.write(string(d.state.page.DecodeByte(c))) }

func (d *rtf) write(s string) {
	if d.state.skip {
		return
	}
	if d.text.Len() == 0 {
		d.size = d.state.size
	}
	d.text.WriteString(s)
}

func (d *rtf) paragraph() {
	if d.state.skip {
		return
	}
	b := Block{Text: strings.TrimSpace(d.text.String()), Size: d.size}
	d.text.Reset()
	if b.empty() || !d.room() {
		return
	}
	depth := d.depth
	if depth == 0 && len(d.rows) > 0 {
		depth = 1 // a row is open still
	}
	if depth == 0 {
		d.add(b)
		return
	}
	r := d.openRow(depth)
	r.open = append(r.open, b)
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }

// charset maps a font's character set to its code page.
func charset(n int) *charmap.Charmap {
	switch n {
	case 204:
		return charmap.Windows1251
	case 238:
		return charmap.Windows1250
	case 161:
		return charmap.Windows1253
	case 162:
		return charmap.Windows1254
	case 0:
		return charmap.Windows1252
	}
	return nil
}

func codePage(n int) *charmap.Charmap {
	switch n {
	case 1250:
		return charmap.Windows1250
	case 1252:
		return charmap.Windows1252
	case 866:
		return charmap.CodePage866
	}
	return charmap.Windows1251
}
