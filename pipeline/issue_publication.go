package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"vestnik/pipeline/regulation"
)

// publishCommand is what a procedure calls the publication of its entry or
// record. Nobody performs it by hand: closing the issue does, for all in it.
const publishCommand = "publish"

// published is what a case's own command of publication does.
type published struct {
	kase    *CaseFile
	pack    *regulation.Pack
	outcome regulation.Outcome
}

// publicationOf asks a case for its publication in an issue at an instant; nil
// when its procedure knows none and so does not wait to be told. A case that
// refuses is Invalid or Permission, and the advice names it.
func (o *Office) publicationOf(ctx context.Context, person Person, id CaseID, ref IssueRef, at time.Time) (*published, error) {
	c, err := o.Case(ctx, id)
	if err != nil {
		return nil, err
	}
	pack, err := o.packOf(c)
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(pack.Procedure.Transitions, func(t regulation.Transition) bool { return t.Command == publishCommand }) {
		return nil, nil
	}
	rc, err := o.engineCase(ctx, c, pack)
	if err != nil {
		return nil, err
	}
	out, err := o.engine.Perform(pack, rc, regulation.Act{
		Command: publishCommand, Person: person, At: at,
		Args: map[string]any{"series": ref.Series, "year": int64(ref.Year), "number": int64(ref.Number)},
	})
	if err != nil {
		refused := refusal(c.ID, err)
		return nil, &Error{Op: "close issue", Doc: ref.Key(), Kind: KindOf(refused), Err: refused,
			Advice: fmt.Sprintf("Выпуск не закрыт: сведения по делу %s нельзя опубликовать. %s.", c.ID, sentence(AdviceOf(refused)))}
	}
	return &published{kase: c, pack: pack, outcome: out}, nil
}

// publishedStream tells the case of its publication.
func (o *Office) publishedStream(ctx context.Context, t published, person Person, at time.Time) (StreamAppend, error) {
	events, err := o.withCheck(ctx, t.kase, t.pack, NewEvent{Type: EvPerformed, At: at, Actor: person.Login, Data: Performed{Outcome: t.outcome}})
	return StreamAppend{Stream: t.kase.ID.Stream(), Expect: t.kase.Version, Events: events}, err
}

// completed returns a record with what only its publication makes known, such as
// terms that run from its day: the publishing command of its case may state
// further fields of a record of the same kind.
func (r EntryRecord) completed(all []published) EntryRecord {
	for _, t := range all {
		more := t.outcome.Record
		if t.kase.ID != r.Case || more == nil || more.Kind != r.Kind {
			continue
		}
		r.Code = cmp.Or(more.Code, r.Code)
		r.Fields = slices.Clone(r.Fields)
		for _, f := range more.Fields {
			field := EntryField{Name: f.Name, Title: f.Title, Value: f.Value}
			if i := slices.IndexFunc(r.Fields, func(known EntryField) bool { return known.Name == f.Name }); i >= 0 {
				r.Fields[i] = field
			} else {
				r.Fields = append(r.Fields, field)
			}
		}
	}
	return r
}
