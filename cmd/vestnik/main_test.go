package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// runAsProgram makes a re-executed test binary behave as vestnik itself, so that
// tests can kill a real process.
const runAsProgram = "VESTNIK_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if handled, code := extract.ChildMain(os.Args); handled {
		os.Exit(code)
	}
	if os.Getenv(runAsProgram) != "" {
		main()
	}
	os.Exit(m.Run())
}

// samples is where the sample filings are.
var samples = filepath.Join("..", "..", "testdata", "filings")

// cli runs command lines on one data directory, as a person would.
type cli struct {
	t    *testing.T
	data string
	more []string          // global flags
	env  map[string]string // instead of the process's own
}

func newCLI(t *testing.T, more ...string) *cli {
	t.Helper()
	return &cli{t: t, data: t.TempDir(), more: more}
}

// programEngine compiles the packs of the program once for all command lines.
var programEngine = sync.OnceValues(func() (*regulation.Engine, error) {
	return (&officeConfig{}).engine(workday.Production())
})

// try runs one command line and returns its output and exit code.
func (c *cli) try(args ...string) (stdout, stderr string, code int) {
	c.t.Helper()
	var out, errOut bytes.Buffer
	all := append(append([]string{"--data", c.data}, c.more...), args...)
	a := &app{streams: streams{in: strings.NewReader(""), out: &out, err: &errOut}, env: func(name string) string { return c.env[name] }}
	_, err := os.Stat(filepath.Join(c.data, officeFile))
	if err != nil && !slices.Contains(all, "--office") { // an office of its own loads its own packs
		if a.engine, err = programEngine(); err != nil {
			c.t.Fatal(err)
		}
		a.days = workday.Production()
	}
	code = a.run(context.Background(), all)
	return out.String(), errOut.String(), code
}

// must runs one command line that has to end well.
func (c *cli) must(args ...string) string {
	c.t.Helper()
	out, errOut, code := c.try(args...)
	if code != exitDone {
		c.t.Fatalf("vestnik %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errOut)
	}
	return out
}

// json runs one command line with --json and decodes its first document.
func (c *cli) json(v any, args ...string) {
	c.t.Helper()
	decodeJSON(c.t, c.must(append([]string{"--json"}, args...)...), v)
}

func decodeJSON(t *testing.T, text string, v any) {
	t.Helper()
	if err := json.NewDecoder(strings.NewReader(text)).Decode(v); err != nil {
		t.Fatalf("decode %.200s: %v", text, err)
	}
}

// ingest takes one path in and returns what was reported; a partial result is
// no failure here.
func (c *cli) ingest(args ...string) ingested {
	c.t.Helper()
	out, errOut, code := c.try(append([]string{"--json", "ingest"}, args...)...)
	if code != exitDone && code != exitPartial {
		c.t.Fatalf("ingest %s: exit %d\n%s%s", strings.Join(args, " "), code, out, errOut)
	}
	var v ingested
	decodeJSON(c.t, out, &v)
	return v
}

// mainLine is the way of an application from its receipt to a certificate, each
// step by who may do it.
func mainLine(amount string) [][]string {
	return [][]string{
		{"accept", "--as", "registrar"},
		{"transfer", "--as", "registrar"},
		{"confirm-fee", "--as", "fee-officer", "--set", "amount=" + amount, "--set", "paid_on=2026-03-01"},
		{"decide-positive", "--as", "examiner"},
		{"sign", "--as", "approver"},
		{"deliver-notice", "--as", "registrar"},
		{"enter", "--as", "registrar"},
		{"send-certificate", "--as", "registrar"},
	}
}

func (c *cli) do(id string, step []string) string {
	c.t.Helper()
	return c.must(append([]string{"case", "do", id}, step...)...)
}

// register takes a case all the way into the register.
func (c *cli) register(id, amount string) {
	c.t.Helper()
	for _, step := range mainLine(amount) {
		c.do(id, step)
	}
}

// publishAll puts what waits into an issue and closes it.
func (c *cli) publishAll() {
	c.t.Helper()
	c.must("issue", "open", "programs")
	c.must("issue", "add", "programs")
	c.must("issue", "close", "programs")
}

// verifyClean fails when anything is missing, altered or orphaned.
func (c *cli) verifyClean() {
	c.t.Helper()
	var v verified
	c.json(&v, "verify")
	if len(v.Problems) > 0 {
		c.t.Errorf("verify: %s", strings.Join(v.Problems, "\n"))
	}
	if v.Events == 0 {
		c.t.Error("verify walked no events")
	}
}

// sample returns the path of a sample filing.
func sample(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(samples, name)
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// fixedClock is the --now of tests: a Monday at ten in the morning.
var fixedClock = []string{"--now", "2026-03-02T10:00:00+03:00"}

func TestHelpListsTheExitCodes(t *testing.T) {
	var out, errOut bytes.Buffer
	if code := run(context.Background(), streams{in: strings.NewReader(""), out: &out, err: &errOut}, func(string) string { return "" }, nil); code != exitDone {
		t.Errorf("exit %d: %s", code, errOut.String())
	}
	if !strings.Contains(out.String(), "Exit codes") {
		t.Error("the help does not list the exit codes")
	}
}
