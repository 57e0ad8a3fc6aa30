package regulation

import (
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

func BenchmarkOpen(b *testing.B) {
	cal := workday.Production()
	for b.Loop() {
		if _, err := Open(Embedded(), cal, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func examinedCase(b *testing.B, e *Engine, p *Pack) Case {
	b.Helper()
	c := completeCase(b, time.Date(2017, 9, 4, 10, 0, 0, 0, moscow))
	o, err := e.Begin(p, c)
	if err != nil {
		b.Fatal(err)
	}
	c.History = replayed(b, o.Occurrences)
	for _, a := range []Act{
		{Command: "accept", Person: Person{"r", []string{"registrar"}}},
		{Command: "transfer", Person: Person{"r", []string{"registrar"}}},
		{Command: "confirm-fee", Person: Person{"f", []string{"fee-officer"}}, Args: map[string]any{"amount": 3000.0, "paid_on": "2017-09-01"}},
	} {
		a.At, a.Numbers = c.ReceivedAt.Add(time.Hour), map[string]string{"incoming": "1", "application": "2"}
		o, err := e.Perform(p, c, a)
		if err != nil {
			b.Fatal(err)
		}
		c.History = append(c.History, replayed(b, o.Occurrences)...)
	}
	return c
}

func BenchmarkCheck(b *testing.B) {
	e := openEmbedded(b, nil)
	p := leadPack(b, e)
	c := examinedCase(b, e, p)
	for b.Loop() {
		e.Check(p, c)
	}
}

func BenchmarkCommands(b *testing.B) {
	e := openEmbedded(b, nil)
	p := leadPack(b, e)
	c := examinedCase(b, e, p)
	who := Person{"x", []string{"examiner"}}
	for b.Loop() {
		e.Commands(p, c, c.ReceivedAt.Add(48*time.Hour), who)
	}
}

func BenchmarkTerms(b *testing.B) {
	e := openEmbedded(b, nil)
	p := leadPack(b, e)
	c := examinedCase(b, e, p)
	for b.Loop() {
		e.Terms(p, c, c.ReceivedAt.Add(48*time.Hour))
	}
}

func BenchmarkDraftDecision(b *testing.B) {
	e := openEmbedded(b, nil)
	p := leadPack(b, e)
	c := examinedCase(b, e, p)
	a := Act{Command: "decide-positive", Person: Person{"x", []string{"examiner"}}, At: c.ReceivedAt.Add(48 * time.Hour)}
	for b.Loop() {
		if _, err := e.Perform(p, c, a); err != nil {
			b.Fatal(err)
		}
	}
}
