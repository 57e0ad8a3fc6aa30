package index

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"vestnik/index/russian"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Kinds of documents, and the prefixes of their ids.
const (
	kindEntry = "entry"
	kindIssue = "issue"
)

// hit is what a document shows when it is found.
type hit struct {
	Register pipeline.RegisterID `json:"r,omitempty"`
	Number   string              `json:"n"`
	Title    string              `json:"t"`
	URL      string              `json:"u"`
	Kind     string              `json:"k,omitempty"`
	Date     workday.Date        `json:"d"`
	Day      workday.Date        `json:"p"` // of publication
	Holders  []string            `json:"h,omitempty"`
	Authors  []string            `json:"a,omitempty"`
	Abstract string              `json:"x,omitempty"`
	Other    string              `json:"o,omitempty"`
	Digest   string              `json:"s"` // of the document's fields, for Verify
}

// document is one document of the index.
type document struct {
	id     string
	fields map[string]any
	digest string // changes with anything that the public can find or see
}

func entryID(key string) string { return kindEntry + "/" + key }
func issueID(key string) string { return kindIssue + "/" + key }

// entryDocument makes the document of a public entry, with what was recorded
// about it later and is published.
func entryDocument(e pipeline.Entry) (document, error) {
	e = e.ForPublic().AsOf(workday.Date{})
	titles, said := recordTexts(e.Records)
	h := hit{
		Register: e.Register, Number: e.Number, Title: e.Title, Kind: e.Kind, Date: knownSince(e), Day: e.PublishedOn,
		URL:     fmt.Sprintf("register/%s/%s/", e.Register, e.Number),
		Holders: partyNames(e.Holders), Authors: partyNames(e.Authors),
		Abstract: e.Abstract, Other: joinFilled(append([]string{e.Language, e.OS, e.DBMS, e.ComputerType}, said...)...),
	}
	numbers := filled(bareNumber(e.Number), bareNumber(e.ApplicationNo))
	fields := map[string]any{
		fieldRegister: string(e.Register),
		fieldKind:     e.Kind,
		fieldNumber:   numbers,
		fieldTail:     tails(numbers),
		fieldOrder:    "0" + string(e.Register) + padded(e.Number),
		fieldTitle:    h.Title,
		fieldHolder:   h.Holders,
		fieldAuthor:   h.Authors,
		fieldHolders:  h.Holders,
		fieldRecord:   titles,
		fieldAuthors:  h.Authors,
	}
	if n, ok := numberValue(e.Number); ok {
		fields[fieldDigits] = n
	}
	addNames(fields, h)
	addSoftware(fields, e)
	fields[fieldText] = append(append(filled(h.Title, h.Abstract, h.Other), h.Holders...), h.Authors...)
	setDates(fields, h)
	return newDocument(entryID(e.Key()), fields, h)
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
func issueDocument(i pipeline.Issue, series string) (document, error) {
	h := hit{
		Number: fmt.Sprintf("%d/%d", i.Year, i.Number),
		Title:  fmt.Sprintf("Бюллетень «%s» № %d за %d год", series, i.Number, i.Year),
		URL:    fmt.Sprintf("bulletin/%s/%d/%d/", i.Series, i.Year, i.Number),
		Date:   i.Date, Day: i.Date,
	}
	fields := map[string]any{
		fieldNumber: []string{bareNumber(h.Number)},
		fieldOrder:  fmt.Sprintf("1%s/%04d/%04d", i.Series, i.Year, i.Number),
		fieldText:   fmt.Sprintf("бюллетень выпуск %s № %d %d год", i.Series, i.Number, i.Year),
	}
	setDates(fields, h)
	return newDocument(issueID(issueKey(i.IssueRef)), fields, h)
}

// issueKey returns the key of an issue in the views: "programs/2026/1".
func issueKey(r pipeline.IssueRef) string {
	return fmt.Sprintf("%s/%d/%d", r.Series, r.Year, r.Number)
}

// newDocument adds what the hit shows to the fields.
func newDocument(id string, fields map[string]any, h hit) (document, error) {
	body, err := json.Marshal(fields) // sorts its keys
	if err != nil {
		return document{}, err
	}
	h.Digest = digestOf(body)
	stored, err := json.Marshal(h)
	fields[fieldHit] = string(stored)
	return document{id, fields, h.Digest}, err
}

// digestOf returns enough of the SHA-256 to tell two states of a document apart.
func digestOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:8])
}

// setDates makes the dates of a hit known, so far as it has any.
func setDates(fields map[string]any, h hit) {
	if !h.Date.IsZero() {
		fields[fieldYear] = strconv.Itoa(h.Date.Year)
		fields[fieldDay] = float64(dayNumber(h.Date))
	}
	if !h.Day.IsZero() {
		fields[fieldPublished] = float64(dayNumber(h.Day))
	}
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
