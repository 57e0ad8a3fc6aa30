package pdftext

import (
	"strconv"
	"strings"
	"testing"
)

func TestContentStreamsAreSplitIntoTokens(t *testing.T) {
	tests := []struct {
		name, in string
		want     string
	}{
		{"numbers with dirt", "1 -2.5 +3 --4 .5 6. 0.0.5", "1 -2.5 3 -4 0.5 6 0"},
		{"strings with escapes", `(a\(b\)c) (\101\12) (a(b)c) (x\
y)`, "(a(b)c) (A\n) (a(b)c) (xy)"},
		{"hexadecimal with an odd digit", "<48 65 6C6C6F 2>", "(Hello )"},
		{"names with codes", "/A#42C /", "/ABC /"},
		{"arrays and dictionaries", "[1 (a)] <</K /V>>", "[1 (a)] <</K /V>>"},
		{"comments", "1 % gone\n2", "1 2"},
		{"an inline image between operators", "q BI /W 9 ID \x80EI\x81 EI Q", "q! BI! /W 9 ID! Q!"},
		{"what is left open", "[1 (a", "[1 (a)]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := lexer{in: []byte(tt.in)}
			var got []string
			for tok := l.next(); tok.kind != tokEnd; tok = l.next() {
				got = append(got, show(tok))
				if string(tok.text) == "ID" {
					l.skipInlineImage()
				}
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
		})
	}
}

// show writes a token in a form that a test can compare.
func show(tok token) string {
	var inner []string
	for _, t := range tok.list {
		inner = append(inner, show(t))
	}
	switch tok.kind {
	case tokNumber:
		return strconv.FormatFloat(tok.num, 'g', -1, 64)
	case tokString:
		return "(" + string(tok.text) + ")"
	case tokName:
		return "/" + string(tok.text)
	case tokArray:
		return "[" + strings.Join(inner, " ") + "]"
	case tokDict:
		return "<<" + strings.Join(inner, " ") + ">>"
	}
	return string(tok.text) + "!"
}

func TestMapsToUnicodeAreRead(t *testing.T) {
	m := parseCMap([]byte(`/CIDInit /ProcSet findresource begin
1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar
3 beginbfrange <0410> <042F> <0410> <00F0> <0110> <00F0>
<0200> <0202> [<0041> <0042> <0043>] endbfrange`))
	tests := []struct {
		code uint32
		want string
	}{
		{0x0003, " "}, {0x0010, "fi"}, {0x0416, "Ж"}, {0x0202, "C"},
		{0x0105, "\u0105"}, // the low byte alone would have overflown
	}
	for _, tt := range tests {
		if got, ok := m.text(code{tt.code, 2}); !ok || got != tt.want {
			t.Errorf("code %04x is %q (%v), want %q", tt.code, got, ok, tt.want)
		}
	}
	for _, absent := range []code{{0x0203, 2}, {0x0003, 1}} {
		if got, ok := m.text(absent); ok {
			t.Errorf("code %+v, which the map lacks, is %q", absent, got)
		}
	}
}

func TestGlyphNamesBecomeCharacters(t *testing.T) {
	for name, want := range map[string]string{
		"uni0416": "Ж", "u0416": "Ж", "u1F600": "😀", "a224": "à", "C21": "–", "g7": unknown, "gid00017": unknown,
	} {
		got := codedGlyph(name)
		if r, ok := numberedGlyph(name); ok {
			got = string(r)
		}
		if got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestUprightTurnsTheSheetClockwise(t *testing.T) {
	page := box{10, 20, 110, 220} // 100 wide, 200 high
	tests := []struct {
		rotation      int
		width, height float64
		x, y          float64 // where the sheet's bottom left corner comes to lie
	}{
		{0, 100, 200, 0, 200}, {90, 200, 100, 0, 0}, {180, 100, 200, 100, 0}, {270, 200, 100, 200, 100},
	}
	for _, tt := range tests {
		m, w, h := upright(page, tt.rotation)
		x, y := m.apply(10, 20)
		if w != tt.width || h != tt.height || x != tt.x || y != tt.y {
			t.Errorf("turned by %d: %v × %v, corner at %v, %v; want %+v", tt.rotation, w, h, x, y, tt)
		}
	}
}

// placedRun is a word of ten points at a place.
func placedRun(text string, x, y float64) *run {
	w := &run{start: x, end: x + 5*float64(len([]rune(text))), base: y, size: 10}
	w.box = box{w.start, y - 8, w.end, y + 2}
	w.text.WriteString(text)
	return w
}

func TestWordsComeInReadingOrder(t *testing.T) {
	prose := func(x float64, prefix string) []*run {
		var out []*run
		for row := range 6 {
			for word := range 4 {
				out = append(out, placedRun(prefix+"word"+string(rune('a'+row))+string(rune('0'+word)), x+float64(word)*40, 100+float64(row)*12))
			}
		}
		return out
	}
	var form []*run
	for row := range 6 {
		y := 100 + float64(row)*30
		form = append(form, placedRun("value", 300, y), placedRun("label", 50, y+1))
	}
	tests := []struct {
		name  string
		words []*run
		want  string // the first words
	}{
		{"two columns of prose", append(prose(300, "R"), prose(50, "L")...), "Lworda0 Lworda1 Lworda2 Lworda3 Lwordb0"},
		{"labels and values of a form", form, "label value label value"},
		{"a raised mark stays in its line", []*run{placedRun("one", 50, 100), placedRun("three", 90, 100), {start: 70, end: 75, base: 96, size: 6, box: box{70, 90, 75, 97}, text: builderOf("2")}}, "one 2 three"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range order(tt.words) {
				got = append(got, w.Text)
			}
			if s := strings.Join(got, " "); !strings.HasPrefix(s, tt.want) {
				t.Errorf("order %s, want %s …", s, tt.want)
			}
		})
	}
}

func builderOf(s string) (b strings.Builder) {
	b.WriteString(s)
	return b
}

func TestLettersBecomeWordsByTheirGaps(t *testing.T) {
	letters := func(s string, x, y, step float64) []glyph {
		var out []glyph
		for _, r := range s {
			out = append(out, glyph{text: string(r), x: x, y: y, ex: x + 5, ey: y, size: 10, box: box{x, y - 8, x + 5, y + 2}, space: r == ' '})
			x += step
		}
		return out
	}
	tests := []struct {
		name   string
		glyphs []glyph
		want   string
	}{
		{"a blank", letters("ab cd", 0, 50, 5), "ab|cd"},
		{"letters set close", letters("abc", 0, 50, 5.5), "abc"},
		{"letters set apart", letters("abc", 0, 50, 8), "a|b|c"},
		{"a word painted twice to look bold", append(letters("ab", 0, 50, 5), letters("ab", 0.3, 50, 5)...), "ab"},
		{"the next line", append(letters("ab", 0, 50, 5), letters("cd", 10, 62, 5)...), "ab|cd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range wordsOf(tt.glyphs) {
				got = append(got, w.text.String())
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("words %s, want %s", s, tt.want)
			}
		})
	}
}
