package pipeline_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// BenchmarkDo measures a command from the button to the durable event: numbers
// drawn, checks made, views written.
func BenchmarkDo(b *testing.B) {
	r := newRig(b)
	c := r.filed("a.pdf")
	r.do(c.ID, registrar, "accept", answer)
	r.do(c.ID, registrar, "transfer", nil)
	r.do(c.ID, feeClerk, "confirm-fee", fee)
	for b.Loop() {
		r.do(c.ID, examiner, "decide-positive", answer)
		r.do(c.ID, approver, "send-back", map[string]any{"reason": "проба"})
	}
}

// BenchmarkReceive measures the sealing of one small file with its receipt.
func BenchmarkReceive(b *testing.B) {
	r := newRig(b)
	i := 0
	for b.Loop() {
		i++
		r.receive(fmt.Sprint(i))
	}
}

// BenchmarkProject200Events measures the rebuilding of a case with 200 events.
func BenchmarkProject200Events(b *testing.B) {
	r := newRig(b)
	c := r.filed("a.pdf")
	for i := c.Version; i < 200; i++ {
		r.note(c.ID, i)
	}
	b.ResetTimer()
	for b.Loop() {
		must(b, r.db.Rebuild(b.Context()))
	}
}

// note appends an event that changes nothing the checks look at.
func (r *rig) note(id pipeline.CaseID, after int) {
	r.t.Helper()
	must(r.t, errOf(r.db.Append(r.t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: id.Stream(), Expect: after,
		Events: []pipeline.NewEvent{{Type: pipeline.EvPerformed, At: r.now, Actor: pipeline.Machine,
			Data: pipeline.Performed{Outcome: regulation.Outcome{To: "M_RECEIVED", Occurrences: []regulation.Occurrence{{Name: "note", At: r.now}}}}}}}}})))
}

// queueOf5000 is an office with 5,000 open cases.
func queueOf5000(b *testing.B) *rig {
	r := newRig(b)
	model := r.filed("a.pdf")
	events, err := r.office.Events(b.Context(), model.ID)
	must(b, err)
	const many = 5000
	for i := 2; i <= many; i += 100 {
		var batch pipeline.Batch
		for n := i; n < min(i+100, many+1); n++ {
			id := fmt.Sprintf("2026-%06d", n)
			s := pipeline.StreamAppend{Stream: "case/" + id}
			for _, e := range events {
				data := json.RawMessage(strings.ReplaceAll(string(e.Data), string(model.ID), id))
				s.Events = append(s.Events, pipeline.NewEvent{Type: e.Type, At: e.At, Actor: e.Actor, Data: data})
			}
			batch.Streams = append(batch.Streams, s)
		}
		must(b, errOf(r.db.Append(b.Context(), batch)))
	}
	return r
}

func BenchmarkQueuePageOf5000Cases(b *testing.B) {
	r := queueOf5000(b)
	for _, limit := range []int{50, 0} {
		b.Run(fmt.Sprintf("limit=%d", limit), func(b *testing.B) {
			for b.Loop() {
				list, total, err := r.office.Cases(b.Context(), pipeline.CaseQuery{Open: true, Limit: limit})
				must(b, err)
				if total != 5000 || len(list) == 0 {
					b.Fatalf("%d of %d", len(list), total)
				}
			}
		})
	}
}

func BenchmarkSweepOf5000Cases(b *testing.B) {
	r := queueOf5000(b)
	for b.Loop() {
		must(b, errOf(r.office.Sweep(b.Context(), &countingQueue{})))
	}
}
