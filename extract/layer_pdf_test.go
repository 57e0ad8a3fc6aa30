package extract_test

import (
	"bytes"
	"image"
	"strings"
	"sync"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding/charmap"

	"vestnik/extract"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// shiftMap makes the map to Unicode of one of a file's fonts point some letters
// on: what is seen stays, what is said is a cipher. The map's length is kept, so
// that the file's cross-references hold.
func shiftMap(t *testing.T, content []byte, font int) []byte {
	t.Helper()
	const honest, lying = "<0000> <FFFF> <0000>", "<0000> <FFFF> <0007>"
	at := 0
	for range font + 1 {
		i := bytes.Index(content[at:], []byte(honest))
		if i < 0 {
			t.Fatal("the producer writes its maps in another way")
		}
		at += i + 1
	}
	out := bytes.Clone(content)
	copy(out[at-1:], lying)
	return out
}

// twoFonts sets lines in a regular font, then lines in a bold one.
func twoFonts(t *testing.T, regular, bold []string) []byte {
	t.Helper()
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.SetCompression(false)
	pdf.SetCatalogSort(true) // the regular font is written first
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	pdf.AddUTF8FontFromBytes("go", "B", gobold.TTF)
	pdf.AddPage()
	y := 100.0
	for _, part := range []struct {
		style string
		lines []string
	}{{"", regular}, {"B", bold}} {
		pdf.SetFont("go", part.style, 12)
		for _, l := range part.lines {
			pdf.Text(72, y, l)
			y += 20
		}
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// overScan lays lines invisibly over the picture of a page, as OCR programs do,
// each where its line of the statement stands.
func overScan(t *testing.T, sheet *image.Gray, lines []string) []byte {
	t.Helper()
	return pdfWith(t, func(pdf *fpdf.Fpdf) {
		pdf.AddPage()
		pdf.RegisterImageOptionsReader("scan", fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(jpegOf(t, sheet)))
		pdf.ImageOptions("scan", 0, 0, 595.28, 841.89, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
		pdf.SetFont("go", "", 12)
		pdf.SetTextRenderingMode(3)
		for i, l := range lines {
			pdf.Text(72, 108+21.6*float64(i), l)
		}
	})
}

// as1252 is what a font of one-byte Cyrillic without a map to Unicode says.
func as1252(t *testing.T, lines []string) []byte {
	t.Helper()
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.AddPage()
	pdf.SetFont("Helvetica", "", 12)
	for i, l := range lines {
		raw, err := charmap.Windows1251.NewEncoder().String(l)
		if err != nil {
			t.Fatal(err)
		}
		pdf.Text(72, 100+20*float64(i), raw)
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// inLatin is what OCR in English makes of Russian.
func inLatin(lines []string) []string {
	return []string{strings.NewReplacer("а", "a", "в", "B", "е", "e", "и", "u", "к", "k", "н", "H", "о", "o", "р", "p", "с", "c",
		"т", "T", "у", "y", "х", "x", "п", "n", "л", "n", "д", "A", "г", "r", "м", "M", "з", "3", "я", "a", "ь", "b", "ы", "bl",
		"ж", "x", "ч", "4", "ш", "w", "щ", "w", "ц", "u", "й", "h", "б", "6", "ф", "cb", "э", "3", "ю", "io", "ё", "e").
		Replace(strings.ToLower(strings.Join(lines, "\n")))}
}

func TestALayerIsBelievedOnlyWhenItSaysWhatIsSeen(t *testing.T) {
	full := append(statement(), statement()[5:]...)
	want := strings.Join(full, " ")
	sheet := scan(t, full)
	latin := strings.Split(inLatin(full)[0], "\n")
	half := statement()[:5]
	tests := []struct {
		name    string
		content []byte
		reader  pipeline.PageReader
		verdict pipeline.LayerVerdict // Reason: whether there is one
		want    string
	}{
		{"a true layer", textPDF(t, full), pipeline.ReadByUs, pipeline.LayerVerdict{True: true}, want},
		{"a cipher", shiftMap(t, twoFonts(t, full, nil), 0), pipeline.ReadByTesseract, pipeline.LayerVerdict{Reason: "x"}, want},
		{"code page 1251 as 1252", as1252(t, full), pipeline.ReadByUs, pipeline.LayerVerdict{Reason: "x", Repaired: true}, want},
		{"one font of two a cipher", shiftMap(t, twoFonts(t, full, half), 1), pipeline.ReadByUs,
			pipeline.LayerVerdict{Reason: "x", Repaired: true}, want + " " + strings.Join(half, " ")},
		{"a true layer hidden over a scan", overScan(t, sheet, full), pipeline.ReadByUs, pipeline.LayerVerdict{True: true}, want},
		{"a third of a layer hidden over a scan", overScan(t, sheet, full[:5]), pipeline.ReadByTesseract, pipeline.LayerVerdict{True: true}, want},
		{"OCR in English hidden over a scan", overScan(t, sheet, latin), pipeline.ReadByTesseract, pipeline.LayerVerdict{Reason: "x"}, want},
		{"a scan", scannedPDF(t, sheet), pipeline.ReadByTesseract, pipeline.LayerVerdict{}, want},
	}
	x := newExtractor(t, extract.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := read(t, x, file(t, "a.pdf", tt.content), 1)[1]
			if p.Reader != tt.reader {
				t.Errorf("kept the reading of %q, want %q", p.Reader, tt.reader)
			}
			var got pipeline.LayerVerdict
			if p.Layer != nil {
				got = *p.Layer
			}
			if got.True != tt.verdict.True || got.Repaired != tt.verdict.Repaired || (got.Reason == "") != (tt.verdict.Reason == "") {
				t.Errorf("verdict %+v, want %+v", got, tt.verdict)
			}
			if (p.Layer == nil) != (tt.name == "a scan") {
				t.Errorf("verdict %+v on %s", p.Layer, tt.name)
			}
			if s := share(p.Text, tt.want); s < 0.9 {
				t.Errorf("only %.2f of the words:\n%s", s, p.Text)
			}
			checkBoxes(t, p)
		})
	}
}

// TestAGoodHiddenLayerCostsALookAndNoOCR holds the words of a hidden layer to the
// picture under them, and reads anew only where they leave something out.
func TestAGoodHiddenLayerCostsALookAndNoOCR(t *testing.T) {
	full := append(statement(), statement()[5:]...)
	sheet := scan(t, full)
	for name, tt := range map[string]struct {
		lines []string
		ocr   bool
	}{
		"whole":      {full, false},
		"first half": {full[:6], true},
	} {
		t.Run(name, func(t *testing.T) {
			var mu sync.Mutex
			ran := map[string]sandbox.Ending{}
			x := newExtractor(t, extract.Config{Observe: func(o sandbox.Outcome) {
				mu.Lock()
				defer mu.Unlock()
				ran[o.Name] = o.Ending
			}})
			x.Engine() // asks the programs for their versions
			clear(ran)
			read(t, x, file(t, "a.pdf", overScan(t, sheet, tt.lines)), 1)
			if ran["layer-sight"] != sandbox.Done {
				t.Errorf("the picture was not looked at: %v", ran)
			}
			if _, ocr := ran["tesseract"]; ocr != tt.ocr {
				t.Errorf("read by OCR: %v, want %v", ocr, tt.ocr)
			}
		})
	}
}
