package index

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2/document"

	"vestnik/index/russian"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Kinds of documents, and the prefixes of their ids.
const (
	kindEntry = "entry"
	kindIssue = "issue"
)

// indexed is one document of the index.
type indexed struct {
	id     string
	digest string // changes with anything that the public can find or see
	fields []*field
}

// bleve returns the document as Bleve takes it.
func (d indexed) bleve() *document.Document {
	made := document.NewDocument(d.id)
	made.Fields = make([]document.Field, len(d.fields), len(d.fields)+1) // Bleve adds the id
	for i, f := range d.fields {
		made.Fields[i] = f
	}
	return made
}

func entryID(key string) string { return kindEntry + "/" + key }
func issueID(key string) string { return kindIssue + "/" + key }

// entryDocument makes the document of a public entry, with what was recorded
// about it later and is published.
func entryDocument(e pipeline.Entry, c *carriers) indexed {
	e = e.ForPublic().AsOf(workday.Date{})
	titles, said := recordTexts(e.Records)
	h := hit{
		Register: e.Register, Number: e.Number, Title: e.Title, Kind: e.Kind, Date: knownSince(e), Day: e.PublishedOn,
		URL:     fmt.Sprintf("register/%s/%s/", e.Register, e.Number),
		Holders: partyNames(e.Holders), Authors: partyNames(e.Authors),
		Abstract: e.Abstract, Other: joinFilled(append([]string{e.Language, e.OS, e.DBMS, e.ComputerType}, said...)...),
	}
	numbers := filled(bareNumber(e.Number), bareNumber(e.ApplicationNo))
	fields := append(dateFields(h),
		keywords(fieldRegister, inColumn, string(e.Register)),
		keywords(fieldNumber, asNumber, numbers...),
		keywords(fieldTail, asKey, tails(numbers)...),
		keywords(fieldOrder, inColumn, "0"+string(e.Register)+padded(e.Number)),
	)
	for _, facet := range []struct {
		name   string
		values []string
	}{{fieldKind, filled(e.Kind)}, {fieldHolder, h.Holders}, {fieldAuthor, h.Authors}, {fieldRecord, titles}} {
		if len(facet.values) > 0 {
			fields = append(fields, keywords(facet.name, inColumn, facet.values...))
		}
	}
	issue := issueNames(e.Issue)
	if len(issue) > 0 {
		fields = append(fields, keywords(fieldIssue, asKey, issue...))
	}
	facets, passages := software(e)
	passages = append(passages, passage{text: h.Title, into: fieldTitle, sounds: isForeign}, passage{text: h.Abstract},
		passage{text: joinFilled(append(said, e.ComputerType)...)})
	fields = append(append(fields, facets...), read(append(passages, nameAll(h)...), c)...)
	unseen := slices.Concat(titles, issue, []string{e.ApplicationNo, e.Language, e.OS, e.DBMS})
	return newIndexed(entryID(e.Key()), fields, h, unseen)
}

// issueNames returns what the issue that published an entry is asked for by:
// "programs/2026/1", "2026/1" and "1".
func issueNames(i *pipeline.IssueRef) []string {
	if i == nil {
		return nil
	}
	number := strconv.Itoa(i.Number)
	inYear := strconv.Itoa(i.Year) + "/" + number
	return []string{i.Series + "/" + inYear, inYear, number}
}

// recordTexts returns the titles of records, each once, and all that they say.
func recordTexts(records []pipeline.EntryRecord) (titles, said []string) {
	titles = []string{}
	for _, r := range records {
		if !slices.Contains(titles, r.Title) {
			titles = append(titles, r.Title)
		}
		said = append(said, r.Title, r.Code)
		for _, f := range r.Fields {
			said = append(said, f.Value)
		}
	}
	return titles, said
}

// knownSince is the day of registration or, where another register knows it, of
// the first record.
func knownSince(e pipeline.Entry) workday.Date {
	if e.Elsewhere && e.Date.IsZero() && len(e.Records) > 0 {
		return e.Records[0].Date
	}
	return e.Date
}

// issueDocument makes the document of a closed issue of a series. The words of
// the series' title are not indexed: they are the words of half the questions,
// and every issue would answer them.
func issueDocument(i pipeline.Issue, series string, c *carriers) indexed {
	h := hit{
		Number: fmt.Sprintf("%d/%d", i.Year, i.Number),
		Title:  fmt.Sprintf("Бюллетень «%s» № %d за %d год", series, i.Number, i.Year),
		URL:    fmt.Sprintf("bulletin/%s/%d/%d/", i.Series, i.Year, i.Number),
		Date:   i.Date, Day: i.Date,
	}
	fields := append(dateFields(h),
		keywords(fieldNumber, asNumber, bareNumber(h.Number)),
		keywords(fieldOrder, inColumn, fmt.Sprintf("1%s/%04d/%04d", i.Series, i.Year, i.Number)),
	)
	text := fmt.Sprintf("бюллетень выпуск %s № %d %d год", i.Series, i.Number, i.Year)
	return newIndexed(issueID(issueKey(i.IssueRef)), append(fields, read([]passage{{text: text}}, c)...), h, nil)
}

// issueKey returns the key of an issue in the views: "programs/2026/1".
func issueKey(r pipeline.IssueRef) string {
	return fmt.Sprintf("%s/%d/%d", r.Series, r.Year, r.Number)
}

// newIndexed adds what the hit shows to the fields. What is found but not shown
// goes into the digest besides.
func newIndexed(id string, fields []*field, h hit, unseen []string) indexed {
	h.Digest = digestOf(h, unseen)
	return indexed{id, h.Digest, append(fields, stored(fieldHit, h.encode()))}
}

// digestOf returns enough of the SHA-256 to tell two states of a document apart.
func digestOf(h hit, unseen []string) string {
	w := shelfWriter{h.encode()}
	w.list(unseen)
	sum := sha256.Sum256(w.body)
	return hex.EncodeToString(sum[:8])
}

// dateFields are the dates of a hit, so far as it has any.
func dateFields(h hit) []*field {
	var fields []*field
	if !h.Date.IsZero() {
		fields = append(fields, keywords(fieldYear, inColumn, strconv.Itoa(h.Date.Year)), dayColumn(fieldDay, dayNumber(h.Date)))
	}
	if !h.Day.IsZero() {
		fields = append(fields, dayColumn(fieldPublished, dayNumber(h.Day)))
	}
	return fields
}

// dayNumber returns the days from 1970-01-01 to d.
func dayNumber(d workday.Date) int { return workday.Date{Year: 1970, Month: 1, Day: 1}.DaysUntil(d) }

func partyNames(parties []pipeline.Party) []string {
	list := make([]string, 0, len(parties))
	for _, p := range parties {
		if p.Name != "" {
			list = append(list, p.Name)
		}
	}
	return list
}

func filled(list ...string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

func joinFilled(list ...string) string { return strings.Join(filled(list...), " ") }

// padded makes numbers of different lengths sort by their value.
func padded(number string) string {
	const width = 20
	bare := strings.TrimLeft(number, "0")
	return "/" + strings.Repeat("0", max(0, width-len(bare))) + bare
}

// bareNumber returns what a number is known by, however it is written: letters
// and digits in one alphabet, without leading zeros.
func bareNumber(s string) string { return strings.TrimLeft(russian.Code(s), "0") }
