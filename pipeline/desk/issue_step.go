package desk

import (
	"context"
	"slices"

	"vestnik/pipeline"
)

// issueStepRow is one thing that somebody did with an issue, in words.
type issueStepRow struct {
	pipeline.IssueStep
	Title, Who string
}

// stepsOf tells who did what with an issue, the latest on top.
func (d *Desk) stepsOf(ctx context.Context, ref pipeline.IssueRef) ([]issueStepRow, error) {
	steps, err := d.Office.IssueSteps(ctx, ref)
	if err != nil {
		return nil, err
	}
	people, err := d.staffNames(ctx)
	if err != nil {
		return nil, err
	}
	rows := make([]issueStepRow, 0, len(steps))
	var words pipeline.IssueWords // as they stood before the step
	for _, s := range steps {
		rows = append(rows, issueStepRow{IssueStep: s, Title: issueStepTitle(s, words), Who: people.Of(s.By)})
		if s.Type == pipeline.EvIssueWorded {
			words = s.Words
		}
	}
	slices.Reverse(rows)
	return rows, nil
}

func issueStepTitle(s pipeline.IssueStep, before pipeline.IssueWords) string {
	switch s.Type {
	case pipeline.EvIssueOpened:
		return "Выпуск открыт"
	case pipeline.EvIssueFilled:
		return "В выпуск добавлено: " + plural(s.Added, "запись", "записи", "записей")
	case pipeline.EvIssueWorded:
		return wordedTitle(before, s.Words)
	case pipeline.EvIssueClosed:
		return "Выпуск закрыт, подписан и опубликован"
	case pipeline.EvIssueImported:
		return "Выпуск восстановлен по открытым данным"
	}
	return string(s.Type)
}

// wordedTitle says what changed of the editor's words: one thing at a time.
func wordedTitle(before, after pipeline.IssueWords) string {
	switch messages, numbers := len(after.Messages)-len(before.Messages), len(after.Numbers)-len(before.Numbers); {
	case messages > 0:
		return "Добавлено сообщение «" + after.Messages[len(after.Messages)-1].Title + "»"
	case messages < 0:
		return "Убрано официальное сообщение"
	case numbers > 0:
		return "Объяснены номера с " + after.Numbers[len(after.Numbers)-1].From
	}
	return "Убрано пояснение о номерах"
}
