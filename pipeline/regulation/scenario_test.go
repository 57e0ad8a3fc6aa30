package regulation

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/goccy/go-yaml"
)

// scenario is one acceptance scenario, or one fixture of a rule, read from a
// data file: docs/regulations.md tells how they are written.
type scenario struct {
	ID        string                `yaml:"id"`
	Title     string                `yaml:"title"`
	Points    string                `yaml:"points"` // of the act
	NotRun    string                `yaml:"not_run"`
	Pack      string                `yaml:"pack"`       // whose procedure it follows; the act's own when empty
	After     string                `yaml:"after"`      // the scenario whose given and when come first
	Settings  map[string]string     `yaml:"settings"`   // of the office
	Edit      []packEdit            `yaml:"edit"`       // what a changed act would do
	NotLoaded string                `yaml:"not_loaded"` // part of why packs so edited are refused; nothing else happens
	Given     Given                 `yaml:"given"`
	Open      *opening              `yaml:"open"`  // instead of given: a person opens the case
	Links     map[string][]scenario `yaml:"links"` // other cases of the office, by link
	When      []when                `yaml:"when"`
	Then      then                  `yaml:"then"`

	// Of a fixture of a rule.
	Rule     string `yaml:"rule"`
	Fixture  string `yaml:"fixture"`  // pass | fail | not-applicable | needs-person
	Scenario string `yaml:"scenario"` // the scenario that shows it, instead of all of the above
	None     string `yaml:"none"`     // why there can be no such fixture
}

type packEdit struct{ File, Old, New string }

// Given describes the filing: the complete one of its pack, with changes.
type Given struct {
	Channel    string            `yaml:"channel"`
	Received   string            `yaml:"received"`
	Fields     map[string]any    `yaml:"fields"`
	Without    []string          `yaml:"without"` // fields taken away
	Papers     []string          `yaml:"papers"`  // kinds; unset: all of a complete filing
	Broken     map[string]bool   `yaml:"illegible"`
	Language   string            `yaml:"language"`
	Languages  map[string]string `yaml:"languages"`    // by kind of paper
	NotInForce bool              `yaml:"not_in_force"` // set: no edition of the pack is in force on that day
	Unsure     []string          `yaml:"unsure"`
	Begin      *refusal          `yaml:"begin"`   // set: the filing opens no case
	Problem    map[string]string `yaml:"problem"` // by kind of paper
	Long       map[string]int    `yaml:"long"`    // field → length in characters
	History    []pastOccurrence  `yaml:"history"` // instead of begin and when
}

type pastOccurrence struct {
	Name, Transition string
	Dates            map[string]any
	Numbers          map[string]any
	Values           map[string]any
}

// opening is a person's command that opens a case.
type opening struct {
	Command string            `yaml:"command"`
	As      string            `yaml:"as"`
	At      string            `yaml:"at"`
	Args    map[string]any    `yaml:"args"`
	Numbers map[string]string `yaml:"numbers"`
	Refused *refusal          `yaml:"refused"`
}

// when is one thing that happens.
type when struct {
	Do        string            `yaml:"do"`
	As        string            `yaml:"as"` // login:role+role; the command's own role when empty
	At        string            `yaml:"at"`
	Args      map[string]any    `yaml:"args"`
	Numbers   map[string]string `yaml:"numbers"`
	Papers    []string          `yaml:"papers"` // kinds that came by then
	Fields    map[string]any    `yaml:"fields"` // what is known by then
	Refused   *refusal          `yaml:"refused"`
	Automatic bool              `yaml:"automatic"` // only the machine acts at this time
	Then      then              `yaml:"then"`
}

type refusal struct {
	Point     string `yaml:"point"`
	Reason    string `yaml:"reason"` // part of it
	Forbidden bool   `yaml:"forbidden"`
}

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

// acts are the acts that have data of a kind: the folders under testdata/KIND.
func acts(t testing.TB, kind string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(repositoryRoot(t), "testdata", kind))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		if e.IsDir() {
			out = append(out, e.Name())
		}
	}
	return out
}

// decode reads one data file strictly; it reports whether there is one.
func decode(t testing.TB, into any, path ...string) bool {
	t.Helper()
	name := filepath.Join(append([]string{repositoryRoot(t), "testdata"}, path...)...)
	data, err := os.ReadFile(name)
	if os.IsNotExist(err) {
		return false
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(data, into, yaml.Strict()); err != nil {
		t.Fatalf("%s: %v", filepath.Join(path...), err)
	}
	return true
}

// readList reads every data file of a folder under testdata as one list.
func readList[T any](t testing.TB, path ...string) []T {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(append(append([]string{repositoryRoot(t), "testdata"}, path...), "*.yaml")...))
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(files)
	var all []T
	for _, f := range files {
		if filepath.Base(f) == actFile {
			continue
		}
		var some []T
		decode(t, &some, append(slices.Clone(path), filepath.Base(f))...)
		all = append(all, some...)
	}
	return all
}

// library holds the scenarios of one act.
type library struct {
	act     string
	all     []scenario
	filings map[string]Given // the complete filing of each pack
}

func readLibrary(t testing.TB, act string) *library {
	t.Helper()
	l := &library{act: act, all: readList[scenario](t, "scenarios", act), filings: map[string]Given{}}
	seen := map[string]bool{}
	for i := range l.all {
		s := &l.all[i]
		if s.Rule != "" || s.Fixture != "" || s.None != "" || s.Scenario != "" {
			t.Errorf("%s: a scenario is no fixture of a rule", s.ID)
		}
		if s.ID == "" || seen[s.ID] {
			t.Errorf("a scenario of %s has no id of its own: %q", act, s.ID)
		}
		seen[s.ID] = true
	}
	for i := range l.all {
		l.all[i].Pack = l.packOf(l.all[i])
	}
	return l
}

// packOf is the pack whose procedure a scenario follows.
func (l *library) packOf(s scenario) string {
	if base, ok := l.find(s.After); ok && s.Pack == "" {
		return l.packOf(base)
	}
	return cmp.Or(s.Pack, l.act)
}

func (l *library) find(id string) (scenario, bool) {
	i := slices.IndexFunc(l.all, func(s scenario) bool { return id != "" && s.ID == id })
	if i < 0 {
		return scenario{}, false
	}
	return l.all[i], true
}

// whole puts before a scenario the one that it comes after.
func (l *library) whole(t testing.TB, s scenario) scenario {
	t.Helper()
	s.Pack = l.packOf(s)
	if s.After == "" {
		return s
	}
	base, ok := l.find(s.After)
	if !ok || base.NotRun != "" {
		t.Fatalf("%s comes after %s, which does not run", s.ID, s.After)
	}
	base = l.whole(t, base)
	s.Given, s.Open, s.After = base.Given, base.Open, ""
	s.When = slices.Concat(base.When, s.When)
	s.Edit = slices.Concat(base.Edit, s.Edit)
	settings := maps.Clone(base.Settings)
	if settings == nil {
		settings = map[string]string{}
	}
	maps.Copy(settings, s.Settings)
	s.Settings = settings
	if s.Links == nil {
		s.Links = base.Links
	}
	return s
}

// complete is the filing of a pack with nothing wrong in it.
func (l *library) complete(t testing.TB, pack string) Given {
	t.Helper()
	if _, ok := l.filings[pack]; !ok {
		var g Given
		decode(t, &g, "scenarios", l.act, "filings", pack+".yaml")
		l.filings[pack] = g
	}
	return l.filings[pack]
}

// actFile says of an act's data how much of it there must be.
const actFile = "act.yaml"

// TestScenarios runs every scenario of every act, and counts them.
func TestScenarios(t *testing.T) {
	for _, act := range acts(t, "scenarios") {
		t.Run(act, func(t *testing.T) {
			l := readLibrary(t, act)
			run, not := 0, 0
			for _, s := range l.all {
				if s.NotRun != "" {
					not++
					t.Logf("%s is not run: %s", s.ID, s.NotRun)
					continue
				}
				run++
				t.Run(s.ID+"/"+s.Title, func(t *testing.T) { l.play(t, s) })
			}
			t.Logf("%s: %d scenarios run, %d not run, %d in all", act, run, not, len(l.all))
			if run == 0 {
				t.Error("no scenario was run: are the files there?")
			}
		})
	}
}
