package notice_test

import (
	"fmt"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// copyPaper is a certificate issued a second time, as a pack writes it.
func copyPaper() pipeline.NoticePaper {
	n := samplePaper()
	n.Layout, n.Title, n.Signatory, n.Position = "duplicate", "Дубликат свидетельства", "Руководитель ведомства", "Руководитель ведомства"
	n.Markdown = "РОССИЙСКАЯ ФЕДЕРАЦИЯ\n\nФЕДЕРАЛЬНАЯ СЛУЖБА ПО ИНТЕЛЛЕКТУАЛЬНОЙ СОБСТВЕННОСТИ\n\n**ДУБЛИКАТ**\n\n# СВИДЕТЕЛЬСТВО\n\n" +
		"## о государственной регистрации программы для ЭВМ\n\n### № 2026610021\n\n- Дата государственной регистрации: 2 марта 2026 г.\n- Автор: Воронов Пётр Ильич\n" +
		"- Правообладатель: Гидрологическая служба «Верховье»\n- Дубликат выдан по записи в Реестре от 5 мая 2026 г.\n\n#### Система учёта весенних паводков «Разлив»\n"
	return n
}

// linePaper is a line of a register kept on paper.
func linePaper() pipeline.NoticePaper {
	n := samplePaper()
	n.Layout, n.Title = "register-line", "Запись в реестре передачи дубликатов свидетельств"
	n.Markdown = "Дубликат передан.\n\n- Дубликат свидетельства: № 2026610021\n- Правообладатель: Гидрологическая служба «Верховье», бывшая контора по наблюдению за уровнем верховых вод и весенних разливов\n" +
		"- Получил: Воронов Пётр Ильич\n- Дата получения: 6 мая 2026 г.\n- Подпись: _______________________\n\n*Сверено с Реестром.*\n"
	return n
}

// tablePaper is a letter whose grounds are a long table and a list with long items.
func tablePaper() pipeline.NoticePaper {
	n := samplePaper()
	var b strings.Builder
	b.WriteString("Сведения о сроках, по которым допущены нарушения:\n\n| Пункт | Что следовало сделать | Срок по | Сделано |\n|:--|:--|:--|:--|\n")
	for i := range 45 {
		fmt.Fprintf(&b, "| %d | Проверить уплату государственной пошлины и направить заявителю уведомление о её результатах, дело № 2026-%06d | %02d.03.2026 | не сделано |\n", 60+i, i, i%28+1)
	}
	b.WriteString("\nПо каждому из нарушений даны объяснения.\n\n")
	for i := range 12 {
		fmt.Fprintf(&b, "%d. Основание: %s\n", i+1, strings.Repeat("заявитель не представил документ, о котором сказано в запросе; ", 5))
	}
	n.Markdown = b.String()
	return n
}

func TestADuplicateIsOnePageMarkedAsSuch(t *testing.T) {
	printer := testPrinter(t)
	pdf, err := printer.PDF(copyPaper())
	if err != nil {
		t.Fatal(err)
	}
	html, err := printer.HTML(copyPaper())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "duplicate.pdf", pdf)
	keep(t, "duplicate.html", html)
	text, pages := pdfText(t, pdf)
	if pages != 1 {
		t.Errorf("%d pages", pages)
	}
	if mark, head := strings.Index(text, "ДУБЛИКАТ"), strings.Index(text, "СВИДЕТЕЛЬСТВО"); mark < 0 || mark > head {
		t.Errorf("the mark does not stand over the heading: %s", text)
	}
	if !strings.Contains(text, "по записи в Реестре от 5 мая 2026 г.") || strings.Contains(text, "Страница") {
		t.Errorf("the page reads %s", text)
	}
	if !strings.Contains(string(html), `<p class="mark">ДУБЛИКАТ</p>`) {
		t.Error("the HTML does not mark it")
	}
}

func TestALineOfARegisterLeavesRoomForTheHand(t *testing.T) {
	printer := testPrinter(t)
	pdf, err := printer.PDF(linePaper())
	if err != nil {
		t.Fatal(err)
	}
	html, err := printer.HTML(linePaper())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "registerline.pdf", pdf)
	keep(t, "registerline.html", html)
	text, pages := pdfText(t, pdf)
	for _, want := range []string{"Запись в реестре передачи", "Дубликат передан.", "Сверено с Реестром.", "Получил: Воронов Пётр Ильич", "6 мая 2026 г.", "Подпись:", "А. С. Ёлкина"} {
		if !strings.Contains(text, want) {
			t.Errorf("the line does not say %q: %s", want, text)
		}
	}
	if pages != 1 || strings.Contains(text, "Воронову Петру") {
		t.Errorf("%d pages; a register has no addressee: %s", pages, text)
	}
	if !strings.Contains(string(html), `class="hand"`) {
		t.Error("the HTML leaves no room for the hand")
	}
}

func TestATableGoesOverToTheNextPageUnderItsHeading(t *testing.T) {
	printer := testPrinter(t)
	pdf, err := printer.PDF(tablePaper())
	if err != nil {
		t.Fatal(err)
	}
	html, err := printer.HTML(tablePaper())
	if err != nil {
		t.Fatal(err)
	}
	keep(t, "table.pdf", pdf)
	keep(t, "table.html", html)
	text, pages := pdfText(t, pdf)
	if n := strings.Count(text, "Что следовало сделать"); n < 3 || n > pages {
		t.Errorf("the heading stands %d times on %d pages", n, pages)
	}
	if strings.Count(text, "не сделано") != 45 || strings.Count(string(html), "<tr>") != 46 {
		t.Error("rows are lost")
	}
}

// A page is not given to a signature where a letter set a little smaller holds it.
func TestALetterIsSetSmallerToSaveAPage(t *testing.T) {
	most := 0
	for lines := 20; lines < 27; lines++ {
		paper := samplePaper()
		paper.Markdown = strings.Repeat("Строка.\n\n", lines)
		pdf, err := testPrinter(t).PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		text := poppler(t, pdf, "pdftotext", "-layout", "-")
		pages := strings.Count(text, "\f")
		if got := strings.Count(text, "Строка."); got != lines {
			t.Fatalf("%d lines of %d", got, lines)
		}
		if pages == 1 {
			most = lines
		}
	}
	// At the full size a page holds 23 such lines with the signature.
	if most < 24 {
		t.Errorf("one page holds %d lines", most)
	}
}

func TestThePapersOwnNumberIsWrittenInRussian(t *testing.T) {
	for id, want := range map[string]string{
		"O210-07/1": "№ 2026-000017/210-07/1", "O210-03-A/2": "№ 2026-000017/210-03-А/2", "O210-32a/1": "№ 2026-000017/210-32а/1", "O210-31-answer/1": "№ 2026-000017/210-31/1",
	} {
		paper := samplePaper()
		paper.ID = id
		page, err := testPrinter(t).HTML(paper)
		if err != nil {
			t.Fatal(err)
		}
		if text := wordsOfHTML(string(page)); !strings.Contains(text, want+" ") {
			t.Errorf("%s is numbered otherwise than %q: %s", id, want, text[:min(400, len(text))])
		}
	}
}

// No page may begin or end with a single line of a paragraph.
func TestNoLineIsLeftAlone(t *testing.T) {
	const sentence = "Заявитель вправе представить ответ через окно приёма документов, почтой или на сайте ведомства; ответ рассматривается в срок, установленный регламентом. "
	for above := 24; above < 42; above++ {
		paper := samplePaper()
		paper.Markdown = strings.Repeat("Строка.\\\n", above) + "\n" + strings.Repeat(sentence, 4) + "\n\nКонец."
		pdf, err := testPrinter(t).PDF(paper)
		if err != nil {
			t.Fatal(err)
		}
		pages := strings.Split(poppler(t, pdf, "pdftotext", "-layout", "-"), "\f")
		for i, page := range pages[:len(pages)-1] {
			lines := 0
			for line := range strings.SplitSeq(page, "\n") {
				if words := strings.Fields(line); len(words) > 3 && strings.Contains(sentence, words[0]) && strings.Contains(sentence, words[1]) {
					lines++
				}
			}
			if lines == 1 {
				t.Errorf("after %d lines page %d has one line of the paragraph:\n%s", above, i+1, page)
			}
		}
	}
}
