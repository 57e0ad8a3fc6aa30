package main

import (
	"bytes"
	"fmt"
)

// picture is one page as a scanner stored it, ready to stand in a PDF.
type picture struct {
	w, h   int // pixels
	colour bool
	bits   int    // a channel: 1 or 8
	filter string // DCTDecode or FlateDecode
	body   []byte
}

// picturePDF wraps pictures into a PDF of A4 pages, one picture a page, as
// scanners do. fpdf orders images of one width by chance, so its bytes would not
// repeat.
func picturePDF(pictures []picture) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
	var offsets []int
	object := func(dictionary string, stream []byte) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\n", len(offsets), dictionary)
		if stream != nil {
			b.WriteString("stream\n")
			b.Write(stream)
			b.WriteString("\nendstream\n")
		}
		b.WriteString("endobj\n")
	}
	const before, each = 3, 3 // objects before the pages, and of each page
	var kids bytes.Buffer
	for i := range pictures {
		fmt.Fprintf(&kids, "%d 0 R ", before+each*i+1)
	}
	stamp := made.Format("20060102150405Z")
	object("<</Type/Catalog/Pages 2 0 R>>", nil)
	object(fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pictures), bytes.TrimSpace(kids.Bytes())), nil)
	object(fmt.Sprintf("<</Producer(Vestnik sample filings)/CreationDate(D:%s)/ModDate(D:%s)>>", stamp, stamp), nil)
	for i, p := range pictures {
		page := before + each*i + 1
		object(fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Contents %d 0 R/Resources<</XObject<</Im0 %d 0 R>>>>>>", page+1, page+2), nil)
		draw := []byte("q 595.28 0 0 841.89 0 0 cm /Im0 Do Q")
		object(fmt.Sprintf("<</Length %d>>", len(draw)), draw)
		space := "DeviceGray"
		if p.colour {
			space = "DeviceRGB"
		}
		object(fmt.Sprintf("<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/%s/BitsPerComponent %d/Filter/%s/Length %d>>",
			p.w, p.h, space, p.bits, p.filter, len(p.body)), p.body)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R/Info 3 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, table)
	return b.Bytes()
}
