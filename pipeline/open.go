package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// EvOpened is the type of the first event of a case that a person began.
const EvOpened EventType = "opened"

// Opened begins a case that no filing began: a planned check, a call, an enquiry.
// It has a receipt's number, so that it can be named like any other, and no papers.
type Opened struct {
	Receipt Receipt `json:"receipt"`
	Pack    PackRef `json:"pack"`
	By      string  `json:"by"`
	Performed
}

// OpenOrder asks that a case be begun by a person.
type OpenOrder struct {
	Pack    string // regulation, "order-210-control"
	Command string
	Person  Person
	At      time.Time // zero is now
	Args    map[string]any
	// Key tells a repeated order from a new one, such as that of a form sent twice;
	// empty: every order is a new one.
	Key string
}

// Opening is a way in which a person may begin a case.
type Opening struct {
	Pack    string             `json:"pack"`
	Title   string             `json:"title"` // of the pack, Russian
	Command regulation.Command `json:"command"`
}

// Openings lists the commands that begin a case under a regulation in force today,
// as they stand for the person: closed ones with the reason.
func (o *Office) Openings(person Person) []Opening {
	var list []Opening
	now := o.now()
	for _, p := range o.inForce(o.today()) {
		for _, cmd := range o.engine.Commands(p, regulation.Case{ReceivedAt: now}, now, person) {
			list = append(list, Opening{Pack: p.ID, Title: p.Title, Command: cmd})
		}
	}
	return list
}

// Open begins a case by a person's command. The case bears a receipt's number, is
// judged by the regulation in force at order.At and checked at once. A repeated
// order, by its Key, opens nothing and returns the case of the first.
func (o *Office) Open(ctx context.Context, order OpenOrder) (Done, error) {
	if order.At.IsZero() {
		order.At = o.clock()
	}
	order.At = order.At.In(o.rules.Zone)
	pack, err := o.packFor(Submission{Service: order.Pack, ReceivedAt: order.At})
	if err != nil {
		return Done{}, err
	}
	var done Done
	var id CaseID
	err = retryConflict(ctx, func() (err error) {
		done, id, err = o.tryOpen(ctx, pack, order)
		return err
	})
	if err != nil {
		return Done{}, err
	}
	return o.settle(ctx, id, order.At, done)
}

func (o *Office) tryOpen(ctx context.Context, pack *regulation.Pack, order OpenOrder) (Done, CaseID, error) {
	if first, err := o.openedBefore(ctx, order.Key); err != nil || first != nil {
		if err != nil {
			return Done{}, "", err
		}
		events, err := o.Events(ctx, first.ID)
		if err != nil {
			return Done{}, "", err
		}
		return Done{Event: events[0]}, first.ID, nil
	}
	receipt, err := o.draw(ctx, "receipt", nil, "", o.now(), order.Person.Login)
	if err != nil {
		return Done{}, "", err
	}
	id := CaseID(receipt.number)
	batch := Batch{Streams: []StreamAppend{receipt.append}}
	rc := regulation.Case{ID: string(id), ReceivedAt: order.At}
	act := regulation.Act{Command: order.Command, Person: order.Person, At: order.At, Args: order.Args}
	if act.Numbers, err = o.drawAll(ctx, &batch, pack, rc, Order{Case: id, Command: order.Command, Person: order.Person, At: order.At}, ""); err != nil {
		return Done{}, "", err
	}
	out, err := o.engine.BeginBy(pack, rc, act)
	if err != nil {
		return Done{}, "", refusal(id, err)
	}
	if out.Register != "" {
		return Done{}, "", &Error{Op: "open case", Doc: string(id), Kind: Internal, Err: errors.New("a case cannot begin with a register entry")}
	}
	opened := NewEvent{Type: EvOpened, At: order.At, Actor: order.Person.Login, Data: Opened{
		Receipt: Receipt{Number: id, At: o.now(), SHA256: []Digest{}}, Pack: refOf(pack), By: order.Person.Login,
		Performed: Performed{Outcome: out, Numbers: act.Numbers},
	}}
	events, err := o.opened(ctx, pack, opened)
	if err != nil {
		return Done{}, "", err
	}
	batch.Streams = append(batch.Streams, StreamAppend{Stream: id.Stream(), Events: events})
	if order.Key != "" {
		batch.Streams = append(batch.Streams, StreamAppend{Stream: "filing/" + openingDigest(order.Key),
			Events: []NewEvent{{Type: EvFiled, At: opened.At, Actor: opened.Actor, Data: Filed{Case: id}}}})
	}
	made, err := o.commit(ctx, batch)
	if err != nil {
		return Done{}, "", err
	}
	return Done{Event: eventOf(made, id), Notices: out.Notices}, id, nil
}

// opened follows the first event of a case by its first check: nothing is left for
// the stages to do where there are no papers.
func (o *Office) opened(ctx context.Context, pack *regulation.Pack, first NewEvent) ([]NewEvent, error) {
	var c CaseFile
	after, err := c.after(first)
	if err != nil {
		return nil, err
	}
	rc, err := o.engineCase(ctx, after, pack)
	if err != nil {
		return nil, err
	}
	findings := o.engine.Check(pack, rc)
	return []NewEvent{first, {Type: EvChecked, At: first.At, Actor: Machine, Data: Checked{Findings: findings}}}, nil
}

// openedBefore returns the case that an order with the same key opened, or nil.
func (o *Office) openedBefore(ctx context.Context, key string) (*CaseFile, error) {
	if key == "" {
		return nil, nil
	}
	return o.firstReceipt(ctx, openingDigest(key))
}

// openingDigest names an order where filings are named by the digest of their bytes.
func openingDigest(key string) string {
	sum := sha256.Sum256([]byte("opening\n" + key))
	return hex.EncodeToString(sum[:])
}

// eventOf returns the first of the events that is of the case.
func eventOf(events []Event, id CaseID) Event {
	for _, e := range events {
		if e.Stream == id.Stream() {
			return e
		}
	}
	panic(fmt.Sprintf("the journal returned no event of %s", id))
}

// dayOf returns the office's civil date of an instant.
func (o *Office) dayOf(t time.Time) workday.Date { return workday.DateOf(t.In(o.rules.Zone)) }
