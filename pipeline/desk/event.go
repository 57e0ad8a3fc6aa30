package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// eventTitle says in Russian what an event of a case was.
func (d *Desk) eventTitle(view *caseView, e pipeline.Event) string {
	c := view.Case
	switch e.Type {
	case pipeline.EvReceived:
		return fmt.Sprintf("Поступило, выдана расписка № %s", c.Receipt.Number)
	case pipeline.EvReceivedAgain:
		return "Те же файлы поступили ещё раз"
	case pipeline.EvUnpacked:
		return "Архив распакован"
	case pipeline.EvExtracted:
		var v pipeline.Extracted
		if json.Unmarshal(e.Data, &v) == nil {
			return fmt.Sprintf("Прочитан документ «%s»: %s", documentName(c, v.Document), plural(v.Pages, "страница", "страницы", "страниц"))
		}
	case pipeline.EvRecognised:
		return "Определены виды документов и сведения из них"
	case pipeline.EvChecked:
		return "Выполнена проверка по регламенту"
	case pipeline.EvCorrected:
		var v pipeline.Corrected
		if json.Unmarshal(e.Data, &v) == nil {
			return correctedTitle(view, v)
		}
	case pipeline.EvKindNamed:
		var v pipeline.KindNamed
		if json.Unmarshal(e.Data, &v) == nil {
			return namedTitle(view, v)
		}
	case pipeline.EvPerformed:
		var v pipeline.Performed
		if json.Unmarshal(e.Data, &v) == nil {
			return d.performedTitle(c, v)
		}
	case pipeline.EvOpened:
		var v pipeline.Opened
		if json.Unmarshal(e.Data, &v) == nil {
			return d.performedTitle(c, v.Performed)
		}
	case pipeline.EvPapersAdded:
		var v pipeline.PapersAdded
		if json.Unmarshal(e.Data, &v) == nil {
			return fmt.Sprintf("Приложено: %s, выдана расписка № %s", plural(len(v.Originals), "документ", "документа", "документов"), v.Receipt.Number)
		}
	case pipeline.EvRouted:
		var v pipeline.Routed
		if json.Unmarshal(e.Data, &v) == nil {
			return fmt.Sprintf("Дело ведётся по услуге «%s»", d.serviceTitle(v.Pack))
		}
	case pipeline.EvStageFailed:
		return "Обработка остановилась"
	case pipeline.EvStageRevived:
		return "Обработка запущена снова"
	}
	return string(e.Type)
}

// serviceTitle names a regulation, by its id where its edition is not loaded.
func (d *Desk) serviceTitle(ref pipeline.PackRef) string {
	if pack, err := d.Office.Engine().Edition(ref.ID, ref.Edition); err == nil {
		return pack.Title
	}
	return ref.ID
}

// correctedTitle tells a correction; values that are not for the reader stay out.
func correctedTitle(view *caseView, v pipeline.Corrected) string {
	title := view.Words.pathTitle(v.Path)
	was, now := view.Words.shown(v.Path, v.Was.Value), view.Words.shown(v.Path, v.Value)
	switch {
	case view.Private:
		return fmt.Sprintf("Записано сведение «%s»", title)
	case v.Unreadable:
		return fmt.Sprintf("«%s» отмечено как нечитаемое, машина прочла «%s»", title, was)
	case was == now:
		return fmt.Sprintf("Подтверждено «%s»: %s", title, now)
	case was == "":
		return fmt.Sprintf("Добавлено «%s»: %s", title, now)
	case now == "":
		return fmt.Sprintf("Убрано «%s», было: %s", title, was)
	}
	return fmt.Sprintf("«%s»: записано «%s», машина прочла «%s»", title, now, was)
}

func namedTitle(view *caseView, v pipeline.KindNamed) string {
	name := documentName(view.Case, v.Document)
	if len(v.Segments) < 2 {
		return fmt.Sprintf("Вид документа «%s»: %s", name, view.Words.KindTitle(v.Kind))
	}
	parts := make([]string, len(v.Segments))
	for i, s := range v.Segments {
		parts[i] = fmt.Sprintf("%s — с. %s", view.Words.KindTitle(s.Kind), pageList(s.Pages))
	}
	return fmt.Sprintf("Документы файла «%s»: %s", name, strings.Join(parts, "; "))
}

// performedTitle names a command by the pack's own words for what happened.
func (d *Desk) performedTitle(c *pipeline.CaseFile, v pipeline.Performed) string {
	if v.Command == regulation.CommandSendBack {
		return "Проект решения возвращён на доработку"
	}
	if slices.ContainsFunc(v.Notices, func(n pipeline.Notice) bool { return n.Draft }) {
		return "Подготовлен проект решения, передан на подпись"
	}
	pack, err := d.Office.Engine().Edition(c.Pack.ID, c.Pack.Edition)
	if err == nil {
		for _, o := range v.Occurrences {
			for _, known := range pack.Events {
				if known.ID == o.Name {
					return known.Title
				}
			}
		}
		for _, cmd := range pack.Procedure.Commands {
			if cmd.ID == v.Command {
				return cmd.Title
			}
		}
	}
	return v.Command
}

func documentName(c *pipeline.CaseFile, d pipeline.Digest) string {
	if doc := c.Document(d); doc != nil {
		return doc.Name
	}
	return string(d)
}
