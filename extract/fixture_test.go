package extract_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// A statement as an applicant would write it; the parties are invented.
func statement() []string {
	return []string{
		"ЗАЯВЛЕНИЕ",
		"о государственной регистрации программы для ЭВМ",
		"Название программы: Учёт лабораторных журналов",
		"Правообладатель: Общество с ограниченной ответственностью",
		"«Северный маяк», Архангельск, набережная Северной Двины, 12",
		"Автор: Воронцова Мария Андреевна, 14.03.1987",
		"Год создания: 2025. Язык программирования: Go, Python",
		"Адрес для переписки: 163000, Архангельск, а/я 41",
		"Телефон, факс и адрес электронной почты указаны ниже",
		"Подпись заявителя и дата заполнения заявления",
	}
}

// textPDF makes a PDF with one page of text for each of pages.
func textPDF(t testing.TB, pages ...[]string) []byte {
	return pdfWith(t, func(*fpdf.Fpdf) {}, pages...)
}

func pdfWith(t testing.TB, setup func(*fpdf.Fpdf), pages ...[]string) []byte {
	t.Helper()
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	setup(pdf)
	for _, lines := range pages {
		pdf.AddPage()
		pdf.SetFont("go", "", 12)
		for i, l := range lines {
			pdf.Text(72, 100+20*float64(i), l)
		}
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scan draws a sheet of A4 at 200 dpi with lines of text, as a scanner would
// see it.
func scan(t testing.TB, lines []string) *image.Gray {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1654, 2339))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 12, DPI: 200})
	if err != nil {
		t.Fatal(err)
	}
	d := font.Drawer{Dst: img, Src: image.NewUniform(color.Black), Face: face}
	for i, l := range lines {
		d.Dot = fixed.P(200, 300+60*i)
		d.DrawString(l)
	}
	return img
}

// rotated turns a sheet by any angle, clockwise, on white.
func rotated(src *image.Gray, degrees float64) *image.Gray {
	dst := image.NewGray(src.Rect)
	sin, cos := math.Sincos(-degrees * math.Pi / 180)
	cx, cy := float64(src.Rect.Dx())/2, float64(src.Rect.Dy())/2
	for y := range src.Rect.Dy() {
		for x := range src.Rect.Dx() {
			dx, dy := float64(x)-cx, float64(y)-cy
			p := image.Pt(int(cx+dx*cos-dy*sin), int(cy+dx*sin+dy*cos))
			v := uint8(255)
			if p.In(src.Rect) {
				v = src.GrayAt(p.X, p.Y).Y
			}
			dst.Pix[y*dst.Stride+x] = v
		}
	}
	return dst
}

func pngOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jpegOf(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// scannedPDF wraps page images into a PDF, each covering its page.
func scannedPDF(t testing.TB, images ...*image.Gray) []byte {
	t.Helper()
	pdf := fpdf.New("P", "pt", "A4", "")
	for i, img := range images {
		pdf.AddPage()
		name := fmt.Sprint("scan", i)
		pdf.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, bytes.NewReader(jpegOf(t, img)))
		pdf.ImageOptions(name, 0, 0, 595.28, 841.89, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// multiTIFF writes uncompressed grey pages into one TIFF file at 200 dpi.
func multiTIFF(pages ...*image.Gray) []byte {
	var b bytes.Buffer
	le := binary.LittleEndian
	b.WriteString("II*\x00")
	b.Write(le.AppendUint32(nil, 8))
	for i, p := range pages {
		w, h := uint32(p.Rect.Dx()), uint32(p.Rect.Dy())
		const fields = 11
		start := uint32(b.Len())
		extra := start + 2 + 12*fields + 4 // the resolutions, then the pixels
		pixels := extra + 16
		next := pixels + w*h
		if i == len(pages)-1 {
			next = 0
		}
		b.Write(le.AppendUint16(nil, fields))
		for _, f := range [fields][3]uint32{
			{256, 4, w}, {257, 4, h}, {258, 3, 8}, {259, 3, 1}, {262, 3, 1}, {273, 4, pixels},
			{277, 3, 1}, {278, 4, h}, {279, 4, w * h}, {282, 5, extra}, {283, 5, extra + 8},
		} {
			b.Write(le.AppendUint16(nil, uint16(f[0])))
			b.Write(le.AppendUint16(nil, uint16(f[1])))
			b.Write(le.AppendUint32(nil, 1))
			b.Write(le.AppendUint32(nil, f[2]))
		}
		b.Write(le.AppendUint32(nil, next))
		for range 2 {
			b.Write(le.AppendUint32(nil, 200))
			b.Write(le.AppendUint32(nil, 1))
		}
		b.Write(p.Pix)
	}
	return b.Bytes()
}

// zipOf packs members in the order given: name, content, name, content.
func zipOf(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docxOf(t testing.TB, body string) []byte {
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	return zipOf(t,
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/document.xml", `<w:document `+w+`><w:body>`+body+`</w:body></w:document>`)
}

func paragraph(s string) string { return "<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>" }

// deadlyPDF has a first page that is read and a second whose content lies in an
// object stream that lies in itself: looking for it overflows the stack of the
// parser, which no recover can stop.
func deadlyPDF() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	offsets := map[int]int{}
	object := func(n int, body string) {
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	object(1, "<</Type/Catalog/Pages 2 0 R>>")
	object(2, "<</Type/Pages/Kids[3 0 R 5 0 R 8 0 R]/Count 3/MediaBox[0 0 595 842]/Resources<</Font<</F 9 0 R>>>>>>")
	object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
	object(4, stream("", "BT /F 12 Tf 72 700 Td (The first page survives its neighbour) Tj ET"))
	object(5, "<</Type/Page/Parent 2 0 R/Contents 6 0 R>>")
	object(8, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
	object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	offsets[10] = b.Len()
	var rows strings.Builder
	for n := range 11 {
		kind, value := byte(1), offsets[n]
		if n == 0 {
			kind, value = 0, 0
		}
		if n == 6 || n == 7 {
			kind, value = 2, 7
		}
		rows.WriteByte(kind)
		rows.Write(binary.BigEndian.AppendUint32(nil, uint32(value)))
		rows.Write([]byte{0, 0})
	}
	fmt.Fprintf(&b, "10 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", stream("/Type/XRef/Size 11/W[1 4 2]/Root 1 0 R", rows.String()), offsets[10])
	return b.Bytes()
}
