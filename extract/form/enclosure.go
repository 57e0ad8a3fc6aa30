package form

import (
	"strconv"
	"strings"
)

var (
	itemNumber    = onUse(`(?:^|[\s;])(\d{1,2})[.)]\s*[\p{L}«"]`)
	itemBullet    = onUse(`(?:^|\s)[-–—•*]\s+[\p{L}«"]`)
	enclosedOn    = onUse(`(?i)[\s,(–—-]*(?:^|[\s,(–—-])(?:на\s+)?(\d{1,5})\s*(?:\([^()]{1,30}\)\s*)?(?:л|лист\p{L}*|стр|страниц\p{L}*)(?:[^\p{L}]|$)`)
	enclosedIn    = onUse(`(?i)[\s,(–—-]*(?:^|[\s,(–—-])(?:в\s+)?(\d{1,3})\s*(?:\([^()]{1,30}\)\s*)?экз`)
	outgoingToken = onUse(`^\W*(?:№\s*)?([\p{L}\d][\p{L}\d/\-.]*)`)
)

// enclosure is one entry of the list of what a letter brings: what, and on how many
// sheets, in how many copies, where it says so.
type enclosure map[string]found

// readEnclosures reads the list under «Приложение»: numbered, dashed, parted by
// semicolons, or in one sentence by commas. It guesses no number of sheets.
func readEnclosures(p passage) []enclosure {
	var list []enclosure
	for _, item := range itemsOf(p.trim()) {
		if e := readEnclosure(item.trim()); e != nil {
			list = append(list, e)
		}
	}
	return list
}

// itemsOf cuts a list at the plainest signs of a new item that it has.
func itemsOf(p passage) []passage {
	if starts := inTurn(p.text); len(starts) > 0 {
		return p.cutAt(starts)
	}
	if bullets := itemBullet.FindAllStringIndex(p.text, -1); len(bullets) > 1 {
		var starts []int
		for _, b := range bullets {
			starts = append(starts, b[0])
		}
		return p.cutAt(starts)
	}
	if strings.Contains(p.text, ";") {
		return p.cutAt(append([]int{0}, outside(p.text, ';')...))
	}
	if lines := p.openings(); len(lines) > 1 {
		return p.cutAt(lines)
	}
	if enclosedOn.MatchString(p.text) {
		return []passage{p} // commas part its words: «диск, опись, на 3 л.»
	}
	return p.cutAt(append([]int{0}, outside(p.text, ',')...))
}

// inTurn are the places where items begin that are numbered from one on; numbers
// out of turn are parts of a text.
func inTurn(text string) []int {
	var starts []int
	for _, m := range itemNumber.FindAllStringSubmatchIndex(text, -1) {
		if n, _ := strconv.Atoi(text[m[2]:m[3]]); n == len(starts)+1 {
			starts = append(starts, m[2])
		}
	}
	return starts
}

// outside are the places behind a sign where it stands in no quotation or bracket.
func outside(text string, sign rune) []int {
	var at []int
	depth := 0
	for i, r := range text {
		switch {
		case strings.ContainsRune("«(„", r):
			depth++
		case strings.ContainsRune("»)“", r):
			depth--
		case r == sign && depth <= 0:
			at = append(at, i+1)
		}
	}
	return at
}

// openings are where lines begin with a capital letter behind one that is whole: it
// ends with a count of sheets or copies, or a stop.
func (p passage) openings() []int {
	starts := []int{0}
	for i := 1; i < len(p.words); i++ {
		before := strings.TrimRight(p.words[i-1].text, ",)")
		if p.startsLine(i) && startsUpper(strings.TrimLeft(p.words[i].text, "«\"")) &&
			(strings.HasSuffix(before, ".") || strings.HasSuffix(before, "л") || strings.HasSuffix(before, "экз")) {
			starts = append(starts, p.at[i])
		}
	}
	return starts
}

// cutAt cuts a passage at offsets that rise; what stands before the first is left out.
func (p passage) cutAt(starts []int) []passage {
	var parts []passage
	for i, from := range starts {
		to := len(p.text)
		if i+1 < len(starts) {
			to = starts[i+1]
		}
		if from < to {
			parts = append(parts, p.cut(from, to))
		}
	}
	return parts
}

// readEnclosure reads one item: what stands before its counts is its title.
func readEnclosure(p passage) enclosure {
	e := enclosure{}
	end := len(p.text)
	for part, pattern := range map[string]expression{"sheets": enclosedOn, "copies": enclosedIn} {
		m := pattern.FindStringSubmatchIndex(p.text)
		if m == nil {
			continue
		}
		n, _ := strconv.Atoi(p.text[m[2]:m[3]])
		e[part] = found{value: n, words: p.cover(m[2], m[3]), quality: qualityNoCheck, exact: true}
		end = min(end, m[0])
	}
	from := 0
	if m := itemNumber.FindStringSubmatchIndex(p.text); m != nil && m[2] == 0 {
		from = m[3] + 1
	}
	if from >= end {
		return nil
	}
	title, ok := readText(p.cut(from, end).trim())
	if !ok {
		return nil
	}
	title.value = strings.TrimRight(title.value.(string), ". ")
	e["title"] = title
	return e
}

// takeEnclosures enters the items of a list of enclosures.
func (r *reader) takeEnclosures(field string, m *mark, p passage) {
	for _, e := range readEnclosures(p) {
		opens := true
		for _, part := range []string{"title", "sheets", "copies"} {
			if f, has := e[part]; has {
				r.piece(field, piece{part: part, value: f, quality: m.hit.quality(), opens: opens})
				opens = false
			}
		}
	}
}

// readOutgoing reads the number that a letter bears at its sender's. The rule of a
// blank and the date behind it are none.
func readOutgoing(p passage) (found, bool) {
	m := outgoingToken.FindStringSubmatchIndex(p.text)
	if m == nil {
		return found{}, false
	}
	token := strings.TrimRight(p.text[m[2]:m[3]], ".-/")
	if _, dated := findDate(token); dated || digits(token) == 0 {
		return found{}, false
	}
	return found{value: token, words: p.cover(m[2], m[2]+len(token)), quality: qualityNoCheck}, true
}
