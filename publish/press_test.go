package publish_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/publish"
)

var update = flag.Bool("update", false, "write golden files before comparing")

func compose(t testing.TB, press *publish.Press, issue pipeline.Issue) map[string][]byte {
	t.Helper()
	files, err := press.Compose(issue)
	if err != nil {
		t.Fatal(err)
	}
	return publish.FilesByPath(files)
}

// cover returns the page of an issue that stands alone.
func cover(t testing.TB, press *publish.Press, issue pipeline.Issue) publish.Page {
	t.Helper()
	pages, err := press.IssuePages(&publish.Survey{}, issue)
	if err != nil {
		t.Fatal(err)
	}
	return pages[0]
}

func TestIssueIsAsItsGoldensSay(t *testing.T) {
	both := sampleIssue(3)
	both.Records = append(both.Records, pipeline.IssueRecord{Register: "programs", Number: "2026610031", Title: both.Entries[2].Title, Holders: both.Entries[2].Holders,
		Record: pipeline.EntryRecord{Seq: 1, Kind: "copy", Title: "Выдан дубликат", Date: both.Date, Fields: []pipeline.EntryField{{Name: "earlier", Title: "Ранее выданное", Value: "недействительно"}}}})
	for folder, issue := range map[string]pipeline.Issue{"issue": sampleIssue(2), "issue-records": sampleRecords(1), "issue-both": both} {
		t.Run(folder, func(t *testing.T) { isAsItsGoldensSay(t, folder, issue) })
	}
}

func isAsItsGoldensSay(t *testing.T, folder string, issue pipeline.Issue) {
	press := testPress(t)
	files := compose(t, press, issue)
	list, err := press.Compose(issue)
	if err != nil {
		t.Fatal(err)
	}
	manifest, err := press.Manifest(issue, list, "")
	if err != nil {
		t.Fatal(err)
	}
	files[publish.ManifestFile] = manifest
	files[publish.IssueHTML] = render(t, press, cover(t, press, issue), publish.HTML)
	for name, got := range files {
		golden := filepath.Join("testdata", "golden", folder, name)
		if *update {
			if err := errors.Join(os.MkdirAll(filepath.Dir(golden), 0o755), os.WriteFile(golden, got, 0o644)); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != string(want) {
			t.Errorf("%s differs from its golden; run with -update and look at the change", name)
		}
	}
}

func TestComposingRestsOnTheIssueAlone(t *testing.T) {
	press, open := testPress(t), sampleIssue(1)
	elsewhere := publish.DefaultConfig()
	elsewhere.BaseURL = "http://other.example/deep/"
	other, err := publish.NewPress(elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	closed := sampleIssue(1)
	closed.Closed, closed.Manifest = true, &pipeline.ManifestRef{SHA256: "ab", Prev: "cd"}
	slices.Reverse(closed.Entries)
	for i := range closed.Entries {
		ref := closed.IssueRef
		closed.Entries[i].Issue, closed.Entries[i].PublishedOn = &ref, closed.Date
	}
	want := compose(t, press, open)
	for name, got := range map[string]map[string][]byte{"after closing": compose(t, press, closed), "at another address": compose(t, other, open)} {
		for path, body := range want {
			if string(got[path]) != string(body) {
				t.Errorf("%s: %s differs", name, path)
			}
		}
	}
}

func TestWhatCannotBeAnIssueIsRefused(t *testing.T) {
	for name, spoil := range map[string]func(*pipeline.Issue){
		"no date":             func(i *pipeline.Issue) { i.Date = pipeline.Issue{}.Date },
		"no number":           func(i *pipeline.Issue) { i.Number = 0 },
		"one number repeated": func(i *pipeline.Issue) { i.Entries = append(i.Entries, i.Entries[0]) },
	} {
		t.Run(name, func(t *testing.T) {
			issue := sampleIssue(1)
			spoil(&issue)
			if _, err := testPress(t).Compose(issue); !errors.Is(err, pipeline.Invalid) || pipeline.AdviceOf(err) == "" {
				t.Errorf("error = %v, want Invalid with advice", err)
			}
		})
	}
}

func TestAuthorsAreNeverBlank(t *testing.T) {
	for name, c := range map[string]struct {
		authors  []pipeline.Party
		declined bool
		want     []string
		not      string
	}{
		"named":           {[]pipeline.Party{{Name: "Иванов И. И."}}, false, []string{"Иванов И. И."}, "отказались"},
		"all declined":    {nil, true, []string{"Авторы отказались быть упомянутыми"}, "отсутствуют"},
		"some declined":   {[]pipeline.Party{{Name: "Иванов И. И."}}, true, []string{"Иванов И. И.", "Иные авторы отказались"}, "отсутствуют"},
		"source is mute":  {nil, false, []string{"Сведения об авторах в источнике отсутствуют"}, "отказались"},
		"blank is no one": {[]pipeline.Party{{Name: " \x00"}}, false, []string{"Сведения об авторах в источнике отсутствуют"}, "отказались"},
	} {
		t.Run(name, func(t *testing.T) {
			issue := sampleIssue(1)
			issue.Entries = issue.Entries[:1]
			issue.Entries[0].Authors, issue.Entries[0].AuthorsDeclined = c.authors, c.declined
			press := testPress(t)
			for file, body := range map[string]string{
				publish.IssueMarkdown: string(compose(t, press, issue)[publish.IssueMarkdown]),
				publish.IssueHTML:     string(render(t, press, cover(t, press, issue), publish.HTML)),
			} {
				for _, want := range c.want {
					if !strings.Contains(body, want) {
						t.Errorf("%s does not say %q", file, want)
					}
				}
				if strings.Contains(body, c.not) {
					t.Errorf("%s says %q", file, c.not)
				}
			}
		})
	}
}

func TestFieldsStandInTheOrderOfThePublishedPage(t *testing.T) {
	press := testPress(t)
	issue := sampleIssue(1)
	e := issue.Entries[1]
	ref := issue.IssueRef
	e.Issue, e.PublishedOn = &ref, issue.Date
	page, err := press.EntryPage(e, nil)
	if err != nil {
		t.Fatal(err)
	}
	body := string(render(t, press, page, publish.Markdown))
	last := -1
	for _, label := range []string{"**(19)**", "**(12)**", "**(11)**", "**(24)**", "**(21)(22)**", "**(45)**", "**(98)**", "**(72)**", "**(73)**", "**(54)**", "**(57)**",
		"Тип реализующей ЭВМ", "Язык программирования", "Вид и версия операционной системы", "Объём программы для ЭВМ"} {
		at := strings.Index(body, label)
		if at <= last {
			t.Errorf("%s stands at %d, after %d", label, at, last)
		}
		last = at
	}
	e.Contacts = ""
	if page, err = press.EntryPage(e, nil); err != nil || strings.Contains(page.Markdown, "(98)") {
		t.Errorf("contacts are shown though none were given for publication (%v)", err)
	}
	e.PublishedOn = pipeline.Entry{}.PublishedOn
	if _, err = press.EntryPage(e, nil); !errors.Is(err, pipeline.NotExist) {
		t.Errorf("an unpublished entry has a page: %v", err)
	}
}

// TestRecordsHaveNoPlaceForWhatIsPrivate fixes the fields that may leave the
// office: a new one is a decision, not an accident.
func TestRecordsHaveNoPlaceForWhatIsPrivate(t *testing.T) {
	public := strings.Fields("Register Number URL Date ApplicationNo ApplicationDate Kind Title Authors AuthorsDeclined Holders Contacts StateContract CreationYear PublicationYear Abstract ComputerType Language OS DBMS Size Issue PublishedOn Source Doubts Valid Elsewhere Records Standing")
	for _, c := range []struct {
		of      reflect.Type
		allowed []string
	}{
		{reflect.TypeFor[publish.Record](), public},
		{reflect.TypeFor[publish.ObjectNotification](), strings.Fields("Register Number URL Title Holders Notification")},
		{reflect.TypeFor[publish.Notification](), strings.Fields("Seq Kind Title Code Date Fields Issue PublishedOn Nature Changes Basis Corrects")},
		{reflect.TypeFor[pipeline.FieldChange](), strings.Fields("Field Title Before After")},
		{reflect.TypeFor[publish.NotificationField](), strings.Fields("Name Title Value")},
		{reflect.TypeFor[pipeline.Party](), strings.Fields("Name Country Kind")},
	} {
		var fields []string
		for _, f := range reflect.VisibleFields(c.of) {
			fields = append(fields, f.Name)
		}
		if !slices.Equal(fields, c.allowed) {
			t.Errorf("%v has the fields %v, allowed are %v; decide which of them the public may see", c.of, fields, c.allowed)
		}
	}
}

func TestTheCaseReachesNoPublicFile(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	issue := sampleIssue(1)
	for i := range issue.Entries {
		issue.Entries[i].Case = "MARKER-CASE"
	}
	cat.close(t, press, issue)
	unpublished := issue.Entries[0]
	unpublished.Number, unpublished.Title = "2026699999", "MARKER-UNPUBLISHED"
	unpublished.Issue, unpublished.PublishedOn = nil, pipeline.Entry{}.PublishedOn
	cat.entries = append(cat.entries, unpublished)
	records := sampleRecords(1)
	for i := range records.Records {
		records.Records[i].Record.Case = "MARKER-CASE"
	}
	cat.close(t, press, records)
	waiting := records.Records[1]
	waiting.Record.Seq, waiting.Record.Title, waiting.Record.PublishedOn = 3, "MARKER-UNPUBLISHED", pipeline.Entry{}.PublishedOn
	cat.record(waiting)
	if _, err := press.WriteSite(t.Context(), cat, nil, dir); err != nil {
		t.Fatal(err)
	}
	files := readTree(t, dir)
	if len(files) < 40 {
		t.Fatalf("only %d files", len(files))
	}
	for name, body := range files {
		if strings.Contains(body, "MARKER-") || strings.Contains(body, "2026699999") {
			t.Errorf("%s holds what is not public", name)
		}
	}
}

func TestOpenDataReadsBackAsItWasEntered(t *testing.T) {
	issue := sampleIssue(1)
	issue.Entries[0].Title = "=HYPERLINK(\"http://evil.example\")"
	files := compose(t, testPress(t), issue)
	var edition publish.Edition
	if err := json.Unmarshal(files[publish.IssueData], &edition); err != nil {
		t.Fatal(err)
	}
	if len(edition.Entries) != 3 || edition.Entries[2].Title != issue.Entries[0].Title || edition.Entries[0].Authors[1].Name != "Абрамова Ольга Львовна" {
		t.Errorf("%+v", edition.Entries)
	}
	rows, err := csv.NewReader(strings.NewReader(string(files[publish.IssueCSV]))).ReadAll()
	if err != nil || len(rows) != 4 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if got := rows[3][6]; got != "'"+issue.Entries[0].Title {
		t.Errorf("a formula stands in the table as %q", got)
	}
}

func TestMarkdownAndHTMLAgree(t *testing.T) {
	press := testPress(t)
	files := compose(t, press, sampleIssue(1))
	html := string(render(t, press, cover(t, press, sampleIssue(1)), publish.HTML))
	for _, e := range sampleIssue(1).Entries {
		escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(e.Title)
		if strings.Count(html, escaped) < 3 {
			t.Errorf("%q stands %d times in the HTML, want heading, field and index", e.Title, strings.Count(html, escaped))
		}
		if !strings.Contains(string(files[publish.IssueMarkdown]), publish.Text(e.Title)) {
			t.Errorf("%q is not in the Markdown", e.Title)
		}
	}
}

func TestAWrongConfigurationIsRefusedWhole(t *testing.T) {
	for name, spoil := range map[string]func(*publish.Config){
		"relative address":       func(c *publish.Config) { c.BaseURL = "/bulletin/" },
		"address with query":     func(c *publish.Config) { c.BaseURL = "https://x.example/?a=b" },
		"office without name":    func(c *publish.Config) { c.Office.Name = " " },
		"authority without date": func(c *publish.Config) { c.Authority = "x.example" },
		"series in Cyrillic":     func(c *publish.Config) { c.Series[0].ID = "программы" },
		"register of no series":  func(c *publish.Config) { c.Registers[0].Series = "none" },
		"register twice":         func(c *publish.Config) { c.Registers[1].ID = c.Registers[0].ID },
	} {
		t.Run(name, func(t *testing.T) {
			config := publish.DefaultConfig()
			spoil(&config)
			if _, err := publish.NewPress(config); !errors.Is(err, pipeline.Invalid) {
				t.Errorf("error = %v, want Invalid", err)
			}
		})
	}
}
