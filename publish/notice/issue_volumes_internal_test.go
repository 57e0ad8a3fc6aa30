package notice

import (
	"fmt"
	"testing"

	"vestnik/publish"
)

// A volume ends between two things, never amid one, and says where each begins.
func TestALongIssueComesInVolumes(t *testing.T) {
	printer, err := NewPrinter(Config{Office: publish.Office{Name: "Ведомство"}})
	if err != nil {
		t.Fatal(err)
	}
	issue := publish.PaperIssue{Edition: publish.Edition{Title: "Серия", Year: 2026, Number: 1}, Masthead: "# Серия\n"}
	index := publish.PaperIndex{Title: "Указатель номеров", Name: "Номер"}
	for i := range 60 {
		key, number := fmt.Sprintf("programs/%d", i), fmt.Sprint(1000+i)
		issue.Pieces = append(issue.Pieces, publish.PaperPiece{Key: key, Section: "Реестр", Group: "Регистрация", Number: number, Title: "Название",
			Markdown: "#### [" + number + "](./x) Название {#a}\n\n**(11)** Номер\n:   " + number + "\n"})
		index.Rows = append(index.Rows, publish.PaperRow{Name: number, Title: "Название", Places: []publish.PaperPlace{{Key: key, Number: number}}})
	}
	issue.Indexes = []publish.PaperIndex{index}
	printed, err := printer.issueIn(issue, 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(printed.Volumes) < 3 || len(printed.Places) != 60 {
		t.Fatalf("%d volumes, %d places", len(printed.Volumes), len(printed.Places))
	}
	last := publish.PrintedPlace{Volume: 1, Page: 1}
	for i := range 60 {
		at := printed.Places[fmt.Sprintf("programs/%d", i)]
		if at.Volume < last.Volume || at.Volume == last.Volume && at.Page < last.Page || at.Page > printed.Volumes[at.Volume-1].Pages {
			t.Errorf("piece %d stands at %+v, the one before at %+v", i, at, last)
		}
		last = at
	}
	whole, err := printer.Issue(issue)
	if err != nil || len(whole.Volumes) != 1 {
		t.Errorf("a short issue has %d volumes, %v", len(whole.Volumes), err)
	}
}
