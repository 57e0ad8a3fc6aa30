package ocr

import (
	"image"
	"strconv"
	"strings"
)

// word is a word as Tesseract gives it, in pixels of the prepared image.
type word struct {
	text       string
	box        image.Rectangle
	confidence float64
	line       int
}

// parseTSV reads Tesseract's table. Rows that are not words, or that are nothing
// but the strokes of a ruled table, are left out.
func parseTSV(s string) []word {
	var out []word
	line, last := 0, ""
	for row := range strings.Lines(s) {
		f := strings.Split(strings.TrimRight(row, "\r\n"), "\t")
		if len(f) < 12 || f[0] != "5" {
			continue
		}
		text := strings.TrimSpace(f[11])
		if text == "" || strings.Trim(text, `|_—–-=~"'`+"`‘’.,:;°·*<>[]{}()/\\") == "" && !honestMark(text) {
			continue
		}
		conf, err := strconv.ParseFloat(f[10], 64)
		if err != nil || !(conf >= 0) { // NaN parses
			continue
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(f[6+i]) // Tesseract writes integers; 0 for anything else does no harm
		}
		if key := f[2] + "/" + f[3] + "/" + f[4]; key != last {
			line++
			last = key
		}
		out = append(out, word{
			text: text, line: line, confidence: believed(text, min(1, conf/100)),
			box: image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3]),
		})
	}
	return out
}

// honestMark reports whether a word of punctuation alone is likely meant: a dash.
func honestMark(s string) bool { return s == "—" || s == "–" || s == "-" }

// meanConfidence weighs words by their length: a stray dot says little.
func meanConfidence(words []word) float64 {
	var sum, weight float64
	for _, w := range words {
		n := float64(len([]rune(w.text)))
		sum += w.confidence * n
		weight += n
	}
	if weight == 0 {
		return 0
	}
	return sum / weight
}

// doubtedShare is the share of letters in words that are worth a second reading.
func doubtedShare(words []word) float64 {
	all, doubts := 0, 0
	for _, w := range words {
		n := len([]rune(w.text))
		all += n
		if doubted(w.text, w.confidence) {
			doubts += n
		}
	}
	return float64(doubts) / float64(max(1, all))
}

// tall reports whether most longer words are higher than wide: the page lies on
// its side.
func tall(words []word) bool {
	n, up := 0, 0
	for _, w := range words {
		if len([]rune(w.text)) >= 4 {
			n++
			if w.box.Dy() > w.box.Dx() {
				up++
			}
		}
	}
	return n >= 5 && up*2 > n
}
