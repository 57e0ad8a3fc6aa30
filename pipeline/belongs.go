package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// numbersStated are the fields in which a petition names its case, and the
// sequences to which such a number may belong.
var numbersStated = []struct {
	field     string
	sequences []string
}{
	{"application_number", []string{"application", "incoming"}},
	{"certificate_number", []string{"registration"}},
}

// Belonging is a case to which the papers of another seem to belong.
type Belonging struct {
	Case   CaseSummary
	Field  string // in which its number stands
	Number string // as the papers state it
}

// BelongsTo proposes the case that the papers of a filing name by number, where
// none of them opens a case of its own: a petition or a withdrawal that came alone,
// by post. It is for a person to judge; nil when nothing is proposed.
func (o *Office) BelongsTo(ctx context.Context, c *CaseFile) (*Belonging, error) {
	if !c.Untouched() || !o.cameAlone(c) {
		return nil, nil
	}
	for _, stated := range numbersStated {
		number, _ := c.Fields[stated.field].Value.(string)
		if number = strings.TrimSpace(number); number == "" {
			continue
		}
		for _, sequence := range stated.sequences {
			id, err := o.caseNumbered(ctx, sequence, number)
			if err != nil {
				return nil, err
			}
			if id == "" || id == c.ID {
				continue
			}
			summary, err := o.summary(ctx, id)
			return &Belonging{Case: summary, Field: stated.field, Number: number}, err
		}
	}
	return nil, nil
}

// cameAlone reports whether the filing holds papers of known kinds of which none
// opens a case by the regulation that judges it.
func (o *Office) cameAlone(c *CaseFile) bool {
	pack, err := o.packOf(c)
	if err != nil {
		return false
	}
	kinds := openingKinds(c.filed())
	return len(kinds) > 0 && !slices.ContainsFunc(kinds, func(k DocumentKind) bool { return slices.Contains(pack.OpenedBy, string(k)) })
}

// caseNumbered returns the case that bears a number of a sequence; empty when none does.
func (o *Office) caseNumbered(ctx context.Context, sequence, number string) (CaseID, error) {
	d, err := o.views.Doc(ctx, ViewNumbered, sequence+"/"+number)
	if errors.Is(err, NotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	var id CaseID
	if err := json.Unmarshal(d.Body, &id); err != nil {
		return "", &Error{Op: "find case by number", Doc: number, Kind: Corrupt, Err: err}
	}
	return id, nil
}
