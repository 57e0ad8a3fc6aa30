package form_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// On a page scanned askew a value in the right column stands higher or lower than its
// label; the table has to be read by its rows all the same.
func TestReadsTheRowsOfASkewedTable(t *testing.T) {
	rows := [][2]string{
		{"ЗАЯВЛЕНИЕ", "о государственной регистрации программы для ЭВМ"},
		{"1. Название программы для ЭВМ", "Учёт проката лодок"},
		{"2. Правообладатель (заявитель)", "Вересова Анна Петровна"},
		{"Место жительства правообладателя", "640001, Курганская область, г. Курган, ул. Речная, д. 5"},
		{"3. Адрес для переписки", "640001, Курганская область, г. Курган, ул. Речная, д. 7"},
		{"4. Год создания", "2021"},
		{"5. Фамилия, имя, отчество", "Вересова Анна Петровна"},
	}
	for _, degrees := range []float64{0, 0.7, -1.5, 2.5} {
		t.Run(fmt.Sprint(degrees), func(t *testing.T) {
			page := pipeline.Page{Number: 1, Source: pipeline.FromOCR, Width: 595, Height: 842}
			slope := math.Tan(degrees * math.Pi / 180)
			for i, row := range rows {
				for column, text := range row {
					x := 40 + 210*float64(column)
					for word := range strings.FieldsSeq(text) {
						end := x + 5*float64(len([]rune(word)))
						y := 100 + 18*float64(i) + slope*(x+end)/2
						page.Words = append(page.Words, pipeline.Word{Text: word, Confidence: 0.95, Line: i + 1,
							Box: pipeline.Box{x / 595, y / 842, end / 595, (y + 9) / 842}})
						x = end + 4
					}
				}
			}
			fields := recogniser(t).Recognise("", []pipeline.Page{page}).Fields
			for field, want := range map[string]string{"title": rows[1][1], "correspondence_address": rows[4][1]} {
				if got := fmt.Sprint(fields[field].Value); got != want {
					t.Errorf("%s is %q, want %q", field, got, want)
				}
			}
			if year := fields["creation_year"].Value; year != 2021 {
				t.Errorf("the year is %v", year)
			}
		})
	}
}
