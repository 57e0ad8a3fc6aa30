package notice_test

import (
	"bytes"
	"context"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// issued reads the papers that the pack's own tests hold as goldens: the texts as
// they are signed, one of each kind.
func issued(t *testing.T) map[string]pipeline.NoticePaper {
	t.Helper()
	files, err := filepath.Glob("../../pipeline/regulation/testdata/notices/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden notices: %v", err)
	}
	papers, layouts := map[string]pipeline.NoticePaper{}, layoutsOf(t)
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		head, markdown, _ := strings.Cut(string(body), "\n\n")
		lines := strings.Split(head, "\n")
		n := len(lines)
		if n < 4 {
			t.Fatalf("%s has no head", file)
		}
		code := strings.TrimSuffix(filepath.Base(file), ".md")
		signatory := strings.TrimPrefix(lines[n-1], "Подписывает: ")
		position := signatory
		if i := strings.LastIndex(signatory, ", "); i >= 0 && !strings.Contains(signatory[i+2:], " ") {
			position, signatory = signatory[:i], signatory[:i]+", Орлов Д. И."
		}
		paper := pipeline.NoticePaper{
			Notice: pipeline.Notice{
				ID: code + "/1", Document: code, Title: lines[n-3], Addressee: strings.Join(lines[:n-3], "\n"),
				Date: workday.NewDate(2017, time.February, 28), Markdown: markdown, Signatory: signatory, Position: position,
			},
			Case: "2017-000021",
		}
		paper.Layout = layouts[code]
		papers[code] = paper
	}
	return papers
}

// layoutsOf reads from the packs how each document looks.
func layoutsOf(t *testing.T) map[string]string {
	t.Helper()
	files, err := filepath.Glob("../../pipeline/regulation/packs/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no packs: %v", err)
	}
	layouts := map[string]string{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var pack struct {
			Documents []struct{ ID, Layout string }
		}
		if err := yaml.Unmarshal(body, &pack); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, d := range pack.Documents {
			layouts[d.ID] = d.Layout
		}
	}
	return layouts
}

var (
	tags    = regexp.MustCompile(`<[^>]*>`)
	footers = regexp.MustCompile(`(?m)^.*Страница \d+ из \d+$`)
	style   = regexp.MustCompile(`(?s)<style>.*</style>`)
)

// words leaves what is read aloud: no markup, no list marks, any white space one blank.
func words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "—", " ")), " ")
}

func wordsOfHTML(s string) string {
	return words(html.UnescapeString(tags.ReplaceAllString(style.ReplaceAllString(s, ""), " ")))
}

// wordsOfMarkdown reads the text by a parser of its own.
func wordsOfMarkdown(t *testing.T, markdown string) string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table)).Convert([]byte(markdown), &b); err != nil {
		t.Fatal(err)
	}
	return wordsOfHTML(b.String())
}

// poppler runs one of its tools on a PDF; after are the arguments behind the file.
func poppler(t *testing.T, pdf []byte, tool string, after ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "out.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(context.Background(), tool, append([]string{file}, after...)...).Output()
	if err != nil {
		t.Fatalf("%s (poppler-utils): %v", tool, err)
	}
	return string(out)
}

// What is signed is the Markdown; what is sent is the paper. They must not part.
func TestPapersSayExactlyWhatWasSigned(t *testing.T) {
	printer := testPrinter(t)
	for code, paper := range issued(t) {
		t.Run(code, func(t *testing.T) {
			page, err := printer.HTML(paper)
			if err != nil {
				t.Fatal(err)
			}
			pdf, err := printer.PDF(paper)
			if err != nil {
				t.Fatal(err)
			}
			keep(t, code+".html", page)
			keep(t, code+".pdf", pdf)
			above, below, parted := strings.Cut(paper.Markdown, "\n---\n")
			onPaper := words(footers.ReplaceAllString(poppler(t, pdf, "pdftotext", "-", "-raw"), ""))
			for form, got := range map[string]string{"PDF": onPaper, "HTML": wordsOfHTML(string(page))} {
				for _, part := range []string{above, below} {
					if want := wordsOfMarkdown(t, part); !strings.Contains(got, want) {
						t.Errorf("the %s reads\n%s\nthe text\n%s", form, got, want)
					}
				}
				if parted && strings.Index(got, wordsOfMarkdown(t, below)) < strings.Index(got, "Д. И. Орлов") {
					t.Errorf("the %s puts what stands below the rule above the signature", form)
				}
				for _, line := range strings.Split(paper.Addressee, "\n") {
					if paper.Layout == "" && !strings.Contains(got, words(line)) {
						t.Errorf("the %s does not name %q", form, line)
					}
				}
			}
		})
	}
}

// A paper must read alike on any machine, years from now.
func TestFontsAreEmbedded(t *testing.T) {
	printer := testPrinter(t)
	for code, paper := range issued(t) {
		pdf, err := printer.PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		rows := strings.Split(strings.TrimSpace(poppler(t, pdf, "pdffonts")), "\n")
		if len(rows) < 3 {
			t.Fatalf("%s: no fonts: %q", code, rows)
		}
		for _, row := range rows[2:] {
			cells := strings.Fields(row)
			// name, type (two words), encoding, emb, sub, uni, object, generation
			if n := len(cells); cells[n-5] != "yes" || cells[n-3] != "yes" {
				t.Errorf("%s: a font is not embedded with its characters: %s", code, row)
			}
		}
	}
}

func TestEveryPaperPrintsAgainAlike(t *testing.T) {
	for code, paper := range issued(t) {
		first, err := testPrinter(t).PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		second, err := testPrinter(t).PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first, second) {
			t.Errorf("%s: two printings differ", code)
		}
	}
}

// Nothing on a paper may look like the inside of a machine or a gap.
func TestPapersHoldNoCodesAndNoGaps(t *testing.T) {
	gaps := regexp.MustCompile(`«»|\(\)|null|nil|NaN|undefined|\{\{|\}\}|%!|  ,|,,|\.\.|: [;.,]|O\d{3}-|[a-z]+_[a-z]+`)
	for code, paper := range issued(t) {
		if found := gaps.FindString(paper.Addressee + "\n" + paper.Markdown); found != "" {
			t.Errorf("%s holds %q", code, found)
		}
	}
}

func TestCertificateIsLaidOutAsThePackSays(t *testing.T) {
	paper, ok := issued(t)["O210-13"]
	if !ok {
		t.Fatal("there is no certificate among the goldens")
	}
	pdf, err := testPrinter(t).PDF(paper)
	if err != nil {
		t.Fatal(err)
	}
	text, pages := pdfText(t, pdf)
	if pages != 1 {
		t.Errorf("%d pages, want 1", pages)
	}
	order := []string{"РОССИЙСКАЯ ФЕДЕРАЦИЯ", "СВИДЕТЕЛЬСТВО", "№ ", "Дата государственной регистрации", "дата поступления заявки", "Автор", "Правообладател", "Учёт заявок", "Руководитель"}
	at := -1
	for _, want := range order {
		next := strings.Index(text, want)
		if next <= at {
			t.Errorf("%q does not stand in its place: %s", want, text)
		}
		at = next
	}
	if strings.Contains(text, "Заявители:") || strings.Contains(text, "Страница") {
		t.Error("a certificate has neither addressee nor page numbers")
	}
}

// A number drawn after a paper was signed must not turn up on its letterhead.
func TestLetterheadShowsNoNumberYoungerThanThePaper(t *testing.T) {
	paper := samplePaper()
	paper.Numbers["registration"] = "2026619999"
	page, err := testPrinter(t).HTML(paper)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(page), "2026619999") || !strings.Contains(string(page), "2026610017") {
		t.Error("the letterhead does not keep to the numbers that the text names")
	}
}

func TestDraftNamesNobodyAndSignedPaperNamesThePerson(t *testing.T) {
	for name, c := range map[string]struct{ signatory, position, want, never string }{
		"draft":          {"Уполномоченное должностное лицо", "Уполномоченное должностное лицо", "Уполномоченное должностное лицо", "Орлов"},
		"signed":         {"Уполномоченное должностное лицо, Орлов Дмитрий Ильич", "Уполномоченное должностное лицо", "Д. И. Орлов", "Дмитрий"},
		"old record":     {"Начальник отдела Орлов Д. И.", "", "Начальник отдела Орлов Д. И.", "Д. И. Орлов Начальник"},
		"initials close": {"Начальник, Орлов Д.И.", "Начальник", "Д. И. Орлов", "Д.И."},
		"one word":       {"Начальник, Администратор", "Начальник", "Администратор", "А. "},
	} {
		t.Run(name, func(t *testing.T) {
			paper := samplePaper()
			paper.Signatory, paper.Position = c.signatory, c.position
			page, err := testPrinter(t).HTML(paper)
			if err != nil {
				t.Fatal(err)
			}
			text := wordsOfHTML(string(page))
			if !strings.Contains(text, c.want) || strings.Contains(text, c.never) {
				t.Errorf("signed %q", text[max(0, len(text)-300):])
			}
		})
	}
}

func TestLongNameStaysOnThePaper(t *testing.T) {
	paper := samplePaper()
	paper.Signatory, paper.Position = "Начальник, Константинопольская-Преображенская-Вознесенская Аделаида Вениаминовна", "Начальник"
	pdf, err := testPrinter(t).PDF(paper)
	if err != nil {
		t.Fatal(err)
	}
	if text, _ := pdfText(t, pdf); !strings.Contains(text, "А. В. Константинопольская-Преображенская-Вознесенская") {
		t.Error("the name is cut")
	}
}
