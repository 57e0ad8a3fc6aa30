package desk

import (
	"cmp"
	"context"
	"fmt"
	"net/url"

	"vestnik/pipeline"
)

// issueCheck is one line of what an editor should know before an issue is closed.
type issueCheck struct {
	Mark  string // "good", "warn": may be closed all the same; "bad": cannot be closed
	Text  string
	Links []checkLink
}

type checkLink struct{ Text, Address string }

// maxLinks is how many links one line of the checks shows.
const maxLinks = 20

// checksOf goes through what an issue may be closed without, and what it may not:
// what waits and is not in it, drafts that would miss it, numbers that nobody
// explained, messages that nobody signs, cases that refuse to be published.
func (d *Desk) checksOf(ctx context.Context, v *issueView) ([]issueCheck, error) {
	gaps, err := d.Office.UnexplainedNumbers(ctx, v.Issue)
	if err != nil {
		return nil, err
	}
	drafts, err := d.draftsOf(ctx, v.Issue.Series)
	if err != nil {
		return nil, err
	}
	checks := []issueCheck{contentsCheck(v), refusedCheck(v.Proof.Refused), waitingCheck(v.Waits()), draftsCheck(drafts), d.gapsCheck(v, gaps)}
	for i, m := range v.Issue.Messages {
		if m.Signed == "" {
			checks = append(checks, issueCheck{Mark: "warn", Text: fmt.Sprintf("У сообщения %d «%s» не указано, кто его подписал.", i+1, m.Title)})
		}
	}
	return checks, nil
}

func contentsCheck(v *issueView) issueCheck {
	if v.Empty() {
		return issueCheck{Mark: "warn", Text: "В выпуске ничего нет. Добавьте записи или закройте его явно как пустой."}
	}
	return issueCheck{Mark: "good", Text: fmt.Sprintf("Будет напечатано: %s, %s, %s, %s.",
		plural(len(v.Issue.Entries), "новая запись", "новые записи", "новых записей"), plural(len(v.Issue.Records), "извещение", "извещения", "извещений"),
		plural(len(v.Issue.Messages), "официальное сообщение", "официальных сообщения", "официальных сообщений"), plural(len(v.Issue.Numbers), "пояснение о номерах", "пояснения о номерах", "пояснений о номерах"))}
}

func refusedCheck(refused []pipeline.Refusal) issueCheck {
	if len(refused) == 0 {
		return issueCheck{Mark: "good", Text: "Все дела выпуска можно опубликовать."}
	}
	c := issueCheck{Mark: "bad", Text: refused[0].Advice + " Завершите действие по делу или обратитесь к тому, кто его ведёт."}
	for _, r := range refused[:min(len(refused), maxLinks)] {
		c.Links = append(c.Links, checkLink{Text: "дело " + string(r.Case), Address: caseAddress(r.Case)})
	}
	return c
}

func waitingCheck(waits int) issueCheck {
	if waits == 0 {
		return issueCheck{Mark: "good", Text: "Всё, что ждало публикации в этой серии, в выпуске."}
	}
	return issueCheck{Mark: "warn", Text: fmt.Sprintf("Ждут публикации и в этот выпуск не войдут: %d. Их можно добавить выше.", waits)}
}

func draftsCheck(drafts []pipeline.CorrectionDraft) issueCheck {
	if len(drafts) == 0 {
		return issueCheck{Mark: "good", Text: "Неподписанных исправлений по реестрам серии нет."}
	}
	c := issueCheck{Mark: "warn", Text: "Исправления не подписаны и в этот выпуск не войдут: " + fmt.Sprint(len(drafts)) + "."}
	for _, draft := range drafts[:min(len(drafts), maxLinks)] {
		c.Links = append(c.Links, checkLink{Text: "проект по записи " + draft.Entry, Address: entryAddress(draft.Entry) + "/draft"})
	}
	return c
}

func (d *Desk) gapsCheck(v *issueView, gaps []pipeline.NumberGap) issueCheck {
	if len(gaps) == 0 {
		return issueCheck{Mark: "good", Text: "Пропусков в номерах без объяснения нет."}
	}
	c := issueCheck{Mark: "warn", Text: "Под этими номерами нет записи, и ни один выпуск не объясняет почему. Объясните их, чтобы читатель не искал."}
	for _, gap := range gaps[:min(len(gaps), maxLinks)] {
		span := gap.From
		if gap.To != gap.From {
			span += "–" + gap.To
		}
		q := url.Values{"register": {string(gap.Register)}, "from": {gap.From}, "to": {gap.To}}
		c.Links = append(c.Links, checkLink{Text: cmp.Or(d.Registers[gap.Register], string(gap.Register)) + ", № " + span, Address: issueAddress(v.Issue.IssueRef) + "/numbers?" + q.Encode()})
	}
	return c
}

// draftsOf returns the unsigned corrections that would be published in a series.
func (d *Desk) draftsOf(ctx context.Context, series string) ([]pipeline.CorrectionDraft, error) {
	all, err := d.Office.CorrectionDrafts(ctx)
	var list []pipeline.CorrectionDraft
	for _, draft := range all {
		of, err := d.Office.SeriesOfEntry(ctx, draft.Entry)
		if err != nil {
			return nil, err
		}
		if of == series {
			list = append(list, draft)
		}
	}
	return list, err
}

// issueAddress is where an issue stands at the desk.
func issueAddress(ref pipeline.IssueRef) string { return "/issues/" + ref.Key() }
