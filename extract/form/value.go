package form

import (
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

	typePatent      valueType = "patent"      // number of a patent, alone in a box or marked as such
	typeOfPatent    valueType = "of-patent"   // number of a patent in running text
	typePatents     valueType = "patents"     // list: the numbers of several patents; one is no list
	typeObject      valueType = "object"      // what a patent is on
	typeQuoted      valueType = "quoted"      // a title in quotation marks
	typePerson      valueType = "person"      // one person's name, and nothing that is none
	typeIssue       valueType = "issue"       // of a bulletin
	typeDeed        valueType = "deed"        // number and date of a deed
	typeApplication valueType = "application" // number of an application
	typeCertificate valueType = "certificate" // number of a certificate
	typeOfficial    valueType = "official"    // position and name of an official
	typeSigner      valueType = "signer"      // an official's initials and surname
	typeTerms       valueType = "terms"       // names of languages, systems, machines
	typeSize        valueType = "size"        // of a program: a number and its unit
	typeLine        valueType = "line"        // the whole lines in which a phrase stands
	typeUIN         valueType = "uin"         // identifier of a charge
	typeKBK         valueType = "kbk"         // code of budget classification
	typeOKTMO       valueType = "oktmo"       // code of a municipality
	typeOutgoing    valueType = "outgoing"    // number of a letter at its sender's
	typeEnclosures  valueType = "enclosures"  // list: what a letter brings, on how many sheets
)

func (t valueType) known() bool {
	switch t {
	case typeText, typeProse, typeAddress, typeYear, typeDate, typeCountry, typePhone, typeEmail, typeMoney, typeCount,
		typeNumber, typeName, typeINN, typeKPP, typeOGRN, typeSNILS, typeOption, typePeople, typeParties,
		typeSignatures, typeGroup, typePatent, typeOfPatent, typePatents, typeObject, typeQuoted, typePerson,
		typeIssue, typeDeed, typeApplication, typeCertificate, typeOfficial, typeSigner, typeLine, typeTerms, typeSize,
		typeOutgoing, typeEnclosures, typeUIN, typeKBK, typeOKTMO:
		return true
	}
	return false
}

// flows reports whether a value of the type may go on over several lines.
func (t valueType) flows() bool {
	switch t {
	case typeText, typeProse, typeAddress, typePeople, typeParties, typeSignatures, typeSigner, typeEnclosures:
		return true
	}
	return false
}

// exact reports whether a single digit decides the value, and none checks it.
func (t valueType) exact() bool {
	switch t {
	case typeYear, typeDate, typePhone, typeMoney, typeCount, typeNumber, typeKPP, typePatent, typeOfPatent, typeApplication, typeCertificate, typeOutgoing, typeKBK, typeOKTMO:
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
	case typePatent:
		return readPatent(p)
	case typeOfPatent:
		return readMentionedPatent(p)
	case typeObject:
		return readObject(p)
	case typeQuoted:
		return readQuoted(p)
	case typePerson:
		return readPerson(p)
	case typeIssue:
		return readIssue(p)
	case typeDeed:
		return readDeed(p)
	case typeApplication:
		return readApplication(p)
	case typeCertificate:
		return readCertificate(p)
	case typeOfficial:
		return readOfficial(p)
	case typeSigner:
		return readSigner(p)
	case typeTerms:
		return readTerms(p)
	case typeSize:
		return readSize(p)
	case typeUIN:
		return readUIN(p)
	case typeKBK:
		return readKBK(p)
	case typeOKTMO:
		return readOKTMO(p)
	case typeOutgoing:
		return readOutgoing(p)
	}
	return readText(p)
}

// asRead is the value of a text that is not of its type: handed over for a
// person to see, far from sure.
func asRead(p passage) (found, bool) {
	const doubtful = 0.3
	return found{value: strings.Join(strings.Fields(p.text), " "), words: p.words, quality: doubtful}, true
}

var yearPattern = onUse(`(?:^|[^\d])((?:19|20)\d{2})(?:[^\d]|$)`)

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
	sheetPattern = onUse(`(\d{1,5})\s*(?:л|лист|стр|с)(?:[^\p{L}]|$)`)
	moneyPattern = onUse(`(\d{1,3}(?:[ \x{00a0}'.]\d{3})+|\d+)(?:\s*(?:руб\w*\.?|р\.|₽))?(?:\s*[,.=-]?\s*(\d{2}))?(?:\s*коп|\D|$)`)
	countPattern = onUse(`(?:^|[^\d.,:/])(\d{1,5})(?:[^\d.,:/]|[.,](?:\D|$)|$)`)
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

var numberPattern = onUse(`[\p{L}\d][\p{L}\d/.\-]*`)

// readNumber finds the number of a document: the first token with a digit.
func readNumber(p passage) (found, bool) {
	for _, m := range numberPattern.FindAllStringIndex(p.text, -1) {
		if token := p.text[m[0]:m[1]]; digits(token) > 0 {
			return found{value: strings.TrimRight(token, ".-/"), words: p.cover(m[0], m[1]), quality: 0.97}, true
		}
	}
	return found{}, false
}
