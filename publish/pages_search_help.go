package publish

import (
	"strings"

	"vestnik/pipeline"
)

// SearchHelpPath is where the language of questions is explained.
const SearchHelpPath = "search/help/"

// Example is a question with what it means.
type Example struct{ Question, Meaning string }

// exampleGroup is what one section of the help explains.
type exampleGroup struct {
	id, title, text string
	examples        []Example
}

// searchHelp explains the language of questions. Each example is asked in a test.
var searchHelp = []exampleGroup{
	{"words", "Слова", "Наберите слова в любом порядке и в любой форме: поиск знает склонения и спряжения, не различает «е» и «ё», прописные и строчные. Находятся записи, где есть все слова; если таких нет, то записи с частью слов. Можно спросить и целой фразой, как у человека.", []Example{
		{"учёт сотрудников", "оба слова в любых формах: «учёта», «сотрудник»"},
		{"какие есть программы для бухгалтера", "вопросительные и служебные слова поиск пропускает"},
		{`"учёт времени"`, "слова подряд и в этом порядке; кавычки годятся любые, и «ёлочки» тоже"},
		{"библиот*", "слова, которые так начинаются"},
	}},
	{"conditions", "Условия", "", []Example{
		{"карта -город", "есть «карта», нет «город»"},
		{"музей OR библиотека", "хотя бы одно из слов; OR пишется прописными, можно и ИЛИ"},
		{"(склад OR магазин) учёт", "скобки показывают, что к чему относится"},
		{"тренажор~", "слово с опиской: отличие в одну-две буквы"},
		{"=стали", "только эта форма слова"},
	}},
	{"fields", "Поля", "Перед словом, фразой или скобкой можно поставить имя поля и двоеточие. Имена есть русские и английские.", []Example{
		{"название:каталог", "title — в названии"},
		{"автор:Лебедянцева", "author — среди авторов"},
		{`автор:"Лебедянцева А. П."`, "имя с инициалами, в любом порядке"},
		{"правообладатель:университет", "holder — среди правообладателей"},
		{"язык:Delphi", "language — язык программирования"},
		{"ос:Windows", "os — операционная система"},
		{"вид:database-1334", "kind — вид объекта: program, database-1259, database-1334"},
	}},
	{"numbers", "Номера и даты", "Номер можно набрать целиком или его начало, с пробелами и без них, буквами любого алфавита.", []Example{
		{"2026610017", "запись или заявка с этим номером"},
		{"номер:202661*", "номера, которые так начинаются"},
		{"год:2004", "зарегистрированные в 2004 году"},
		{"год:2004..2006", "с 2004 по 2006 год"},
		{"дата:2004-06", "зарегистрированные в июне 2004 года"},
		{"опубликовано:>=2026-01-01", "опубликованные с 1 января 2026 года"},
	}},
}

// SearchExamples returns every example of the help.
func SearchExamples() []Example {
	var list []Example
	for _, g := range searchHelp {
		list = append(list, g.examples...)
	}
	return list
}

// SearchHelpPage explains the language of questions on one page.
func (p *Press) SearchHelpPage() Page {
	var b strings.Builder
	b.WriteString("# Как спрашивать\n\nПоиск идёт по номерам, названиям, рефератам, именам авторов и правообладателей, языкам и системам всех опубликованных записей. Неверного запроса не бывает: знаки, в которых нет смысла, пропускаются.\n\n")
	for _, g := range searchHelp {
		b.WriteString("## " + g.title + " {#" + g.id + "}\n\n")
		if g.text != "" {
			b.WriteString(g.text + "\n\n")
		}
		b.WriteString("| Запрос | Что найдётся |\n|---|---|\n")
		for _, e := range g.examples {
			b.WriteString("| " + p.searchLink(e.Question, pipeline.SearchQuery{Text: e.Question}) + " | " + e.Meaning + " |\n")
		}
		b.WriteString("\n")
	}
	b.WriteString("## Найденное {#results}\n\n" +
		"Найденное можно сузить по реестру, году и другим признакам в колонке рядом, упорядочить по соответствию, дате или номеру, ограничить датами регистрации или публикации. " +
		"Если нашлось мало, поиск предложит другое написание: другую раскладку клавиатуры или близкое слово. На странице записи есть ссылка «Похожие записи».\n\n" +
		"За любым поиском можно следить: его адрес с расширением `.rss`, `.atom` или `.json` — лента, в которой сначала стоит опубликованное последним, по 50 записей в документе, до самой старой; с расширением `.csv` — таблица всего найденного. Число найденного во всех формах одно.\n\n" +
		"Программам тот же поиск отвечает по адресу `api/v1/search` ([описание](" + rootMark + "api/openapi.json)).\n")
	return Page{
		Path: SearchHelpPath, Title: "Как спрашивать", Lead: "Язык запросов поиска с примерами", Class: "text",
		Crumbs: []Crumb{{"Поиск", "search/"}}, Search: &SearchBox{}, Markdown: b.String(),
	}
}

var searchHelpRoom = single(SearchHelpPath, func(s *Site) Page { return s.press.SearchHelpPage() })
