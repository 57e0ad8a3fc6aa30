package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
)

// candidate reads what is known of a case.
func (o *Office) candidate(ctx context.Context, id CaseID) (candidate, error) {
	var c candidate
	if err := o.decodeDoc(ctx, ViewPayers, string(id), &c.keys); err != nil {
		return c, err
	}
	c.keys.Case = id
	d, err := o.views.Doc(ctx, ViewQueue, string(id))
	if err != nil {
		return c, err
	}
	c.open = slices.Contains(d.Tags, "open=true")
	if err := json.Unmarshal(d.Body, &c.summary); err != nil {
		return c, &Error{Op: "read queue", Doc: d.Key, Kind: Corrupt, Err: err}
	}
	return c, nil
}

// decodeDoc reads a row of a view into v; a missing row leaves v as it is.
func (o *Office) decodeDoc(ctx context.Context, view, key string, v any) error {
	d, err := o.views.Doc(ctx, view, key)
	if errors.Is(err, NotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := json.Unmarshal(d.Body, v); err != nil {
		return &Error{Op: "read " + view, Doc: key, Kind: Corrupt, Err: err}
	}
	return nil
}

// mostCases bounds how many cases of one payer are looked at.
const mostCases = 50

func (o *Office) casesTagged(ctx context.Context, tag string) ([]CaseID, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewPayers, Tags: []string{tag}, Limit: mostCases})
	if err != nil {
		return nil, err
	}
	ids := make([]CaseID, len(docs))
	for i, d := range docs {
		ids[i] = CaseID(d.Key)
	}
	return ids, nil
}

// casesOfPayer returns the cases in which the payer is named, each once.
func (o *Office) casesOfPayer(ctx context.Context, payer Payer) ([]CaseID, error) {
	var all []CaseID
	for _, tag := range []struct{ name, value string }{{"inn=", payer.INN}, {"name=", foldPerson(payer.Name)}} {
		if tag.value == "" {
			continue
		}
		ids, err := o.casesTagged(ctx, tag.name+tag.value)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	return all, nil
}

// casesNumbered returns the cases that bear a number, in whatever sequence.
func (o *Office) casesNumbered(ctx context.Context, number string) ([]CaseID, error) {
	var ids []CaseID
	for _, sequence := range o.sequences() {
		var id CaseID
		if err := o.decodeDoc(ctx, ViewNumbered, sequence+"/"+number, &id); err != nil {
			return nil, err
		}
		if id != "" && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}
