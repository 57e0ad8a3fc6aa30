package desk_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestDropGivesAReceiptAndTheSameFilesTheSameCase(t *testing.T) {
	r := newRig(t)
	v := r.as("petrova")
	first := v.drop("один.pdf", "два.pdf")
	if first.code != http.StatusSeeOther || !strings.HasSuffix(first.header.Get("Location"), "?done=received") {
		t.Fatalf("drop: %d to %q", first.code, first.header.Get("Location"))
	}
	again := v.drop("один.pdf", "два.pdf")
	if want := strings.Replace(first.header.Get("Location"), "received", "duplicate", 1); again.header.Get("Location") != want {
		t.Errorf("the same files lead to %q, want %q", again.header.Get("Location"), want)
	}
	v.get(again.header.Get("Location")).says(".done", "уже поступали")
	if empty := v.drop(); empty.code != http.StatusUnprocessableEntity {
		t.Errorf("a drop without files: %d", empty.code)
	} else {
		empty.says(".problem", "ни одного файла")
	}
}

func TestHostileFileNamesAreTakenAsNames(t *testing.T) {
	r := newRig(t)
	address := r.filed("../../etc/passwd", strings.Repeat("ж", 400)+".pdf", "C:\\скан\u202egpj.exe")
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if len(c.Documents) != 3 {
		t.Fatalf("%d documents", len(c.Documents))
	}
	for _, d := range c.Documents {
		if strings.ContainsAny(d.Name, "/\\\u202e") || len(d.Name) > 255 {
			t.Errorf("kept the name %q", d.Name)
		}
	}
}

func TestProgressOfReading(t *testing.T) {
	r := newRig(t)
	v := r.as("petrova")
	got := v.drop("заявка.pdf")
	address, _, _ := strings.Cut(got.header.Get("Location"), "?")
	reading := func() (now struct {
		Reading bool
		Text    string
	}) {
		must(t, json.Unmarshal([]byte(v.get(address+"/progress").body), &now))
		return now
	}
	if now := reading(); !now.Reading || now.Text == "" {
		t.Errorf("before reading: %+v", now)
	}
	if len(v.get(address).all("noscript meta[http-equiv=refresh]")) == 0 && !strings.Contains(v.get(address).body, `http-equiv="refresh"`) {
		t.Error("without JavaScript the page would never show that reading is over")
	}
	_, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	if now := reading(); now.Reading {
		t.Errorf("after reading: %+v", now)
	}
}

func TestStoppedReadingIsReportedAndTriedAgain(t *testing.T) {
	r := newRig(t)
	r.paper.fail = &pipeline.Error{Op: "read", Kind: pipeline.Internal, Err: errors.New("a fuse blew"), Advice: "Сообщите администратору о сбое чтения."}
	v := r.as("petrova")
	got := v.drop("заявка.pdf")
	address, _, _ := strings.Cut(got.header.Get("Location"), "?")
	if _, err := r.office.Advance(t.Context(), caseOf(address)); err == nil {
		t.Fatal("reading should have failed")
	}
	report := v.get("/reports")
	report.says(".findings", "чтение страниц")
	report.says(".findings", "Сообщите администратору о сбое чтения.")
	report.says(".findings details", "a fuse blew")
	v.get(address).says(".problem", "Обработка остановилась")
	r.paper.fail = nil
	if got := v.post(address+"/revive", nil); got.code != http.StatusSeeOther {
		t.Fatalf("revive: %d", got.code)
	}
	c, err := r.office.Advance(t.Context(), caseOf(address))
	must(t, err)
	if c.Failed != nil || c.NextStage() != pipeline.StageDone {
		t.Errorf("after reviving: %+v", c.Failed)
	}
}

func TestAnIssueIsClosedExactlyAsItWasSeen(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	r.toExamination(address)
	r.perform(r.as("ivanova"), address, "decide-positive", url.Values{"arg.answer": {"сверено"}})
	r.perform(r.as("orlov"), address, "sign", url.Values{})
	r.perform(r.as("petrova"), address, "enter", url.Values{})

	v := r.as("belova")
	issue := v.post("/issues", url.Values{"series": {"programs"}}).header.Get("Location")
	issue, _, _ = strings.Cut(issue, "?")
	page := v.get(issue)
	page.says("main", "Ждут публикации: 1")
	page.says("main", "Программы для ЭВМ. Базы данных")
	page.says("main", "Реестр программ для ЭВМ")
	key := attr(page.one("input[name=entry]"), "value")
	if got := v.post(issue+"/fill", url.Values{}); got.code != http.StatusUnprocessableEntity {
		t.Errorf("filling with nothing: %d", got.code)
	}
	if got := v.post(issue+"/fill", url.Values{"entry": {key}}); got.code != http.StatusSeeOther {
		t.Fatalf("fill: %d\n%s", got.code, got.body)
	}
	page = v.get(issue)
	page.says("#proof article", "Учёт ульев")
	for _, private := range []string{"980130009232", "Каменный Брод"} {
		if strings.Contains(page.body, private) {
			t.Errorf("the proof shows %q", private)
		}
	}
	for _, hash := range []string{"", strings.Repeat("0", 64)} {
		if got := v.post(issue+"/close", url.Values{"sha256": {hash}}); got.code != http.StatusUnprocessableEntity {
			t.Errorf("closing something else than was shown (%q): %d", hash, got.code)
		}
	}
	if got := v.post(issue+"/close", url.Values{"sha256": {attr(page.one("input[name=sha256]"), "value")}}); got.code != http.StatusSeeOther {
		t.Fatalf("close: %d\n%s", got.code, got.body)
	}
	closed := v.get(issue)
	closed.says("main", "Выпуск подписан и опубликован")
	if len(closed.all("form[method=post]")) != 1 { // signing out
		t.Error("a closed issue can be changed")
	}
	r.as("petrova").get(address).says("#history", "Сведения опубликованы")
}

func TestQueueShowsWhatFallsDueAndWhatIsMine(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	for login, mine := range map[string]int{"petrova": 1, "sidorov": 0, "orlov": 0} {
		v := r.as(login)
		if got := len(v.get("/?view=mine").all("table.cases tbody tr")); got != mine {
			t.Errorf("%s: %d cases wait, want %d", login, got, mine)
		}
		if got := len(v.get("/").all("table.cases tbody tr")); got != 1 {
			t.Errorf("%s sees %d open cases, want 1", login, got)
		}
	}
	v := r.as("sidorov")
	v.get("/").says("td.due", "истекает сегодня")
	if got := v.get("/find?number=" + string(caseOf(address))); got.code != http.StatusSeeOther || got.header.Get("Location") != address {
		t.Errorf("find: %d to %q", got.code, got.header.Get("Location"))
	}
	if got := v.get("/find?number=нет"); got.code != http.StatusNotFound {
		t.Errorf("find nothing: %d", got.code)
	}
}

func TestClosedCommandsSayWhyAndByWhichPoint(t *testing.T) {
	r := newRig(t)
	page := r.as("ivanova").get(r.filed("заявка.pdf"))
	page.says("#commands .closed", "Подготовить решение о положительном результате")
	page.says("#commands .closed", "(пункт 66)")
	page.says("#terms", "Идёт, осталось")
}
