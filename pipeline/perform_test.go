package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

func TestTheWayToTheRegister(t *testing.T) {
	r := newRig(t)
	c := r.entered("заявление.pdf")
	want := map[string]string{"receipt": "2026-000001", "incoming": "ВК-2026-000001", "application": "2026610001", "registration": "2026610001"}
	if fmt.Sprint(c.Numbers) != fmt.Sprint(want) || c.State != "M_REGISTERED" || !slices.Equal(c.Entries, []string{"programs/2026610001"}) {
		t.Errorf("case stands at %s with %v and %v", c.State, c.Numbers, c.Entries)
	}
	for _, n := range c.Notices {
		if n.Draft {
			t.Errorf("%s is still a draft", n.ID)
		}
	}
	waiting, err := r.office.Waiting(t.Context(), "programs")
	must(t, err)
	if len(waiting) != 1 || waiting[0].Key() != "programs/2026610001" || waiting[0].Public() {
		t.Errorf("waiting are %+v", waiting)
	}
}

func TestACommandCommitsItsCheck(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	r.decided(c.ID)
	for _, f := range r.load(c.ID).Findings {
		if f.Rule == "R210-2-1" && f.Verdict != "not-applicable" { // holds only until the decision
			t.Errorf("after the decision the desk still shows %s as %s", f.Rule, f.Verdict)
		}
	}
	done := r.do(c.ID, registrar, "enter", nil)
	if done.Event.Type != pipeline.EvPerformed || done.State != "M_REGISTERED" {
		t.Errorf("done is %s, %s", done.Event.Type, done.State)
	}
}

func TestTheReceiptDateIsTheLegalOne(t *testing.T) {
	for _, c := range []struct {
		name, paidOn, want string
	}{
		{"paid before the filing", "2026-03-27", "2026-03-31"}, // the day of acceptance
		{"paid after the filing", "2026-04-02", "2026-04-06"},  // the day of the confirmation (п. 34)
	} {
		t.Run(c.name, func(t *testing.T) {
			r := newRig(t)
			id := r.filed("a.pdf").ID
			r.now = monday.AddDate(0, 0, 1)
			r.do(id, registrar, "accept", answer)
			r.now = monday.AddDate(0, 0, 2)
			r.do(id, registrar, "transfer", nil)
			r.now = monday.AddDate(0, 0, 7)
			r.do(id, feeClerk, "confirm-fee", map[string]any{"amount": 4500.0, "paid_on": c.paidOn})
			r.do(id, examiner, "decide-positive", answer)
			r.do(id, approver, "sign", nil)
			r.now = monday.AddDate(0, 0, 8)
			r.do(id, registrar, "enter", nil)
			waiting, err := r.office.Waiting(t.Context(), "programs")
			must(t, err)
			if e := waiting[0]; e.ApplicationDate.String() != c.want || e.Date.String() != "2026-04-07" {
				t.Errorf("application of %s, registered %s; want %s", e.ApplicationDate, e.Date, c.want)
			}
		})
	}
}

func TestADecisionTakesTwoPeople(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	r.examined(c.ID)
	both := pipeline.Person{Login: "both", Roles: []string{"examiner", "approver"}}
	r.do(c.ID, both, "decide-positive", answer)
	list, _, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Open: true})
	must(t, err)
	if list[0].ProposedBy != "both" || list[0].State != "M_EXAM" {
		t.Errorf("the queue shows %+v", list[0])
	}
	for _, who := range []pipeline.Person{both, examiner, stranger} {
		_, err := r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "sign", Person: who})
		wantKind(t, err, pipeline.Permission)
	}
	if got := r.load(c.ID).State; got != "M_EXAM" {
		t.Fatalf("the case went on to %s", got)
	}
	if _, err := r.office.Correct(t.Context(), c.ID, examiner, "title", "Другое"); err != nil {
		t.Fatal(err)
	}
	_, err = r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "sign", Person: approver})
	wantKind(t, err, pipeline.Invalid) // it is no longer what was drafted
	r.do(c.ID, approver, "send-back", map[string]any{"reason": "исправлено название"})
	r.do(c.ID, both, "decide-positive", answer)
	if done := r.do(c.ID, approver, "sign", nil); done.State != "M_POSITIVE" {
		t.Errorf("signed, the case stands at %s", done.State)
	}
}

func TestRefusedCommandsLeaveNothing(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	for _, o := range []struct {
		pipeline.Order
		kind pipeline.Kind
	}{
		{pipeline.Order{Command: "accept", Person: stranger, Args: answer}, pipeline.Permission},
		{pipeline.Order{Command: "enter", Person: registrar}, pipeline.Invalid},
		{pipeline.Order{Command: "publish", Person: editor}, pipeline.Invalid},
		{pipeline.Order{Command: "burn", Person: registrar}, pipeline.Invalid},
	} {
		o.Case = c.ID
		_, err := r.office.Do(t.Context(), o.Order)
		wantKind(t, err, o.kind)
	}
	r.do(c.ID, registrar, "accept", answer)
	if got := r.load(c.ID).Numbers["incoming"]; got != "ВК-2026-000001" {
		t.Errorf("a refused command drew a number: the next is %s", got)
	}
}

func TestTwentyOfficersDrawNumbersWithoutGaps(t *testing.T) {
	r := newRig(t)
	const officers = 20
	ids := make([]pipeline.CaseID, officers)
	for i := range ids {
		ids[i] = r.filed(fmt.Sprintf("%d.pdf", i)).ID
	}
	var wg sync.WaitGroup
	for _, id := range ids {
		wg.Go(func() {
			if _, err := r.office.Do(t.Context(), pipeline.Order{Case: id, Command: "accept", Person: registrar, Args: answer}); err != nil {
				t.Errorf("%s: %v", id, err)
			}
		})
	}
	wg.Wait()
	var numbers []string
	for _, id := range ids {
		numbers = append(numbers, r.load(id).Numbers["incoming"])
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if want := fmt.Sprintf("ВК-2026-%06d", i+1); n != want {
			t.Errorf("number %d is %s, want %s", i, n, want)
		}
	}
}

func TestTwoOfficersOnOneButtonPerformOnce(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	r.decided(c.ID)
	var wg sync.WaitGroup
	var mu sync.Mutex
	done, refused := 0, 0
	for range 8 {
		wg.Go(func() {
			_, err := r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "enter", Person: registrar})
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done++
			case errors.Is(err, pipeline.Invalid):
				refused++
			default:
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if done != 1 || refused != 7 || len(r.load(c.ID).Entries) != 1 {
		t.Errorf("%d performed, %d refused, entries %v", done, refused, r.load(c.ID).Entries)
	}
}

func TestANumberThatTheRegisterHoldsIsNotEnteredTwice(t *testing.T) {
	r := newRig(t)
	must(t, errOf(r.office.ImportHistory(t.Context(), "old.csv", "programs", []pipeline.Entry{pastEntry("2026610001", 1994)})))
	c := r.filed("a.pdf")
	r.decided(c.ID)
	_, err := r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "enter", Person: registrar})
	wantKind(t, err, pipeline.Invalid)
	if got := r.load(c.ID); len(got.Entries) != 0 || got.State != "M_POSITIVE" {
		t.Errorf("entries %v at %s", got.Entries, got.State)
	}
}

func errOf[T any](_ T, err error) error { return err }

func TestOnlyWhatTheActPublishesEntersTheRegister(t *testing.T) {
	r := newRig(t)
	r.entered("a.pdf")
	waiting, err := r.office.Waiting(t.Context(), "programs")
	must(t, err)
	e := waiting[0]
	want := []pipeline.Party{{Name: "Ольхина Северина Павловна", Country: "BY"}, {Name: "Север Ольхин"}}
	if !slices.Equal(e.Authors, want) || !e.AuthorsDeclined {
		t.Errorf("authors are %+v, declined %v", e.Authors, e.AuthorsDeclined)
	}
	if !slices.Equal(e.Holders, []pipeline.Party{{Name: "Ольхина Северина Павловна", Country: "RU", Kind: "person"}}) {
		t.Errorf("holders are %+v", e.Holders)
	}
	if printed := fmt.Sprintf("%+v", e); containsSecret(printed) != "" {
		t.Errorf("the entry holds %q", containsSecret(printed))
	}
}

func containsSecret(s string) string {
	for _, secret := range []string{secretAddress, secretINN, secretPhone, secretName} {
		if strings.Contains(s, secret) {
			return secret
		}
	}
	return ""
}

func TestAnUnclearChoiceOfMentionStopsTheEntry(t *testing.T) {
	unsure := party("name", secretName, "mention", "named")
	mention := unsure.Parts["mention"]
	mention.Sure, mention.Confidence = false, .4
	unsure.Parts["mention"] = mention
	for name, author := range map[string]pipeline.Reading{
		"a pseudonym left out": party("name", secretName, "mention", "pseudonym"),
		"a doubtful mark":      unsure,
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			fields := defaultFields()
			fields["authors"] = pipeline.Field{Values: []pipeline.Reading{author}}
			r.reader.fields["a.pdf"] = fields
			c := r.filed("a.pdf")
			r.decided(c.ID)
			_, err := r.office.Do(t.Context(), pipeline.Order{Case: c.ID, Command: "enter", Person: registrar})
			wantKind(t, err, pipeline.Invalid)
			if !strings.Contains(pipeline.AdviceOf(err), "Автор № 1") {
				t.Errorf("advice is %q", pipeline.AdviceOf(err))
			}
		})
	}
}

func TestAPreviewChangesNothing(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	notices, err := r.office.Preview(t.Context(), pipeline.Order{Case: c.ID, Command: "accept", Person: registrar, Args: answer})
	must(t, err)
	if len(notices) != 1 || !strings.Contains(notices[0].Markdown, "…") || r.load(c.ID).Version != c.Version {
		t.Errorf("previewed %+v", notices)
	}
}

func TestTheStatusShowsStatesAndDatesOnly(t *testing.T) {
	r := newRig(t)
	c := r.entered("a.pdf")
	other := r.filed("b.pdf")
	r.do(other.ID, registrar, "accept", answer)
	for number, want := range map[string]pipeline.CaseID{"2026-000001": c.ID, "ВК-2026-000002": other.ID, "2026610001": c.ID} {
		got, err := r.office.CaseByNumber(t.Context(), number)
		if err != nil || got.ID != want {
			t.Errorf("%s leads to %v, %v", number, got, err)
		}
	}
	status, err := r.office.Status(t.Context(), "2026610001")
	must(t, err)
	if len(status.Steps) == 0 || status.State == "" || status.State == "M_REGISTERED" {
		t.Errorf("status is %+v", status)
	}
	printed := fmt.Sprintf("%+v", status)
	for _, content := range []string{"ульев", "Ольхин", "petrova", "ivanova", "orlov"} {
		if strings.Contains(printed, content) {
			t.Errorf("the status tells %q: %s", content, printed)
		}
	}
	_, err = r.office.Status(t.Context(), "2026-999999")
	wantKind(t, err, pipeline.NotExist)
}

func TestAnApplicationNumberIsNotTakenForAnotherCasesRegistration(t *testing.T) {
	r := newRig(t)
	first, second := r.filed("a.pdf"), r.filed("b.pdf")
	r.decided(first.ID)
	r.decided(second.ID)
	r.do(second.ID, registrar, "enter", nil) // registered as 2026610001, the first one's application number
	got, err := r.office.CaseByNumber(t.Context(), "2026610001")
	must(t, err)
	if got.ID != first.ID {
		t.Errorf("2026610001 leads to %s", got.ID)
	}
}

func TestTheQueueListsWhatFallsDueFirst(t *testing.T) {
	r := newRig(t)
	old := r.filed("a.pdf")
	r.now = monday.AddDate(0, 0, 3)
	fresh := r.filed("b.pdf")
	list, total, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Open: true, Limit: 1})
	must(t, err)
	if total != 2 || len(list) != 1 || list[0].ID != old.ID || list[0].Due == nil || list[0].DueTitle == "" || list[0].Doubts == 0 || list[0].StateTitle == "" {
		t.Errorf("first of %d is %+v", total, list)
	}
	due := *list[0].Due
	for until, want := range map[workday.Date]int{due.AddDays(-1): 0, due: 1} {
		if _, n, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Open: true, DueUntil: until}); err != nil || n != want {
			t.Errorf("due until %s: %d, %v", until, n, err)
		}
	}
	r.do(fresh.ID, registrar, "refuse-acceptance", map[string]any{"ground": "illegible", "sheets": 2})
	if _, n, err := r.office.Cases(t.Context(), pipeline.CaseQuery{State: "M_INTAKE_REFUSED"}); err != nil || n != 1 {
		t.Errorf("refused: %d, %v", n, err)
	}
	if _, n, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Open: true}); err != nil || n != 1 {
		t.Errorf("open: %d, %v", n, err)
	}
}

func TestATermThatStandsStillIsNotShownAsDue(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	r.examined(c.ID)
	r.now = monday.AddDate(0, 0, 60) // the whole service's term would be over before the applicant's three months
	r.do(c.ID, examiner, "request-materials", map[string]any{"ground": "реферат не раскрывает назначения", "materials": "новый реферат"})
	list, _, err := r.office.Cases(t.Context(), pipeline.CaseQuery{Open: true})
	must(t, err)
	if list[0].Due == nil || list[0].Due.String() != "2026-08-31" { // 29 August, when the three months end, is a Saturday
		t.Fatalf("due %v: %s", list[0].Due, list[0].DueTitle)
	}
	r.now = monday.AddDate(0, 4, 0)
	terms, err := r.office.Terms(t.Context(), r.load(c.ID))
	must(t, err)
	for _, term := range terms {
		if term.Title == list[0].DueTitle && term.Due != *list[0].Due {
			t.Errorf("two months later %q falls due on %s, the queue said %s", term.Title, term.Due, list[0].Due)
		}
	}
}

func TestCancellationPassesUnchanged(t *testing.T) {
	r := newRig(t)
	c := r.filed("a.pdf")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := r.office.Do(ctx, pipeline.Order{Case: c.ID, Command: "accept", Person: registrar, Args: answer})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
