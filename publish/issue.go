package publish

import (
	"encoding/json"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Names of the files of an issue's folder. All are signed but for the pages of
// the site, index.html among them, which are made from the signed ones.
const (
	IssueHTML        = "index.html"
	IssueMarkdown    = "issue.md" // the whole text
	IssueData        = "issue.json"
	IssueCSV         = "entries.csv"
	IssueRecords     = "records.csv"   // only where the issue has records
	IssueLines       = "entries.jsonl" // one entry a line
	IssueRecordLines = "records.jsonl"
	IssueDigests     = "digests.csv" // SHA-256 of each of those lines
	IssueItem        = "item.atom"   // the issue as one Atom entry document (RFC 4287 §2)
	ManifestFile     = "manifest.json"
	SignatureFile    = "manifest.sig"
)

// Edition is an issue as open data: issue.json.
type Edition struct {
	Series    string       `json:"series"`
	Title     string       `json:"title"`
	Publisher string       `json:"publisher"`
	Year      int          `json:"year"`
	Number    int          `json:"number"`
	Date      workday.Date `json:"date"`
	Imported  bool         `json:"imported,omitempty"`
	Entries   []Record     `json:"entries"`
	// Records are what was entered about registered objects later.
	Records []ObjectNotification `json:"records,omitempty"`
	// IssueWords are official messages, and why numbers bear no entry.
	pipeline.IssueWords
}

// count is how many things the issue publishes.
func (e Edition) count() int { return len(e.Entries) + len(e.Records) }

// counted says of what count is the number.
func (e Edition) counted() string {
	switch {
	case len(e.Records) == 0:
		return "Записей"
	case len(e.Entries) == 0:
		return "Извещений"
	}
	return "Записей и извещений"
}

// Compose returns the signed files of an issue's folder but for the manifest. It rests
// on the issue's reference, date, entries and records alone, not on the manifest that the
// closing adds, nor on the site's address: composed again in ten years, a closed
// issue gives the bytes that were signed.
//
// An issue without a date, or with an entry or a record twice, is Invalid.
func (p *Press) Compose(issue pipeline.Issue) ([]pipeline.File, error) {
	edition, err := p.editionOf(issue)
	if err != nil {
		return nil, err
	}
	data, err := json.MarshalIndent(edition, "", "  ")
	if err != nil {
		return nil, &pipeline.Error{Op: "write issue data", Doc: issuePath(edition.ref()), Kind: pipeline.Internal, Err: err}
	}
	item, err := p.issueItemDocument(edition)
	if err != nil {
		return nil, err
	}
	lines, err := linesOf(edition)
	if err != nil {
		return nil, err
	}
	tables, err := tablesOf(edition)
	if err != nil {
		return nil, err
	}
	files := slices.Concat([]pipeline.File{
		{Path: IssueMarkdown, Body: []byte(rooted(p.issueText(edition), upFrom(issuePath(edition.ref()))))},
		{Path: IssueData, Body: append(data, '\n')},
		{Path: IssueItem, Body: item},
	}, lines, tables)
	paper, err := p.paperOf(edition)
	return append(files, paper...), err
}

func tablesOf(e Edition) ([]pipeline.File, error) {
	entries, err := recordsCSV(e.Entries)
	if err != nil || len(e.Records) == 0 {
		return []pipeline.File{{Path: IssueCSV, Body: entries}}, err
	}
	records, err := notificationsCSV(e.Records)
	return []pipeline.File{{Path: IssueCSV, Body: entries}, {Path: IssueRecords, Body: records}}, err
}

// editionOf is the issue as it is printed: entries by register and number, then
// records by kind, each published in this issue and on its date.
func (p *Press) editionOf(issue pipeline.Issue) (Edition, error) {
	ref := issue.IssueRef
	if issue.Date.IsZero() || ref.Series == "" || ref.Number < 1 {
		return Edition{}, &pipeline.Error{Op: "compose issue", Doc: issuePath(ref), Kind: pipeline.Invalid,
			Advice: "У выпуска нет серии, номера или даты публикации. Укажите их и закройте выпуск ещё раз."}
	}
	edition := Edition{
		Series: ref.Series, Title: p.seriesOf(ref.Series).Title, Publisher: Clean(p.config.Office.Name),
		Year: ref.Year, Number: ref.Number, Date: issue.Date, Imported: issue.Imported,
		Entries: make([]Record, 0, len(issue.Entries)), IssueWords: p.cleanWords(issue.IssueWords),
	}
	for _, e := range issue.Entries {
		e.Issue, e.PublishedOn, e.Records = &ref, issue.Date, nil
		edition.Entries = append(edition.Entries, RecordOf(e))
	}
	for _, r := range issue.Records {
		r.Record.Issue, r.Record.PublishedOn = &ref, issue.Date
		edition.Records = append(edition.Records, ObjectNotificationOf(r))
	}
	slices.SortStableFunc(edition.Entries, p.compareRecords)
	slices.SortStableFunc(edition.Records, p.compareNotifications)
	if number := edition.twice(); number != "" {
		return Edition{}, &pipeline.Error{Op: "compose issue", Doc: issuePath(ref), Kind: pipeline.Invalid,
			Advice: "В выпуске дважды стоит запись № " + number + ". Удалите повтор и закройте выпуск ещё раз."}
	}
	return edition, nil
}

// twice returns the number of a thing that the sorted edition holds twice.
func (e Edition) twice() string {
	for i := 1; i < len(e.Entries); i++ {
		if a, b := e.Entries[i-1], e.Entries[i]; a.Register == b.Register && a.Number == b.Number {
			return a.Number
		}
	}
	for i := 1; i < len(e.Records); i++ {
		if a, b := e.Records[i-1], e.Records[i]; a.URL == b.URL && a.Notification.Seq == b.Notification.Seq {
			return a.Number
		}
	}
	return ""
}

// compareRecords orders by register as configured, then by number.
func (p *Press) compareRecords(a, b Record) int {
	if a.Register != b.Register {
		if byRank := p.rankOf(a.Register) - p.rankOf(b.Register); byRank != 0 {
			return byRank
		}
		return strings.Compare(string(a.Register), string(b.Register))
	}
	return compareNumbers(a.Number, b.Number)
}

// rankOf puts registers that are not configured last.
func (p *Press) rankOf(id pipeline.RegisterID) int {
	if rank, ok := p.rank[id]; ok {
		return rank
	}
	return len(p.rank)
}

func (e Edition) ref() pipeline.IssueRef {
	return pipeline.IssueRef{Series: e.Series, Year: e.Year, Number: e.Number}
}

func (p *Press) writeMasthead(b *strings.Builder, e Edition) {
	b.WriteString("# " + Text(e.Title) + "\n\n")
	b.WriteString("Официальный бюллетень · " + Text(e.Publisher) + "\n\n")
	var d definitions
	d.add("", "Выпуск", "№ "+decimal(e.Number))
	d.add("", "Год", decimal(e.Year))
	d.add("", "Дата публикации", LongDate(e.Date))
	d.add("", e.counted(), decimal(e.count()))
	for _, s := range p.sectionsOf(e) {
		first, last := s.records[0].Number, s.records[len(s.records)-1].Number
		span := Text(first)
		if last != first {
			span += "–" + Text(last)
		}
		d.add("", p.registerOf(s.register).Title, plural(len(s.records), "запись", "записи", "записей")+", № "+span)
	}
	for _, s := range kindSectionsOf(e) {
		d.add("", Text(s.title), plural(len(s.notifications), "извещение", "извещения", "извещений"))
	}
	b.WriteString(d.String() + "\n")
	if e.Imported {
		b.WriteString("> Выпуск восстановлен по открытым данным ведомства. Он не подписан; сведения приведены так, как они стоят в источнике.\n\n")
	}
}

// section is a run of the entries of one register.
type section struct {
	register pipeline.RegisterID
	records  []Record
}

func (p *Press) sectionsOf(e Edition) []section {
	var sections []section
	for _, r := range e.Entries {
		if n := len(sections); n == 0 || sections[n-1].register != r.Register {
			sections = append(sections, section{register: r.Register})
		}
		s := &sections[len(sections)-1]
		s.records = append(s.records, r)
	}
	return sections
}

func sectionID(register pipeline.RegisterID) string { return "register-" + Segment(string(register)) }

// key names an entry for ever: "programs/2026610031".
func (r Record) key() string { return string(r.Register) + "/" + r.Number }

// anchor is the fragment by which an entry is found within an issue.
func anchor(r Record) string { return Segment(string(r.Register)) + "-" + Segment(r.Number) }
