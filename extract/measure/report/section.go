package report

import "fmt"

// Verdict says whether a row's target is met.
type Verdict string

// What a verdict can be.
const (
	Met      Verdict = "met"
	Unmet    Verdict = "NOT MET"
	NoPeer   Verdict = "NO PEER" // the program to compare with is not installed
	NoTarget Verdict = ""
)

// Row is one figure: ours, the peer's on the same input, their ratio.
type Row struct {
	What   string
	Ours   string
	Peer   string // with its name: "pdftotext -bbox 4.1"
	Ratio  string
	Target string
	Result Verdict
	Note   string
	Why    string // why an unmet target is missed; shown only then
}

// Section is what one measurement found.
type Section struct {
	Name  string // as the command line selects it
	Title string
	Input string // what was measured, in a line
	Rows  []Row
	Grids []Grid
	// Skipped says why nothing was measured; empty when something was.
	Skipped string
	// Pictures are written beside the report when asked for.
	Pictures []Picture
}

// Picture is an image with the words that stand for it.
type Picture struct {
	File, Title string
	Body        []byte
}

// Grid is a table of its own shape, such as a confusion matrix.
type Grid struct {
	Title  string
	Header []string
	Rows   [][]string
}

// AtMost judges a figure against the most that it may be.
func AtMost(figure, most float64) Verdict {
	if figure <= most {
		return Met
	}
	return Unmet
}

// AtLeast judges a figure against the least that it must be.
func AtLeast(figure, least float64) Verdict {
	if figure >= least {
		return Met
	}
	return Unmet
}

// Percent writes a share with the given number of decimals.
func Percent(share float64, decimals int) string { return fmt.Sprintf("%.*f %%", decimals, 100*share) }

// Times writes a ratio.
func Times(ratio float64) string { return fmt.Sprintf("%.2f", ratio) }
