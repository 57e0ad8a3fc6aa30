package pipeline

import (
	"context"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline/regulation"
)

// docReader reads rows of the views: those that stand, or those that a projection
// is writing.
type docReader interface {
	Doc(ctx context.Context, view, key string) (Doc, error)
}

// The rows of the view "known". One tells by which names a case is known and for
// which it looks; the others lead back from a name to the cases.
const (
	knownOfCase = "case/"  // + case id; body: namesOf
	knownIs     = "is/"    // + name; body: []nameBearer, the oldest case first
	knownWants  = "wants/" // + name; body the same
)

// namesOf is by which names a case is known and for which it looks, each once and
// in order: "order-144/patent/invention/2123456".
type namesOf struct {
	Is    []string `json:"is,omitempty"`
	Wants []string `json:"wants,omitempty"`
}

// nameBearer is a case that bears a name or looks for it.
type nameBearer struct {
	Case       CaseID    `json:"case"`
	ReceivedAt time.Time `json:"received_at"`
}

func knownName(pack, name, value string) string { return pack + "/" + name + "/" + value }

// namesFor asks the regulation for the names of a case. Links are not followed for it.
func namesFor(engine *regulation.Engine, pack *regulation.Pack, c *CaseFile) namesOf {
	var n namesOf
	if len(pack.KnownAs) == 0 && len(pack.Links) == 0 {
		return n
	}
	rc := c.engineCase()
	for id, value := range engine.KnownAs(pack, rc) {
		n.Is = append(n.Is, knownName(pack.ID, id, value))
	}
	for _, want := range engine.Wanted(pack, rc) {
		n.Wants = append(n.Wants, knownName(want.Pack, want.KnownAs, want.Value))
	}
	return namesOf{Is: sortedOnce(n.Is), Wants: sortedOnce(n.Wants)}
}

func sortedOnce(list []string) []string {
	slices.Sort(list)
	return slices.Compact(list)
}

// linkedCases returns the cases that the regulation links to a case, by link, the
// oldest first, itself left out.
func linkedCases(ctx context.Context, from docReader, engine *regulation.Engine, pack *regulation.Pack, c *CaseFile) (map[string][]*CaseFile, error) {
	if len(pack.Links) == 0 {
		return nil, nil
	}
	linked := map[string][]*CaseFile{}
	for _, want := range engine.Wanted(pack, c.engineCase()) {
		bearers, err := bearersOf(ctx, from, knownIs+knownName(want.Pack, want.KnownAs, want.Value))
		if err != nil {
			return nil, err
		}
		for _, b := range bearers {
			if b.Case == c.ID {
				continue
			}
			other := &CaseFile{}
			if err := load(ctx, from, ViewCases, string(b.Case), other); err != nil {
				return nil, err
			}
			linked[want.Link] = append(linked[want.Link], other)
		}
	}
	return linked, nil
}

// linkedEngineCase gives the regulation engine all that it may look at, the linked
// cases among it.
func linkedEngineCase(ctx context.Context, from docReader, engine *regulation.Engine, pack *regulation.Pack, c *CaseFile) (regulation.Case, error) {
	rc := c.engineCase()
	linked, err := linkedCases(ctx, from, engine, pack, c)
	if err != nil || len(linked) == 0 {
		return rc, err
	}
	rc.Links = make(map[string][]regulation.Case, len(linked))
	for link, cases := range linked {
		for _, other := range cases {
			rc.Links[link] = append(rc.Links[link], other.engineCase())
		}
	}
	return rc, nil
}

func bearersOf(ctx context.Context, from docReader, key string) ([]nameBearer, error) {
	var list []nameBearer
	err := load(ctx, from, ViewKnown, key, &list)
	return list, err
}

// lookers returns the cases that look to a case by one of its names, in order.
func lookers(ctx context.Context, from docReader, id CaseID, names []string) ([]CaseID, error) {
	var all []CaseID
	for _, name := range names {
		bearers, err := bearersOf(ctx, from, knownWants+name)
		if err != nil {
			return nil, err
		}
		for _, b := range bearers {
			if b.Case != id && !slices.Contains(all, b.Case) {
				all = append(all, b.Case)
			}
		}
	}
	slices.Sort(all)
	return all, nil
}

// byAge orders cases by their receipt.
func byAge(a, b nameBearer) int {
	if by := a.ReceivedAt.Compare(b.ReceivedAt); by != 0 {
		return by
	}
	return strings.Compare(string(a.Case), string(b.Case))
}
