package desk

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// correctionsView is what the staff put right in what was read. Its figures name
// nobody; the pairs do, and are shown to those who see papers.
type correctionsView struct {
	Frame
	period
	Names  names
	Fields []correctedField
	Bands  []pipeline.ConfidenceBand
	Pairs  []pairRow
	Of     int // pairs in all, of which the latest are shown
}

// correctedField is a field on a form, in words.
type correctedField struct {
	pipeline.FieldCorrections
	FormTitle, Title string
}

// pairRow is one pair as people see it.
type pairRow struct {
	pipeline.Pair
	FormTitle, Title string
	Was, Now         string
	Where            string // of the field on its case's page
	Crop             string // address of the piece of the page; empty when it has no place
}

// maxPairs bounds how many pairs the page shows; the rest is written out by
// "vestnik corrections --out".
const maxPairs = 50

func (d *Desk) correctionsPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := correctionsView{Frame: d.frame(me, "Исправления прочитанного", "reports"), period: d.periodOf(r)}
	figures, err := d.Office.Corrections(r.Context(), v.from, v.to)
	if err != nil {
		return err
	}
	words := d.allWords()
	for _, f := range figures.Fields {
		if f.Confirmed+f.Corrected+f.Unreadable+f.Added > 0 {
			v.Fields = append(v.Fields, correctedField{FieldCorrections: f, FormTitle: words.formTitle(f.Form), Title: words.pathTitle(f.Field)})
		}
	}
	for _, b := range figures.Bands {
		if b.Shown+b.Decided > 0 {
			v.Bands = append(v.Bands, b)
		}
	}
	if v.SeesPapers() {
		if err := d.listPairs(r, &v, words); err != nil {
			return err
		}
	}
	return d.render(w, http.StatusOK, "corrections", v)
}

// listPairs shows the latest pairs of the period, the latest on top.
func (d *Desk) listPairs(r *http.Request, v *correctionsView, words vocabulary) error {
	pairs, err := d.Office.Pairs(r.Context(), v.from, v.to)
	if err != nil {
		return err
	}
	pairs = slices.DeleteFunc(pairs, func(p pipeline.Pair) bool { return p.Verdict == pipeline.PairConfirmed })
	slices.SortStableFunc(pairs, func(a, b pipeline.Pair) int { return b.At.Compare(a.At) })
	v.Of = len(pairs)
	for _, p := range pairs[:min(len(pairs), maxPairs)] {
		row := pairRow{
			Pair: p, FormTitle: words.formTitle(p.Form), Title: words.pathTitle(p.Path), Was: words.shown(p.Path, p.Read), Now: words.shown(p.Path, p.Corrected),
			Where: caseAddress(p.Case) + "?field=" + url.QueryEscape(p.Path) + "#" + fieldID(p.Path),
		}
		if p.Placed() {
			row.Crop = "/reports/corrections/" + url.PathEscape(string(p.Case)) + "/" + url.PathEscape(p.Path)
		}
		v.Pairs = append(v.Pairs, row)
	}
	v.Names, err = d.staffNames(r.Context())
	return err
}

// pairImage sends the piece of the page on which a corrected value stands.
func (d *Desk) pairImage(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	p, err := d.Office.PairOf(r.Context(), pipeline.CaseID(r.PathValue("id")), r.PathValue("path"))
	if err != nil {
		return err
	}
	img, err := d.Office.PairImage(r.Context(), p)
	if err != nil {
		return err
	}
	return send(w, "image/png", img)
}

// allWords joins the words of all regulations: a report is about every one.
func (d *Desk) allWords() vocabulary {
	engine := d.Office.Engine()
	words := vocabulary{titles: func(kind string) string { return engine.KindTitle("", kind) }}
	for _, p := range engine.Packs() {
		for _, f := range p.Vocabulary() {
			at := slices.IndexFunc(words.fields, func(have regulation.Field) bool { return have.Name == f.Name })
			if at < 0 {
				words.fields = append(words.fields, f)
			} else if len(f.Item) > len(words.fields[at].Item) {
				words.fields[at] = f
			}
		}
	}
	return words
}

// formTitle names a kind of paper; that of what no paper states is a dash.
func (w vocabulary) formTitle(form pipeline.DocumentKind) string {
	if form == "" {
		return "—"
	}
	return w.KindTitle(form)
}

// pairVerdicts say what became of a reading.
var pairVerdicts = map[pipeline.PairVerdict]string{
	pipeline.PairConfirmed: "подтверждено", pipeline.PairCorrected: "исправлено", pipeline.PairUnreadable: "не читается", pipeline.PairAdded: "добавлено",
}

// VerdictText says what became of the reading.
func (r pairRow) VerdictText() string {
	if r.Accepted {
		return "принято предложенное"
	}
	return cmp.Or(pairVerdicts[r.Verdict], string(r.Verdict))
}

// readingTotals sums the staff's word up in a sentence; nothing when there is none.
func readingTotals(f pipeline.CorrectionFigures) string {
	var sure, unsure pipeline.Judged
	for _, c := range f.Fields {
		sure.Shown, sure.Wrong = sure.Shown+c.Sure.Shown, sure.Wrong+c.Sure.Wrong
		unsure.Decided, unsure.Wrong = unsure.Decided+c.Unsure.Decided, unsure.Wrong+c.Unsure.Wrong
	}
	if sure.Shown+unsure.Decided == 0 {
		return ""
	}
	return fmt.Sprintf("Показано уверенно: %d, из них исправлено %d. Сомнительных проверено: %d, из них исправлено %d.", sure.Shown, sure.Wrong, unsure.Decided, unsure.Wrong)
}
