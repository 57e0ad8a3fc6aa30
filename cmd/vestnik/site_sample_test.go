package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// sampleRegister is a register of the past that we made up.
var sampleRegister = filepath.Join("..", "..", "testdata", "register", "programs.csv")

// longNumber is an entry as large as one may become: a title of 4,000 characters
// and 300 authors.
const longNumber = "2001619999"

// sampleSite is the public site with everything on it, served by the program.
type sampleSite struct {
	running
	number  string // of an entry that came from paper and was corrected
	waiting string // of a case that is being examined
	tree    string // its static copy
}

// startSampleSite imports registers, publishes a filing, its correction, an open
// licence and an empty issue, then serves: our own register, one with the extremes
// and, where it is at hand, the real one.
func startSampleSite(t *testing.T) sampleSite {
	t.Helper()
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", sampleRegister)
	c.must("import", "open-data", extremeRegister(t))
	shared := cmp.Or(os.Getenv("VESTNIK_SHARED"), filepath.Join("..", "..", "..", "shared"))
	if real, err := filepath.Glob(filepath.Join(shared, "data", "5_search", "*programs*.csv")); err == nil && len(real) > 0 {
		t.Logf("with the real register: %s", c.must("import", "open-data", real[0]))
	}
	waiting := c.ingest(sample(t, "seven-authors.pdf"))
	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	var shown shownCase
	c.json(&shown, "case", "show", string(took.Receipt.Number))
	c.correctTitle(shown.Entries[0])
	c.publishLicence(func(pipeline.CaseID) {})
	c.must("--now", "2026-05-04T12:00:00+03:00", "issue", "open", "programs")
	c.must("--now", "2026-05-04T12:00:00+03:00", "issue", "close", "programs", "--empty")
	tree := filepath.Join(t.TempDir(), "site")
	c.must("--now", "2026-05-04T12:00:00+03:00", "publish", "--out", tree)
	return sampleSite{
		tree: tree, running: serveProgram(t, c.data, "--now", "2026-05-04T12:00:00+03:00", "serve"),
		number: shown.Numbers["registration"], waiting: string(waiting.Receipt.Number),
	}
}

// correctTitle corrects the title of an entry and publishes that.
func (c *cli) correctTitle(key string) {
	c.t.Helper()
	var entry shownEntry
	c.json(&entry, "entry", "show", key)
	c.more = []string{"--now", "2026-04-06T10:00:00+03:00"}
	c.must("entry", "correct", key, "--nature", "office-error", "--basis", "в названии пропущены слова",
		"--set", "title="+entry.Title+" (издание второе)", "--seen", string(entry.Digest))
	c.must("entry", "sign", key, "--as", "approver")
	c.publishAll()
}

// publishLicence takes an open licence from its filing into an issue; signed is
// called before it is entered in the register.
func (c *cli) publishLicence(signed func(pipeline.CaseID)) ingested {
	c.t.Helper()
	at := func(moment string, args ...string) {
		c.t.Helper()
		c.must(append([]string{"--now", moment + ":00+03:00"}, args...)...)
	}
	took := c.ingest("--now", "2026-03-11T10:20:00+03:00", sample(c.t, "licence-invention.pdf"))
	id := string(took.Case.ID)
	for _, step := range [][]string{
		{"2026-03-11T11:00", "register", "--as", "registrar"},
		{"2026-03-12T11:00", "begin-fee-check", "--as", "fee-officer"},
		{"2026-03-12T12:00", "confirm-fee", "--as", "fee-officer", "--set", "amount=2000", "--set", "paid_on=2026-03-11"},
		{"2026-04-01T12:00", "satisfy", "--as", "examiner", "--set", "words=Требования соблюдены."},
		{"2026-04-02T12:00", "sign", "--as", "approver"},
	} {
		at(step[0], append([]string{"case", "do", id}, step[1:]...)...)
	}
	signed(took.Case.ID)
	at("2026-04-03T12:00", "case", "do", id, "enter", "--as", "registrar")
	for _, verb := range []string{"open", "add", "close"} {
		at("2026-04-25T12:00", "issue", verb, "inventions")
	}
	return took
}

// extremeRegister writes a register with one entry as large as may be.
func extremeRegister(t *testing.T) string {
	t.Helper()
	header := "registration number,registration date,application number,application date,authors,authors count,right holders,contact to third parties,program name,creation year,registration publish date,registration publish number,actual,publication URL"
	title := "Система «" + strings.Repeat("учёт наблюдений за уровнем воды и ", 117)
	title = string([]rune(title)[:3999]) + "»"
	var authors []string
	for i := range 300 {
		authors = append(authors, fmt.Sprintf("Мноюпридуманный-Наблюдательский Константин %d-й (RU)", i+1))
	}
	path := filepath.Join(t.TempDir(), "extreme.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(f)
	err = w.WriteAll([][]string{strings.Split(header, ","), {
		longNumber, "20011015", "2001619998", "20010903", strings.Join(authors, "\n"), "300",
		"Непрерывнодлинноенаименованиебезединогопробелаподлиннеестрокинателефоне (RU)", "", title, "2001", "20011220", "9", "true", "",
	}})
	if err := cmp.Or(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}
