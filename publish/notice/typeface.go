package notice

import (
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"vestnik/publish/fonts"
)

// typeface is one of the faces of fonts.Paper, in their order.
type typeface uint8

const (
	serif typeface = iota
	serifBold
	serifItalic
	sans
	sansBold
	typefaces
)

// widths are the widths of characters in thousandths of the size, as the PDF writer
// rounds them, by face and character; 0 where the face has none.
type widths [typefaces][]uint16

// newWidths asks the fonts for what the coverage allows.
func newWidths(covered coverage) (*widths, error) {
	var all widths
	var buffer sfnt.Buffer
	for i, face := range fonts.Paper() {
		parsed, err := sfnt.Parse(face.Body)
		if err != nil {
			return nil, err
		}
		units := int(parsed.UnitsPerEm())
		table := make([]uint16, 0x10000)
		for r, ok := range covered {
			if !ok {
				continue
			}
			glyph, err := parsed.GlyphIndex(&buffer, r)
			if err != nil {
				return nil, err
			}
			advance, err := parsed.GlyphAdvance(&buffer, glyph, fixed.I(units), font.HintingNone)
			if err != nil {
				return nil, err
			}
			table[r] = uint16((advance.Round()*1000 + units/2) / units)
		}
		all[i] = table
	}
	return &all, nil
}

// pointMM is a typographic point in millimetres.
const pointMM = 25.4 / 72

// of returns how wide a text is at a size in points, in millimetres. The text has
// only characters that the coverage allows.
func (w *widths) of(text string, face typeface, size float64) float64 {
	sum := 0
	for _, r := range text {
		if int(r) < len(w[face]) {
			sum += int(w[face][r])
		}
	}
	return float64(sum) * size * pointMM / 1000
}

// fitting returns how many bytes of a text fit a width, at least one character.
func (w *widths) fitting(text string, face typeface, size, width float64) int {
	x := 0.0
	for i, r := range text {
		if x += w.of(string(r), face, size); x > width && i > 0 {
			return i
		}
	}
	return len(text)
}
