package pipeline

import "context"

// check judges the case by the pack of its filing and records the findings.
func (o *Office) check(ctx context.Context, c *CaseFile) error {
	pack, err := o.packOf(c)
	if err != nil {
		return err
	}
	rc, err := o.engineCase(ctx, c, pack)
	if err != nil {
		return err
	}
	return o.append(ctx, c, Job{}, o.byMachine(EvChecked, Checked{Findings: o.engine.Check(pack, rc)}))
}
