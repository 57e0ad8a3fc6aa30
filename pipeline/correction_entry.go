package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Who proposes to correct a published entry, and who signs it. Order 210 knows no
// such action; the Civil Code (art. 1262) has the register corrected and every
// change of it published. Two people, as for any decision that goes out.
var (
	mayDraftCorrection = []string{"registrar", "editor"}
	maySignCorrection  = []string{"approver"}
)

// EntryCorrection is what a person proposes to publish about a public entry.
type EntryCorrection struct {
	Nature Nature
	Basis  string            // on which ground, in words for the public
	Values map[string]string // by field, as [FieldChange] writes values; of a list, a line each
	Seen   Digest            // of the entry that the person looked at, from [EntryDigest]; empty does not ask
	// Over is the digest of the unsigned draft that the person saw and wants to
	// replace, empty for none; nil does not ask, and replaces whatever stands there.
	Over *Digest
}

// CorrectionDraft is a correction that waits for a signature.
type CorrectionDraft struct {
	Entry    string        `json:"entry"` // key
	Nature   Nature        `json:"nature"`
	Basis    string        `json:"basis"`
	Changes  []FieldChange `json:"changes"`
	Corrects *RecordRef    `json:"corrects,omitempty"`
	By       string        `json:"by"`
	At       time.Time     `json:"at"`
	Version  int           `json:"version"` // events in its stream
}

// Digest names the draft: whoever signs names what was on the screen.
func (d CorrectionDraft) Digest() Digest { return jsonDigest(d) }

// EntryDigest names what the public is told of an entry.
func EntryDigest(e Entry) Digest { return jsonDigest(e.ForPublic()) }

// CorrectionDrafts lists what waits for a signature, by register and number.
func (o *Office) CorrectionDrafts(ctx context.Context) ([]CorrectionDraft, error) {
	docs, _, err := o.views.Docs(ctx, ViewQuery{View: ViewCorrections})
	if err != nil {
		return nil, err
	}
	list := make([]CorrectionDraft, len(docs))
	for i, d := range docs {
		if err := json.Unmarshal(d.Body, &list[i]); err != nil {
			return nil, &Error{Op: "read correction", Doc: d.Key, Kind: Corrupt, Err: err}
		}
	}
	return list, nil
}

// CorrectionDraft returns what waits for a signature about an entry, or NotExist.
func (o *Office) CorrectionDraft(ctx context.Context, key string) (CorrectionDraft, error) {
	d, err := o.views.Doc(ctx, ViewCorrections, key)
	if errors.Is(err, NotExist) {
		return CorrectionDraft{}, &Error{Op: "find correction", Doc: key, Kind: NotExist, Advice: "Проекта исправления записи «" + key + "» нет."}
	}
	if err != nil {
		return CorrectionDraft{}, err
	}
	var draft CorrectionDraft
	if err := json.Unmarshal(d.Body, &draft); err != nil {
		return draft, &Error{Op: "read correction", Doc: key, Kind: Corrupt, Err: err}
	}
	return draft, nil
}

// DraftCorrection proposes a correction of a public entry; a draft of the same
// entry that nobody has signed is replaced. Refused as Invalid are a field that is
// not public, a value that is not one or is what stands there, what the papers of
// the case keep private, and a field with a correction that is not published yet.
func (o *Office) DraftCorrection(ctx context.Context, person Person, key string, c EntryCorrection) (CorrectionDraft, error) {
	err := retryConflict(ctx, func() error {
		draft, err := o.TryCorrection(ctx, person, key, c)
		if err != nil {
			return err
		}
		events, err := o.journal.Stream(ctx, correctionStream(key), 0)
		if err != nil {
			return err
		}
		if err := o.standsStill(ctx, key, c.Over); err != nil {
			return err
		}
		_, err = o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: correctionStream(key), Expect: len(events), Events: []NewEvent{{
			Type: EvCorrectionDrafted, At: o.now(), Actor: person.Login, Data: draft,
		}}}}})
		return err
	})
	if err != nil {
		return CorrectionDraft{}, err
	}
	return o.CorrectionDraft(ctx, key)
}

// TryCorrection works out what [Office.DraftCorrection] would propose, with the
// same refusals, and writes nothing.
func (o *Office) TryCorrection(ctx context.Context, person Person, key string, c EntryCorrection) (CorrectionDraft, error) {
	if err := mustHold(person, mayDraftCorrection, "draft correction", key); err != nil {
		return CorrectionDraft{}, err
	}
	e, err := o.publicEntry(ctx, key)
	if err != nil {
		return CorrectionDraft{}, err
	}
	if c.Seen != "" && c.Seen != EntryDigest(e) {
		return CorrectionDraft{}, refuseCorrection(key, "Запись уже не та, что была на экране: её успели изменить. Откройте её ещё раз.")
	}
	draft, err := draftOf(e, c)
	if err != nil {
		return CorrectionDraft{}, err
	}
	return draft, o.keepPrivate(ctx, e, draft)
}

// standsStill refuses to replace another draft than the one that the person saw:
// nobody's work is thrown away unread.
func (o *Office) standsStill(ctx context.Context, key string, seen *Digest) error {
	if seen == nil {
		return nil
	}
	draft, err := o.CorrectionDraft(ctx, key)
	switch {
	case errors.Is(err, NotExist):
		if *seen == "" {
			return nil
		}
		return refuseCorrection(key, "Проект исправления, который Вы изменяете, уже подписан или отозван. Откройте запись ещё раз.")
	case err != nil:
		return err
	case draft.Digest() != *seen:
		return refuseCorrection(key, "Пока Вы заполняли форму, другой сотрудник подготовил проект исправления этой же записи. Прочтите его: новый проект его заменит.")
	}
	return nil
}

// publicEntry returns an entry with all its records; only what was published can
// be corrected by a publication.
func (o *Office) publicEntry(ctx context.Context, key string) (Entry, error) {
	e, err := o.entry(ctx, key)
	if err == nil && !e.Public() {
		err = &Error{Op: "correct entry", Doc: key, Kind: NotExist, Advice: "Опубликованной записи «" + key + "» в реестре нет."}
	}
	return e, err
}

func refuseCorrection(key, advice string) error {
	return &Error{Op: "correct entry", Doc: key, Kind: Invalid, Advice: advice}
}

// draftOf works out what a correction changes, fields in the order of the page.
func draftOf(e Entry, c EntryCorrection) (CorrectionDraft, error) {
	draft := CorrectionDraft{Entry: e.Key(), Nature: c.Nature, Basis: oneLine(c.Basis)}
	if c.Nature.Title() == "" {
		return draft, refuseCorrection(draft.Entry, fmt.Sprintf("Вид исправления «%s» неизвестен. Назовите office-error (ошибка ведомства), applicant (заявление правообладателя) или court (решение суда).", c.Nature))
	}
	if draft.Basis == "" {
		return draft, refuseCorrection(draft.Entry, "Не указано основание. Напишите словами, которые увидят все: что послужило причиной исправления.")
	}
	if len(c.Values) == 0 {
		return draft, refuseCorrection(draft.Entry, "Не названо ни одного сведения, которое нужно изменить.")
	}
	now := e.AsOf(noDay)
	for _, name := range slices.SortedFunc(maps.Keys(c.Values), compareFieldNames) {
		change, err := changeOf(e, now, name, c.Values[name])
		if err != nil {
			return draft, err
		}
		draft.Changes = append(draft.Changes, change)
	}
	draft.Corrects = printedLast(e, draft.Changes)
	return draft, nil
}

// changeOf works out the change of one field.
func changeOf(e, now Entry, name, value string) (FieldChange, error) {
	f, ok := changeableField(now, name)
	if !ok {
		return FieldChange{}, refuseCorrection(e.Key(), fmt.Sprintf("Сведение «%s» в этой записи не публикуется или не исправляется. Можно изменить: %s.", name, strings.Join(ChangeableFields(now), ", ")))
	}
	change := FieldChange{Field: name, Title: f.title, Before: f.get(now)}
	after := now
	if err := f.set(&after, tidy(value)); err != nil {
		return change, refuseCorrection(e.Key(), fmt.Sprintf("Сведение «%s»: значение «%s» не подходит. Дата пишется ГГГГ-ММ-ДД, год — четырьмя цифрами, да и нет — true и false.", f.title, value))
	}
	change.After = f.get(after)
	switch {
	case change.After == change.Before:
		return change, refuseCorrection(e.Key(), fmt.Sprintf("Сведение «%s» уже стоит в записи именно так: исправлять нечего.", f.title))
	case change.After == "" && f.needed:
		return change, refuseCorrection(e.Key(), fmt.Sprintf("Сведение «%s» не может остаться пустым.", f.title))
	}
	for _, r := range e.Records {
		if !r.Public() && slices.ContainsFunc(r.Changes, func(w FieldChange) bool { return w.Field == name }) {
			return change, refuseCorrection(e.Key(), fmt.Sprintf("Сведение «%s» уже исправлено, но исправление ещё не опубликовано. Дождитесь выпуска, в который оно войдёт.", f.title))
		}
	}
	return change, nil
}

// printedLast is the newest publication that printed one of the values being
// changed; nil where Vestnik does not know the issue.
func printedLast(e Entry, changes []FieldChange) *RecordRef {
	var last *RecordRef
	newest := e.PublishedOn
	if e.Issue != nil {
		last = &RecordRef{Issue: *e.Issue, Key: e.Key()}
	}
	for _, r := range e.Records {
		printed := slices.ContainsFunc(changes, func(c FieldChange) bool {
			seq, _, ok := cutRecordField(c.Field)
			return ok && seq == r.Seq || e.Elsewhere || slices.ContainsFunc(r.Changes, func(w FieldChange) bool { return w.Field == c.Field })
		})
		if r.Public() && r.Issue != nil && printed && !r.PublishedOn.Before(newest) {
			newest, last = r.PublishedOn, &RecordRef{Issue: *r.Issue, Key: recordKey(e.Key(), r.Seq)}
		}
	}
	return last
}

// compareFieldNames orders as the page does; what records state comes last.
func compareFieldNames(a, b string) int {
	rank := func(name string) int {
		i := slices.IndexFunc(changeableFields, func(f changeable) bool { return f.name == name })
		if i < 0 {
			return len(changeableFields)
		}
		return i
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

// oneLine makes runs of white space one space.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// tidy makes each line of a value one without needless space, keeping single blank
// lines between paragraphs.
func tidy(value string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(value, "\r", "\n")) {
		if line = oneLine(line); line != "" || len(lines) > 0 && lines[len(lines)-1] != "" {
			lines = append(lines, line)
		}
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
