package pipeline_test

import (
	"encoding/json"
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func day(s string) workday.Date { return workday.MustDate(s) }

// changed is a published correction of one field.
func changed(seq int, on, field, before, after string) pipeline.EntryRecord {
	return pipeline.EntryRecord{Seq: seq, Kind: pipeline.KindCorrection, Nature: pipeline.OfficeError, Date: day(on), PublishedOn: day(on),
		Changes: []pipeline.FieldChange{{Field: field, Before: before, After: after}}}
}

// corrected is an entry that was corrected twice, with a third correction waiting.
func corrected() pipeline.Entry {
	e := pastEntry("940001", 1994)
	e.Title, e.CreationYear, e.PublishedOn = "Учет ульев", 1993, day("1994-06-20")
	e.Holders = []pipeline.Party{{Name: "Пасечник Иван Лукич", Country: "RU", Kind: "person"}}
	waiting := changed(3, "2026-05-01", "title", "Учёт ульев и сот", "НЕ ОПУБЛИКОВАНО")
	waiting.PublishedOn = workday.Date{}
	e.Records = []pipeline.EntryRecord{
		changed(1, "2026-03-01", "title", "Учет ульев", "Учёт ульев"),
		changed(2, "2026-04-01", "title", "Учёт ульев", "Учёт ульев и сот"),
		waiting,
	}
	return e
}

func TestAnEntryIsToldAsOfAnyDay(t *testing.T) {
	e := corrected()
	before, err := json.Marshal(e)
	must(t, err)
	for on, want := range map[string]string{
		"1994-06-20": "Учет ульев", "2026-02-28": "Учет ульев", "2026-03-01": "Учёт ульев",
		"2026-03-31": "Учёт ульев", "2026-04-01": "Учёт ульев и сот", "2030-01-01": "Учёт ульев и сот",
	} {
		if got := e.AsOf(day(on)).Title; got != want {
			t.Errorf("on %s it is called %q, want %q", on, got, want)
		}
	}
	now := e.AsOf(workday.Date{})
	if now.Title != "Учёт ульев и сот" || len(now.Records) != 2 {
		t.Errorf("now it is called %q with %d records", now.Title, len(now.Records))
	}
	if got := len(e.AsOf(day("2026-03-15")).Records); got != 1 {
		t.Errorf("in between %d records are known", got)
	}
	if days := e.DaysOfChange(); !slices.Equal(days, []workday.Date{day("1994-06-20"), day("2026-03-01"), day("2026-04-01")}) {
		t.Errorf("it changed on %v", days)
	}
	if after, err := json.Marshal(e); err != nil || string(after) != string(before) {
		t.Errorf("telling it changed what is stored: %s", after)
	}
}

func TestAChangeThatDoesNotFitIsNamedAndNotMade(t *testing.T) {
	e := corrected()
	e.Records[1].Changes[0].Before = "Совсем другое"
	if got := e.AsOf(workday.Date{}).Title; got != "Учёт ульев" {
		t.Errorf("it is called %q", got)
	}
	if unfit := e.Contradictions(); len(unfit) != 1 || unfit[0].Before != "Совсем другое" {
		t.Errorf("contradictions are %+v", unfit)
	}
}

func TestEveryChangeableFieldChanges(t *testing.T) {
	for field, after := range map[string]string{
		"date": "1994-01-02", "application_number": "940777", "application_date": "1993-12-31", "contacts": "г. Каменный Брод",
		"authors": "Ольхин Север (RU)\nSmith John (GB)", "authors_declined": "true", "holders": "ООО «Улей» (RU)", "state_contract": "№ 7",
		"title": "Пчёлы", "abstract": "Раз.\n\nДва.", "computer_type": "ЕС", "language": "Паскаль", "os": "ДОС", "dbms": "Clipper",
		"size": "3 Кб", "creation_year": "1992", "publication_year": "1993", "valid": "false",
	} {
		e := pastEntry("940001", 1994)
		e.Holders = []pipeline.Party{{Name: "Кооператив «Улей»", Kind: "organisation"}}
		was := pipeline.ValueOf(e, field)
		e.Records = []pipeline.EntryRecord{changed(1, "2026-03-01", field, was, after), changed(2, "2026-03-02", field, after, was)}
		if got := pipeline.ValueOf(e.AsOf(day("2026-03-01")), field); got != after || got == was {
			t.Errorf("%s became %q from %q, want %q", field, got, was, after)
		}
		if got := pipeline.ValueOf(e.AsOf(day("2026-03-02")), field); got != was {
			t.Errorf("%s changed back is %q, want %q", field, got, was)
		}
	}
}

func TestAHolderRenamedStaysWhatItIs(t *testing.T) {
	e := pastEntry("940001", 1994)
	e.Holders = []pipeline.Party{{Name: "Кооператив «Улей»", Country: "RU", Kind: "organisation"}, {Name: "Ольхин Север", Country: "RU", Kind: "person"}}
	e.Records = []pipeline.EntryRecord{changed(1, "2026-03-01", "holders", "Кооператив «Улей» (RU)\nОльхин Север (RU)", "ООО «Улей» (RU)\nОльхин Север (BY)")}
	want := []pipeline.Party{{Name: "ООО «Улей»", Country: "RU", Kind: "organisation"}, {Name: "Ольхин Север", Country: "BY", Kind: "person"}}
	if got := e.AsOf(workday.Date{}).Holders; !slices.Equal(got, want) {
		t.Errorf("the holders are %+v", got)
	}
}

func TestWhatARecordStatesIsCorrectedToo(t *testing.T) {
	e := pipeline.Entry{Register: "inventions", Number: "2700001", Title: "Улей", Elsewhere: true, Valid: true}
	offer := pipeline.EntryRecord{Seq: 1, Kind: "offer", PublishedOn: day("2026-01-10"), Fields: []pipeline.EntryField{{Name: "conditions", Title: "Условия", Value: "даром"}}}
	e.Records = []pipeline.EntryRecord{offer, changed(2, "2026-03-01", "record-1.conditions", "даром", "за 2 %"), changed(3, "2026-03-02", "record-9.conditions", "", "x")}
	if got := e.AsOf(workday.Date{}).Records[0].Fields[0].Value; got != "за 2 %" {
		t.Errorf("the conditions are %q", got)
	}
	if offer.Fields[0].Value != "даром" || e.Records[0].Fields[0].Value != "даром" {
		t.Error("what is stored was changed")
	}
	if unfit := e.Contradictions(); len(unfit) != 1 || unfit[0].Field != "record-9.conditions" {
		t.Errorf("contradictions are %+v", unfit)
	}
}
