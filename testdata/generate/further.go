package main

import (
	"fmt"

	"vestnik/pipeline"
)

func furtherAuthorsPaper() paper { return paper{pipeline.FurtherAuthorSheet, drawFurtherAuthors} }

// drawFurtherAuthors draws sheets РП/ДОП for all authors but the first, two on a sheet.
func drawFurtherAuthors(s *sheet, a application, _ counts) {
	for i := 1; i < len(a.Authors); i += 2 {
		s.page()
		s.row(0,
			cell{60, func(c *column) {
				c.aligned(centre, note("ВХОДЯЩИЙ НОМЕР ВК"))
				c.gap(8)
			}},
			cell{120, func(c *column) {
				c.aligned(right, label("Форма РП/ДОП"))
				c.aligned(centre, run{face{"serif", "B", 11}, "ДОПОЛНЕНИЕ К ЗАЯВЛЕНИЮ"})
				c.aligned(centre, label("о государственной регистрации программы для ЭВМ или базы данных"))
			}})
		s.row(0, cell{bodyWidth, func(c *column) {
			c.text(head("1. НАЗВАНИЕ ПРОГРАММЫ ДЛЯ ЭВМ или БАЗЫ ДАННЫХ: "), value(a.Title))
		}})
		for j := i; j < min(i+2, len(a.Authors)); j++ {
			drawAuthor(s, fmt.Sprintf("7А. %d. ", j+1), a.Authors[j])
		}
		footer(s, "Форма РП/ДОП", fmt.Sprintf("дополнительный лист %d", i/2+1))
	}
}
