package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// configure writes the office's configuration into the data directory.
func (c *cli) configure(text string) {
	c.t.Helper()
	if err := os.WriteFile(filepath.Join(c.data, officeFile), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func TestAWrongConfigurationIsRefusedWithItsLine(t *testing.T) {
	for name, k := range map[string]struct{ text, want string }{
		"no YAML":            {"settings: [", "office.yaml"},
		"an unknown section": {"settings: {}\ncolour: red\n", "[2:1]"},
		"an unknown setting": {"settings:\n  fee.date: filing\n  no.such: x\n", "office.yaml:3: setting no.such"},
		"an unknown reading": {"# of fees\nsettings:\n  fee.date: whenever\n", `office.yaml:3: setting fee.date`},
		"a wrong pattern":    {"numbering:\n  receipt: \"{year}-{n}\"\n  incoming: \"{year}\"\n", "office.yaml:3: "},
		"no such folder":     {"packs: nowhere\n", "office.yaml:1: "},
	} {
		t.Run(name, func(t *testing.T) {
			c := newCLI(t)
			c.configure(k.text)
			if _, errOut, code := c.try("regulations", "list"); code != exitUsage || !strings.Contains(errOut, k.want) {
				t.Errorf("exit %d, want %q in: %s", code, k.want, errOut)
			}
		})
	}
	if _, errOut, code := newCLI(t).try("--office", "nowhere.yaml", "regulations", "list"); code != exitUsage {
		t.Errorf("a file that is not there: exit %d, %s", code, errOut)
	}
}

func TestAPackOfTheProgramIsNotReplaced(t *testing.T) {
	c := newCLI(t)
	c.configure("packs: own\n")
	c.amend("order-210.yaml", "2026-04-01", nil)
	if _, errOut, code := c.try("regulations", "list"); code != exitUsage || !strings.Contains(errOut, "order-210-2027.yaml") {
		t.Errorf("exit %d: %s", code, errOut)
	}
}

// amend writes a further edition of order 210 into the office's own packs, with
// texts put in the place of others.
func (c *cli) amend(file, from string, changes map[string]string) {
	c.t.Helper()
	body, err := fs.ReadFile(regulation.Embedded(), "order-210.yaml")
	if err != nil {
		c.t.Fatal(err)
	}
	text := string(body)
	edition, rest, _ := strings.Cut(text, "\n  edition: ")
	_, rest, _ = strings.Cut(rest, "\n")
	text = edition + "\n  edition: \"" + from + "\"\n" + rest
	before, rest, _ := strings.Cut(text, "\n  in_force_from: ")
	_, rest, _ = strings.Cut(rest, "\n")
	text = before + "\n  in_force_from: " + from + "\n" + rest
	for was, is := range changes {
		if !strings.Contains(text, was) {
			c.t.Fatalf("the pack does not say %q", was)
		}
		text = strings.Replace(text, was, is, 1)
	}
	dir := filepath.Join(c.data, "own")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// refusalTerm is how the pack writes the term to tell of a refusal, without its length.
const refusalTerm = `{id: D210-12, title: Уведомление об отказе в приёме, point: "58", amount: `

// An amended edition beside the first judges the filings that come after it, and
// those alone.
func TestTwoEditionsJudgeEachItsOwnFilings(t *testing.T) {
	c := newCLI(t).on("2026-03-30")
	first := c.ingest(sample(t, "one-pdf.pdf"))
	c.configure("packs: own\nnumbering:\n  receipt: \"Р-{year}-{n:04}\"\n")
	c.amend("order-210-2026.yaml", "2026-04-01", map[string]string{refusalTerm + "5": refusalTerm + "7"})
	second := c.on("2026-04-02").ingest(sample(t, "person-program"))
	if second.Receipt.Number != "Р-2026-0002" {
		t.Errorf("the office's own pattern gave %s", second.Receipt.Number)
	}
	old, amended := c.show(string(first.Case.ID)), c.on("2026-04-02").show(string(second.Case.ID))
	if old.Pack.Edition == amended.Pack.Edition || amended.Pack.Edition != "2026-04-01" {
		t.Fatalf("judged by %s and %s", old.Pack.Edition, amended.Pack.Edition)
	}
	for _, k := range []struct {
		shown shownCase
		from  string
		days  int
	}{{old, "2026-03-30", 5}, {amended, "2026-04-02", 7}} {
		want, err := workday.Production().Due(workday.MustDate(k.from), workday.Term{Amount: k.days, Unit: workday.WorkingDays})
		if err != nil {
			t.Fatal(err)
		}
		if got := k.shown.term(t, "D210-12").Due; got != want.Date {
			t.Errorf("%s: due %s, want %s", k.shown.ID, got, want.Date)
		}
	}
	// The cases of the amended edition are judged by nothing while it is away.
	c.configure("{}\n")
	if _, errOut, code := c.on("2026-04-03").try("case", "do", string(second.Case.ID), "accept", "--as", "registrar"); code != exitUsage || !strings.Contains(errOut, "не загружена") {
		t.Errorf("exit %d: %s", code, errOut)
	}
}

func TestGapsAreListedWithTheReadingThatHolds(t *testing.T) {
	c := newCLI(t)
	c.configure("settings:\n  fee.date: payment\n")
	var gaps []shownGap
	c.json(&gaps, "regulations", "settings")
	i := slices.IndexFunc(gaps, func(g shownGap) bool { return g.Key == "fee.date" })
	if i < 0 || gaps[i].Reading != "payment" || gaps[i].Default != "filing" || len(gaps[i].Options) < 2 || gaps[i].Question == "" {
		t.Fatalf("gaps: %+v", gaps)
	}
	var some []shownGap
	c.json(&some, "regulations", "settings", "order-144")
	if len(some) == 0 || len(some) >= len(gaps) {
		t.Errorf("%d gaps of one act, %d of all", len(some), len(gaps))
	}
	if text := c.must("regulations", "settings", "order-210"); !strings.Contains(text, "✓   payment") {
		t.Errorf("printed\n%s", text)
	}
	if _, _, code := c.try("regulations", "settings", "order-999"); code != exitUsage {
		t.Errorf("an unknown act: exit %d", code)
	}
}

// Every role that may decide has somebody at the demonstration.
func TestTheDemoStaffHoldsEveryRole(t *testing.T) {
	engine, err := (&officeConfig{}).engine(workday.Production())
	if err != nil {
		t.Fatal(err)
	}
	for _, role := range decidingRoles(engine) {
		held := false
		for _, account := range demoStaff {
			held = held || slices.Contains(account.Roles, role)
		}
		if !held {
			t.Errorf("nobody is %s", role)
		}
	}
}
