package pipeline

import (
	"context"
	"fmt"
	"slices"

	"vestnik/pipeline/regulation"
)

// mayCorrect are the roles that may say what a paper states.
var mayCorrect = []string{"registrar", "examiner", "fee-officer", "admin"}

// Correct puts a person's value in the place of what the machine read. Both are
// kept; the checks are made anew in the same breath.
func (o *Office) Correct(ctx context.Context, id CaseID, person Person, path string, value any) (*CaseFile, error) {
	if err := mustHold(person, mayCorrect, "correct field", string(id)); err != nil {
		return nil, err
	}
	name, index, _, err := pathOf(path)
	if err != nil {
		return nil, err
	}
	return o.amend(ctx, id, person, func(c *CaseFile) (NewEvent, error) {
		if index > len(c.Fields[name].Values) {
			return NewEvent{}, &Error{Op: "correct field", Doc: path, Kind: Invalid,
				Advice: fmt.Sprintf("В списке «%s» только %d строк: добавить можно лишь следующую.", name, len(c.Fields[name].Values))}
		}
		return NewEvent{Type: EvCorrected, Data: Corrected{Path: path, Value: value, Was: c.Fields.Reading(path)}}, nil
	})
}

// NameKind records a person's word on what kind of paper a document is.
func (o *Office) NameKind(ctx context.Context, id CaseID, person Person, d Digest, kind DocumentKind) (*CaseFile, error) {
	if err := mustHold(person, mayCorrect, "name kind", string(id)); err != nil {
		return nil, err
	}
	return o.amend(ctx, id, person, func(c *CaseFile) (NewEvent, error) {
		doc := c.Document(d)
		if doc == nil {
			return NewEvent{}, &Error{Op: "name kind", Doc: string(d), Kind: NotExist, Advice: "Такого документа в деле нет."}
		}
		return NewEvent{Type: EvKindNamed, Data: KindNamed{Document: d, Kind: kind, Was: doc.Kind}}, nil
	})
}

// NamePapers records a person's word on which papers a file holds: a kind for
// each run of pages, every page at most once. One paper over all pages is
// [Office.NameKind].
func (o *Office) NamePapers(ctx context.Context, id CaseID, person Person, d Digest, papers []Segment) (*CaseFile, error) {
	if err := mustHold(person, mayCorrect, "name papers", string(id)); err != nil {
		return nil, err
	}
	return o.amend(ctx, id, person, func(c *CaseFile) (NewEvent, error) {
		doc := c.Document(d)
		if doc == nil {
			return NewEvent{}, &Error{Op: "name papers", Doc: string(d), Kind: NotExist, Advice: "Такого документа в деле нет."}
		}
		if err := checkPapers(doc, papers); err != nil {
			return NewEvent{}, err
		}
		named := KindNamed{Document: d, Kind: papers[0].Kind, Was: doc.Kind}
		for _, p := range papers {
			p.Confidence, p.Signals = 1, nil
			named.Segments = append(named.Segments, p)
			if precedence[p.Kind] < precedence[named.Kind] {
				named.Kind = p.Kind
			}
		}
		return NewEvent{Type: EvKindNamed, Data: named}, nil
	})
}

// checkPapers refuses pages that the file does not have or that two papers claim.
func checkPapers(doc *Document, papers []Segment) error {
	refuse := func(advice string) error {
		return &Error{Op: "name papers", Doc: doc.Name, Kind: Invalid, Advice: advice}
	}
	if len(papers) == 0 {
		return refuse("Укажите хотя бы один документ и его страницы.")
	}
	taken := map[int]bool{}
	for _, p := range papers {
		if len(p.Pages) == 0 {
			return refuse("Укажите страницы каждого документа, например 1–3, 5.")
		}
		for _, n := range p.Pages {
			switch {
			case n < 1 || n > doc.Pages:
				return refuse(fmt.Sprintf("Страницы %d в файле нет: в нём страниц — %d.", n, doc.Pages))
			case taken[n]:
				return refuse(fmt.Sprintf("Страница %d отнесена к двум документам. Оставьте её в одном.", n))
			}
			taken[n] = true
		}
	}
	return nil
}

// amend commits a person's change of the facts together with a new check.
func (o *Office) amend(ctx context.Context, id CaseID, person Person, change func(*CaseFile) (NewEvent, error)) (*CaseFile, error) {
	err := retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil {
			return err
		}
		event, err := change(c)
		if err != nil {
			return err
		}
		event.At, event.Actor = o.now(), person.Login
		return o.append(ctx, c, Job{Stage: StageCheck, Case: id, Lane: LaneDesk}, event.Actor, event.Type, event.Data)
	})
	if err != nil {
		return nil, err
	}
	return o.Advance(ctx, id)
}

// mustHold refuses a person who holds none of the roles.
func mustHold(person Person, roles []string, op, doc string) error {
	for _, r := range person.Roles {
		if slices.Contains(roles, r) {
			return nil
		}
	}
	return &Error{Op: op, Doc: doc, Kind: Permission,
		Advice: "Для этого действия нужны другие полномочия. Обратитесь к сотруднику, которому оно поручено."}
}

// Preview returns the notices that a command would produce, without performing it.
func (o *Office) Preview(ctx context.Context, order Order) ([]Notice, error) {
	c, err := o.Case(ctx, order.Case)
	if err != nil {
		return nil, err
	}
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, err
	}
	rc := c.engineCase()
	numbers := map[string]string{}
	for _, sequence := range o.draws(pack, rc, order) {
		numbers[sequence] = "…"
	}
	out, err := o.engine.Perform(pack, rc, regulation.Act{Command: order.Command, Person: order.Person, At: o.now(), Args: order.Args, Numbers: numbers})
	if err != nil {
		return nil, refusal(c.ID, err)
	}
	return out.Notices, nil
}
