package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// sharedData is the folder of real documents that nobody of us wrote:
// $VESTNIK_SHARED, else beside the repository. They are no part of it.
func sharedData(t *testing.T) string {
	t.Helper()
	root := os.Getenv("VESTNIK_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared") // beside the repository
	}
	data := filepath.Join(root, "data")
	if _, err := os.Stat(data); err != nil {
		t.Skipf("no shared documents: set VESTNIK_SHARED to the folder that holds data/ (%v)", err)
	}
	return data
}

// csvNumbers reads the registration number of every record, by the rules of CSV
// alone.
func csvNumbers(t *testing.T, path string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.LazyQuotes = true
	if _, err := r.Read(); err != nil {
		t.Fatal(err)
	}
	var numbers []string
	for {
		record, err := r.Read()
		if err == io.EOF {
			return numbers
		}
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, strings.Trim(record[0], " \ufeff"))
	}
}

func TestTheOfficesOpenDataBecomesARegister(t *testing.T) {
	file := filepath.Join(sharedData(t), "5_search", "rospatent_programs_SHARED_half.csv")
	numbers := csvNumbers(t, file)
	c := newCLI(t, fixedClock...)
	var first, second importReport
	c.json(&first, "import", "open-data", file)
	if first.Rows != len(numbers) || first.Rows != first.Imported+len(first.Skipped)+len(first.Existing) || first.Imported < 400 || first.Issues == 0 {
		t.Errorf("of %d rows: %d read, %d imported, %d skipped, %d there before, %d issues",
			len(numbers), first.Rows, first.Imported, len(first.Skipped), len(first.Existing), first.Issues)
	}
	c.json(&second, "import", "open-data", file)
	if second.Imported != 0 || second.Issues != 0 || len(second.Existing) != first.Imported {
		t.Errorf("the second import added %d entries and %d issues and left %d of %d", second.Imported, second.Issues, len(second.Existing), first.Imported)
	}
	missing := map[string]bool{}
	for _, s := range first.Skipped {
		if s.Line == 0 || s.Reason == "" || s.Message == "" {
			t.Errorf("skipped without line or reason: %+v", s)
		}
		missing[s.Number] = true
	}
	for i := 0; i < len(numbers); i += 40 { // by number, all over the years
		if !missing[numbers[i]] && !findsFirst(c, numbers[i], numbers[i]) {
			t.Errorf("the register does not hold %s", numbers[i])
		}
	}
	for query, number := range map[string]string{
		"БОСС-Корпорация":                           "2000611388",
		"подгружаемого модуля PumpNet":              "2002611640", // in another case than the title
		"геоинформационная система \"Карта 2005\"":  "2005612907",
		"расчёт отвода тепла защитной оболочки АЭС": "2007612790",
	} {
		if !findsFirst(c, query, number) {
			t.Errorf("%q does not find %s first", query, number)
		}
	}
	c.verifyClean()
}

// findsFirst reports whether the search answers with an entry at its head.
func findsFirst(c *cli, query, number string) bool {
	c.t.Helper()
	var found pipeline.SearchResult
	c.json(&found, "search", query)
	return len(found.Hits) > 0 && found.Hits[0].Number == number
}

// realPapers lists the files of the Russian text PDFs and scans: the smallest of
// each folder, or with -tags slow every one.
func realPapers(t *testing.T) []string {
	t.Helper()
	data := sharedData(t)
	var all []string
	smallest := map[string]string{}
	size := map[string]int64{}
	for _, folder := range []string{"1_ru_pdf_text", "2_ru_scans"} {
		err := filepath.WalkDir(filepath.Join(data, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			all = append(all, path)
			info, err := d.Info()
			if err != nil {
				return err
			}
			if dir := filepath.Dir(path); strings.Contains(".pdf.jpg.png.bmp", filepath.Ext(path)) && (smallest[dir] == "" || info.Size() < size[dir]) {
				smallest[dir], size[dir] = path, info.Size()
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if everyPaper {
		return all
	}
	var few []string
	for _, path := range smallest {
		few = append(few, path)
	}
	slices.Sort(few)
	return few
}

func TestRealPapersAreTakenInAndNoneIsLostOrMisnamed(t *testing.T) {
	papers := realPapers(t)
	if len(papers) < 10 {
		t.Fatalf("only %d papers", len(papers))
	}
	c := newCLI(t, fixedClock...)
	out, errOut, code := c.try(append([]string{"--json", "ingest"}, papers...)...)
	if code != exitDone && code != exitPartial {
		t.Fatalf("exit %d: %s", code, errOut)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(papers) {
		t.Fatalf("%d verdicts for %d papers: %s", len(lines), len(papers), errOut)
	}
	kinds := map[pipeline.DocumentKind]int{}
	for i, path := range papers {
		var got ingested
		decodeJSON(t, lines[i], &got)
		checkPaper(t, path, got)
		kinds[got.Documents[0].Kind]++
	}
	t.Logf("%d papers: %v", len(papers), kinds)
	c.verifyClean()
}

// checkPaper wants a real paper sealed, checked, and never taken for a statement:
// there is none among them.
func checkPaper(t *testing.T, path string, got ingested) {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Base(path)
	sum := sha256.Sum256(body)
	d := got.Documents[0]
	if string(d.SHA256) != hex.EncodeToString(sum[:]) {
		t.Errorf("%s is kept under %s", name, d.SHA256)
	}
	if got.Case.Failed != nil || len(got.Findings) == 0 {
		t.Errorf("%s was not checked: %+v", name, got.Case.Failed)
	}
	if d.Pages == 0 && d.Problem == nil || d.Problem != nil && (d.Problem.File == "" || d.Problem.Message == "") {
		t.Errorf("%s has no verdict: %d pages, %+v", name, d.Pages, d.Problem)
	}
	for _, s := range d.Papers {
		if s.Kind == pipeline.Statement || s.Kind == pipeline.FurtherAuthorSheet || s.Kind == "" {
			t.Errorf("%s, pages %v, is taken for %q: %v", name, s.Pages, s.Kind, s.Signals)
		}
	}
}
