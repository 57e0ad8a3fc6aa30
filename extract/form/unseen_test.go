package form_test

import (
	"fmt"
	"strings"
	"testing"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// Statements as other hands set them: nothing in the descriptions was made for
// these. They hold the reader to forms that it has not seen.

// unseen are those statements, with the least share of the values that is read.
func unseen() map[string]struct {
	layout func(applicant) []pipeline.Page
	recall float64
} {
	return map[string]struct {
		layout func(applicant) []pipeline.Page
		recall float64
	}{
		"labels on the left":     {beside, 0.95},
		"dotted lines":           {dottedLines, 0.95},
		"plain text":             {plainText, 0.8}, // it names neither the signature nor the question before the tick
		"holder in two columns":  {twoColumns, 0.95},
		"captions under a value": {captioned, 0.9},
	}
}

func TestUnseenLayoutsAreReadOrLeftUnsure(t *testing.T) {
	r := recogniser(t)
	for name, u := range unseen() {
		t.Run(name, func(t *testing.T) {
			var n tally
			for _, a := range applicants() {
				pages := u.layout(a)
				got := r.Recognise("", pages)
				if got.Kind != pipeline.Statement || len(got.Segments) != 1 {
					t.Fatalf("kinds %s, want one statement", kinds(got))
				}
				sound(t, pages, got)
				n.count(got.Fields, a.statementStates())
				expectMost(t, got, a.statementStates())
			}
			if recall := float64(n.right) / float64(n.stated); recall < u.recall {
				t.Errorf("%d of %d values are right, want %.2f", n.right, n.stated, u.recall)
			}
			if n.sureWrong > 0 {
				t.Errorf("sure and wrong: %q", n.examples)
			}
		})
	}
}

// expectMost logs what was not read as stated.
func expectMost(t *testing.T, got pipeline.Recognition, want states) {
	t.Helper()
	readings := flat(got.Fields)
	for path, value := range want {
		if v := fmt.Sprint(readings[path].Value); v != value {
			t.Logf("%s: read %q, want %q", path, v, value)
		}
	}
}

func TestUnseenLayoutsDirtyAreUnsureRatherThanWrong(t *testing.T) {
	const dirt, seeds, wrongSure = 0.02, 4, 0.03
	r := recogniser(t)
	var n tally
	for _, u := range unseen() {
		for _, a := range applicants() {
			for seed := range uint64(seeds) {
				got := r.Recognise("", corpus.Misread(u.layout(a), dirt, seed))
				n.count(got.Fields, a.statementStates())
			}
		}
	}
	wrong := float64(n.sureWrong) / float64(max(1, n.sure))
	t.Logf("recall %.3f; sure %.3f of stated; wrong among sure %.4f",
		float64(n.right)/float64(n.stated), float64(n.sure)/float64(n.stated), wrong)
	if wrong > wrongSure {
		t.Errorf("%.4f of the sure readings are wrong, want at most %.2f: %q", wrong, wrongSure, n.examples)
	}
}

// beside is a table of two columns, labels wrapped in the left and values typed
// in the right one, in an order of its own.
func beside(a applicant) []pipeline.Page {
	p := newPress(10)
	p.set(200, 40, "ЗАЯВЛЕНИЕ")
	p.set(90, 56, "о государственной регистрации программы для ЭВМ или базы данных")
	y := 80.0
	row := func(label, value string) {
		low := p.fill(50, y, 170, label)
		high := y
		for line := range strings.Lines(value) {
			high = p.fill(240, high, 300, line)
		}
		y = max(low, high) + 6
	}
	row("Вид объекта (отметить знаком X)", "[X] программа для ЭВМ\n[ ] база данных (п. 4 ст. 1259 ГК РФ)\n[ ] база данных (п. 3 ст. 1334 ГК РФ)")
	row("Наименование программы для ЭВМ", a.title)
	row("Год создания", a.year)
	row("Правообладатель (заявитель)", a.holder)
	row("Место нахождения (место жительства) правообладателя", "Россия, "+a.address)
	if a.ogrn != "" {
		row("ОГРН", a.ogrn)
	}
	row("ИНН", a.inn)
	if a.snils != "" {
		row("СНИЛС", a.snils)
	}
	row("Адрес для переписки", a.address+", "+a.signer)
	row("Телефон", a.phone)
	row("Адрес электронной почты", a.email)
	p.page()
	y = 50
	row("Сведения об авторе", "")
	row("Фамилия, имя, отчество", a.author)
	row("Дата рождения", dotted(a.birth))
	row("Гражданство", "Российская Федерация")
	row("Место жительства", "Россия, "+a.home)
	row("Краткое описание творческого вклада", a.work)
	row("При публикации сведений", "[ ] не упоминать автора\n[X] упоминать под своим именем\n[ ] упоминать под псевдонимом")
	row("Приложенные документы", "1. Реферат\n2. Исходный текст программы")
	row("Подпись заявителя", strings.TrimSpace(a.position+" ____________ "+a.signer))
	row("", dotted(a.signed))
	return p.pages
}

// dottedLines is a printed form with dotted lines to write on.
func dottedLines(a applicant) []pipeline.Page {
	p := newPress(9)
	dots := strings.Repeat(".", 24)
	p.set(330, 30, "В Федеральную службу по интеллектуальной собственности")
	p.set(250, 60, "ЗАЯВЛЕНИЕ")
	p.set(120, 74, "на государственную регистрацию программы для ЭВМ")
	p.set(50, 100, "Прошу зарегистрировать программу для ЭВМ")
	y := 120.0
	line := func(text string) { y = p.fill(50, y, 480, text) + 5 }
	line("Название программы для ЭВМ: " + dots + " " + a.title + " " + dots)
	line("Правообладатель: " + dots + " " + a.holder + " " + dots)
	line("Адрес: " + dots + " Российская Федерация, " + a.address + " " + dots)
	ids := "ИНН " + dots + " " + a.inn
	if a.ogrn != "" {
		ids += " " + dots + " ОГРН " + dots + " " + a.ogrn
	}
	if a.snils != "" {
		ids += " " + dots + " СНИЛС " + dots + " " + a.snils
	}
	line(ids + " " + dots)
	line("Год создания " + dots + " " + a.year + " " + dots)
	line("Сведения об авторе")
	line("Фамилия, имя, отчество: " + dots + " " + a.author + " " + dots)
	line("Дата рождения: " + dots + " " + spelled(a.birth) + " " + dots + " Гражданство: " + dots + " РФ " + dots)
	line("Место жительства: " + dots + " Россия, " + a.home + " " + dots)
	line("Творческий вклад: " + dots + " " + a.work + " " + dots)
	line("При публикации сведений: ☒ под своим именем ☐ анонимно ☐ под псевдонимом " + dots)
	line("Адрес для переписки: " + dots + " " + a.address + ", " + a.signer + " " + dots)
	line("Тел. " + dots + " " + a.phone + " " + dots + " E-mail " + dots + " " + a.email + " " + dots)
	line("Приложение: реферат, исходный текст.")
	line("Подпись: " + strings.TrimSpace(a.position+" "+dots+" "+a.signer+" "+dots+" "+spelled(a.signed)))
	return p.pages
}

// plainText is the text of a word processor's file without any form.
func plainText(a applicant) []pipeline.Page {
	ids := []string{"ИНН: " + a.inn}
	if a.ogrn != "" {
		ids = append(ids, "ОГРН: "+a.ogrn)
	}
	if a.snils != "" {
		ids = append(ids, "СНИЛС: "+a.snils)
	}
	return flow(`В Федеральную службу по интеллектуальной собственности
ЗАЯВЛЕНИЕ
о государственной регистрации программы для ЭВМ
Вид: [V] программа для ЭВМ
Название программы для ЭВМ — ` + a.title + `
Заявитель: ` + a.holder + `
Адрес места нахождения: РФ, ` + a.address + `
` + strings.Join(ids, "\n") + `
Автор 1.
ФИО автора: ` + a.author + `
Гражданство: РФ
Дата рождения — ` + spelled(a.birth) + `
Адрес места жительства: Россия, ` + a.home + `
Творческий вклад автора: ` + a.work + `
Упоминание при публикации: [V] под своим именем
Год создания программы — ` + a.year + `
Для переписки
Почтовый адрес для переписки: ` + a.address + ", " + a.signer + `
Контактный телефон: ` + a.phone + `
Электронная почта: ` + a.email + `
К заявлению прилагаются: реферат, исходный текст
Дата подписания: ` + dotted(a.signed) + `
` + strings.TrimSpace(a.position+" ____________ / "+a.signer+" /"))
}

// twoColumns has the right holder in a table of two columns, one label over each.
func twoColumns(a applicant) []pipeline.Page {
	p := newPress(9)
	p.set(230, 30, "ЗАЯВЛЕНИЕ О ГОСУДАРСТВЕННОЙ РЕГИСТРАЦИИ")
	p.set(50, 50, "программы для ЭВМ [X]")
	p.set(200, 50, "базы данных (п. 4 ст. 1259 ГК РФ) [ ]")
	p.set(390, 50, "базы данных (п. 3 ст. 1334 ГК РФ) [ ]")
	p.set(50, 80, "Название:")
	y := p.fill(50, 92, 480, a.title) + 8
	p.set(50, y, "ПРАВООБЛАДАТЕЛИ")
	y += 16
	p.set(50, y, "Полное наименование")
	p.set(300, y, "Место нахождения")
	low := p.fill(50, y+13, 230, a.holder)
	y = max(low, p.fill(300, y+13, 240, "Россия, "+a.address)) + 6
	p.set(50, y, "ИНН "+a.inn)
	if a.ogrn != "" {
		p.set(300, y, "ОГРН "+a.ogrn)
	}
	if a.snils != "" {
		p.set(300, y, "СНИЛС "+a.snils)
	}
	y += 24
	p.set(50, y, "АВТОРЫ")
	y += 16
	p.set(50, y, "Фамилия, имя, отчество")
	p.set(230, y, "Дата рождения")
	p.set(330, y, "Гражданство")
	p.set(50, y+13, a.author)
	p.set(230, y+13, dotted(a.birth))
	p.set(330, y+13, "Россия")
	y += 34
	p.set(50, y, "Место жительства")
	p.set(300, y, "Описание творческого вклада автора")
	low = p.fill(50, y+13, 230, "Россия, "+a.home)
	y = max(low, p.fill(300, y+13, 240, a.work)) + 8
	p.set(50, y, "упоминать под своим именем [X]")
	p.set(230, y, "не упоминать [ ]")
	p.set(330, y, "упоминать под псевдонимом [ ]")
	y += 24
	p.set(50, y, "Год создания")
	p.set(230, y, "Телефон для связи с заявителем приведён ниже")
	p.set(50, y+13, a.year)
	y += 40
	p.set(50, y, "Адрес для переписки")
	p.set(300, y, "Телефон")
	p.set(420, y, "E-mail")
	low = p.fill(50, y+13, 230, a.address+", "+a.signer)
	p.set(300, y+13, a.phone)
	p.set(420, y+13, a.email)
	y = low + 20
	p.set(50, y, "Подпись заявителя")
	p.set(50, y+16, a.position)
	p.set(260, y+16, a.signer)
	p.set(450, y+16, dotted(a.signed))
	return p.pages
}

// captioned prints what a line is for in small type under it.
func captioned(a applicant) []pipeline.Page {
	p := ruled(a)
	last := &p[len(p)-1]
	heading := 0
	for i, w := range last.Words {
		if strings.HasPrefix(w.Text, "ПОДПИСЬ(И)") {
			heading = w.Line
			last.Words[i].Text = "ПО"
		}
	}
	var kept []pipeline.Word
	for _, w := range last.Words { // the seal hides the heading of the box
		if w.Line != heading || w.Text == "ПО" {
			kept = append(kept, w)
		}
	}
	last.Words = kept
	return p
}
