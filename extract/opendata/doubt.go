package opendata

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// doubts collects, in Russian, what the import could not make sure of.
type doubts []string

func (d *doubts) add(format string, args ...any) { *d = append(*d, fmt.Sprintf(format, args...)) }

// The years in which a register can have entries: the first law on the
// protection of programs is of 1992.
const (
	firstYear = 1992
	lastYear  = 2100
)

// date reads YYYYMMDD, YYYY-MM-DD or DD.MM.YYYY. What is no day of the register's
// time is left out with a doubt; nothing is nothing.
func (d *doubts) date(what, s string) workday.Date {
	s = withoutSpaces(s)
	if s == "" {
		return workday.Date{}
	}
	for _, layout := range []string{"20060102", time.DateOnly, "02.01.2006"} {
		t, err := time.Parse(layout, s)
		if err == nil && t.Year() >= firstYear && t.Year() <= lastYear {
			return workday.DateOf(t)
		}
	}
	d.add("Невозможное значение «%s» (%s); оно не перенесено.", s, what)
	return workday.Date{}
}

func (d *doubts) applicationNo(s string) string {
	s = withoutSpaces(s)
	switch {
	case s == "":
	case strings.Trim(s, "0") == "":
		d.add("Номер заявки «%s» не похож на номер; он не перенесён.", s)
		return ""
	case !allDigits(s):
		d.add("Номер заявки «%s» состоит не только из цифр.", s)
	}
	return s
}

func (d *doubts) valid(s string, hasColumn bool) bool {
	switch strings.ToLower(s) {
	case "true", "1", "да":
		return true
	case "false", "0", "нет":
		return false
	}
	if hasColumn {
		d.add("Непонятно, действует ли запись («%s»); она показана как действующая.", s)
	}
	return true
}

func (d *doubts) creationYear(s string, registered workday.Date) int {
	if s == "" {
		return 0
	}
	year, err := strconv.Atoi(s)
	if err != nil || year < 1950 || year > lastYear {
		d.add("Невозможный год создания «%s»; он не перенесён.", s)
		return 0
	}
	if !registered.IsZero() && year > registered.Year {
		d.add("Год создания %d позже года регистрации.", year)
	}
	return year
}

// issue names the bulletin. It comes out each quarter; more than twelve numbers
// a year there never were.
func (d *doubts) issue(series string, published workday.Date, s string) *pipeline.IssueRef {
	if s == "" {
		if !published.IsZero() {
			d.add("Номер бюллетеня не указан.")
		}
		return nil
	}
	n, err := strconv.Atoi(s)
	switch {
	case err != nil || n < 1 || n > 12:
		d.add("Невозможный номер бюллетеня «%s»; он не перенесён.", s)
		return nil
	case published.IsZero():
		d.add("Указан номер бюллетеня %d, но год его выхода не известен.", n)
		return nil
	case published.Month == time.January && n > 1:
		d.add("Бюллетень № %d вышел в январе: возможно, это бюллетень %d года.", n, published.Year-1)
	}
	return &pipeline.IssueRef{Series: series, Year: published.Year, Number: n}
}

// checkNumber knows the two forms of registration numbers: six digits until
// 1999, the year's last two first; ten digits since 2000, the year first.
func (d *doubts) checkNumber(e pipeline.Entry) {
	var year string
	switch len(e.Number) {
	case 6:
		year = "19" + e.Number[:2]
	case 10:
		year = e.Number[:4]
	default:
		d.add("Необычный регистрационный номер: цифр в нём %d, а не 6 и не 10.", len(e.Number))
		return
	}
	if !e.Date.IsZero() && year != strconv.Itoa(e.Date.Year) {
		d.add("Год в регистрационном номере (%s) не совпадает с годом регистрации (%d).", year, e.Date.Year)
	}
}

func (d *doubts) checkTitle(title string) {
	switch {
	case title == "":
		d.add("Название не указано.")
	case strings.Contains(title, "<") && strings.Contains(title, ">"):
		d.add("В названии есть знаки «<» и «>»: возможно, остаток разметки.")
	}
}

func (d *doubts) checkHolders(holders []pipeline.Party, hasColumn bool) {
	if len(holders) == 0 && hasColumn {
		d.add("Правообладатель не указан.")
	}
}

func (d *doubts) checkAuthors(authors []pipeline.Party, count string) {
	if count == "" {
		return
	}
	n, err := strconv.Atoi(count)
	switch {
	case err != nil:
		d.add("Число авторов «%s» не является числом.", count)
	case n != len(authors):
		d.add("Число авторов в записи — %d, перечислено — %d.", n, len(authors))
	}
}

func (d *doubts) checkOrder(applied, registered, published workday.Date) {
	if registered.IsZero() {
		d.add("Дата регистрации не известна.")
		return
	}
	if !applied.IsZero() && registered.Before(applied) {
		d.add("Дата регистрации (%s) раньше даты поступления заявки (%s).", registered, applied)
	}
	if !published.IsZero() && published.Before(registered) {
		d.add("Дата публикации (%s) раньше даты регистрации (%s).", published, registered)
	}
}
