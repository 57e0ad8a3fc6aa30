package pipeline

import (
	"context"
	"errors"
	"fmt"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// Done is what a performed command changed.
type Done struct {
	Event   Event         `json:"event"`
	State   string        `json:"state"`
	Notices []Notice      `json:"notices"`
	Terms   []RunningTerm `json:"terms"`
}

// Order asks that a command be performed.
type Order struct {
	Case    CaseID
	Command string
	Person  Person
	At      time.Time // zero is now
	Args    map[string]any
}

// Commands returns what may be done with a case now, and why the rest may not.
func (o *Office) Commands(ctx context.Context, id CaseID, person Person) ([]Command, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, err
	}
	commands := o.engine.Commands(pack, c.engineCase(), o.now(), person)
	for i := range commands {
		if commands[i].Name == publishCommand && commands[i].Open {
			commands[i].Open, commands[i].ClosedReason = false, publishedByIssue
		}
	}
	return commands, nil
}

// publishedByIssue is why nobody publishes a single case.
const publishedByIssue = "сведения публикуются закрытием выпуска бюллетеня: включите запись в выпуск и закройте его"

// Do performs a command of the procedure: the event, the numbers it draws, the
// register entry it makes are committed together or not at all.
func (o *Office) Do(ctx context.Context, order Order) (Done, error) {
	if order.At.IsZero() {
		order.At = o.clock()
	}
	order.At = order.At.In(o.rules.Zone)
	if order.Command == publishCommand {
		return Done{}, &Error{Op: "perform publish", Doc: string(order.Case), Kind: Invalid, Advice: publishedByIssue}
	}
	var done Done
	err := retryConflict(ctx, func() (err error) {
		done, err = o.tryDo(ctx, order)
		return err
	})
	if err != nil {
		return Done{}, err
	}
	return done, o.Automatic(ctx, order.Case)
}

func (o *Office) tryDo(ctx context.Context, order Order) (Done, error) {
	c, err := o.Case(ctx, order.Case)
	if err != nil {
		return Done{}, err
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return Done{}, err
	}
	rc := c.engineCase()
	var batch Batch
	act := regulation.Act{Command: order.Command, Person: order.Person, At: order.At, Args: order.Args, Numbers: map[string]string{}}
	for _, sequence := range o.draws(pack, rc, order) {
		number, err := o.draw(ctx, sequence, string(registerOf(c)), c.ID, order.At, order.Person.Login)
		if err != nil {
			return Done{}, err
		}
		act.Numbers[sequence] = number.number
		batch.Streams = append(batch.Streams, number.append)
	}
	out, err := o.engine.Perform(pack, rc, act)
	if err != nil {
		return Done{}, refusal(c.ID, err)
	}
	performed := Performed{Outcome: out, Numbers: act.Numbers}
	if out.Register != "" {
		entry := c.entry(RegisterID(out.Register), act.Numbers, order.At)
		made, err := o.enterRegister(ctx, entry, order)
		if err != nil {
			return Done{}, err
		}
		performed.Entry = entry.Key()
		batch.Streams = append(batch.Streams, made)
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: c.ID.Stream(), Expect: c.Version,
		Events: []NewEvent{{Type: EvPerformed, At: order.At, Actor: order.Person.Login, Data: performed}}})
	events, err := o.journal.Append(ctx, batch)
	if err != nil {
		return Done{}, err
	}
	after, err := o.Case(ctx, c.ID)
	if err != nil {
		return Done{}, err
	}
	return Done{
		Event: events[len(events)-1], State: after.State, Notices: out.Notices,
		Terms: o.engine.Terms(pack, after.engineCase(), order.At),
	}, nil
}

// draws returns the sequences that the command takes a number from.
func (o *Office) draws(pack *regulation.Pack, rc regulation.Case, order Order) []string {
	for _, cmd := range o.engine.Commands(pack, rc, order.At, order.Person) {
		if cmd.Name == order.Command {
			return cmd.Draws
		}
	}
	return nil
}

// refusal turns the engine's refusal into an error of the domain.
func refusal(id CaseID, err error) error {
	var r *regulation.Refused
	if !errors.As(err, &r) {
		return err
	}
	kind := Invalid
	if r.Forbidden {
		kind = Permission
	}
	advice := r.Reason
	if r.Point != "" {
		advice = fmt.Sprintf("%s (пункт %s)", r.Reason, r.Point)
	}
	return &Error{Op: "perform " + r.Command, Doc: string(id), Kind: kind, Err: err, Advice: advice}
}

// Automatic performs what the procedure does by itself: expired terms,
// completion. It returns when there is nothing more to do.
func (o *Office) Automatic(ctx context.Context, id CaseID) error {
	const most = 20 // a procedure that goes on by itself for longer is a mistake of its pack
	for range most {
		acted := false
		err := retryConflict(ctx, func() (err error) {
			acted, err = o.tryAutomatic(ctx, id)
			return err
		})
		if err != nil || !acted {
			return err
		}
	}
	return &Error{Op: "run automatic transitions", Doc: string(id), Kind: Internal, Err: fmt.Errorf("more than %d in a row", most)}
}

func (o *Office) tryAutomatic(ctx context.Context, id CaseID) (bool, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return false, err
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return false, err
	}
	outcomes, err := o.engine.Automatic(pack, c.engineCase(), o.now())
	if err != nil || len(outcomes) == 0 {
		return false, err
	}
	// One at a time: the next is judged on what this one left.
	return true, o.append(ctx, c, Job{}, Machine, EvPerformed, Performed{Outcome: outcomes[0]})
}

// registerOf tells in which register an application will be entered.
func registerOf(c *CaseFile) RegisterID {
	if kind, _ := c.Fields[FieldKind].Value.(string); kind == "database-1259" || kind == "database-1334" {
		return "databases"
	}
	return "programs"
}

// enterRegister prepares the register's own event of an entry.
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

// entry makes the public record of a case. Only what is listed here can ever
// leave the office: no address, contact, identity number, signature or deposit.
func (c *CaseFile) entry(register RegisterID, numbers map[string]string, at time.Time) Entry {
	all := map[string]string{}
	for k, v := range c.Numbers {
		all[k] = v
	}
	for k, v := range numbers {
		all[k] = v
	}
	e := Entry{
		Register: register, Number: all["registration"], Date: workday.DateOf(at), Case: c.ID, Valid: true,
		ApplicationNo: all["application"], ApplicationDate: c.receiptDate(),
		Kind: c.text(FieldKind), Title: c.Title(), Abstract: c.text(FieldAbstract),
		ComputerType: c.text(FieldComputerType), Language: c.text(FieldLanguage), OS: c.text(FieldOS),
		DBMS: c.text(FieldDBMS), Size: c.text(FieldSize), StateContract: c.text(FieldStateContract),
		CreationYear: c.year(FieldCreationYear), PublicationYear: c.year(FieldPublicationYear),
	}
	for _, r := range c.Fields[FieldHolders].Values {
		e.Holders = append(e.Holders, Party{Name: partText(r, "name"), Country: partText(r, "country"), Kind: partText(r, "kind")})
	}
	e.Authors, e.AuthorsDeclined = c.publicAuthors()
	return e
}

// publicAuthors follows each author's choice: named, by pseudonym, or not at all.
func (c *CaseFile) publicAuthors() (authors []Party, declined bool) {
	all := c.Fields[FieldAuthors].Values
	for _, r := range all {
		name := partText(r, "name")
		switch partText(r, "mention") {
		case "anonymous":
			continue
		case "pseudonym":
			name = partText(r, "pseudonym")
			if name == "" {
				continue
			}
		}
		authors = append(authors, Party{Name: name, Country: partText(r, "country")})
	}
	return authors, len(authors) == 0 && len(all) > 0
}

// receiptDate is the legal date of receipt (order 210 п. 34), which may have
// moved to the day of the fee's confirmation.
func (c *CaseFile) receiptDate() workday.Date {
	for i := len(c.History) - 1; i >= 0; i-- {
		if s, ok := c.History[i].Data["receipt_date"].(string); ok && len(s) >= len(time.DateOnly) {
			if d, err := workday.ParseDate(s[:len(time.DateOnly)]); err == nil {
				return d
			}
		}
	}
	return workday.DateOf(c.ReceivedAt)
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
