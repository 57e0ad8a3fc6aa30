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
<0200> <0202> [<0041> <0042> <0043>] endbfrange`), nil)
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
	for _, absent := range []code{{0x0203, 2}, {0x0011, 2}} {
		if got, ok := m.text(absent); ok {
			t.Errorf("code %+v, which the map lacks, is %q", absent, got)
		}
	}
}

func TestGlyphNamesBecomeCharacters(t *testing.T) {
	for name, want := range map[string]string{
		"A": "A", "ampersand": "&", "afii10017": "А", "afii10071": "ё", "zukatakana": "ズ", "Zhecyrillic": "Ж",
		"uni0416": "Ж", "uni04160417": "ЖЗ", "u0416": "Ж", "u1F600": "😀", "one.tab": "1", "f_f_i": "ffi", "a224": "à", "C21": "–",
		"g7": unknown, "gid00017": unknown, "uniD800": unknown, "nosuchglyph": unknown,
	} {
		got := glyphText(name)
		if got == "" {
			got = codedGlyph(name)
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

// placed is a word of ten points at a place.
func placed(text string, x, y float64) *run {
	w := &run{text: text, start: x, end: x + 5*float64(len([]rune(text))), base: y, size: 10}
	w.box = box{w.start, y - 8, w.end, y + 2}
	return w
}

func TestWordsComeInReadingOrder(t *testing.T) {
	prose := func(x float64, prefix string) []*run {
		var out []*run
		for row := range 6 {
			for word := range 4 {
				out = append(out, placed(prefix+"word"+string(rune('a'+row))+string(rune('0'+word)), x+float64(word)*40, 100+float64(row)*12))
			}
		}
		return out
	}
	var form []*run
	for row := range 6 {
		y := 100 + float64(row)*30
		form = append(form, placed("value", 300, y), placed("label", 50, y+1))
	}
	heading := []*run{placed("Heading", 150, 86), placed("over", 190, 86), placed("both", 220, 86), placed("note", 215, 180), placed("below", 240, 180)}
	rules := []Segment{{40, 106, 500, 106, 1}, {40, 118, 500, 118, 1}, {40, 130, 500, 130, 1}}
	tests := []struct {
		name    string
		words   []*run
		rulings []Segment
		want    string // the first words, the last
		last    string
	}{
		{"two columns of prose", append(prose(300, "R"), prose(50, "L")...), nil, "Lworda0 Lworda1 Lworda2 Lworda3 Lwordb0", "Rwordf3"},
		{"with a heading and a note over both", append(append(prose(300, "R"), prose(50, "L")...), heading...), nil, "Heading over both Lworda0 Lworda1", "below"},
		{"a ruled table", append(prose(300, "R"), prose(50, "L")...), rules, "Lworda0 Lworda1 Lworda2 Lworda3 Rworda0", "Rwordf3"},
		{"labels and values of a form", form, nil, "label value label value", "value"},
		{"a raised mark stays in its line", []*run{placed("one", 50, 100), placed("three", 90, 100), {start: 70, end: 75, base: 96, size: 6, box: box{70, 90, 75, 97}, text: "2"}}, nil, "one 2 three", "three"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, w := range numberLines(order(tt.words, tt.rulings)) {
				got = append(got, w.Text)
			}
			if s := strings.Join(got, " "); !strings.HasPrefix(s, tt.want) || !strings.HasSuffix(s, tt.last) {
				t.Errorf("order %s, want %s … %s", s, tt.want, tt.last)
			}
		})
	}
}

func TestLettersBecomeWordsByTheirGaps(t *testing.T) {
	type letter struct {
		text string
		at   glyphAt
	}
	f := plainFont()
	letters := func(s string, x, y, step float64) (out []letter) {
		for _, r := range s {
			out = append(out, letter{string(r), glyphAt{start: x, end: x + 5, across: y, size: 10, font: f}})
			x += step
		}
		return out
	}
	sized := func(l []letter, size float64) []letter {
		for i := range l {
			l[i].at.size = size
		}
		return l
	}
	tests := []struct {
		name    string
		letters []letter
		want    string
	}{
		{"a blank", letters("ab cd", 0, 50, 5), "ab|cd"},
		{"letters set close", letters("abc", 0, 50, 5.5), "abc"},
		{"a few letters apart", letters("abc", 0, 50, 8), "a|b|c"},
		{"letters evenly apart", letters("слово", 0, 50, 8), "слово"},
		{"letters too far apart to be one word", letters("слово", 0, 50, 12), "с|л|о|в|о"},
		{"small capitals", append(letters("Ф", 0, 50, 5), sized(letters("ЕДЕР", 5, 50, 5), 8)...), "ФЕДЕР"},
		{"a raised figure", append(letters("ab", 0, 50, 5), sized(letters("2", 10, 46, 5), 6)...), "ab|2"},
		{"a word painted twice to look bold", append(letters("ab", 0, 50, 5), letters("ab", 0.3, 50, 5)...), "ab"},
		{"letters painted twice one by one", append(append(letters("a", 0, 50, 5), letters("a", 0.3, 50, 5)...), append(letters("b", 5, 50, 5), letters("b", 5.3, 50, 5)...)...), "ab"},
		{"an accent over its letter", append(letters("и", 0, 50, 5), letters("\u0306", 1, 50, 5)...), "й"},
		{"a soft hyphen within and at the end", letters("пе\u00adре\u00ad", 0, 50, 5), "пере-"},
		{"the next line", append(letters("ab", 0, 50, 5), letters("cd", 10, 62, 5)...), "ab|cd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var c collector
			for _, l := range tt.letters {
				g := glyphOf(l.text, 0)
				c.add(l.at, &g)
			}
			runs, _ := c.words()
			var got []string
			for _, w := range numberLines(order(runs, nil)) {
				got = append(got, w.Text)
			}
			if s := strings.Join(got, "|"); s != tt.want {
				t.Errorf("words %s, want %s", s, tt.want)
			}
		})
	}
}
