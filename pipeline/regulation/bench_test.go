package regulation

import (
	"fmt"
	"syscall"
	"testing"
	"time"

	"vestnik/pipeline/workday"
)

// cpu is the processor time that the process has used.
func cpu(b *testing.B) time.Duration {
	b.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// openCases are cases in every state in which the scenarios of all acts leave
// one open, each with its pack and the time at which it was left.
func openCases(b *testing.B) []*stage {
	b.Helper()
	var out []*stage
	for _, act := range acts(b, "scenarios") {
		l := readLibrary(b, act)
		for _, s := range l.all {
			if s = l.whole(b, s); s.NotRun != "" || s.NotLoaded != "" || len(s.Settings) > 0 || len(s.Edit) > 0 {
				continue
			}
			g := l.set(b, openEmbedded(b, nil), s, s.Pack, "2017-000001")
			if g == nil {
				continue // no edition was in force
			}
			if st, err := g.engine.State(g.pack, g.kase); err == nil && st.Name != "" && !st.Terminal {
				out = append(out, g)
			}
		}
	}
	return out
}

// BenchmarkMorningQueue judges ten thousand open cases anew, as the morning queue
// does: findings, terms, commands for an officer, and what the machine would do.
// It may take five seconds of a processor.
func BenchmarkMorningQueue(b *testing.B) {
	const cases = 10_000
	open := openCases(b)
	who := make(map[*Pack]Person)
	for _, g := range open {
		who[g.pack] = Person{"queue", []string{g.pack.Procedure.Roles[0].ID}}
	}
	b.ReportAllocs()
	began := cpu(b)
	for b.Loop() {
		for i := range cases {
			g := open[i%len(open)]
			c := g.kase
			c.ID = fmt.Sprintf("2017-%06d", i)
			now := g.last.Add(time.Duration(i/len(open)) * time.Hour)
			g.engine.Check(g.pack, c)
			g.engine.Terms(g.pack, c, now)
			g.engine.Commands(g.pack, c, now, who[g.pack])
			if _, err := g.engine.Automatic(g.pack, c, now); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric((cpu(b)-began).Seconds()/float64(b.N), "CPU-s/10000cases")
	b.ReportMetric(float64(len(open)), "situations")
}

func BenchmarkOpen(b *testing.B) {
	cal := workday.Production()
	began := cpu(b)
	defer func() { b.ReportMetric((cpu(b)-began).Seconds()/float64(b.N), "CPU-s/op") }()
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
