package main

import (
	"io"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// readLimit bounds the reading of one sample scan, on a busy machine.
const readLimit = 6 * time.Minute

// TestAScanGoesThroughTheDeskToThePublicSite walks the main job in a real
// browser: every step is a person's, with the mouse and the keyboard only.
func TestAScanGoesThroughTheDeskToThePublicSite(t *testing.T) {
	office := startDemo(t)
	b := newBrowser(t, office.desk)

	b.open("/")
	b.look("sign-in")
	b.signIn("petrova")
	b.look("empty-queue")
	caseAddress := b.drop("skewed-scan.pdf")
	b.look("being-read")
	b.awaitRead(readLimit)
	b.look("case")
	b.look("doubts", "#doubts")
	b.walkDoubts()
	b.correctDoubt()
	b.look("corrected", ".field.current")
	b.confirmDoubts()
	b.look("fields", "#fields")
	b.look("terms", "#terms")

	b.command("Принять и зарегистрировать")
	b.command("Передать на проверку")
	b.look("transferred")

	b.signIn("sidorov")
	b.open(caseAddress)
	b.press("Подтвердить уплату пошлины")
	b.fill(`[name="arg.amount"]`, "3000")
	b.fill(`[name="arg.paid_on"]`, "2026-03-13")
	b.look("confirm-fee")
	b.press("Подтвердить уплату пошлины")
	b.wants("Проверка соответствия")

	b.signIn("ivanova")
	b.open(caseAddress)
	b.command("Подготовить решение о положительном результате")
	b.wants("ждёт подписи второго сотрудника")
	b.look("drafted")
	b.wants("Подписать нельзя")

	b.signIn("orlov")
	b.open(caseAddress)
	b.command("Подписать решение")
	b.wants("Положительный результат")

	b.signIn("petrova")
	b.open(caseAddress)
	b.command("Внести в Реестр")
	number := regexp.MustCompile(`регистрация № (\d+)`).FindStringSubmatch(b.text("main"))
	if number == nil {
		t.Fatalf("no registration number on the case page: %s", b.text("main"))
	}
	b.look("registered")
	b.look("history", "#history")
	b.open("/")
	b.look("queue")
	b.open("/reports")
	b.look("reports")

	b.publishIssue()
	b.seePublic(office, number[1])
}

// drop takes a sample in and returns the address of its case.
func (b *browser) drop(name string) string {
	b.t.Helper()
	path, err := filepath.Abs(sample(b.t, name))
	if err != nil {
		b.t.Fatal(err)
	}
	b.open("/drop")
	b.do("choose file", chromedp.SetUploadFiles(chromedp.CSS("input[type=file]"), []string{path}))
	b.look("drop")
	b.press("Принять и выдать расписку")
	b.wants("расписка №")
	address, _, _ := strings.Cut(ask(b, "read address", chromedp.Location()), "?")
	return address
}

// walkDoubts goes through the doubtful fields by keys, and from a box on the
// page to its field.
func (b *browser) walkDoubts() {
	b.t.Helper()
	const at = `[...document.querySelectorAll("#doubts .field")].findIndex(f => f.contains(document.activeElement))`
	last := ask(b, "count doubts", chromedp.Evaluate[int](`document.querySelectorAll("#doubts .field").length`)) - 1
	for i, key := range []string{"j", "j", "k"} {
		b.do("press "+key, chromedp.KeyEvent(key))
		// How many fields are doubtful is the reader's matter: past the last there is none.
		if got, want := ask(b, "focus", chromedp.Evaluate[int](at)), min([]int{0, 1, 0}[i], last); got != want {
			b.t.Errorf("after key %d (%s) doubtful field %d has the focus, want %d", i+1, key, got, want)
		}
	}
	b.do("click a box", chromedp.Click(chromedp.CSS(`.sheet a[data-field="f-title"] rect`)))
	if id := ask(b, "focus", chromedp.Evaluate[string](`document.activeElement.closest(".field")?.id || ""`)); id != "f-title" {
		b.t.Errorf("a click on the title's box leads to %q", id)
	}
	if !b.has(`.sheet a[data-field="f-title"] rect.current`) {
		b.t.Error("the box of the field in hand is not marked")
	}
}

// correctDoubt corrects the first field that the machine was not sure of, or
// the title when it was sure of all, and sees both values kept.
func (b *browser) correctDoubt() {
	b.t.Helper()
	const value = "исправлено по бумаге"
	form := "#doubts .field:has(input[name=value])"
	if !b.has(form) {
		form = "#f-title"
		b.do("unfold", chromedp.Click(chromedp.CSS("details.fix:has(#f-title) > summary")))
	}
	b.fill(form+" [name=value]", value)
	b.follow("confirm", chromedp.Click(chromedp.CSS(form+" button")))
	b.wants("Значение записано")
	b.wants("записано «" + value + "», машина прочла")
}

// confirmDoubts confirms what the machine read, field by field: an entry is not
// made while it is unsure whether an author agrees to be named.
func (b *browser) confirmDoubts() {
	b.t.Helper()
	const most = 40
	for range most {
		if !b.has("#doubts .field button") {
			return
		}
		b.follow("confirm", chromedp.Click(chromedp.CSS("#doubts .field button")))
		b.wants("Значение записано")
	}
	b.t.Fatalf("doubts remain after %d were confirmed", most)
}

// command performs a command of the case on the screen. Where a paper goes out,
// its text stands on the screen before the button that sends it.
func (b *browser) command(title string) {
	b.t.Helper()
	b.press(title)
	if b.has(`[name="arg.answer"]`) {
		b.fill(`[name="arg.answer"]`, "Сведения сверены с бумагой, замечания относятся к качеству скана.")
		if b.has("button[name=look]") {
			b.follow("look", chromedp.Click(chromedp.CSS("button[name=look]")))
		}
	}
	if b.has(".letter") {
		b.look("letter")
	}
	b.follow("perform", chromedp.Click(chromedp.CSS("form.stack button.large")))
	if !b.has("p.done") {
		b.capture("refused")
		b.t.Fatalf("%s was not performed: %s", title, b.text("main"))
	}
}

// publishIssue opens, fills, proofs and closes an issue as the editor.
func (b *browser) publishIssue() {
	b.t.Helper()
	b.signIn("belova")
	b.open("/issues")
	b.press("Открыть следующий выпуск")
	b.press("Добавить отмеченные в выпуск")
	b.look("proof", "#proof")
	b.press("Закрыть и опубликовать выпуск")
	b.wants("Выпуск подписан и опубликован")
	b.look("closed-issue")
}

// seePublic finds the entry on the public site by its address, by search, and in the feed.
func (b *browser) seePublic(office running, number string) {
	b.t.Helper()
	title := "Счётный лес"
	b.open(office.public + "register/programs/" + number + "/")
	b.wants(title)
	b.look("public-entry")
	awaitText(b.t, office.public+"search?q="+url.QueryEscape("тренажёр устного счёта"), number)
	b.open(office.public + "search?q=" + url.QueryEscape("тренажер устного счета"))
	b.wants(title)
	b.look("public-search")
	awaitText(b.t, office.public+"bulletin/programs/feed.rss", number)
}

// awaitText waits until a page of the public site says the text: the index
// follows the journal a moment later.
func awaitText(t *testing.T, address, text string) {
	t.Helper()
	var got string
	for range 100 {
		if resp, err := http.Get(address); err == nil {
			body, _ := io.ReadAll(resp.Body) // what came is compared
			_ = resp.Body.Close()
			if got = string(body); resp.StatusCode == http.StatusOK && strings.Contains(got, text) {
				return
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatalf("%s does not say %q:\n%.2000s", address, text, got)
}

// TestTheDeskWorksWithoutJavaScript signs in, drops a filing and corrects a
// field with the desk's script switched off.
func TestTheDeskWorksWithoutJavaScript(t *testing.T) {
	office := startDemo(t)
	b := newBrowser(t, office.desk)
	b.withoutJavaScript()
	b.signIn("petrova")
	b.drop("one-pdf.pdf")
	b.awaitRead(readLimit)
	b.correctDoubt()
	b.look("without-javascript")
}
