package pipeline_test

import (
	"testing"
)

func TestAFilingGoesAllTheWay(t *testing.T) {
	r := newRig(t)
	c := r.entered("заявление.pdf")
	t.Log(r.types(c.ID), c.Entries, c.Numbers, c.State)
}
