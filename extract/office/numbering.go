package office

import (
	"archive/zip"
	"strconv"
	"strings"
)

// numbering counts the items of lists that number themselves, so that a form's
// "1." and "2." are read though nobody typed them (ECMA-376 §17.9).
type numbering struct {
	levels   map[string]map[string]level // by abstract list, by level
	lists    map[string]string           // numId → abstract list
	counters map[string][]int            // by numId
}

type level struct {
	format string
	text   string
	start  int
}

type value struct {
	Val string `xml:"val,attr"`
}

func readNumbering(z *zip.Reader) (*numbering, error) {
	n := &numbering{levels: map[string]map[string]level{}, lists: map[string]string{}, counters: map[string][]int{}}
	rc, err := part(z, "word/numbering.xml")
	if rc == nil || err != nil {
		return n, err
	}
	defer rc.Close()
	var x struct {
		Abstract []struct {
			ID     string `xml:"abstractNumId,attr"`
			Levels []struct {
				Level  string `xml:"ilvl,attr"`
				Start  value  `xml:"start"`
				Format value  `xml:"numFmt"`
				Text   value  `xml:"lvlText"`
			} `xml:"lvl"`
		} `xml:"abstractNum"`
		Nums []struct {
			ID       string `xml:"numId,attr"`
			Abstract value  `xml:"abstractNumId"`
		} `xml:"num"`
	}
	if err := decoder(rc).Decode(&x); err != nil {
		return n, nil // items stay without numbers
	}
	for _, a := range x.Abstract {
		n.levels[a.ID] = map[string]level{}
		for _, l := range a.Levels {
			start, err := strconv.Atoi(l.Start.Val)
			if err != nil {
				start = 1
			}
			n.levels[a.ID][l.Level] = level{format: l.Format.Val, text: l.Text.Val, start: start}
		}
	}
	for _, num := range x.Nums {
		n.lists[num.ID] = num.Abstract.Val
	}
	return n, nil
}

// maxLevels is how deep lists of DOCX go.
const maxLevels = 9

// next counts an item and returns its mark with a space behind, or nothing.
func (n *numbering) next(item listItem) string {
	if item.num == "" || item.num == "0" {
		return ""
	}
	if item.level == "" {
		item.level = "0"
	}
	levels := n.levels[n.lists[item.num]]
	own, known := levels[item.level]
	at, err := strconv.Atoi(item.level)
	if !known || err != nil || at < 0 || at >= maxLevels {
		return ""
	}
	if own.format == "bullet" {
		return "• "
	}
	if own.format == "none" || own.text == "" {
		return ""
	}
	c := n.counters[item.num]
	for len(c) <= at {
		c = append(c, levels[strconv.Itoa(len(c))].start-1)
	}
	c = c[:at+1] // deeper levels begin anew
	c[at]++
	n.counters[item.num] = c
	mark := own.text
	for i := range c {
		shown := max(c[i], levels[strconv.Itoa(i)].start)
		mark = strings.ReplaceAll(mark, "%"+strconv.Itoa(i+1), numeral(shown, levels[strconv.Itoa(i)].format))
	}
	return mark + " "
}

func numeral(v int, format string) string {
	letter := func(first rune, letters string) string {
		r := []rune(letters)
		if len(r) == 0 {
			return string(first + rune((v-1)%26))
		}
		return string(r[(v-1)%len(r)])
	}
	if v < 1 {
		return strconv.Itoa(v)
	}
	switch format {
	case "lowerLetter":
		return letter('a', "")
	case "upperLetter":
		return letter('A', "")
	case "russianLower":
		return letter(0, "абвгдежзиклмнопрстуфхцчшщэюя")
	case "russianUpper":
		return letter(0, "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ")
	case "upperRoman":
		return roman(v)
	case "lowerRoman":
		return strings.ToLower(roman(v))
	}
	return strconv.Itoa(v)
}

func roman(v int) string {
	if v > 3999 {
		return strconv.Itoa(v)
	}
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{
		{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"},
		{50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"},
	} {
		for ; v >= d.value; v -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}
