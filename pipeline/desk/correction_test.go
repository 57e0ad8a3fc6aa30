package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// printed publishes one entry and returns its address at the desk.
func (r *rig) printed(name string) string {
	r.t.Helper()
	r.entered(name)
	return "/registers/" + r.closedIssue()
}

// entered takes a filing to the register, where it waits for its issue.
func (r *rig) entered(name string) {
	r.t.Helper()
	address := r.filed(name)
	r.toExamination(address)
	r.perform(r.as("ivanova"), address, "decide-positive", url.Values{"arg.answer": {"сверено"}})
	r.perform(r.as("orlov"), address, "sign", url.Values{})
	r.perform(r.as("petrova"), address, "enter", url.Values{})
}

// closedIssue publishes all that waits and returns the key of the first entry or
// record in the issue.
func (r *rig) closedIssue() string {
	r.t.Helper()
	editor := pipeline.Person{Login: "belova", Roles: []string{"editor"}}
	f, err := r.office.OpenIssue(r.t.Context(), editor, "programs")
	must(r.t, err)
	f, err = r.office.FillIssue(r.t.Context(), editor, f.IssueRef)
	must(r.t, err)
	f, err = r.office.CloseIssue(r.t.Context(), editor, f.IssueRef, "")
	must(r.t, err)
	return f.Keys[0]
}

// filledIn is the form of a correction as the page brings it, ready to be changed.
func (a answer) filledIn() url.Values {
	a.t.Helper()
	form := url.Values{}
	for _, n := range a.all("main form input") {
		if t := attr(n, "type"); t != "radio" && t != "search" {
			form.Set(attr(n, "name"), attr(n, "value"))
		}
	}
	for _, n := range a.all("main form textarea") {
		form.Set(attr(n, "name"), textOf(n))
	}
	for _, n := range a.all("main form select") {
		for o := range n.Descendants() {
			if o.Data == "option" && has(o, "selected") {
				form.Set(attr(n, "name"), attr(o, "value"))
			}
		}
	}
	return form
}

// proposed drafts a correction of the title by the form.
func (v *visitor) proposed(entry, title string) {
	v.t.Helper()
	form := v.get(entry + "/correct").filledIn()
	form.Set("field.title", title)
	form.Set("nature", "office-error")
	form.Set("basis", "в названии пропущено слово")
	shown := v.post(entry+"/correct", form)
	if shown.code != http.StatusUnprocessableEntity {
		v.t.Fatalf("a correction that nobody looked at: %d\n%s", shown.code, shown.body)
	}
	form.Set("looked", attr(shown.one("input[name=looked]"), "value"))
	if got := v.post(entry+"/correct", form); got.code != http.StatusSeeOther || got.header.Get("Location") != entry+"/draft?done=proposed" {
		v.t.Fatalf("draft: %d to %q\n%s", got.code, got.header.Get("Location"), got.body)
	}
}

func TestACorrectionIsDraftedAndSignedAtTheDesk(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	page := r.as("belova").get(entry)
	page.says("#fields", "Учёт ульев")
	page.says(".facts", "выпуск № 1 за 2026 год")
	form := r.as("belova").get(entry + "/correct")
	form.says("main", "напечатано: выпуск № 1 за 2026 год")
	r.as("belova").proposed(entry, "Учёт ульев и сот")

	list := r.as("petrova").get("/registers/drafts")
	list.says("table", "BELOVA А. Б.")
	list.says("table", "название")
	r.as("orlov").get("/").says(".note", "ждут Вашей подписи: 1")
	shown := r.as("orlov").get(entry + "/draft")
	shown.says("article", "Учёт ульев и сот")
	shown.says("article", "в названии пропущено слово")
	shown.says(".hash", attr(shown.one("form[action="+entry+"/draft/sign] input[name=draft]"), "value"))
	digest := url.Values{"draft": {attr(shown.one("form[action="+entry+"/draft/sign] input"), "value")}}
	if got := r.as("orlov").post(entry+"/draft/sign", digest); got.code != http.StatusSeeOther {
		t.Fatalf("sign: %d\n%s", got.code, got.body)
	}
	page = r.as("belova").get(entry)
	page.says("#records", "ждёт выпуска")
	page.says("#audit", "Проект подписан")
	page.says("#audit", "ORLOV А. Б.")
	if issues := r.as("belova").get("/issues"); !strings.Contains(issues.body, "Ждут публикации: 1") {
		t.Error("the series does not say that the correction waits")
	}
	if got := r.closedIssue(); "/registers/"+got != entry+"#1" {
		t.Errorf("the next issue printed %q", got)
	}
	page = r.as("belova").get(entry)
	page.says("h1", "Учёт ульев и сот")
	page.says("#records", "выпуск № 2 за 2026 год")
}

func TestWhoeverMayNotCorrectIsToldWhoMay(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	for login, want := range map[string]int{"petrova": http.StatusOK, "belova": http.StatusOK, "ivanova": http.StatusForbidden, "admin": http.StatusForbidden, "nobody": http.StatusForbidden} {
		if got := r.as(login).get(entry + "/correct"); got.code != want {
			t.Errorf("%s opens the form: %d, want %d", login, got.code, want)
		}
	}
	r.as("ivanova").get(entry+"/correct").says(".problem", "ст. 1262")
	r.as("belova").proposed(entry, "Учёт сот")
	digest := url.Values{"draft": {string(r.draftOf(entry).Digest())}}
	if got := r.as("petrova").post(entry+"/draft/sign", digest); got.code != http.StatusForbidden {
		t.Errorf("a registrar signs: %d", got.code)
	} else {
		got.says(".problem", "уполномоченное им должностное лицо")
	}
	if got := r.as("ivanova").post(entry+"/draft/drop", url.Values{"draft": digest["draft"], "reason": {"так"}}); got.code != http.StatusForbidden {
		t.Errorf("an examiner drops: %d", got.code)
	}
}

func (r *rig) draftOf(entry string) pipeline.CorrectionDraft {
	r.t.Helper()
	draft, err := r.office.CorrectionDraft(r.t.Context(), strings.TrimPrefix(entry, "/registers/"))
	must(r.t, err)
	return draft
}

func TestTheAuthorOfADraftDoesNotSignIt(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	hash, err := hashed()
	must(t, err)
	must(t, r.db.Accounts().Save(t.Context(), pipeline.Account{Login: "chief", Name: "Главный", Roles: []string{"editor", "approver"}, PasswordHash: hash}))
	chief := r.as("chief")
	chief.proposed(entry, "Учёт сот")
	page := chief.get(entry + "/draft")
	page.says("main", "По правилу двух лиц")
	if len(page.all("form[action="+entry+"/draft/sign]")) != 0 {
		t.Error("the author is offered to sign")
	}
	got := chief.post(entry+"/draft/sign", url.Values{"draft": {string(r.draftOf(entry).Digest())}})
	if got.code != http.StatusForbidden {
		t.Errorf("the author signs: %d", got.code)
	}
	got.says(".problem", "другой человек")
}

func TestADraftOfSomebodyElseIsNotReplacedUnseen(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	late := r.as("petrova").get(entry + "/correct").filledIn() // opened before the other's draft
	r.as("belova").proposed(entry, "Учёт сот")
	late.Set("field.title", "Учёт рамок")
	late.Set("nature", "office-error")
	late.Set("basis", "опечатка")
	shown := r.as("petrova").post(entry+"/correct", late)
	late.Set("looked", attr(shown.one("input[name=looked]"), "value"))
	got := r.as("petrova").post(entry+"/correct", late)
	if got.code != http.StatusUnprocessableEntity {
		t.Fatalf("the draft is replaced: %d", got.code)
	}
	got.says("#problem", "другой сотрудник подготовил проект")
	if draft := r.draftOf(entry); draft.By != "belova" {
		t.Errorf("the draft is of %s", draft.By)
	}
	r.as("petrova").proposed(entry, "Учёт рамок") // from a form that shows it
	seen := r.draftOf(entry)
	if seen.By != "petrova" {
		t.Errorf("the draft is of %s", seen.By)
	}
	r.as("belova").proposed(entry, "Учёт маток")
	got = r.as("orlov").post(entry+"/draft/sign", url.Values{"draft": {string(seen.Digest())}})
	if got.code != http.StatusUnprocessableEntity {
		t.Errorf("another draft than the one seen is signed: %d", got.code)
	}
	got.says(".problem", "уже не тот")
}

func TestADraftIsDroppedWithAReason(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	r.as("belova").proposed(entry, "Учёт сот")
	digest := string(r.draftOf(entry).Digest())
	if got := r.as("orlov").post(entry+"/draft/drop", url.Values{"draft": {digest}, "reason": {"  "}}); got.code != http.StatusUnprocessableEntity {
		t.Errorf("dropped without a reason: %d", got.code)
	}
	if got := r.as("orlov").post(entry+"/draft/drop", url.Values{"draft": {digest}, "reason": {"в бумаге иначе"}}); got.code != http.StatusSeeOther {
		t.Fatalf("drop: %d\n%s", got.code, got.body)
	}
	r.as("belova").get(entry).says("#audit", "Проект отклонён: в бумаге иначе")
	if got := r.as("belova").get(entry + "/draft"); got.code != http.StatusNotFound {
		t.Errorf("a dropped draft: %d", got.code)
	}
}

func TestARefusedCorrectionKeepsWhatWasTyped(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	v := r.as("belova")
	form := v.get(entry + "/correct").filledIn()
	form.Set("nature", "office-error")
	form.Set("basis", "заявитель живёт в г. Каменный Брод, ул. Школьная, д. 9")
	for title, want := range map[string]string{"Учёт ульев": "ни одного сведения", "": "не может остаться пустым"} {
		form.Set("field.title", title)
		got := v.post(entry+"/correct", form)
		if got.code != http.StatusUnprocessableEntity {
			t.Errorf("%q: %d", title, got.code)
		}
		got.says("#problem", want)
		got.says("textarea[name=basis]", "Каменный Брод")
	}
	form.Set("basis", "998030, г. Каменный Брод, ул. Школьная, д. 9")
	form.Set("field.title", "Учёт сот")
	v.post(entry+"/correct", form).says("#problem", "не давал публиковать")
	if got := r.as("belova").get("/registers/drafts"); len(got.all("tbody tr")) != 0 {
		t.Error("something was drafted all the same")
	}
}

func TestAnEntryThatWaitsIsCorrectedInItsCase(t *testing.T) {
	r := newRig(t)
	r.entered("заявка.pdf")
	page := r.as("belova").get("/registers?q=ульев")
	page.says("table", "не опубликована")
	address := attr(page.all("table a")[0], "href")
	entry := r.as("belova").get(address)
	entry.says("#fields", "сведения исправляют в деле")
	entry.says("#case", "Документы заявителя видят")
	if strings.Contains(entry.body, "заявка.pdf") {
		t.Error("the editor sees the names of the papers")
	}
	r.as("petrova").get(address).says("#case", "заявка.pdf")
	if got := r.as("belova").get(address + "/correct"); got.code != http.StatusUnprocessableEntity {
		t.Errorf("correcting what is not published: %d", got.code)
	}
	if got := r.as("belova").get("/registers/programs/1"); got.code != http.StatusNotFound {
		t.Errorf("an entry that is not there: %d", got.code)
	}
}

func TestAnEntryOfThePastIsFoundByItsNumber(t *testing.T) {
	r := newRig(t)
	past := pipeline.Entry{Register: "programs", Number: "940001", Title: "Сборщик", Valid: true, Date: workdayOf(noon.AddDate(-30, 0, 0)), PublishedOn: workdayOf(noon.AddDate(-30, 0, 0))}
	must(t, errOf(r.office.ImportHistory(t.Context(), "old.csv", "programs", []pipeline.Entry{past})))
	v := r.as("belova")
	got := v.get("/find?number=940001")
	if got.code != http.StatusSeeOther || got.header.Get("Location") != "/registers?q=940001" {
		t.Fatalf("find: %d to %q", got.code, got.header.Get("Location"))
	}
	got = v.get("/registers?q=940001")
	if got.header.Get("Location") != "/registers/programs/940001" {
		t.Fatalf("one entry is found: %d to %q", got.code, got.header.Get("Location"))
	}
	v.get("/registers/programs/940001").says("h1", "Сборщик")
	v.get("/registers?q=940002").says(".empty", "ничего нет")
}

func TestADraftOfAnEntryThatHasChangedIsExplained(t *testing.T) {
	r := newRig(t)
	const key = "programs/2005610001"
	elsewhere := pipeline.Entry{Register: "programs", Number: "2005610001", Title: "Старое", Holders: []pipeline.Party{{Name: "Улей"}}, Valid: true, Elsewhere: true}
	record := pipeline.EntryRecord{Kind: "open-licence", Title: "Открытая лицензия"}
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength,
		Events: []pipeline.NewEvent{{Type: pipeline.EvRecordMade, At: noon, Actor: "x",
			Data: pipeline.RecordMade{Entry: key, New: &elsewhere, Record: record, Series: "programs", Entries: []string{key}}}}}}})))
	r.closedIssue()
	r.as("belova").proposed("/registers/"+key, "Старое и новое")
	was := pipeline.Entry{Register: "programs", Number: "2005610001", Title: "Старое название", Holders: elsewhere.Holders, Valid: true,
		Date: workdayOf(noon.AddDate(-20, 0, 0)), PublishedOn: workdayOf(noon.AddDate(-20, 0, 0))}
	must(t, errOf(r.office.ImportHistory(t.Context(), "old.csv", "programs", []pipeline.Entry{was})))
	page := r.as("orlov").get("/registers/" + key + "/draft")
	page.says(".problem", "Запись изменилась с тех пор")
	if len(page.all("form[action=/registers/"+key+"/draft/sign]")) != 0 {
		t.Error("a draft that does not fit is offered for signature")
	}
}

func workdayOf(at time.Time) workday.Date { return workday.DateOf(at) }
