package desk

import (
	"encoding/json"
	"fmt"

	"vestnik/pipeline"
)

// eventTitle says in Russian what an event of a case was.
func (d *Desk) eventTitle(c *pipeline.CaseFile, e pipeline.Event) string {
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
			return fmt.Sprintf("Исправлено «%s»: «%s» вместо «%s»", pathTitle(v.Path), text(v.Value), text(v.Was.Value))
		}
	case pipeline.EvKindNamed:
		var v pipeline.KindNamed
		if json.Unmarshal(e.Data, &v) == nil {
			return fmt.Sprintf("Документ «%s» назван: %s", documentName(c, v.Document), kindTitle(v.Kind))
		}
	case pipeline.EvPerformed:
		var v pipeline.Performed
		if json.Unmarshal(e.Data, &v) == nil {
			return d.performedTitle(c, v)
		}
	case pipeline.EvStageFailed:
		return "Обработка остановилась"
	case pipeline.EvStageRevived:
		return "Обработка запущена снова"
	}
	return string(e.Type)
}

// performedTitle names a command by the pack's own words for what happened.
func (d *Desk) performedTitle(c *pipeline.CaseFile, v pipeline.Performed) string {
	pack, err := d.Office.Engine().Edition(c.Pack.ID, c.Pack.Edition)
	if err == nil {
		for _, o := range v.Occurrences {
			for _, known := range pack.Events {
				if known.ID == o.Name {
					return known.Title
				}
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
