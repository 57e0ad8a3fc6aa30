package ocr

import (
	"bytes"
	"encoding/binary"
	"image"
	"math"
	"strings"
	"testing"
)

// ruled draws rows of short strokes, like lines of print, leaning clockwise.
func ruled(w, h int, degrees float64) *image.Gray {
	img := image.NewGray(image.Rect(0, 0, w, h))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	tan := math.Tan(degrees * math.Pi / 180)
	for y := h / 6; y < h*5/6; y += 24 {
		for x := w / 8; x < w*7/8; x++ {
			if x/7%3 == 2 {
				continue
			}
			for d := range 9 {
				yy := y + d + int(float64(x-w/2)*tan)
				if yy >= 0 && yy < h {
					img.Pix[yy*img.Stride+x] = 0
				}
			}
		}
	}
	return img
}

func TestSkewIsFoundAndTakenOut(t *testing.T) {
	for _, want := range []float64{-5, -2, -0.5, 0, 0.5, 1, 3, 7} {
		img := ruled(900, 1200, want)
		if got := skewOf(img); math.Abs(got-want) > 0.15 {
			t.Errorf("lines leaning by %.1f° are found to lean by %.2f°", want, got)
		}
		if left := skewOf(straighten(img, want)); math.Abs(left) > 0.2 {
			t.Errorf("lines leaning by %.1f° lean by %.2f° after straightening", want, left)
		}
	}
}

func TestWritingThatRunsUpThePageIsNoticed(t *testing.T) {
	level := ruled(900, 1200, 0)
	if sideways(level) || !sideways(turn(level, 90)) {
		t.Errorf("level: %v, turned: %v", sideways(level), sideways(turn(level, 90)))
	}
}

func TestTurningFourTimesChangesNothing(t *testing.T) {
	img := ruled(40, 60, 3)
	if got := turn(turn(turn(turn(img, 90), 90), 90), 90); !bytes.Equal(got.Pix, img.Pix) {
		t.Error("four quarter turns do not come round")
	}
	if a, b := turn(img, 270), turn(turn(img, 180), 90); !bytes.Equal(a.Pix, b.Pix) {
		t.Error("270° is not 180° and 90°")
	}
	img.Pix[0] = 7 // the top left corner goes to the top right
	if got := turn(img, 90); got.GrayAt(got.Rect.Dx()-1, 0).Y != 7 {
		t.Error("a quarter turn is not clockwise")
	}
}

func TestBoxesReturnToTheSkewedPage(t *testing.T) {
	const w, h = 1000.0, 1400.0
	word := word{box: image.Rect(700, 300, 800, 330)}
	if got := placed(word, w, h, 0); got != [4]float64{0.7, 0.21429, 0.8, 0.23571} {
		t.Errorf("without skew the box is %v", got)
	}
	got := placed(word, w, h, 3)
	// A page leaning clockwise has its right side lower than the straightened one.
	x, y := skewed(750, 315, w, h, 3)
	if math.Abs((got[0]+got[2])/2*w-x) > 2 || math.Abs((got[1]+got[3])/2*h-y) > 2 || y < 315 {
		t.Errorf("the box %v is not around %.0f, %.0f", got, x, y)
	}
}

func TestTheTableOfTesseractIsRead(t *testing.T) {
	row := func(line, conf, text string) string {
		return strings.Join([]string{"5", "1", "1", "1", line, "1", "10", "20", "30", "40", conf, text}, "\t") + "\n"
	}
	in := "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
		"4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t\n" + row("1", "96.5", "Заявление") + row("1", "95", "|") + row("1", "94", "—") + row("2", "-1", "x") + row("2", "50", "Иванов") + "5\tbroken\n"
	got := parseTSV(in)
	if len(got) != 3 || got[0].text != "Заявление" || got[1].text != "—" || got[2].text != "Иванов" {
		t.Fatalf("words %+v", got)
	}
	if got[0].line != 1 || got[2].line != 2 || got[0].confidence != 0.965 || got[0].box != image.Rect(10, 20, 40, 60) {
		t.Errorf("words %+v", got)
	}
}

func TestInkWithoutWordsIsCounted(t *testing.T) {
	img := ruled(800, 1000, 0)
	g := inkOf(img, 200)
	if g.Count() < 100 {
		t.Fatalf("only %d squares with ink", g.Count())
	}
	if u := g.Uncovered(nil); u != 1 {
		t.Errorf("without words %.2f of the ink is uncovered", u)
	}
	if u := g.Uncovered([]image.Rectangle{img.Rect}); u != 0 {
		t.Errorf("under one large word %.2f is uncovered", u)
	}
	half := g.Uncovered([]image.Rectangle{image.Rect(0, 0, 800, 500)})
	if half < 0.4 || half > 0.6 {
		t.Errorf("under the upper half %.2f is uncovered", half)
	}
}

func TestOrientationIsTakenOnlyWhenSure(t *testing.T) {
	answer := func(rotate, confidence string) string {
		return "Page number: 0\nOrientation in degrees: 180\nRotate: " + rotate + "\nOrientation confidence: " + confidence + "\nScript: Cyrillic\n"
	}
	for in, want := range map[string]int{answer("180", "12.5"): 180, answer("90", "3.1"): 90, answer("180", "0.2"): 0, "": 0} {
		if got := parseOrientation(in); got != want {
			t.Errorf("%q means %d, want %d", in, got, want)
		}
	}
}

func TestStatedResolutionsAreBelievedWithinReason(t *testing.T) {
	jfif := func(unit byte, d uint16) []byte {
		return binary.BigEndian.AppendUint16(append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01"), unit), d)
	}
	tests := []struct {
		name string
		in   []byte
		want float64
	}{
		{"per inch", append(jfif(1, 300), 0, 0, 0, 0), 300},
		{"per centimetre", append(jfif(2, 118), 0, 0, 0, 0), 118 * 2.54},
		{"a screen's", append(jfif(1, 72), 0, 0, 0, 0), 0},
		{"none", []byte("\xff\xd8"), 0},
	}
	for _, tt := range tests {
		if got := Resolution(bytes.NewReader(tt.in), TypeJPEG); math.Abs(got-tt.want) > 0.01 {
			t.Errorf("%s: %v dpi, want %v", tt.name, got, tt.want)
		}
	}
}

// FuzzTSV holds that whatever Tesseract prints, words have text, belong to lines
// in order, and are believed between 0 and 1.
func FuzzTSV(f *testing.F) {
	f.Add("5\t1\t1\t1\t1\t1\t10\t20\t30\t40\t96\tслово\n")
	f.Add("5\t1\t1\t1\t1\t1\t-1\tx\t30\t40\tNaN\tслово\n")
	f.Fuzz(func(t *testing.T, s string) {
		line := 0
		for _, w := range parseTSV(s) {
			if w.text == "" || w.line < line || w.line > line+1 || !(w.confidence >= 0 && w.confidence <= 1) {
				t.Errorf("word %+v", w)
			}
			line = w.line
		}
	})
}

// FuzzTIFF holds that any bytes give a bounded list of frames.
func FuzzTIFF(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x00\x01\x03\x00\x01\x00\x00\x00\x05\x00\x00\x00\x08\x00\x00\x00"))
	f.Add([]byte("MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		frames, err := Frames(bytes.NewReader(b))
		if (err == nil) != (len(frames) > 0) || len(frames) > maxTIFFPages {
			t.Errorf("%d frames, %v", len(frames), err)
		}
		_ = tiffTurn(b)
		for _, kind := range []string{TypePNG, TypeJPEG, TypeBMP} {
			if dpi := Resolution(bytes.NewReader(b), kind); dpi != 0 && (dpi < minDPI || dpi > maxDPI) {
				t.Errorf("%s of %v dpi", kind, dpi)
			}
		}
	})
}
