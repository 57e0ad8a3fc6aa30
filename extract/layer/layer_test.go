package layer_test

import (
	"image"
	"strings"
	"testing"

	"vestnik/extract/layer"
	"vestnik/extract/layer/layertest"
	"vestnik/extract/pdftext"
)

func said(words []pdftext.Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

// TestLayersAreJudgedByWhatTheySay demands every verdict: each lie is found, no
// honest text is rejected, and what can be undone is.
func TestLayersAreJudgedByWhatTheySay(t *testing.T) {
	lies, found, honest, rejected, repairs, repaired := 0, 0, 0, 0, 0, 0
	for _, c := range layertest.Cases() {
		t.Run(c.Name, func(t *testing.T) {
			got := layer.Page(c.Words, c.Hidden)
			if got.True != c.True {
				t.Errorf("judged %+v, want true=%v: %.200s", got.Verdict, c.True, said(c.Words))
			}
			if got.True == (got.Reason != "") {
				t.Errorf("verdict %+v: a reason belongs to the untrue", got.Verdict)
			}
			if got.Believed() && (got.Quality <= 0 || got.Quality > 1) {
				t.Errorf("quality %v is no share", got.Quality)
			}
			if c.Repair != "" && said(got.Words) != c.Repair {
				t.Errorf("put right (%v) as %q, want %q", got.Repaired, said(got.Words), c.Repair)
			}
			switch {
			case c.True:
				honest++
				if !got.True {
					rejected++
				}
			default:
				lies++
				if !got.True {
					found++
				}
			}
			if c.Repair != "" {
				repairs++
				if said(got.Words) == c.Repair {
					repaired++
				}
			}
			if !c.True && c.Repair == "" && got.Believed() && said(got.Words) == said(c.Words) {
				t.Errorf("believed all the same: %.200s", said(got.Words))
			}
		})
	}
	t.Logf("found %d of %d lies, rejected %d of %d honest, repaired %d of %d", found, lies, rejected, honest, repaired, repairs)
}

// words sets texts in fonts: texts[i] in font i+1, one below the other.
func words(texts ...string) []pdftext.Word {
	var out []pdftext.Word
	for i, t := range texts {
		for _, w := range layertest.Set(strings.Fields(t)) {
			w.Font, w.Line = i+1, w.Line+100*i
			w.Y0, w.Y1 = w.Y0+400*float64(i), w.Y1+400*float64(i)
			out = append(out, w)
		}
	}
	return out
}

const (
	honest = "Программа предназначена для ведения журналов измерений в испытательной лаборатории и обеспечивает ввод результатов"
	other  = "Правообладатель сообщает, что договор заключается на срок действия патента, и прилагает документ об уплате пошлины"
)

// shifted is a layer of which every letter is another.
func shifted(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'а' && r <= 'я' {
			return 'а' + (r-'а'+7)%32
		}
		return r
	}, s)
}

func TestOneBrokenFontNeitherCondemnsNorPoisonsTheOthers(t *testing.T) {
	got := layer.Page(words(honest+" "+honest, shifted(other)), false)
	if got.True || !got.Repaired || said(got.Words) != honest+" "+honest || said(got.Lost) != shifted(other) {
		t.Errorf("kept %q, lost %q, %+v", said(got.Words), said(got.Lost), got.Verdict)
	}
	got = layer.Page(words(honest, shifted(other+" "+other)), false)
	if got.True || got.Believed() {
		t.Errorf("a page mostly lost is believed: %+v", got)
	}
	got = layer.Page(words(honest+" "+honest+" "+other, "\uf0b7 \uf0b7 \uf0b7"), false)
	if !got.True || said(got.Words) != honest+" "+honest+" "+other {
		t.Errorf("bullets of a symbol font cost the page: %+v", got)
	}
}

func TestLettersSetApartAreJoined(t *testing.T) {
	apart := func(s string, space float64) []pdftext.Word {
		var out []pdftext.Word
		x := 50.0
		for _, r := range s {
			if r == ' ' {
				x += space
				continue
			}
			out = append(out, pdftext.Word{Text: string(r), X0: x, X1: x + 6, Y0: 10, Y1: 20, Line: 1, Font: 1})
			x += 9
		}
		return out
	}
	got := layer.Page(apart(honest, 6), false)
	if got.True || !got.Repaired || said(got.Words) != honest {
		t.Errorf("%+v: %q", got.Verdict, said(got.Words))
	}
	if got := layer.Page(apart(honest, 0), false); got.True || got.Believed() {
		t.Errorf("letters with nothing between words are believed: %q", said(got.Words))
	}
	heading := append(apart("ЗАЯВЛЕНИЕ О РЕГИСТРАЦИИ", 6), words(honest)...)
	if got := layer.Page(heading, false); !got.True || said(got.Words) != "ЗАЯВЛЕНИЕ О РЕГИСТРАЦИИ "+honest {
		t.Errorf("a heading set apart reads %q, %+v", said(got.Words), got.Verdict)
	}
	if got := layer.Page(append(apart("А Б В Г Д", 0), words(honest)...), false); !strings.HasPrefix(said(got.Words), "А Б В Г Д") {
		t.Errorf("a row of single letters reads %q", said(got.Words))
	}
}

func TestHiddenWordsAreHeldAgainstThePicture(t *testing.T) {
	page := image.NewGray(image.Rect(0, 0, 600, 840))
	for i := range page.Pix {
		page.Pix[i] = 250
	}
	line := func(y int) layer.Box { // a line of strokes, and the box around it
		for x := 60; x < 540; x += 3 {
			for dy := range 8 {
				page.Pix[(y+dy)*page.Stride+x] = 60
			}
		}
		return layer.Box{X0: 60. / 600, Y0: float64(y) / 840, X1: 540. / 600, Y1: float64(y+8) / 840}
	}
	var boxes []layer.Box
	for y := 100; y < 700; y += 20 {
		boxes = append(boxes, line(y))
	}
	off := make([]layer.Box, len(boxes))
	for i := range off {
		off[i] = layer.Box{X0: .05, Y0: .9, X1: .5, Y1: .91}
	}
	for name, tt := range map[string]struct {
		boxes []layer.Box
		want  bool
	}{
		"on the writing": {boxes, true},
		"a third of it":  {boxes[:len(boxes)/3], false},
		"on bare paper":  {off, false},
	} {
		if got := layer.See(page, tt.boxes, 72); got.Fits() != tt.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	blank := image.NewGray(image.Rect(0, 0, 100, 100))
	if got := layer.See(blank, nil, 72); got.Ink != 0 {
		t.Errorf("ink on a blank page: %+v", got)
	}
}

func TestLanguageFollowsTheScript(t *testing.T) {
	for text, want := range map[string]string{honest: "ru", "The quick application": "en", "12 34": ""} {
		if got := layer.Language(strings.Fields(text)); got != want {
			t.Errorf("language of %.20q is %q, want %q", text, got, want)
		}
	}
}

func TestAddressesAndWordsJoinedByAHyphenAreHonest(t *testing.T) {
	for name, c := range map[string]struct {
		words string
		want  bool
	}{
		"addresses in a table": {strings.Repeat("620014 sk-bbzx@mqrl.ru (343) 380-53-96 http://www.bb-zgtk.ru/qst 31.12.2026 www.xbrt-ptk.ru ", 10), true},
		"nonsense":             {strings.Repeat("skbbzx mqrlr qstkw xbrtptk bbzgtk vvcnxq ", 10), false},
		"two scripts, joined":  {strings.Repeat("WEB-сайт USB-порт IT-отдел СУБД/SQL ", 5), true},
		"two scripts in one":   {strings.Repeat("зaявление pеестр пpограмма сaйт ", 5), false},
	} {
		if got := layer.Judge(strings.Fields(c.words), false); got.True != c.want {
			t.Errorf("%s: %+v, want true=%v", name, got, c.want)
		}
	}
}
