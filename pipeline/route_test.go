package pipeline_test

import (
	"io/fs"
	"os"
	"slices"
	"sync"
	"testing"
	"testing/fstest"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// loadNotes compiles the embedded packs with the one of the tests beside them.
var loadNotes = sync.OnceValues(func() (*regulation.Engine, error) {
	packs := fstest.MapFS{}
	for _, dir := range []fs.FS{regulation.Embedded(), os.DirFS("testdata/packs")} {
		names, err := fs.Glob(dir, "*.yaml")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			body, err := fs.ReadFile(dir, name)
			if err != nil {
				return nil, err
			}
			packs[name] = &fstest.MapFile{Data: body}
		}
	}
	return regulation.Open(packs, workday.Production(), nil)
})

// newNotes is a rig whose office also has the order of notes.
func newNotes(t testing.TB, changes ...change) *rig {
	t.Helper()
	engine, err := loadNotes()
	must(t, err)
	return newRigOn(t, engine, changes...)
}

const note pipeline.DocumentKind = "note"

// note makes a file one that the reader takes for a note on a topic.
func (p *reader) note(name, topic string) {
	p.segments[name] = []pipeline.Segment{{Kind: note, Pages: []int{1, 2}, Confidence: .97}}
	p.fields[name] = pipeline.Fields{"topic": {Reading: sure(topic)}}
}

func TestAFilingThatNamesNoServiceGoesWhereItsPapersBelong(t *testing.T) {
	r := newNotes(t)
	r.reader.note("заметка.pdf", "ульи")
	receipt := r.receive("заметка.pdf")
	if c := r.load(receipt.Number); c.Pack.ID != "order-210" {
		t.Fatalf("before it is read the case is of %s", c.Pack.ID)
	}
	c, err := r.office.Advance(t.Context(), receipt.Number)
	must(t, err)
	if c.Pack.ID != "notes" || c.State != "OPEN" || c.ID != receipt.Number {
		t.Errorf("case %s of %s stands at %s", c.ID, c.Pack.ID, c.State)
	}
	if len(c.Findings) != 2 || c.Findings[0].Rule != "R3-1-1" || c.Findings[0].Verdict != regulation.Pass {
		t.Errorf("findings: %+v", c.Findings)
	}
	if got := r.types(c.ID); !slices.Equal(got, []string{"received", "document-extracted", "documents-recognised", "routed", "checked"}) {
		t.Errorf("events are %v", got)
	}
	if done := r.do(c.ID, registrar, "answer", nil); done.State != "ANSWERED" {
		t.Errorf("stands at %s", done.State)
	}
}

func TestWhatIsNotClearIsNotRouted(t *testing.T) {
	for _, c := range []struct {
		name  string
		setup func(*rig) pipeline.Submission
	}{
		{"a service that was named", func(r *rig) pipeline.Submission {
			r.reader.note("a.pdf", "ульи")
			s := submission("a.pdf")
			s.Service = "order-210"
			return s
		}},
		{"papers of no order", func(*rig) pipeline.Submission { return submission("a.pdf") }},
		{"a filing before the order was in force", func(r *rig) pipeline.Submission {
			r.reader.note("a.pdf", "ульи")
			s := submission("a.pdf")
			s.ReceivedAt = monday.AddDate(-7, 0, 0)
			return s
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newNotes(t)
			receipt, err := r.office.Receive(t.Context(), c.setup(r))
			must(t, err)
			got, err := r.office.Advance(t.Context(), receipt.Number)
			must(t, err)
			if got.Pack.ID != "order-210" || slices.Contains(r.types(receipt.Number), "routed") {
				t.Errorf("routed to %s", got.Pack.ID)
			}
		})
	}
}

func TestAPersonRoutesUntilAPersonHasActed(t *testing.T) {
	r := newNotes(t)
	id := r.filed("a.pdf").ID
	_, err := r.office.Route(t.Context(), id, stranger, "notes")
	wantKind(t, err, pipeline.Permission)
	_, err = r.office.Route(t.Context(), id, registrar, "order-999")
	wantKind(t, err, pipeline.Invalid)
	c, err := r.office.Route(t.Context(), id, registrar, "notes")
	must(t, err)
	if c.Pack.ID != "notes" || c.State != "OPEN" || c.CheckedAt != c.Version {
		t.Errorf("case of %s at %s, checked at %d of %d", c.Pack.ID, c.State, c.CheckedAt, c.Version)
	}
	c, err = r.office.Route(t.Context(), id, registrar, "order-210")
	must(t, err)
	if c.Pack.ID != "order-210" || c.State != "M_RECEIVED" {
		t.Errorf("case of %s at %s", c.Pack.ID, c.State)
	}
	r.do(id, registrar, "accept", answer)
	_, err = r.office.Route(t.Context(), id, registrar, "notes")
	wantKind(t, err, pipeline.Invalid)
}

func TestNamingAPaperRoutesLikeReadingIt(t *testing.T) {
	r := newNotes(t)
	c := r.filed("a.pdf")
	c, err := r.office.NameKind(t.Context(), c.ID, registrar, c.Documents[0].Digest, note)
	must(t, err)
	if c.Pack.ID != "notes" || c.State != "OPEN" || c.CheckedAt != c.Version {
		t.Errorf("case of %s at %s, checked at %d of %d", c.Pack.ID, c.State, c.CheckedAt, c.Version)
	}
	other := r.filed("b.pdf")
	r.do(other.ID, registrar, "accept", answer)
	_, err = r.office.NameKind(t.Context(), other.ID, registrar, other.Documents[0].Digest, note)
	wantKind(t, err, pipeline.Invalid)
}

func TestTheSameBytesUnderTheServiceTheyWereRoutedTo(t *testing.T) {
	r := newNotes(t)
	r.reader.note("a.pdf", "ульи")
	first := r.filed("a.pdf")
	s := submission("a.pdf")
	s.Service, s.Source = "notes", "desk"
	again, err := r.office.Receive(t.Context(), s)
	must(t, err)
	if !again.Duplicate || again.Number != first.ID {
		t.Errorf("receipt %+v", again)
	}
}
