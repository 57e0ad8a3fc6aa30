package form

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// valueType says what form a value has and how it is brought to it.
type valueType string

const (
	typeText       valueType = "text"
	typeProse      valueType = "prose" // a paragraph: the abstract
	typeAddress    valueType = "address"
	typeYear       valueType = "year"
	typeDate       valueType = "date"
	typeCountry    valueType = "country"
	typePhone      valueType = "phone"
	typeEmail      valueType = "email"
	typeMoney      valueType = "money"
	typeCount      valueType = "count"
	typeNumber     valueType = "number" // of a document
	typeName       valueType = "name"   // one person
	typeINN        valueType = "inn"
	typeKPP        valueType = "kpp"
	typeOGRN       valueType = "ogrn"
	typeSNILS      valueType = "snils"
	typeOption     valueType = "option"     // a box to tick
	typePeople     valueType = "people"     // list: persons one after another
	typeParties    valueType = "parties"    // list: persons and organisations with addresses
	typeSignatures valueType = "signatures" // list: positions, names, dates
	typeGroup      valueType = "group"      // opens an item of a composite; has no value itself
)

func (t valueType) known() bool {
	switch t {
	case typeText, typeProse, typeAddress, typeYear, typeDate, typeCountry, typePhone, typeEmail, typeMoney, typeCount,
		typeNumber, typeName, typeINN, typeKPP, typeOGRN, typeSNILS, typeOption, typePeople, typeParties,
		typeSignatures, typeGroup:
		return true
	}
	return false
}

// flows reports whether a value of the type may go on over several lines.
func (t valueType) flows() bool {
	switch t {
	case typeText, typeProse, typeAddress, typePeople, typeParties, typeSignatures:
		return true
	}
	return false
}

// exact reports whether a single digit decides the value, and none checks it.
func (t valueType) exact() bool {
	switch t {
	case typeYear, typeDate, typePhone, typeMoney, typeCount, typeNumber, typeKPP:
		return true
	}
	return false
}

// read brings a passage to the form of a simple type. It returns false when the
// passage states nothing: the box is empty.
func (t valueType) read(p passage) (found, bool) {
	f, ok := t.find(p)
	f.exact = f.exact || t.exact()
	return f, ok
}

func (t valueType) find(p passage) (found, bool) {
	p = p.trim()
	if !stated(p.text) {
		return found{}, false
	}
	switch t {
	case typeProse:
		return readProse(p)
	case typeAddress:
		return readAddress(p)
	case typeYear:
		return readYear(p)
	case typeDate:
		return readDate(p)
	case typeCountry:
		return readCountry(p)
	case typePhone:
		return readPhone(p)
	case typeEmail:
		return readEmail(p)
	case typeMoney:
		return readMoney(p)
	case typeCount:
		return readCount(p)
	case typeNumber:
		return readNumber(p)
	case typeName:
		return readName(p)
	case typeINN, typeKPP, typeOGRN, typeSNILS:
		return readIdentifier(t, p)
	}
	return readText(p)
}

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
var oneLetterLanguage = regexp.MustCompile(`^[CDRFJСВ](?:\+\+|#)?$`)

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
	if strings.HasSuffix(strings.TrimRight(end, "»\")"), ".") {
		f.value = strings.TrimSuffix(f.value.(string), ".") + "."
	} else {
		f.quality = min(f.quality, unfinished)
	}
	return f, true
}

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
	for word := range strings.FieldsSeq(text) {
		if odd(word) {
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
	leastText    = 0.2
)

// cyrillicCode is a code that begins with a Cyrillic twin of a Latin letter:
// «х86» for x86, «С99» for C99.
var cyrillicCode = regexp.MustCompile(`^[хХсСВМКТРЕе]\d{2}`)

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

// asRead is the value of a text that is not of its type: handed over for a
// person to see, far from sure.
func asRead(p passage) (found, bool) {
	const doubtful = 0.3
	return found{value: strings.Join(strings.Fields(p.text), " "), words: p.words, quality: doubtful}, true
}

var yearPattern = regexp.MustCompile(`(?:^|[^\d])((?:19|20)\d{2})(?:[^\d]|$)`)

// readYear finds a year as an integer. It takes the last one: a full date ends
// with its year.
func readYear(p passage) (found, bool) {
	all := yearPattern.FindAllStringSubmatchIndex(p.text, -1)
	if len(all) == 0 {
		if digits(p.text) < 3 {
			return found{}, false
		}
		return asRead(p)
	}
	m := all[len(all)-1]
	year, _ := strconv.Atoi(p.text[m[2]:m[3]])
	q := 0.98
	if len(all) > 1 {
		q = 0.8
	}
	return found{value: year, words: p.cover(m[2], m[3]), quality: q}, true
}

func digits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

var (
	sheetPattern = regexp.MustCompile(`(\d{1,5})\s*(?:л|лист|стр|с)(?:[^\p{L}]|$)`)
	moneyPattern = regexp.MustCompile(`(\d{1,3}(?:[ \x{00a0}'.]\d{3})+|\d+)(?:\s*(?:руб\w*\.?|р\.|₽))?(?:\s*[,.=-]?\s*(\d{2}))?(?:\s*коп|\D|$)`)
	countPattern = regexp.MustCompile(`(?:^|[^\d.,:/])(\d{1,5})(?:[^\d.,:/]|[.,](?:\D|$)|$)`)
)

// readMoney finds an amount of roubles: an integer, or a float where there are kopecks.
func readMoney(p passage) (found, bool) {
	m := moneyPattern.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false
	}
	whole := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, p.text[m[2]:m[3]])
	roubles, err := strconv.ParseInt(whole, 10, 64)
	if err != nil {
		return asRead(p)
	}
	f := found{value: roubles, words: p.cover(m[0], m[1]), quality: 0.98}
	if m[4] >= 0 {
		kopecks, _ := strconv.Atoi(p.text[m[4]:m[5]])
		f.words = p.cover(m[0], m[5])
		if kopecks > 0 {
			f.value = float64(roubles) + float64(kopecks)/100
		}
	}
	return f, true
}

// readCount finds a number of sheets («на 25 л. в 1 экз.»), else the number that
// stands alone.
func readCount(p passage) (found, bool) {
	if m := sheetPattern.FindStringSubmatchIndex(p.text); m != nil {
		n, _ := strconv.Atoi(p.text[m[2]:m[3]])
		return found{value: n, words: p.cover(m[2], m[3]), quality: 0.98}, true
	}
	if strings.Contains(p.text, "экз") {
		return found{}, false
	}
	m := countPattern.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false
	}
	n, _ := strconv.Atoi(p.text[m[2]:m[3]])
	return found{value: n, words: p.cover(m[2], m[3]), quality: 0.98}, true
}

var numberPattern = regexp.MustCompile(`[\p{L}\d][\p{L}\d/.\-]*`)

// readNumber finds the number of a document: the first token with a digit.
func readNumber(p passage) (found, bool) {
	for _, m := range numberPattern.FindAllStringIndex(p.text, -1) {
		if token := p.text[m[0]:m[1]]; digits(token) > 0 {
			return found{value: strings.TrimRight(token, ".-/"), words: p.cover(m[0], m[1]), quality: 0.97}, true
		}
	}
	return found{}, false
}
