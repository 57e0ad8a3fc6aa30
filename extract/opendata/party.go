package opendata

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
)

// The kinds of a party.
const (
	person       = "person"
	organisation = "organisation"
)

var (
	countrySuffix = regexp.MustCompile(`\s*\(([A-Z]{2})\)[\s.,;]*$`)
	betweenNames  = regexp.MustCompile(`(\([A-Z]{2}\))\s*[,;]\s*`)
	fullName      = regexp.MustCompile(`^\p{Lu}[\p{L}’'-]+ \p{Lu}[\p{L}’'-]+ \p{Lu}\p{L}*(вич|вна|ична|инична|оглы|кызы)$`)
	initials      = regexp.MustCompile(`^\p{Lu}[\p{L}’'-]+ \p{Lu}\. ?\p{Lu}\.$`)
	legalForm     = regexp.MustCompile(`(?i)(обществ|учрежден|предприят|организац|корпорац|университет|институт|академи|компани|фирма|кооператив|министерств|союз|фонд|центр|администрац|банк|(^|[\s,.])(ltd|inc|gmbh|llc|corp|co|s\.a|a/s|ag|аг|b\.v|plc|limited|corporation|company)([\s,.]|$))`)
)

// parties reads names that stand one to a line, or several on a line, parted
// after their countries. No names give an empty list, not nil.
func parties(s string) []pipeline.Party {
	list := []pipeline.Party{}
	for _, line := range joinContinued(cleanLines(s)) {
		for name := range strings.SplitSeq(betweenNames.ReplaceAllString(line, "$1\n"), "\n") {
			if p := party(name); p.Name != "" {
				list = append(list, p)
			}
		}
	}
	return list
}

// party parts the country from the name.
func party(s string) pipeline.Party {
	var p pipeline.Party
	if m := countrySuffix.FindStringSubmatchIndex(s); m != nil {
		p.Country, s = s[m[2]:m[3]], s[:m[0]]
	}
	p.Name = strings.Trim(s, " ,;")
	return p
}

// joinContinued puts a line back to the one before when it cannot stand alone.
func joinContinued(lines []string) []string {
	var joined []string
	for _, line := range lines {
		if last := len(joined) - 1; last >= 0 && continues(joined[last], line) {
			joined[last] += " " + line
			continue
		}
		joined = append(joined, line)
	}
	return joined
}

// continues reports whether line is the rest of the name before it: a country
// alone, a word in lower case, or what an open quotation lacks.
func continues(before, line string) bool {
	if countrySuffix.MatchString(before) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(line)
	return party(line).Name == "" ||
		unicode.IsLower(first) ||
		strings.Count(before, "«") > strings.Count(before, "»")
}

// holders are parties of which it is said whether they are people, where the
// name tells.
func holders(s string) []pipeline.Party {
	list := parties(s)
	for i := range list {
		list[i].Kind = kindOfParty(list[i].Name)
	}
	return list
}

func kindOfParty(name string) string {
	switch {
	case strings.ContainsAny(name, `"«»“”„`) || legalForm.MatchString(name):
		return organisation
	case fullName.MatchString(name) || initials.MatchString(name):
		return person
	}
	return ""
}
