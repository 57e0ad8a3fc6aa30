package publish

import (
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// EntryPlaces are where an entry and the records about it are printed, by their
// keys; those of issues without a PDF are not there.
type EntryPlaces map[string]*pipeline.DocumentPlace

// EntryPage is an entry as it stands, with its corrections and its history. An
// entry that is not public has no page: NotExist.
func (p *Press) EntryPage(e pipeline.Entry, places EntryPlaces) (Page, error) {
	if !e.Public() {
		return Page{}, &pipeline.Error{Op: "write entry", Doc: entryPath(e.Register, e.Number), Kind: pipeline.NotExist}
	}
	r := RecordOf(e)
	register := p.registerOf(r.Register)
	var b strings.Builder
	b.WriteString("# " + Text(r.heading()) + "\n\n" + p.noticeLine(r) + "\n\n")
	b.WriteString(r.standingWarnings())
	b.WriteString(p.entryFields(r) + "\n")
	p.writeNotifications(&b, r)
	p.writeHistory(&b, r, places)
	if len(e.Corrections()) > 0 {
		writeVersions(&b, r, e.DaysOfChange())
	}
	cite := Citation{}
	if !r.Elsewhere {
		cite = p.citeEntry(r)
		b.WriteString("\n" + cite.markdown(r.URL))
	}
	b.WriteString("\n" + likeLink(e) + "\n")
	return Page{
		Path: r.URL, Title: r.heading() + " (№ " + r.Number + ")", Class: "entry",
		Lead:     register.Title + ", № " + r.Number + ". " + strings.Join(r.holderNames(), "; "),
		Markdown: b.String(), Crumbs: []Crumb{{"Реестры", "register/"}, {register.Title, registerPath(r.Register)}},
		Updated: r.lastPublished(), Data: r, Cite: cite.BibTeX, Notice: r.correctionsNotice(),
	}, nil
}

// standingWarnings say what a reader must know before the fields.
func (r Record) standingWarnings() string {
	var b strings.Builder
	if !r.Valid {
		b.WriteString("> Правовая охрана прекращена или запись аннулирована: в реестре она помечена недействующей.\n\n")
	}
	if r.Elsewhere {
		b.WriteString("> Здесь собрано то, что внесено в государственный реестр по поданным ведомству заявлениям. Сведения о самой регистрации в этом собрании не хранятся.\n\n")
	}
	return b.String()
}

// correctionsNotice stands above an entry that was corrected; empty for any other.
func (r Record) correctionsNotice() string {
	var told []string
	for _, n := range r.Records {
		if n.corrects() {
			told = append(told, LongDate(n.PublishedOn)+" — ["+Text(lowerFirst(n.Title))+"]("+rootMark+noticePath(r.URL, n.Seq)+") ("+Text(n.changedTitles())+")")
		}
	}
	if len(told) == 0 {
		return ""
	}
	return "**В запись внесены исправления и изменения:** " + strings.Join(told, "; ") + ". Ниже — действующая редакция; [прежние](#versions) — в конце страницы."
}

// writeHistory lists what happened to an entry, in the order of time.
func (p *Press) writeHistory(b *strings.Builder, r Record, places EntryPlaces) {
	type event struct {
		on   workday.Date
		text string
	}
	var events []event
	if !r.Date.IsZero() {
		events = append(events, event{r.Date, "внесена в " + Text(p.registerOf(r.Register).Title) + " под № " + Text(r.Number)})
	}
	if !r.PublishedOn.IsZero() {
		events = append(events, event{r.PublishedOn, publication(r.Issue, anchor(r), places[r.key()])})
	}
	for _, n := range r.Records {
		about := ObjectNotification{Register: r.Register, Number: r.Number, Notification: n}
		events = append(events,
			event{n.Date, "внесена [запись " + decimal(n.Seq) + "](#" + n.anchor() + "): " + Text(n.Title)},
			event{n.PublishedOn, publication(n.Issue, about.anchor(), places[about.key()])})
	}
	slices.SortStableFunc(events, func(a, b event) int { return a.on.Compare(b.on) })
	b.WriteString("## История записи {#history}\n\n")
	for _, e := range events {
		b.WriteString("- " + shortDate(e.on) + ": " + e.text + "\n")
	}
}

// writeVersions leads to the entry as it stood between the days on which the
// bulletin changed what it states.
func writeVersions(b *strings.Builder, r Record, changed []workday.Date) {
	b.WriteString("\n## Редакции записи {#versions}\n\n")
	for i, day := range changed {
		name := "с " + LongDate(day)
		if i+1 < len(changed) {
			name += " по " + LongDate(changed[i+1].AddDays(-1))
		}
		b.WriteString("- " + link(name, asOfPath(r.URL, day)) + "\n")
	}
}

// publication says where something was published.
func publication(issue *pipeline.IssueRef, fragment string, place *pipeline.DocumentPlace) string {
	const published = "сведения опубликованы в официальном бюллетене"
	if issue == nil {
		return published
	}
	return published + ", " + joinNonEmpty(", ", link(issueName(*issue), issuePath(*issue)+"#"+fragment), paperLink(place))
}
