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
	every := b.extent.of(5, 1, 1)
	peers := hostilePeers()
	for i := 0; i < len(files); i += every {
		if err := b.hostileFile(ctx, files[i], &h); err != nil {
			return s, err
		}
		for p := range peers {
			peers[p].read(ctx, b.work, files[i])
		}
	}
	s.Input = fmt.Sprintf("%d files of %d, the first %d pages of each; peers without a sandbox, ended after %s", h.files, len(files), hostilePages, hostileTime)
	s.Rows = h.rows()
	for _, p := range peers {
		s.Rows = append(s.Rows, p.row())
	}
	s.Grids = []report.Grid{h.verdictGrid(), h.endingGrid(), h.slowGrid()}
	return s, nil
}

// hostileTally is what came of the files.
type hostileTally struct {
	tally
	files     int
	mute      int        // ended without words and without a problem
	slow      []slowFile // over the time, by wall or CPU
	slowest   slowFile   // by wall
	dearest   slowFile   // by CPU
	verdicts  map[string]int
	forgotten []string // files without a verdict
}

// slowFile is a file with what it took.
type slowFile struct {
	name string
	wall time.Duration
	cpu  time.Duration // of all its children
	did  string        // by job and tool
}

func (b *bench) hostileFile(ctx context.Context, path string, h *hostileTally) error {
	start := time.Now()
	verdict, err := b.verdict(ctx, path)
	if err != nil {
		return err
	}
	wall, did := time.Since(start), b.children.since()
	h.files++
	h.verdicts[verdict]++
	if verdict == silent {
		h.mute++
		h.forgotten = append(h.forgotten, filepath.Base(path))
	}
	one := slowFile{filepath.Base(path), wall, did.spent(), did.shares(1)}
	if max(wall, one.cpu) > hostileTime {
		h.slow = append(h.slow, one)
	}
	if wall > h.slowest.wall {
		h.slowest = one
	}
	if one.cpu > h.dearest.cpu {
		h.dearest = one
	}
	h.add(did)
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
	longest := h.row("longest of one file, wall", h.slowest, slowFile.wallTime)
	dearest := h.row("most CPU of one file, all its children", h.dearest, slowFile.cpuTime)
	return []report.Row{alive, verdict, longest, dearest, {
		What: "longest of one child, wall", Ours: inSeconds(h.longest), Note: "OCR of drawn pages included",
	}, {
		What: "most CPU of one child", Ours: inSeconds(h.cpu), Target: "≤ 6 s", Result: report.AtMost(h.cpu.Seconds(), hostileTime.Seconds()),
	}, {
		What: "most memory of one child", Ours: fmt.Sprintf("%d MB", h.memory>>20), Target: "≤ 512 MB",
		Result: report.AtMost(float64(h.memory), hostileMemory), Note: "resident; OCR of drawn pages included",
	}}
}

func (f slowFile) wallTime() time.Duration { return f.wall }
func (f slowFile) cpuTime() time.Duration  { return f.cpu }

func inSeconds(d time.Duration) string { return fmt.Sprintf("%.1f s", d.Seconds()) }

// row judges the file that took most.
func (h *hostileTally) row(what string, most slowFile, of func(slowFile) time.Duration) report.Row {
	over := 0
	for _, f := range h.slow {
		if of(f) > hostileTime {
			over++
		}
	}
	return report.Row{
		What: what, Ours: inSeconds(of(most)), Target: "≤ 6 s", Result: report.AtMost(float64(over), 0),
		Note: fmt.Sprintf("%d of %d files over it; %s", over, h.files, most.name), Why: most.did,
	}
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
	g := report.Grid{Title: "Hostile files that took too long", Header: []string{"file", "wall", "CPU", "by children"}}
	for _, f := range h.slow {
		g.Rows = append(g.Rows, []string{f.name, inSeconds(f.wall), inSeconds(f.cpu), f.did})
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
