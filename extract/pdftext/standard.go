package pdftext

import (
	"strings"

	"golang.org/x/text/encoding/charmap"
)

// standard is one of the fonts that files need not embed (§9.6.2.2), with the
// metrics that Adobe published for it.
type standard struct {
	ascent, descent float64
	widths          *[224]uint16 // of codes 32 to 255 of code page 1252; nil: all 600
	symbolic        bool
}

// width is the advance of a character in thousandths of the em.
func (s standard) width(text string) (float64, bool) {
	for _, r := range text {
		if s.symbolic {
			return 600, true
		}
		if s.widths == nil {
			return 600, true
		}
		if c, ok := charmap.Windows1252.EncodeRune(r); ok && c >= ' ' {
			return float64(s.widths[c-' ']), true
		}
		return 0, false
	}
	return 0, false
}

// standardFont knows the standard fonts and the names that Windows gives its own
// fonts of the same widths.
func standardFont(base string) (standard, bool) {
	family, style, _ := strings.Cut(strings.Replace(base, ",", "-", 1), "-")
	family = strings.TrimSuffix(strings.TrimSuffix(family, "MT"), "PS")
	style = strings.TrimSuffix(style, "MT")
	switch style {
	case "", "Roman", "Bold", "Italic", "Oblique", "BoldItalic", "BoldOblique":
	default:
		return standard{}, false
	}
	switch family {
	case "Times", "TimesNewRoman", "Helvetica", "Arial", "Courier", "CourierNew", "Symbol", "ZapfDingbats":
		return nearestFont(family+style, 0), true
	}
	return standard{}, false
}

// Flags of a font descriptor (§9.8.2).
const (
	flagFixedPitch = 1 << 0
	flagSerif      = 1 << 1
	flagItalic     = 1 << 6
	flagForceBold  = 1 << 18
)

// nearestFont chooses a standard font by what a name and its descriptor say.
func nearestFont(name string, flags int) standard {
	bold := strings.Contains(name, "Bold") || flags&flagForceBold != 0
	italic := strings.Contains(name, "Italic") || strings.Contains(name, "Oblique") || flags&flagItalic != 0
	switch {
	case strings.HasPrefix(name, "Symbol"):
		return standard{ascent: 1.010, descent: -0.293, symbolic: true}
	case strings.HasPrefix(name, "ZapfDingbats"):
		return standard{ascent: 0.820, descent: -0.143, symbolic: true}
	case strings.Contains(name, "Courier") || flags&flagFixedPitch != 0:
		return standard{ascent: 0.629, descent: -0.157}
	case strings.Contains(name, "Times") || flags&flagSerif != 0:
		widths := timesWidths()
		switch {
		case bold && italic:
			widths = timesBoldItalicWidths()
		case bold:
			widths = timesBoldWidths()
		case italic:
			widths = timesItalicWidths()
		}
		return standard{ascent: 0.683, descent: -0.217, widths: widths}
	}
	if bold {
		return standard{ascent: 0.718, descent: -0.207, widths: helveticaBoldWidths()}
	}
	return standard{ascent: 0.718, descent: -0.207, widths: helveticaWidths()}
}
