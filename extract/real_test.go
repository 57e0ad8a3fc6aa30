package extract_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline"
)

// filesUnder lists the regular files with one of the extensions, in order.
func filesUnder(t testing.TB, dir string, extensions ...string) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && slices.Contains(extensions, strings.ToLower(filepath.Ext(path))) {
			out = append(out, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) == 0 {
		t.Fatalf("no files under %s", dir)
	}
	return out
}

// upTo lists the first pages of a file.
func upTo(most, pages int) []int {
	var out []int
	for n := 1; n <= min(most, pages); n++ {
		out = append(out, n)
	}
	return out
}

func TestRealRussianTextLayersAgreeWithPoppler(t *testing.T) {
	dir := filepath.Join(shared(t), "1_ru_pdf_text")
	x := newExtractor(t, extract.Config{})
	var found, all float64
	for _, path := range filesUnder(t, dir, ".pdf") {
		if strings.Contains(path, "c_bad_text_layer") {
			continue
		}
		f := open(t, filepath.Base(path), path)
		in := inspect(t, x, f)
		if in.Problem != nil && in.Problem.Fatal {
			t.Errorf("%s: %+v", f.Name, in.Problem)
			continue
		}
		pages := read(t, x, f, upTo(textPages, in.Pages)...)
		for n, p := range pages {
			if p.Source != pipeline.FromTextLayer {
				continue // judged to be a picture; OCR has its own test
			}
			want := popplerText(t, path, n)
			words := float64(len(strings.Fields(want)))
			if words > 0 {
				found += share(p.Text, want) * words
				all += words
			}
		}
	}
	if all < 5_000 {
		t.Fatalf("only %.0f words to compare", all)
	}
	if found/all < 0.97 {
		t.Errorf("%.4f of poppler's words were found", found/all)
	}
	t.Logf("%.4f of %.0f words", found/all, all)
}

func popplerText(t *testing.T, path string, page int) string {
	t.Helper()
	n := strconv.Itoa(page)
	out, err := exec.Command("pdftotext", "-f", n, "-l", n, path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestUntrueTextLayersAreNotBelieved(t *testing.T) {
	dir := filepath.Join(shared(t), "1_ru_pdf_text", "c_bad_text_layer")
	x := newExtractor(t, extract.Config{})
	for _, path := range filesUnder(t, dir, ".pdf") {
		f := open(t, filepath.Base(path), path)
		p := read(t, x, f, 1)[1]
		if p.Language != "ru" || len(p.Words) < 50 {
			t.Errorf("%s: %d words of language %q", f.Name, len(p.Words), p.Language)
		}
	}
}

func TestTranscribedScansAreReadRight(t *testing.T) {
	dir := filepath.Join(shared(t), "2_ru_scans")
	x := newExtractor(t, extract.Config{})
	for _, truth := range filesUnder(t, filepath.Join(dir, "GT_TEXT"), ".txt") {
		sheet, ok := strings.CutPrefix(strings.TrimSuffix(filepath.Base(truth), ".txt"), "phone_scan_")
		if !ok {
			continue // the folder's own description
		}
		want, err := os.ReadFile(truth)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(sheet, func(t *testing.T) {
			name := "0_1_" + sheet + ".jpg"
			p := read(t, x, open(t, name, filepath.Join(dir, "a_phone_scan", "0_1", name)), 1)[1]
			got := share(folded(p.Text), folded(string(want)))
			t.Logf("%.3f of the words, confidence %.2f", got, p.Confidence)
			if got < 0.85 {
				t.Errorf("only %.3f of the transcribed words were read", got)
			}
		})
	}
}

// folded drops what a transcriber and Tesseract may write in either way.
func folded(s string) string {
	return strings.NewReplacer("ё", "е", "Ё", "Е", "—", "-", "–", "-", "«", "\"", "»", "\"", "“", "\"", "”", "\"", "„", "\"").Replace(s)
}

// TestHostileFilesEndWithAVerdict runs the whole hostile set through inspection
// and a part of it through reading. A death of this process fails the run.
func TestHostileFilesEndWithAVerdict(t *testing.T) {
	files := filesUnder(t, filepath.Join(shared(t), "3_hostile_pdf"), ".pdf", "")
	x := newExtractor(t, extract.Config{})
	for i, path := range files {
		f := open(t, filepath.Base(path), path)
		in := inspect(t, x, f)
		if in.Pages == 0 && (in.Problem == nil || !in.Problem.Fatal || in.Problem.Message == "") {
			t.Errorf("%s: no verdict: %+v", f.Name, in)
		}
		if in.Pages > 0 && i%hostileStep == 0 {
			for _, p := range read(t, x, f, upTo(2, in.Pages)...) {
				if len(p.Words) == 0 && p.Problem == nil {
					t.Errorf("%s, page %d: neither words nor a problem", f.Name, p.Number)
				}
			}
		}
	}
	t.Logf("%d files", len(files))
}

func TestRealScansAreReadOrSaidToBeIllegible(t *testing.T) {
	files := filesUnder(t, filepath.Join(shared(t), "2_ru_scans"), ".pdf", ".png", ".jpg", ".bmp")
	x := newExtractor(t, extract.Config{})
	for i, path := range files {
		if i%scanStep != 0 {
			continue
		}
		f := open(t, filepath.Base(path), path)
		in := inspect(t, x, f)
		if in.Pages == 0 {
			t.Errorf("%s: %+v", f.Name, in.Problem)
			continue
		}
		p := read(t, x, f, 1)[1]
		if len(p.Words) == 0 && p.Problem == nil {
			t.Errorf("%s: neither words nor a problem", f.Name)
		}
		t.Logf("%-40s %-10s %.2f %4d words %v", f.Name, p.Source, p.Confidence, len(p.Words), p.Problem)
	}
}
