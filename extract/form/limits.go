package form

import "vestnik/pipeline"

// Limited reports whether a reading is never sure, however well its words were read:
// where what went wrong leaves no trace in what the reader said of them.
func Limited(field string, g pipeline.Grounds) bool {
	switch {
	case !g.Shaped, !g.Orderly, g.Fit < fitting:
		return true // cut off, run on, or given to a neighbour
	case g.Source != pipeline.FromOCR:
		return false
	case g.Marred, g.Twofold, g.Odd:
		return true // a stroke makes one letter of another; ОРС and OPC print alike; no one prints «поли.ва»
	case GroupOf(field) == "choice" && g.Worst < readWell:
		return true // the box, or the option beside it, was hardly read
	}
	if g.Twice || g.Agreed > 0 {
		return false
	}
	if leafOf(field) == "phone" {
		return true // any digit of it is as good as another, in clear print too
	}
	return g.Digits > 0 && !g.Checked && g.Digit < clearPrint || // 3 for 5 looks as good
		g.Repeated < 1 && tinyText(field, g)
}

const (
	fitting    = 0.9  // fit to its type from which a value looks whole
	readWell   = 0.9  // what OCR says of a box and its option in fair print
	clearPrint = 0.95 // what OCR says of digits in clear print
)

// tinyText reports whether a text is so short that another is as good: «Со» for Go.
func tinyText(field string, g pipeline.Grounds) bool {
	const letters = 3
	switch GroupOf(field) {
	case "country", "choice", "date", "number":
		return false
	}
	return g.Letters <= letters
}
