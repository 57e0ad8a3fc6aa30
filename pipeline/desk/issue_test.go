package desk_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// openIssue opens the next issue of programs and returns its address.
func (v *visitor) openIssue() string {
	v.t.Helper()
	issue, _, _ := strings.Cut(v.post("/issues", url.Values{"series": {"programs"}}).header.Get("Location"), "?")
	if issue == "" {
		v.t.Fatal("no issue was opened")
	}
	return issue
}

// write sends a form of words twice: to see how it will be printed, then to write it.
func (v *visitor) write(address string, form url.Values) {
	v.t.Helper()
	form.Set("look", "1")
	shown := v.post(address, form)
	if shown.code != http.StatusOK {
		v.t.Fatalf("%s: %d\n%s", address, shown.code, shown.body)
	}
	form.Del("look")
	if got := v.post(address, form); got.code != http.StatusUnprocessableEntity {
		v.t.Errorf("%s: written without having been looked at: %d", address, got.code)
	}
	form.Set("looked", attr(shown.one("input[name=looked]"), "value"))
	if got := v.post(address, form); got.code != http.StatusSeeOther {
		v.t.Fatalf("%s: %d\n%s", address, got.code, got.body)
	}
}

func TestAnEmptyIssueWithWordsOfTheEditor(t *testing.T) {
	r := newRig(t)
	v := r.as("belova")
	issue := v.openIssue()
	page := v.get(issue)
	page.says("#checks", "Добавьте записи или закройте его явно как пустой")
	page.says("#proof button", "Закрыть пустой выпуск")
	plain := url.Values{"sha256": {attr(page.one("input[name=sha256]"), "value")}}
	if got := v.post(issue+"/close", plain); got.code != http.StatusUnprocessableEntity {
		t.Errorf("an empty issue is closed by chance: %d", got.code)
	}

	v.write(issue+"/message", url.Values{"title": {"О приёме"}, "text": {"Раз.\n\nДва <b>жирно</b>."}})
	v.write(issue+"/message", url.Values{"title": {"Лишнее"}, "text": {"x"}, "signed": {"Начальник"}})
	v.write(issue+"/numbers", url.Values{"register": {"programs"}, "from": {"2026610007"}, "reason": {"annulled"}, "words": {"присвоен по ошибке"}})
	page = v.get(issue)
	page.says("#checks", "У сообщения 1 «О приёме» не указано")
	page.says("#proof article", "присвоен по ошибке")
	page.says("#proof article", "Два <b>жирно</b>.")
	seen := attr(page.all("#words input[name=seen]")[0], "value")
	drop := url.Values{"ordinal": {"2"}, "seen": {seen}}
	if got := v.post(issue+"/message/drop", drop); got.code != http.StatusSeeOther {
		t.Fatalf("drop: %d", got.code)
	}
	if got := v.post(issue+"/message/drop", url.Values{"ordinal": {"1"}, "seen": {seen}}); got.code != http.StatusUnprocessableEntity {
		t.Errorf("a message is dropped by an ordinal of another list: %d", got.code)
	}
	page = v.get(issue)
	if strings.Contains(page.text("#words"), "Лишнее") {
		t.Error("the message is still there")
	}
	if got := v.post(issue+"/close", url.Values{"sha256": {attr(page.one("#proof input[name=sha256]"), "value")}}); got.code != http.StatusSeeOther {
		t.Fatalf("close: %d\n%s", got.code, got.body)
	}
	closed := v.get(issue)
	closed.says("main", "vestnik verify-issue https://bulletin.example/bulletin/programs/2026/1/")
	closed.says("#words", "О приёме")
	for _, done := range []string{"Выпуск открыт", "Добавлено сообщение «О приёме»", "Убрано официальное сообщение", "Объяснены номера с 2026610007", "Выпуск закрыт", "BELOVA А. Б."} {
		closed.says("#history", done)
	}
	if got := v.get(issue + "/message"); got.code != http.StatusUnprocessableEntity {
		t.Errorf("a closed issue takes a message: %d", got.code)
	}
}

func TestRefusedWordsAreExplained(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	v := r.as("belova")
	issue := v.openIssue()
	_, number, _ := strings.Cut(strings.TrimPrefix(entry, "/registers/"), "/")
	got := v.post(issue+"/numbers", url.Values{"look": {"1"}, "register": {"programs"}, "from": {number}, "reason": {"annulled"}, "words": {"x"}})
	if got.code != http.StatusUnprocessableEntity {
		t.Fatalf("a number with an entry is explained: %d", got.code)
	}
	got.says("#problem", "в реестре есть запись")
	if v := attr(got.one("input[name=from]"), "value"); v != number {
		t.Errorf("the form forgot the number: %q", v)
	}
	if got := r.as("petrova").post(issue+"/message", url.Values{"title": {"x"}, "text": {"y"}}); got.code != http.StatusForbidden {
		t.Errorf("a registrar writes for the issue: %d", got.code)
	} else {
		got.says(".problem", "сотрудник по публикации")
	}
}

func TestTheChecksTellWhatWouldMissTheIssue(t *testing.T) {
	r := newRig(t)
	entry := r.printed("заявка.pdf")
	r.as("petrova").proposed(entry, "Учёт сот")
	gap := pipeline.Entry{Register: "programs", Number: "2026610004", Date: workdayOf(noon), Title: "Пчёлы", Holders: []pipeline.Party{{Name: "Улей"}}, Valid: true}
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength,
		Events: []pipeline.NewEvent{{Type: pipeline.EvEntryMade, At: noon, Actor: "x", Data: pipeline.EntryMade{Entry: gap, Series: "programs", Entries: []string{gap.Key()}}}}}}})))
	v := r.as("belova")
	issue := v.openIssue()
	v.get(issue).says("#checks", "в этот выпуск не войдут: 1")
	if got := v.post(issue+"/fill", url.Values{"entry": {gap.Key()}}); got.code != http.StatusSeeOther {
		t.Fatalf("fill: %d", got.code)
	}
	page := v.get(issue)
	page.says("#checks", "проект по записи "+strings.TrimPrefix(entry, "/registers/"))
	page.says("#checks", "№ 2026610002–2026610003")
	for _, link := range page.all("#checks a") {
		if got := v.get(attr(link, "href")); got.code != http.StatusOK {
			t.Errorf("%s: %d", attr(link, "href"), got.code)
		}
	}
	v.write(issue+"/numbers", url.Values{"register": {"programs"}, "from": {"2026610002"}, "to": {"2026610003"}, "reason": {"not-used"}, "words": {"сбой нумератора"}})
	v.get(issue).says("#checks", "Пропусков в номерах без объяснения нет")
	if got := r.as("orlov").get(issue); len(got.all("#proof form")) != 0 {
		t.Error("an approver is offered to close the issue")
	} else {
		got.says("#proof", "сотрудник по публикации")
	}
}

func TestACaseThatRefusesKeepsTheIssueOpen(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf") // nothing of it may be published yet
	early := pipeline.Entry{Register: "programs", Number: "2026610009", Date: workdayOf(noon), Title: "Рано", Case: caseOf(address), Valid: true}
	must(t, errOf(r.db.Append(t.Context(), pipeline.Batch{Streams: []pipeline.StreamAppend{{Stream: "register/programs", Expect: pipeline.AnyLength,
		Events: []pipeline.NewEvent{{Type: pipeline.EvEntryMade, At: noon, Actor: "x", Data: pipeline.EntryMade{Entry: early, Series: "programs", Entries: []string{early.Key()}}}}}}})))
	v := r.as("belova")
	issue := v.openIssue()
	if got := v.post(issue+"/fill", url.Values{"entry": {early.Key()}}); got.code != http.StatusSeeOther {
		t.Fatalf("fill: %d", got.code)
	}
	page := v.get(issue)
	page.says("#checks .bad", "сведения по делу "+string(caseOf(address))+" нельзя опубликовать")
	if link := attr(page.all("#checks .bad a")[0], "href"); link != address {
		t.Errorf("it leads to %q", link)
	}
	if len(page.all("#proof form")) != 0 {
		t.Error("closing is offered all the same")
	}
}
