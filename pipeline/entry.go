package pipeline

import (
	"cmp"
	"context"
	"errors"
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

// enterRegister prepares the register's own event of an entry. Its stream is not
// expected at a length: entries of other numbers do not hinder one another, and
// the register itself refuses a number twice.
func (o *Office) enterRegister(ctx context.Context, entry Entry, order Order) (StreamAppend, error) {
	if _, err := o.views.Doc(ctx, ViewEntries, entry.Key()); !errors.Is(err, NotExist) {
		if err != nil {
			return StreamAppend{}, err
		}
		return StreamAppend{}, &Error{Op: "enter", Doc: entry.Key(), Kind: Invalid,
			Advice: "В реестре уже есть запись с номером " + entry.Number + ". Проверьте настройку нумерации."}
	}
	return StreamAppend{Stream: "register/" + string(entry.Register), Expect: AnyLength, Events: []NewEvent{{
		Type: EvEntryMade, At: order.At, Actor: order.Person.Login,
		Data: EntryMade{Entry: entry, Series: o.rules.SeriesOf[entry.Register], Entries: []string{entry.Key()}},
	}}}, nil
}

// entryOf makes the public record of a case that the performed command enters.
// Only what is listed here can ever leave the office: no address, contact,
// identity number, signature or deposit (order 210 п. 85; order 211, Перечни сведений).
func (o *Office) entryOf(c *CaseFile, pack *regulation.Pack, p Performed, at time.Time) (Entry, error) {
	rc := c.engineCase()
	rc.History = slices.Concat(rc.History, p.Occurrences)
	st, err := o.engine.State(pack, rc)
	if err != nil {
		return Entry{}, err
	}
	e := Entry{
		Register: RegisterID(p.Register), Number: p.Numbers["registration"], Date: workday.DateOf(at), Case: c.ID, Valid: true,
		ApplicationNo: c.Numbers["application"], ApplicationDate: c.receiptDate(st, o.rules.Zone),
		Kind: c.text(FieldKind), Title: c.Title(), Abstract: c.text(FieldAbstract),
		ComputerType: c.text(FieldComputerType), Language: c.text(FieldLanguage), OS: c.text(FieldOS),
		DBMS: c.text(FieldDBMS), Size: c.text(FieldSize), StateContract: c.text(FieldStateContract),
		CreationYear: c.year(FieldCreationYear), PublicationYear: c.year(FieldPublicationYear),
	}
	for _, r := range c.Fields[FieldHolders].Values {
		if name := partText(r, "name"); name != "" {
			e.Holders = append(e.Holders, Party{Name: name, Country: countryOf(r), Kind: partText(r, "kind")})
		}
	}
	e.Authors, e.AuthorsDeclined, err = c.publicAuthors()
	return e, err
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
