package opendata_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"vestnik/extract/opendata"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

var update = flag.Bool("update", false, "write the golden files before comparing")

const header = "registration number,registration date,application number,application date,authors,authors count,right holders,contact to third parties,program name,creation year,registration publish date,registration publish number,actual,publication URL\n"

// outcome is all that reading a file gives.
type outcome struct {
	Rows    []opendata.Row
	Summary opendata.Summary
}

func read(t testing.TB, r io.Reader) outcome {
	t.Helper()
	var out outcome
	sum, err := opendata.Read(r, func(row opendata.Row) error {
		out.Rows = append(out.Rows, row)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out.Summary = sum
	return out
}

// TestDirtyFile reads a file with one kind of dirt to a row and compares all that
// comes of it.
func TestDirtyFile(t *testing.T) {
	body, err := os.ReadFile(filepath.Join("testdata", "dirty.csv"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := json.MarshalIndent(read(t, bytes.NewReader(body)), "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	golden := filepath.Join("testdata", "dirty.golden.json")
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("what was read differs from %s; run with -update and look at the change:\n%s", golden, got)
	}
}

func TestEncodingsAndSeparatorsGiveTheSameRows(t *testing.T) {
	const plain = header + "2006610001,20060118,2005610053,20051108,Совин Сергей Сергеевич (RU),1,\"ООО «Сова; и Ко» (RU)\",,\"Учёт, хранение\",2005,20060320,1,true,\n"
	want := read(t, strings.NewReader(plain))
	if len(want.Rows) != 1 || len(want.Rows[0].Doubts) != 0 {
		t.Fatalf("the plain file gives %+v", want)
	}
	cp1251, err := charmap.Windows1251.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	semicolons := strings.NewReplacer(",", ";").Replace(header) +
		"2006610001;20060118;2005610053;20051108;Совин Сергей Сергеевич (RU);1;\"ООО «Сова; и Ко» (RU)\";;Учёт, хранение;2005;20060320;1;true;\n"
	for name, body := range map[string]string{
		"byte order mark":    "\ufeff" + plain,
		"windows-1251":       cp1251,
		"UTF-16":             utf16LE(plain),
		"CRLF":               strings.ReplaceAll(plain, "\n", "\r\n"),
		"no line end":        strings.TrimSuffix(plain, "\n"),
		"semicolons":         semicolons,
		"blank lines":        strings.ReplaceAll(plain, "\n", "\n\n  \n"),
		"underscored header": strings.Replace(plain, "registration number,registration date", "Registration_Number, REGISTRATION DATE ", 1),
	} {
		t.Run(name, func(t *testing.T) {
			got := read(t, strings.NewReader(body))
			for i := range got.Rows {
				got.Rows[i].Line = want.Rows[0].Line
			}
			if a, b := asJSON(t, got), asJSON(t, want); a != b {
				t.Errorf("got  %s\nwant %s", a, b)
			}
		})
	}
}

func utf16LE(s string) string {
	out := []byte{0xff, 0xfe}
	for _, r := range s { // the samples stay within the basic plane
		out = append(out, byte(r), byte(r>>8))
	}
	return string(out)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestColumnsAreFoundByTheirHeadings(t *testing.T) {
	const file = "actual,database name,extra,registration number,registration publish date\ntrue,Каталог звёзд,x,2006620001,20060320\n"
	var got opendata.Row
	sum, err := opendata.Options{Register: "databases"}.Read(strings.NewReader(file), func(r opendata.Row) error {
		got = r
		return nil
	})
	if err != nil || sum.Imported != 1 {
		t.Fatalf("%+v, %v", sum, err)
	}
	if got.Entry.Register != "databases" || got.Entry.Title != "Каталог звёзд" || got.Entry.Kind != "" || got.Entry.Number != "2006620001" {
		t.Errorf("entry %+v", got.Entry)
	}
	if got.PublishedOn != workday.MustDate("2006-03-20") || got.Issue != nil {
		t.Errorf("published %v in %v", got.PublishedOn, got.Issue)
	}
}

func TestFilesThatAreNoRegisterAreRefused(t *testing.T) {
	for name, body := range map[string]string{
		"empty": "", "another table": "a,b,c\n1,2,3\n", "a page of HTML": "<html><body>404</body></html>", "zeros": "\x00\x00\x00\x00",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := opendata.Read(strings.NewReader(body), func(opendata.Row) error { return nil })
			var e *pipeline.Error
			if !errors.As(err, &e) || e.Kind != pipeline.Invalid || e.Advice == "" {
				t.Errorf("error %v", err)
			}
		})
	}
}

func TestErrorsOfReaderAndCallbackEndTheReading(t *testing.T) {
	const rows = "940001,19940711,,,,,,,А,,,,true,\n940002,19940711,,,,,,,Б,,,,true,\n"
	stop := errors.New("stop")
	sum, err := opendata.Read(strings.NewReader(header+rows), func(r opendata.Row) error {
		if r.Entry.Number == "940002" {
			return stop
		}
		return nil
	})
	if !errors.Is(err, stop) || sum.Imported != 1 || sum.Rows != 1 {
		t.Errorf("callback: %+v, %v", sum, err)
	}
	broken := io.MultiReader(strings.NewReader(header+rows), iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := opendata.Read(broken, func(opendata.Row) error { return nil }); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("reader: %v", err)
	}
}

func TestAnUnclosedQuoteCostsOneRecordOnly(t *testing.T) {
	var b strings.Builder
	b.WriteString(header)
	b.WriteString("940001,19940711,,,\"Никто,,,,А,,,,true,\n")
	for range 3 {
		b.WriteString("строка, которая ничего не начинает\n")
	}
	b.WriteString("940002,19940711,,,,,,,Б,,,,true,\n")
	b.WriteString("940003,19940711,,,\"" + strings.Repeat("длинно\n", 1<<18) + "\n940004,19940711,,,,,,,Г,,,,true,\n")
	got := read(t, strings.NewReader(b.String()))
	reasons := make(map[opendata.Reason]int)
	for _, s := range got.Summary.Skipped {
		reasons[s.Reason]++
	}
	if len(got.Rows) < 2 || got.Rows[0].Entry.Number != "940002" || got.Rows[len(got.Rows)-1].Entry.Number != "940004" {
		t.Errorf("%d rows, summary %+v", len(got.Rows), reasons)
	}
	if reasons[opendata.Malformed] == 0 || reasons[opendata.TooLong] != 1 {
		t.Errorf("reasons %v", reasons)
	}
}

// FuzzRead holds for any bytes: every record is imported or listed once, and
// what is imported is text.
func FuzzRead(f *testing.F) {
	body, err := os.ReadFile(filepath.Join("testdata", "dirty.csv"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(body))
	f.Add(header + "940001,19940711,,,\"a\"\"b\"c,\",,,А,,,,true,\n")
	f.Add(header + "940001,19940711,,,\xcf\xf0\xe8\xe2\xe5\xf2,,,,А&amp;amp;nbsp;,,,,true,\n")
	f.Add("registration number\n1\n\"2\n3\n")
	f.Fuzz(func(t *testing.T, body string) {
		imported := 0
		sum, err := opendata.Read(strings.NewReader(body), func(r opendata.Row) error {
			imported++
			if r.Line < 2 || !r.Entry.Public() || r.Entry.Number == "" {
				t.Fatalf("row %+v", r)
			}
			checkText(t, textOf(r.Entry))
			return nil
		})
		if err != nil {
			if !errors.Is(err, pipeline.Invalid) {
				t.Fatalf("error %v", err)
			}
			return
		}
		if sum.Imported != imported || sum.Rows != imported+len(sum.Skipped) {
			t.Fatalf("%d calls, summary %+v", imported, sum)
		}
		for _, s := range sum.Skipped {
			if s.Reason == "" || s.Message == "" || s.Line < 2 {
				t.Fatalf("skipped %+v", s)
			}
			checkText(t, s.Message+s.Number)
		}
	})
}

func textOf(e pipeline.Entry) string {
	texts := []string{e.Number, e.ApplicationNo, e.Title, e.Contacts}
	for _, p := range append(e.Authors, e.Holders...) {
		texts = append(texts, p.Name, p.Country)
	}
	return strings.Join(append(texts, e.Doubts...), "")
}

func checkText(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
		t.Fatalf("%q is no clean text", s)
	}
}

func BenchmarkRead(b *testing.B) {
	var file strings.Builder
	file.WriteString(header)
	for i := range 1000 {
		file.WriteString(strings.Replace("2006NNNNNN,20060118,2005610053,20051108,\"Совин Сергей Сергеевич (RU)\nЛунь Лев Львович (RU)\",2,\"ООО \"\"Сова\"\" (RU)\",,Учёт и хранение,2005,20060320,1,true,\n",
			"NNNNNN", string([]byte{byte('0' + i/1000%10), '1', byte('0' + i/100%10), byte('0' + i/10%10), byte('0' + i%10), '0'}), 1))
	}
	b.SetBytes(int64(file.Len()))
	for b.Loop() {
		if sum := read(b, strings.NewReader(file.String())).Summary; sum.Imported != 1000 {
			b.Fatalf("%d imported", sum.Imported)
		}
	}
}
