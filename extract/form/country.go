package form

import (
	"regexp"
	"slices"
	"strings"

	"vestnik/pipeline/regulation"
)

// countries are names and codes of states by WIPO ST.3, as applicants write them.
var countries = []struct{ code, name string }{
	{"RU", `российск\p{L}+ федераци\p{L}+`}, {"RU", `росси[яи]`}, {"RU", `рф`}, {"BY", `(?:республик\p{L}+ )?беларус\p{L}+`},
	{"KZ", `(?:республик\p{L}+ )?казахстан\p{L}*`}, {"UZ", `(?:республик\p{L}+ )?узбекистан\p{L}*`},
	{"KG", `кыргызстан\p{L}*|киргизи\p{L}|кыргызск\p{L}+ республик\p{L}+`}, {"TJ", `таджикистан\p{L}*`}, {"TM", `туркменистан\p{L}*|туркмени\p{L}`},
	{"AM", `(?:республик\p{L}+ )?армени[яи]`}, {"AZ", `азербайджан\p{L}*`}, {"GE", `грузи[яи]`}, {"MD", `молдов\p{L}|молдави\p{L}`},
	{"UA", `украин\p{L}`}, {"CN", `кита\p{L}|китайск\p{L}+ народн\p{L}+ республик\p{L}+|кнр`}, {"US", `сша|соединенн\p{L}+ штат\p{L}+ америки`},
	{"DE", `германи[яи]|фрг`}, {"FR", `франци[яи]`}, {"GB", `великобритани[яи]|соединенное королевство`}, {"IT", `итали[яи]`},
	{"ES", `испани[яи]`}, {"CH", `швейцари[яи]`}, {"AT", `австри[яи]`}, {"NL", `нидерланд\p{L}+`}, {"FI", `финлянди[яи]`},
	{"SE", `швеци[яи]`}, {"NO", `норвеги[яи]`}, {"PL", `польш\p{L}`}, {"CZ", `чехи[яи]|чешск\p{L}+ республик\p{L}+`}, {"RS", `серби[яи]`},
	{"BG", `болгари[яи]`}, {"LV", `латви[яи]`}, {"LT", `литв[аы]`}, {"EE", `эстони[яи]`}, {"IL", `израил[ья]`}, {"TR", `турци[яи]`},
	{"IN", `инди[яи]`}, {"JP", `япони[яи]`}, {"KR", `(?:южная )?коре[яи]|республика корея`}, {"VN", `вьетнам\p{L}*`}, {"CY", `кипр\p{L}*`},
	{"AE", `оаэ|объединенные арабские эмираты`}, {"CA", `канад\p{L}`}, {"IR", `иран\p{L}*`}, {"MN", `монголи[яи]`},
}

// countryNames is one pattern of all names, a group for each.
var countryNames = func() expression {
	var alternatives []string
	for _, c := range countries {
		alternatives = append(alternatives, "("+c.name+")")
	}
	return onUse(`(?i)(?:^|[^\p{L}])(?:` + strings.Join(alternatives, "|") + `)(?:[^\p{L}]|$)`)
}()

// countryCode is a code that stands alone or in brackets, Latin or misread as Cyrillic.
var countryCode = func() expression {
	var codes []string
	for _, c := range countries {
		codes = append(codes, c.code)
	}
	return onUse(`(?:^|[^\p{L}])(` + strings.Join(slices.Compact(codes), "|") + `)(?:[^\p{L}]|$)`)
}()

// rareCountry is the name of any other state, as it stands in the classifier; the
// case of its letters counts, so that common words («того», «чад») are none.
var rareCountry = func() expression {
	var names []string
	for _, name := range regulation.States() {
		names = append(names, regexp.QuoteMeta(plainYo(name)))
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(b) - len(a) }) // Гвинея-Бисау before Гвинея
	return onUse(`(?:^|[^\p{L}])(` + strings.Join(names, "|") + `)(?:[^\p{L}-]|$)`)
}()

// bracketedCode is any code of a state or organisation in brackets, or alone.
var bracketedCode = onUse(`(?:\(|^)([A-Z]{2})(?:\)|$)`)

// findCountry finds the first country of a text and where it stands.
func findCountry(text string) (code string, from, to int) {
	flat := plainYo(text)
	if m := countryNames.FindStringSubmatchIndex(flat); m != nil {
		for i, c := range countries {
			if g := 2 * (i + 1); m[g] >= 0 {
				return c.code, m[g], m[g+1]
			}
		}
	}
	if m := rareCountry.FindStringSubmatchIndex(flat); m != nil {
		for code, name := range regulation.States() {
			if plainYo(name) == flat[m[2]:m[3]] {
				return code, m[2], m[3]
			}
		}
	}
	if m := countryCode.FindStringSubmatchIndex(text); m != nil {
		return text[m[2]:m[3]], m[2], m[3]
	}
	if m := bracketedCode.FindStringSubmatchIndex(text); m != nil && regulation.ValidST3(text[m[2]:m[3]]) {
		return text[m[2]:m[3]], m[2], m[3]
	}
	return "", 0, 0
}

// plainYo writes е for ё, as most papers do; both take two bytes.
func plainYo(s string) string { return strings.NewReplacer("ё", "е", "Ё", "Е").Replace(s) }

// readCountry brings a country to its ST.3 code.
func readCountry(p passage) (found, bool) {
	code, from, to := findCountry(p.text)
	if code == "" {
		if !hasLetter(p.text) {
			return found{}, false
		}
		return asRead(p)
	}
	return found{value: code, words: p.cover(from, to), quality: 0.98}, true
}

// readAddress reads an address as written, without the country that it begins
// with: that is a field of its own. A country alone is no address.
func readAddress(p passage) (found, bool) {
	const separators = " ,.;:()"
	for {
		_, from, to := findCountry(p.text)
		if to == 0 || strings.Trim(p.text[:from], separators) != "" {
			break
		}
		rest := strings.TrimLeft(p.text[to:], separators)
		if code := misreadCode.FindString(p.text[to:]); code != "" {
			rest = strings.TrimLeft(p.text[to+len(code):], separators)
		}
		if rest == "" {
			return found{}, false
		}
		p = p.cut(len(p.text)-len(rest), len(p.text))
	}
	if code := misreadPrefix.FindString(p.text); code != "" && misreadable(p.words[:1]) {
		p = p.cut(len(code), len(p.text))
	}
	p = p.addressAlone()
	if inner, bracketed := strings.CutPrefix(p.text, "("); bracketed && strings.HasSuffix(inner, ")") && strings.Count(inner, "(") == 0 {
		p = p.cut(1, len(p.text)-1)
	}
	if strings.HasSuffix(p.text, ")") && brackets.count(p.text) < 0 { // it stood before the country
		p = p.cut(0, len(p.text)-1)
	}
	f, ok := readText(p)
	if ok && misreadable(p.words) {
		f.value = addressMarks(f.value.(string))
	}
	const longest, overgrown = 250, 0.5
	if len([]rune(p.text)) > longest { // what follows the address has no label that ends it
		f.quality = min(f.quality, overgrown)
	}
	const doubtful = 0.8
	if ok && (cutShort.MatchString(p.text) || unnumbered.MatchString(p.text)) {
		f.quality = min(f.quality, doubtful)
	}
	if ok {
		f.details = addressParts(p)
	}
	return f, ok
}

// misreadCode is the code of a country in brackets behind its name, whatever OCR made
// of it: «(RU)», «(ВЦ)».
var misreadCode = onUse(`^\s*[({]\s?\p{L}{1,3}\s?[)}]`)

// misreadPrefix is the same without brackets, before the postal index: «КО, 430054».
var misreadPrefix = onUse(`^\p{Lu}{2}[,.;]\s?`)

// unnumbered is a house, block or flat whose number has no digit: «д. ба» for
// «д. 6а». A village, «д. Ключи», has a name.
var unnumbered = onUse(`(?:^|[\s,])(?:д|дом|кв|корп|к|стр|оф|офис|влд|пом)\.?\s+[\p{Ll}|!]{1,3}(?:[\s,;.]|$)`)

// cutShort is the end of an address whose next line was lost.
var cutShort = onUse(`(?i)(?:^|\s)(?:ул|г|гор|д|дом|кв|обл|пер|корп|стр|пл|пр-кт|наб|ш)\.?$`)
