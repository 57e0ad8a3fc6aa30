package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/png"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/text/encoding/charmap"
)

// typedPDF makes a PDF with a text layer, one page for each text.
func typedPDF(t testing.TB, pages ...string) []byte {
	t.Helper()
	pdf := fpdf.New("P", "pt", "A4", "")
	pdf.AddUTF8FontFromBytes("go", "", goregular.TTF)
	for _, text := range pages {
		pdf.AddPage()
		pdf.SetFont("go", "", 12)
		for i, line := range strings.Split(text, "\n") {
			pdf.Text(72, 100+20*float64(i), line)
		}
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// manyPages makes a PDF of n pages, each with its number.
func manyPages(t testing.TB, n int) []byte {
	t.Helper()
	pages := make([]string, n)
	for i := range pages {
		pages[i] = fmt.Sprintf("Исходный текст программы, лист %d", i+1)
	}
	return typedPDF(t, pages...)
}

// withPassword has qpdf encrypt a PDF as office programs do, with AES-256. An
// empty user password lets anybody open the file.
func withPassword(t testing.TB, body []byte, user string) []byte {
	t.Helper()
	dir := t.TempDir()
	plain, locked := filepath.Join(dir, "plain.pdf"), filepath.Join(dir, "locked.pdf")
	if err := os.WriteFile(plain, body, 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("qpdf", "--encrypt", user, "owner", "256", "--", plain, locked).CombinedOutput(); err != nil {
		t.Fatalf("qpdf: %v: %s", err, out)
	}
	b, err := os.ReadFile(locked)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// rawPDF puts objects numbered from 1 into a PDF with a true cross-reference
// table; the first is the catalogue.
func rawPDF(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, body := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, body)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// onePage is a PDF whose single page has the given entries and content.
func onePage(entries, content string) []byte {
	return rawPDF("<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"+entries+">>",
		fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(content), content),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream")
}

// deepPDF is a short PDF whose trailer opens more arrays or dictionaries than any
// stack holds.
func deepPDF(open string, depth int) []byte {
	return []byte("%PDF-1.4\n1 0 obj\n" + strings.Repeat(open, depth) + "\nendobj\ntrailer\n<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n")
}

// tinyOverflow is 148 bytes of PDF: the cross-reference stream gives the length
// of its own data by a reference that only itself can resolve.
func tinyOverflow() []byte {
	body := "%PDF-1.5\n1 0 obj<</Type/XRef/Size 2/W[1 2 1]/Root 1 0 R/Length 1 0 R/Prev 9>>stream\n\x01\x00\x09\x00\x01\x00\x09\x00\nendstream endobj\nstartxref 9\n%%EOF"
	return append([]byte(body), bytes.Repeat([]byte("\n"), max(0, 148-len(body)))...)
}

// zipEntry is one member of an archive made for a test.
type zipEntry struct {
	name  string
	body  []byte
	mode  fs.FileMode
	flags uint16 // added to the header's own
}

// zipped packs members, byte for byte as they are named.
func zipped(t testing.TB, entries ...zipEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		var packed bytes.Buffer
		w, err := flate.NewWriter(&packed, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err = w.Write(e.body); err == nil {
			err = w.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		h := &zip.FileHeader{
			Name: e.name, Method: zip.Deflate, NonUTF8: true, Flags: e.flags, CRC32: crc32.ChecksumIEEE(e.body),
			CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(e.body)),
		}
		if e.mode != 0 {
			h.SetMode(e.mode)
		}
		raw, err := z.CreateRaw(h)
		if err != nil {
			t.Fatal(err)
		}
		if e.mode.IsDir() {
			continue
		}
		if _, err := raw.Write(packed.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// cp866 writes a name as Russian Windows archivers do.
func cp866(t testing.TB, name string) string {
	t.Helper()
	s, err := charmap.CodePage866.NewEncoder().String(name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// oddArchive has members that would be written elsewhere, a name of Russian
// Windows, a link, and a PDF under a password.
func oddArchive(t testing.TB, pdf []byte) []byte {
	t.Helper()
	return zipped(t,
		zipEntry{name: "../../etc/passwd", body: []byte("Первый файл архива")},
		zipEntry{name: `C:\windows\x.txt`, body: []byte("Второй файл архива")},
		zipEntry{name: cp866(t, "Заявление.txt"), body: []byte("Третий файл архива")},
		zipEntry{name: "link", body: []byte("/etc/passwd"), mode: fs.ModeSymlink | 0o777},
		zipEntry{name: "locked.pdf", body: pdf, flags: 1})
}

// overlapping is a small archive whose directory names one big member a thousand
// times over, each at the same bytes.
func overlapping(t testing.TB) []byte {
	t.Helper()
	one := zipped(t, zipEntry{name: "a.txt", body: bytes.Repeat([]byte("слово "), 2<<20)})
	const tail = 22 // of the end record
	directory := int(binary.LittleEndian.Uint32(one[len(one)-6:]))
	entry := one[directory : len(one)-tail]
	out := bytes.Clone(one[:directory])
	const members = 1000
	for range members {
		out = append(out, entry...)
	}
	end := bytes.Clone(one[len(one)-tail:])
	binary.LittleEndian.PutUint16(end[8:], members)
	binary.LittleEndian.PutUint16(end[10:], members)
	binary.LittleEndian.PutUint32(end[12:], uint32(members*len(entry)))
	return append(out, end...)
}

// nestedZip packs a file into archives in archives.
func nestedZip(t testing.TB, depth int, inner []byte) []byte {
	t.Helper()
	name := "заявление.pdf"
	for range depth {
		inner, name = zipped(t, zipEntry{name: name, body: inner}), "архив.zip"
	}
	return inner
}

// blankPNG is an image of one colour, of any size at a few kilobytes.
func blankPNG(t testing.TB, width, height int) []byte {
	t.Helper()
	var b bytes.Buffer
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// movingGIF is an animation of three empty pictures.
func movingGIF(t testing.TB) []byte {
	t.Helper()
	g := gif.GIF{}
	for range 3 {
		g.Image = append(g.Image, image.NewPaletted(image.Rect(0, 0, 200, 200), color.Palette{color.White, color.Black}))
		g.Delay = append(g.Delay, 10)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, &g); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// wordFile is a DOCX with one paragraph.
func wordFile(t testing.TB, text string) []byte {
	t.Helper()
	return zipped(t,
		zipEntry{name: "[Content_Types].xml", body: []byte(`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)},
		zipEntry{name: "word/document.xml", body: []byte(`<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>` + text + `</w:t></w:r></w:p></w:body></w:document>`)})
}

// selfStream is a PDF whose second page lies in an object stream that lies in
// itself: looking for it overflows the parser's stack, which no recover stops.
func selfStream() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.5\n")
	offsets := make([]int, 12)
	object := func(n int, body string) {
		offsets[n] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", n, body)
	}
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	object(1, "<</Type/Catalog/Pages 2 0 R>>")
	object(2, "<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2/MediaBox[0 0 595 842]/Resources<</Font<</F 9 0 R>>>>>>")
	object(3, "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>")
	object(4, stream("", "BT /F 12 Tf 72 700 Td (The first page survives its neighbour) Tj ET"))
	object(5, "<</Type/Page/Parent 2 0 R/Contents 6 0 R>>")
	object(9, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
	start := b.Len()
	offsets[10] = start
	var rows []byte
	for n := range 11 {
		kind, at := byte(1), offsets[n]
		switch n {
		case 0:
			kind = 0
		case 6, 7:
			kind, at = 2, 7 // in object stream 7, which is in object stream 7
		}
		rows = append(binary.BigEndian.AppendUint32(append(rows, kind), uint32(at)), 0, 0)
	}
	fmt.Fprintf(&b, "10 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", stream("/Type/XRef/Size 11/W[1 4 2]/Root 1 0 R", string(rows)), start)
	return b.Bytes()
}
