package regulation

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline/workday"
)

// scenario is one acceptance scenario as its data file holds it.
type scenario struct {
	ID       string            `yaml:"id"`
	Title    string            `yaml:"title"`
	Points   string            `yaml:"points"`
	NotRun   string            `yaml:"not_run"` // why it cannot be run here
	Settings map[string]string `yaml:"settings"`
	Edit     []packEdit        `yaml:"edit"` // of the packs, for what a changed act would do
	Given    Given             `yaml:"given"`
	When     []when            `yaml:"when"`
	Then     then              `yaml:"then"`
}

type packEdit struct{ File, Old, New string }

// Given describes the filing: a complete one, with changes.
type Given struct {
	Channel  string          `yaml:"channel"`
	Received string          `yaml:"received"`
	Fields   map[string]any  `yaml:"fields"`
	Without  []string        `yaml:"without"` // fields taken away
	Papers   []string        `yaml:"papers"`  // kinds; unset: all of a complete filing
	Broken   map[string]bool `yaml:"illegible"`
	Language string          `yaml:"language"`
	Unsure   []string        `yaml:"unsure"`
	Begin    *refusal        `yaml:"begin"` // set: the filing opens no case
}

// when is one thing that happens.
type when struct {
	Do        string            `yaml:"do"`
	As        string            `yaml:"as"` // login:role; the command's own role when empty
	At        string            `yaml:"at"`
	Args      map[string]any    `yaml:"args"`
	Numbers   map[string]string `yaml:"numbers"`
	Refused   *refusal          `yaml:"refused"`
	Automatic bool              `yaml:"automatic"` // the machine acts at this time
	Then      then              `yaml:"then"`
}

type refusal struct {
	Point     string `yaml:"point"`
	Reason    string `yaml:"reason"` // part of it
	Forbidden bool   `yaml:"forbidden"`
}

// then is what must hold.
type then struct {
	At       string            `yaml:"at"` // when it is looked at; the last step's time when empty
	State    string            `yaml:"state"`
	Terminal *bool             `yaml:"terminal"`
	Regions  map[string]string `yaml:"regions"`
	Dates    map[string]string `yaml:"dates"`
	NoDates  []string          `yaml:"no_dates"`
	Numbers  map[string]string `yaml:"numbers"`
	Terms    []termWant        `yaml:"terms"`
	NoTerms  []string          `yaml:"no_terms"`
	Findings []findingWant     `yaml:"findings"`
	Open     []string          `yaml:"open"`
	Closed   map[string]string `yaml:"closed"` // command → point
	Notices  []noticeWant      `yaml:"notices"`
	Register string            `yaml:"register"`
	Due      []dueWant         `yaml:"due"`
}

type termWant struct{ Rule, Due, At, Status, From string }
type findingWant struct{ Rule, Verdict string }
type noticeWant struct {
	Document string   `yaml:"document"`
	Count    int      `yaml:"count"`
	Has      []string `yaml:"has"`
	Never    []string `yaml:"never"`
}
type dueWant struct{ Term, From, Due string }

// repositoryRoot walks up to go.mod.
func repositoryRoot(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

func readScenarios(t testing.TB, pack string) []scenario {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(repositoryRoot(t), "testdata", "scenarios", pack, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no scenario files for %s (%v)", pack, err)
	}
	sort.Strings(files)
	var all []scenario
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		var some []scenario
		if err := yaml.UnmarshalWithOptions(data, &some, yaml.Strict()); err != nil {
			t.Fatalf("%s: %v", filepath.Base(f), err)
		}
		all = append(all, some...)
	}
	return all
}

func TestScenariosOfOrder210(t *testing.T) {
	all := readScenarios(t, "order-210")
	usual := openEmbedded(t, nil)
	var run, not int
	for _, s := range all {
		if s.NotRun != "" {
			not++
			t.Logf("%s is not run: %s", s.ID, s.NotRun)
			continue
		}
		run++
		t.Run(s.ID+"/"+s.Title, func(t *testing.T) { play(t, s, usual) })
	}
	t.Logf("%d scenarios run, %d not run, %d in all", run, not, len(all))
	if run < 60 {
		t.Errorf("only %d scenarios were run: are the files complete?", run)
	}
}

// stage is a scenario under way.
type stage struct {
	t        *testing.T
	engine   *Engine
	pack     *Pack
	kase     Case
	last     time.Time
	notices  []Notice
	register string
	drawn    int
}

func play(t *testing.T, s scenario, usual *Engine) *stage {
	t.Helper()
	g := &stage{t: t, engine: scenarioEngine(t, s, usual)}
	g.kase = g.filing(s.Given)
	var err error
	if g.pack, err = g.engine.InForce("order-210", workday.DateOf(g.kase.ReceivedAt)); err != nil {
		t.Fatal(err)
	}
	g.last = g.kase.ReceivedAt
	begun, err := g.engine.Begin(g.pack, g.kase)
	if s.Given.Begin != nil {
		g.refused(err, *s.Given.Begin)
		g.expect(s.Then)
		return g
	}
	if err != nil {
		t.Fatalf("begin: %v", err)
	}
	g.record(begun)
	for _, w := range s.When {
		g.step(w)
		g.expect(w.Then)
	}
	g.expect(s.Then)
	g.replay()
	return g
}

func scenarioEngine(t *testing.T, s scenario, usual *Engine) *Engine {
	t.Helper()
	if len(s.Edit) == 0 && len(s.Settings) == 0 {
		return usual
	}
	fsys := fstest.MapFS{}
	for _, name := range []string{"order-210.yaml", "order-211.yaml", "tax-code-333-30.yaml"} {
		data, err := packFiles.ReadFile("packs/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, e := range s.Edit {
			if e.File != name {
				continue
			}
			if !strings.Contains(text, e.Old) {
				t.Fatalf("%s does not hold %q to edit", name, e.Old)
			}
			text = strings.ReplaceAll(text, e.Old, e.New)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	e, err := Open(fsys, workday.Production(), s.Settings)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func clockTime(t testing.TB, s string) time.Time {
	t.Helper()
	if len(s) == len("2006-01-02") {
		s += " 10:00"
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, moscow)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (g *stage) filing(s Given) Case {
	c := completeCase(clockTime(g.t, s.Received))
	if s.Channel != "" {
		c.Channel = s.Channel
	}
	for k, v := range s.Fields {
		c.Fields[k] = plain(v)
	}
	for _, k := range s.Without {
		delete(c.Fields, k)
	}
	if s.Papers != nil {
		c.Papers = nil
		for _, kind := range s.Papers {
			c.Papers = append(c.Papers, Paper{Kind: kind, Name: kind + ".pdf", Pages: []int{1}, Confidence: 1, Language: "ru", Legible: true})
		}
	}
	for i := range c.Papers {
		if s.Broken[c.Papers[i].Kind] {
			c.Papers[i].Legible = false
		}
		if s.Language != "" {
			c.Papers[i].Language = s.Language
		}
	}
	c.Unsure = map[string]bool{}
	for _, path := range s.Unsure {
		c.Unsure[path] = true
	}
	return c
}

// plain turns what YAML decodes into what a case holds.
func plain(v any) any {
	switch x := v.(type) {
	case uint64:
		return int64(x)
	case []any:
		for i := range x {
			x[i] = plain(x[i])
		}
	case map[string]any:
		for k := range x {
			x[k] = plain(x[k])
		}
	}
	return v
}

func (g *stage) record(o Outcome) {
	g.kase.History = append(g.kase.History, replayed(g.t, o.Occurrences)...)
	g.notices = append(g.notices, o.Notices...)
	if o.Register != "" {
		g.register = o.Register
	}
}

func (g *stage) step(w when) {
	g.t.Helper()
	at := clockTime(g.t, w.At)
	g.last = at
	done, err := g.engine.Automatic(g.pack, g.kase, at)
	if err != nil {
		g.t.Fatalf("automatic at %s: %v", w.At, err)
	}
	for _, o := range done {
		g.record(o)
	}
	if w.Automatic {
		return
	}
	o, err := g.engine.Perform(g.pack, g.kase, Act{Command: w.Do, Person: g.person(w), At: at, Args: plain(map[string]any(w.Args)).(map[string]any), Numbers: g.numbers(w)})
	if w.Refused != nil {
		g.refused(err, *w.Refused)
		return
	}
	if err != nil {
		g.t.Fatalf("%s at %s: %v", w.Do, w.At, err)
	}
	g.record(o)
}

func (g *stage) person(w when) Person {
	if login, roles, ok := strings.Cut(w.As, ":"); ok {
		return Person{login, strings.Split(roles, "+")}
	}
	if w.Do == CommandSign || w.Do == CommandSendBack {
		return Person{"orlova", []string{"approver"}}
	}
	for _, c := range g.pack.Procedure.Commands {
		if c.ID == w.Do {
			return Person{c.Who[0], []string{c.Who[0]}}
		}
	}
	return Person{"nobody", nil}
}

func (g *stage) numbers(w when) map[string]string {
	out := map[string]string{}
	for _, n := range g.pack.Numbers {
		g.drawn++
		out[n.Name] = fmt.Sprintf("%s-%d", n.Name, g.drawn)
	}
	for k, v := range w.Numbers {
		out[k] = v
	}
	return out
}

func (g *stage) refused(err error, want refusal) {
	g.t.Helper()
	var r *Refused
	if !errors.As(err, &r) {
		g.t.Fatalf("not refused: %v", err)
	}
	if want.Point != "" && r.Point != want.Point {
		g.t.Errorf("refused under point %q, want %q (%s)", r.Point, want.Point, r.Reason)
	}
	if !strings.Contains(r.Reason, want.Reason) {
		g.t.Errorf("refused because %q, want %q in it", r.Reason, want.Reason)
	}
	if r.Forbidden != want.Forbidden {
		g.t.Errorf("forbidden is %v, want %v", r.Forbidden, want.Forbidden)
	}
}

// replay demands that the same history gives the same answers, byte for byte.
func (g *stage) replay() {
	g.t.Helper()
	answers := func() string {
		st, err := g.engine.State(g.pack, g.kase)
		if err != nil {
			g.t.Fatal(err)
		}
		body, err := json.Marshal([]any{
			st, g.engine.Check(g.pack, g.kase), g.engine.Terms(g.pack, g.kase, g.last),
			g.engine.Commands(g.pack, g.kase, g.last, Person{"x", []string{"examiner", "approver"}}),
		})
		if err != nil {
			g.t.Fatal(err)
		}
		return string(body)
	}
	if a, b := answers(), answers(); a != b {
		g.t.Errorf("two replays differ:\n%s\n%s", a, b)
	}
}
