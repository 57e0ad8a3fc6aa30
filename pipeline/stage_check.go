package pipeline

import "context"

// check judges the case by the pack of its filing and records the findings.
func (o *Office) check(ctx context.Context, c *CaseFile) error {
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return &Error{Op: "check", Doc: string(c.ID), Stage: StageCheck, Kind: Invalid, Err: err,
			Advice: "Редакция регламента, по которой принято дело, не загружена. Сообщите администратору."}
	}
	return o.append(ctx, c, Job{}, Machine, EvChecked, Checked{Findings: o.engine.Check(pack, c.engineCase())})
}
