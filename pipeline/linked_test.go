package pipeline_test

import (
	"context"
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// call begins a case by a call on a topic.
func (r *rig) call(topic string) pipeline.CaseID {
	r.t.Helper()
	done, err := r.office.Open(r.t.Context(), pipeline.OpenOrder{Pack: "notes", Command: "call", Person: registrar, Args: map[string]any{"topic": topic}})
	must(r.t, err)
	id, ok := pipeline.CaseOfStream(done.Event.Stream)
	if !ok {
		r.t.Fatalf("the event is of %s", done.Event.Stream)
	}
	return id
}

// asked files notes on a topic, takes a call on it and further papers to that.
func (r *rig) asked(topic string, names ...string) (notes []pipeline.CaseID, called pipeline.CaseID) {
	r.t.Helper()
	for _, name := range names {
		r.reader.note(name, topic)
		notes = append(notes, r.filed(name).ID)
	}
	called = r.call(topic)
	must(r.t, errOf(r.later(called, "к "+names[0])))
	must(r.t, errOf(r.office.Advance(r.t.Context(), called)))
	return notes, called
}

func TestLinkedCasesAreFoundByTheirNames(t *testing.T) {
	r := newNotes(t)
	notes, called := r.asked("ульи", "улей.pdf", "рой.pdf")
	r.call("дупла")
	linked, err := r.office.Linked(t.Context(), r.load(notes[0]))
	must(t, err)
	var ids []pipeline.CaseID
	for _, l := range linked {
		ids = append(ids, l.Case.ID)
		if l.Link != "twins" || l.Title != "Заметка на ту же тему" || l.Case.StateTitle != "ожидает ответа" {
			t.Errorf("linked: %+v", l)
		}
	}
	if !slices.Equal(ids, []pipeline.CaseID{notes[1], called}) {
		t.Errorf("linked to %v", ids)
	}
	// A corrected field is another name.
	must(t, errOf(r.office.Correct(t.Context(), notes[0], registrar, "topic", "дупла")))
	linked, err = r.office.Linked(t.Context(), r.load(notes[1]))
	must(t, err)
	if len(linked) != 1 || linked[0].Case.ID != called {
		t.Errorf("after the correction linked to %+v", linked)
	}
}

func TestACaseMovesWhenOneLinkedToItDoes(t *testing.T) {
	r := newNotes(t)
	notes, called := r.asked("ульи", "улей.pdf", "рой.pdf")
	other := r.call("дупла")
	r.do(notes[0], registrar, "answer", nil)
	for id, want := range map[pipeline.CaseID]string{notes[0]: "ANSWERED", notes[1]: "ECHOED", called: "ECHOED", other: "OPEN"} {
		if got := r.load(id).State; got != want {
			t.Errorf("%s stands at %s, want %s", id, got, want)
		}
	}
	list, _, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Pack: "notes", Open: true})
	must(t, err)
	if len(list) != 1 || list[0].ID != other {
		t.Errorf("open cases: %+v", list)
	}
}

// jobs keeps the jobs that a journal is asked for.
type jobs struct {
	pipeline.Journal
	asked []pipeline.Job
}

func (j *jobs) Append(ctx context.Context, b pipeline.Batch) ([]pipeline.Event, error) {
	j.asked = append(j.asked, b.Jobs...)
	return j.Journal.Append(ctx, b)
}

func TestLinkedCasesAreWokenByAJob(t *testing.T) {
	journal := &jobs{}
	r := newNotes(t, func(p *pipeline.Parts) { journal.Journal = p.Journal; p.Journal = journal })
	first, second := r.call("ульи"), r.call("ульи")
	want := pipeline.Job{Stage: pipeline.StageAdvance, Case: first, Lane: pipeline.LaneDesk}
	if !slices.Contains(journal.asked, want) {
		t.Errorf("the second call woke nobody: %v", journal.asked)
	}
	if before := r.load(second).Version; r.office.Work(t.Context(), pipeline.Job{Stage: pipeline.StageAdvance, Case: second, Lane: pipeline.LaneDesk}) != nil || r.load(second).Version != before {
		t.Error("a job with nothing to do changed the case")
	}
}

func TestASweepFindsWhatALostJobWouldHaveDone(t *testing.T) {
	r := newNotes(t)
	first, second := r.call("ульи"), r.call("ульи")
	// The answer alone, as if the power went out right after it.
	c := r.load(first)
	engine := r.office.Engine()
	pack, err := engine.Edition("notes", "")
	must(t, err)
	out, err := engine.Perform(pack, regulation.Case{ID: string(first), ReceivedAt: monday, History: c.History},
		regulation.Act{Command: "answer", Person: registrar, At: monday, Numbers: map[string]string{"note": "2026-00001"}})
	must(t, err)
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: first.Stream(), Expect: c.Version,
		Events: []pipeline.NewEvent{{Type: pipeline.EvPerformed, At: monday, Actor: registrar.Login, Data: pipeline.Performed{Outcome: out}}}}}})))
	must(t, errOf(r.office.Sweep(t.Context(), r.db.Queue())))
	if got := r.load(second).State; got != "ECHOED" {
		t.Errorf("the linked case stands at %s", got)
	}
}
