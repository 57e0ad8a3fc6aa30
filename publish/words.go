package publish

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// Anchors of what an editor wrote for an issue.
const (
	messagesID = "messages"
	numbersID  = "numbers"
)

// cleanWords cleans what the editor wrote; explanations stand by register and number.
func (p *Press) cleanWords(w pipeline.IssueWords) pipeline.IssueWords {
	var clean pipeline.IssueWords
	for _, m := range w.Messages {
		clean.Messages = append(clean.Messages, pipeline.IssueMessage{
			Title: Clean(m.Title), Text: strings.Join(Paragraphs(m.Text), "\n\n"), Signed: Clean(m.Signed)})
	}
	for _, n := range w.Numbers {
		n.From, n.To, n.Words = Clean(n.From), Clean(n.To), Clean(n.Words)
		clean.Numbers = append(clean.Numbers, n)
	}
	slices.SortStableFunc(clean.Numbers, func(a, b pipeline.NumberNote) int {
		return cmp.Or(cmp.Compare(p.rankOf(a.Register), p.rankOf(b.Register)), cmp.Compare(a.Register, b.Register), compareNumbers(a.From, b.From))
	})
	return clean
}

// wordsContents are the lines of an issue's contents that lead to what the editor
// wrote, and to its numbers without entries.
func (p *Press) wordsContents(e Edition) string {
	var b strings.Builder
	if n := len(e.Messages); n > 0 {
		b.WriteString("- [Официальные сообщения](#" + messagesID + "): " + plural(n, "сообщение", "сообщения", "сообщений") + "\n")
	}
	if p.numbersText(e) != "" {
		b.WriteString("- [Номера без записей](#" + numbersID + ")\n")
	}
	return b.String()
}

// wordsText are the official messages of an issue and why numbers of its registers
// bear no entry.
func (p *Press) wordsText(e Edition) string { return messagesText(e) + p.numbersText(e) }

func messagesText(e Edition) string {
	if len(e.Messages) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("## Официальные сообщения {#" + messagesID + "}\n\n")
	for i, m := range e.Messages {
		b.WriteString("### " + Text(m.Title) + " {#message-" + decimal(i+1) + "}\n\n")
		for _, paragraph := range strings.Split(m.Text, "\n\n") {
			b.WriteString(Text(paragraph) + "\n\n")
		}
		if m.Signed != "" {
			b.WriteString("*" + Text(m.Signed) + "*\n\n")
		}
	}
	return b.String()
}

// numbersText explains numbers without entries: those that the editor explained,
// and the holes between the issue's own numbers that nobody has.
func (p *Press) numbersText(e Edition) string {
	holes := p.unexplained(e)
	if len(e.Numbers)+len(holes) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString("## Номера без записей {#" + numbersID + "}\n\n")
	if len(e.Numbers) > 0 {
		b.WriteString("| Реестр | Номера | Почему | Пояснение |\n|:--|:--|:--|:--|\n")
		for _, n := range e.Numbers {
			b.WriteString("| " + Text(p.registerOf(n.Register).Title) + " | " + Text(spanOfNumbers(n.From, n.To)) + " | " + n.Reason.Title() + " | " + Text(n.Words) + " |\n")
		}
		b.WriteString("\n")
	}
	for _, hole := range holes {
		b.WriteString(hole + "\n\n")
	}
	return b.String()
}

func spanOfNumbers(first, last string) string {
	if first == last || last == "" {
		return first
	}
	return first + "–" + last
}

// mostHoles is how many spans of missing numbers a sentence names.
const mostHoles = 20

// unexplained are sentences about the numbers between the first and the last of a
// register in the issue that it neither prints nor explains. An office draws its
// numbers without gaps, so that each is in another issue or still to come; of an
// imported past nobody knows.
func (p *Press) unexplained(e Edition) []string {
	if e.Imported {
		return nil
	}
	var told []string
	for _, s := range p.sectionsOf(e) {
		spans, more := missing(s.records, e.Numbers), 0
		if len(spans) > mostHoles {
			spans, more = spans[:mostHoles], len(spans)-mostHoles
		}
		if len(spans) == 0 {
			continue
		}
		sentence := p.registerOf(s.register).Title + ": между первым и последним номером этого выпуска не стоят № " + strings.Join(spans, ", ")
		if more > 0 {
			sentence += " и ещё " + plural(more, "промежуток", "промежутка", "промежутков")
		}
		told = append(told, Text(sentence)+". Записи под этими номерами вошли в другие выпуски или ещё не опубликованы.")
	}
	return told
}

// missing returns the spans of numbers that lie between those of the records, in
// their order, and are in no note of the same register.
func missing(records []Record, notes []pipeline.NumberNote) []string {
	var spans []string
	for i := 1; i < len(records); i++ {
		before, err := strconv.ParseUint(records[i-1].Number, 10, 63)
		after, err2 := strconv.ParseUint(records[i].Number, 10, 63)
		if err != nil || err2 != nil || len(records[i].Number) != len(records[i-1].Number) {
			continue // numbers of two patterns have nothing between them
		}
		for next := before + 1; next < after; {
			last := after - 1
			explained := false
			for _, n := range notes {
				from, _ := strconv.ParseUint(n.From, 10, 63)
				to, _ := strconv.ParseUint(n.To, 10, 63)
				switch {
				case n.Register != records[i].Register || to < next || from > last:
				case from <= next:
					explained, last = true, min(to, last)
				case !explained:
					last = from - 1
				}
			}
			if !explained {
				spans = append(spans, spanOfNumbers(strconv.FormatUint(next, 10), strconv.FormatUint(last, 10)))
			}
			next = last + 1
		}
	}
	return spans
}
