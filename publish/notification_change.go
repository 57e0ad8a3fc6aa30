package publish

import (
	"strings"
	"unicode/utf8"

	"vestnik/pipeline"
)

// corrects reports whether the notification changes what its entry states.
func (n Notification) corrects() bool { return len(n.Changes) > 0 }

// section is the title under which an issue gathers notifications of its kind.
func (n Notification) section() string {
	switch n.Kind {
	case pipeline.KindChange:
		return "Изменения"
	case pipeline.KindCorrection:
		return "Исправления"
	}
	return n.Title
}

// cleanChanges cleans the texts of changes, line by line: a list keeps its names
// apart, a text its paragraphs.
func cleanChanges(changes []pipeline.FieldChange) []pipeline.FieldChange {
	var cleaned []pipeline.FieldChange
	for _, c := range changes {
		cleaned = append(cleaned, pipeline.FieldChange{
			Field: Clean(c.Field), Title: Clean(c.Title), Before: cleanLines(c.Before), After: cleanLines(c.After),
		})
	}
	return cleaned
}

func cleanLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = Clean(line)
	}
	return strings.Join(lines, "\n")
}

// correctedLink leads to what was printed before the correction.
func (n Notification) correctedLink() string {
	if n.Corrects == nil {
		return ""
	}
	return link(issueName(n.Corrects.Issue), issuePath(n.Corrects.Issue)+"#"+keyAnchor(n.Corrects.Key))
}

// keyAnchor is the fragment by which an entry or a record is found within an
// issue, from its key: "programs/2026610001#1".
func keyAnchor(key string) string {
	entry, seq, ofRecord := strings.Cut(key, "#")
	register, number, _ := strings.Cut(entry, "/")
	fragment := anchor(Record{Register: pipeline.RegisterID(register), Number: Clean(number)})
	if ofRecord {
		return fragment + "-record-" + seq
	}
	return fragment
}

// longestCell is how many letters a value may have to stand in a table.
const longestCell = 160

// changes writes what became what: short values in a table, long ones under one
// another, so that they can be read on a phone.
func (n Notification) changes() string {
	var table strings.Builder
	var long definitions
	for _, c := range n.Changes {
		before, after := changeValue(c.Field, c.Before), changeValue(c.Field, c.After)
		if max(utf8.RuneCountInString(before), utf8.RuneCountInString(after)) > longestCell {
			long.add("", Text(c.Title)+": было", changeBody(c.Before, before))
			long.add("", Text(c.Title)+": стало", changeBody(c.After, after))
			continue
		}
		table.WriteString("| " + Text(c.Title) + " | " + Text(before) + " | " + Text(after) + " |\n")
	}
	var b strings.Builder
	if table.Len() > 0 {
		b.WriteString("\n| Сведения | Было | Стало |\n|:--|:--|:--|\n" + table.String())
	}
	if text := long.String(); text != "" {
		b.WriteString("\n" + text)
	}
	return b.String()
}

// changeBody is a long value with its paragraphs; one that is a word of ours, such
// as "не указано", stands as it is.
func changeBody(value, told string) string {
	if value == "" {
		return Text(told)
	}
	return abstractBody(value)
}

// changeValue is one value of a change in one line, in words.
func changeValue(field, value string) string {
	switch {
	case value == "":
		return "не указано"
	case field == "valid" && value == "true":
		return "действует"
	case field == "valid":
		return "не действует"
	case field == "authors_declined" && value == "true":
		return "да"
	case field == "authors_declined":
		return "нет"
	case isoDate.MatchString(value):
		return fieldValue(value)
	case field == "authors", field == "holders":
		return strings.ReplaceAll(value, "\n", "; ")
	}
	return Clean(value)
}

// changesText writes the changes into one cell of a table for machines.
func (n Notification) changesText() string {
	var lines []string
	for _, c := range n.Changes {
		lines = append(lines, c.Title+": «"+changeValue(c.Field, c.Before)+"» → «"+changeValue(c.Field, c.After)+"»")
	}
	return strings.Join(lines, "\n")
}

// changedTitles names what a correction changes: "название, правообладатели".
func (n Notification) changedTitles() string {
	var titles []string
	for _, c := range n.Changes {
		titles = append(titles, lowerFirst(c.Title))
	}
	return strings.Join(titles, ", ")
}

func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return strings.ToLower(string(first)) + s[size:]
}
