package desk

import (
	"fmt"
	"strconv"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// documentKinds are the kinds that a person may name, in the order of an application.
var documentKinds = []pipeline.DocumentKind{
	pipeline.Statement, pipeline.FurtherAuthorSheet, pipeline.Abstract, pipeline.DepositedMaterials,
	pipeline.PowerOfAttorney, pipeline.ProofOfFee, pipeline.Consent, pipeline.UnknownKind,
}

var kindTitles = map[pipeline.DocumentKind]string{
	pipeline.Statement:          "Заявление",
	pipeline.FurtherAuthorSheet: "Сведения о других авторах",
	pipeline.Abstract:           "Реферат",
	pipeline.DepositedMaterials: "Депонируемые материалы",
	pipeline.PowerOfAttorney:    "Доверенность",
	pipeline.ProofOfFee:         "Документ об уплате пошлины",
	pipeline.Consent:            "Согласие на обработку данных",
	pipeline.UnknownKind:        "Вид не определён",
}

func kindTitle(k pipeline.DocumentKind) string {
	if t, ok := kindTitles[k]; ok {
		return t
	}
	return string(k)
}

var statusTitles = map[pipeline.DocumentStatus]string{
	pipeline.DocSealed:   "принят, ещё не прочитан",
	pipeline.DocRead:     "прочитан",
	pipeline.DocPartial:  "прочитан не полностью",
	pipeline.DocRejected: "не читается",
	pipeline.DocUnpacked: "архив, распакован",
}

func statusTitle(s pipeline.DocumentStatus) string { return statusTitles[s] }

var verdictTitles = map[regulation.Verdict]string{
	regulation.Pass: "соблюдено", regulation.Fail: "нарушено",
	regulation.NotApplicable: "не применяется", regulation.NeedsPerson: "решает сотрудник",
}

func verdictTitle(v regulation.Verdict) string { return verdictTitles[v] }

var stageTitles = map[pipeline.Stage]string{
	pipeline.StageReceive: "приём", pipeline.StageExtract: "чтение страниц",
	pipeline.StageRead: "распознавание сведений", pipeline.StageCheck: "проверка по регламенту",
}

func stageTitle(s pipeline.Stage) string { return stageTitles[s] }

func channelTitle(c pipeline.Channel) string {
	for _, known := range channels {
		if known.Value == string(c) {
			return known.Title
		}
	}
	return string(c)
}

var registerTitles = map[pipeline.RegisterID]string{
	"programs": "Реестр программ для ЭВМ", "databases": "Реестр баз данных", "inventions": "Реестр изобретений",
	"utility-models": "Реестр полезных моделей", "designs": "Реестр промышленных образцов", "inspections": "Проверки",
}

func registerTitle(r pipeline.RegisterID) string {
	if t, ok := registerTitles[r]; ok {
		return t
	}
	return string(r)
}

var seriesTitles = map[string]string{
	"programs": "Программы для ЭВМ. Базы данных", "inventions": "Изобретения. Полезные модели",
	"designs": "Промышленные образцы", "inspections": "Проверки",
}

func seriesTitle(s string) string {
	if t, ok := seriesTitles[s]; ok {
		return t
	}
	return s
}

// countryTitle says the countries that filings name most; others keep their code.
func countryTitle(code string) string {
	if t, ok := valueTitles[code]; ok {
		return t
	}
	return code
}

// fieldTitles name the fields of an application and their parts as the forms do.
var fieldTitles = map[string]string{
	"kind": "Объект регистрации", "title": "Название", "holders": "Правообладатель", "authors": "Автор",
	"creation_year": "Год создания", "publication_country": "Страна обнародования", "publication_year": "Год обнародования",
	"state_contract": "Государственный контракт", "correspondence_address": "Адрес для переписки", "phone": "Телефон",
	"email": "Электронная почта", "representative": "Представитель", "abstract": "Реферат", "language": "Язык программирования",
	"os": "Операционная система", "computer_type": "Тип ЭВМ", "dbms": "Вид и версия СУБД", "size": "Объём",
	"deposit_pages": "Листов депонируемых материалов", "signatures": "Подпись", "fee": "Пошлина",
	"name": "имя или наименование", "country": "страна", "address": "адрес", "ogrn": "ОГРН", "inn": "ИНН", "kpp": "КПП",
	"snils": "СНИЛС", "birth_date": "дата рождения", "contribution": "творческий вклад", "mention": "упоминание",
	"pseudonym": "псевдоним", "citizenship": "гражданство", "position": "должность", "date": "дата", "amount": "сумма",
	"paid_on": "дата уплаты", "document": "документ", "powers": "полномочия", "number": "номер", "uin": "УИН",
}

// partTitle names a part of a composite field: kind means something else there,
// and only a holder may have the name of an organisation.
func partTitle(path, part string) string {
	switch {
	case part == "kind":
		return "вид лица"
	case part == "name" && !strings.HasPrefix(path, "holders") && path != "representative":
		return "фамилия, имя, отчество"
	}
	return fieldTitle(part)
}

func fieldTitle(name string) string {
	if t, ok := fieldTitles[name]; ok {
		return t
	}
	return name
}

// fieldOrder is the order in which the desk shows the fields: that of the statement.
var fieldOrder = []string{
	"kind", "title", "holders", "authors", "creation_year", "publication_country", "publication_year", "state_contract",
	"correspondence_address", "phone", "email", "representative", "abstract", "computer_type", "language", "os", "dbms", "size",
	"deposit_pages", "fee", "signatures",
}

// valueTitles say in Russian what a coded value means.
var valueTitles = map[string]string{
	"program": "Программа для ЭВМ", "database-1259": "База данных (п. 4 ст. 1259 ГК РФ)", "database-1334": "База данных (п. 3 ст. 1334 ГК РФ)",
	"person": "физическое лицо", "organisation": "юридическое лицо",
	"RU": "Россия", "BY": "Беларусь", "KZ": "Казахстан", "AM": "Армения", "KG": "Киргизия",
	"named": "под своим именем", "pseudonym": "под псевдонимом", "anonymous": "без упоминания",
}

// noticeTexts are what a page says after an action, by the code in its address.
var noticeTexts = map[string]string{
	"corrected": "Значение записано, проверка выполнена заново.",
	"named":     "Вид документа записан, проверка выполнена заново.",
	"performed": "Действие выполнено.",
	"drafted":   "Проект решения подготовлен и ждёт подписи другого сотрудника.",
	"revived":   "Обработка запущена снова.",
	"received":  "Документы приняты, расписка выдана.",
	"duplicate": "Эти же файлы уже поступали: показано первое дело, новая расписка не нужна.",
	"opened":    "Выпуск открыт.",
	"filled":    "Записи добавлены в выпуск.",
	"closed":    "Выпуск закрыт, подписан и опубликован.",
}

func noticeText(code string) string { return noticeTexts[code] }

// pathTitle names a field path: "holders[0].name" is «Правообладатель 1, имя».
func pathTitle(path string) string {
	name, part, composite := strings.Cut(path, ".")
	base, index, listed := strings.Cut(strings.TrimSuffix(name, "]"), "[")
	title := fieldTitle(base)
	if n, err := strconv.Atoi(index); listed && err == nil {
		title = fmt.Sprintf("%s %d", title, n+1)
	}
	if composite {
		title += ", " + partTitle(base, part)
	}
	return title
}
