package pipeline

import (
	"context"
	"fmt"
	"slices"
)

// EvIssueWorded says anew all that an editor has written for an open issue.
const EvIssueWorded EventType = "issue-worded"

// IssueWords are what an issue prints beside entries and records: official
// messages, and why numbers of its registers bear no entry.
type IssueWords struct {
	Messages []IssueMessage `json:"messages,omitempty"`
	Numbers  []NumberNote   `json:"numbers,omitempty"`
}

// IssueMessage is an official message of the office.
type IssueMessage struct {
	Title  string `json:"title"`            // one line
	Text   string `json:"text"`             // paragraphs, parted by blank lines
	Signed string `json:"signed,omitempty"` // who signs it: office and name
}

// IssueWorded is the data of EvIssueWorded.
type IssueWorded struct {
	Issue IssueRef   `json:"issue"`
	Words IssueWords `json:"words"`
	// Issues names the touched rows, as every event that touches issues does.
	Issues []string `json:"issues"`
}

// TryWords returns words as an issue would take them, with the refusals of
// [Office.AddMessage] and [Office.ExplainNumbers], and writes nothing.
func (o *Office) TryWords(ctx context.Context, ref IssueRef, w IssueWords) (IssueWords, error) {
	var tried IssueWords
	for _, m := range w.Messages {
		m = IssueMessage{Title: oneLine(m.Title), Text: tidy(m.Text), Signed: oneLine(m.Signed)}
		if m.Title == "" || m.Text == "" {
			return tried, &Error{Op: "add message", Doc: ref.Key(), Kind: Invalid, Advice: "У официального сообщения нет заголовка или текста."}
		}
		tried.Messages = append(tried.Messages, m)
	}
	for _, n := range w.Numbers {
		n = n.whole()
		if err := o.checkNumberNote(ctx, ref.Series, n); err != nil {
			return tried, err
		}
		tried.Numbers = append(tried.Numbers, n)
	}
	return tried, nil
}

// AddMessage puts an official message at the end of an open issue.
func (o *Office) AddMessage(ctx context.Context, person Person, ref IssueRef, m IssueMessage) (IssueFile, error) {
	words, err := o.TryWords(ctx, ref, IssueWords{Messages: []IssueMessage{m}})
	if err != nil {
		return IssueFile{}, err
	}
	m = words.Messages[0]
	return o.reword(ctx, person, ref, func(w *IssueWords, _ string) error {
		w.Messages = append(w.Messages, m)
		return nil
	})
}

// ExplainNumbers puts into an open issue why numbers bear no entry.
func (o *Office) ExplainNumbers(ctx context.Context, person Person, ref IssueRef, n NumberNote) (IssueFile, error) {
	n = n.whole()
	return o.reword(ctx, person, ref, func(w *IssueWords, series string) error {
		w.Numbers = append(w.Numbers, n)
		return o.checkNumberNote(ctx, series, n)
	})
}

// DropMessage takes the message of that ordinal, from 1, out of an open issue.
// seen is the digest of the words that the person looked at: an ordinal means
// another message once somebody has changed them. Empty does not ask.
func (o *Office) DropMessage(ctx context.Context, person Person, ref IssueRef, ordinal int, seen Digest) (IssueFile, error) {
	return o.reword(ctx, person, ref, func(w *IssueWords, _ string) (err error) {
		if err := w.still(seen, ref); err != nil {
			return err
		}
		w.Messages, err = without(w.Messages, ordinal, ref)
		return err
	})
}

// DropNumbers takes the explanation of that ordinal, from 1, out of an open issue;
// seen is as in [Office.DropMessage].
func (o *Office) DropNumbers(ctx context.Context, person Person, ref IssueRef, ordinal int, seen Digest) (IssueFile, error) {
	return o.reword(ctx, person, ref, func(w *IssueWords, _ string) (err error) {
		if err := w.still(seen, ref); err != nil {
			return err
		}
		w.Numbers, err = without(w.Numbers, ordinal, ref)
		return err
	})
}

// Digest names the words: whoever takes one of them out names what was on the screen.
func (w IssueWords) Digest() Digest { return jsonDigest(w) }

// still refuses when the words are not those that a person saw.
func (w IssueWords) still(seen Digest, ref IssueRef) error {
	if seen == "" || seen == w.Digest() {
		return nil
	}
	return &Error{Op: "change issue", Doc: ref.Key(), Kind: Invalid, Advice: "Сообщения или пояснения выпуска успели изменить. Прочтите их ещё раз и повторите действие."}
}

func without[T any](list []T, ordinal int, ref IssueRef) ([]T, error) {
	if ordinal < 1 || ordinal > len(list) {
		return nil, &Error{Op: "change issue", Doc: ref.Key(), Kind: NotExist, Advice: fmt.Sprintf("В выпуске нет написанного под порядковым номером %d.", ordinal)}
	}
	return slices.Delete(slices.Clone(list), ordinal-1, ordinal), nil
}

// reword changes what an editor has written for an open issue.
func (o *Office) reword(ctx context.Context, person Person, ref IssueRef, fn func(words *IssueWords, series string) error) (IssueFile, error) {
	if err := mustHold(person, mayEdit, "write for issue", ref.Key()); err != nil {
		return IssueFile{}, err
	}
	err := retryConflict(ctx, func() error {
		f, err := o.openIssue(ctx, ref)
		if err != nil {
			return err
		}
		words := IssueWords{Messages: slices.Clone(f.Messages), Numbers: slices.Clone(f.Numbers)}
		if err := fn(&words, f.Series); err != nil {
			return err
		}
		_, err = o.commit(ctx, Batch{Streams: []StreamAppend{{Stream: ref.Stream(), Expect: f.Version, Events: []NewEvent{{
			Type: EvIssueWorded, At: o.now(), Actor: person.Login, Data: IssueWorded{Issue: ref, Words: words, Issues: []string{ref.Key()}},
		}}}}})
		return err
	})
	if err != nil {
		return IssueFile{}, err
	}
	return o.IssueFile(ctx, ref)
}
