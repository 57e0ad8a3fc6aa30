package form_test

import (
	"fmt"
	"testing"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// issued is a certificate as the office's printers make it: the heading only in the
// background unless headed, values beside small labels.
func issued(headed bool, number, title string, lines ...string) []pipeline.Page {
	p := newPress(13)
	if headed {
		p.set(190, 60, "РОССИЙСКАЯ ФЕДЕРАЦИЯ")
		p.set(180, 250, "СВИДЕТЕЛЬСТВО")
		p.set(120, 285, "о государственной регистрации программы для ЭВМ")
	}
	p.set(238, 320, "№ "+number)
	y := p.fill(170, 390, 280, title) + 12
	for _, line := range lines {
		y = p.fill(90, y, 390, line) + 8
	}
	return p.pages
}

// signedBy is the foot of a certificate.
func signedBy(pages []pipeline.Page, application, filed, register, registered, position, signer string) []pipeline.Page {
	p := &press{pages: pages, line: 100, size: 10}
	p.set(240, 618, "Заявка № "+application)
	p.set(240, 637, "Дата поступления "+filed)
	p.set(240, 652, "Дата государственной регистрации")
	p.set(240, 668, "в Реестре "+register+" "+registered)
	y := p.fill(286, 700, 230, position)
	p.set(286, y+14, "ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ")
	p.set(286, y+28, "Сертификат")
	p.set(450, y+28, signer)
	p.set(286, y+40, "Владелец Другова Инна Юрьевна")
	p.set(286, y+52, "Действителен с 10.07.2024 по 03.10.2025")
	return p.pages
}

func TestCertificates(t *testing.T) {
	const head = "Руководитель Федеральной службы по интеллектуальной собственности"
	university := "Правообладатель: Федеральное государственное бюджетное образовательное учреждение высшего образования «Заозёрский государственный университет им. П. П. Кедрова» (RU)"
	states1 := states{
		"certificate_number": "2023612345", "title": "Расстановка ульев на пасеке", "kind": "program",
		"holders[0].name":    "Федеральное государственное бюджетное образовательное учреждение высшего образования «Заозёрский государственный университет им. П. П. Кедрова»",
		"holders[0].country": "RU", "holders[0].kind": "organisation",
		"authors[0].name": "Сотова Мелисса Пчелинична", "authors[0].country": "RU", "authors[1].name": "Улей Ян Карлович", "authors[1].country": "BY",
		"application_number": "2023611111", "filing_date": "2023-01-25", "registration_date": "2023-02-03", "signer": "П.П. Кленов",
	}
	authors := "Авторы: Сотова Мелисса Пчелинична (RU), Улей Ян Карлович (BY)"
	cases := []struct {
		name  string
		pages []pipeline.Page
		want  states
	}{
		{"heading in the picture only", signedBy(issued(false, "2023612345", "Расстановка ульев на пасеке", university, authors),
			"2023611111", "25 января 2023 г.", "программ для ЭВМ", "03 февраля 2023 г.", head, "П.П. Кленов"), states1},
		{"heading read", signedBy(issued(true, "2023612345", "Расстановка ульев на пасеке", university, authors),
			"2023611111", "25 января 2023 г.", "программ для ЭВМ", "03 февраля 2023 г.", head, "П.П. Кленов"), states1},
		{"database, two right holders, long title", signedBy(issued(false, "2021620007", "Электронный атлас «Почвы Заозёрского края»: горизонты, профили, «живые» разрезы",
			"Правообладатели: Общество с ограниченной ответственностью «Почва» (RU), Лесов Игнат Борисович (RU)", "Автор: Лесов Игнат Борисович (RU)"),
			"2020629999", "30 декабря 2020 г.", "баз данных", "12 января 2021 г.", "Заместитель руководителя Федеральной службы по интеллектуальной собственности", "О.О. Ясенева"),
			states{"certificate_number": "2021620007", "kind": "database", "title": "Электронный атлас «Почвы Заозёрского края»: горизонты, профили, «живые» разрезы",
				"holders[0].name": "Общество с ограниченной ответственностью «Почва»", "holders[1].name": "Лесов Игнат Борисович", "holders[1].kind": "person",
				"authors[0].name": "Лесов Игнат Борисович", "application_number": "2020629999", "registration_date": "2021-01-12", "signer": "О.О. Ясенева"}},
		{"old wording, as text", flow(`РОССИЙСКАЯ ФЕДЕРАЦИЯ
СВИДЕТЕЛЬСТВО
об официальной регистрации программы для ЭВМ
№ 2006610123
Учёт дойного стада
Правообладатель(ли): Закрытое акционерное общество «Зорька» (RU)
Автор(ы): Бурёнкина Мария Ивановна, Телёнкин Пётр Олегович (RU)
Заявка № 2005613456
Дата поступления 20 декабря 2005 г.
Зарегистрировано в Реестре программ для ЭВМ
10 января 2006 г.
Руководитель Федеральной службы по интеллектуальной собственности, патентам и товарным знакам
Б.Б. Рябинин`), states{"certificate_number": "2006610123", "title": "Учёт дойного стада", "holders[0].name": "Закрытое акционерное общество «Зорька»",
			"authors[0].name": "Бурёнкина Мария Ивановна", "authors[1].name": "Телёнкин Пётр Олегович", "authors[1].country": "RU",
			"application_number": "2005613456", "filing_date": "2005-12-20", "registration_date": "2006-01-10", "signer": "Б.Б. Рябинин"}},
	}
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Recognise("", c.pages)
			if got.Kind != pipeline.Certificate {
				t.Fatalf("kinds %s: %v", kinds(got), got.Segments)
			}
			expect(t, got, c.want)
			for path, reading := range flat(got.Fields) {
				if reading.Sure && c.want[path] != "" && fmt.Sprint(reading.Value) != c.want[path] {
					t.Errorf("%s: sure and wrong", path)
				}
			}
		})
	}
}

// plainCertificate is a certificate of one holder and one author.
func plainCertificate() []pipeline.Page {
	return signedBy(issued(true, "2023612345", "Расстановка ульев на пасеке", "Правообладатель: Общество с ограниченной ответственностью «Почва» (RU)", "Автор: Лесов Игнат Борисович (RU)"),
		"2023611111", "25 января 2023 г.", "программ для ЭВМ", "03 февраля 2023 г.", "Руководитель Федеральной службы по интеллектуальной собственности", "П.П. Кленов")
}

func TestADirtyCertificateIsUnsureRatherThanWrong(t *testing.T) {
	pages := plainCertificate()
	want := states{"certificate_number": "2023612345", "title": "Расстановка ульев на пасеке", "holders[0].name": "Общество с ограниченной ответственностью «Почва»", "holders[0].country": "RU", "holders[0].kind": "organisation",
		"authors[0].name": "Лесов Игнат Борисович", "authors[0].country": "RU", "application_number": "2023611111", "filing_date": "2023-01-25", "registration_date": "2023-02-03", "signer": "П.П. Кленов", "kind": "program"}
	r := recogniser(t)
	var n tally
	named := 0
	const seeds = 20
	for seed := range uint64(seeds) {
		got := r.Recognise("", corpus.Misread(pages, 0.02, seed))
		if got.Kind == pipeline.Certificate {
			named++
		}
		n.count(got.Fields, want)
	}
	t.Logf("named %d of %d; right %d, sure %d of %d; wrong %q", named, seeds, n.right, n.sure, n.stated, n.examples)
	if named < seeds*9/10 || n.right < n.stated*6/10 || n.sureWrong > n.sure/30 {
		t.Errorf("named %d of %d, right %d of %d, sure and wrong %d of %d", named, seeds, n.right, n.stated, n.sureWrong, n.sure)
	}
}

func TestACertificateBesideAStatementTellsOfAnotherObject(t *testing.T) {
	a := applicants()[1]
	other := signedBy(issued(false, "2023612345", "Чужая программа", "Правообладатель: Лесов Игнат Борисович (RU)"),
		"2023611111", "25 января 2023 г.", "программ для ЭВМ", "03 февраля 2023 г.", "Руководитель Федеральной службы по интеллектуальной собственности", "П.П. Кленов")
	got := recogniser(t).Recognise("", bound(ruled(a), other))
	if kinds(got) != "statement[1 2] certificate[3]" {
		t.Fatalf("kinds %s", kinds(got))
	}
	expect(t, got, a.statementStates())
	if f, ok := got.Fields["certificate_number"]; ok {
		t.Errorf("the application has no number of a certificate, read %v", f.Value)
	}
}
