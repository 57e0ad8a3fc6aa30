package publish_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"vestnik/extract/opendata"
	"vestnik/pipeline"
	"vestnik/publish"
)

// siteFile returns a file of the site that is no page.
func siteFile(t *testing.T, press *publish.Press, cat pipeline.Catalogue, name string) []byte {
	t.Helper()
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	files, err := site.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if f.Path == name {
			var b bytes.Buffer
			if err := f.Write(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			return b.Bytes()
		}
	}
	t.Fatalf("there is no file %s", name)
	return nil
}

// importRows reads a register in the office's columns.
func importRows(t *testing.T, table []byte) []pipeline.Entry {
	t.Helper()
	var entries []pipeline.Entry
	summary, err := opendata.Read(bytes.NewReader(table), func(row opendata.Row) error {
		entries = append(entries, row.Entry)
		return nil
	})
	if err != nil || len(summary.Skipped) > 0 {
		t.Fatalf("%v, skipped %v", err, summary.Skipped)
	}
	return entries
}

// checkRoundTrip publishes imported entries and imports what was published.
func checkRoundTrip(t *testing.T, entries []pipeline.Entry) {
	t.Helper()
	press := testPress(t)
	again := importRows(t, siteFile(t, press, &catalogue{entries: entries}, "data/programs-official.csv"))
	if len(again) != len(entries) {
		t.Fatalf("%d of %d entries came back", len(again), len(entries))
	}
	for i, want := range entries {
		got := again[i]
		got.Doubts, want.Doubts = nil, nil // a doubt that the import settled is none the second time
		for j := range want.Holders {
			got.Holders[j].Kind = want.Holders[j].Kind // read off the name as it was written
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("entry %s came back as\n%+v, was\n%+v", want.Number, got, want)
		}
	}
}

const officialHead = "registration number,registration date,application number,application date,authors,authors count,right holders,contact to third parties,program name,creation year,registration publish date,registration publish number,actual,publication URL"

func TestTheOfficesColumnsComeBackAsTheyWere(t *testing.T) {
	table := "\ufeff" + officialHead + "\r\n" +
		"950101,19950315,950090,19950130,\"Волков П.А. (RU)\nЖилина А.И. (BY)\",2,\"ООО \"\"Фирма \"\"Север\"\" (RU)\",,«ПРОФИЛЬ»<br/>версия 2,1995,19950420,1,true,http://example.org/1\r\n" +
		"2005610001,20050110,2004612345,20041201,,1,Волков Пётр Ильич (RU),\"123456, Москва, а/я 7\",\"=СУММ(A1), \"\"учёт\"\"\",,20050320,1,false,\r\n"
	entries := importRows(t, []byte(table))
	checkRoundTrip(t, entries[:1])
	press := testPress(t)
	published := siteFile(t, press, &catalogue{entries: entries}, "data/programs-official.csv")
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(published, []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Join(rows[0], ",") != officialHead {
		t.Errorf("columns %v", rows[0])
	}
	want := []string{"2005610001", "20050110", "2004612345", "20041201", "", "", "Волков Пётр Ильич (RU)", "123456, Москва, а/я 7",
		`'=СУММ(A1), "учёт"`, "", "20050320", "1", "false", "https://bulletin.example/register/programs/2005610001/"}
	if !reflect.DeepEqual(rows[2], want) {
		t.Errorf("row %q\nwant %q", rows[2], want)
	}
}

// TestACleanTableOfTheOfficeIsPublishedByteForByte publishes what was imported: a
// table without dirt, whose addresses are ours already, stays as it was.
func TestACleanTableOfTheOfficeIsPublishedByteForByte(t *testing.T) {
	table := "\ufeff" + officialHead + "\r\n" +
		"950101,19950315,950090,19950130,\"Волков П.А. (RU)\r\nЖилина А.И. (BY)\",2,\"ООО \"\"Фирма \"\"\"\"Север\"\" (RU)\",,«ПРОФИЛЬ» версия 2,1995,19950420,1,true,https://bulletin.example/register/programs/950101/\r\n" +
		"2005610001,20050110,2004612345,20041201,Волков Пётр Ильич (RU),1,Волков Пётр Ильич (RU),\"123456, Москва, а/я 7\",Учёт,2004,20050320,1,true,https://bulletin.example/register/programs/2005610001/\r\n"
	entries := importRows(t, []byte(table))
	if published := siteFile(t, testPress(t), &catalogue{entries: entries}, "data/programs-official.csv"); string(published) != table {
		t.Errorf("published\n%s\nof\n%s", published, table)
	}
}

// TestTheOfficesOwnRowsComeBack does the same with rows that the office gave away.
func TestTheOfficesOwnRowsComeBack(t *testing.T) {
	shared := os.Getenv("VESTNIK_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "shared")
	}
	table, err := os.ReadFile(filepath.Join(shared, "data", "5_search", "rospatent_programs_SHARED_half.csv"))
	if err != nil {
		t.Skipf("the office's file is not here: %v", err)
	}
	checkRoundTrip(t, importRows(t, table))
}

// TestDaysOfChangeMakeTheRegister applies the files of all days, one after
// another, and compares the result with the register's own file.
func TestDaysOfChangeMakeTheRegister(t *testing.T) {
	press := testPress(t)
	cat := crowded(t, press)
	later := sampleRecords(2)
	for i := range later.Records {
		later.Records[i].Record.Seq += 2
	}
	cat.close(t, press, later)
	out := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, out); err != nil {
		t.Fatal(err)
	}
	var index struct {
		Files []struct {
			Path, Holds, Register string
			Entries               int
		}
	}
	read := func(name string) []byte {
		body, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	if err := json.Unmarshal(read("data/index.json"), &index); err != nil {
		t.Fatal(err)
	}
	type line struct {
		Op      string
		Record  map[string]any
		History []any
	}
	lines := func(name string) []string {
		return strings.Split(strings.TrimSuffix(string(read(name)), "\n"), "\n")
	}
	built, deltas := make(map[string]string), 0
	for i := len(index.Files) - 1; i >= 0; i-- { // the oldest day first
		file := index.Files[i]
		if file.Holds != "delta" {
			continue
		}
		deltas++
		for _, text := range lines(file.Path) {
			var l line
			if err := json.Unmarshal([]byte(text), &l); err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(l.Record["register"], "/", l.Record["number"])
			if _, known := built[key]; known != (l.Op == "change") {
				t.Errorf("%s: %s, known before: %v", key, l.Op, known)
			}
			record, err := json.Marshal(l.Record)
			if err != nil {
				t.Fatal(err)
			}
			built[key] = string(record)
		}
	}
	if deltas < 5 {
		t.Errorf("%d days", deltas)
	}
	for _, file := range index.Files {
		if file.Holds != "register" || file.Entries == 0 {
			continue
		}
		whole := lines(file.Path)
		if len(whole) != file.Entries {
			t.Errorf("%s has %d lines, the index says %d", file.Path, len(whole), file.Entries)
		}
		for _, text := range whole {
			var record map[string]any
			if err := json.Unmarshal([]byte(text), &record); err != nil {
				t.Fatal(err)
			}
			if len(record["history"].([]any)) == 0 {
				t.Errorf("no history: %s", text)
			}
			delete(record, "history")
			want, err := json.Marshal(record)
			if err != nil {
				t.Fatal(err)
			}
			key := fmt.Sprint(record["register"], "/", record["number"])
			if built[key] != string(want) {
				t.Errorf("%s is built as\n%s, stands as\n%s", key, built[key], want)
			}
			delete(built, key)
		}
	}
	if len(built) > 0 {
		t.Errorf("%d entries of days stand in no register", len(built))
	}
}
