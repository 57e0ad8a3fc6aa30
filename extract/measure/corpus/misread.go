package corpus

import (
	"math/rand/v2"

	"vestnik/pipeline"
)

// twins are the letters that OCR takes for one another.
var twins = map[rune]string{
	'о': "0o", 'а': "a", 'е': "eс", 'с': "ce", 'р': "p", 'н': "п", 'и': "нй", 'п': "н", 'ш': "щ", 'л': "п", 'т': "г",
	'О': "0", 'В': "8B", 'З': "3", '3': "8З", '1': "l7", '0': "6О", '5': "6", '8': "3", '7': "1", 'й': "и", 'ё': "е",
}

// Misread returns the pages as a scan of the given dirtiness would read: letters
// taken for others, words parted and joined, each with a confidence that mostly
// but not always tells.
func Misread(pages []pipeline.Page, dirt float64, seed uint64) []pipeline.Page {
	rng := rand.New(rand.NewPCG(seed, 20160405))
	dirty := make([]pipeline.Page, len(pages))
	for i, p := range pages {
		p.Source, p.Confidence = pipeline.FromOCR, 0.9
		words := p.Words
		p.Words = nil
		for _, w := range words {
			w.Text, w.Confidence = misread(w.Text, dirt, rng)
			for c := range w.Box {
				if w.Box == (pipeline.Box{}) {
					break
				}
				w.Box[c] += (rng.Float64() - 0.5) * 0.0006
			}
			if r := []rune(w.Text); len(r) > 5 && rng.Float64() < dirt {
				cut := 1 + rng.IntN(len(r)-1)
				left, right := w, w
				left.Text, right.Text = string(r[:cut]), string(r[cut:])
				at := w.Box[0] + (w.Box[2]-w.Box[0])*float64(cut)/float64(len(r))
				left.Box[2], right.Box[0] = at, at
				left.Confidence, right.Confidence = 0.5, 0.6
				p.Words = append(p.Words, left, right)
				continue
			}
			p.Words = append(p.Words, w)
		}
		dirty[i] = p
	}
	return dirty
}

// misread spoils letters of a word and says how sure the reader would be of it:
// of a spoilt word nine times in ten not sure.
func misread(text string, dirt float64, rng *rand.Rand) (string, float64) {
	out := []rune(text)
	spoilt := false
	for i, r := range out {
		if other, ok := twins[r]; ok && rng.Float64() < dirt {
			choice := []rune(other)
			out[i] = choice[rng.IntN(len(choice))]
			spoilt = true
		}
	}
	if spoilt && rng.Float64() < 0.9 {
		return string(out), 0.3 + 0.5*rng.Float64()
	}
	return string(out), 0.93 + 0.06*rng.Float64()
}
