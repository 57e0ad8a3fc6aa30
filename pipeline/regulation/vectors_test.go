package regulation

import (
	"path/filepath"
	"strings"
	"testing"
)

// vectorFile is testdata/vectors/ACT.yaml; package workday runs the same files by
// the lengths written there, here the packs say how long a term is.
type vectorFile struct {
	Vectors []struct {
		ID    string
		What  string
		Steps []struct {
			Name, Rule, From, After, Term, Due string
			Rolled                             bool
			SaturdaysCount                     *bool `yaml:"transferred_saturdays_count"`
			Rolls                              *bool // the packs know it of their terms
		}
	}
}

func TestVectorsByTheTermsOfThePacks(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(repositoryRoot(t), "testdata", "vectors", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors: %v", err)
	}
	e := openEmbedded(t, nil)
	for _, f := range files {
		act := strings.TrimSuffix(filepath.Base(f), ".yaml")
		t.Run(act, func(t *testing.T) {
			var file vectorFile
			decode(t, &file, "vectors", filepath.Base(f))
			counted := 0
			for _, v := range file.Vectors {
				reached := map[string]string{}
				for _, s := range v.Steps {
					reached[s.Name] = s.Due
					if s.SaturdaysCount != nil || s.Rule == "" {
						continue // under another calendar than the office's
					}
					from := s.From
					if s.After != "" {
						from = reached[s.After]
					}
					counted++
					expectDue(t, e, act, v.ID, s.Rule, from, s.Due)
				}
			}
			t.Logf("%s: %d vectors, %d steps counted", act, len(file.Vectors), counted)
		})
	}
}
