package publish_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// numbered is an issue of programs under the given numbers.
func numbered(numbers ...string) pipeline.Issue {
	issue := pipeline.Issue{IssueRef: pipeline.IssueRef{Series: "programs", Year: 2026, Number: 9}, Date: workday.NewDate(2026, 9, 1)}
	for _, n := range numbers {
		issue.Entries = append(issue.Entries, pipeline.Entry{Register: "programs", Number: n, Title: "Программа " + n, Valid: true, Date: issue.Date})
	}
	return issue
}

func note(from, to string) pipeline.NumberNote {
	return pipeline.NumberNote{Register: "programs", From: from, To: to, Reason: pipeline.NumberAnnulled, Words: "присвоен <дважды>"}
}

func issueText(t *testing.T, issue pipeline.Issue) string {
	t.Helper()
	return string(compose(t, testPress(t), issue)[publish.IssueMarkdown])
}

func TestHolesBetweenNumbersAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		numbers []string
		notes   []pipeline.NumberNote
		want    string // of the sentence; empty for none
	}{
		"none":               {[]string{"2026610001", "2026610002"}, nil, ""},
		"one":                {[]string{"2026610001", "2026610003"}, nil, "не стоят № 2026610002."},
		"several":            {[]string{"2026610001", "2026610003", "2026610009"}, nil, "не стоят № 2026610002, 2026610004–2026610008."},
		"explained":          {[]string{"2026610001", "2026610003"}, []pipeline.NumberNote{note("2026610002", "2026610002")}, ""},
		"explained in part":  {[]string{"2026610001", "2026610009"}, []pipeline.NumberNote{note("2026610004", "2026610006")}, "не стоят № 2026610002–2026610003, 2026610007–2026610008."},
		"explained at ends":  {[]string{"2026610001", "2026610009"}, []pipeline.NumberNote{note("2026610000", "2026610003"), note("2026610008", "2026610020")}, "не стоят № 2026610004–2026610007."},
		"notes out of order": {[]string{"2026610001", "2026610009"}, []pipeline.NumberNote{note("2026610007", "2026610008"), note("2026610002", "2026610003")}, "не стоят № 2026610004–2026610006."},
		"two patterns":       {[]string{"940001", "2026610001"}, nil, ""},
		"no numbers":         {[]string{"А-1", "А-9"}, nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			issue := numbered(c.numbers...)
			issue.Numbers = c.notes
			text := issueText(t, issue)
			if c.want == "" && strings.Contains(text, "не стоят") || !strings.Contains(text, c.want) {
				t.Errorf("there is no %q in\n%s", c.want, text)
			}
			if explained := strings.Contains(text, `присвоен \<дважды\>`); explained != (len(c.notes) > 0) {
				t.Errorf("explained: %v\n%s", explained, text)
			}
			issue.Imported = true
			if strings.Contains(issueText(t, issue), "не стоят") {
				t.Error("of an imported past nobody knows what is missing")
			}
		})
	}
}

func TestOfficialMessagesArePrintedAndSigned(t *testing.T) {
	issue := numbered()
	issue.Messages = []pipeline.IssueMessage{{Title: "О приёме <заявок>", Text: "Раз.\n\n- не пункт", Signed: "Начальник отдела"}}
	text := issueText(t, issue)
	at := 0
	for _, want := range []string{"В выпуске нет записей.", "(#messages): 1 сообщение", "## Официальные сообщения {#messages}", `### О приёме \<заявок\>`, "Раз.\n\n", `\- не пункт`, "*Начальник отдела*", "Проверка подлинности"} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("after byte %d there is no %q in\n%s", at, want, text)
		}
		at += i
	}
	data := string(compose(t, testPress(t), issue)[publish.IssueData])
	if !strings.Contains(data, `"messages": [`) || strings.Contains(data, `"numbers"`) {
		t.Errorf("issue.json is %s", data)
	}
}

func TestWordsStandOnTheCoverOfALongIssue(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	var numbers []string
	for i := range 400 {
		numbers = append(numbers, "2026"+decimalOf(610001+2*i))
	}
	issue := numbered(numbers...)
	issue.Messages = []pipeline.IssueMessage{{Title: "О приёме", Text: "Раз."}}
	cat.close(t, press, issue)
	site, err := press.Open(t.Context(), cat, nil)
	if err != nil {
		t.Fatal(err)
	}
	cover, err := site.Page(t.Context(), "bulletin/programs/2026/9/")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"## Официальные сообщения", "и ещё 379 промежутков"} {
		if !strings.Contains(cover.Markdown, want) {
			t.Errorf("the cover has no %q", want)
		}
	}
	if lines := strings.Split(cover.Markdown, "\n"); !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "bulletin/programs/2026/9/pages/2/") }) {
		t.Error("the issue is not in parts: nothing was tried")
	}
}

func decimalOf(n int) string { return strconv.Itoa(n) }
