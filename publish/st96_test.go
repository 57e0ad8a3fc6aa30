package publish_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// openLicences is an issue of records that ST.96 has a home for, of one that it
// has none for, and of an object that it has none for.
func openLicences() pipeline.Issue {
	issue := sampleRecords(1)
	for i := range issue.Records {
		record := &issue.Records[i].Record
		record.Kind = map[string]string{"offer": "open-licence", "offer-withdrawn": "open-licence-withdrawn"}[record.Kind]
		record.Fields = append(record.Fields, pipeline.EntryField{Name: "odd", Title: "Знаки", Value: `<a> & "b" ]]>`})
	}
	earlier := issue.Records[0]
	earlier.Record.Seq, earlier.Record.Kind, earlier.Record.Code, earlier.Record.Date = 1, "open-licence", "", workday.NewDate(2026, 1, 12)
	design := issue.Records[2]
	design.Register, design.Number = "designs", "120001"
	other := issue.Records[2]
	other.Number, other.Record.Kind = "2700009", "note"
	issue.Records = append(issue.Records, earlier, design, other)
	return issue
}

// legalStatus returns the documents of an issue and of one of its entries.
func legalStatus(t *testing.T) map[string][]byte {
	t.Helper()
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, openLicences())
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	documents := make(map[string][]byte)
	for _, folder := range []string{"bulletin/inventions/2026/1/", "register/inventions/2700002/"} {
		page, err := site.Page(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		documents[publish.PathOf(folder, publish.ST96)] = render(t, press, page, publish.ST96)
	}
	for _, folder := range []string{"register/designs/120001/", "register/inventions/2700009/", "register/"} {
		page, err := site.Page(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		if body, err := press.Render(page, publish.ST96); err == nil {
			t.Errorf("%s has ST.96, which has no home for it: %s", folder, body)
		}
	}
	return documents
}

func TestLegalStatusTellsTheRecordsOfPatents(t *testing.T) {
	documents := legalStatus(t)
	issue := string(documents["bulletin/inventions/2026/1.st96.xml"])
	checkWellFormed(t, "the issue", []byte(issue))
	for part, want := range map[string]int{
		"<pat:PatentLegalStatus>": 3, "<pat:StatusEventData>": 4, "<pat:DetailedEventCode>S26<": 3, "<pat:DetailedEventCode>S27<": 1,
		"<pat:PatentNumber>190001<": 1, "<com:IPRightKindCategory>Utility model<": 1, "<pat:GazetteNumber>1/2026<": 4, "designs": 0, "120001": 0, "2700009": 0,
		"2026-000951": 0, // the case
	} {
		if got := strings.Count(issue, part); got != want {
			t.Errorf("%q stands %d times in the issue, want %d", part, got, want)
		}
	}
	entry := documents["register/inventions/2700002.st96.xml"]
	if bytes.Count(entry, []byte("<pat:StatusEventData>")) != 2 || bytes.Count(entry, []byte("<pat:PatentLegalStatus>")) != 1 {
		t.Errorf("entry: %s", entry)
	}
}

func TestLegalStatusIsValidAgainstTheSchemaOfTheStandard(t *testing.T) {
	shared := os.Getenv("VESTNIK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	schema := filepath.Join(shared, "data", "7_xml_schemas", "st96_v6_flattened", "PatentLegalStatusData_V6_0.xsd")
	if _, err := os.Stat(schema); err != nil {
		t.Skipf("the schemas of ST.96 are not here: %v", err)
	}
	xmllint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Fatal("xmllint is not installed (Debian package libxml2-utils)")
	}
	arguments := []string{"--nonet", "--noout", "--schema", schema} // read once, for it is large
	for name, body := range legalStatus(t) {
		file := filepath.Join(t.TempDir(), strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(file, body, 0o600); err != nil {
			t.Fatal(err)
		}
		arguments = append(arguments, file)
	}
	if out, err := exec.CommandContext(t.Context(), xmllint, arguments...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
