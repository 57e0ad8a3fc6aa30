package report_test

import (
	"strings"
	"testing"

	"vestnik/extract/measure/report"
)

func sections() []report.Section {
	return []report.Section{
		{Name: "text", Title: "Text layers", Input: "two files", Rows: []report.Row{
			{What: "error", Ours: "0.00 %", Peer: "pdftotext 0.02 %", Target: "≤ .05", Result: report.Met},
			{What: "CPU", Ours: "9 ms", Ratio: "1.20", Target: "≤ 1.00", Result: report.Unmet, Note: "a|b", Why: "slow"},
			{What: "wall", Result: report.NoPeer, Note: "none installed"},
		}, Grids: []report.Grid{{Title: "Kinds", Header: []string{"", "A"}, Rows: [][]string{{"statement", "3"}}}, {Title: "Nothing"}}},
		{Name: "hostile", Title: "Hostile files", Skipped: "no files", Pictures: []report.Picture{{File: "a.svg", Title: "Curve"}}},
	}
}

func TestTextIsOneTableInColumns(t *testing.T) {
	var b strings.Builder
	if err := report.Text(&b, sections()); err != nil {
		t.Fatal(err)
	}
	want := `Targets: 1 met, 1 not met, 2 not judged.
- NOT MET: Text layers: CPU: 1.20 (9 ms), target ≤ 1.00
- NO PEER: Text layers: wall: none installed
- not measured: Hostile files: no files

  what   ours    peer              ratio  target           note

TEXT — Text layers
  (two files)
  error  0.00 %  pdftotext 0.02 %         ≤ .05   met
  CPU    9 ms                      1.20   ≤ 1.00  NOT MET  a|b
    why: slow
  wall                                            NO PEER  none installed

HOSTILE — Hostile files
  not measured: no files

Kinds
             A
  statement  3

picture: a.svg (Curve)
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestMarkdownKeepsCellsApart(t *testing.T) {
	var b strings.Builder
	if err := report.Markdown(&b, sections(), "pictures"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"### Text layers\n\ntwo files.\n", "| CPU | 9 ms |  | 1.20 | ≤ 1.00 | NOT MET | a\\|b; why: slow |\n", "Not measured: no files.\n", "![Curve](pictures/a.svg)", "Kinds:\n\n|  | A |\n|---|---|\n| statement | 3 |\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in\n%s", want, b.String())
		}
	}
	if strings.Contains(b.String(), "Nothing") {
		t.Error("an empty grid is written")
	}
}
