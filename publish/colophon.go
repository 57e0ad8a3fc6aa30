package publish

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// writeIndexes writes the indexes by number, holder and author.
func writeIndexes(b *strings.Builder, e Edition) {
	if e.count() == 0 {
		return
	}
	places := placesOf(e)
	b.WriteString("## Указатель номеров {#by-number}\n\n| Номер | Название |\n|:--|:--|\n")
	for _, at := range places {
		b.WriteString("| " + at.link() + " | " + Text(at.title) + " |\n")
	}
	b.WriteString("\n## Указатель правообладателей {#by-holder}\n\n")
	writeNameIndex(b, places, func(at place) []string { return at.record.holderNames() })
	if len(e.Entries) > 0 {
		b.WriteString("\n## Указатель авторов {#by-author}\n\n")
		writeNameIndex(b, places, func(at place) []string { return at.record.authorNames() })
	}
	b.WriteString("\n")
}

// place is where an issue speaks of an object.
type place struct {
	record Record
	title  string
	anchor string
}

func (at place) link() string { return "[" + Text(at.record.Number) + "](#" + at.anchor + ")" }

// placesOf lists every place of an issue that an index may lead to.
func placesOf(e Edition) []place {
	places := make([]place, 0, e.count())
	for _, r := range e.Entries {
		places = append(places, place{record: r, title: r.heading(), anchor: anchor(r)})
	}
	for _, o := range e.Records {
		places = append(places, place{record: o.record(), title: o.Notification.Title + ": " + o.heading(), anchor: o.anchor()})
	}
	return places
}

func (r Record) holderNames() []string {
	names := make([]string, len(r.Holders))
	for i, h := range r.Holders {
		names[i] = PartyName(h)
	}
	return names
}

func (r Record) authorNames() []string {
	names := make([]string, len(r.Authors))
	for i, a := range r.Authors {
		names[i] = PartyName(a)
	}
	return names
}

// writeNameIndex lists names in Russian alphabetical order, each with its numbers.
func writeNameIndex(b *strings.Builder, places []place, namesOf func(place) []string) {
	numbers := make(map[string][]string)
	var names []string
	for _, at := range places {
		for _, name := range namesOf(at) {
			if _, known := numbers[name]; !known {
				names = append(names, name)
			}
			numbers[name] = append(numbers[name], at.link())
		}
	}
	if len(names) == 0 {
		b.WriteString("Имён для указателя в выпуске нет.\n")
		return
	}
	russian := collate.New(language.Russian, collate.IgnoreCase)
	slices.SortFunc(names, func(a, c string) int { return cmp.Or(russian.CompareString(a, c), cmp.Compare(a, c)) })
	b.WriteString("| Имя или наименование | Номера |\n|:--|:--|\n")
	for _, name := range names {
		b.WriteString("| " + Text(name) + " | " + strings.Join(slices.Compact(numbers[name]), ", ") + " |\n")
	}
}

// writeColophon says where the neighbours are and how to check the issue. It
// cannot name its own hash, which covers this very text, nor the issue after it:
// both stand in the list of issues.
func (p *Press) writeColophon(b *strings.Builder, e Edition) {
	list := "bulletin/" + Segment(e.Series) + "/"
	b.WriteString("## Проверка подлинности {#seal}\n\n")
	if e.Imported {
		b.WriteString("Этот выпуск восстановлен из открытых данных и электронной подписи не имеет.\n\n")
	} else {
		b.WriteString("Состав выпуска закреплён описью [" + ManifestFile + "](" + rootMark + issuePath(e.ref()) + ManifestFile + "): в ней стоят контрольная сумма SHA-256 и размер каждого файла и контрольная сумма описи предыдущего выпуска. " +
			"Опись подписана по алгоритму Ed25519, подпись — в файле [" + SignatureFile + "](" + rootMark + issuePath(e.ref()) + SignatureFile + "), " +
			"[открытый ключ](" + rootMark + PublicKeyFile + ") и порядок проверки — на странице [«Проверка подлинности»](" + rootMark + verifyPath + ").\n\n")
	}
	b.WriteString("## Соседние выпуски {#neighbours}\n\n")
	if e.Number > 1 && !e.Imported { // what was imported may have holes
		previous := e.ref()
		previous.Number--
		b.WriteString("- Предыдущий: [№ " + decimal(previous.Number) + ", " + decimal(previous.Year) + "](" + rootMark + issuePath(previous) + ")\n")
	}
	b.WriteString("- Предыдущие и следующие, с контрольными суммами: [выпуски серии](" + rootMark + list + "#" + issueAnchor(e.Year, e.Number) + ")\n")
}

func issueAnchor(year, number int) string { return "issue-" + decimal(year) + "-" + decimal(number) }
