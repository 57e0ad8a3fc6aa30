package form_test

import (
	"fmt"
	"strings"

	"vestnik/pipeline"
)

// applicant is an invented party with the words of its papers.
type applicant struct {
	title, holder, kind, address, ogrn, inn, snils string
	author, birth, home, work                      string
	year, phone, email                             string
	position, signer, signed                       string
}

func applicants() []applicant {
	return []applicant{
		{
			title:  "Комплекс расчёта осадки свайных фундаментов на слоистом основании",
			holder: "Общество с ограниченной ответственностью «Фундамент-Сервис»", kind: "organisation",
			address: "170001, Тверская область, г. Тверь, ул. Виноградова, д. 9, офис 14",
			ogrn:    withCheck("ogrn", "115695200741"), inn: withCheck("inn", "695001882"),
			author: "Сваин Пётр Гаврилович", birth: "1979-11-23", home: "170006, г. Тверь, ул. Брагина, д. 6а, кв. 31",
			work: "разработка математической модели и исходного текста расчётного ядра",
			year: "2024", phone: "+7 (482) 255-31-90", email: "office@fundament-servis.example",
			position: "Генеральный директор", signer: "Ростверков Игорь Павлович", signed: "2025-02-18",
		},
		{
			title:  "Учёт ульев и медосбора",
			holder: "Медова Раиса Никитична", kind: "person",
			address: "450077, Республика Башкортостан, г. Уфа, ул. Цюрупы, д. 80, кв. 2",
			inn:     withCheck("inn", "0274019935"), snils: withCheck("snils", "112233445"),
			author: "Медова Раиса Никитична", birth: "1986-04-05", home: "450077, Республика Башкортостан, г. Уфа, ул. Цюрупы, д. 80, кв. 2",
			work: "автором выполнены все работы",
			year: "2023", phone: "+7 (347) 272-00-18", email: "medova@pchela.example",
			signer: "Медова Раиса Никитична", signed: "2024-09-30",
		},
	}
}

// states is what a paper says, by the path of the field.
type states map[string]string

func (a applicant) holderStates() states {
	s := states{"holders[0].name": a.holder, "holders[0].kind": a.kind, "holders[0].country": "RU", "holders[0].address": a.address, "holders[0].inn": a.inn}
	if a.ogrn != "" {
		s["holders[0].ogrn"] = a.ogrn
	}
	if a.snils != "" {
		s["holders[0].snils"] = a.snils
	}
	return s
}

func (a applicant) statementStates() states {
	s := a.holderStates()
	for k, v := range map[string]string{
		"kind": "program", "title": a.title, "creation_year": a.year, "phone": a.phone, "email": a.email,
		"correspondence_address": a.address + ", " + a.signer,
		"authors[0].name":        a.author, "authors[0].birth_date": a.birth, "authors[0].address": a.home,
		"authors[0].contribution": a.work, "authors[0].mention": "named", "authors[0].citizenship": "RU",
		"signatures[0].name": a.signer, "signatures[0].date": a.signed,
	} {
		s[k] = v
	}
	if a.position != "" {
		s["signatures[0].position"] = a.position
	}
	return s
}

func dotted(date string) string { return date[8:] + "." + date[5:7] + "." + date[:4] }

func spelled(date string) string {
	months := []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"}
	var month int
	if n, _ := fmt.Sscanf(date[5:7], "%d", &month); n == 0 {
		return "«__» ____________ 20__ г."
	}
	return "«" + date[8:] + "» " + months[month-1] + " " + date[:4] + " г."
}

// ruled is the statement as a ruled form of two columns: labels over or beside
// their values, boxes before the options.
func ruled(a applicant) []pipeline.Page {
	p := newPress(8)
	p.set(40, 30, "ВХОДЯЩИЙ НОМЕР ВК")
	p.set(220, 30, "РЕГИСТРАЦИОННЫЙ номер заявки")
	p.set(220, 44, "Дата поступления: __.__.20__")
	y := p.fill(40, 70, 240, "АДРЕС ДЛЯ ПЕРЕПИСКИ (почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)")
	y = p.fill(40, y+3, 240, a.address+", "+a.signer)
	p.set(40, y+2, "Тел.: "+a.phone)
	p.set(180, y+2, "Факс:")
	p.set(40, y+14, "Адрес электронной почты: "+a.email)
	p.set(400, 70, "ЗАЯВЛЕНИЕ")
	p.set(350, 84, "о государственной регистрации (отметить [X]):")
	p.set(330, 100, "[X] Программы для ЭВМ")
	p.fill(330, 114, 230, "[ ] Базы данных, государственная регистрация которой осуществляется в соответствии с пунктом 4 статьи 1259 ГК РФ")
	p.fill(330, 148, 230, "[ ] Базы данных, государственная регистрация которой осуществляется в соответствии с пунктом 3 статьи 1334 ГК РФ")
	p.set(40, 200, "1. НАЗВАНИЕ:")
	y = p.fill(60, 213, 480, a.title)
	p.set(40, y+4, "1А. ПРЕДЫДУЩИЕ И (ИЛИ) АЛЬТЕРНАТИВНЫЕ НАЗВАНИЯ:")
	y = p.fill(40, y+20, 500, "2. ПРАВООБЛАДАТЕЛЬ (ЗАЯВИТЕЛЬ) (указывается полное наименование юридического лица или фамилия, имя, отчество физического лица, место нахождения или место жительства, включая название страны)")
	p.set(430, y+4, "ОГРН: "+a.ogrn)
	p.set(430, y+16, "ИНН: "+a.inn)
	p.set(430, y+28, "КПП:")
	p.set(430, y+40, "СНИЛС: "+a.snils)
	p.fill(40, y+4, 360, a.holder+", Российская Федерация, "+a.address)
	y += 60
	p.set(40, y, "2А. Программа для ЭВМ или база данных создана по государственному контракту")
	p.set(40, y+12, "Номер и дата контракта:")
	y = p.fill(40, y+28, 500, "3. ОСНОВАНИЯ ВОЗНИКНОВЕНИЯ ПРАВА НА РЕГИСТРИРУЕМУЮ ПРОГРАММУ ДЛЯ ЭВМ (отметить [X]):")
	p.set(40, y, "[X] заявитель является работодателем автора")
	p.set(300, y, "[ ] заявитель является автором")
	p.set(40, y+16, "5. ГОД СОЗДАНИЯ: "+a.year)
	p.set(260, y+16, "СТРАНА И ГОД ПЕРВОГО ОБНАРОДОВАНИЯ:")
	p.page()
	p.set(40, 30, "7. АВТОРЫ. Всего авторов: 1")
	p.set(300, 30, "[ ] авторы отказались быть упомянутыми в качестве таковых")
	p.set(40, 46, "7А. СВЕДЕНИЯ ОБ АВТОРЕ:")
	p.set(40, 60, "Фамилия Имя Отчество: "+a.author)
	p.set(40, 74, "Дата рождения: "+dotted(a.birth))
	p.set(300, 74, "Гражданство: Российская Федерация")
	y = p.fill(40, 88, 500, "Место жительства, включая указание страны: Россия, "+a.home)
	y = p.fill(40, y+2, 500, "Краткое описание творческого вклада автора при создании регистрируемой программы для ЭВМ или базы данных:")
	y = p.fill(40, y, 500, a.work)
	y = p.fill(40, y+4, 500, "При публикации сведений о государственной регистрации программы для ЭВМ или базы данных автор просит (отметить [X]):")
	p.set(40, y, "[X] упоминать его под своим именем")
	p.set(240, y, "[ ] не упоминать его (анонимно)")
	p.set(40, y+13, "[ ] упоминать его под псевдонимом: ____________")
	p.set(40, y+30, "8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ (отметить [X])")
	p.set(40, y+60, "10. КОНТАКТНЫЕ РЕКВИЗИТЫ ДЛЯ ПРЕДОСТАВЛЕНИЯ ИНФОРМАЦИИ ЗАИНТЕРЕСОВАННЫМ ЛИЦАМ:")
	p.set(40, y+90, "11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ)")
	p.set(40, y+110, a.position)
	p.set(200, y+110, "____________")
	p.set(300, y+110, a.signer)
	p.set(480, y+110, dotted(a.signed))
	p.set(220, y+121, "(подпись)")
	p.set(320, y+121, "(фамилия, имя, отчество)")
	return p.pages
}

// older is the statement in the older form: labels in a column of their own,
// values beside them, ticks behind the options.
func older(a applicant) []pipeline.Page {
	p := newPress(10)
	const label, value = 40.0, 260.0
	row := func(y float64, l, v string) float64 {
		return max(p.fill(label, y, 200, l), p.fill(value, y, 290, v)) + 6
	}
	p.set(480, 30, "Форма РП")
	p.set(200, 60, "ЗАЯВЛЕНИЕ")
	p.set(120, 76, "на государственную регистрацию")
	p.set(label, 96, "программы для ЭВМ")
	p.set(value, 96, "☒")
	p.set(label, 112, "базы данных по пункту 4 статьи 1259")
	p.set(value, 112, "☐")
	p.set(label, 128, "базы данных по пункту 3 статьи 1334")
	p.set(value, 128, "☐")
	y := row(150, "1. Название программы для ЭВМ", a.title)
	y = row(y, "2. Правообладатель (заявитель)", a.holder+", Россия, "+a.address)
	p.set(value, y, "ИНН "+a.inn)
	if a.ogrn != "" {
		p.set(value, y+14, "ОГРН "+a.ogrn)
	}
	if a.snils != "" {
		p.set(value, y+14, "СНИЛС "+a.snils)
	}
	y = row(y+34, "3. Адрес для переписки", a.address+", "+a.signer)
	p.set(value, y, "тел. "+a.phone)
	p.set(value, y+14, "e-mail "+a.email)
	y = row(y+34, "4. Основание возникновения права", "заявитель является работодателем автора")
	y = row(y, "6. Год создания", a.year)
	p.page()
	p.set(460, 30, "Оборотная сторона")
	p.set(label, 50, "9. АВТОРЫ: Всего авторов 1")
	p.set(label, 70, "9А. СВЕДЕНИЯ ОБ АВТОРЕ")
	y = row(90, "Фамилия Имя Отчество", a.author)
	y = row(y, "Дата рождения", spelled(a.birth))
	y = row(y, "Гражданство", "РФ")
	y = row(y, "Место жительства, включая указание страны", "Российская Федерация, "+a.home)
	y = row(y, "Краткое описание творческого вклада", a.work)
	y = row(y, "упоминать меня как автора под своим именем", "[V]")
	y = row(y, "не упоминать меня как автора", "[ ]")
	y = row(y, "упоминать под псевдонимом", "[ ]")
	p.set(label, y+10, "10. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ")
	p.set(label, y+60, "Подпись заявителя")
	p.set(label, y+80, strings.TrimSpace(a.position+" ________ "+a.signer+" "+spelled(a.signed)))
	return p.pages
}

// typed is the statement as a word processor's text, line by line, without places.
func typed(a applicant) []pipeline.Page {
	ids := "ИНН: " + a.inn
	if a.ogrn != "" {
		ids += ", ОГРН: " + a.ogrn
	}
	if a.snils != "" {
		ids += ", СНИЛС: " + a.snils
	}
	return flow(`ЗАЯВЛЕНИЕ
о государственной регистрации (отметить [X]):
[X] программы для ЭВМ
[ ] базы данных по пункту 4 статьи 1259
[ ] базы данных по пункту 3 статьи 1334
АДРЕС ДЛЯ ПЕРЕПИСКИ:
` + a.address + ", " + a.signer + `
Телефон: ` + a.phone + `
E-mail: ` + a.email + `
1. НАЗВАНИЕ
` + a.title + `
2. ПРАВООБЛАДАТЕЛЬ (ЗАЯВИТЕЛЬ)
` + a.holder + `
Место нахождения: Российская Федерация, ` + a.address + `
` + ids + `
5. ГОД СОЗДАНИЯ: ` + a.year + `
7. АВТОРЫ. Всего авторов: 1
7А. СВЕДЕНИЯ ОБ АВТОРЕ
Фамилия Имя Отчество: ` + a.author + `
Дата рождения: ` + dotted(a.birth) + `
Гражданство: Россия
Место жительства, включая указание страны: Россия, ` + a.home + `
Краткое описание творческого вклада автора: ` + a.work + `
[X] под своим именем
[ ] анонимно
[ ] под псевдонимом:
8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ
11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ)
` + strings.TrimSpace(a.position+" _______ "+a.signer+" "+dotted(a.signed)))
}

const annotation = "Программа предназначена для хранения сведений и выполнения расчётов. Область применения — малые хозяйства и проектные бюро. Функциональные возможности: ввод исходных данных, проверка, печать ведомостей, обмен с другими программами."

func abstractPaper(a applicant) []pipeline.Page {
	p := newPress(12)
	p.set(260, 60, "РЕФЕРАТ")
	p.set(60, 90, "Авторы: "+a.author)
	y := p.fill(60, 110, 440, "Правообладатель: "+a.holder)
	y = p.fill(60, y+4, 440, "Программа: "+a.title)
	y = p.fill(60, y+4, 440, "Аннотация: "+annotation)
	p.set(60, y+4, "Тип ЭВМ: IBM PC-совместимый ПК")
	p.set(60, y+22, "Язык: C++")
	p.set(60, y+40, "ОС: Windows 10")
	p.set(60, y+58, "Объем программы: 245 Кб")
	return p.pages
}

func abstractStates(a applicant) states {
	return states{"abstract": annotation, "title": a.title, "authors[0].name": a.author, "holders[0].name": a.holder,
		"computer_type": "IBM PC-совместимый ПК", "language": "C++", "os": "Windows 10", "size": "245 Кб"}
}

func furtherSheet(names ...string) []pipeline.Page {
	p := newPress(9)
	p.set(420, 30, "Форма РП/ДОП")
	p.set(200, 50, "ДОПОЛНЕНИЕ К ЗАЯВЛЕНИЮ")
	y := 80.0
	for _, n := range names {
		p.set(40, y, "СВЕДЕНИЯ ОБ АВТОРЕ")
		p.set(40, y+14, "Фамилия Имя Отчество: "+n)
		p.set(40, y+28, "Дата рождения: число 07 месяц 03 год 1980 Гражданство: Республика Беларусь")
		p.set(40, y+42, "Место жительства, включая указание страны: Республика Беларусь, 220030, г. Минск, ул. Ленина, д. 5")
		p.set(40, y+56, "Краткое описание творческого вклада автора: отладка программы")
		p.set(40, y+70, "[ ] под своим именем [ ] анонимно [X] под псевдонимом: П. Минский")
		y += 110
	}
	return p.pages
}

func payment() []pipeline.Page {
	p := newPress(9)
	p.set(40, 30, "Поступ. в банк плат. 14.02.2025")
	p.set(240, 30, "Списано со сч. плат. 15.02.2025")
	p.set(40, 60, "ПЛАТЕЖНОЕ ПОРУЧЕНИЕ № 317")
	p.set(260, 60, "14.02.2025")
	p.set(360, 60, "электронно")
	p.set(40, 90, "Сумма прописью")
	p.set(140, 90, "Четыре тысячи пятьсот рублей 00 копеек")
	p.set(40, 120, "ИНН 6950018820 КПП 695001001")
	p.set(340, 120, "Сумма")
	p.set(400, 120, "4 500-00")
	p.set(40, 140, "ООО «Фундамент-Сервис»")
	p.set(340, 140, "Сч. № 40702810000000000317")
	p.set(40, 155, "Плательщик")
	p.set(340, 170, "БИК 042809000")
	p.set(40, 200, "Получатель")
	p.set(40, 240, "Госпошлина за регистрацию программы для ЭВМ")
	p.set(40, 255, "Назначение платежа")
	return p.pages
}

func cheque() []pipeline.Page {
	return flow(`ПАО БАНК
ЧЕК-ОРДЕР № 5512
Дата операции: 25.09.2024 10:02:11
Плательщик: Медова Раиса Никитична
Получатель: Межрегиональное операционное УФК
КБК: 16810807200011000110
УИН: 16800000000005512
Назначение платежа: государственная пошлина за регистрацию программы для ЭВМ
Сумма: 3 000 руб. 00 коп.
Комиссия: 0,00
ОПЕРАЦИЯ ИСПОЛНЕНА`)
}

func attorney() []pipeline.Page {
	return flow(`ДОВЕРЕННОСТЬ
город Тверь, десятое января две тысячи двадцать пятого года
Общество с ограниченной ответственностью «Фундамент-Сервис» в лице генерального директора
Ростверкова Игоря Павловича настоящей доверенностью уполномочивает
Поверенную Ольгу Ильиничну представлять интересы Общества в Роспатенте.
Доверенность выдана сроком на три года без права передоверия.`)
}

func consent() []pipeline.Page {
	return flow(`СОГЛАСИЕ
на обработку персональных данных
Я, Сваин Пётр Гаврилович, даю согласие Федеральной службе по интеллектуальной собственности
на обработку моих персональных данных: фамилия, имя, отчество, дата рождения.
Подпись ________ Дата 18.02.2025`)
}

func listing() []pipeline.Page {
	p := newPress(11)
	p.set(180, 200, "ИСХОДНЫЙ ТЕКСТ ПРОГРАММЫ ДЛЯ ЭВМ")
	p.set(180, 240, "«Учёт ульев и медосбора»")
	p.set(180, 300, "Всего листов: 2")
	p.set(180, 330, "Правообладатель: Медова Раиса Никитична")
	p.page()
	for i := range 30 {
		p.set(60, 40+float64(i)*15, fmt.Sprintf("%d hive[%d] = count(frames, %d);", i+1, i, i*2))
	}
	return p.pages
}

// bound puts papers into one file.
func bound(papers ...[]pipeline.Page) []pipeline.Page {
	var all []pipeline.Page
	for _, pages := range papers {
		for _, p := range pages {
			p.Number = len(all) + 1
			all = append(all, p)
		}
	}
	return all
}
