package layer_test

import (
	"strings"
	"testing"

	"vestnik/extract/layer"
	"vestnik/extract/layer/layertest"
	"vestnik/extract/pdftext"
)

func said(words []pdftext.Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

// TestLayersAreJudgedByWhatTheySay demands every verdict: each lie is found, no
// honest text is rejected, and what can be undone is.
func TestLayersAreJudgedByWhatTheySay(t *testing.T) {
	lies, found, honest, rejected, repairs, repaired := 0, 0, 0, 0, 0, 0
	for _, c := range layertest.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			got := layer.Page(c.Words, c.Hidden)
			if got.True != c.True {
				t.Errorf("judged %+v, want true=%v: %.200s", got.Verdict, c.True, said(c.Words))
			}
			if got.True == (got.Reason != "") {
				t.Errorf("verdict %+v: a reason belongs to the untrue", got.Verdict)
			}
			if got.Believed() && (got.Quality <= 0 || got.Quality > 1) {
				t.Errorf("quality %v is no share", got.Quality)
			}
			if c.Repair != "" && said(got.Words) != c.Repair {
				t.Errorf("put right (%v) as %q, want %q", got.Repaired, said(got.Words), c.Repair)
			}
			switch {
			case c.True:
				honest++
				if !got.True {
					rejected++
				}
			default:
				lies++
				if !got.True {
					found++
				}
			}
			if c.Repair != "" {
				repairs++
				if said(got.Words) == c.Repair {
					repaired++
				}
			}
			if !c.True && c.Repair == "" && got.Believed() && said(got.Words) == said(c.Words) {
				t.Errorf("believed all the same: %.200s", said(got.Words))
			}
		})
	}
	t.Logf("found %d of %d lies, rejected %d of %d honest, repaired %d of %d", found, lies, rejected, honest, repaired, repairs)
}
