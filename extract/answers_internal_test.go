package extract

import (
	"bytes"
	"testing"

	"vestnik/extract/pdftext"
)

func TestAnswersOfAChildArriveWholeHoweverTheyAreCut(t *testing.T) {
	sent := []textAnswer{
		{page: pdftext.Page{Number: 1, Width: 595.28, Height: 841.89, Words: []pdftext.Word{{Text: "Слово", X0: 10, Y0: 20, X1: 30.5, Y1: 32, Line: 1, Font: 1}}}},
		{page: pdftext.Page{Number: 2}, err: "malformed file"},
	}
	var out bytes.Buffer
	var buf []byte
	for i := range sent {
		var err error
		if buf, err = sent[i].write(&out, buf); err != nil {
			t.Fatal(err)
		}
	}
	for _, piece := range []int{1, 7, out.Len()} {
		var got textAnswers
		for b := out.Bytes(); len(b) > 0; {
			n := min(piece, len(b))
			if _, err := got.Write(b[:n]); err != nil {
				t.Fatal(err)
			}
			b = b[n:]
		}
		if len(got.got) != 2 || got.got[0].page.Words[0] != sent[0].page.Words[0] || got.got[1].page.Number != 2 || got.got[1].err != sent[1].err {
			t.Errorf("in pieces of %d: %+v", piece, got.got)
		}
	}
}

func TestNonsenseOfAChildIsRefused(t *testing.T) {
	for name, b := range map[string][]byte{
		"a length beyond all bounds": {0xFF, 0xFF, 0xFF, 0xFF},
		"an error that is cut off":   {2, 0, 0, 0, 9, 'x'},
		"no page":                    {1, 0, 0, 0, 0},
		"words that do not follow":   {12, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2},
	} {
		var got textAnswers
		if _, err := got.Write(b); err == nil && len(got.got) > 0 {
			t.Errorf("%s: taken for %+v", name, got.got)
		}
	}
}
