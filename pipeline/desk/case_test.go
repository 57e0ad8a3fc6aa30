package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestEveryPageOfTheDeskShows(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	for login, pages := range map[string][]string{
		"petrova": {"/", "/?view=mine", "/?view=all", "/drop", "/issues", "/reports", address, address + "/commands/accept", address + "/commands/enter"},
		"belova":  {"/", "/issues", "/reports", address},
		"orlov":   {"/", "/?view=mine", address},
	} {
		v := r.as(login)
		for _, page := range pages {
			got := v.get(page)
			if got.code != http.StatusOK {
				t.Errorf("%s for %s: %d\n%s", page, login, got.code, got.body)
				continue
			}
			if h := got.all("h1"); len(h) != 1 || textOf(h[0]) == "" {
				t.Errorf("%s for %s has %d headings", page, login, len(h))
			}
		}
	}
}

func TestUnsureReadingIsShownAsUnsureWithItsPlace(t *testing.T) {
	r := newRig(t)
	got := r.as("ivanova").get(r.filed("заявка.pdf"))
	field := "#doubts #f-holders-0-inn"
	got.says(field, "машина не уверена, 52 %")
	got.says(field, "распознано: «98013000923Z»")
	got.says(field+" label", "Правообладатель 1, ИНН")
	if crop := got.one(field + " svg.crop image"); !strings.Contains(attr(crop, "href"), "/pages/") {
		t.Errorf("the crop shows %q", attr(crop, "href"))
	}
	if len(got.all("#doubts form.field")) != 2 {
		t.Errorf("want two doubtful fields:\n%s", got.text("#doubts"))
	}
	box := got.one("a[data-field=f-holders-0-inn] rect")
	if !strings.Contains(attr(box, "class"), "unsure") {
		t.Errorf("the box of an unsure field has class %q", attr(box, "class"))
	}
	if box.Parent != got.one("a[data-field=f-holders-0-inn]") && attr(box.Parent, "href") == "" {
		t.Error("the box leads nowhere")
	}
	if where := got.all(field + " a[data-show]"); len(where) != 1 || !strings.Contains(attr(where[0], "href"), "page=1") {
		t.Error("the field does not lead to its place on the page")
	}
}

func TestCorrectionKeepsWhatTheMachineRead(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	got := v.post(address+"/fields", url.Values{"path": {"holders[0].inn"}, "value": {"980130009239"}})
	if got.code != http.StatusSeeOther || !strings.HasPrefix(got.header.Get("Location"), address) {
		t.Fatalf("correct: %d %s\n%s", got.code, got.header.Get("Location"), got.body)
	}
	page := v.get(address)
	page.says("#fields", "980130009239")
	page.says("#f-holders-0-inn .changes", "Машина прочла: «980130009232», уверенность 52 %")
	page.says("#f-holders-0-inn .changes", "IVANOVA А. Б., 30.03.2026, 12:00: «980130009239»")
	page.says("#history", "записано «980130009239», машина прочла «980130009232»")
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if k := c.Corrections; len(k) != 1 || k[0].Was.Value != "980130009232" || k[0].By != "ivanova" {
		t.Errorf("kept %+v", k)
	}
}

func TestConfirmingAYearKeepsItANumber(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	r.as("ivanova").post(address+"/fields", url.Values{"path": {"creation_year"}, "value": {" 2025 "}})
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if v := c.Fields["creation_year"]; v.Value != float64(2025) || !v.Sure {
		t.Errorf("year is %#v, sure %v", v.Value, v.Sure)
	}
}

func TestOnePersonCannotSignOwnDraft(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	r.toExamination(address)
	both := r.as("both")
	r.perform(both, address, "decide-positive", url.Values{"arg.answer": {"сверено"}})

	page := both.get(address)
	page.says(".proposal", "Подписать нельзя")
	if len(page.all(".proposal article.letter")) != 1 {
		t.Error("the text to be signed is not on the case page")
	}
	got := both.post(address+"/commands/sign", url.Values{"hash": {"0"}, "looked": {"0"}})
	if got.code != http.StatusUnprocessableEntity {
		t.Errorf("signing one's own draft: %d", got.code)
	}
	if c, _ := r.office.Case(t.Context(), caseOf(address)); c.State != "M_EXAM" {
		t.Errorf("the case moved to %s", c.State)
	}

	r.perform(r.as("orlov"), address, "sign", url.Values{})
	if c, _ := r.office.Case(t.Context(), caseOf(address)); c.State != "M_POSITIVE" {
		t.Errorf("after the second person's signature the case is in %s", c.State)
	}
	if got := r.as("orlov").get(address).text("#history"); !strings.Contains(got, "ORLOV А. Б.") {
		t.Errorf("history names nobody: %s", got)
	}
	letter := r.as("orlov").get(address + "/notices/O210-06/1/html")
	if letter.says("body", "А. Б. ORLOV"); strings.Contains(letter.text("body"), ", orlov") {
		t.Error("the letter is signed with a login")
	}
}

func TestAPaperIsSentOnlyAfterItWasSeen(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("petrova")
	command := address + "/commands/accept"
	blind := v.post(command, url.Values{"arg.answer": {"сверено"}})
	if blind.code != http.StatusUnprocessableEntity || len(blind.all("article.letter")) != 1 {
		t.Fatalf("performed unseen: %d\n%s", blind.code, blind.body)
	}
	blind.says("article.letter", "принята и зарегистрирована")
	if c, _ := r.office.Case(t.Context(), caseOf(address)); c.State != "M_RECEIVED" {
		t.Fatalf("the case moved to %s", c.State)
	}
	looked := attr(blind.one("input[name=looked]"), "value")
	v.post(address+"/fields", url.Values{"path": {"title"}, "value": {"Учёт пчёл"}})
	stale := v.post(command, url.Values{"arg.answer": {"сверено"}, "looked": {looked}})
	if stale.code != http.StatusUnprocessableEntity {
		t.Fatalf("another text than the seen one was sent: %d", stale.code)
	}
	stale.says(".problem", "Текст документа изменился")
	r.perform(v, address, "accept", url.Values{"arg.answer": {"сверено"}})
	if c, _ := r.office.Case(t.Context(), caseOf(address)); c.State != "M_ACCEPTED" || len(c.Notices) != 1 {
		t.Errorf("case %s with %d notices", c.State, len(c.Notices))
	}
	for form, mediaType := range map[string]string{"html": "text/html; charset=utf-8", "pdf": "application/pdf"} {
		got := v.get(address + "/notices/O210-01/1/" + form)
		if got.code != http.StatusOK || got.header.Get("Content-Type") != mediaType {
			t.Errorf("notice as %s: %d %s", form, got.code, got.header.Get("Content-Type"))
		}
	}
}

func TestSeveralPapersInOneFileAreNamedByPages(t *testing.T) {
	r := newRig(t)
	address := r.filed("всё.pdf")
	id := caseOf(address)
	before, err := r.office.Case(t.Context(), id)
	must(t, err)
	form := func(pages ...string) url.Values {
		return url.Values{"document": {string(before.Documents[0].Digest)}, "kind": {"statement", "power-of-attorney", ""}, "pages": append(pages, "")}
	}
	v := r.as("ivanova")
	for _, bad := range [][]string{{"1", "1–2"}, {"1", "7"}, {"1", "a"}, {"1", ""}} {
		if got := v.post(address+"/kind", form(bad...)); got.code != http.StatusUnprocessableEntity {
			t.Errorf("pages %q: %d", bad, got.code)
		}
	}
	if got := v.post(address+"/kind", form("1", "2")); got.code != http.StatusSeeOther {
		t.Fatalf("name papers: %d\n%s", got.code, got.body)
	}
	after, err := r.office.Case(t.Context(), id)
	must(t, err)
	if p := after.Documents[0].Papers; len(p) != 2 || p[1].Kind != string(pipeline.PowerOfAttorney) || after.Documents[0].Kind != pipeline.Statement {
		t.Errorf("papers %+v of a %s", p, after.Documents[0].Kind)
	}
	v.get(address).says("#history", "Заявление о государственной регистрации — с. 1; Доверенность — с. 2")
}

// perform looks at what a command sends out and then performs it.
func (r *rig) perform(v *visitor, address, command string, form url.Values) {
	r.t.Helper()
	form.Set("look", "1")
	first := v.post(address+"/commands/"+command, form)
	form.Del("look")
	for _, name := range []string{"looked", "hash"} {
		if found := first.all("input[name=" + name + "]"); first.code == http.StatusOK && len(found) == 1 {
			form.Set(name, attr(found[0], "value"))
		}
	}
	if first.code == http.StatusSeeOther {
		return // it sends nothing out, so there was nothing to look at
	}
	if got := v.post(address+"/commands/"+command, form); got.code != http.StatusSeeOther {
		r.t.Fatalf("%s: %d\n%s", command, got.code, got.body)
	}
}

// toExamination takes a case to where a decision can be drafted.
func (r *rig) toExamination(address string) {
	r.t.Helper()
	r.perform(r.as("petrova"), address, "accept", url.Values{"arg.answer": {"сверено"}})
	r.perform(r.as("petrova"), address, "transfer", url.Values{})
	r.perform(r.as("sidorov"), address, "confirm-fee", url.Values{"arg.amount": {"4500"}, "arg.paid_on": {"2026-03-13"}})
}

func TestAFormIsFilledInFromWhatThePapersSay(t *testing.T) {
	r := newRig(t)
	part := func(v any) pipeline.Reading { return pipeline.Reading{Value: v, Page: 1, Confidence: 1, Sure: true} }
	r.paper.fields["fee"] = pipeline.Field{Reading: pipeline.Reading{
		Value: map[string]any{"amount": 4500.0, "paid_on": "2026-03-13"}, Page: 1, Confidence: 1, Sure: true,
		Parts: map[string]pipeline.Reading{"amount": part(4500.0), "paid_on": part("2026-03-13")},
	}}
	address := r.filed("заявка.pdf")
	r.perform(r.as("petrova"), address, "accept", url.Values{"arg.answer": {"сверено"}})
	r.perform(r.as("petrova"), address, "transfer", url.Values{})
	page := r.as("sidorov").get(address + "/commands/confirm-fee")
	for name, want := range map[string]string{"arg.amount": "4500", "arg.paid_on": "2026-03-13", "arg.gis_on": ""} {
		if got := attr(page.one("input[name="+name+"]"), "value"); got != want {
			t.Errorf("%s is filled in with %q, want %q", name, got, want)
		}
	}
	page.says(".note", "Сверьте их с поступившим платежом")
}

func TestRefusalKeepsWhatWasTyped(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	r.perform(r.as("petrova"), address, "accept", url.Values{"arg.answer": {"сверено"}})
	r.perform(r.as("petrova"), address, "transfer", url.Values{})
	got := r.as("sidorov").post(address+"/commands/confirm-fee", url.Values{"arg.amount": {"100"}, "arg.paid_on": {"2026-03-13"}})
	if got.code != http.StatusUnprocessableEntity {
		t.Fatalf("an underpaid fee was confirmed: %d", got.code)
	}
	got.says(".problem", "уплата не подтверждается")
	if v := attr(got.one("input[name=arg.amount]"), "value"); v != "100" {
		t.Errorf("the amount typed came back as %q", v)
	}
}
