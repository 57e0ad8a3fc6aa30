package pdftext

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// packed is a page of content that went through filters, named as the file names
// them from the outside in.
func packed(filters string, data []byte) []byte {
	return filePDF(
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
		fmt.Sprintf("<</Length %d/Filter[%s]>>\nstream\n%s\nendstream", len(data), filters, data),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	)
}

// deflated packs data as FlateDecode undoes it.
func deflated(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := zlib.NewWriterLevel(&b, zlib.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestContentThatGrowsBeyondReasonIsNotInterpreted(t *testing.T) {
	const line = "BT /F 12 Tf 50 700 Td (here) Tj ET"
	blank := append(bytes.Repeat([]byte(" "), 40<<20), line...) // as dense as deflate packs
	for _, c := range []struct {
		name, filters string
		data          []byte
		bomb          bool
	}{
		{"packed once", "/FlateDecode", deflated(t, []byte(line)), false},
		{"packed once, by a thousand", "/FlateDecode", deflated(t, blank), false},
		{"packed twice", "/FlateDecode/FlateDecode", deflated(t, deflated(t, []byte(line))), false},
		{"packed twice, by a hundred thousand", "/FlateDecode/FlateDecode", deflated(t, deflated(t, blank)), true},
		{"run lengths of run lengths", strings.Repeat("/RunLengthDecode", 8), bytes.Repeat([]byte{129}, 200), true},
		{"more filters than anyone needs", strings.Repeat("/RunLengthDecode", maxFilters+1), []byte("\x00a\x80"), true},
	} {
		file := packed(c.filters, c.data)
		d, err := Open(bytes.NewReader(file), int64(len(file)))
		if err != nil {
			t.Fatal(err)
		}
		p, err := d.Page(1)
		if errors.Is(err, errBomb) != c.bomb {
			t.Errorf("%s: %v", c.name, err)
		}
		if !c.bomb && (len(p.Words) != 1 || p.Words[0].Text != "here") {
			t.Errorf("%s: read %+v", c.name, p.Words)
		}
	}
}
