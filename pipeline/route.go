package pipeline

import (
	"context"
	"slices"

	"vestnik/pipeline/regulation"
)

// EvRouted is the type of the event by which another regulation took a case over.
const EvRouted EventType = "routed"

// Routed records that a case is judged by another regulation than the one under
// which it was received. The case begins anew under it, at the time at which it
// was received; its number stays.
type Routed struct {
	Pack        PackRef                 `json:"pack"`
	Was         PackRef                 `json:"was"`
	Occurrences []regulation.Occurrence `json:"occurrences,omitempty"`
	To          string                  `json:"to"`
	// Kind is the kind of paper that opens cases of this regulation, where the
	// papers decided; By the person who did.
	Kind DocumentKind `json:"kind,omitempty"`
	By   string       `json:"by,omitempty"`
}

// mayRoute are the roles that may say by which regulation a filing is judged.
var mayRoute = []string{"registrar", "examiner", "admin"}

// Route puts a case under another regulation by a person's word, as long as no
// person has acted on it. The check is made anew in the same breath.
func (o *Office) Route(ctx context.Context, id CaseID, person Person, pack string) (*CaseFile, error) {
	if err := mustHold(person, mayRoute, "route", string(id)); err != nil {
		return nil, err
	}
	err := retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil {
			return err
		}
		if c.Pack.ID == pack {
			return nil
		}
		if !c.Untouched() {
			return &Error{Op: "route", Doc: string(id), Kind: Invalid,
				Advice: "По делу уже совершены действия, и перевести его на другой регламент нельзя. Примите документы как новое поступление по нужной услуге."}
		}
		to, err := o.packFor(Submission{Service: pack, ReceivedAt: c.ReceivedAt})
		if err != nil {
			return err
		}
		routed, err := o.beginAnew(c, to, Routed{By: person.Login})
		if err != nil {
			return err
		}
		events, err := o.withCheck(ctx, c, to, NewEvent{Type: EvRouted, At: o.now(), Actor: person.Login, Data: routed})
		if err != nil {
			return err
		}
		return o.append(ctx, c, Job{}, events...)
	})
	if err != nil {
		return nil, err
	}
	return o.Case(ctx, id)
}

// beginAnew begins the case under another regulation, as if it had been received
// under it: by its channel and day, whatever its papers state.
func (o *Office) beginAnew(c *CaseFile, to *regulation.Pack, r Routed) (Routed, error) {
	began, err := o.engine.Begin(to, regulation.Case{ID: string(c.ID), Channel: string(c.Channel), ReceivedAt: c.ReceivedAt})
	if err != nil {
		return r, refusal(c.ID, err)
	}
	r.Pack, r.Was = refOf(to), c.Pack
	r.Occurrences, r.To = began.Occurrences, began.To
	return r, nil
}

// Untouched reports whether nothing was done with the case but by the machine, and
// nothing that left the office or took a further number: such a case may still be
// put under another regulation, see [Office.Route].
func (c *CaseFile) Untouched() bool {
	byPerson := slices.ContainsFunc(c.History, func(h regulation.Occurrence) bool { return h.Actor != "" && h.Actor != Machine })
	return !byPerson && len(c.Notices) == 0 && len(c.Entries) == 0 && len(c.Numbers) <= 1
}

func (c *CaseFile) routed(v Routed) {
	c.Pack, c.State, c.History = v.Pack, v.To, v.Occurrences
	c.ServiceNamed = c.ServiceNamed || v.By != "" // a person's word outlives what the papers say
	c.FactsAt = c.Version                         // other rules judge the same facts
}

// refOf names the edition of a pack.
func refOf(p *regulation.Pack) PackRef {
	return PackRef{ID: p.ID, Edition: p.Edition, SHA256: p.SHA256}
}
