package extract_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"vestnik/extract"
	"vestnik/pipeline"
)

func TestATextLayerIsReadWordByWord(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	f := file(t, "заявление.pdf", textPDF(t, statement(), statement()[:2]))
	in := inspect(t, x, f)
	if in.Type != "application/pdf" || in.Pages != 2 || in.Problem != nil || in.Archive {
		t.Fatalf("inspected as %+v", in)
	}
	p := read(t, x, f, 1, 2)[1]
	if got, want := p.Text, strings.Join(statement(), "\n"); got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
	if p.Source != pipeline.FromTextLayer || p.Language != "ru" || p.Problem != nil || p.Rotation != 0 || p.Engine != x.Engine() {
		t.Errorf("page %+v", p)
	}
	if math.Abs(p.Width-595.28) > 0.1 || math.Abs(p.Height-841.89) > 0.1 {
		t.Errorf("page measures %v × %v", p.Width, p.Height)
	}
	// "ЗАЯВЛЕНИЕ" stands on a baseline 100 points down, from 72 points on.
	if b := p.Words[0].Box; math.Abs(b[0]*p.Width-72) > 1.5 || b[1]*p.Height > 100 || b[3]*p.Height < 100 {
		t.Errorf("first word at %v", b)
	}
	checkBoxes(t, p)
}

// checkBoxes holds every word to what the domain promises of it.
func checkBoxes(t *testing.T, p pipeline.Page) {
	t.Helper()
	line := 0
	for _, w := range p.Words {
		b := w.Box
		if b[0] < 0 || b[1] < 0 || b[2] > 1 || b[3] > 1 || b[0] >= b[2] || b[1] >= b[3] {
			t.Errorf("page %d: %q stands at %v", p.Number, w.Text, b)
		}
		if w.Line != line && w.Line != line+1 {
			t.Errorf("page %d: %q on line %d after line %d", p.Number, w.Text, w.Line, line)
		}
		line = w.Line
		if w.Confidence <= 0 || w.Confidence > 1 || strings.TrimSpace(w.Text) != w.Text || w.Text == "" {
			t.Errorf("page %d: word %+v", p.Number, w)
		}
	}
}

// share is the part of want's words that got has.
func share(got, want string) float64 {
	have := map[string]int{}
	for _, w := range strings.Fields(got) {
		have[w]++
	}
	n, all := 0, strings.Fields(want)
	for _, w := range all {
		if have[w] > 0 {
			have[w]--
			n++
		}
	}
	return float64(n) / float64(len(all))
}

func TestPagesWithoutTextAreReadFromTheirImage(t *testing.T) {
	sheet := scan(t, statement())
	tests := []struct {
		name     string
		content  []byte
		mime     string
		page     int
		rotation int
		skew     float64
	}{
		{"PNG", pngOf(t, sheet), "image/png", 1, 0, 0},
		{"JPEG", jpegOf(t, sheet), "image/jpeg", 1, 0, 0},
		{"second page of a TIFF", multiTIFF(scan(t, nil), sheet), "image/tiff", 2, 0, 0},
		{"scan in a PDF", scannedPDF(t, sheet), "application/pdf", 1, 0, 0},
		{"scan leaning by 2°", pngOf(t, rotated(sheet, 2)), "image/png", 1, 0, 2},
		{"scan on its head", pngOf(t, rotated(sheet, 180)), "image/png", 1, 180, 0},
		{"scan on its head in a PDF", scannedPDF(t, rotated(sheet, 180)), "application/pdf", 1, 180, 0},
		{"scan on its right side", pngOf(t, rotated(sheet, 90)), "image/png", 1, 270, 0},
		{"scan on its left side in a PDF", scannedPDF(t, rotated(sheet, 270)), "application/pdf", 1, 90, 0},
	}
	x := newExtractor(t, extract.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := file(t, "скан", tt.content)
			if in := inspect(t, x, f); in.Type != tt.mime || in.Pages < tt.page {
				t.Fatalf("inspected as %+v", in)
			}
			p := read(t, x, f, tt.page)[tt.page]
			if p.Source != pipeline.FromOCR || p.Problem != nil || p.Confidence < 0.8 || p.Language != "ru" {
				t.Errorf("page %+v", p)
			}
			if s := share(p.Text, strings.Join(statement(), " ")); s < 0.9 {
				t.Errorf("only %.2f of the words were read:\n%s", s, p.Text)
			}
			if p.Rotation != tt.rotation || math.Abs(p.Skew-tt.skew) > 0.3 {
				t.Errorf("turned by %d, leaning by %.2f; want %d and %.0f", p.Rotation, p.Skew, tt.rotation, tt.skew)
			}
			checkBoxes(t, p)
		})
	}
}

func TestTheImageShowsThePageAsItWasRead(t *testing.T) {
	sheet := scan(t, statement())
	upsideDown := rotated(sheet, 180)
	tests := []struct {
		name    string
		content []byte
	}{
		{"text layer", textPDF(t, statement())},
		{"scan", pngOf(t, sheet)},
		{"scan on its head", pngOf(t, upsideDown)},
		{"scan on its head in a PDF", scannedPDF(t, upsideDown)},
		{"TIFF", multiTIFF(upsideDown)},
		{"DOCX", docxOf(t, paragraph("ЗАЯВЛЕНИЕ")+paragraph("о регистрации"))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := file(t, "страница", tt.content)
			x := newExtractor(t, extract.Config{})
			// A second extractor has not read the page and must find out by itself.
			p := read(t, x, f, 1)[1]
			for _, shower := range []*extract.Extractor{x, newExtractor(t, extract.Config{})} {
				b, err := shower.Image(t.Context(), f, 1, 110)
				if err != nil {
					t.Fatal(err)
				}
				img, err := png.Decode(bytes.NewReader(b))
				if err != nil {
					t.Fatal(err)
				}
				if got, want := float64(img.Bounds().Dx()), p.Width*110/72; math.Abs(got-want) > 3 {
					t.Errorf("the picture is %.0f pixels wide, want %.0f", got, want)
				}
				// The first word's box holds ink; its mirror image on the sheet does not.
				box := p.Words[0].Box
				mirrored := pipeline.Box{1 - box[2], 1 - box[3], 1 - box[0], 1 - box[1]}
				if ink(img, box) < 0.05 || ink(img, mirrored) > 0.01 {
					t.Errorf("ink %.3f where %q was read, %.3f opposite", ink(img, box), p.Words[0].Text, ink(img, mirrored))
				}
			}
		})
	}
}

// TestTheImageTurnsAsThePageWasTurnedBefore says of an upright scan that it was
// read turned: after a restart, what was found out then counts, not a new guess.
func TestTheImageTurnsAsThePageWasTurnedBefore(t *testing.T) {
	sheet := scan(t, statement())
	for name, content := range map[string][]byte{
		"PNG": pngOf(t, sheet), "TIFF": multiTIFF(sheet), "PDF": scannedPDF(t, sheet), "text layer": textPDF(t, statement()),
	} {
		f := file(t, "страница", content)
		f.Rotations = map[int]int{1: 90}
		b, err := newExtractor(t, extract.Config{}).Image(t.Context(), f, 1, 72)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if img.Width <= img.Height {
			t.Errorf("%s: the picture is %d × %d pixels", name, img.Width, img.Height)
		}
	}
}

// ink is the share of dark pixels in a box.
func ink(img image.Image, b pipeline.Box) float64 {
	w, h := float64(img.Bounds().Dx()), float64(img.Bounds().Dy())
	n, dark := 0, 0
	for y := int(b[1] * h); y < int(b[3]*h); y++ {
		for x := int(b[0] * w); x < int(b[2]*w); x++ {
			n++
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				dark++
			}
		}
	}
	return float64(dark) / float64(max(1, n))
}

func TestOfficeFilesAreReadInOrder(t *testing.T) {
	odt := zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text",
		"content.xml", `<office:document-content xmlns:office="o" xmlns:text="t"><office:body><office:text><text:h>РЕФЕРАТ</text:h><text:p>Программа<text:s/>учёта</text:p></office:text></office:body></office:document-content>`)
	tests := []struct {
		name, file string
		content    []byte
		want       string
	}{
		{"DOCX", "a.docx", docxOf(t, paragraph("РЕФЕРАТ")+paragraph("Программа учёта")), "РЕФЕРАТ\nПрограмма учёта"},
		{"ODT", "a.odt", odt, "РЕФЕРАТ\nПрограмма учёта"},
		{"RTF", "a.rtf", []byte(`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0\fcharset204 Times;}}\f0 \'d0\'c5\'d4\'c5\'d0\'c0\'d2\par \u1055?\u1088?\'ee\'e3\'f0\'e0\'ec\'ec\'e0 \'f3\'f7\'b8\'f2\'e0\par}`), "РЕФЕРАТ\nПрограмма учёта"},
		{"text of code page 1251", "a.txt", []byte("\xd0\xc5\xd4\xc5\xd0\xc0\xd2\r\n\xcf\xf0\xee\xe3\xf0\xe0\xec\xec\xe0 \xf3\xf7\xb8\xf2\xe0"), "РЕФЕРАТ\nПрограмма учёта"},
		{"text of UTF-8", "a.txt", []byte("РЕФЕРАТ\nПрограмма учёта"), "РЕФЕРАТ\nПрограмма учёта"},
	}
	x := newExtractor(t, extract.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := file(t, tt.file, tt.content)
			if in := inspect(t, x, f); in.Pages != 1 || in.Problem != nil {
				t.Fatalf("inspected as %+v", in)
			}
			p := read(t, x, f, 1)[1]
			if p.Text != tt.want || p.Source != pipeline.FromTextLayer {
				t.Errorf("read %q, want %q", p.Text, tt.want)
			}
			checkBoxes(t, p)
		})
	}
}

func TestTheOldWordIsReadThroughLibreOffice(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(plain, []byte("Заявление\nо регистрации"), 0o644); err != nil {
		t.Fatal(err)
	}
	made := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "doc", "--outdir", dir, plain)
	if out, err := made.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// LibreOffice wants an absolute path to its profile, so that the work
	// directory must lie where an account without rights can come.
	x, err := extract.New(extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, "a.doc", filepath.Join(dir, "a.doc"))
	if in := inspect(t, x, f); in.Type != "application/msword" || in.Pages != 1 || in.Problem != nil {
		t.Fatalf("inspected as %+v, %+v", in, in.Problem)
	}
	if p := read(t, x, f, 1)[1]; p.Text != "Заявление\nо регистрации" {
		t.Errorf("read %q", p.Text)
	}
}

func TestWhatCannotBeReadIsNamedForTheClerk(t *testing.T) {
	good := textPDF(t, statement(), statement())
	locked := pdfWith(t, func(p *fpdf.Fpdf) { p.SetProtection(0, "secret", "owner") }, statement())
	many := make([][]string, 12)
	for i := range many {
		many[i] = []string{"Страница"}
	}
	tests := []struct {
		name, file string
		content    []byte
		code       string
		fatal      bool
	}{
		{"empty", "a.pdf", nil, "empty", true},
		{"over the limit of bytes", "a.txt", bytes.Repeat([]byte("слово "), 200_000), "too-large", true},
		{"over the limit of pages", "a.pdf", textPDF(t, many...), "too-large", true},
		{"a password", "a.pdf", locked, "encrypted", true},
		{"PDF without its last lines", "a.pdf", good[:len(good)-30], "truncated", false},
		{"half a PDF", "a.pdf", good[:len(good)/2], "truncated", true},
		{"PDF of noise", "a.pdf", append([]byte("%PDF-1.4\n"), []byte(strings.Repeat("noise", 100)+"%%EOF")...), "damaged", true},
		{"half an image", "a.png", pngOf(t, scan(t, statement()))[:24], "damaged", true},
		{"a program", "a.pdf", []byte("\x7fELF\x02\x01\x01" + strings.Repeat("\x00\x01\x02", 300)), "unsupported", true},
		{"a film", "a.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + strings.Repeat("\x00\x07", 300)), "unsupported", true},
		{"a spreadsheet", "a.xlsx", zipOf(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<x/>"), "unsupported", true},
		{"DOCX without a text", "a.docx", docxOf(t, "<broken"), "damaged", true},
		{"wrong extension", "a.docx", textPDF(t, statement()), "wrong-extension", false},
	}
	x := newExtractor(t, extract.Config{MaxPages: 10, MaxBytes: 1 << 20})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := file(t, tt.file, tt.content)
			in := inspect(t, x, f)
			if in.Problem == nil || in.Problem.Code != tt.code || in.Problem.Fatal != tt.fatal {
				t.Fatalf("inspected as %+v, problem %+v, want %s", in, in.Problem, tt.code)
			}
			if !strings.ContainsAny(in.Problem.Message, "абвгдежзи") || !strings.HasSuffix(in.Problem.Message, ".") {
				t.Errorf("message %q is no Russian sentence", in.Problem.Message)
			}
			p := read(t, x, f, 1)[1]
			if tt.fatal && (p.Source != pipeline.FromNothing || p.Problem == nil || p.Problem.Code != tt.code || p.Problem.Page != 1) {
				t.Errorf("page %+v", p)
			}
			if !tt.fatal && len(p.Words) == 0 {
				t.Errorf("nothing was read: %+v, %+v", p, p.Problem)
			}
		})
	}
}

func TestAFileOfManyPagesIsWithinTheLimit(t *testing.T) {
	const pages = 5000
	lines := make([][]string, pages)
	for i := range lines {
		lines[i] = []string{"Текст страницы"}
	}
	x := newExtractor(t, extract.Config{})
	f := file(t, "a.pdf", textPDF(t, lines...))
	if in := inspect(t, x, f); in.Pages != pages || in.Problem != nil {
		t.Fatalf("inspected as %+v, %+v", in, in.Problem)
	}
	for n, p := range read(t, x, f, 1, 2500, pages) {
		if p.Text != "Текст страницы" {
			t.Errorf("page %d is %q", n, p.Text)
		}
	}
}

func TestAFileThatOpensWithTheEmptyPasswordIsRead(t *testing.T) {
	locked := pdfWith(t, func(p *fpdf.Fpdf) { p.SetProtection(0, "", "owner") }, statement())
	x := newExtractor(t, extract.Config{})
	p := read(t, x, file(t, "a.pdf", locked), 1)[1]
	if p.Text != strings.Join(statement(), "\n") {
		t.Errorf("read %q, problem %+v", p.Text, p.Problem)
	}
}

func TestAPageThatKillsItsReaderLosesOnlyItself(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	f := file(t, "a.pdf", deadlyPDF())
	if in := inspect(t, x, f); in.Pages != 3 {
		t.Fatalf("inspected as %+v, %+v", in, in.Problem)
	}
	pages := read(t, x, f, 1, 2, 3)
	for _, n := range []int{1, 3} {
		if pages[n].Text != "The first page survives its neighbour" || pages[n].Problem != nil {
			t.Errorf("page %d: %q, %+v", n, pages[n].Text, pages[n].Problem)
		}
	}
	if p := pages[2].Problem; p == nil || p.Code != "damaged" || p.Page != 2 || p.Fatal {
		t.Errorf("the page at fault has problem %+v", p)
	}
}

func TestBlankAndMissingPagesSaySo(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	f := file(t, "a.pdf", textPDF(t, nil, statement()))
	pages := read(t, x, f, 1, 2, 3)
	if p := pages[1]; p.Problem == nil || p.Problem.Code != "blank" || p.Problem.Fatal || p.Source != pipeline.FromNothing {
		t.Errorf("blank page: %+v, %+v", p, p.Problem)
	}
	if p := pages[3].Problem; p == nil || p.Code != "no-page" {
		t.Errorf("missing page: %+v", p)
	}
	scanned := file(t, "b.png", pngOf(t, scan(t, nil)))
	if p := read(t, x, scanned, 1)[1]; p.Problem == nil || p.Problem.Code != "blank" {
		t.Errorf("blank scan: %+v", p.Problem)
	}
}

func TestAScribbleIsIllegible(t *testing.T) {
	sheet := scan(t, nil)
	for i := range 4000 { // loops of a pen all over the sheet
		a := float64(i) / 12
		x, y := 200+i*1200/4000+int(90*math.Sin(a)), 1100+int(700*math.Cos(a*1.7))
		for d := range 36 {
			sheet.Pix[(y+d/6)*sheet.Stride+x+d%6] = 0
		}
	}
	x := newExtractor(t, extract.Config{})
	p := read(t, x, file(t, "a.png", pngOf(t, sheet)), 1)[1]
	if p.Problem == nil || p.Problem.Code != "illegible" || p.Problem.Fatal {
		t.Errorf("a scribble was read as %q with %+v", p.Text, p.Problem)
	}
}

func TestTheSameBytesGiveTheSamePages(t *testing.T) {
	content := scannedPDF(t, rotated(scan(t, statement()), 1))
	var first map[int]pipeline.Page
	for range 2 {
		x := newExtractor(t, extract.Config{})
		got := read(t, x, file(t, "a.pdf", content), 1)
		if first == nil {
			first = got
		} else if !reflect.DeepEqual(first, got) {
			t.Errorf("read as %+v, then as %+v", first, got)
		}
	}
}

func TestCancellationPassesUnchanged(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	x := newExtractor(t, extract.Config{})
	f := file(t, "a.pdf", scannedPDF(t, scan(t, statement()), scan(t, statement()), scan(t, statement())))
	err := x.Read(ctx, f, []int{1, 2, 3}, func(pipeline.Page) error { cancel(); return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestARefusalOfTheReceiverEndsTheReading(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	full := errors.New("disk full")
	err := x.Read(t.Context(), file(t, "a.pdf", textPDF(t, statement(), statement())), []int{1, 2}, func(pipeline.Page) error { return full })
	if !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

func TestEngineAndToolsNameVersions(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	for _, want := range []string{"tesseract/5", "mutool/", "qpdf/", "pdftotext/", "rus+eng"} {
		if !strings.Contains(x.Engine(), want) {
			t.Errorf("engine %q does not name %s", x.Engine(), want)
		}
	}
	for _, tool := range x.Tools(t.Context()) {
		if tool.Missing == (tool.Path != "") {
			t.Errorf("tool %+v", tool)
		}
	}
}

func TestANegativeLimitIsRefused(t *testing.T) {
	if _, err := extract.New(extract.Config{MaxPages: -1}); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("got %v", err)
	}
}

func TestADirectoryIsNoFile(t *testing.T) {
	d, err := os.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	in := inspect(t, newExtractor(t, extract.Config{}), pipeline.SourceFile{Name: "папка", File: d})
	if in.Problem == nil || in.Problem.Code != "unsupported" {
		t.Errorf("inspected as %+v", in)
	}
}
