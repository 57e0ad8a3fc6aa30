package pdftext

import (
	"cmp"
	"fmt"
	"html"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Pages of each real file that are compared, unless PDFTEXT_PAGES says more.
const comparedPages = 6

// agreement counts how far our words of one file are poppler's.
type agreement struct {
	file           string
	theirs, ours   int
	matched        int // same text, every edge within a point
	found          int // same text, wherever it stands
	whole          int // not matched, but pieces of one of our words that fills their place
	missed, excess []string
}

func (a *agreement) add(b agreement) {
	a.theirs += b.theirs
	a.ours += b.ours
	a.matched += b.matched
	a.found += b.found
	a.whole += b.whole
}

func (a agreement) share() float64 { return float64(a.matched) / float64(max(1, a.theirs)) }

func (a agreement) String() string {
	of := float64(max(1, a.theirs))
	return fmt.Sprintf("%.4f boxes (%.4f with pieces), %.4f words of %d (ours %d) %s",
		a.share(), float64(a.matched+a.whole)/of, float64(a.found)/of, a.theirs, a.ours, a.file)
}

// TestWordsAgreeWithPoppler holds our words against pdftotext -bbox on real
// files. PDFTEXT_FILES narrows the files by a part of their path, PDFTEXT_HALF
// (0 or 1) to every second one; with -v the words that differ are listed.
func TestWordsAgreeWithPoppler(t *testing.T) {
	var all agreement
	var each []agreement
	for _, path := range realFiles(t) {
		a := compareFile(t, path)
		all.add(a)
		each = append(each, a)
	}
	slices.SortStableFunc(each, func(a, b agreement) int { return cmp.Compare(a.share(), b.share()) })
	for _, a := range each {
		t.Log(a)
		if testing.Verbose() {
			t.Logf("    missed: %s", strings.Join(a.missed[:min(len(a.missed), 12)], " · "))
			t.Logf("    excess: %s", strings.Join(a.excess[:min(len(a.excess), 12)], " · "))
		}
	}
	t.Log(all)
	if all.theirs > 5_000 && all.share() < 0.97 {
		t.Errorf("%.4f of %d word boxes are poppler's", all.share(), all.theirs)
	}
}

// realFiles lists the shared files to compare, or skips where there are none.
func realFiles(t testing.TB) []string {
	t.Helper()
	shared := cmp.Or(os.Getenv("VESTNIK_SHARED"), "../../../shared")
	dir := filepath.Join(shared, "data", "1_ru_pdf_text")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the shared real files are not at hand: ", err)
	}
	if _, err := exec.LookPath("pdftotext"); err != nil {
		t.Skip("pdftotext is not installed")
	}
	pattern := "1_ru_pdf_text/*/*.pdf"
	if p := os.Getenv("PDFTEXT_GLOB"); p != "" {
		pattern = p
	}
	files, err := filepath.Glob(filepath.Join(shared, "data", pattern))
	if err != nil || len(files) == 0 {
		t.Fatal("no files under ", dir, err)
	}
	var out []string
	for i, path := range files {
		half := os.Getenv("PDFTEXT_HALF")
		if (half == "" || half == strconv.Itoa(i%2)) && strings.Contains(path, os.Getenv("PDFTEXT_FILES")) &&
			!strings.Contains(path, "c_bad_text_layer") {
			out = append(out, path)
		}
	}
	return out
}

// compareFile compares the first pages that we do not turn by ourselves.
func compareFile(t *testing.T, path string) agreement {
	t.Helper()
	a := agreement{file: filepath.Base(path)}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Open(strings.NewReader(string(b)), int64(len(b)))
	if err != nil {
		a.missed = append(a.missed, err.Error())
		return a
	}
	last := comparedPages
	if n, err := strconv.Atoi(os.Getenv("PDFTEXT_PAGES")); err == nil {
		last = n
	}
	for i, theirs := range popplerPages(t, path, last) {
		p, err := d.Page(i + 1)
		if err != nil {
			a.missed = append(a.missed, err.Error())
		}
		if p.Rotation == p.Declared {
			a.compare(i+1, p.Words, theirs)
		}
	}
	return a
}

// compare pairs each of poppler's words with the nearest of ours of that text.
func (a *agreement) compare(page int, ours, theirs []Word) {
	byText := map[string][]int{}
	for i, w := range ours {
		byText[w.Text] = append(byText[w.Text], i)
	}
	used := make([]bool, len(ours))
	a.ours += len(ours)
	a.theirs += len(theirs)
	for _, w := range theirs {
		best, at := math.Inf(1), -1
		for _, i := range byText[w.Text] {
			if d := distance(ours[i], w); !used[i] && d < best {
				best, at = d, i
			}
		}
		if at >= 0 {
			used[at] = true
			a.found++
		}
		if best <= 1 {
			a.matched++
			continue
		}
		note := fmt.Sprintf("%d %q %.1f,%.1f–%.1f,%.1f", page, w.Text, w.X0, w.Y0, w.X1, w.Y1)
		if at >= 0 {
			o := ours[at]
			note += fmt.Sprintf(" ours %.1f,%.1f–%.1f,%.1f", o.X0, o.Y0, o.X1, o.Y1)
		}
		a.missed = append(a.missed, note)
	}
	a.whole += pieces(ours, theirs, used)
	for i, w := range ours {
		if !used[i] {
			a.excess = append(a.excess, fmt.Sprintf("%d %q %.1f,%.1f–%.1f,%.1f", page, w.Text, w.X0, w.Y0, w.X1, w.Y1))
		}
	}
}

// pieces counts the words that make up one of ours that nothing matched: letters
// set apart, which poppler leaves single, or small capitals.
func pieces(ours, theirs []Word, used []bool) int {
	n := 0
	for i, o := range ours {
		if used[i] {
			continue
		}
		var parts []Word
		for _, w := range theirs {
			if w.X0 >= o.X0-1 && w.X1 <= o.X1+1 && w.Y0 >= o.Y0-1 && w.Y1 <= o.Y1+1 && len(w.Text) < len(o.Text) {
				parts = append(parts, w)
			}
		}
		slices.SortFunc(parts, func(a, b Word) int { return cmp.Compare(a.X0, b.X0) })
		text := ""
		for _, w := range parts {
			text += w.Text
		}
		if text == o.Text {
			n += len(parts)
		}
	}
	return n
}

// distance is how far the furthest edges of two boxes lie apart.
func distance(a, b Word) float64 {
	return max(math.Abs(a.X0-b.X0), math.Abs(a.Y0-b.Y0), math.Abs(a.X1-b.X1), math.Abs(a.Y1-b.Y1))
}

// popplerPages reads the first pages with pdftotext -bbox.
func popplerPages(t testing.TB, path string, last int) [][]Word {
	t.Helper()
	out, err := exec.Command("pdftotext", "-bbox", "-cropbox", "-l", strconv.Itoa(last), path, "-").Output()
	if err != nil {
		t.Logf("%s: poppler: %v", path, err)
		return nil
	}
	shape := regexp.MustCompile(`<word xMin="(.*)" yMin="(.*)" xMax="(.*)" yMax="(.*)">(.*)</word>`)
	var pages [][]Word
	for row := range strings.Lines(string(out)) {
		if strings.Contains(row, "<page ") {
			pages = append(pages, nil)
		} else if m := shape.FindStringSubmatch(row); m != nil {
			text := Clean(html.UnescapeString(m[5]))
			if text == "" {
				continue
			}
			var edges [4]float64
			for i := range edges {
				if edges[i], err = strconv.ParseFloat(m[i+1], 64); err != nil {
					t.Fatal(err)
				}
			}
			k := len(pages) - 1
			pages[k] = append(pages[k], Word{Text: text, X0: edges[0], Y0: edges[1], X1: edges[2], Y1: edges[3]})
		}
	}
	return pages
}
