package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"time"

	"vestnik/extract/measure/report"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Targets of reading hostile files.
const (
	hostileTime   = 6 * time.Second
	hostileMemory = 512 << 20
	hostilePages  = 2 // read of each file
)

// hostile reads files made to harm their reader, and says how each ended.
func (b *bench) hostile(ctx context.Context) (report.Section, error) {
	s := report.Section{Title: "Hostile files"}
	dir := b.real("3_hostile_pdf")
	if dir == "" {
		s.Skipped = noReal
		return s, nil
	}
	files, err := filesUnder(dir)
	if err != nil {
		return s, err
	}
	// Linux reckons to a child the most that its parent ever held.
	debug.FreeOSMemory()
	forgetPeak()
	b.children.since()
	h := hostileTally{tally: newTally(), verdicts: map[string]int{}}
	for _, path := range files {
		if err := b.hostileFile(ctx, path, &h); err != nil {
			return s, err
		}
	}
	s.Input = fmt.Sprintf("%d files, the first %d pages of each", h.files, hostilePages)
	s.Rows = h.rows()
	s.Grids = []report.Grid{h.verdictGrid(), h.endingGrid(), h.slowGrid()}
	return s, nil
}

// hostileTally is what came of the files.
type hostileTally struct {
	tally
	files     int
	mute      int        // ended without words and without a problem
	slow      []slowFile // over the time
	slowest   slowFile
	verdicts  map[string]int
	forgotten []string // files without a verdict
}

// slowFile is a file with the wall time that it took.
type slowFile struct {
	name string
	took time.Duration
}

func (b *bench) hostileFile(ctx context.Context, path string, h *hostileTally) error {
	start := time.Now()
	verdict, err := b.verdict(ctx, path)
	if err != nil {
		return err
	}
	took := time.Since(start)
	h.files++
	h.verdicts[verdict]++
	if verdict == silent {
		h.mute++
		h.forgotten = append(h.forgotten, filepath.Base(path))
	}
	one := slowFile{filepath.Base(path), took}
	if took > hostileTime {
		h.slow = append(h.slow, one)
	}
	if took > h.slowest.took {
		h.slowest = one
	}
	h.add(b.children.since())
	return nil
}

// silent is that a file was neither read nor said to be bad.
const silent = "no verdict"

// verdict reads the first pages of a file and says in a word what came of it.
func (b *bench) verdict(ctx context.Context, path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	src := pipeline.SourceFile{Name: filepath.Base(path), File: f}
	in, err := b.extractor.Inspect(ctx, src)
	if err != nil {
		return "", err
	}
	if in.Problem != nil && in.Problem.Fatal {
		return "refused: " + in.Problem.Code, nil
	}
	if in.Archive {
		return "archive", nil
	}
	var numbers []int
	for n := 1; n <= min(hostilePages, in.Pages); n++ {
		numbers = append(numbers, n)
	}
	worst := silent
	err = b.extractor.Read(ctx, src, numbers, func(p pipeline.Page) error {
		switch {
		case p.Problem != nil:
			worst = "page: " + p.Problem.Code
		case len(p.Words) > 0 && worst == silent:
			worst = "read"
		}
		return nil
	})
	return worst, err
}

func (h *hostileTally) rows() []report.Row {
	alive := report.Row{What: "deaths of the service", Ours: "0", Target: "0", Result: report.Met, Note: "a death would have ended this run"}
	verdict := report.Row{What: "files without a verdict", Ours: fmt.Sprint(h.mute), Target: "0", Result: report.AtMost(float64(h.mute), 0)}
	if h.mute > 0 {
		verdict.Note = fmt.Sprint(h.forgotten[:min(3, len(h.forgotten))])
	}
	return []report.Row{alive, verdict, {
		What: "longest of one file", Ours: fmt.Sprintf("%.1f s", h.slowest.took.Seconds()), Target: "≤ 6 s",
		Result: report.AtMost(float64(len(h.slow)), 0), Note: fmt.Sprintf("%d over it; wall time; %s", len(h.slow), h.slowest.name),
	}, {
		What: "most CPU of one child", Ours: fmt.Sprintf("%.1f s", h.cpu.Seconds()),
	}, {
		What: "most memory of one child", Ours: fmt.Sprintf("%d MB", h.memory>>20), Target: "≤ 512 MB",
		Result: report.AtMost(float64(h.memory), hostileMemory), Note: "resident; OCR of drawn pages included",
	}}
}

func (h *hostileTally) verdictGrid() report.Grid {
	g := report.Grid{Title: "What came of the hostile files", Header: []string{"verdict", "files"}}
	for _, v := range slices.Sorted(maps.Keys(h.verdicts)) {
		g.Rows = append(g.Rows, []string{v, fmt.Sprint(h.verdicts[v])})
	}
	return g
}

func (h *hostileTally) endingGrid() report.Grid {
	g := report.Grid{Title: "How the children over them ended", Header: []string{"ending", "children"}}
	for _, e := range []sandbox.Ending{sandbox.Done, sandbox.Failed, sandbox.Crashed, sandbox.TimedOut, sandbox.TooLong, sandbox.Stopped} {
		g.Rows = append(g.Rows, []string{string(e), fmt.Sprint(h.endings[e])})
	}
	return g
}

func (h *hostileTally) slowGrid() report.Grid {
	g := report.Grid{Title: "Hostile files that took too long", Header: []string{"file", "seconds"}}
	for _, f := range h.slow {
		g.Rows = append(g.Rows, []string{f.name, fmt.Sprintf("%.1f", f.took.Seconds())})
	}
	return g
}

// filesUnder lists the regular files of a folder and those in it, in order.
func filesUnder(dir string) ([]string, error) {
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			out = append(out, path)
		}
		return err
	})
	if err == nil && len(out) == 0 {
		err = errors.New("no files under " + dir)
	}
	return out, err
}

// forgetPeak has Linux forget the most memory that this process ever held; where
// it does not, the figure of the children is too high, never too low.
func forgetPeak() {
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0)
}
