package form

import (
	"strings"
	"unicode"
)

// stated reports whether a text says anything: two letters, a digit, or «C#».
func stated(s string) bool {
	letters := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			return true
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters >= 2 || oneLetterLanguage.MatchString(s)
}

// oneLetterLanguage is the name of a programming language of one letter.
var oneLetterLanguage = onUse(`^[CDRFJСВ](?:\+\+|#)?$`)

// readText keeps the text as written, with line breaks and hyphenation joined and
// every word in one script.
func readText(p passage) (found, bool) {
	words := make([]*word, 0, len(p.words))
	box, boxed := false, false
	for _, w := range p.words {
		if n := len(words); n > 0 && printedBox(w.text) {
			box = true
			boxed = boxed || strings.HasSuffix(words[n-1].text, ":")
		}
		boxed = boxed || box && len(w.folded) > 1
		if !emptyBox(w.text) && !speck(w.text) {
			words = append(words, w)
		}
	}
	// A bare X that begins the last line ticks the option beside it.
	if n := len(words); n > 1 && isTick(words[n-1].text) && words[n-1].run != words[n-2].run {
		words = words[:n-1]
	}
	if len(words) != len(p.words) {
		p = newPassage(words).trim()
	}
	text, mixed := oneScript(p.text)
	if !stated(text) {
		return found{}, false
	}
	quality := max(leastText, textQuality(text, p.joins)-float64(mixed)*perOddWord)
	if boxed {
		quality = min(quality, qualityBoxed)
	}
	if p.boxed() {
		quality = min(quality, qualityRunOn)
	}
	return found{value: text, words: p.words, quality: quality}, true
}

// readProse reads a paragraph. One that does not end as sentences do may have
// lost lines, which the confidence of its words would not show.
func readProse(p passage) (found, bool) {
	end := ""
	if len(p.words) > 0 {
		end = p.words[len(p.words)-1].text
	}
	f, ok := readText(p)
	if !ok {
		return f, false
	}
	const unfinished = 0.8
	if p.paragraphs() {
		f.quality = min(f.quality, qualityRunOn)
	}
	if strings.HasSuffix(strings.TrimRight(end, "»\")"), ".") {
		f.value = strings.TrimSuffix(f.value.(string), ".") + "."
	} else {
		f.quality = min(f.quality, unfinished)
	}
	return f, true
}

// boxLine is the beginning of a line that looks like a box of a form: «Связь: …».
var boxLine = onUse(`^\p{Lu}\p{L}+(?:\s\p{Ll}+){0,2}:$`)

// boxed reports whether a later line of the passage begins like a box of a form:
// what no label knows may be another value.
func (p passage) boxed() bool {
	for i := range p.words {
		if !p.startsLine(i) {
			continue
		}
		head := p.words[i].text
		for _, next := range p.words[i+1 : min(i+3, len(p.words))] {
			if strings.HasSuffix(head, ":") {
				break
			}
			head += " " + next.text
		}
		if boxLine.MatchString(head) {
			return true
		}
	}
	return false
}

// paragraphs reports whether the passage goes over several paragraphs of a text that
// tells no places, where each line is one.
func (p passage) paragraphs() bool {
	for i, w := range p.words {
		placed := w.box[2] > w.box[0]
		if p.startsLine(i) && !placed && startsUpper(w.text) && strings.HasSuffix(p.words[i-1].text, ".") {
			return true
		}
	}
	return false
}

// startsLine reports whether a word begins a later line of the passage.
func (p passage) startsLine(i int) bool { return i > 0 && p.words[i].run != p.words[i-1].run }

// printedBox reports whether a word is a box of a form, ticked or not, and no
// letter that may mean one.
func printedBox(s string) bool {
	return isBox(s) && (strings.HasPrefix(s, "[") || !hasLetter(s) && strings.Trim(s, "|_") != "")
}

// emptyBox reports whether a word is a printed box or rule, which a text value
// never holds. A bare X may be a word.
func emptyBox(s string) bool {
	if strings.Trim(s, "_") == "" {
		return true
	}
	return isBox(s) && !hasLetter(s) || strings.HasPrefix(s, "[") && isBox(s)
}

// speck reports whether a word is only dots, quotes or the like: dirt that OCR
// read. Dashes and signs that stand alone in good text are none.
func speck(s string) bool { return strings.Trim(s, ".,:;'`‘’*~^°•|\\") == "" }

// textQuality falls with what only misreading produces: words of both scripts,
// signs inside words, hyphens that had to be judged.
func textQuality(text string, joins int) float64 {
	const bestText, joined = 0.98, 0.94
	q := bestText
	if joins > 0 {
		q = joined
	}
	russian := !mostlyLatin(text)
	for word := range strings.FieldsSeq(text) {
		if odd(word) || russian && strayLatin.MatchString(word) {
			q -= perOddWord
		}
	}
	open, closed := strings.Count(text, "«"), strings.Count(text, "»")
	if open < closed || open > 0 && closed == 0 || strings.Count(text, "(") != strings.Count(text, ")") {
		q -= perOddWord
	}
	return max(q, leastText)
}

// Quality of text that misreading has left its traces in.
const (
	perOddWord = 0.12
	// qualityBoxed is that of text with a box to tick inside: two values that a
	// label between them did not part.
	qualityBoxed = 0.7
	// qualityRunOn is that of text that may go on into another value.
	qualityRunOn = 0.8
	leastText    = 0.2
)

// strayLatin is a word of one or two small Latin letters, as OCR reads «по», «ул.»
// and «и» in Russian text.
var strayLatin = onUse(`^[«("]*[A-Za-z]?[a-z][.,;:)»"]*$`)

// cyrillicCode is a code that begins with a Cyrillic twin of a Latin letter:
// «х86» for x86, «С99» for C99.
var cyrillicCode = onUse(`^[хХсСВМКТРЕе]\d{2}`)

// odd reports whether a word mixes scripts within a stretch of letters, or has
// signs that no word has inside.
func odd(s string) bool {
	if cyrillicCode.MatchString(s) {
		return true
	}
	latin, cyrillic := false, false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic = true
		case strings.ContainsRune("~^¬¦|{}\\", r), r == unicode.ReplacementChar:
			return true
		case !unicode.IsDigit(r):
			latin, cyrillic = false, false
		}
		if latin && cyrillic {
			return true
		}
	}
	return false
}
