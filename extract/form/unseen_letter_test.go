package form_test

import (
	"testing"

	"vestnik/pipeline"
)

// unseenLetters are other papers as other hands write them: none of their wordings
// stood before the descriptions were written.
var unseenLetters = []struct {
	name, text string
	kind       pipeline.DocumentKind
	want       states
}{
	{"petition of two holders", `Федеральная служба
по интеллектуальной собственности (Роспатент)
Ходатайство об отзыве заявления о предоставлении права использования любому лицу
Патент № 2 655 801 на изобретение «Форсунка оросителя»
Патентообладатели: ООО «Ручей», 170001, г. Тверь, ул. Виноградова, д. 9; Водолеев Марк Антонович, 170006, г. Тверь, ул. Брагина, д. 6
Сведения об открытой лицензии опубликованы: Бюл. № 31 от 05.11.2022
За прошедшее время предложений заключить договор мы не получали.
Просим отозвать заявление об открытой лицензии.
Директор ООО «Ручей» Ключевая Н. Д. ________ 10.12.2024
Водолеев М. А. ________ 11.12.2024`,
		pipeline.OpenLicencePetition, states{"object": "invention", "patent_number": "2655801", "title": "Форсунка оросителя", "holders[0].name": "ООО «Ручей»",
			"holders[1].name": "Водолеев Марк Антонович", "published_in": "№ 31 от 05.11.2022", "published_on": "2022-11-05", "no_offers": "true",
			"signatures[0].name": "Ключевая Н. Д.", "signatures[1].name": "Водолеев М. А.", "signatures[1].date": "2024-12-11"}},
	{"duplicate for a burnt certificate", `В Роспатент
Заявление о выдаче дубликата
Я, Медова Раиса Никитична, правообладатель базы данных «Ульи края» (свидетельство № 2021620345), прошу выдать мне дубликат свидетельства, поскольку подлинник сгорел.
Адрес для переписки: 450077, г. Уфа, ул. Цюрупы, д. 80, кв. 2
Телефон: +7 (347) 272-00-18
Медова Р. Н.
3 июня 2025 г.`,
		pipeline.DuplicateStatement, states{"certificate_number": "2021620345", "kind": "database", "title": "Ульи края", "holders[0].name": "Медова Раиса Никитична",
			"correspondence_address": "450077, г. Уфа, ул. Цюрупы, д. 80, кв. 2", "phone": "+7 (347) 272-00-18", "signatures[0].name": "Медова Р. Н.", "statement_date": "2025-06-03"}},
	{"withdrawal by a representative", `Федеральная служба по интеллектуальной собственности
Об отзыве заявки
Настоящим отзываем заявку № 2025618811 на регистрацию программы для ЭВМ «Свая».
Заявитель — ООО «Фундамент-Сервис».
Представитель по доверенности № 4 от 10.01.2025 ___________ Поверенная О. И.
14.02.2025`,
		pipeline.WithdrawalStatement, states{"application_number": "2025618811", "title": "Свая", "signatures[0].name": "Поверенная О. И.",
			"signatures[0].date": "2025-02-14", "power_of_attorney": "№ 4 от 10.01.2025"}},
	{"amendment of the author's name", `В Федеральную службу по интеллектуальной собственности
Ходатайство
Просим внести исправления в заявку № 2025618811: фамилию автора читать «Сваин» вместо «Свавин».
Директор ООО «Фундамент-Сервис» Ростверков И. П. 20.02.2025`,
		pipeline.AmendmentPetition, states{"application_number": "2025618811", "signatures[0].name": "Ростверков И. П.", "statement_date": "2025-02-20"}},
	{"complaint of an organisation", `Руководителю Федеральной службы по интеллектуальной собственности
Заявитель: ООО «Ручей»
Адрес: 170001, г. Тверь, ул. Виноградова, д. 9
Телефон: +7 (482) 255-31-90
Жалоба на решение об отказе в приёме документов
Дело № 2025614407
Обжалуемое решение: отказ в приёме заявки от 01.04.2025.
Доводы: основания отказа в уведомлении не названы.
Директор Ключевая Н. Д.
15.04.2025`,
		pipeline.Complaint, states{"complainant.name": "ООО «Ручей»", "complainant.address": "170001, г. Тверь, ул. Виноградова, д. 9", "complained_case": "2025614407",
			"subject": "отказ в приёме заявки от 01.04.2025.", "arguments": "основания отказа в уведомлении не названы.", "phone": "+7 (482) 255-31-90",
			"signatures[0].name": "Ключевая Н. Д.", "statement_date": "2025-04-15"}},
	{"ruling of an intellectual property court", `СУД ПО ИНТЕЛЛЕКТУАЛЬНЫМ ПРАВАМ
ОПРЕДЕЛЕНИЕ
г. Москва
3 июля 2025 года
Дело № СИП-123/2025
Суд по интеллектуальным правам определил: принять обеспечительные меры в виде запрета вносить записи по патенту РФ № 2655801.`,
		pipeline.CourtAct, states{"case_number": "СИП-123/2025", "act_date": "2025-07-03", "patent_number": "2655801"}},
}

func TestUnseenLettersAreKnownAndNeverSurelyWrong(t *testing.T) {
	const least = 0.8
	r := recogniser(t)
	var n tally
	for _, c := range unseenLetters {
		t.Run(c.name, func(t *testing.T) {
			pages := flow(c.text)
			got := r.Recognise("", pages)
			if got.Kind != c.kind {
				t.Fatalf("kinds %s, want %s: %v", kinds(got), c.kind, got.Segments)
			}
			sound(t, pages, got)
			expectMost(t, got, c.want)
			readings := flat(got.Fields)
			for path, want := range c.want {
				n.stated++
				switch read := readings[path]; {
				case read.Value == want:
					n.right++
				case read.Sure:
					t.Errorf("%s: sure of %q, want %q", path, read.Value, want)
				}
			}
		})
	}
	t.Logf("%d of %d right", n.right, n.stated)
	if share := float64(n.right) / float64(n.stated); share < least {
		t.Errorf("%.2f of the values are right, want at least %.2f", share, least)
	}
}
