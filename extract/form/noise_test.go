package form_test

import (
	"fmt"
	"testing"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// tally counts what was read of what the papers state.
type tally struct {
	stated, right, sure, sureWrong int
	examples                       []string
}

func (n *tally) count(fields pipeline.Fields, want states) {
	got := flat(fields)
	n.stated += len(want)
	for path, r := range got {
		right := fmt.Sprint(r.Value) == want[path]
		if _, known := want[path]; known && right {
			n.right++
		}
		if r.Sure {
			n.sure++
			if !right {
				n.examples = append(n.examples, fmt.Sprintf("%s: %v for %q", path, r.Value, want[path]))
				n.sureWrong++
			}
		}
	}
}

// TestDirtyScansAreUnsureRatherThanWrong reads scans of growing dirtiness: sure
// readings must hardly ever be wrong, and recall must fall slowly.
func TestDirtyScansAreUnsureRatherThanWrong(t *testing.T) {
	const seeds = 6
	r := recogniser(t)
	const wrongSure = 1.0 / 200
	for _, c := range []struct{ dirt, recall float64 }{{0, 0.99}, {0.01, 0.75}, {0.03, 0.45}, {0.06, 0.2}} {
		t.Run(fmt.Sprintf("dirt %.2f", c.dirt), func(t *testing.T) {
			var n tally
			statements, kept := 0, 0
			for _, layout := range layouts() {
				for _, a := range applicants() {
					for seed := range uint64(seeds) {
						pages := layout(a)
						if c.dirt > 0 {
							pages = corpus.Misread(pages, c.dirt, seed)
						}
						got := r.Recognise("", pages)
						sound(t, pages, got)
						statements++
						if got.Kind == pipeline.Statement {
							kept++
						}
						n.count(got.Fields, a.statementStates())
					}
				}
			}
			recall := float64(n.right) / float64(n.stated)
			wrong := float64(n.sureWrong) / float64(max(1, n.sure))
			t.Logf("statements known %d of %d; recall %.3f; sure %.3f of stated; wrong among sure %.4f",
				kept, statements, recall, float64(n.sure)/float64(n.stated), wrong)
			if recall < c.recall {
				t.Errorf("recall %.3f, want at least %.2f", recall, c.recall)
			}
			if wrong > wrongSure {
				t.Errorf("%.4f of the sure readings are wrong, want at most %.3f: %q", wrong, wrongSure, n.examples)
			}
			if kept < statements*9/10 {
				t.Errorf("only %d of %d statements were known", kept, statements)
			}
		})
	}
}

func TestAMisreadCheckDigitIsNeitherSureNorRepaired(t *testing.T) {
	a := applicants()[0]
	pages := ruled(a)
	wrong := a.inn[:9] + string('0'+(a.inn[9]-'0'+1)%10)
	for i, w := range pages[0].Words {
		if w.Text == a.inn {
			pages[0].Words[i].Text = wrong
		}
	}
	got := flat(recogniser(t).Recognise("", pages).Fields)["holders[0].inn"]
	if got.Value != wrong || got.Sure || got.Confidence > 0.5 {
		t.Errorf("read %v with confidence %.2f, want %s as it stands and unsure", got.Value, got.Confidence, wrong)
	}
}
