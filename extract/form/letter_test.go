package form_test

import (
	"testing"

	"vestnik/pipeline"
)

// letters are statements, petitions and other letters as word processors give
// them: one line of the text is one paragraph.
var letters = []struct {
	name, text string
	kind       pipeline.DocumentKind
	want       states
	absent     []string
}{
	{"open licence in a letter with a letterhead", `ООО «Верхнеозёрский завод сеялок»
ИНН 7707083893 ОГРН 1027700132195
998102, г. Нижнеполье, ул. Дегтярная, д. 5
Исх. № 41 от 05.03.2024
В Федеральную службу по интеллектуальной собственности
Бережковская наб., д. 30, корп. 1, Москва, 125993
Прошу опубликовать в официальном бюллетене заявление о предоставлении любому лицу права использования изобретения «Сошник зерновой сеялки» по патенту Российской Федерации № 2 700 123 (открытая лицензия).
Патентообладателем является ООО «Верхнеозёрский завод сеялок».
Право использования предоставляется на следующих условиях: вознаграждение 2 процента от цены изделия, территория — Российская Федерация.
Приложение: копия платёжного поручения на 1 л.
Директор ______________ /Дегтярёв П. О./ 05.03.2024`,
		pipeline.OpenLicenceStatement, states{
			"object": "invention", "patent_number": "2700123", "title": "Сошник зерновой сеялки",
			"holders[0].name": "ООО «Верхнеозёрский завод сеялок»", "holders[0].kind": "organisation", "holders[0].inn": "7707083893",
			"holders[0].ogrn": "1027700132195", "holders[0].address": "998102, г. Нижнеполье, ул. Дегтярная, д. 5",
			"conditions":         "вознаграждение 2 процента от цены изделия, территория — Российская Федерация.",
			"signatures[0].name": "Дегтярёв П. О.", "signatures[0].position": "Директор", "signatures[0].date": "2024-03-05", "statement_date": "2024-03-05",
		}, []string{"holders[1].name", "patent_numbers[0]", "signatures[1].name", "representative"}},
	{"open licence of a person whose name stands in another case", `В Роспатент
от Вересова Тимофея Аркадьевича,
998014, Верхнеозёрская область, г. Светлоречье, ул. Мельничная, д. 4, кв. 17
СНИЛС 112-233-445 95
тел. +7 980 555-01-17, e-mail: veresov@svetlorechye.example
ЗАЯВЛЕНИЕ
об открытой лицензии
Я, Вересов Тимофей Аркадьевич, являюсь патентообладателем по патенту на полезную модель № 215432 (RU 215432 U1) «Рейка водомерная складная».
Заявляю о предоставлении любому лицу права использования указанной полезной модели на условиях простой (неисключительной) лицензии: разовый платёж 15 000 рублей.
Сведения прошу опубликовать.
12 марта 2024 г. _____________ Вересов Т. А.`,
		pipeline.OpenLicenceStatement, states{
			"object": "utility-model", "patent_number": "215432", "title": "Рейка водомерная складная",
			"holders[0].name": "Вересов Тимофей Аркадьевич", "holders[0].kind": "person", "holders[0].snils": "112-233-445 95",
			"holders[0].address": "998014, Верхнеозёрская область, г. Светлоречье, ул. Мельничная, д. 4, кв. 17",
			"phone":              "+7 (980) 555-01-17", "email": "veresov@svetlorechye.example",
			"signatures[0].name": "Вересов Т. А.", "signatures[0].date": "2024-03-12",
		}, []string{"patent_numbers[0]", "signatures[0].position"}},
	{"open licence for two patents by two holders", `Руководителю Федеральной службы по интеллектуальной собственности
Заявление о предоставлении открытой лицензии
Просим опубликовать сведения о готовности предоставить любому лицу право использования изобретений по патентам РФ № 2700123 и № 2700456.
Патентообладатели:
1. Общество с ограниченной ответственностью «Борозда», 998102, г. Нижнеполье, ул. Дегтярная, д. 5, ИНН 7707083893
2. Кленов Степан Юрьевич, 998102, г. Нижнеполье, ул. Амбарная, д. 12
Условия: безвозмездно.
Директор ООО «Борозда» ________ Дегтярёв П. О. 01.02.2024
________ Кленов С. Ю. 02.02.2024`,
		pipeline.OpenLicenceStatement, states{
			"object": "invention", "patent_number": "2700123", "patent_numbers[0]": "2700123", "patent_numbers[1]": "2700456",
			"holders[0].name": "Общество с ограниченной ответственностью «Борозда»", "holders[1].name": "Кленов Степан Юрьевич",
			"holders[0].address": "998102, г. Нижнеполье, ул. Дегтярная, д. 5", "holders[1].address": "998102, г. Нижнеполье, ул. Амбарная, д. 12",
			"conditions": "безвозмездно.", "signatures[0].name": "Дегтярёв П. О.", "signatures[1].name": "Кленов С. Ю.",
			"signatures[0].date": "2024-02-01", "signatures[1].date": "2024-02-02", "statement_date": "2024-02-02",
		}, []string{"holders[2].name", "signatures[2].name"}},
	{"petition by a representative", `Федеральная служба по интеллектуальной собственности
ХОДАТАЙСТВО
об отзыве заявления об открытой лицензии
АО «Сады Заречья», являющееся патентообладателем промышленного образца «Ящик для яблок» по патенту РФ № 132456, просит отозвать заявление об открытой лицензии, сведения о которой опубликованы в официальном бюллетене «Промышленные образцы» № 12 от 27.04.2022.
В течение двух лет со дня публикации письменных предложений о заключении лицензионного договора на условиях заявления не поступало.
Представитель по доверенности № 15/24 от 01.02.2024
Петрова Анна Борисовна
20.05.2024`,
		pipeline.OpenLicencePetition, states{
			"object": "design", "patent_number": "132456", "title": "Ящик для яблок", "holders[0].name": "АО «Сады Заречья»",
			"published_in": "№ 12 от 27.04.2022", "published_on": "2022-04-27", "no_offers": "true",
			"representative": "Петрова Анна Борисовна", "power_of_attorney": "№ 15/24 от 01.02.2024",
			"signatures[0].name": "Петрова Анна Борисовна", "signatures[0].position": "Представитель по доверенности", "signatures[0].date": "2024-05-20",
		}, []string{"patent_numbers[0]"}},
	{"open licence that names no patent", `В Роспатент
Заявление об открытой лицензии
ООО «Борозда», обладая исключительным правом на изобретение «Сошник», просит опубликовать сведения об открытой лицензии.
Приказ № 15 от 01.02.2024, заявка № 2022123456, доверенность № 7700123 прилагаются.
Директор ______ Дегтярёв П. О. 01.02.2024`,
		pipeline.OpenLicenceStatement, states{"title": "Сошник", "object": "invention", "holders[0].name": "ООО «Борозда»"},
		[]string{"patent_number", "patent_numbers[0]"}},
	{"open licence in numbered points", `Форма заявления об открытой лицензии
1. Вид объекта промышленной собственности: полезная модель
2. Регистрационный номер патента: № 187 654
3. Название: Складной стол
4. Правообладатели:
1) Иванов Пётр Сергеевич, 101000, г. Москва, ул. Мясницкая, д. 1, кв. 2, СНИЛС 112-233-445 95
2) АО «Мебельщик», 170001, г. Тверь, ул. Виноградова, д. 9, ОГРН 1027700132195
5. Представитель: патентный поверенный Сидорова Елена Викторовна, рег. № 1234
6. Условия предоставления лицензии: бесплатно
7. Подписи правообладателей:
Иванов Пётр Сергеевич   ____________   10.04.2024
Генеральный директор АО «Мебельщик» Кузнецов Олег Иванович ____________ 11.04.2024`,
		pipeline.OpenLicenceStatement, states{
			"object": "utility-model", "patent_number": "187654", "title": "Складной стол", "conditions": "бесплатно",
			"holders[0].name": "Иванов Пётр Сергеевич", "holders[1].name": "АО «Мебельщик»", "holders[0].snils": "112-233-445 95",
			"holders[0].address": "101000, г. Москва, ул. Мясницкая, д. 1, кв. 2", "holders[1].ogrn": "1027700132195",
			"representative": "Сидорова Елена Викторовна", "representative.number": "1234", "agent_kind": "attorney",
			"signatures[0].date": "2024-04-10", "signatures[1].name": "Кузнецов Олег Иванович",
		}, []string{"holders[2].name", "signatures[2].name"}},
	{"open licence of a declarant with a contact", `В Федеральную службу по интеллектуальной собственности (Роспатент)
Заявитель: Общество с ограниченной ответственностью «Альфа»
ИНН: 7707083893
Юридический адрес: 127000, г. Москва, ул. Лесная, д. 7
Контактное лицо: Смирнова А. А., тел. +7 (495) 123-45-67
Заявление
Настоящим ООО «Альфа», патентообладатель по патентам Российской Федерации на изобретения №№ 2700123, 2700124, заявляет о возможности предоставления любому лицу права использования указанных изобретений (открытая лицензия).
Условия, на которых право использования изобретений может быть предоставлено любому лицу: роялти 3 % от продаж.
Генеральный директор                                  А. А. Орлов
01 июня 2024 года`,
		pipeline.OpenLicenceStatement, states{
			"object": "invention", "patent_number": "2700123", "patent_numbers[1]": "2700124", "conditions": "роялти 3 % от продаж.",
			"holders[0].name": "Общество с ограниченной ответственностью «Альфа»", "holders[0].address": "127000, г. Москва, ул. Лесная, д. 7",
			"phone": "+7 (495) 123-45-67", "signatures[0].name": "А. А. Орлов", "signatures[0].date": "2024-06-01",
		}, []string{"holders[1].name"}},
	{"duplicate", `В Федеральную службу по интеллектуальной собственности
от ООО «Берестяной двор», ИНН 7707083893, 998102, г. Нижнеполье, ул. Дегтярная, д. 5
ЗАЯВЛЕНИЕ
Просим выдать дубликат свидетельства о государственной регистрации программы для ЭВМ «Кладовая» № 2019612345 от 14.02.2019 в связи с утратой подлинника при переезде.
Генеральный директор                     Дегтярёв П. О.
11 апреля 2024 г.`,
		pipeline.DuplicateStatement, states{
			"certificate_number": "2019612345", "kind": "program", "title": "Кладовая", "reason": "утратой подлинника при переезде.",
			"holders[0].name": "ООО «Берестяной двор»", "holders[0].inn": "7707083893", "signatures[0].name": "Дегтярёв П. О.",
			"signatures[0].position": "Генеральный директор", "signatures[0].date": "2024-04-11",
		}, nil},
	{"withdrawal", `ЗАЯВЛЕНИЕ ОБ ОТЗЫВЕ ЗАЯВКИ
Заявка № 2024612345
Название программы для ЭВМ: Учёт ульев
Заявитель: Медова Раиса Никитична, Россия, 450077, г. Уфа, ул. Цюрупы, д. 80, кв. 2
Прошу отозвать заявку на государственную регистрацию программы для ЭВМ.
Подпись: __________ Медова Р. Н. 02.03.2024`,
		pipeline.WithdrawalStatement, states{"application_number": "2024612345", "title": "Учёт ульев", "holders[0].name": "Медова Раиса Никитична",
			"signatures[0].name": "Медова Р. Н.", "statement_date": "2024-03-02"}, nil},
	{"withdrawal of a withdrawal", `В Роспатент
ХОДАТАЙСТВО
Прошу отозвать заявление об отзыве заявки № 2024612345 и продолжить её рассмотрение.
Медова Раиса Никитична ________ 05.03.2024`,
		pipeline.RescissionPetition, states{"application_number": "2024612345", "signatures[0].name": "Медова Раиса Никитична"}, nil},
	{"amendment", `В Роспатент
ХОДАТАЙСТВО
о внесении изменений в документы заявки № 2024612345
АО «Сады Заречья» просит внести следующие изменения: название программы читать «Капля-2»; год создания — 2023.
Директор _______ Садов И. И. 15.03.2024`,
		pipeline.AmendmentPetition, states{"application_number": "2024612345", "changes": "название программы читать «Капля-2»; год создания — 2023.",
			"holders[0].name": "АО «Сады Заречья»", "signatures[0].position": "Директор"}, nil},
	{"request to hand over", `В Роспатент
от ООО «Берестяной двор»
Просим выдать на руки представителю свидетельство о государственной регистрации программы для ЭВМ «Кладовая» по заявке № 2024612345.
Директор _______ Дегтярёв П. О. 15.03.2024`,
		pipeline.HandoverRequest, states{"application_number": "2024612345", "requested": "certificate", "title": "Кладовая"}, nil},
	{"return of deposited materials", `В Роспатент
ЗАЯВЛЕНИЕ
Просим вернуть депонируемые материалы по заявке № 2024612345, поскольку представлены заменяющие материалы.
Директор _______ Дегтярёв П. О. 15.03.2024`,
		pipeline.DepositReturnRequest, states{"application_number": "2024612345"}, nil},
	{"complaint", `В Федеральную службу по интеллектуальной собственности
от Вересова Тимофея Аркадьевича, проживающего по адресу: 998014, г. Светлоречье, ул. Мельничная, д. 4, кв. 17
тел. +7 980 555-01-17, эл. почта veresov@svetlorechye.example
ЖАЛОБА
на бездействие ведущего эксперта Н. Н. Петрова
По заявке № 2024612345 нарушен срок предоставления государственной услуги.
Считаю, что установленный срок в 62 рабочих дня истёк 14 июня 2024 года, а решение не направлено.
Ответ прошу направить по электронной почте.
17.06.2024 Вересов Т. А.`,
		pipeline.Complaint, states{"complainant.kind": "person", "complainant.address": "998014, г. Светлоречье, ул. Мельничная, д. 4, кв. 17",
			"phone": "+7 (980) 555-01-17", "email": "veresov@svetlorechye.example", "complained_case": "2024612345", "electronic_answer": "true",
			"arguments":      "что установленный срок в 62 рабочих дня истёк 14 июня 2024 года, а решение не направлено.",
			"official":       "ведущего эксперта Н. Н. Петрова",
			"statement_date": "2024-06-17"}, []string{"complainant.country"}},
	{"violations", `В Роспатент
от Кленова Степана Юрьевича
ЗАЯВЛЕНИЕ
о нарушениях порядка предоставления государственной услуги
Мною выявлено отсутствие образцов заполнения заявлений на стенде.
Кленов Степан Юрьевич ________ 01.02.2024`,
		pipeline.ViolationStatement, states{"subject": "отсутствие образцов заполнения заявлений на стенде.", "complainant.name": "Кленов Степан Юрьевич"}, nil},
	{"proposal", `В Роспатент
ПРЕДЛОЖЕНИЕ
о совершенствовании порядка предоставления государственной услуги
Предлагаю принимать заявления по субботам.
Кленов Степан Юрьевич 01.02.2024`,
		pipeline.Proposal, states{"subject": "принимать заявления по субботам."}, nil},
	{"court act", `АРБИТРАЖНЫЙ СУД ВЕРХНЕОЗЁРСКОЙ ОБЛАСТИ
ОПРЕДЕЛЕНИЕ
о принятии обеспечительных мер
г. Нижнеполье 15 мая 2024 года Дело № А98-1234/2024
Суд определил: запретить Федеральной службе по интеллектуальной собственности вносить в Государственный реестр изобретений изменения в отношении патента № 2700123.
Судья Кленова С. Ю.`,
		pipeline.CourtAct, states{"court": "АРБИТРАЖНЫЙ СУД ВЕРХНЕОЗЁРСКОЙ ОБЛАСТИ", "case_number": "А98-1234/2024", "act_date": "2024-05-15", "patent_number": "2700123"}, nil},
	{"translation", `ПЕРЕВОД С НЕМЕЦКОГО ЯЗЫКА
Доверенность
Мы, компания «Нортмер», уполномочиваем Петрову Анну Борисовну представлять наши интересы.
Перевод выполнила переводчик Сидорова Анна Львовна ________`,
		pipeline.Translation, states{"from_language": "de", "translator": "Сидорова Анна Львовна"}, nil},
}

func TestLettersAreReadWithoutAForm(t *testing.T) {
	r := recogniser(t)
	for _, c := range letters {
		t.Run(c.name, func(t *testing.T) {
			pages := flow(c.text)
			got := r.Recognise("", pages)
			if got.Kind != c.kind {
				t.Fatalf("kinds %s, want %s: %v", kinds(got), c.kind, got.Segments)
			}
			sound(t, pages, got)
			expect(t, got, c.want)
			for _, path := range c.absent {
				if reading, ok := flat(got.Fields)[path]; ok {
					t.Errorf("%s: read %v where nothing is stated", path, reading.Value)
				}
			}
		})
	}
}

func TestANameInAnotherCaseIsNeverSure(t *testing.T) {
	got := recogniser(t).Recognise("", flow(`В Роспатент
от Вересова Тимофея Аркадьевича
ЗАЯВЛЕНИЕ
Прошу опубликовать сведения об открытой лицензии по патенту на изобретение № 2700123.
Вересов Т. А. 12.03.2024`))
	if name := flat(got.Fields)["holders[0].name"]; name.Value == nil || name.Sure {
		t.Errorf("read %v, sure %v; want a name that a person has to put into the nominative", name.Value, name.Sure)
	}
}

func TestAPersonNamesThePaper(t *testing.T) {
	r := recogniser(t)
	plain := flow(`Директору
Патентообладатель: ООО «Борозда»
Номер патента: 2700123
Условия: безвозмездно.
Директор ______ Дегтярёв П. О. 01.02.2024`)
	if got := r.Recognise("", plain); got.Kind != pipeline.UnknownKind || len(got.Fields) != 0 {
		t.Fatalf("a paper without signs is taken for %s", got.Kind)
	}
	named := r.RecogniseAs("", plain, pipeline.OpenLicenceStatement)
	if named.Kind != pipeline.OpenLicenceStatement || named.Confidence != 1 || len(named.Segments) != 1 {
		t.Fatalf("named paper: %s %.2f", kinds(named), named.Confidence)
	}
	sound(t, plain, named)
	expect(t, named, states{"patent_number": "2700123", "holders[0].name": "ООО «Борозда»", "conditions": "безвозмездно.", "signatures[0].name": "Дегтярёв П. О."})

	if got := r.RecogniseAs("", plain, "never-described"); got.Kind != "never-described" || len(got.Fields) != 0 {
		t.Errorf("a kind without a description yields %s with %d fields", kinds(got), len(got.Fields))
	}
	if got := r.RecogniseAs("", nil, pipeline.Complaint); got.Kind != pipeline.Complaint || len(got.Fields) != 0 {
		t.Errorf("a file without pages yields %s with %d fields", kinds(got), len(got.Fields))
	}

	a := applicants()[0]
	file := bound(plain, abstractPaper(a))
	got := r.RecogniseAs("", file, pipeline.OpenLicenceStatement)
	if kinds(got) != "open-licence-statement[1] abstract[2]" {
		t.Errorf("papers beside the named one: %s", kinds(got))
	}
	got = r.RecogniseAs("", bound(ruled(a)), pipeline.WithdrawalStatement)
	if kinds(got) != "withdrawal-statement[1 2]" || got.Kind != pipeline.WithdrawalStatement {
		t.Errorf("a paper taken for another: %s", kinds(got))
	}
}
