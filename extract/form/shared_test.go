package form_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// sharedData is the folder of real documents: VESTNIK_SHARED, else ../shared
// beside the repository.
func sharedData(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("VESTNIK_SHARED")
	if dir == "" {
		at, err := os.Getwd()
		if err != nil {
			t.Fatal(err)
		}
		for at != filepath.Dir(at) {
			if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
				break
			}
			at = filepath.Dir(at)
		}
		dir = filepath.Join(at, "..", "shared")
	}
	dir = filepath.Join(dir, "data")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared documents: %v", err)
	}
	return dir
}

// TestRealDocumentsAreUnknown reads the text layers of real Russian papers. One
// of them is a sample of deposited materials, one a certificate; none of the rest
// belongs to an application.
func TestRealDocumentsAreUnknown(t *testing.T) {
	data := sharedData(t)
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skipf("pdftotext is needed to read them: %v", err)
	}
	known := map[string]string{
		"unishift__listing.pdf":                 "deposited-materials[1 2 3]",
		"Dmitry-Zolotarev__svid_2024687010.pdf": "certificate[1]",
	}
	r := recogniser(t)
	seen := 0
	for _, folder := range []string{"1_ru_pdf_text", "2_ru_scans"} {
		err := filepath.WalkDir(filepath.Join(data, folder), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".pdf") {
				return err
			}
			t.Run(d.Name(), func(t *testing.T) {
				pages := pagesOfPDF(t, file)
				got := r.Recognise(d.Name(), pages)
				sound(t, pages, got)
				if want, ok := known[d.Name()]; ok {
					if kinds(got) != want {
						t.Errorf("got %s, want %s", kinds(got), want)
					}
					return
				}
				for _, s := range got.Segments {
					if s.Kind != pipeline.UnknownKind {
						t.Errorf("pages %v taken for %s (%.2f): %v", s.Pages, s.Kind, s.Confidence, s.Signals)
					}
				}
			})
			seen++
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 20 {
		t.Errorf("only %d documents found", seen)
	}
}

// TestDocumentsOfKnownContent takes the documents whose fields were written down
// by hand: a certificate, of which every value is read or left unsure, and papers of
// other offices, which are unknown.
func TestDocumentsOfKnownContent(t *testing.T) {
	data := sharedData(t)
	raw, err := os.ReadFile(filepath.Join(data, "FIELDS_GT_shared.json"))
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]certificateTruth
	if err := json.Unmarshal(raw, &truth); err != nil {
		t.Fatal(err)
	}
	if len(truth) == 0 {
		t.Fatal("no documents in the ground truth")
	}
	for file, doc := range truth {
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := recogniser(t).Recognise(file, pagesOfPDF(t, filepath.Join(data, file)))
			if !strings.Contains(doc.Kind, "регистрации программы") {
				if got.Kind != pipeline.UnknownKind {
					t.Errorf("a %q taken for %s with fields %v", doc.Kind, got.Kind, got.Fields)
				}
				return
			}
			if got.Kind != pipeline.Certificate {
				t.Fatalf("taken for %s", got.Kind)
			}
			expect(t, got, doc.states())
		})
	}
}

// certificateTruth is what was written down of a certificate.
type certificateTruth struct {
	Kind, Number, Title, Signer string
	Holders                     []string `json:"right_holders"`
	Authors                     []string
	Application                 string `json:"application_number"`
	Filed                       string `json:"filing_date"`
	Registered                  string `json:"registration_date"`
}

// states is the truth by the paths of fields: «Name (RU)» is a name and a country.
func (c certificateTruth) states() states {
	s := states{"certificate_number": c.Number, "title": c.Title, "signer": c.Signer,
		"application_number": c.Application, "filing_date": c.Filed, "registration_date": c.Registered}
	for list, all := range map[string][]string{"holders": c.Holders, "authors": c.Authors} {
		for i, one := range all {
			name, country, _ := strings.Cut(strings.TrimSuffix(one, ")"), " (")
			s[fmt.Sprintf("%s[%d].name", list, i)] = strings.ReplaceAll(strings.ReplaceAll(name, ` "`, " «"), `"`, "»")
			s[fmt.Sprintf("%s[%d].country", list, i)] = country
		}
	}
	return s
}
