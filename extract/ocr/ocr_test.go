package ocr

import (
	"image"
	"strings"
	"testing"
)

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
