package form

import (
	"math"
	"slices"

	"vestnik/pipeline"
)

// promising reports whether a value looks well read at first. It decides which of two
// readings stands; whether one is sure is known when the whole file is read.
func promising(confidence float64) bool {
	const clearly = 0.9
	return confidence >= clearly
}

// confidence is the first reckoning of how far a value can be relied on, from 0 to 1:
// what OCR said of its words, how well the label that it was read by matched, how well
// it fits its type. The calibration puts a probability in its place.
func (f found) confidence(label float64) float64 {
	c := wordConfidence(f.words) * label * f.quality
	if f.checked {
		const missed = 0.2 // share of misread numbers that a check digit lets pass, with a margin
		return round(1 - (1-c)*missed)
	}
	return round(math.Min(c, f.digitConfidence()*label*f.quality))
}

// least is the confidence of a composite value: that of its least certain part.
func least(quality float64, parts map[string]pipeline.Reading) float64 {
	for _, part := range parts {
		quality = math.Min(quality, part.Confidence)
	}
	return round(quality)
}

// digitConfidence is that of the least confident word with digits, which no sense of
// the words around it holds; 1 where there is none. A value that one digit decides
// is doubtful already below what OCR says of clear print.
func (f found) digitConfidence() float64 {
	const clear, doubtful = 0.95, 0.88
	least := 1.0
	for _, w := range f.words {
		if numeric(w) {
			least = math.Min(least, w.confidence)
		}
	}
	if f.exact && least < clear {
		return math.Min(least, doubtful)
	}
	return least
}

// wordConfidence is the mean of the least confident quarter: the minimum of a
// short value, and not ruined by one comma of a long one.
func wordConfidence(words []*word) float64 {
	var c []float64
	for _, w := range words {
		if len(w.folded) > 0 {
			c = append(c, w.confidence)
		}
	}
	if len(c) == 0 {
		return 0
	}
	slices.Sort(c)
	n := (len(c) + 3) / 4
	sum := 0.0
	for _, v := range c[:n] {
		sum += v
	}
	return sum / float64(n)
}
