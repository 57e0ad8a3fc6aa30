package main

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sampleRegister is a register of the past that we made up.
var sampleRegister = filepath.Join("..", "..", "testdata", "register", "programs.csv")

// longNumber is an entry as large as one may become: a title of 4,000 characters
// and 300 authors.
const longNumber = "2001619999"

// sampleSite is the public site with everything on it, served by the program.
type sampleSite struct {
	running
	number string // of an entry that came from paper
}

// startSampleSite imports registers and publishes one filing, then serves: our
// own register, one with the extremes and, where it is at hand, the real one.
func startSampleSite(t *testing.T) sampleSite {
	t.Helper()
	c := newCLI(t, fixedClock...)
	c.must("import", "open-data", sampleRegister)
	c.must("import", "open-data", extremeRegister(t))
	shared := cmp.Or(os.Getenv("VESTNIK_SHARED"), filepath.Join("..", "..", "..", "shared"))
	if real, err := filepath.Glob(filepath.Join(shared, "data", "5_search", "*programs*.csv")); err == nil && len(real) > 0 {
		t.Logf("with the real register: %s", c.must("import", "open-data", real[0]))
	}
	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	var shown shownCase
	c.json(&shown, "case", "show", string(took.Receipt.Number))
	return sampleSite{running: serveProgram(t, c.data, "serve"), number: shown.Numbers["registration"]}
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
