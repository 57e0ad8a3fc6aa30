package extract

import (
	"bytes"
	"context"
	"fmt"
	"regexp"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"vestnik/extract/archive"
	"vestnik/extract/ocr"
	"vestnik/extract/raster"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Extractor reads files. Make it with [New].
type Extractor struct {
	cfg   Config
	host  *sandbox.Host
	ocr   *ocr.Reader
	turns book[int]           // by page: how its picture had to be turned to be read
	waste book[time.Duration] // by file: see budget.go
	looks book[looked]        // by file

	engine func() string
}

var _ pipeline.Extractor = (*Extractor)(nil)

// New returns an Extractor. It fails on a senseless Config or when the own
// binary cannot be found; missing programs show when they are needed, and in
// [Extractor.Tools].
func New(c Config) (*Extractor, error) {
	if err := c.validate(); err != nil {
		return nil, err
	}
	c = c.withDefaults()
	host, err := sandbox.New(sandbox.Config{Self: c.Self, TempDir: c.TempDir, Workers: c.Workers, Logger: c.Logger, Observe: c.Observe})
	if err != nil {
		return nil, err
	}
	x := &Extractor{
		cfg: c, host: host,
	}
	x.engine = sync.OnceValue(x.nameEngine)
	x.ocr = &ocr.Reader{
		Host: host, Languages: c.Languages, Timeout: c.PageTimeout, Memory: c.Memory,
		Cache: c.Cache, Engine: x.Engine, Logger: c.Logger,
	}
	return x, nil
}

// ChildMain does the work of a sandbox child when the process was started as
// one, and reports whether it was. Call it before anything else, with os.Args,
// and exit with code when handled.
func ChildMain(args []string) (handled bool, code int) {
	return sandbox.Main(args, map[string]sandbox.Job{
		jobInspect:        inspectJob,
		jobCrop:           cropJob,
		jobText:           textJob,
		jobSight:          sightJob,
		jobOffice:         officeJob,
		raster.JobPrepare: raster.PrepareJob,
		raster.JobShow:    raster.ShowJob,
		ocr.JobLook:       ocr.LookJob,
		archive.JobUnzip:  archive.Job,
	})
}

// ToolVersion is an external program and what it says of its version.
type ToolVersion struct {
	Name    string
	Path    string
	Version string
	Missing bool
}

// tools are the programs that reading may need, and how each tells its version.
func tools() []struct {
	name string
	args []string
} {
	return []struct {
		name string
		args []string
	}{
		{"tesseract", []string{"--version"}},
		{"mutool", []string{"-v"}},
		{"pdftotext", []string{"-v"}},
		{"pdftoppm", []string{"-v"}},
		{"pdfinfo", nil},
		{"qpdf", []string{"--version"}},
		{"soffice", nil},
	}
}

// Tools tells which external programs there are, for diagnostics.
func (x *Extractor) Tools(ctx context.Context) []ToolVersion {
	var out []ToolVersion
	for _, t := range tools() {
		v := ToolVersion{Name: t.name}
		path, err := x.host.Tool(t.name)
		v.Path, v.Missing = path, err != nil
		if !v.Missing && t.args != nil {
			v.Version = x.version(ctx, t.name, t.args)
		}
		out = append(out, v)
	}
	return out
}

// version runs a program for its version, which some write to standard error.
func (x *Extractor) version(ctx context.Context, tool string, args []string) string {
	var buf bytes.Buffer
	o, err := x.host.Run(ctx, sandbox.Command{Tool: tool, Args: args, Stdout: &buf, Limits: sandbox.Limits{Output: 64 << 10}})
	if err != nil {
		return ""
	}
	return regexp.MustCompile(`\d+\.\d+(\.\d+)*`).FindString(buf.String() + o.Stderr)
}

// generation counts up when a change of ours makes pages read differently.
const generation = 5

// Engine names what reads pages: our own generation, the library of PDF, the
// programs with their versions, and the settings that change the result.
func (x *Extractor) Engine() string { return x.engine() }

func (x *Extractor) nameEngine() string {
	ctx, stop := context.WithTimeout(context.Background(), 30*time.Second)
	defer stop()
	parts := []string{fmt.Sprintf("vestnik-extract/%d", generation), "pdf/" + moduleVersion("github.com/ledongthuc/pdf")}
	for _, t := range x.Tools(ctx) {
		if t.Version != "" {
			parts = append(parts, t.Name+"/"+t.Version)
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("lang=%s dpi=%d", x.cfg.Languages, raster.DPI)), " ")
}

func moduleVersion(path string) string {
	info, ok := debug.ReadBuildInfo()
	if ok {
		for _, d := range info.Deps {
			if d.Path == path {
				return d.Version
			}
		}
	}
	return "unknown"
}

// Lost lists the protections of the sandbox that this machine does not grant, with
// the reason; empty when all are. It runs children to find out, unless some have
// run before.
func (x *Extractor) Lost() []string {
	x.Engine()
	return x.host.Lost()
}
