package extract

import (
	"archive/zip"
	"bytes"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"vestnik/extract/office"
	"vestnik/extract/raster"
)

// Media types that are read, besides those of packages office and raster.
const (
	typePDF  = "application/pdf"
	typeZip  = "application/zip"
	typeTIFF = "image/tiff"
	typeDOC  = "application/msword"
)

// class is how a type of file is read.
type class string

const (
	classPDF     class = "pdf"
	classImage   class = "image"
	classOffice  class = "office"
	classArchive class = "archive"
	classLegacy  class = "legacy" // readable after another program converted it
	classNone    class = ""
)

func classOf(mediaType string) class {
	switch mediaType {
	case typePDF:
		return classPDF
	case typeTIFF, raster.TypePNG, raster.TypeJPEG, raster.TypeGIF, raster.TypeBMP, raster.TypeWebP:
		return classImage
	case office.TypeDOCX, office.TypeODT, office.TypeRTF, office.TypeText:
		return classOffice
	case typeZip:
		return classArchive
	case typeDOC:
		return classLegacy
	}
	return classNone
}

// headSize is how much of a file is looked at to tell its type.
const headSize = 64 << 10

// detect tells the media type by content. It runs in the sandbox.
func detect(r io.ReaderAt, size int64) string {
	head := make([]byte, min(headSize, size))
	n, _ := r.ReadAt(head, 0) // a short file is judged by what there is
	head = head[:n]
	// Mail gateways and printers put lines before a PDF's first; readers accept
	// the mark anywhere in the first kilobyte.
	if bytes.Contains(head[:min(len(head), 1024+8)], []byte("%PDF-")) {
		return typePDF
	}
	m := mimetype.Detect(head)
	name, _, _ := strings.Cut(m.String(), ";")
	switch name {
	case "image/vnd.mozilla.apng":
		return raster.TypePNG
	case "application/rtf":
		return office.TypeRTF
	case "application/x-ole-storage":
		if bytes.Contains(head, []byte("W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")) {
			return typeDOC
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")) {
		return packageType(r, size)
	}
	if (classOf(name) == classNone || name == office.TypeText) && headless(r, size, head) {
		return typePDF
	}
	if classOf(name) != classNone && name != office.TypeText {
		return name
	}
	if name == "application/octet-stream" || m.Is("text/plain") || strings.HasPrefix(name, "text/") {
		if isText(head) {
			return office.TypeText
		}
		return "application/octet-stream"
	}
	return name
}

// headless reports whether a file is a PDF that has lost its first line: it has
// objects and ends as one does.
func headless(r io.ReaderAt, size int64, head []byte) bool {
	tail := make([]byte, min(2048, size))
	n, _ := r.ReadAt(tail, size-int64(len(tail))) // a file that shrinks is judged by what there is
	return bytes.Contains(head, []byte(" 0 obj")) && bytes.Contains(tail[:n], []byte("startxref"))
}

// packageType tells what kind of zip a zip is by what lies in it.
func packageType(r io.ReaderAt, size int64) string {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return typeZip // a broken archive is still one; unpacking says what is wrong
	}
	for _, f := range z.File {
		switch f.Name {
		case "word/document.xml":
			return office.TypeDOCX
		case "xl/workbook.xml":
			return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		case "ppt/presentation.xml":
			return "application/vnd.openxmlformats-officedocument.presentationml.presentation"
		case "mimetype":
			if t := declaredType(f); t != "" {
				return t
			}
		}
	}
	return typeZip
}

// declaredType reads the member that OpenDocument names its type in.
func declaredType(f *zip.File) string {
	rc, err := f.Open()
	if err != nil {
		return ""
	}
	defer rc.Close()
	b, err := io.ReadAll(io.LimitReader(rc, 128))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(b))
}

// isText reports whether bytes are text in UTF-8, UTF-16 or a one-byte page:
// free of the control characters that no text has.
func isText(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xFF, 0xFE}) || bytes.HasPrefix(b, []byte{0xFE, 0xFF}) {
		return true
	}
	strange := 0
	for _, c := range b {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' {
			strange++
		}
	}
	return strange == 0 && (utf8.Valid(b[:len(b)-tailOfRune(b)]) || mostlyLetters(b))
}

// tailOfRune is how many bytes at the end belong to a character cut in two.
func tailOfRune(b []byte) int {
	for n := 1; n <= min(3, len(b)); n++ {
		if utf8.RuneStart(b[len(b)-n]) {
			if !utf8.FullRune(b[len(b)-n:]) {
				return n
			}
			return 0
		}
	}
	return 0
}

// mostlyLetters tells Cyrillic one-byte text from noise.
func mostlyLetters(b []byte) bool {
	n := 0
	for _, c := range b {
		if c >= 0x80 || c == ' ' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' {
			n++
		}
	}
	return n*10 >= len(b)*6
}

// nameFits reports whether a file's name agrees with its type; a name without
// an extension that we know agrees with anything.
func nameFits(name, mediaType string) bool {
	want, known := map[string][]string{
		".pdf":  {typePDF},
		".doc":  {typeDOC, office.TypeRTF},
		".docx": {office.TypeDOCX}, ".odt": {office.TypeODT}, ".rtf": {office.TypeRTF},
		".txt": {office.TypeText},
		".png": {raster.TypePNG}, ".jpg": {raster.TypeJPEG}, ".jpeg": {raster.TypeJPEG}, ".gif": {raster.TypeGIF},
		".bmp": {raster.TypeBMP}, ".webp": {raster.TypeWebP}, ".tif": {typeTIFF}, ".tiff": {typeTIFF},
		".zip": {typeZip},
	}[strings.ToLower(path.Ext(name))]
	if !known {
		return true
	}
	for _, t := range want {
		if t == mediaType {
			return true
		}
	}
	return false
}
