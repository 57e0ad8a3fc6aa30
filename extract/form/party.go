package form

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// piece is what the labels of one composite state, in reading order: either a
// part under its own label or free text to be taken apart.
type piece struct {
	part    string // name of the part; empty for free text
	value   found
	text    passage
	quality float64 // of the label
	opens   bool
	party   bool // free text of a box of parties: it begins with one
	option  *mark
	every   bool
}

// record is one item of a composite, part by part.
type record struct {
	parts   map[string]found
	label   float64 // the worst of its labels
	options []*mark
	address []*word
}

func newRecord() *record { return &record{parts: map[string]found{}, label: 1} }

func (r *record) empty() bool {
	return len(r.parts) == 0 && len(r.options) == 0 && len(r.address) == 0
}

const (
	organisationStart = `(?:(?:общество|товарищество|публичн|непубличн|акционерн|закрыт|открыт|федеральн|государственн|муниципальн|автономн|некоммерческ|частн|бюджетн|казенн|казённ|университет|институт|фонд|компани|корпораци|ассоциаци|союз|предприяти|министерств|российская академия|центр|научн|производственн|областн|краев|национальн|московск|санкт-петербургск)\p{L}*|(?:ООО|АО|ПАО|НПАО|ОАО|ЗАО|НАО|АНО|НКО|НПО|НПП|НИИ|НИЦ|ФГ\p{Lu}{1,5}|ГБ\p{Lu}{1,3}|ГАУ\p{Lu}*|ГУП|МУП|МБ\p{Lu}{1,3}|ЧОУ|ЧУ|LLC|OOO|AO))`
	addressStart      = `(?:\d{6}(?:\D|$)|росси[яи](?:[^\p{L}]|$)|российская\s+федерация|рф(?:[^\p{L}]|$)|г\.\s?\p{Lu}|гор\.|город\s|обл\.|\p{L}+ая область|республика\s|[\p{L}]+ский край|ул\.|улица|пр-кт|просп\.|проспект|наб\.|ш\.|адрес|место\s+нахождения|место\s+жительства|юридический|почтовый|[\p{L}]+ская обл|Москва|Санкт-Петербург|д\.\s?\d)`
)

var (
	organisation  = onUse(`^(?i:` + organisationStart + `)(?:[^\p{L}]|$)`)
	entrepreneur  = onUse(`^(?:(?i:индивидуальный\s+предприниматель)|ИП)\s+`)
	address       = onUse(`^(?i:` + addressStart + `)`)
	addressLabel  = onUse(`^(?i:\(?(?:юридический|почтовый|фактический|адрес|регистрации|место|нахождения|жительства)\)?[\s:,]*)+`)
	fullNameStart = onUse(`^` + surname + `\s+` + surname + `\s+` + patronymic + `(?:[^\p{L}]|$)`)
)

// parties takes apart what stands in the box of right holders: names with
// address and identifiers, one party under another.
func parties(pieces []piece) []*record {
	var exploded []piece
	for _, pc := range pieces {
		exploded = append(exploded, pc.explode()...)
	}
	slices.SortStableFunc(exploded, func(a, b piece) int { return inReadingOrder(a.first(), b.first()) })
	var list []*record
	current := newRecord()
	for _, pc := range exploded {
		if pc.noName() {
			continue
		}
		_, again := current.parts[pc.part]
		if pc.opens && !current.empty() || again && pc.part == "name" {
			list = append(list, current)
			current, again = newRecord(), false
		}
		switch {
		case pc.opens:
			current.takeParty(pc.text)
		case pc.part == "":
			current.address = append(current.address, pc.text.words...)
		case !again:
			current.parts[pc.part] = pc.value
		}
		current.label = min(current.label, pc.quality)
	}
	list = append(list, current)
	for _, r := range list {
		r.finishParty()
	}
	return list
}

// noName reports whether what stands under the label of a name cannot be one: small
// print of the form in lower case.
func (pc piece) noName() bool {
	text, isText := pc.value.value.(string)
	return pc.part == "name" && isText && startsLower(text) && !organisation.MatchString(text)
}

// explode parts a piece wherever another party begins in it.
func (pc piece) explode() []piece {
	if pc.part != "" && pc.part != "address" {
		return []piece{pc}
	}
	if pc.party {
		pc.text = pc.text.unnumbered()
	}
	starts := append(partyStarts(pc.text, !pc.party), len(pc.text.text))
	var all []piece
	if starts[0] > 0 && !(pc.party && len(starts) > 1) {
		head := pc
		head.text = pc.text.cut(0, starts[0]).trim()
		if f, ok := readAddress(head.text); ok && pc.part != "" {
			head.value = f
			all = append(all, head)
		} else if pc.part == "" && len(head.text.words) > 0 {
			all = append(all, head)
		}
	}
	for i, from := range starts[:len(starts)-1] {
		text := pc.text.cut(from, starts[i+1])
		if i+2 < len(starts) {
			text = text.beforeItem()
		}
		if text = text.trim(); stated(text.text) {
			all = append(all, piece{text: text, quality: pc.quality, opens: true})
		}
	}
	return all
}

// first is the word where the piece begins.
func (pc piece) first() *word {
	if pc.part != "" {
		return pc.value.words[0]
	}
	return pc.text.words[0]
}

// closesParty is the country that certificates give last of each party.
var closesParty = onUse(`^\([A-Z]{2}\)[,;]$`)

// partyStarts finds where parties begin: at the start of the box, and behind
// it at the start of a line or after a semicolon or item number, wherever a
// person's or organisation's name stands.
func partyStarts(p passage, going bool) []int {
	var starts []int
	addressed := going
	for i, w := range p.words {
		at := p.at[i]
		lineStart := i == 0 || p.words[i-1].run != w.run || strings.HasSuffix(p.words[i-1].text, ";") || closesParty.MatchString(p.words[i-1].text) || numbering(p.words[i-1].text) && len(p.words[i-1].text) < 4
		if !lineStart || at >= len(p.text) {
			addressed = addressed || address.MatchString(p.text[min(at, len(p.text)):])
			continue
		}
		rest := strings.TrimLeft(p.text[at:], `"«“( `)
		person := fullNameStart.MatchString(rest) || entrepreneur.MatchString(rest)
		company := organisation.MatchString(rest) && (startsUpper(rest) || i == 0 && !going)
		if person && !openQuote(p.text[:at]) || company && (len(starts) == 0 || addressed || i > 0 && strings.HasSuffix(p.words[i-1].text, ";")) || len(starts) == 0 && !going && !startsLower(rest) {
			starts = append(starts, at)
			addressed = false
		}
		addressed = addressed || address.MatchString(rest) || person
	}
	return starts
}

func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

func openQuote(s string) bool {
	return strings.Count(s, "«") > strings.Count(s, "»") || strings.Count(s, `"`)%2 == 1
}

// takeParty parts the text of one party into its name and the rest.
func (r *record) takeParty(p passage) {
	p = p.unnumbered().trim()
	if !stated(p.text) {
		return
	}
	if _, ok := readAddress(p); !ok {
		r.address = append(r.address, p.words...) // a country alone is no party
		return
	}
	kind, quality, end := "organisation", 0.97, 0
	prefix := entrepreneur.FindString(p.text)
	if m := fullNameStart.FindString(p.text[len(prefix):]); m != "" {
		kind, quality = "person", qualityFullName
		end = len(prefix) + len(strings.TrimRightFunc(m, func(c rune) bool { return !unicode.IsLetter(c) }))
	} else {
		end = organisationEnd(p)
		if !organisation.MatchString(p.text) && !strings.ContainsAny(p.text[:end], `«"“`) {
			quality = qualityOddName
			if plainName.MatchString(strings.TrimSpace(p.text[:end])) {
				kind = "person"
			}
		}
	}
	name := p.cut(0, end).trimRight()
	f, ok := readText(name)
	if !ok {
		return
	}
	f.quality = min(f.quality, quality)
	f.value = partyName(f.value.(string), kind)
	r.parts["name"] = f
	r.parts["kind"] = found{value: kind, words: f.words, quality: quality}
	if end < len(p.text) {
		rest := p.cut(end, len(p.text)).trim().bracketed()
		if len(rest.words) > 0 {
			r.address = append(r.address, rest.words[skipShared(rest, name):]...)
		}
	}
}

// skipShared is 1 when the first word of rest is also the last of name, because
// a comma parted it.
func skipShared(rest, name passage) int {
	if len(name.words) > 0 && rest.words[0] == name.words[len(name.words)-1] {
		return 1
	}
	return 0
}

// trimRight drops the commas behind a name, but not the full stop of «им. Н.Ф.».
func (p passage) trimRight() passage {
	return p.cut(0, len(strings.TrimRight(p.text, " \t,;:(-–—")))
}

// organisationEnd is where the name of an organisation ends: outside quotes at
// a comma, bracket or semicolon that no lower-case word follows, or where an
// address begins.
func organisationEnd(p passage) int {
	depth, straight := 0, false
	for i, c := range p.text {
		switch c {
		case '«', '“', '„':
			depth++
		case '»', '”':
			depth = max(0, depth-1)
			if !strings.ContainsAny(p.text[i+len("»"):], "»”") {
				depth = 0 // «Мастерские «Храповик»: one sign closes both
			}
		case '"':
			straight = !straight
		}
		if depth > 0 || straight || i == 0 {
			continue
		}
		rest := p.text[i:]
		switch c {
		case ';', '(':
			return i
		case ',':
			next := strings.TrimLeft(rest[1:], " ")
			if !startsLower(next) || address.MatchString(next) {
				return i
			}
		case ' ':
			if address.MatchString(strings.TrimLeft(rest, " ")) {
				return i
			}
		}
	}
	return len(p.text)
}

// finishParty reads country and address off what is left beside the name.
func (r *record) finishParty() {
	r.astray()
	p := newPassage(r.address).trim()
	r.address = nil
	if stated(p.text) {
		r.fill("country", func() (found, bool) { f, ok := readCountry(p); return f, ok && f.quality > 0.5 })
		at := len(addressLabel.FindString(p.text))
		r.fill("address", func() (found, bool) {
			f, ok := readAddress(p.cut(at, len(p.text)).trim())
			return f, ok && len(f.words) > 2
		})
	}
	r.kindByName()
	r.nameParty()
	if f, ok := r.parts["ogrn"]; ok {
		r.kindByNumber(f)
	}
	r.withdrawRepair()
}

// withdrawRepair takes back what was proposed for an ИНН whose length is not that of
// the party's kind: digits of it were lost or added, and one put for another does not
// make it right.
func (r *record) withdrawRepair() {
	digitsOf := map[any]int{"person": 12, "organisation": 10}
	inn, ok := r.parts["inn"]
	number, isText := inn.value.(string)
	if want := digitsOf[r.parts["kind"].value]; ok && isText && want != 0 && utf8.RuneCountInString(number) != want {
		inn.proposed = nil
		r.parts["inn"] = inn
	}
}

// fill reads a part that no label of its own has stated.
func (r *record) fill(part string, read func() (found, bool)) {
	if _, has := r.parts[part]; has {
		return
	}
	if f, ok := read(); ok {
		r.parts[part] = f
	}
}
