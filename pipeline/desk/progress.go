package desk

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// reading is how far the machine is with a case, for the page that waits for it.
type reading struct {
	Reading bool   `json:"reading"` // false: the machine is done, load the page anew
	Text    string `json:"text"`    // Russian
	Done    int    `json:"done"`    // pages
	Pages   int    `json:"pages"`   // in all; 0 while nothing is being read
}

// progress tells how far the reading of a case is, as JSON.
func (d *Desk) progress(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	c, err := d.Office.Case(r.Context(), pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return err
	}
	now := reading{Reading: c.NextStage() != pipeline.StageDone, Text: "Документы приняты и ждут чтения."}
	p, err := d.Office.Progress(r.Context(), c)
	if err != nil {
		return err
	}
	if p != nil {
		now.Text, now.Done, now.Pages = progressText(*p), p.Done, p.Pages
	}
	body, err := json.Marshal(now)
	if err != nil {
		return err
	}
	return send(w, "application/json", body)
}

// progressText says what is being read, how much of it is done, and how long the rest takes.
func progressText(p pipeline.Progress) string {
	s := "Читается «" + p.Document + "»: " + "прочитано " + strconv.Itoa(p.Done) + " из " + plural(p.Pages, "страницы", "страниц", "страниц")
	if left := leftOf(p); left != "" {
		s += ", " + left
	}
	return s + "."
}

// ProgressText says how far the reading is.
func (v caseView) ProgressText() string {
	if v.Progress == nil {
		return "Документы приняты и ждут чтения."
	}
	return progressText(*v.Progress)
}

// RunText tells how a file was read: how many pages from where, when and how fast.
func (v caseView) RunText(p *pipeline.Progress) string {
	s := "Прочитано " + plural(p.Done, "страница", "страницы", "страниц") + sourcesText(p.Sources)
	if !p.Ended.IsZero() {
		s += ", " + p.Ended.In(v.Zone).Format("02.01.2006, 15:04")
	}
	if p.Rate > 0 {
		s += ", " + speedText(p.Rate)
	}
	if p.Retries > 0 {
		s += "; чтение прерывалось и было продолжено: " + plural(p.Retries, "раз", "раза", "раз")
	}
	return s + "."
}

// sourcesText tells where the text of pages comes from.
func sourcesText(sources map[pipeline.PageSource]int) string {
	var parts []string
	for _, s := range []struct {
		source pipeline.PageSource
		title  string
	}{{pipeline.FromTextLayer, "из текстового слоя"}, {pipeline.FromOCR, "распознаванием"}, {pipeline.FromNothing, "без текста"}} {
		if n := sources[s.source]; n > 0 {
			parts = append(parts, strconv.Itoa(n)+"\u00a0— "+s.title)
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// speedText tells a rate as people do: so many seconds for a page, or pages a second.
func speedText(rate float64) string {
	if rate >= 1 {
		return formatDecimal(rate) + " страницы в секунду"
	}
	return formatDecimal(1/rate) + " с на страницу"
}
