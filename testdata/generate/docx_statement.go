package main

import (
	"fmt"
	"slices"
	"strconv"

	"vestnik/pipeline"
)

// ticked prints a tick box in type.
func ticked(on bool) string {
	if on {
		return "[X] "
	}
	return "[ ] "
}

// statement writes the statement of order 211 as tables, ticks in type.
func (w *wordWriter) statement(a application, n counts) {
	p := func(spans ...span) string { return paragraph("left", spans...) }
	wide := func(paragraphs ...string) []wordCell { return []wordCell{{10200, paragraphs}} }
	w.table(
		[]wordCell{
			{3400, []string{p(small("ВХОДЯЩИЙ НОМЕР ВК")), p(small("Дата поступления: ___.___.20___"))}},
			{3400, []string{p(small("РЕГИСТРАЦИОННЫЙ НОМЕР ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ в РЕЕСТРЕ")), p(small("Дата регистрации: ___.___.20___"))}},
			{3400, []string{p(small("РЕГИСТРАЦИОННЫЙ номер заявки")), p(small("Дата поступления: ___.___.20___"))}},
		},
		[]wordCell{
			{5100, []string{
				p(small("В Федеральную службу по интеллектуальной собственности")),
				p(small("Бережковская наб., д. 30, корп. 1, г. Москва, Г-59, ГСП-3, 125993")),
				paragraph("center", span{"ЗАЯВЛЕНИЕ", true, 24}),
				paragraph("center", small("о государственной регистрации (отметить [X]):")),
				p(bold(ticked(a.Kind == "program") + "программы для ЭВМ")),
				p(bold(ticked(a.Kind == "database-1259")+"базы данных"), small(" по пункту 4 статьи 1259 Гражданского кодекса Российской Федерации")),
				p(bold(ticked(a.Kind == "database-1334")+"базы данных"), small(" по пункту 3 статьи 1334 Гражданского кодекса Российской Федерации")),
			}},
			{5100, []string{
				p(bold("АДРЕС ДЛЯ ПЕРЕПИСКИ "), small("(почтовый индекс, адрес на территории Российской Федерации; имя или наименование адресата)")),
				p(plain(a.Correspondence)),
				p(small("Тел.: "), plain(a.Phone)),
				p(small("Факс: "), plain(a.Fax)),
				p(small("Адрес электронной почты: "), plain(a.Email)),
			}},
		},
		wide(p(bold("1. НАЗВАНИЕ ПРЕДСТАВЛЕННОЙ НА РЕГИСТРАЦИЮ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ:")), p(span{a.Title, true, 22})),
		wide(p(small("1А. Альтернативное или предыдущее название: "), plain(a.OtherTitle))),
		wide(p(bold("2. ПРАВООБЛАДАТЕЛЬ(И) (ЗАЯВИТЕЛЬ(И)) "), small("(фамилия, имя, отчество физического лица или наименование юридического лица; место жительства или место нахождения, включая указание страны)"))),
	)
	for _, h := range a.Holders {
		place := "Место жительства: "
		if h.Organisation {
			place = "Место нахождения: "
		}
		w.table([]wordCell{
			{6800, []string{p(plain(h.Name)), p(small(place), plain(printedPlace(h.Country, h.Address)))}},
			{3400, []string{p(small("ОГРН: "), plain(h.OGRN)), p(small("ИНН: "), plain(h.INN)), p(small("КПП: "), plain(h.KPP)), p(small("СНИЛС: "), plain(h.SNILS))}},
		})
	}
	w.table(
		wide(p(bold("3. ОСНОВАНИЯ ВОЗНИКНОВЕНИЯ ПРАВА "), small("(отметить [X])")),
			p(small(ticked(slices.Contains(a.Grounds, groundEmployer))+"заявитель является работодателем автора")),
			p(small(ticked(slices.Contains(a.Grounds, groundTransferByAuthor))+"передача прав автором заявителю")),
			p(small(ticked(slices.Contains(a.Grounds, groundAuthor))+"заявитель является автором"))),
		[]wordCell{
			{3400, []string{p(bold("5. ГОД СОЗДАНИЯ: "), plain(year(a.CreationYear)))}},
			{6800, []string{p(bold("СТРАНА И ГОД ПЕРВОГО ОБНАРОДОВАНИЯ")), p(small("Страна: "), plain(a.PublicationCountry)), p(small("Год: "), plain(year(a.PublicationYear)))}},
		},
		wide(p(small(ticked(a.PersonalData != "")+"6. Регистрируемая программа для ЭВМ или база данных содержит персональные данные"))),
	)
	w.pageBreak()
	w.statementBack(a, n)
}

// statementBack writes boxes 7 to 11.
func (w *wordWriter) statementBack(a application, n counts) {
	p := func(spans ...span) string { return paragraph("left", spans...) }
	wide := func(paragraphs ...string) []wordCell { return []wordCell{{10200, paragraphs}} }
	who := a.Authors[0]
	w.table(
		wide(p(bold("7. АВТОРЫ. "), small("Всего авторов: "), plain(strconv.Itoa(len(a.Authors)))),
			p(small(ticked(a.AuthorsRefused)+"авторы отказались быть упомянутыми в качестве таковых"))),
		wide(p(bold("7А. СВЕДЕНИЯ ОБ АВТОРЕ "), small("(для указания сведений о других авторах заполняется форма РП/ДОП)")),
			p(small("Фамилия Имя Отчество: "), plain(who.Name)),
			p(small("Дата рождения (число, месяц, год): "), plain(russianDate(who.Born)), small(" Гражданство: "), plain(who.Citizenship)),
			p(small("Место жительства, включая указание страны: "), plain(printedPlace(who.Country, who.Address)))),
		wide(p(small("Краткое описание творческого вклада автора при создании регистрируемой программы для ЭВМ или базы данных:")), p(plain(who.Contribution))),
		wide(p(small("При публикации сведений о государственной регистрации прошу (отметить [X]):")),
			p(small(ticked(who.Mention == "named")+"упоминать меня как автора под своим именем")),
			p(small(ticked(who.Mention == "anonymous")+"не упоминать меня как автора (анонимно)")),
			p(small(ticked(who.Mention == "pseudonym")+"упоминать меня как автора под псевдонимом: "+who.Pseudonym)),
			p(small("Приведённые сведения верны. Автор: ______________ "), plain(initials(who.Name)))),
		wide(p(bold("8. СВЕДЕНИЯ О СОДЕРЖАЩИХСЯ В ЗАЯВКЕ ДОКУМЕНТАХ "), small("(отметить [X]):")),
			p(small(fmt.Sprintf("%sдепонируемые материалы, идентифицирующие программу для ЭВМ или базу данных, на %d л. в 1 экз.", ticked(true), n[pipeline.DepositedMaterials]))),
			p(small(fmt.Sprintf("%sреферат на %d л. в 1 экз.", ticked(true), n[pipeline.Abstract])))),
		wide(p(bold("9. СВЕДЕНИЯ О ПЛАТЕЛЬЩИКЕ И ОБ УПЛАТЕ ГОСУДАРСТВЕННОЙ ПОШЛИНЫ")),
			p(small("Плательщик: "), plain(a.Fee.Payer)), p(small("ИНН плательщика: "), plain(a.Fee.PayerINN)),
			p(small("Сумма: "), plain(fmt.Sprintf("%d руб.", a.Fee.Amount)), small(" Дата уплаты: "), plain(russianDate(a.Fee.On)), small(" Документ: "), plain(a.Fee.Document))),
		wide(p(bold("10. КОНТАКТНЫЕ РЕКВИЗИТЫ ДЛЯ ПРЕДОСТАВЛЕНИЯ ИНФОРМАЦИИ ЗАИНТЕРЕСОВАННЫМ ЛИЦАМ: ")), p(plain(a.Contacts))),
	)
	sign := a.Signatures[0]
	w.table(
		wide(p(bold("11. ПОДПИСЬ(И) ЗАЯВИТЕЛЯ(ЕЙ) ИЛИ ПРЕДСТАВИТЕЛЯ "), small("(подпись, фамилия, имя, отчество; для юридического лица — должность; дата)"))),
		[]wordCell{
			{3400, []string{p(plain(sign.Position)), p(small("(должность)"))}},
			{1700, []string{p(plain("")), p(small("(подпись)"))}},
			{3400, []string{p(plain(sign.Name)), p(small("(фамилия, имя, отчество)"))}},
			{1700, []string{p(plain(russianDate(sign.Date))), p(small("(дата)"))}},
		},
	)
}
