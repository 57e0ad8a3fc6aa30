package notice

import (
	"errors"
	"html/template"
	"io"
	"strings"
	"testing"
	"testing/quick"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

func TestEveryTemplateRunsAgainstWhatItIsGiven(t *testing.T) {
	p, err := NewPrinter(Config{Office: publish.DefaultConfig().Office})
	if err != nil {
		t.Fatal(err)
	}
	office := publish.Office{Name: "О", Address: "А", Phone: "1", Email: "a@b.example"}
	views := map[string]any{
		"notice.html": letter{
			Office: office, Title: "т", Reference: []reference{{"№", "1"}}, Addressee: []string{"а"}, Date: "д", Draft: true,
			Signature: signature{"п", "и"}, Body: template.HTML("<p>т</p>"), Below: template.HTML("<p>н</p>"),
		},
		"certificate.html": certificate{
			Title: "т", Draft: true, Signature: signature{"п", "и"},
			Lines: []certificateLine{{Text: "г", Above: true}, {Text: "д", Above: true, Mark: true}, {Level: 1, Text: "1"}, {Level: 2, Text: "2"}, {Level: 3, Text: "3"}, {Level: 4, Text: "4"}, {Label: "м", Text: "з"}, {Text: "т"}},
		},
		"registerline.html": registerLine{
			Office: office, Title: "т", Date: "д", Number: "1", Draft: true, Signature: signature{"п", "и"}, Above: "<p>т</p>", Below: "<p>н</p>",
			Rows: []certificateLine{{Label: "м:", Text: "з"}, {Label: "Подпись:", Text: "___"}, {Text: "т"}},
		},
		"receipt.html": receiptPage{
			Office: office, Title: "т", Facts: []reference{{"№", "1"}}, Files: []receiptRow{{"1", "ф", "1 Б", "2", "abc"}}, Total: "в", Sheets: true, Texts: []string{"т"}, By: signature{"п", "и"},
		},
	}
	files, err := templateFiles.ReadDir("templates")
	if err != nil || len(files) != len(views) {
		t.Fatalf("%d templates, %d views, %v", len(files), len(views), err)
	}
	for _, f := range files {
		view, ok := views[f.Name()]
		if !ok {
			t.Errorf("%s is embedded but has no view", f.Name())
			continue
		}
		if err := p.templates.ExecuteTemplate(io.Discard, f.Name(), view); err != nil {
			t.Errorf("%s: %v", f.Name(), err)
		}
	}
}

func TestCoverageLeavesOnlyWhatTheFontsPrint(t *testing.T) {
	covered, err := newCoverage()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"Ёжик — «№ 5» ©": "Ёжик — «№ 5» ©", "日本": "??", "🙂": "?", "таб\tуляция": "таб уляция", "нуль\x00": "нуль",
	} {
		if got := covered.fit(text); got != want {
			t.Errorf("fit(%q) = %q, want %q", text, got, want)
		}
	}
	onlyCovered := func(s string) bool {
		return !strings.ContainsFunc(covered.fit(s), func(r rune) bool { return !covered[r] })
	}
	if err := quick.Check(onlyCovered, nil); err != nil {
		t.Error(err)
	}
}

// FuzzAnyNoticePrints feeds the walk over the Markdown tree whatever a template
// and its fields may come to.
func FuzzAnyNoticePrints(f *testing.F) {
	p, err := NewPrinter(Config{Office: publish.DefaultConfig().Office})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"текст", "# Заголовок\n\n- a\n  - b\n\n1) в", "> ц\n> - д", "```\nкод\n```", "    код", "[a](<b c>) ![x](y) <http://z>", "***", "a  \nb\\\nc", "&laquo;&#1046;&bogus;", "<b>x</b>", "🙂\x00\u202e"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		if len(markdown) > 2048 {
			return
		}
		for _, layout := range []string{"", layoutCertificate, layoutDuplicate, layoutRegisterLine} {
			paper := pipeline.NoticePaper{Notice: pipeline.Notice{ID: "x", Title: "Т", Markdown: markdown, Date: workday.NewDate(2026, 1, 1), Layout: layout}}
			html, err := p.HTML(paper)
			if err != nil {
				return
			}
			if strings.Contains(string(html), "<script") {
				t.Errorf("script from %q", markdown)
			}
			pdf, err := p.PDF(paper)
			if errors.Is(err, pipeline.TooLarge) && (layout == layoutCertificate || layout == layoutDuplicate) {
				return // a certificate is one page
			}
			if err != nil || !strings.HasPrefix(string(pdf), "%PDF-") {
				t.Errorf("%q: %v", markdown, err)
			}
		}
	})
}
