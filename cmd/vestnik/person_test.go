package main

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestWithoutAsTheOperatorActsAndFourEyesStillHold(t *testing.T) {
	c := newCLI(t, fixedClock...)
	id := string(c.ingest(sample(t, "organisation-program")).Receipt.Number)
	var commands []pipeline.Command
	c.json(&commands, "case", "commands", id)
	open := map[string]bool{}
	for _, k := range commands {
		open[k.Name] = k.Open
	}
	if !open["accept"] || !open["refuse-acceptance"] || open["enter"] || open["publish"] {
		t.Errorf("open at the door: %v", open)
	}
	for _, step := range [][]string{{"accept"}, {"transfer"}, {"confirm-fee", "--set", "amount=4500", "--set", "paid_on=2026-03-01"}, {"decide-positive"}} {
		c.do(id, step)
	}
	if _, errOut, code := c.try("case", "do", id, "sign"); code != exitUsage || !strings.Contains(errOut, "подпис") {
		t.Errorf("the operator signed what the operator drafted: exit %d, %s", code, errOut)
	}
	c.do(id, []string{"sign", "--as", "approver"})
	if _, errOut, code := c.try("case", "do", id, "enter", "--as", "nobody"); code != exitUsage || !strings.Contains(errOut, "nobody") {
		t.Errorf("an unknown person acted: exit %d, %s", code, errOut)
	}
}
