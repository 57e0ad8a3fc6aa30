package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// committed is the folder of filings as it stands in the repository.
const committed = "../filings"

func TestCommittedFolderHoldsExactlyTheSamples(t *testing.T) {
	entries, err := os.ReadDir(committed)
	if err != nil {
		t.Fatal(err)
	}
	var got, want []string
	for _, e := range entries {
		got = append(got, e.Name())
	}
	for _, s := range samples() {
		want = append(want, s.Name, s.Name+".truth.yaml")
	}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("testdata/filings and the samples differ:\n got %q\nwant %q", got, want)
	}
	if len(samples()) < 22 {
		t.Errorf("%d samples, want at least 22", len(samples()))
	}
}

func TestEachTruthIsStrictAndTrueToItsFiling(t *testing.T) {
	for _, s := range samples() {
		t.Run(s.Name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(committed, s.Name+".truth.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			var tr truth
			if err := yaml.NewDecoder(bytes.NewReader(body), yaml.Strict()).Decode(&tr); err != nil {
				t.Fatal(err)
			}
			checkEnumerations(t, tr)
			checkMembers(t, s.Name, tr)
			checkIdentifiers(t, s.Name, tr.Fields)
			checkDates(t, tr)
			checkAbstract(t, tr.Fields.Abstract)
		})
	}
}

func TestNoTwoFilingsShareATitle(t *testing.T) {
	seen := map[string]string{}
	for _, s := range samples() {
		title := s.Application.Title
		if s.States != nil {
			title = s.States.Title
		}
		if other := seen[title]; other != "" && title != "" && !s.Unread {
			t.Errorf("%s and %s are both called %q", other, s.Name, title)
		}
		if !s.Unread {
			seen[title] = s.Name
		}
	}
}

func checkEnumerations(t *testing.T, tr truth) {
	t.Helper()
	oneOf(t, "channel", tr.Filing.Channel, pipeline.Window, pipeline.Post, pipeline.Site, pipeline.EPGU)
	oneOf(t, "fee", tr.Expect.Fee, feeConfirmed, feeMissing, feeUnderpaid)
	if tr.About == "" || tr.Expect.Why == "" {
		t.Error("about and expect.why must say something")
	}
	for _, d := range tr.Documents {
		for _, p := range d.Papers {
			oneOf(t, d.File, p.Kind, pipeline.Statement, pipeline.FurtherAuthorSheet, pipeline.Abstract,
				pipeline.DepositedMaterials, pipeline.PowerOfAttorney, pipeline.ProofOfFee, pipeline.Consent, pipeline.UnknownKind,
				pipeline.OpenLicenceStatement, pipeline.OpenLicencePetition, pipeline.DuplicateStatement, pipeline.Complaint,
				pipeline.WithdrawalStatement, pipeline.AmendmentPetition, pipeline.CoveringLetter)
		}
	}
	f := tr.Fields
	if f.Kind+f.PatentNumber+f.CertificateNumber+f.ApplicationNumber+f.ComplainedCase == "" {
		if tr.Expect.Accept {
			t.Error("an acceptable filing must state its kind or what it is about")
		}
		return
	}
	oneOf(t, "kind", f.Kind, "", "program", "database-1259", "database-1334")
	oneOf(t, "object", f.Object, "", "invention", "utility-model", "design")
	if f.PatentNumber != "" && !regulation.ValidPatentNumber(f.Object, f.PatentNumber) {
		t.Errorf("no register of patents on %s holds %q", f.Object, f.PatentNumber)
	}
	for _, h := range tr.Fields.Holders {
		oneOf(t, "holder kind", h.Kind, "person", "organisation")
		if f.Kind != "" && len(h.Country) != 2 || h.Name == "" || f.Kind != "" && h.Address == "" {
			t.Errorf("holder is not whole: %+v", h)
		}
	}
	for _, a := range tr.Fields.Authors {
		oneOf(t, "mention", a.Mention, "named", "pseudonym", "anonymous")
		if (a.Mention == "pseudonym") != (a.Pseudonym != "") {
			t.Errorf("mention and pseudonym disagree: %+v", a)
		}
	}
}

func oneOf[T comparable](t *testing.T, what string, got T, allowed ...T) {
	t.Helper()
	if !slices.Contains(allowed, got) {
		t.Errorf("%s is %v, want one of %v", what, got, allowed)
	}
}

// checkMembers finds every file that the truth names, and no other, in the filing.
func checkMembers(t *testing.T, name string, tr truth) {
	t.Helper()
	var named []string
	for _, d := range tr.Documents {
		named = append(named, d.File)
	}
	there := members(t, name)
	slices.Sort(named)
	slices.Sort(there)
	if !slices.Equal(named, there) {
		t.Errorf("truth names %q, the filing holds %q", named, there)
	}
}

func members(t *testing.T, name string) []string {
	t.Helper()
	full := filepath.Join(committed, name)
	switch {
	case path.Ext(name) == ".zip":
		r, err := zip.OpenReader(full)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		var names []string
		for _, f := range r.File {
			names = append(names, f.Name)
		}
		return names
	case path.Ext(name) != "":
		return []string{name}
	}
	entries, err := os.ReadDir(full)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func checkIdentifiers(t *testing.T, name string, f fieldsTruth) {
	t.Helper()
	for _, h := range f.Holders {
		if wrong := name == "wrong-inn.pdf"; h.INN != "" && validINN(h.INN) == wrong {
			t.Errorf("INN %s: valid is %v", h.INN, !wrong)
		}
		if h.OGRN != "" && !validOGRN(h.OGRN) {
			t.Errorf("OGRN %s has wrong check digits", h.OGRN)
		}
		if h.SNILS != "" && !validSNILS(h.SNILS) {
			t.Errorf("SNILS %s has wrong check digits", h.SNILS)
		}
	}
}

// checkDates refuses a paper signed or paid for after it was filed.
func checkDates(t *testing.T, tr truth) {
	t.Helper()
	received, err := time.Parse(time.RFC3339, tr.Filing.ReceivedAt)
	if err != nil {
		t.Fatal(err)
	}
	day := received.Format(time.DateOnly)
	dates := []string{}
	for _, s := range tr.Fields.Signatures {
		dates = append(dates, s.Date)
	}
	for _, a := range tr.Fields.Authors {
		dates = append(dates, a.BirthDate)
	}
	for _, d := range []string{tr.Fields.StatementDate, tr.Fields.PublishedOn} {
		if d != "" {
			dates = append(dates, d)
		}
	}
	if tr.Fields.Fee != nil {
		dates = append(dates, tr.Fields.Fee.PaidOn)
	}
	for _, d := range dates {
		if _, err := time.Parse(time.DateOnly, d); err != nil || d > day {
			t.Errorf("date %q does not lie before the filing on %s", d, day)
		}
	}
}

func checkAbstract(t *testing.T, abstract string) {
	t.Helper()
	if n := utf8.RuneCountInString(abstract); n != 0 && (n < 600 || n > 900) {
		t.Errorf("the abstract has %d characters, want 600 to 900", n)
	}
}

// TestGeneratingAgainGivesTheCommittedBytes runs on the filings that need no
// outside program.
func TestGeneratingAgainGivesTheCommittedBytes(t *testing.T) {
	fonts, err := loadFonts(paratypeDir)
	if err != nil {
		t.Fatal(err)
	}
	again := 0
	for _, s := range samples() {
		if s.raster() {
			continue
		}
		again++
		t.Run(s.Name, func(t *testing.T) {
			m, err := s.make(t.Context(), fonts)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range m.files {
				want, err := os.ReadFile(filepath.Join(committed, filepath.FromSlash(f.path)))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(f.body, want) {
					t.Errorf("%s differs from what is committed: run go run ./testdata/generate", f.path)
				}
			}
		})
	}
	if again == 0 {
		t.Fatal("no filing was made again")
	}
}

// TestSameScanSameBytes makes one scanned filing twice.
func TestSameScanSameBytes(t *testing.T) {
	if testing.Short() {
		t.Skip("rasterises pages")
	}
	fonts, err := loadFonts(paratypeDir)
	if err != nil {
		t.Fatal(err)
	}
	s := cleanScan()
	first, err := s.make(t.Context(), fonts)
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.make(t.Context(), fonts)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.files[0].body, second.files[0].body) {
		t.Error("the same scan came out with other bytes")
	}
}

func TestCommittedFilesAreSmall(t *testing.T) {
	const largest, all = 1_500_000, 12_000_000
	total := int64(0)
	err := filepath.Walk(committed, func(p string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		total += info.Size()
		if info.Size() > largest {
			t.Errorf("%s has %d bytes, at most %d are allowed", p, info.Size(), largest)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total > all {
		t.Errorf("the filings have %d bytes, at most %d are allowed", total, all)
	}
}

func TestWordDocumentsAreWellFormed(t *testing.T) {
	paths, err := filepath.Glob(committed + "/word-documents/*.docx")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no DOCX found: %v", err)
	}
	for _, p := range paths {
		r, err := zip.OpenReader(p)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		f, err := r.Open("word/document.xml")
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(f)
		for {
			if _, err := dec.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", p, err)
			}
		}
	}
}

// TestCheckDigits uses published identifiers, so that the sums are not tested
// against themselves.
func TestCheckDigits(t *testing.T) {
	for _, c := range []struct {
		name  string
		valid bool
		want  bool
	}{
		{"INN of an organisation", validINN("7707083893"), true},
		{"INN of a person", validINN("500100732259"), true},
		{"INN with a wrong digit", validINN("7707083894"), false},
		{"INN of a wrong length", validINN("77070838"), false},
		{"OGRN", validOGRN("1027700132195"), true},
		{"OGRN with a wrong digit", validOGRN("1027700132196"), false},
		{"OGRNIP", validOGRN("304500116000157"), true},
		{"SNILS", validSNILS("112-233-445 95"), true},
		{"SNILS with a wrong digit", validSNILS("112-233-445 96"), false},
		{"letters", validINN("77О7083893"), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.valid != c.want {
				t.Errorf("valid is %v, want %v", c.valid, c.want)
			}
		})
	}
}

func TestTextThatDoesNotFitItsPageIsRefused(t *testing.T) {
	fonts, err := loadFonts(paratypeDir)
	if err != nil {
		t.Fatal(err)
	}
	s := personProgram()
	s.Application.Abstract = strings.Repeat(s.Application.Abstract+" ", 9)
	if _, err := s.make(t.Context(), fonts); err == nil {
		t.Error("an abstract longer than its page was drawn")
	}
}
