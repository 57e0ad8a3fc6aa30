package regulation

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

var monthsGenitive = [...]string{
	"января", "февраля", "марта", "апреля", "мая", "июня",
	"июля", "августа", "сентября", "октября", "ноября", "декабря",
}

// longDate writes a date as letters do: «28 февраля 2017 г.».
func longDate(t time.Time) string {
	return fmt.Sprintf("%d %s %d г.", t.Day(), monthsGenitive[t.Month()-1], t.Year())
}

// counted chooses the form of a noun after a number: 1 день, 2 дня, 5 дней.
func counted(n int64, one, few, many string) string {
	return strconv.FormatInt(n, 10) + " " + plural(n, one, few, many)
}

func plural(n int64, one, few, many string) string {
	if n < 0 {
		n = -n
	}
	switch {
	case n%100 >= 11 && n%100 <= 14:
		return many
	case n%10 == 1:
		return one
	case n%10 >= 2 && n%10 <= 4:
		return few
	}
	return many
}

// lengthGenitive writes the length of a term as it stands after «в течение».
// Months and years are in words, as acts write them: «двух месяцев»; days are
// in digits: «21 рабочего дня». In the genitive every number but those ending
// in one takes the plural.
func lengthGenitive(amount int, unit string) string {
	one, many := unitGenitive(unit)
	if (unit == "months" || unit == "years") && amount > 0 && amount < len(smallGenitive) {
		return smallGenitive[amount] + " " + plural(int64(amount), one, many, many)
	}
	return counted(int64(amount), one, many, many)
}

// smallGenitive are the masculine numerals in the genitive, by number.
var smallGenitive = [...]string{
	"", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти", "одиннадцати", "двенадцати",
}

func unitGenitive(unit string) (one, many string) {
	switch unit {
	case "working-days":
		return "рабочего дня", "рабочих дней"
	case "calendar-days":
		return "дня", "дней"
	case "months":
		return "месяца", "месяцев"
	case "years":
		return "года", "лет"
	case "hours":
		return "часа", "часов"
	case "minutes":
		return "минуты", "минут"
	}
	return "", ""
}

// roubles writes a sum: «4500 рублей», «1 рубль», «10,50 рубля».
func roubles(sum float64) string {
	kopecks := int64(sum*100 + 0.5)
	if kopecks%100 != 0 {
		return fmt.Sprintf("%d,%02d рубля", kopecks/100, kopecks%100)
	}
	return counted(kopecks/100, "рубль", "рубля", "рублей")
}

var markdownSpecials = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`,
	`#`, `\#`, `|`, `\|`, `~`, `\~`, `&`, `\&`, `$`, `\$`,
)

// escapeMarkdown makes a text stand in CommonMark as it is written: nothing in
// it is markup, and no line of it begins a list, heading, rule or code block.
// Line breaks stay line breaks.
func escapeMarkdown(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.TrimSpace(s), "\r\n", "\n"), "\n")
	kept := lines[:0]
	for _, line := range lines {
		if line = strings.TrimSpace(dropControls(line)); line != "" {
			kept = append(kept, escapeStart(markdownSpecials.Replace(line)))
		}
	}
	return strings.Join(kept, "\\\n")
}

func dropControls(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029 {
			return ' '
		}
		return r
	}, s)
}

// escapeStart disarms what would open a block at the start of a line.
func escapeStart(line string) string {
	if line == "" {
		return line
	}
	switch line[0] {
	case '-', '+', '=':
		return `\` + line
	}
	digits := 0
	for digits < len(line) && line[digits] >= '0' && line[digits] <= '9' {
		digits++
	}
	if digits > 0 && digits < len(line) && (line[digits] == '.' || line[digits] == ')') {
		return line[:digits] + `\` + line[digits:]
	}
	return line
}
