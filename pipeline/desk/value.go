package desk

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
)

func trimmed(s string) string { return strings.TrimSpace(s) }

// text shows a value as it is typed.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// shown says the value of a field as people do: codes in words, dates by day first.
func shown(path string, v any) string {
	s := text(v)
	if title, ok := valueTitles[s]; ok && isCoded(path) {
		return title
	}
	if day, err := time.Parse(time.DateOnly, s); err == nil && isDate(path) {
		return day.Format("02.01.2006")
	}
	return s
}

// isCoded reports whether a path holds a code of the contract.
func isCoded(path string) bool {
	name, part, _ := strings.Cut(withoutIndex(path), ".")
	return name == "kind" || part == "kind" || part == "mention" || isCountry(path)
}

func isCountry(path string) bool {
	return path == pipeline.FieldPublicationCountry || strings.HasSuffix(path, ".country") || strings.HasSuffix(path, ".citizenship")
}

// typed gives a value the type that the field has: a number where a number
// stood or belongs, a date as the contract writes it, everything else as text.
func typed(path, value string, was any) any {
	if _, number := was.(float64); number || slices.Contains(numeric, withoutIndex(path)) {
		plain := strings.Replace(strings.Join(strings.Fields(value), ""), ",", ".", 1)
		if n, err := strconv.ParseInt(plain, 10, 64); err == nil {
			return n
		}
		if n, err := strconv.ParseFloat(plain, 64); err == nil {
			return n
		}
		return value
	}
	if isCountry(path) {
		for code, title := range valueTitles {
			if strings.EqualFold(title, value) {
				return code
			}
		}
	}
	if isDate(path) {
		for _, layout := range []string{"02.01.2006", "2.1.2006", time.DateOnly} {
			if day, err := time.Parse(layout, value); err == nil {
				return day.Format(time.DateOnly)
			}
		}
	}
	return value
}

// numeric are the fields that hold numbers.
var numeric = []string{
	pipeline.FieldCreationYear, pipeline.FieldPublicationYear, pipeline.FieldDepositPages, pipeline.FieldFee + ".amount",
}

// isDate reports whether a path names a day.
func isDate(path string) bool {
	_, part, _ := strings.Cut(path, ".")
	return part == "birth_date" || part == "date" || part == "paid_on"
}

var listIndex = regexp.MustCompile(`\[\d+\]`)

// withoutIndex names a path as the packs do: "holders[0].name" is "holders.name".
func withoutIndex(path string) string { return listIndex.ReplaceAllString(path, "") }

// fieldID makes a path fit for an id and a fragment: "holders[0].name" is "f-holders-0-name".
func fieldID(path string) string {
	return "f-" + strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(path)
}

// choicesFor returns the values of a coded field.
func choicesFor(path, value string) []choice {
	var codes []string
	switch {
	case path == "kind":
		codes = []string{"program", "database-1259", "database-1334"}
	case strings.HasSuffix(path, ".kind"):
		codes = []string{"person", "organisation"}
	case strings.HasSuffix(path, ".mention"):
		codes = []string{"named", "pseudonym", "anonymous"}
	}
	if value != "" && !slices.Contains(codes, value) && codes != nil {
		codes = append(codes, value)
	}
	var list []choice
	for _, c := range codes {
		list = append(list, choice{Value: c, Title: shown(path, c), Chosen: c == value})
	}
	return list
}

// partOrder is the order of the parts of a holder, an author, a payment.
var partOrder = []string{
	"name", "kind", "country", "citizenship", "ogrn", "inn", "kpp", "snils", "birth_date", "position", "date",
	"address", "contribution", "mention", "pseudonym", "amount", "paid_on", "document", "number", "uin", "powers",
}

// composite is a field made of parts.
type composite struct {
	name  string
	list  bool
	parts []string
}

// composites are the parts that the statement gives each composite field.
var composites = []composite{
	{pipeline.FieldHolders, true, []string{"name", "kind", "country", "ogrn", "inn", "snils", "address"}},
	{pipeline.FieldAuthors, true, []string{"name", "birth_date", "address", "contribution", "mention", "pseudonym"}},
	{pipeline.FieldFee, false, []string{"amount", "paid_on", "document"}},
	{pipeline.FieldSignatures, true, []string{"name", "position", "date"}},
}

// missingGroup is a group of fields that no paper states and a person may add.
type missingGroup struct {
	Title  string
	Fields []choice // by path
}

// missingFields offers what the statement has room for and the case does not have.
func missingFields(fields pipeline.Fields) []missingGroup {
	general := missingGroup{Title: "Заявка"}
	for _, name := range fieldOrder {
		inParts := slices.ContainsFunc(composites, func(c composite) bool { return c.name == name })
		if _, have := fields[name]; !have && !inParts {
			general.Fields = append(general.Fields, choice{Value: name, Title: fieldTitle(name)})
		}
	}
	groups := []missingGroup{general}
	for _, c := range composites {
		if !c.list {
			groups = append(groups, missingParts(c.name, fieldTitle(c.name), c.parts, fields[c.name].Reading))
			continue
		}
		values := fields[c.name].Values
		for i, r := range values {
			groups = append(groups, missingParts(fmt.Sprintf("%s[%d]", c.name, i), fmt.Sprintf("%s %d", fieldTitle(c.name), i+1), c.parts, r))
		}
		next := fmt.Sprintf("%s %d", fieldTitle(c.name), len(values)+1)
		groups = append(groups, missingParts(fmt.Sprintf("%s[%d]", c.name, len(values)), next, c.parts[:1], pipeline.Reading{}))
	}
	return slices.DeleteFunc(groups, func(g missingGroup) bool { return len(g.Fields) == 0 })
}

func missingParts(path, title string, parts []string, r pipeline.Reading) missingGroup {
	g := missingGroup{Title: title}
	for _, part := range parts {
		if _, have := r.Parts[part]; !have {
			g.Fields = append(g.Fields, choice{Value: path + "." + part, Title: title + ", " + partTitle(path, part)})
		}
	}
	return g
}
