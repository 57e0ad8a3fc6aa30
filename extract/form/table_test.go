package form_test

import (
	"fmt"
	"testing"

	"vestnik/pipeline"
)

// person is a row of a table of authors.
type person struct{ name, birth, home, work string }

func manyAuthors() []person {
	return []person{
		{"Лес Ян Карлович", "1980-03-07", "998030, г. Каменный Брод, ул. Школьная, д. 9, кв. 2", "постановка задачи и отладка"},
		{"Сотова Мелисса Пчелинична", "1991-12-30", "998100, г. Верхнеозёрск, ул. Луговая, д. 7", "разработка алгоритма расстановки"},
		{"Мамедов Эльдар Рашид оглы", "1975-01-15", "998014, г. Светлоречье, ул. Мельничная, д. 4", "исходный текст"},
		{"Ржевская-Тёмная Анна Львовна", "1988-08-08", "998106, г. Пашенный, ул. Заводская, д. 18", "структура базы данных и описание"},
		{"Кедров Пётр Игоревич", "2001-05-19", "998102, г. Нижнеполье, ул. Дегтярная, д. 5", "проверка на данных"},
	}
}

// authorsTable prints a statement with its authors in a table that goes on over the
// page, with or without its heading there.
func authorsTable(a applicant, authors []person, perPage int, headingAgain bool) []pipeline.Page {
	p := newPress(9)
	p.set(230, 30, "ЗАЯВЛЕНИЕ")
	p.set(130, 45, "о государственной регистрации программы для ЭВМ")
	p.set(40, 70, "Название программы для ЭВМ: "+a.title)
	p.set(40, 90, "Адрес для переписки: 101000, г. Москва, ул. Первая, д. 1")
	p.set(40, 120, "АВТОРЫ. Всего авторов: "+fmt.Sprint(len(authors)))
	heading := func(y float64) float64 {
		low := p.fill(45, y, 110, "Фамилия, имя, отчество")
		p.set(170, y, "Дата рождения")
		low = max(low, p.fill(250, y, 130, "Место жительства, включая указание страны"))
		return max(low, p.fill(400, y, 150, "Краткое описание творческого вклада автора")) + 5
	}
	y := heading(140)
	for i, one := range authors {
		if i > 0 && i%perPage == 0 {
			p.page()
			if y = 40; headingAgain {
				y = heading(y)
			}
		}
		low := p.fill(45, y, 110, one.name)
		p.set(170, y, dotted(one.birth))
		low = max(low, p.fill(250, y, 130, "Россия, "+one.home))
		y = max(low, p.fill(400, y, 150, one.work)) + 6
	}
	p.set(40, y+20, "СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ")
	p.set(40, y+60, "Подпись заявителя")
	p.set(40, y+75, "Директор ____________ "+a.signer+" "+dotted(a.signed))
	return p.pages
}

func TestAuthorsInATableOverSeveralPages(t *testing.T) {
	a, authors := applicants()[0], manyAuthors()
	want := states{"title": a.title, "signatures[0].name": a.signer}
	for i, one := range authors {
		at := fmt.Sprintf("authors[%d].", i)
		want[at+"name"], want[at+"birth_date"], want[at+"address"], want[at+"contribution"] = one.name, one.birth, one.home, one.work
	}
	r := recogniser(t)
	for _, perPage := range []int{9, 3, 2} {
		for _, again := range []bool{true, false} {
			t.Run(fmt.Sprintf("%d on a page, heading again %v", perPage, again), func(t *testing.T) {
				pages := authorsTable(a, authors, perPage, again)
				got := r.Recognise("", pages)
				if got.Kind != pipeline.Statement || len(got.Segments) != 1 {
					t.Fatalf("kinds %s", kinds(got))
				}
				sound(t, pages, got)
				expect(t, got, want)
				if n := len(got.Fields[pipeline.FieldAuthors].Values); n != len(authors) {
					t.Errorf("%d authors, want %d", n, len(authors))
				}
			})
		}
	}
}

func TestHoldersInATable(t *testing.T) {
	p := newPress(9)
	p.set(230, 30, "ЗАЯВЛЕНИЕ")
	p.set(130, 45, "о государственной регистрации программы для ЭВМ")
	p.set(40, 70, "Название: Учёт")
	p.set(40, 90, "ПРАВООБЛАДАТЕЛИ (ЗАЯВИТЕЛИ)")
	p.set(45, 110, "Полное наименование")
	p.set(230, 110, "Место нахождения")
	p.set(450, 110, "ИНН")
	y := 130.0
	rows := [][3]string{
		{"Общество с ограниченной ответственностью «Пасека»", "998100, г. Верхнеозёрск, ул. Луговая, д. 7", "9801044172"},
		{"Акционерное общество «Глобус»", "998102, г. Нижнеполье, ул. Дегтярная, д. 5, помещение 12", withCheck("inn", "980200117")},
		{"Улей Ян Карлович", "998014, г. Светлоречье, ул. Мельничная, д. 4", withCheck("inn", "9801007322")},
	}
	want := states{}
	for i, row := range rows {
		low := p.fill(45, y, 170, row[0])
		p.set(450, y, row[2])
		y = max(low, p.fill(230, y, 200, "Россия, "+row[1])) + 6
		at := fmt.Sprintf("holders[%d].", i)
		want[at+"name"], want[at+"address"], want[at+"inn"] = row[0], row[1], row[2]
	}
	p.set(40, y+10, "АДРЕС ДЛЯ ПЕРЕПИСКИ: 101000, г. Москва")
	got := recogniser(t).Recognise("", p.pages)
	if got.Kind != pipeline.Statement {
		t.Fatalf("kinds %s: %v", kinds(got), got.Segments)
	}
	expect(t, got, want)
	if n := len(got.Fields[pipeline.FieldHolders].Values); n != len(rows) {
		t.Errorf("%d holders, want %d", n, len(rows))
	}
}
