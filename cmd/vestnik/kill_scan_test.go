package main

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/sys/unix"

	"vestnik/pipeline"
)

// A scan killed at any moment loses at most one page per worker: at each kill as
// many may be at work, and only those are read again.
func TestAScanKilledAtAnyMomentLosesAPageAWorkerAtMost(t *testing.T) {
	workers := runtime.GOMAXPROCS(0)
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d, %d workers, %d pages, %d kills", seed, workers, killedPages, kills)
	random := rand.New(rand.NewPCG(seed, 0))

	c := newCLI(t, "--verbose") // tells each page that is read
	scan := filepath.Join(t.TempDir(), "том.pdf")
	writeScan(t, scan, killedPages)
	reads := map[string]int{} // by page
	lost := 0                 // pages under way when the program was killed
	for i := range kills {
		// Ingest and the queue's worker take turns.
		args := []string{"ingest", scan}
		if i%2 == 1 {
			args = []string{"work"}
		}
		from := countFiles(c, keptUnder)
		until := from + random.IntN(max(1, (killedPages-from)/(kills-i)))
		atWork, read := killAfter(t, c, until, time.Duration(random.IntN(200))*time.Millisecond, args...)
		for page, n := range read {
			reads[page] += n
		}
		if lost += atWork; atWork > workers {
			t.Errorf("%d children were at work, of %d workers", atWork, workers)
		}
		t.Logf("%s killed with %d pages kept, %d when it began", args[0], countFiles(c, keptUnder), from)
	}
	for page, n := range readPages(finish(t, c, "ingest", scan)) {
		reads[page] += n
	}

	for page, n := range reads { // read to the end, and yet not kept
		if n > 1 {
			lost += n - 1
			t.Logf("page %s was read %d times", page, n)
		}
	}
	if lost > workers*kills {
		t.Errorf("%d pages were lost by %d kills of %d workers", lost, kills, workers)
	}
	t.Logf("%d kills lost %d pages", kills, lost)
	if len(reads) != killedPages || countFiles(c, keptUnder) != killedPages {
		t.Errorf("%d pages were read and %d are kept, of %d", len(reads), countFiles(c, keptUnder), killedPages)
	}
	var shown shownCase
	c.json(&shown, "case", "show", "2026-000001")
	if d := shown.Documents[0]; d.Pages != killedPages || d.Status == pipeline.DocSealed || d.Status == pipeline.DocRejected {
		t.Errorf("the scan ended as %s with %d pages", d.Status, d.Pages)
	}
	if p := shown.Reading[0]; p.Done != killedPages || p.Retries > kills || p.Retries == 0 {
		t.Errorf("kept of the reading: %+v", p)
	}
	c.verifyClean()
}

// keptUnder is where pages are kept.
var keptUnder = filepath.Join("derived", "pages")

// killAfter runs the program until more than so many pages are kept, and a moment
// longer, and kills it. It returns how many children were at work, each of which
// loses its page, and how often each page was read.
func killAfter(t *testing.T, c *cli, kept int, moment time.Duration, args ...string) (atWork int, read map[string]int) {
	t.Helper()
	cmd, output := launch(t, c, args...)
	waitFor(t, cmd, func() bool { return countFiles(c, keptUnder) > kept })
	time.Sleep(moment) // so that the kill falls anywhere within a page
	_ = cmd.Process.Signal(unix.SIGSTOP)
	atWork = childrenOf(cmd.Process.Pid)
	_ = cmd.Process.Kill()
	_ = cmd.Wait()
	return atWork, readPages(output.String())
}

// finish runs the program to its end and returns what it said.
func finish(t *testing.T, c *cli, args ...string) string {
	t.Helper()
	cmd, output := launch(t, c, args...)
	if err := cmd.Wait(); err != nil && cmd.ProcessState.ExitCode() != exitPartial {
		t.Fatalf("vestnik %s: %v\n%s", strings.Join(args, " "), err, output)
	}
	return output.String()
}

// launch starts the program as a process of its own; what it says may be looked at
// when it has ended.
func launch(t *testing.T, c *cli, args ...string) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	cmd := exec.Command(os.Args[0], append(append([]string{"--data", c.data}, c.more...), args...)...)
	cmd.Env = append(os.Environ(), runAsProgram+"=1")
	output := &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = output, output
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	return cmd, output
}

// childrenOf counts the children of a process that have not ended.
func childrenOf(pid int) int {
	n := 0
	threads, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", pid))
	for _, t := range threads {
		list, _ := os.ReadFile(t)
		for _, child := range strings.Fields(string(list)) {
			stat, err := os.ReadFile("/proc/" + child + "/stat")
			if err == nil && !strings.Contains(string(stat), ") Z ") {
				n++
			}
		}
	}
	return n
}

var pageRead = regexp.MustCompile(`(?m)msg="page read" .*\bpage=(\d+)`)

// readPages counts how often the program says to have read each page.
func readPages(log string) map[string]int {
	reads := map[string]int{}
	for _, m := range pageRead.FindAllStringSubmatch(log, -1) {
		reads[m[1]]++
	}
	return reads
}

// writeScan writes a PDF of small page images, each with words of its own: nothing
// but OCR can read them, and it does so quickly.
func writeScan(t *testing.T, path string, pages int) {
	t.Helper()
	const width, height, dpi = 420, 110, 200.
	parsed, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: 14, DPI: dpi})
	if err != nil {
		t.Fatal(err)
	}
	defer face.Close()
	size := fpdf.SizeType{Wd: width * 72 / dpi, Ht: height * 72 / dpi}
	doc := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: size})
	doc.SetMargins(0, 0, 0)
	doc.SetAutoPageBreak(false, 0)
	for n := range pages {
		img := image.NewGray(image.Rect(0, 0, width, height))
		draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
		d := font.Drawer{Dst: img, Src: image.Black, Face: face, Dot: fixed.P(40, 70)}
		d.DrawString(fmt.Sprintf("Лист дела %d", n+1))
		var b bytes.Buffer
		if err := png.Encode(&b, img); err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("page-%d", n)
		doc.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "PNG"}, &b)
		doc.AddPageFormat("P", size)
		doc.ImageOptions(name, 0, 0, size.Wd, size.Ht, false, fpdf.ImageOptions{ImageType: "PNG"}, 0, "")
	}
	if err := doc.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
}
