package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAnOpenLicenceLivesFromItsStatementToItsWithdrawal takes two filings about
// one patent, two years apart, to two issues and one page.
func TestAnOpenLicenceLivesFromItsStatementToItsWithdrawal(t *testing.T) {
	if testing.Short() {
		t.Skip("thirty command lines, two of them reading filings")
	}
	c := newCLI(t)
	at := func(moment string, args ...string) string {
		t.Helper()
		return c.must(append([]string{"--now", moment + ":00+03:00"}, args...)...)
	}
	took := c.ingest("--now", "2026-03-11T10:20:00+03:00", sample(t, "licence-invention.pdf"))
	first := string(took.Case.ID)
	for _, step := range [][]string{
		{"2026-03-11T11:00", "register", "--as", "registrar"},
		{"2026-03-12T11:00", "begin-fee-check", "--as", "fee-officer"},
		{"2026-03-12T12:00", "confirm-fee", "--as", "fee-officer", "--set", "amount=2000", "--set", "paid_on=2026-03-11"},
		{"2026-04-01T12:00", "satisfy", "--as", "examiner", "--set", "words=Требования соблюдены."},
		{"2026-04-02T12:00", "sign", "--as", "approver"},
		{"2026-04-03T12:00", "enter", "--as", "registrar"},
	} {
		at(step[0], append([]string{"case", "do", first}, step[1:]...)...)
	}
	publish := func(moment string) {
		t.Helper()
		for _, verb := range []string{"open", "add", "close"} {
			at(moment, "issue", verb, "inventions")
		}
	}
	publish("2026-04-25T12:00")

	took = c.ingest("--now", "2028-05-10T12:10:00+03:00", sample(t, "licence-petition.pdf"))
	second := string(took.Case.ID)
	for field, value := range map[string]string{
		"patent_number": "2798041", "title": "Сошник зерновой сеялки с упругой подвеской", "published_on": "2026-04-25", "published_in": "№ 1 от 25.04.2026",
	} {
		at("2028-05-10T12:30", "case", "correct", second, field, value, "--as", "registrar")
	}
	for _, step := range [][]string{
		{"2028-05-11T11:00", "register", "--as", "registrar"},
		{"2028-05-12T11:00", "begin-fee-check", "--as", "fee-officer"},
		{"2028-05-12T12:00", "confirm-fee", "--as", "fee-officer", "--set", "amount=2000", "--set", "paid_on=2028-05-11"},
		{"2028-05-12T12:30", "record-topup", "--as", "fee-officer", "--set", "amount=1700", "--set", "paid_on=2028-05-11"},
		{"2028-06-01T12:00", "satisfy", "--as", "examiner", "--set", "words=Требования соблюдены."},
		{"2028-06-02T12:00", "sign", "--as", "approver"},
		{"2028-06-05T12:00", "enter", "--as", "registrar"},
	} {
		at(step[0], append([]string{"case", "do", second}, step[1:]...)...)
	}
	publish("2028-06-25T12:00")

	site := t.TempDir()
	at("2028-06-26T12:00", "publish", "--out", site)
	page, err := os.ReadFile(filepath.Join(site, "register", "inventions", "2798041.md"))
	if err != nil {
		t.Fatal(err)
	}
	inOrder(t, string(page),
		"Номер патента", "2798041", "Акционерное общество «Пашенский завод сеялок» (RU)",
		"Открытая лицензия {#record-1}", "2 процента отпускной цены", "2027", "26 апреля 2028", "inventions/2026/1/",
		"Отзыв заявления об открытой лицензии {#record-2}", "25 апреля 2026", "inventions/2028/1/", "История записи")
	for _, private := range []string{"9806007417", "ул. Заводская", "555-06-41", first, second} {
		if strings.Contains(string(page), private) {
			t.Errorf("the page tells %q", private)
		}
	}
	for _, year := range []string{"2026", "2028"} {
		c.must("verify-issue", filepath.Join(site, "bulletin", "inventions", year, "1"), "--key", filepath.Join(site, "bulletin", "public-key.pem"))
	}
	if _, _, code := c.try("verify-issue", filepath.Join(site, "bulletin", "inventions", "2028", "1"), "--key", filepath.Join(site, "bulletin", "public-key.pem"), "--after", strings.Repeat("0", 64)); code == exitDone {
		t.Error("an issue that follows another one passes for the next")
	}
	c.verifyClean()
}

// inOrder demands that the parts stand in a text one after another.
func inOrder(t *testing.T, text string, parts ...string) {
	t.Helper()
	at := 0
	for _, part := range parts {
		i := strings.Index(text[at:], part)
		if i < 0 {
			t.Fatalf("after byte %d there is no %q in\n%s", at, part, text)
		}
		at += i + len(part)
	}
}
