package pipeline

import (
	"context"
	"fmt"
	"slices"

	"vestnik/pipeline/regulation"
)

// mayCorrect returns the roles that may say what a paper of a case states: those
// that work on such cases, which is more than to enter and to publish them.
func mayCorrect(pack *regulation.Pack) []string {
	roles := []string{"admin"}
	for _, t := range pack.Procedure.Transitions {
		if t.Command == "" || t.Command == publishCommand || t.Register != "" {
			continue
		}
		for _, c := range pack.Procedure.Commands {
			if c.ID == t.Command {
				roles = append(roles, c.Who...)
			}
		}
	}
	return roles
}

// Correct puts a person's value in the place of what the machine read. Both are
// kept; the checks are made anew in the same breath. The path must name a field
// of the case's regulation, the value be of its type: a text that states a number
// is taken as that number.
func (o *Office) Correct(ctx context.Context, id CaseID, person Person, path string, value any) (*CaseFile, error) {
	at, err := pathOf(path)
	if err != nil {
		return nil, err
	}
	return o.judge(ctx, "correct field", id, person, path, func(c *CaseFile, pack *regulation.Pack) (NewEvent, error) {
		if n := len(c.Fields[at.name].Values); at.index > n {
			return NewEvent{}, &Error{Op: "correct field", Doc: path, Kind: Invalid,
				Advice: fmt.Sprintf("В списке «%s» строк: %d. Добавить можно лишь следующую.", at.name, n)}
		}
		value, err := o.fit(c, pack, at, path, value)
		return NewEvent{Type: EvCorrected, Data: Corrected{Path: path, Value: value, Was: c.Fields.Reading(path)}}, err
	})
}

// MarkUnreadable records that a person cannot read a value either. It counts as not
// stated from then on, and the checks say what follows from that.
func (o *Office) MarkUnreadable(ctx context.Context, id CaseID, person Person, path string) (*CaseFile, error) {
	at, err := pathOf(path)
	if err != nil {
		return nil, err
	}
	return o.judge(ctx, "mark unreadable", id, person, path, func(c *CaseFile, pack *regulation.Pack) (NewEvent, error) {
		was := c.Fields.Reading(path)
		if was.Document == "" {
			return NewEvent{}, &Error{Op: "mark unreadable", Doc: path, Kind: Invalid,
				Advice: "Этого сведения машина в документах не прочла, поэтому и отметить его нечитаемым нельзя."}
		}
		nothing, err := o.fit(c, pack, at, path, "")
		return NewEvent{Type: EvCorrected, Data: Corrected{Path: path, Value: nothing, Was: was, Unreadable: true}}, err
	})
}

// judge commits a person's word on a field, and keeps the piece of the page that he
// saw.
func (o *Office) judge(ctx context.Context, op string, id CaseID, person Person, path string, change func(*CaseFile, *regulation.Pack) (NewEvent, error)) (*CaseFile, error) {
	c, err := o.amend(ctx, op, id, person, change)
	if err == nil {
		o.keepCrop(ctx, c, path)
	}
	return c, err
}

// NameKind records a person's word that a document is one paper of the kind. What
// it states is read anew as that kind; corrections hold on.
func (o *Office) NameKind(ctx context.Context, id CaseID, person Person, d Digest, kind DocumentKind) (*CaseFile, error) {
	return o.amend(ctx, "name papers", id, person, func(c *CaseFile, pack *regulation.Pack) (NewEvent, error) {
		doc, err := namedDocument(c, d)
		if err != nil {
			return NewEvent{}, err
		}
		if err := o.checkKind(c, pack, kind); err != nil {
			return NewEvent{}, err
		}
		named := KindNamed{Document: d, Kind: kind, Was: doc.Kind}
		named.Read, err = o.reread(ctx, doc, []Segment{{Kind: kind, Pages: pageNumbers(doc.Pages)}})
		return NewEvent{Type: EvKindNamed, Data: named}, err
	})
}

// NamePapers records a person's word on which papers a file holds: a kind for
// each run of pages, every page at most once. One paper over all pages is
// [Office.NameKind].
func (o *Office) NamePapers(ctx context.Context, id CaseID, person Person, d Digest, papers []Segment) (*CaseFile, error) {
	return o.amend(ctx, "name papers", id, person, func(c *CaseFile, pack *regulation.Pack) (NewEvent, error) {
		doc, err := namedDocument(c, d)
		if err != nil {
			return NewEvent{}, err
		}
		if err := checkPapers(doc, papers); err != nil {
			return NewEvent{}, err
		}
		named := KindNamed{Document: d, Kind: papers[0].Kind, Was: doc.Kind}
		for _, p := range papers {
			if err := o.checkKind(c, pack, p.Kind); err != nil {
				return NewEvent{}, err
			}
			named.Segments = append(named.Segments, Segment{Kind: p.Kind, Pages: slices.Sorted(slices.Values(p.Pages)), Confidence: 1})
			if rank(p.Kind) < rank(named.Kind) {
				named.Kind = p.Kind
			}
		}
		named.Read, err = o.reread(ctx, doc, named.Segments)
		return NewEvent{Type: EvKindNamed, Data: named}, err
	})
}

// namedDocument returns the file of which a person says what it is.
func namedDocument(c *CaseFile, d Digest) (*Document, error) {
	doc := c.Document(d)
	switch {
	case doc == nil:
		return nil, &Error{Op: "name kind", Doc: string(d), Kind: NotExist, Advice: "Такого документа в деле нет."}
	case doc.Status == DocUnpacked:
		return nil, &Error{Op: "name kind", Doc: doc.Name, Kind: Invalid,
			Advice: fmt.Sprintf("«%s» — архив. Укажите вид документов, которые из него извлечены.", doc.Name)}
	}
	return doc, nil
}

// checkKind refuses a kind of paper that the act does not know, and that does not
// bring the case under another act either.
func (o *Office) checkKind(c *CaseFile, pack *regulation.Pack, kind DocumentKind) error {
	known := kind == UnknownKind || o.mayOpen(c, kind) || slices.ContainsFunc(pack.Documents, func(d regulation.Document) bool {
		return d.Kind != "" && d.Kind == string(kind)
	})
	if !known {
		return &Error{Op: "name kind", Doc: string(kind), Kind: Invalid,
			Advice: fmt.Sprintf("Вид документа «%s» регламентом не предусмотрен. Выберите вид из списка.", kind)}
	}
	return nil
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

// amend commits a change of the facts, by a person who may make it, together with a
// new check.
func (o *Office) amend(ctx context.Context, op string, id CaseID, person Person, change func(*CaseFile, *regulation.Pack) (NewEvent, error)) (*CaseFile, error) {
	err := retryConflict(ctx, func() error {
		c, err := o.Case(ctx, id)
		if err != nil {
			return err
		}
		pack, err := o.packOf(c)
		if err != nil {
			return err
		}
		if err := mustHold(person, mayCorrect(pack), op, string(id)); err != nil {
			return err
		}
		event, err := change(c, pack)
		if err != nil {
			return err
		}
		event.At, event.Actor = o.now(), person.Login
		events, pack, err := o.follow(ctx, c, pack, event)
		if err != nil {
			return err
		}
		events, err = o.withCheck(ctx, c, pack, events...)
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

// Preview returns the notices that a command would produce, without performing
// it; numbers that it would draw stand as "…".
func (o *Office) Preview(ctx context.Context, order Order) ([]Notice, error) {
	c, pack, rc, err := o.judged(ctx, order.Case)
	if err != nil {
		return nil, err
	}
	numbers := map[string]string{}
	for _, sequence := range o.draws(pack, rc, order) {
		numbers[sequence] = "…"
	}
	if order.At.IsZero() {
		order.At = o.clock()
	}
	order.At = order.At.In(o.rules.Zone)
	out, err := o.engine.Perform(pack, rc, regulation.Act{Command: order.Command, Person: order.Person, At: order.At, Args: order.Args, Numbers: numbers})
	if err != nil {
		return nil, refusal(c.ID, err)
	}
	return out.Notices, nil
}
