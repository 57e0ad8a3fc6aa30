package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"vestnik/pipeline"
)

// badFile is something that a clerk may be handed, and what must be said of it.
type badFile struct {
	name   string
	body   []byte
	status pipeline.DocumentStatus
	code   string // of the problem; empty when there must be none
	advice string // part of what the clerk is told to do
	page   int    // the page that the problem names
}

// healthy is a filing in which nothing is wrong, though it is no application.
const healthy = "РЕФЕРАТ\nПрограмма для ЭВМ ведёт учёт зерна на элеваторе\nи печатает складские квитанции"

// badFiles are files that no parser of ours may fall over. All are made here.
func badFiles(t *testing.T) []badFile {
	t.Helper()
	good := typedPDF(t, healthy, "Исходный текст программы\nи руководство оператора")
	const (
		read, partial, rejected = pipeline.DocRead, pipeline.DocPartial, pipeline.DocRejected
		unpacked                = pipeline.DocUnpacked
	)
	unique := func(tail string) []byte { return append(bytes.Clone(good), tail...) } // the same bytes would be the same filing
	return []badFile{
		{"пустой.pdf", nil, rejected, "empty", "прислать файл ещё раз", 0},
		{"обрыв.pdf", good[:len(good)/2], rejected, "truncated", "прислать файл ещё раз", 0},
		{"без хвоста.pdf", good[:len(good)-30], partial, "truncated", "Сверьте число страниц", 0},
		{"под паролем.pdf", withPassword(t, good, "secret"), rejected, "encrypted", "без пароля", 0},
		{"только пароль владельца.pdf", withPassword(t, good, ""), read, "", "", 0},
		{"5001 страница.pdf", manyPages(t, 5001), rejected, "too-large", "Разделите файл", 0},
		{"ложное число страниц.pdf", rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>",
			"<</Type/Page/Parent 2 0 R>>"), partial, "blank", "запросите документ", 0},

		{"массивы.pdf", deepPDF("[", 5_000_000), rejected, "damaged", "отсканируйте бумагу", 0},
		{"словари.pdf", deepPDF("<</A", 2_000_000), rejected, "damaged", "отсканируйте бумагу", 0},
		{"148 байт.pdf", tinyOverflow(), rejected, "damaged", "отсканируйте бумагу", 0},
		{"страницы в себе.pdf", rawPDF("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"), rejected, "damaged", "отсканируйте бумагу", 0},
		{"ссылка на себя.pdf", rawPDF("1 0 R"), rejected, "damaged", "отсканируйте бумагу", 0},
		{"форма в себе.pdf", onePage("/MediaBox[0 0 595 842]", "/X Do"), partial, "blank", "запросите документ", 0},
		{"поток в себе.pdf", selfStream(), partial, "damaged", "внесите сведения вручную", 2},
		{"страница с город.pdf", onePage("/MediaBox[0 0 1e9 1e9]", "BT /F 12 Tf 72 700 Td (This page is as large as a town and has one line) Tj ET"), read, "", "", 0},
		{"чертёж с город.pdf", onePage("/MediaBox[0 0 100000000 100000000]", "0 0 m 900000 900000 l S"), partial, "blank", "запросите документ", 0},

		{"точка.png", blankPNG(t, 1, 1), partial, "blank", "запросите документ", 0},
		{"400 мегапикселей.png", blankPNG(t, 20000, 20000), rejected, "too-large", "300 точек на дюйм", 0},
		{"мультфильм.gif", movingGIF(t), partial, "blank", "запросите документ", 0},

		{"картинка.pdf", blankPNG(t, 300, 300), partial, "blank", "запросите документ", 0},
		{"текст.pdf", []byte(healthy), read, "wrong-extension", "убедитесь", 0},
		{"документ.jpg", wordFile(t, "Реферат программы учёта зерна на элеваторе"), read, "wrong-extension", "убедитесь", 0},
		{"видео.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + strings.Repeat("\x00\x07", 300)), rejected, "unsupported", "в одном из этих видов", 0},
		{"скан.pdf.exe", append([]byte("MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8"), make([]byte, 400)...), rejected, "unsupported", "в одном из этих видов", 0},
		{"шум", []byte{0, 1, 2, 3, 0xff, 0xfe, 0, 0, 9, 8, 7}, rejected, "unsupported", "в одном из этих видов", 0},
		{"windows.txt", []byte("\xd0\xc5\xd4\xc5\xd0\xc0\xd2\r\n\xcf\xf0\xee\xe3\xf0\xe0\xec\xec\xe0 \xf3\xf7\xb8\xf2\xe0"), read, "", "", 0},
		{"пробелы.txt", []byte("   \n\n  "), partial, "blank", "запросите документ", 0},

		{"бомба.zip", zipped(t, zipEntry{name: "a.bin", body: make([]byte, 32<<20)}), rejected, "bomb", "без архива", 0},
		{"матрёшка.zip", nestedZip(t, 6, unique(" ")), rejected, "bomb", "одним архивом", 0},
		{"внахлёст.zip", overlapping(t), rejected, "bomb", "без архива", 0},
		{"без файлов.zip", zipped(t), rejected, "empty-archive", "прислать документы ещё раз", 0},
		{"обрыв.zip", zipped(t, zipEntry{name: "a.pdf", body: good})[:4000], rejected, "damaged", "без архива", 0},
		{"имена.zip", oddArchive(t, good), unpacked, "unsupported", "без пароля", 0},

		{"Заявление 🙂.pdf", unique("\n1"), read, "", "", 0},
		{strings.Repeat("ы", 125) + "a.pdf", unique("\n2"), read, "", "", 0},
		{"две\nстроки.pdf", unique("\n3"), read, "", "", 0},
		{"-тире.pdf", unique("\n4"), read, "", "", 0},
		{"не\xff\xfeюникод.pdf", unique("\n5"), read, "", "", 0},
	}
}

// shownName is how a file name is told to people: what could break a line or a
// terminal is replaced.
func shownName(name string) string {
	return strings.NewReplacer("\n", "_", "\xff\xfe", "_").Replace(name)
}

func TestEveryBadFileGetsAVerdictAndNoneIsLost(t *testing.T) {
	dir := t.TempDir()
	files := badFiles(t)
	args := []string{"--json", "ingest", "--"}
	for _, f := range files {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, f.body, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	well := filepath.Join(dir, "реферат.pdf")
	if err := os.WriteFile(well, typedPDF(t, healthy), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newCLI(t, fixedClock...)
	out, errOut, code := c.try(append(args, filepath.Join(dir, "нет такого"), well)...)
	if code != exitPartial {
		t.Errorf("exit %d, want %d:\n%s", code, exitPartial, errOut)
	}
	if !strings.Contains(errOut, "нет такого» нет") {
		t.Errorf("the missing file is not named: %s", errOut)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(files)+1 {
		t.Fatalf("%d verdicts for %d files:\n%s", len(lines), len(files)+1, errOut)
	}
	for i, f := range files {
		var got ingested
		decodeJSON(t, lines[i], &got)
		checkVerdict(t, f, got)
		checkSealed(t, c, f.body, got)
	}
	var got ingested
	decodeJSON(t, lines[len(files)], &got)
	if d := got.Documents[0]; d.Status != string(pipeline.DocRead) || len(got.Findings) == 0 {
		t.Errorf("the healthy filing beside them: %+v, %d findings", d, len(got.Findings))
	}
	c.verifyClean()
}

// checkVerdict wants a status, a code, and words that name the file, the page
// where one is concerned, and what to do.
func checkVerdict(t *testing.T, f badFile, got ingested) {
	t.Helper()
	d := got.Documents[0]
	if got.Case.Failed != nil || len(got.Findings) == 0 {
		t.Errorf("%q was not checked: %+v", f.name, got.Case.Failed)
	}
	if d.Name != shownName(f.name) || d.Status != string(f.status) {
		t.Errorf("%q is %q with status %s, want %s; %+v", f.name, d.Name, d.Status, f.status, d.Problem)
	}
	if f.code == "" {
		if d.Problem != nil || d.Pages == 0 {
			t.Errorf("%q: %d pages, problem %+v", f.name, d.Pages, d.Problem)
		}
		return
	}
	p := d.Problem
	if p == nil {
		t.Errorf("%q: no problem is told, want %s", f.name, f.code)
		return
	}
	if p.Code != f.code || p.Page != f.page || p.File != shownName(f.name) {
		t.Errorf("%q: %+v, want %s on page %d", f.name, *p, f.code, f.page)
	}
	wanted := []string{"«" + shownName(f.name) + "»", f.advice}
	if f.page > 0 {
		wanted = append(wanted, fmt.Sprintf("стр. %d", f.page))
	}
	for _, w := range wanted {
		if !strings.Contains(p.Message, w) {
			t.Errorf("%q: %q does not say %q", f.name, p.Message, w)
		}
	}
	// A file read in full must not be reported as unread to the examiner.
	unread := slices.ContainsFunc(got.Findings, func(v pipeline.Finding) bool {
		return v.Rule == "R211-P2-4" && strings.Contains(v.Message, d.Name)
	})
	if unread != (f.code != "wrong-extension") {
		t.Errorf("%q: told as unread among the findings: %v", f.name, unread)
	}
}

// checkSealed wants the very bytes among the sealed originals.
func checkSealed(t *testing.T, c *cli, body []byte, got ingested) {
	t.Helper()
	sum := sha256.Sum256(body)
	digest := hex.EncodeToString(sum[:])
	if string(got.Documents[0].SHA256) != digest || string(got.Receipt.SHA256[0]) != digest {
		t.Errorf("%s: receipt for %v, want %s", got.Documents[0].Name, got.Receipt.SHA256, digest)
	}
	sealed, err := os.ReadFile(filepath.Join(c.data, "objects", "originals", digest[:2], digest))
	if err != nil || !bytes.Equal(sealed, body) {
		t.Errorf("%s: the sealed original: %v", got.Documents[0].Name, err)
	}
}

func TestMembersOfAnArchiveAreNamedAndNoneEscapes(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "подача.zip")
	if err := os.WriteFile(path, oddArchive(t, typedPDF(t, healthy)), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newCLI(t, fixedClock...)
	got := c.ingest(path)
	var names []string
	for _, d := range got.Documents[1:] {
		names = append(names, d.Name)
	}
	if want := []string{"etc/passwd", "C:/windows/x.txt", "Заявление.txt"}; !slices.Equal(names, want) {
		t.Errorf("members %q, want %q", names, want)
	}
	for _, lost := range []string{"«link»", "«locked.pdf»"} {
		if !strings.Contains(got.Documents[0].Problem.Message, lost) {
			t.Errorf("%q does not name %s", got.Documents[0].Problem.Message, lost)
		}
	}
	out, _, code := c.try("extract", path)
	if code != exitPartial || !strings.Contains(out, "подача.zip/locked.pdf»: файл внутри архива защищён паролем") {
		t.Errorf("extract: exit %d:\n%s", code, out)
	}
}

func TestAFileOfFiveThousandPagesIsReadWhole(t *testing.T) {
	const pages = 5000
	path := filepath.Join(t.TempDir(), "листинг.pdf")
	if err := os.WriteFile(path, manyPages(t, pages), 0o600); err != nil {
		t.Fatal(err)
	}
	c := newCLI(t, fixedClock...)
	var got extracted
	c.json(&got, "extract", path)
	if len(got.Pages) != pages || got.Problem != nil {
		t.Fatalf("%d pages, %+v", len(got.Pages), got.Problem)
	}
	for i, p := range got.Pages {
		if want := fmt.Sprintf("лист %d", i+1); p.Number != i+1 || !strings.HasSuffix(p.Text, want) {
			t.Errorf("page %d is %d and reads %q", i+1, p.Number, p.Text)
		}
	}
	if !everyPaper { // each page kept is an object of its own, written through to the disk
		return
	}
	took := c.ingest(path)
	if d := took.Documents[0]; d.Pages != pages || d.Status != string(pipeline.DocRead) || d.Problem != nil {
		t.Errorf("%+v, %+v", d, d.Problem)
	}
	if n := countFiles(c, filepath.Join("derived", "pages")); n != pages {
		t.Errorf("%d pages are kept", n)
	}
	c.verifyClean()
}

func TestAFileOfGigabytesIsRefusedByName(t *testing.T) {
	path := filepath.Join(t.TempDir(), "огромный.pdf")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(2 << 30); err != nil {
		t.Skipf("no room for a file of 2 GB, not even a sparse one: %v", err)
	}
	if info, err := f.Stat(); err != nil || info.Sys().(*syscall.Stat_t).Blocks > 1<<10 {
		t.Skip("the temporary folder keeps no sparse files")
	}
	var got extracted
	out, _, code := newCLI(t).try("--json", "extract", path)
	decodeJSON(t, out, &got)
	if code != exitPartial || got.Problem == nil || got.Problem.Code != "too-large" || !strings.Contains(got.Problem.Message, "огромный.pdf»: файл слишком велик (2048 МБ") {
		t.Errorf("exit %d, %+v", code, got.Problem)
	}
	// Over what is taken in at all: refused at the door, before a byte is read.
	if err := f.Truncate(5 << 30); err != nil {
		t.Skipf("no room for a sparse file of 5 GB: %v", err)
	}
	c := newCLI(t)
	_, errOut, code := c.try("ingest", path)
	if code != exitPartial || !strings.Contains(errOut, "«огромный.pdf» больше") || !strings.Contains(errOut, "Разделите") {
		t.Errorf("exit %d: %s", code, errOut)
	}
	if n := countFiles(c, "originals"); n != 0 {
		t.Errorf("%d originals are sealed of a file that was refused", n)
	}
}

func TestAPageThatTakesTooLongHoldsUpNoOtherFiling(t *testing.T) {
	c := newCLI(t)
	slow := onePage("/MediaBox[0 0 595 842]", strings.Repeat("0 0 m 500 800 l S\n", 1_500_000))
	c.drop("чертёж.pdf", slow)
	c.drop("реферат.pdf", typedPDF(t, healthy))
	worker, stop := start(t, c, "work")
	defer stop()
	waitFor(t, worker, func() bool { return len(c.checkedCases()) == 2 })
	cases := c.checkedCases()
	drawing, abstract := cases["чертёж.pdf"][0], cases["реферат.pdf"][0]
	if p := drawing.Documents[0].PageProblems; len(p) != 1 || p[0].Code != "timeout" || p[0].Page != 1 || p[0].File != "чертёж.pdf" {
		t.Errorf("the slow file's page has problems %+v", p)
	}
	ended := func(s shownCase, want pipeline.EventType) time.Time {
		for _, e := range s.Events {
			if e.Type == want {
				return e.At
			}
		}
		t.Fatalf("case %s has no %s", s.ID, want)
		return time.Time{}
	}
	if ended(abstract, pipeline.EvChecked).After(ended(drawing, pipeline.EvExtracted)) {
		t.Error("the healthy filing waited for the slow one")
	}
	c.verifyClean()
}
