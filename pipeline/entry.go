package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// registerOf tells in which register an application will be entered.
func registerOf(c *CaseFile) RegisterID {
	if kind, _ := c.Fields[FieldKind].Value.(string); kind == "database-1259" || kind == "database-1334" {
		return "databases"
	}
	return "programs"
}

// enter prepares what a performed command does to a register: an entry under the
// number drawn or named, a record of an entry, or both. The register's stream is
// not expected at a length: entries of other numbers do not hinder one another,
// and the register itself refuses a number twice.
func (o *Office) enter(ctx context.Context, c *CaseFile, pack *regulation.Pack, p *Performed, order Order) (StreamAppend, error) {
	register, drawn := RegisterID(p.Register), p.Numbers["registration"]
	number := cmp.Or(p.Outcome.Entry, drawn)
	if of := registerOf(c); drawn != "" && of != register {
		return StreamAppend{}, &Error{Op: "enter", Doc: string(c.ID), Kind: Internal, Err: fmt.Errorf("number drawn for register %s, entry made in %s", of, register)}
	}
	if number == "" {
		return StreamAppend{}, &Error{Op: "enter", Doc: string(c.ID), Kind: Invalid,
			Advice: "Не указан номер, под которым внести запись в реестр. Впишите его в сведения дела."}
	}
	series := cmp.Or(o.rules.SeriesOf[register], p.Publish)
	stream := StreamAppend{Stream: "register/" + string(register), Expect: AnyLength}
	add := func(t EventType, data any) {
		stream.Events = append(stream.Events, NewEvent{Type: t, At: order.At, Actor: order.Person.Login, Data: data})
	}
	p.Entry = string(register) + "/" + number
	if p.Outcome.Entry == "" || p.Record == nil {
		entry, err := o.newEntry(ctx, c, pack, *p, number, order.At)
		if err != nil {
			return StreamAppend{}, err
		}
		add(EvEntryMade, EntryMade{Entry: entry, Series: series, Entries: []string{p.Entry}})
	}
	if p.Record != nil {
		made := RecordMade{Entry: p.Entry, Record: recordOf(c, *p.Record, order.At), Series: series, Entries: []string{p.Entry}}
		if len(stream.Events) == 0 {
			was, err := o.entry(ctx, p.Entry)
			if err != nil {
				return StreamAppend{}, err
			}
			if was.Number == "" {
				made.New = entryElsewhere(c, register, number)
			}
		}
		add(EvRecordMade, made)
	}
	return stream, nil
}

// newEntry makes the entry of a number that the register must not hold yet.
func (o *Office) newEntry(ctx context.Context, c *CaseFile, pack *regulation.Pack, p Performed, number string, at time.Time) (Entry, error) {
	switch was, err := o.entry(ctx, p.Entry); {
	case err != nil:
		return Entry{}, err
	case was.Number != "":
		return Entry{}, &Error{Op: "enter", Doc: p.Entry, Kind: Invalid,
			Advice: "В реестре уже есть запись с номером " + number + ". Проверьте настройку нумерации."}
	}
	return o.entryOf(c, pack, p, number, at)
}

// recordOf makes the public record that the pack describes: its fields and
// nothing of the case beside them.
func recordOf(c *CaseFile, r regulation.Record, at time.Time) EntryRecord {
	record := EntryRecord{Kind: r.Kind, Title: r.Title, Code: r.Code, Date: workday.DateOf(at), Case: c.ID}
	for _, f := range r.Fields {
		record.Fields = append(record.Fields, EntryField{Name: f.Name, Title: f.Title, Value: f.Value})
	}
	return record
}

// entryElsewhere is what a register needs to refer to what another one holds:
// the number, what it is called and whose it is, as the filing states them.
func entryElsewhere(c *CaseFile, register RegisterID, number string) *Entry {
	return &Entry{Register: register, Number: number, Title: c.Title(), Holders: c.publicHolders(), Valid: true, Elsewhere: true}
}

// entryOf makes the public record of a case that the performed command enters.
// Only what is listed here can ever leave the office: no address, contact,
// identity number, signature or deposit (order 210 п. 85; order 211, Перечни сведений).
func (o *Office) entryOf(c *CaseFile, pack *regulation.Pack, p Performed, number string, at time.Time) (Entry, error) {
	rc := c.engineCase()
	rc.History = slices.Concat(rc.History, p.Occurrences)
	st, err := o.engine.State(pack, rc)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{
		Register: RegisterID(p.Register), Number: number, Date: workday.DateOf(at), Case: c.ID, Valid: true,
		ApplicationNo: c.Numbers["application"], ApplicationDate: c.receiptDate(st, o.rules.Zone),
		Kind: c.text(FieldKind), Title: c.Title(), Abstract: c.text(FieldAbstract),
		ComputerType: c.text(FieldComputerType), Language: c.text(FieldLanguage), OS: c.text(FieldOS),
		DBMS: c.text(FieldDBMS), Size: c.text(FieldSize), StateContract: c.text(FieldStateContract),
		CreationYear: c.year(FieldCreationYear), PublicationYear: c.year(FieldPublicationYear),
		Holders: c.publicHolders(),
	}
	e.Authors, e.AuthorsDeclined, err = c.publicAuthors()
	return e, err
}

// publicHolders are the holders by name, country and kind.
func (c *CaseFile) publicHolders() []Party {
	var holders []Party
	for _, r := range c.Fields[FieldHolders].Values {
		if name := partText(r, "name"); name != "" {
			holders = append(holders, Party{Name: name, Country: countryOf(r), Kind: partText(r, "kind")})
		}
	}
	return holders
}

// publicAuthors follows each author's choice: named, by pseudonym, or not at all;
// declined says that at least one is not named. A choice that is not sure stops
// the entry: a name once published cannot be taken back.
func (c *CaseFile) publicAuthors() (authors []Party, declined bool, err error) {
	for i, r := range c.Fields[FieldAuthors].Values {
		name, mention := partText(r, "name"), partText(r, "mention")
		if choice, stated := r.Parts["mention"]; stated && !choice.Sure {
			return nil, false, c.authorUnclear(i, "не ясно, согласен ли он быть упомянутым. Проверьте это по заявлению и подтвердите прочитанное")
		}
		switch mention {
		case "anonymous":
			declined = true
			continue
		case "pseudonym":
			if name = partText(r, "pseudonym"); name == "" {
				return nil, false, c.authorUnclear(i, "выбран псевдоним, но сам он не указан. Впишите псевдоним")
			}
		}
		if name != "" {
			authors = append(authors, Party{Name: name, Country: countryOf(r)})
		}
	}
	return authors, declined, nil
}

func (c *CaseFile) authorUnclear(i int, why string) error {
	return &Error{Op: "enter", Doc: string(c.ID), Kind: Invalid, Advice: fmt.Sprintf("Автор № %d: %s, прежде чем вносить запись в реестр.", i+1, why)}
}

// countryOf returns where a person or organisation belongs: the stated country,
// else the citizenship, which is all that the form asks of an author.
func countryOf(r Reading) string { return cmp.Or(partText(r, "country"), partText(r, "citizenship")) }

// receiptDate is the legal date of receipt (order 210 п. 34), which the
// confirmation of the fee may have moved. It is none of the other three: the
// arrival of the papers, their acceptance, the day they reached the unit.
func (c *CaseFile) receiptDate(st regulation.State, zone *time.Location) workday.Date {
	if at, known := st.Dates["receipt_date"]; known {
		return workday.DateOf(at.In(zone))
	}
	return workday.DateOf(c.ReceivedAt.In(zone))
}

func (c *CaseFile) text(field string) string {
	s, _ := c.Fields[field].Value.(string)
	return s
}

func (c *CaseFile) year(field string) int {
	switch v := c.Fields[field].Value.(type) {
	case float64:
		return int(v)
	case int64:
		return int(v)
	case int:
		return v
	}
	return 0
}
