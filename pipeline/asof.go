package pipeline

import (
	"context"

	"vestnik/pipeline/regulation"
)

// AsOf returns a case as it stands now: with what its procedure does by itself, a
// term that ran out or a suspension that ended, though nobody has recorded it yet.
// Nothing is stored: the timers do that, or the next thing that a person does.
func (o *Office) AsOf(ctx context.Context, c *CaseFile) (*CaseFile, error) {
	pack, err := o.packOf(c)
	if err != nil {
		return nil, err
	}
	rc, err := o.engineCase(ctx, c, pack)
	if err != nil {
		return nil, err
	}
	outcomes, err := o.engine.Automatic(pack, rc, o.now())
	if err != nil || len(outcomes) == 0 {
		return c, err
	}
	events := make([]NewEvent, len(outcomes))
	for i, out := range outcomes {
		events[i] = NewEvent{Type: EvPerformed, At: o.now(), Actor: Machine, Data: Performed{Outcome: out}}
	}
	return c.after(events...)
}

// ahead is what the engine looks at when nothing that happens by itself may be missing.
func (o *Office) ahead(pack *regulation.Pack, rc regulation.Case) (regulation.Case, error) {
	outcomes, err := o.engine.Automatic(pack, rc, o.now())
	if err != nil {
		return rc, err
	}
	for _, out := range outcomes {
		rc.History = append(rc.History[:len(rc.History):len(rc.History)], out.Occurrences...)
	}
	return rc, nil
}
