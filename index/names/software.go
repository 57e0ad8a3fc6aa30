package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"

	"vestnik/index/russian"
)

//go:embed software.txt
var softwareText string

// aliases maps the words of a spelling, folded and apart by blanks, to the usual
// name, for each section of software.txt.
var aliases = sync.OnceValue(func() map[string]map[string]string { return readAliases(softwareText) })

// Languages returns the programming languages of a list as it stands in an
// application, each by its usual name and once: «Си++, Borland Delphi 7» are C++
// and Delphi. Unknown ones stay as they are written.
func Languages(list string) []string { return software(list, aliases()["languages"]) }

// Systems is [Languages] for operating systems: «MS Windows 98/2000/XP» is Windows.
func Systems(list string) []string { return software(list, aliases()["systems"]) }

// Databases is [Languages] for database management systems.
func Databases(list string) []string { return software(list, aliases()["databases"]) }

func readAliases(text string) map[string]map[string]string {
	sections := map[string]map[string]string{}
	var section map[string]string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		name, spellings, ok := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, "["):
			section = map[string]string{}
			sections[strings.Trim(line, "[]")] = section
		case ok && !strings.HasPrefix(line, "#"):
			for spelling := range strings.SplitSeq(spellings, ";") {
				section[strings.Join(softwareWords(spelling), " ")] = name
			}
		}
	}
	return sections
}

// software names the items of a list.
func software(list string, known map[string]string) []string {
	var names []string
	for _, item := range items(list) {
		if name := usualName(item, known); name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// items cuts a list at commas, semicolons, bars, line ends, «и», "and", and at
// strokes, but not those inside names such as PL/SQL.
func items(list string) []string {
	var out []string
	for _, piece := range strings.FieldsFunc(list, func(r rune) bool { return strings.ContainsRune(",;|\n\r•", r) }) {
		var item []string
		for _, w := range strings.Fields(piece) {
			if w == "и" || w == "and" || w == "или" || w == "/" {
				out, item = append(out, strings.Join(item, " ")), nil
				continue
			}
			item = append(item, w)
		}
		out = append(out, strings.Join(item, " "))
	}
	return out
}

// usualName returns the name of an item, or "" where it says nothing: a version
// that a comma cut off, «и выше».
func usualName(item string, known map[string]string) string {
	words := softwareWords(item)
	for len(words) > 0 && isMaker[words[0]] && !isKnown(words, known) {
		words = words[1:]
	}
	if len(words) == 0 || isRemainder(words) {
		return ""
	}
	if name := longestKnown(words, known); name != "" {
		return name
	}
	return strings.Trim(strings.TrimSpace(item), " .«»\"()")
}

// longestKnown returns the name of the longest spelling that the words begin with.
func longestKnown(words []string, known map[string]string) string {
	for n := len(words); n > 0; n-- {
		name, ok := known[strings.Join(words[:n], " ")]
		if isOneLetter := len([]rune(words[0])) == 1; isOneLetter && n == 1 && len(words) > 1 && !isRemainder(words[1:]) {
			return "" // «с библиотекой» is not C
		}
		if ok {
			return name
		}
	}
	// «Java/C++» without blanks, «Windows/Linux»: the first is better than nothing.
	if first, _, ok := strings.Cut(words[0], "/"); ok {
		return known[first]
	}
	return ""
}

func isKnown(words []string, known map[string]string) bool { return longestKnown(words, known) != "" }

// isMaker holds words before a name that are no part of it.
var isMaker = map[string]bool{
	"ms": true, "microsoft": true, "borland": true, "embarcadero": true, "codegear": true, "ibm": true, "sun": true,
	"apple": true, "embedded": true, "ос": true, "операционная": true, "операционные": true, "операционных": true,
	"система": true, "системы": true, "систем": true, "семейство": true, "семейства": true, "субд": true, "язык": true,
	"языки": true, "программирования": true, "среда": true, "любая": true, "платформа": true, "типа": true,
	"под": true, "управлением": true, "для": true, "на": true, "версия": true, "версии": true,
}

// isRemainder reports whether the words only go on about what stands before:
// numbers of versions, their names, «и выше».
func isRemainder(words []string) bool {
	for _, w := range words {
		if !isVersion[w] && !strings.ContainsFunc(w, unicode.IsDigit) || w == "1c" || w == "os/2" || w == "db2" {
			return false
		}
	}
	return true
}

var isVersion = map[string]bool{
	"xp": true, "me": true, "vista": true, "se": true, "sp": true, "server": true, "home": true, "pro": true,
	"professional": true, "выше": true, "старше": true, "ниже": true, "более": true, "поздние": true, "др": true,
	"другие": true, "совместимые": true, "и": true, "нет": true, "отсутствует": true, "не": true, "требуется": true,
	"используется": true, "x86": true, "x64": true, "т": true, "п": true, "д": true, "разрядная": true,
}

// softwareWords are the folded words of a name. Signs stay where they mean
// something: C++, C#, .NET, PL/SQL.
func softwareWords(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("-–—_()[]«»\"'“”:®™", r)
	})
	out := words[:0]
	for _, w := range words {
		w = strings.TrimRight(foldSoftware(w), ".")
		if w != "" {
			out = append(out, w)
		}
	}
	return out
}

// foldSoftware writes a word as the search folds words; one with signs, which
// would be cut, letter by letter.
func foldSoftware(w string) string {
	if tokens := plain().Tokens(w); len(tokens) == 1 && tokens[0].Start == 0 && tokens[0].End == len(w) {
		return tokens[0].Surface
	}
	if strings.ContainsAny(w, "/.") {
		parts := strings.Split(w, "/")
		for i, p := range parts {
			if tokens := plain().Tokens(p); len(tokens) == 1 {
				parts[i] = tokens[0].Surface
			}
		}
		return strings.Join(parts, "/")
	}
	return russian.Code(w)
}
