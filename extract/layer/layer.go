// Package layer judges whether the text layer of a page is true: whether its
// characters are those that a person sees. Many Russian files carry a rich layer
// with hardly a correct letter: OCR run in the wrong language, fonts without a
// map to Unicode. Taking such text for the page's would lose the page silently.
//
// [Judge] judges some words as one, [Page] the words of a page font by font, so
// that one broken font neither condemns nor poisons the others, and puts right
// what can be put right without guessing: Cyrillic of one eight-bit code page
// read as another, letters set apart, doubled or backwards. It refuses to guess
// where two repairs are about equally good, and what a substituted alphabet
// should have said. [Seen] holds the boxes of hidden words against the picture.
//
// Shares are of 1. It has no errors, keeps no state, and is safe for concurrent
// use. How good text, noise and ciphers are told apart stands in language.go.
package layer

import (
	"math"
)

// Verdict says whether a layer is true and, if not, why.
type Verdict struct {
	True   bool
	Reason string // English, for the operator; empty when true
	// Quality is how sure the reading is: 1 for text beyond doubt, 0 when untrue.
	Quality float64
}

// Reasons for not believing a layer.
const (
	noText        = "no text"
	noMeaning     = "characters without meaning"
	noSigns       = "no letters or digits"
	fewLetters    = "too few letters"
	wordLengths   = "words of impossible length"
	runTogether   = "words run together"
	foreignPairs  = "letters in an order that Russian does not have"
	strayCapitals = "capitals within words"
	straySigns    = "signs within words"
	mixedScripts  = "words of Latin and Cyrillic letters mixed"
	latinNonsense = "Latin letters that make no words"
	accentedLatin = "accented Latin letters in the place of Cyrillic"
	otherLanguage = "hidden text of another language"
)

// Bounds outside of which no honest page was found.
const (
	maxUnknown     = 0.05 // replacement, private-use and control characters
	minLetters     = 0.30 // of all characters; forms of dots and tables of figures have few
	minTokenLength = 1.5
	maxTokenLength = 15.0
	longestWord    = 24   // Cyrillic letters in a row; longer ones are words run together
	maxRunTogether = 0.15 // of Cyrillic letters in such
	minRussian     = 0.86 // known trigrams, less what chance takes from short texts
	minEnglish     = 0.76
	plainlyEnglish = 0.85
	latinMatters   = 0.25 // share of letters from which on Latin ones are judged
	maxSignsWithin = 0.04 // of letters
	maxAccented    = 0.15 // of letters; French has .05, Czech .13
	judgedFrom     = 40   // letters below which their order says nothing
	latinFrom      = 100  // likewise of Latin ones: names and abbreviations are no prose
)

// Judge looks at some words as one text. No words are not true: there is nothing
// to take from them. hidden says that they are written invisibly, as OCR programs
// do over a scan.
func Judge(words []string, hidden bool) Verdict {
	c := count(words)
	if reason := c.fault(hidden); reason != "" {
		return Verdict{Reason: reason}
	}
	return Verdict{True: true, Quality: c.quality(hidden)}
}

// fault is the first reason not to believe what was counted, if any.
func (c counts) fault(hidden bool) string {
	much := c.letters >= judgedFrom
	switch {
	case c.chars == 0:
		return noText
	case c.share(c.unknown) > maxUnknown:
		return noMeaning
	case c.letters+c.digits == 0:
		return noSigns
	case much && c.share(c.letters) < minLetters && c.share(c.digits) < minLetters:
		return fewLetters
	case much && (c.tokenLength() < minTokenLength || c.tokenLength() > maxTokenLength):
		return wordLengths
	case c.cyrillic >= judgedFrom && part(c.runTogether, c.cyrillic) > maxRunTogether:
		return runTogether
	case c.russian.all >= judgedFrom && c.russian.share() < minRussian-chance(c.russian):
		return foreignPairs
	case c.cyrillicWords >= 10 && c.strayCapitals*4 > c.cyrillicWords:
		return strayCapitals
	case much && part(c.signsWithin, c.letters) > maxSignsWithin:
		return straySigns
	case c.mixed*5 > c.words && c.words >= 10:
		return mixedScripts
	case much && part(c.accented, c.letters) > maxAccented:
		return accentedLatin
	case c.latinJudged() && c.english.share() < minEnglish-chance(c.english):
		return latinNonsense
	case hidden && much && c.cyrillic*2 < c.letters && !(c.latinJudged() && c.english.share() >= plainlyEnglish):
		return otherLanguage
	}
	return ""
}

// chance is what a text of so few trigrams may miss without being wrong: about a
// standard deviation.
func chance(t tally) float64 { return 0.5 / math.Sqrt(float64(max(1, t.all))) }

// Of wrong letters each spoils three trigrams, of which some are known by chance;
// good text has about .96 at the least.
const (
	goodShare    = 0.96
	lossPerWrong = 1.33
	lettersAWord = 6
)

// quality is 1 for what a program wrote. Of hidden text, which one has read off a
// scan, it is the share of words likely to be right.
func (c counts) quality(hidden bool) float64 {
	q := 1 - c.share(c.unknown)*2
	switch {
	case hidden:
		wrong := max(0, goodShare-c.russian.share()) / lossPerWrong
		q *= 0.95 * math.Pow(1-wrong, lettersAWord)
	case c.russian.all >= judgedFrom:
		q *= min(1, c.russian.share()/0.93)
	}
	return q
}

// Language names the language that most letters belong to, as far as the script
// tells: "ru", "en", or "" where there is too little text.
func Language(words []string) string {
	letters, cyrillic, latin := 0, 0, 0
	for _, w := range words {
		for _, r := range w {
			switch {
			case isRussian(r):
				cyrillic++
			case isLatin(r):
				latin++
			case !isLetter(r):
				continue
			}
			letters++
		}
	}
	switch {
	case letters < 3:
		return ""
	case cyrillic*2 >= letters:
		return "ru"
	case latin*2 > letters:
		return "en"
	}
	return ""
}
