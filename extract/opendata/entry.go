package opendata

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"vestnik/pipeline"
)

// entry fills an entry. It fails when no date places the record in time.
func (in *importer) entry(rec record, number string) (Row, bool) {
	get := func(col column) string { return cleanLine(in.columns.get(rec.fields, col)) }
	var d doubts
	if rec.mangled {
		d.add("Часть знаков записи не читается и заменена знаком «%c».", utf8.RuneError)
	}
	if rec.strayed {
		d.add("Кавычки в записи расставлены не по правилам CSV; границы полей могли сместиться.")
	}
	e := pipeline.Entry{
		Register:        in.options.Register,
		Number:          number,
		Date:            d.date("дата регистрации", get(colDate)),
		ApplicationNo:   d.applicationNo(get(colApplicationNo)),
		ApplicationDate: d.date("дата поступления заявки", get(colApplicationDate)),
		Kind:            kindIn(in.options.Register),
		Title:           get(colTitle),
		Authors:         parties(in.columns.get(rec.fields, colAuthors)),
		Holders:         holders(in.columns.get(rec.fields, colHolders)),
		Contacts:        contacts(get(colContacts)),
		Source:          Source,
		Valid:           d.valid(get(colActual), in.columns.has(colActual)),
	}
	e.CreationYear = d.creationYear(get(colCreationYear), e.Date)
	published := d.date("дата публикации", get(colPublishDate))
	e.Issue = d.issue(in.options.Series, published, get(colPublishNumber))
	d.checkNumber(e)
	d.checkTitle(e.Title)
	d.checkHolders(e.Holders, in.columns.has(colHolders))
	d.checkAuthors(e.Authors, get(colAuthorsCount))
	d.checkOrder(e.ApplicationDate, e.Date, published)

	e.PublishedOn = cmp.Or(published, e.Date, e.ApplicationDate)
	if e.PublishedOn.IsZero() {
		return Row{}, false
	}
	if published.IsZero() {
		d.add("Дата публикации не известна; вместо неё взята дата %s.", e.PublishedOn)
	}
	e.Doubts = d
	return Row{Line: rec.line, Entry: e, Issue: e.Issue, PublishedOn: e.PublishedOn, Doubts: d}, true
}

// kindIn returns the kind of object that a register holds. Whether a database is
// one of art. 1259 or art. 1334 the open data do not tell.
func kindIn(register pipeline.RegisterID) string {
	if register == "programs" {
		return "program"
	}
	return ""
}

// contacts returns the contact given for publication. «Нет» is how the office
// writes none.
func contacts(s string) string {
	if bare := strings.Trim(s, " .-—"); bare == "" || strings.EqualFold(bare, "нет") {
		return ""
	}
	return s
}
