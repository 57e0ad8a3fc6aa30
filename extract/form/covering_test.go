package form_test

import (
	"testing"

	"vestnik/pipeline"
)

var coveringLetters = []struct {
	name, text string
	want       states
	absent     []string
}{
	{"a numbered list", `ООО «Заречный элеватор»
998102, г. Нижнеполье, ул. Амбарная, д. 12
Исх. № 01-14/356 от 12.03.2026
В Федеральную службу по интеллектуальной собственности
Уважаемые коллеги!
Направляем в ваш адрес заявку на государственную регистрацию программы для ЭВМ «Термоподвеска-3».
Приложение:
1. Заявление о государственной регистрации на 2 л. в 1 экз.
2. Реферат на 1 л. в 2 экз.
3. Исходный текст программы на 11 л. в 1 экз.
4. Платёжное поручение № 98 от 10.03.2026 на 1 л.
Генеральный директор ____________ Кленов С. Ю.
Исп. Ольхина Т. П., тел. +7 (980) 555-02-40, e-mail: olkhina@elevator.example`,
		states{
			"letter_number": "01-14/356", "letter_date": "2026-03-12", "letter_addressee": "В Федеральную службу по интеллектуальной собственности",
			"letter_subject":      "заявку на государственную регистрацию программы для ЭВМ «Термоподвеска-3».",
			"enclosures[0].title": "Заявление о государственной регистрации", "enclosures[0].sheets": "2", "enclosures[0].copies": "1",
			"enclosures[1].title": "Реферат", "enclosures[1].sheets": "1", "enclosures[1].copies": "2",
			"enclosures[2].title": "Исходный текст программы", "enclosures[2].sheets": "11",
			"enclosures[3].title": "Платёжное поручение № 98 от 10.03.2026", "enclosures[3].sheets": "1",
			"letter_signatures[0].name": "Кленов С. Ю.", "letter_signatures[0].position": "Генеральный директор",
			"letter_phone": "+7 (980) 555-02-40", "letter_email": "olkhina@elevator.example",
		}, []string{"enclosures[4].title", "enclosures[3].copies", "signatures[0].name", "holders[0].name", "title", "application_number"}},
	{"one sentence, no outgoing number", `В Роспатент
Направляю документы для государственной регистрации базы данных «Травы поймы».
Приложение: заявление, реферат, материалы, идентифицирующие базу данных (на диске), квитанция.
Медова Раиса Никитична
14 апреля 2026 г.`,
		states{
			"letter_addressee":    "В Роспатент",
			"enclosures[0].title": "заявление", "enclosures[1].title": "реферат", "enclosures[2].title": "материалы",
			"letter_signatures[0].name": "Медова Раиса Никитична", "letter_signatures[0].date": "2026-04-14",
		}, []string{"letter_number", "letter_date", "enclosures[0].sheets"}},
	{"an answer to a query", `АО «Сады Заречья»
Исх. № ______ от 03.04.2026
На № 08/1874 от 20.03.2026
Директору ФИПС
Уважаемый Илья Петрович!
В ответ на запрос по заявке № 2026611874 представляем дополнительные материалы.
Приложения:
Исправленный реферат — 1 л.
Письмо автора — 2 л. в 2 экз.
С уважением,
Директор Храпов Игнат Савельевич`,
		states{
			"letter_date": "2026-04-03", "application_number": "2026611874", "letter_addressee": "Директору ФИПС",
			"letter_subject":      "дополнительные материалы.",
			"enclosures[0].title": "Исправленный реферат", "enclosures[0].sheets": "1",
			"enclosures[1].title": "Письмо автора", "enclosures[1].sheets": "2", "enclosures[1].copies": "2",
			"letter_signatures[0].name": "Храпов Игнат Савельевич", "letter_signatures[0].position": "Директор",
		}, []string{"letter_number", "enclosures[2].title"}},
}

func TestCoveringLetters(t *testing.T) {
	r := recogniser(t)
	for _, c := range coveringLetters {
		for how, print := range map[string]func(string) []pipeline.Page{"without places": flow, "printed": printed} {
			t.Run(c.name+"/"+how, func(t *testing.T) {
				got := r.Recognise("", print(c.text))
				if got.Kind != pipeline.CoveringLetter || len(got.Segments) != 1 {
					t.Fatalf("kinds %s, want a covering letter; %v", kinds(got), got.Segments)
				}
				expect(t, got, c.want)
				read := flat(got.Fields)
				for _, path := range c.absent {
					if v, there := read[path]; there {
						t.Errorf("%s: read %v where the letter states none", path, v.Value)
					}
				}
			})
		}
	}
}

// TestCoveringLetterStatesNothingOfTheApplication keeps an unsigned statement
// unsigned: who signed the letter did not sign the application.
func TestCoveringLetterStatesNothingOfTheApplication(t *testing.T) {
	a := applicants()[0]
	alone := recogniser(t).Recognise("", ruled(a))
	got := recogniser(t).Recognise("", bound(printed(coveringLetters[0].text), ruled(a)))
	if kinds(got) != "covering-letter[1] statement[2 3]" || got.Kind != pipeline.Statement {
		t.Fatalf("kinds %s of a %s, want a letter and a statement that leads", kinds(got), got.Kind)
	}
	for path, was := range flat(alone.Fields) {
		if is := flat(got.Fields)[path]; is.Value != was.Value {
			t.Errorf("%s: %v beside the letter, %v alone", path, is.Value, was.Value)
		}
	}
}

// TestLettersToOthersAreNone takes the same letters to other addressees.
func TestLettersToOthersAreNone(t *testing.T) {
	r := recogniser(t)
	for name, text := range map[string]string{
		"to a partner": `ООО «Мебель»
Исх. № 44 от 02.06.2024
Директору АО «Глобус»
Направляем в ваш адрес заявку на регистрацию участника выставки программ для ЭВМ.
Приложение: заявка на 1 л. в 2 экз.
Бухгалтер Счётова Л. Л.`,
		"from the office": `ФЕДЕРАЛЬНАЯ СЛУЖБА ПО ИНТЕЛЛЕКТУАЛЬНОЙ СОБСТВЕННОСТИ
Бережковская наб., д. 30, корп. 1, Москва, 125993
При переписке просим ссылаться на номер заявки
Направляем вам свидетельство о государственной регистрации программы для ЭВМ по заявке № 2023611111.
Приложение: свидетельство на 1 л.
Начальник отдела Ольхина Р. Д.`,
	} {
		for how, print := range printings() {
			if got := r.Recognise("", print(text)); got.Kind != pipeline.UnknownKind {
				t.Errorf("%s, %s: taken for a %s: %v", name, how, got.Kind, got.Segments[0].Signals)
			}
		}
	}
}
