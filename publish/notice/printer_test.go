package notice_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
	"vestnik/publish/notice"
)

func testPrinter(t testing.TB) *notice.Printer {
	t.Helper()
	printer, err := notice.NewPrinter(notice.Config{Office: publish.DefaultConfig().Office})
	if err != nil {
		t.Fatal(err)
	}
	return printer
}

func samplePaper() pipeline.NoticePaper {
	return pipeline.NoticePaper{
		Notice: pipeline.Notice{
			ID: "O210-07/1", Document: "O210-07", Title: "Запрос о представлении недостающих документов", Point: "74",
			Date: workday.NewDate(2026, 3, 2), Addressee: "Воронову Петру Ильичу\nул. Речная, д. 5, г. Верховск, 101000",
			Signatory: "Начальник отдела регистрации, Ёлкина А. С.", Position: "Начальник отдела регистрации",
			Markdown: "По результатам проверки заявки № 2026610017 (входящий № В-000123) «Система учёта \\*паводков\\* &laquo;Разлив&raquo;» сообщаем:\n\n" +
				"1. **реферат** не содержит сведений о *типе реализующей ЭВМ*;\n2. не представлены:\n   - депонируемые материалы;\n   - согласие автора Ёжикова М.\n\n" +
				"> Срок ответа — два месяца со дня направления запроса.\n\n## Порядок обжалования\n\nРешение может быть обжаловано. Подробности: [сайт ведомства](https://office.example/complaints).\n\n" +
				strings.Repeat("Заявитель вправе представить ответ через окно приёма документов, почтой или на сайте ведомства; ответ рассматривается в срок, установленный регламентом. ", 18) + "\n\n---\n\nПриложение: на 1 л.\n\n<script>alert(1)</script>\n",
		},
		Case: "2026-000017", Numbers: map[string]string{"application": "2026610017", "incoming": "В-000123"},
		CreatedAt: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC),
	}
}

func sampleEntry() pipeline.Entry {
	return pipeline.Entry{
		Register: "programs", Number: "2026610021", Date: workday.NewDate(2026, 3, 2), Kind: "program",
		ApplicationNo: "2026610017", ApplicationDate: workday.NewDate(2026, 1, 12),
		Title:   "Система учёта весенних паводков «Разлив»",
		Authors: []pipeline.Party{{Name: "Воронов Пётр Ильич", Country: "RU"}, {Name: "Ёжиков Макар", Country: "BY"}},
		Holders: []pipeline.Party{{Name: "Гидрологическая служба «Верховье»", Country: "RU"}},
		Valid:   true,
	}
}

// pdfText reads a PDF with poppler, which is not ours.
func pdfText(t *testing.T, pdf []byte) (text string, pages int) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(context.Background(), "pdftotext", "-layout", file, "-").Output()
	if err != nil {
		t.Fatalf("pdftotext (poppler-utils): %v", err)
	}
	return strings.Join(strings.Fields(string(out)), " "), strings.Count(string(out), "\f")
}

func keep(t *testing.T, name string, body []byte) {
	t.Helper()
	if dir := os.Getenv("VESTNIK_KEEP_NOTICES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestNoticeSaysTheSameInHTMLAndPDF(t *testing.T) {
	printer, paper := testPrinter(t), samplePaper()
	html, err := printer.HTML(paper)
	if err != nil {
		t.Fatal(err)
	}
	pdf, err := printer.PDF(paper)
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "notice.html", html)
	keep(t, "notice.pdf", pdf)
	text, pages := pdfText(t, pdf)
	if pages != 2 {
		t.Errorf("%d pages, want 2", pages)
	}
	for _, want := range []string{
		"Федеральная служба по интеллектуальной собственности", "Запрос о представлении недостающих документов", "Воронову Петру Ильичу",
		"2026610017", "В-000123", "№ 2026-000017/210-07/1", "2 марта 2026 г.", "*паводков* «Разлив»", "депонируемые материалы", "Порядок обжалования",
		"согласие автора Ёжикова М.", "Начальник отдела регистрации", "А. С. Ёлкина", "https://office.example/complaints", "Приложение: на 1 л.",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the PDF does not say %q", want)
		}
		if !strings.Contains(strings.ReplaceAll(string(html), "\u00a0", " "), want) {
			t.Errorf("the HTML does not say %q", want)
		}
	}
	for _, form := range []string{text, string(html)} {
		if strings.Contains(form, "alert(1)") && strings.Contains(form, "<script") {
			t.Error("raw HTML of a notice reached the paper")
		}
	}
}

func TestPrintingAgainGivesTheSameBytes(t *testing.T) {
	for range 3 {
		a, err := testPrinter(t).PDF(samplePaper())
		if err != nil {
			t.Fatal(err)
		}
		b, err := testPrinter(t).PDF(samplePaper())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a, b) {
			t.Fatal("two printings differ")
		}
	}
}

func TestDraftSaysSo(t *testing.T) {
	printer, paper := testPrinter(t), samplePaper()
	for _, draft := range []bool{true, false} {
		paper.Draft = draft
		html, err := printer.HTML(paper)
		if err != nil {
			t.Fatal(err)
		}
		pdf, err := printer.PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := pdfText(t, pdf)
		if got := strings.Contains(string(html), "ПРОЕКТ"); got != draft {
			t.Errorf("draft %v: HTML says it: %v", draft, got)
		}
		if got := strings.Contains(text, "ПРОЕКТ"); got != draft {
			t.Errorf("draft %v: PDF says it: %v", draft, got)
		}
	}
}

func TestUntitledOrEmptyNoticeIsRefused(t *testing.T) {
	printer := testPrinter(t)
	for name, spoil := range map[string]func(*pipeline.NoticePaper){
		"no title": func(n *pipeline.NoticePaper) { n.Title = " " },
		"no text":  func(n *pipeline.NoticePaper) { n.Markdown = "\n" },
	} {
		t.Run(name, func(t *testing.T) {
			paper := samplePaper()
			spoil(&paper)
			if _, err := printer.PDF(paper); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("PDF: %v, want Invalid", err)
			}
			if _, err := printer.HTML(paper); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("HTML: %v, want Invalid", err)
			}
		})
	}
}

func TestCertificateIsOnePageWhateverItHolds(t *testing.T) {
	many := sampleEntry()
	many.Title = strings.Repeat("Программный комплекс автоматизации расчётов и учёта ", 12)
	many.Authors = nil
	for range 60 {
		many.Authors = append(many.Authors, pipeline.Party{Name: "Константинопольский Александр Владиславович", Country: "RU"})
	}
	endless := sampleEntry()
	endless.Title = strings.Repeat("Оченьдлинноеназвание", 800)
	declined := sampleEntry()
	declined.Authors, declined.AuthorsDeclined = nil, true
	for name, c := range map[string]struct {
		entry pipeline.Entry
		want  []string
	}{
		"plain":    {sampleEntry(), []string{"СВИДЕТЕЛЬСТВО", "о государственной регистрации программы для ЭВМ", "№ 2026610021", "«Разлив»", "Воронов Пётр Ильич (RU), Ёжиков Макар (BY)", "2 марта 2026 г.", "12 января 2026 г."}},
		"crowded":  {many, []string{"№ 2026610021", "Константинопольский"}},
		"endless":  {endless, []string{"№ 2026610021", "полностью — в записи"}},
		"declined": {declined, []string{"отказались быть упомянутыми"}},
	} {
		t.Run(name, func(t *testing.T) {
			html, pdf, err := testPrinter(t).Certificate(c.entry)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, "certificate-"+name+".html", html)
			keep(t, "certificate-"+name+".pdf", pdf)
			text, pages := pdfText(t, pdf)
			if pages != 1 {
				t.Errorf("%d pages, want 1", pages)
			}
			for _, want := range c.want {
				if !strings.Contains(text, want) {
					t.Errorf("the certificate does not say %q: %s", want, text[:min(len(text), 600)])
				}
			}
		})
	}
}

func TestCertificateOfNothingIsRefused(t *testing.T) {
	entry := sampleEntry()
	entry.Number = ""
	if _, _, err := testPrinter(t).Certificate(entry); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("error = %v, want Invalid", err)
	}
	entry = sampleEntry()
	entry.Register = "unheard-of"
	if _, _, err := testPrinter(t).Certificate(entry); !errors.Is(err, pipeline.Unsupported) {
		t.Errorf("error = %v, want Unsupported", err)
	}
}

func BenchmarkNoticePDF(b *testing.B) {
	printer, paper := testPrinter(b), samplePaper()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := printer.PDF(paper); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCertificate(b *testing.B) {
	printer, entry := testPrinter(b), sampleEntry()
	for b.Loop() {
		if _, _, err := printer.Certificate(entry); err != nil {
			b.Fatal(err)
		}
	}
}
