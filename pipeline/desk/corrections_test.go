package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestCorrectionsAreReportedWithTheirPlaces(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	v.post(address+"/fields", url.Values{"path": {"holders[0].inn"}, "value": {"980130009239"}})
	v.post(address+"/fields", url.Values{"path": {"creation_year"}, "value": {"2025"}, "verdict": {"confirm"}})

	page := v.get("/reports/corrections")
	if got, want := page.cells("table tbody tr", 0), "Заявление о государственной регистрации|Правообладатель, ИНН|0|1|0|0|—|1 из 1 проверенных 100 %, показано 1"; got != want {
		t.Errorf("the field read wrong most often is told as %q, want %q", got, want)
	}
	if got, want := page.cells("#calibration tbody tr", 0), "50 % — 60 %|2|2|1|52 %|50 %|9,5 % — 90,5 %"; got != want {
		t.Errorf("calibration is told as %q, want %q", got, want)
	}
	page.says("#pairs", "Правообладатель 1, ИНН")
	page.says("#pairs", "Прочитано «980130009232» уверенность 52 %; исправлено: «980130009239» IVANOVA А. Б.")
	if n := len(page.all("#pairs li")); n != 1 {
		t.Errorf("%d pairs are shown: what was only confirmed is not put right", n)
	}
	crop := attr(page.one("#pairs img"), "src")
	if got := v.get(crop); got.code != http.StatusOK || got.header.Get("Content-Type") != "image/png" {
		t.Errorf("the crop at %s: %d %s", crop, got.code, got.header.Get("Content-Type"))
	}
	v.get("/reports").says("#period", "Сомнительных проверено: 2, из них исправлено 1.")

	editor := r.as("belova") // sees no papers
	if got := editor.get("/reports/corrections"); got.code != http.StatusOK || len(got.all("#pairs")) != 0 || len(got.all("#calibration")) != 1 {
		t.Errorf("the editor is told %d:\n%s", got.code, got.body)
	}
	if got := editor.get(crop); got.code != http.StatusForbidden {
		t.Errorf("the editor sees the crop: %d", got.code)
	}
	if got := v.get("/reports/corrections/2026-000001/title"); got.code != http.StatusNotFound {
		t.Errorf("a field that nobody judged: %d", got.code)
	}
}

// cells tells the cells of the nth row that the selector names.
func (a answer) cells(rows string, n int) string {
	a.t.Helper()
	var texts []string
	for d := range a.all(rows)[n].ChildNodes() {
		if d.Type == html.ElementNode {
			texts = append(texts, textOf(d))
		}
	}
	return strings.Join(texts, "|")
}
