package main

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// deskWidths are the widths at which pages of the desk are looked at, in CSS pixels.
var deskWidths = []int64{320, 360, 768, 1440}

// fits opens nothing: it looks at the page on the screen at every width. None may
// be wider than the screen, and axe-core, where it is at hand, finds nothing.
func (b *browser) fits(name, axe string) {
	b.t.Helper()
	for _, width := range deskWidths {
		b.do("size", chromedp.EmulateViewport(width, 900))
		at := fmt.Sprintf("desk-%s-%d", name, width)
		if got := ask(b, "measure", chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); got > width {
			b.t.Errorf("%s: the page is %d pixels wide", at, got)
		}
		b.captureWhole(at)
		for _, found := range b.violations(axe) {
			b.t.Errorf("%s: %s", at, found)
		}
	}
	b.size(0)
}

// publishedProgram is a data folder with one program published in an issue of a
// past day, by commands alone, and the key of its entry.
func publishedProgram(t *testing.T) (c *cli, key string) {
	t.Helper()
	c = newCLI(t, fixedClock...)
	took := c.ingest(sample(t, "one-pdf.pdf"))
	c.register(string(took.Receipt.Number), "4500")
	c.publishAll()
	return c, c.show(string(took.Receipt.Number)).Entries[0]
}

// TestACorrectionIsCarriedThroughAtTheDesk goes the way of a correction in a real
// browser: one clerk drafts it, another signs, the editor closes the issue that
// prints it, and the public sees at once what changed, when and why. What was
// printed before stays as it was signed.
func TestACorrectionIsCarriedThroughAtTheDesk(t *testing.T) {
	axe := readAxe(t)
	c, key := publishedProgram(t)
	office := serveProgram(t, c.data, "serve", "--demo")
	b := newBrowser(t, office.desk)
	var entry shownEntry
	c.json(&entry, "entry", "show", key)
	title := entry.Title
	printed := fetchSigned(t, office.public+"bulletin/programs/2026/1/")

	b.signIn("petrova")
	b.press("Реестры")
	b.fill("main input[name=q]", title)
	awaitText(t, office.public+"search?q="+url.QueryEscape(title), title)
	b.follow("find", chromedp.Click(chromedp.CSS("main form button")))
	b.fits("registers", axe)
	b.follow("open entry", chromedp.Click(chromedp.CSS("table.found a")))
	b.fits("entry", axe)
	b.press("Исправить опубликованное")
	b.fits("correct", axe)
	b.do("nature", chromedp.Click(chromedp.CSS(`input[value="office-error"]`)))
	b.fill(`[name="basis"]`, "в названии пропущены слова, стоящие в заявлении")
	b.fill(`[name="field.title"]`, title+" (издание второе)")
	b.press("Показать извещение")
	b.wants("Так извещение выйдет в бюллетене")
	b.fits("correct-preview", axe)
	b.press("Передать на подпись")
	b.wants("передан на подпись другому сотруднику")
	b.fits("draft-of-mine", axe)

	b.signIn("orlov")
	b.open("/registers/drafts")
	b.fits("drafts", axe)
	b.follow("open draft", chromedp.Click(chromedp.CSS("table.entries a")))
	b.fits("draft", axe)
	b.press("Подписать исправление")
	b.wants("Извещение ждёт выпуска")
	b.fits("entry-signed", axe)

	b.closeTheNextIssue(axe)
	b.seeCorrected(office, key, title)
	if again := fetchSigned(t, office.public+"bulletin/programs/2026/1/"); again != printed {
		t.Error("the files of the closed issue have changed")
	}
	for _, issue := range []string{"1", "2"} {
		c.must("verify-issue", office.public+"bulletin/programs/2026/"+issue+"/")
	}
}

// closeTheNextIssue prints what waits as the editor, with a message and numbers explained.
func (b *browser) closeTheNextIssue(axe string) {
	b.t.Helper()
	b.signIn("belova")
	b.open("/issues")
	b.wants("Ждут публикации: 1")
	b.press("Открыть следующий выпуск")
	b.fits("issue-empty", axe)
	b.press("Добавить отмеченные в выпуск")
	b.press("Добавить официальное сообщение")
	b.fill(`[name="title"]`, "О приёме заявок в праздничные дни")
	b.fill(`[name="text"]`, "Приём ведётся круглосуточно.\n\nСроки отсчитываются с первого рабочего дня.")
	b.fill(`[name="signed"]`, "Заместитель руководителя Орлов Д. И.")
	b.press("Показать, как выйдет")
	b.fits("message", axe)
	b.press("Записать в выпуск")
	b.press("Объяснить номера")
	b.fill(`[name="from"]`, "2026619998")
	b.do("reason", chromedp.SetValue(chromedp.CSS(`[name="reason"]`), "not-used"))
	b.fill(`[name="words"]`, "пропущен при сбое нумератора")
	b.press("Показать, как выйдет")
	b.fits("numbers", axe)
	b.press("Записать в выпуск")
	b.wants("Перед закрытием")
	b.fits("issue-ready", axe)
	b.press("Закрыть и опубликовать выпуск")
	b.wants("vestnik verify-issue")
	b.fits("issue-closed", axe)
}

// seeCorrected looks at what the public is told of the correction.
func (b *browser) seeCorrected(office running, key, was string) {
	b.t.Helper()
	awaitText(b.t, office.public+"register/"+key+"/", "В запись внесены исправления") // the site follows the journal a moment later
	b.open(office.public + "register/" + key + "/")
	b.wants("В запись внесены исправления")
	b.wants(was + " (издание второе)")
	b.open(office.public + "register/" + key + "/as-of/2026-03-02/")
	b.wants("Прежняя редакция записи")
	if h := b.text("h1"); h != was {
		b.t.Errorf("before the correction it is called %q, want %q", h, was)
	}
	b.open(office.public + "register/" + key + "/notice-1/")
	b.wants("в названии пропущены слова, стоящие в заявлении")
	b.open(office.public + "bulletin/programs/2026/1/")
	b.wants("Сам выпуск остаётся таким, каким вышел")
	b.open(office.public + "bulletin/programs/2026/2/")
	b.wants("О приёме заявок в праздничные дни")
	b.wants("пропущен при сбое нумератора")
	for _, feed := range []string{"bulletin/programs/feed.rss", "bulletin/programs/feed.atom", "bulletin/programs/feed.json"} {
		awaitText(b.t, office.public+feed, "Исправление ошибки ведомства")
	}
	b.open("/registers/" + key)
	b.wants("Проект подписан, извещение ждёт выпуска")
}

// fetchSigned returns the signed files of a published issue, one behind another.
func fetchSigned(t *testing.T, issue string) string {
	t.Helper()
	var all strings.Builder
	for _, name := range []string{"manifest.json", "manifest.sig", "issue.json", "issue.md", "entries.csv"} {
		body, status := get(t, issue+name)
		if status != 200 || body == "" {
			t.Fatalf("%s%s: %d", issue, name, status)
		}
		all.WriteString(name + "\n" + body)
	}
	return all.String()
}

// TestACorrectionNeedsNoJavaScript drafts, changes and drops a correction with the
// desk's script switched off.
func TestACorrectionNeedsNoJavaScript(t *testing.T) {
	c, key := publishedProgram(t)
	office := serveProgram(t, c.data, "serve", "--demo")
	b := newBrowser(t, office.desk)
	b.withoutJavaScript()
	b.signIn("belova")
	_, number, _ := strings.Cut(key, "/")
	b.fill("form.find input", number)
	b.follow("find", chromedp.Click(chromedp.CSS("form.find button")))
	b.open("/registers?q=" + number)
	b.press("Исправить опубликованное")
	b.do("nature", chromedp.Click(chromedp.CSS(`input[value="court"]`)))
	b.fill(`[name="basis"]`, "решение суда от 01.04.2026")
	b.do("valid", chromedp.SetValue(chromedp.CSS(`[name="field.valid"]`), "false"))
	b.press("Показать извещение")
	b.wants("не действует")
	b.press("Передать на подпись")
	b.wants("Подписывает руководитель Роспатента")
	if b.has(`form[action$="/draft/sign"]`) {
		t.Error("the editor is offered to sign")
	}
	b.do("unfold", chromedp.Click(chromedp.CSS("details.beside > summary")))
	b.fill(`[name="reason"]`, "суд ещё не вступил в силу")
	b.press("Отклонить")
	b.wants("Проект отклонён")
	b.open("/registers/drafts")
	b.wants("Ни одно исправление подписи не ждёт")
}

// TestTheDeskIsFitForEverybody looks at the other pages of the desk at every width.
func TestTheDeskIsFitForEverybody(t *testing.T) {
	axe := readAxe(t)
	c, _ := publishedProgram(t)
	c.ingest(sample(t, "skewed-scan.pdf"))
	office := serveProgram(t, c.data, "serve", "--demo")
	b := newBrowser(t, office.desk)
	b.open("/login")
	b.fits("login", axe)
	for _, page := range []struct{ login, name, address string }{
		{"petrova", "queue", "/?view=all"}, {"petrova", "case", "/cases/2026-000002"}, {"petrova", "case-published", "/cases/2026-000001"},
		{"petrova", "command", "/cases/2026-000002/commands/accept"}, {"petrova", "drop", "/drop"}, {"petrova", "open", "/open"},
		{"petrova", "help", "/help?number=2026-000001"}, {"petrova", "refused", "/issues/programs/2026/1/message"}, {"petrova", "missing", "/nothing"},
		{"sidorov", "payments", "/payments"}, {"belova", "issues", "/issues"}, {"belova", "issue", "/issues/programs/2026/1"},
		{"admin", "reports", "/reports"}, {"admin", "corrections", "/reports/corrections"},
	} {
		if !b.has(fmt.Sprintf(`form.me span[title^="%s"]`, nameOf(page.login))) {
			b.signIn(page.login)
		}
		b.open(page.address)
		b.fits(page.name, axe)
	}
}

// nameOf is the name of one of the demo staff.
func nameOf(login string) string {
	for _, a := range demoStaff {
		if a.Login == login {
			return a.Name
		}
	}
	return login
}
