package form

import (
	"strings"
	"unicode"
)

// legalForm is a form of an organisation by law: how it is abbreviated and how it
// is written out, as a pattern of lower-case words with any ending.
type legalForm struct {
	short string
	full  expression
}

// legalForms are the forms met among right holders, longer names before those that
// they begin with.
var legalForms = func() []legalForm {
	const ending = `\p{L}*`
	var all []legalForm
	for _, f := range []struct{ short, stems string }{
		{"ФГАОУ ВО", "федеральн государственн автономн образовательн учреждени высш образовани"},
		{"ФГБОУ ВО", "федеральн государственн бюджетн образовательн учреждени высш образовани"},
		{"ФГКОУ ВО", "федеральн государственн казенн образовательн учреждени высш образовани"},
		{"ФГКВОУ ВО", "федеральн государственн казенн военн образовательн учреждени высш образовани"},
		{"ФГБОУ ВПО", "федеральн государственн бюджетн образовательн учреждени высш профессиональн образовани"},
		{"ФГАУ", "федеральн государственн автономн учреждени"},
		{"ФГБНУ", "федеральн государственн бюджетн научн учреждени"},
		{"ФГАНУ", "федеральн государственн автономн научн учреждени"},
		{"ФГБУН", "федеральн государственн бюджетн учреждени науки"},
		{"ФГБУ", "федеральн государственн бюджетн учреждени"},
		{"ФГКУ", "федеральн государственн казенн учреждени"},
		{"ФГУП", "федеральн государственн унитарн предприяти"},
		{"ФКУ", "федеральн казенн учреждени"},
		{"ФКП", "федеральн казенн предприяти"},
		{"ФИЦ", "федеральн исследовательск центр"},
		{"ГБОУ ВО", "государственн бюджетн образовательн учреждени высш образовани"},
		{"ГБОУ", "государственн бюджетн образовательн учреждени"},
		{"ГАОУ", "государственн автономн образовательн учреждени"},
		{"ГБУЗ", "государственн бюджетн учреждени здравоохранени"},
		{"ГБУ", "государственн бюджетн учреждени"},
		{"ГАУ", "государственн автономн учреждени"},
		{"ГКУ", "государственн казенн учреждени"},
		{"ГУП", "государственн унитарн предприяти"},
		{"МБОУ", "муниципальн бюджетн общеобразовательн учреждени"},
		{"МБУ", "муниципальн бюджетн учреждени"},
		{"МУП", "муниципальн унитарн предприяти"},
		{"АНО ВО", "автономн некоммерческ организаци высш образовани"},
		{"АНО", "автономн некоммерческ организаци"},
		{"ЧОУ ВО", "частн образовательн учреждени высш образовани"},
		{"НКО", "некоммерческ организаци"},
		{"ООО", "обществ с ограниченн ответственност"},
		{"НПАО", "непубличн акционерн обществ"},
		{"ПАО", "публичн акционерн обществ"},
		{"ОАО", "открыт акционерн обществ"},
		{"ЗАО", "закрыт акционерн обществ"},
		{"АО", "акционерн обществ"},
		{"ИП", "индивидуальн предпринимател"},
		{"НИИ", "научно-исследовательск институт"},
	} {
		pattern := strings.ReplaceAll(f.stems, " ", ending+`\s+`) + ending
		pattern = strings.NewReplacer("с"+ending+`\s`, `с\s`, "казенн", "каз[её]нн").Replace(pattern)
		all = append(all, legalForm{f.short, onUse(`^(?i:` + pattern + `)(?:[^\p{L}]|$)`)})
	}
	return all
}()

// legalFormOf is the abbreviated legal form that a name begins with, and how many
// bytes of the name state it; "" where the name states none.
func legalFormOf(name string) (short string, length int) {
	for _, f := range legalForms {
		if m := f.full.FindString(name); m != "" {
			return f.short, len(strings.TrimRightFunc(m, func(r rune) bool { return !unicode.IsLetter(r) }))
		}
		if rest, ok := strings.CutPrefix(name, f.short); ok && !strings.HasPrefix(rest, "-") {
			if r := []rune(rest + " ")[0]; !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return f.short, len(f.short)
			}
		}
	}
	return "", 0
}

// organisationName is the name as it is entered: a legal form in capitals written as
// words are, and quotation marks of any kind as «…», inner ones as „…“. The proper
// name keeps its letters.
func organisationName(name string) string {
	name = quoted(name)
	if _, n := legalFormOf(name); n > 0 {
		if form := name[:n]; strings.Contains(form, " ") && strings.ToUpper(form) == form && len([]rune(form)) > len("ФГКВОУ ВО") {
			return firstUpper(strings.ToLower(form)) + name[n:]
		}
	}
	return name
}

func firstUpper(s string) string {
	r := []rune(s)
	if len(r) > 0 {
		r[0] = unicode.ToUpper(r[0])
	}
	return string(r)
}

// strayQuotes are the signs that print a quotation mark without telling which.
var strayQuotes = strings.NewReplacer("''", `"`, "``", `"`, ",,", `"`, "<<", `"`, ">>", `"`, "„", `"`, "“", `"`, "”", `"`, "‟", `"`, "″", `"`)

// quoted puts the quotation marks of a name as «…», those within as „…“. A name that
// bears no others than «…» stays as it stands.
func quoted(name string) string {
	plain := strayQuotes.Replace(name)
	if !strings.Contains(plain, `"`) {
		return name
	}
	if strings.ContainsAny(name, "«»") && strings.ContainsAny(name, "„“") && !strings.Contains(name, `"`) {
		return name // set by one who knows how
	}
	var b strings.Builder
	depth := 0
	letters := []rune(plain)
	for i, r := range letters {
		switch {
		case r == '«' || r == '"' && opensQuote(letters, i):
			depth++
			b.WriteRune(either(depth > 1, '„', '«'))
		case r == '»' || r == '"':
			b.WriteRune(either(depth > 1, '“', '»'))
			depth = max(0, depth-1)
		default:
			b.WriteRune(r)
		}
	}
	if depth == 1 && strings.HasSuffix(b.String(), "“") {
		b.WriteRune('»') // one sign closed both
	}
	return b.String()
}

// opensQuote reports whether a straight mark at i opens: nothing, a space, a bracket
// or another mark stands before it, and a letter or digit behind.
func opensQuote(text []rune, i int) bool {
	before := i == 0 || unicode.IsSpace(text[i-1]) || strings.ContainsRune(`(«"-–—`, text[i-1])
	return before && i+1 < len(text) && (unicode.IsLetter(text[i+1]) || unicode.IsDigit(text[i+1]) || text[i+1] == '"')
}

func either(first bool, a, b rune) rune {
	if first {
		return a
	}
	return b
}
