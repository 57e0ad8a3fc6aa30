package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"strconv"
)

// NumberReason says why a number of a register bears no entry.
type NumberReason string

// Why numbers bear no entry. Their names are data and never reused.
const (
	NumberReserved NumberReason = "reserved" // kept for a later entry
	NumberAnnulled NumberReason = "annulled" // drawn, and taken back
	NumberNotUsed  NumberReason = "not-used" // never given to anything
)

// Title tells the reason in Russian; empty for one that does not exist.
func (r NumberReason) Title() string {
	switch r {
	case NumberReserved:
		return "зарезервировано"
	case NumberAnnulled:
		return "аннулировано"
	case NumberNotUsed:
		return "не использовано"
	}
	return ""
}

// NumberNote explains in an issue numbers of a register under which no entry
// stands. Numbers are drawn with their entry, without gaps, so that only a person
// can say why one is missing.
type NumberNote struct {
	Register RegisterID   `json:"register"`
	From     string       `json:"from"`
	To       string       `json:"to"` // the last one; From for a single number
	Reason   NumberReason `json:"reason"`
	Words    string       `json:"words"` // Russian, one line
}

// whole is the note with its words on one line and its last number named.
func (n NumberNote) whole() NumberNote {
	n.Words = oneLine(n.Words)
	n.To = cmp.Or(n.To, n.From)
	return n
}

// mostNumbers is how many numbers one note explains: more is a slip of the finger.
const mostNumbers = 10_000

// checkNumberNote refuses a note that explains nothing, or numbers that bear entries.
func (o *Office) checkNumberNote(ctx context.Context, series string, n NumberNote) error {
	refuse := func(format string, args ...any) error {
		return &Error{Op: "explain numbers", Doc: string(n.Register) + "/" + n.From, Kind: Invalid, Advice: fmt.Sprintf(format, args...)}
	}
	from, err := strconv.ParseUint(n.From, 10, 63)
	to, err2 := strconv.ParseUint(n.To, 10, 63)
	switch {
	case o.rules.SeriesOf[n.Register] != series:
		return refuse("Реестр «%s» публикуется не в серии «%s».", n.Register, series)
	case err != nil || err2 != nil || len(n.From) != len(n.To) || to < from || to-from >= mostNumbers:
		return refuse("Номера «%s–%s» названы неверно: нужны цифры одной длины, первый не больше последнего, не более %d номеров.", n.From, n.To, mostNumbers)
	case n.Reason.Title() == "":
		return refuse("Причина «%s» неизвестна. Назовите reserved (зарезервирован), annulled (аннулирован) или not-used (не использован).", n.Reason)
	case n.Words == "":
		return refuse("Объясните словами, почему под номером нет записи.")
	}
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewEntries, From: string(n.Register) + "/" + sortable(n.From), To: string(n.Register) + "/" + sortable(n.To) + "\x00", Limit: 1})
	if err != nil {
		return err
	}
	if len(docs) > 0 {
		return refuse("Под номером %s в реестре есть запись. Если она недействительна, исправьте её: сведение «valid».", docs[0].Key)
	}
	return nil
}
