package publish

import (
	"strings"

	"vestnik/pipeline"
)

// StatusFormPage asks for the number of a case.
func (p *Press) StatusFormPage() Page {
	return Page{
		Path: "status/", Title: "Состояние заявки", Lead: "Узнать, на каком этапе рассмотрение", Class: "text", Hidden: true, Status: &StatusBox{},
		Markdown: "# Состояние заявки\n\nПо номеру любой может узнать, на каком этапе находится рассмотрение. Показываются только состояние и даты.\n",
	}
}

// StatusPage shows how far a case is, states and dates only (order 210 пп. 5, 126).
func (p *Press) StatusPage(s pipeline.PublicStatus) Page {
	var b strings.Builder
	b.WriteString("# Заявка № " + Text(s.Number) + "\n\n")
	var d definitions
	d.text("", "Услуга", s.Procedure)
	d.text("", "Состояние", s.State)
	if !s.Since.IsZero() {
		d.text("", "С какого дня", s.Since.In(p.location).Format("02.01.2006"))
	}
	b.WriteString(d.String() + "\n## Что сделано {#steps}\n\n")
	if len(s.Steps) == 0 {
		b.WriteString("Сведений ещё нет.\n")
	}
	for _, step := range s.Steps {
		b.WriteString("- " + step.At.In(p.location).Format("02.01.2006") + ": " + Text(step.Title) + "\n")
	}
	return Page{
		Path: "status/" + Segment(Clean(s.Number)), Title: "Заявка № " + s.Number, Class: "text", Hidden: true, Data: s,
		Markdown: b.String(), Crumbs: []Crumb{{"Состояние заявки", "status/"}},
	}
}

// NoStatusPage answers a number that no public case bears.
func (p *Press) NoStatusPage() Page {
	return Page{
		Title: "Заявка не найдена", Class: "text", Hidden: true, Status: &StatusBox{},
		Markdown: "# Заявка не найдена\n\nЗаявки с таким номером нет. Проверьте, верно ли набран номер: входящий стоит в расписке о приёме, номер заявки — в уведомлении о её принятии. " +
			"О бумагах, которые только что поданы, сведения появятся, когда их примут.\n\nТо, что уже зарегистрировано и опубликовано, находит [поиск](" + rootMark + "search/).\n",
	}
}

// ErrorPage says what went wrong, in the words of the error's advice.
func (p *Press) ErrorPage(title, advice string) Page {
	return Page{
		Path: "", Title: title, Class: "text", Hidden: true,
		Markdown: "# " + Text(title) + "\n\n" + Text(advice) + "\n\nНачать можно с [главной страницы](" + rootMark + ").\n",
	}
}

// IssuePath returns where an issue's folder stands, relative to the site's root.
func IssuePath(ref pipeline.IssueRef) string { return issuePath(ref) }

// EntryPath returns where an entry's page stands, relative to the site's root.
func EntryPath(register pipeline.RegisterID, number string) string {
	return entryPath(register, number)
}
