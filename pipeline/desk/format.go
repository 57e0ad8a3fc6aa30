package desk

import (
	"cmp"
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// functions are what the templates may call. Instants are told in the office's zone.
func functions(c Config) template.FuncMap {
	zone := c.Office.Zone()
	return template.FuncMap{
		"date":          func(t time.Time) string { return t.In(zone).Format("02.01.2006") },
		"moment":        func(t time.Time) string { return t.In(zone).Format("02.01.2006, 15:04") },
		"machine":       func(t time.Time) string { return t.In(zone).Format(time.RFC3339) },
		"day":           formatDay,
		"percent":       percent,
		"megabyte":      megabytes,
		"status":        statusTitle,
		"verdict":       verdictTitle,
		"stage":         stageTitle,
		"channel":       channelTitle,
		"register":      func(r pipeline.RegisterID) string { return cmp.Or(c.Registers[r], string(r)) },
		"series":        func(id string) string { return cmp.Or(c.Series[id], id) },
		"country":       countryTitle,
		"roubles":       formatRoubles,
		"decimal":       formatDecimal,
		"unit":          unitTitle,
		"join":          strings.Join,
		"plural":        plural,
		"upper":         upperFirst,
		"take":          take,
		"pages":         pageList,
		"share":         formatShare,
		"readingTotals": readingTotals,
		"region":        func(k pipeline.RegionKind) string { return regionTitles[k] },
	}
}

func formatDay(d workday.Date) string {
	if d.IsZero() {
		return "—"
	}
	return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year)
}

// formatRoubles writes an amount as the acts do: «4500 руб.», kopecks only where there are any.
func formatRoubles(k pipeline.Kopecks) string {
	if k%100 == 0 {
		return fmt.Sprintf("%d\u00a0руб.", int64(k/100))
	}
	return strings.Replace(k.String(), ".", ",", 1) + "\u00a0руб."
}

// formatDecimal writes a mean with one decimal, a whole number without.
func formatDecimal(x float64) string {
	s := strconv.FormatFloat(x, 'f', 1, 64)
	return strings.Replace(strings.TrimSuffix(s, ".0"), ".", ",", 1)
}

// unitTitle says in what the lengths of terms are told.
func unitTitle(unit string) string {
	if unit == "minutes" {
		return "мин"
	}
	return "раб. дн."
}

// percent rounds down, so that nothing doubtful looks as good as what is sure.
func percent(f float64) string { return fmt.Sprintf("%d\u00a0%%", int(f*100)) }

// formatShare tells a share with one decimal: «99,5 %».
func formatShare(f float64) string { return formatDecimal(100*f) + "\u00a0%" }

func megabytes(size int64) string {
	if size < 1<<20 {
		return fmt.Sprintf("%d\u00a0КБ", (size+1023)>>10)
	}
	return strings.Replace(fmt.Sprintf("%.1f\u00a0МБ", float64(size)/(1<<20)), ".", ",", 1)
}

// plural chooses the form of a noun that Russian wants after n: one, few, many.
func plural(n int, one, few, many string) string {
	form := many
	switch {
	case n%100 >= 11 && n%100 <= 14:
	case n%10 == 1:
		form = one
	case n%10 >= 2 && n%10 <= 4:
		form = few
	}
	return fmt.Sprintf("%d\u00a0%s", n, form)
}

// upperFirst begins a phrase with a capital letter.
func upperFirst(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// pageList tells page numbers as people do: 1–3, 5.
func pageList(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		end := i
		for end+1 < len(numbers) && numbers[end+1] == numbers[end]+1 {
			end++
		}
		part := fmt.Sprint(numbers[i])
		if end > i {
			part = fmt.Sprintf("%d–%d", numbers[i], numbers[end])
		}
		parts = append(parts, part)
		i = end + 1
	}
	return strings.Join(parts, ", ")
}
