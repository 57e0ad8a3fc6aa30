package raster

import (
	"bytes"
	"encoding/json"
	"image"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// FuzzSource holds that any bytes are decoded into a bounded image or refused.
func FuzzSource(f *testing.F) {
	small := image.NewRGBA(image.Rect(0, 0, 9, 7))
	small.Pix[5] = 200
	var p, j bytes.Buffer
	if err := png.Encode(&p, small); err != nil {
		f.Fatal(err)
	}
	if err := jpeg.Encode(&j, small, nil); err != nil {
		f.Fatal(err)
	}
	f.Add(p.Bytes(), uint8(0), 300.0)
	f.Add(j.Bytes(), uint8(1), 1200.0)
	f.Add([]byte("P5\n3 2\n255\n123456"), uint8(2), 72.0)
	f.Add([]byte("P6\n2 3\n255\n123456789012345678"), uint8(3), 700.0)
	f.Add([]byte("P6\n99999999 99999999\n255\n"), uint8(3), math.Inf(1))
	types := []string{TypePNG, TypeJPEG, TypePGM, TypePPM, TypeGIF, TypeBMP, TypeWebP}
	f.Fuzz(func(t *testing.T, b []byte, kind uint8, dpi float64) {
		mediaType := types[int(kind)%len(types)]
		r := bytes.NewReader(b)
		if w, h, err := Size(r, mediaType); err != nil || w*h > 1<<20 {
			return // what is refused, or slow to try
		}
		s, err := readSource(r, mediaType, dpi)
		if err != nil {
			return
		}
		w, h := s.gray.Rect.Dx(), s.gray.Rect.Dy()
		if w < 1 || h < 1 || w*h > finePixels || s.times < 1 || len(s.gray.Pix) < w*h {
			t.Fatalf("a source of %d × %d, reduced %d times", w, h, s.times)
		}
		if s.cb != nil && (s.cb.Rect != s.cr.Rect || s.cb.Rect.Dx() != (w+1)/2 || s.cb.Rect.Dy() != (h+1)/2) {
			t.Fatalf("planes of colour of %v and %v for %d × %d", s.cb.Rect, s.cr.Rect, w, h)
		}
	})
}

// FuzzPrepare holds that whatever a page looks like, a bounded image is made whose
// every pixel lies on the page.
func FuzzPrepare(f *testing.F) {
	f.Add([]byte("\xff\xff\x00\x00\xff\x10\x80\xff\xff\x00"), uint16(40), uint16(60), 30.0, uint8(0), 0.0, 0.0, 1.0)
	f.Add([]byte("\xff\x00"), uint16(300), uint16(200), 200.0, uint8(1), 0.2, 0.7, 3.0)
	f.Add([]byte("\x00"), uint16(1), uint16(1), 1e9, uint8(2), -1.0, math.NaN(), -2.0)
	f.Add([]byte("\xfe\xfe\xfe\x20"), uint16(255), uint16(255), 0.0, uint8(3), 0.0, 1.0, math.Inf(1))
	f.Fuzz(func(t *testing.T, pattern []byte, width, height uint16, dpi float64, turned uint8, from, to, zoom float64) {
		if len(pattern) == 0 {
			return
		}
		w, h := int(width)%320+1, int(height)%320+1
		src := source{gray: image.NewGray(image.Rect(0, 0, w, h)), times: 1}
		half := image.Rect(0, 0, (w+1)/2, (h+1)/2)
		src.cb, src.cr = image.NewGray(half), image.NewGray(half)
		for i := range src.gray.Pix {
			src.gray.Pix[i] = pattern[i%len(pattern)]
		}
		for i := range src.cb.Pix {
			src.cb.Pix[i], src.cr.Pix[i] = pattern[i*7%len(pattern)], pattern[i*3%len(pattern)]
		}
		req := Prepare{DPI: dpi, Turn: int(turned) % 4 * 90, Region: &[4]float64{from, from, to, to}, Zoom: zoom}
		img, p := prepare(src, req)
		if img.Rect.Dx() != p.Width || img.Rect.Dy() != p.Height || p.Width < 1 || p.Height < 1 || p.Width*p.Height > 2*maxPrepared {
			t.Fatalf("%v is said to be %d × %d", img.Rect, p.Width, p.Height)
		}
		onPage := func(what string, box [4]float64) {
			for _, v := range box {
				if !(v >= 0 && v <= 1) {
					t.Errorf("%s at %v", what, box)
				}
			}
		}
		onPage("the image", p.Map.Box(img.Rect))
		for _, r := range p.Rulings {
			onPage("a ruling", r.Line)
		}
		for _, m := range p.Marks {
			onPage("a mark", m.Box)
		}
		if _, err := json.Marshal(p); err != nil {
			t.Errorf("the answer cannot be written: %v", err)
		}
	})
}

func TestTheJobMakesAnImageAndSaysWhereItLies(t *testing.T) {
	d := newDrawing(8.27, 11.69, 100)
	d.print(t, 11)
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.jpg"), filepath.Join(dir, "out.pgm")
	if err := os.WriteFile(in, d.asJPEG(t), 0o600); err != nil {
		t.Fatal(err)
	}
	files := make([]*os.File, 2)
	var err error
	if files[0], err = os.Open(in); err != nil {
		t.Fatal(err)
	}
	defer files[0].Close()
	if files[1], err = os.Create(out); err != nil {
		t.Fatal(err)
	}
	defer files[1].Close()
	var answer bytes.Buffer
	if err := PrepareJob(bytes.NewReader([]byte(`{"type":"image/jpeg","dpi":100}`)), files, &answer); err != nil {
		t.Fatal(err)
	}
	var p Prepared
	if err := json.Unmarshal(answer.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	made, err := os.Open(out)
	if err != nil {
		t.Fatal(err)
	}
	defer made.Close()
	img, err := ReadMap(made)
	if err != nil || img.Rect.Dx() != p.Width || img.Rect.Dy() != p.Height || p.DPI != DPI {
		t.Errorf("made %v, %v; said %d × %d at %v dpi", img.Rect, err, p.Width, p.Height, p.DPI)
	}
	if err := PrepareJob(bytes.NewReader([]byte(`{"type":"image/png","dpi":100}`)), files, &answer); err == nil {
		t.Error("a JPEG was taken for a PNG")
	}
}
