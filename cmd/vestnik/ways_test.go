package main

import (
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// on returns the same command line on another day at noon.
func (c *cli) on(day string) *cli {
	later := *c
	later.more = []string{"--now", day + "T12:00:00+03:00"}
	return &later
}

// step is one command of a case: the day, who performs it, what and with what.
type step struct{ day, who, command, args string }

// walk performs commands one after another; args are "name=value; name=value".
func (c *cli) walk(id string, steps ...step) {
	c.t.Helper()
	for _, s := range steps {
		line := []string{"case", "do", id, s.command, "--as", s.who}
		for _, arg := range strings.Split(s.args, "; ") {
			if arg != "" {
				line = append(line, "--set", arg)
			}
		}
		c.on(s.day).must(line...)
	}
}

func (c *cli) show(id string) shownCase {
	c.t.Helper()
	var shown shownCase
	c.json(&shown, "case", "show", id)
	return shown
}

// term returns a term of a shown case by its rule.
func (s shownCase) term(t *testing.T, rule string) pipeline.RunningTerm {
	t.Helper()
	i := slices.IndexFunc(s.Terms, func(r pipeline.RunningTerm) bool { return r.Rule == rule })
	if i < 0 {
		t.Fatalf("case %s runs no term %s", s.ID, rule)
	}
	return s.Terms[i]
}

func (s shownCase) verdict(rule string) regulation.Verdict {
	for _, f := range s.Findings {
		if f.Rule == rule {
			return f.Verdict
		}
	}
	return ""
}

func (s shownCase) notices() []string {
	var list []string
	for _, n := range s.Notices {
		list = append(list, n.ID)
	}
	return list
}

// refused performs a command that the act does not allow, and wants its point.
func (c *cli) refused(point string, args ...string) {
	c.t.Helper()
	if _, errOut, code := c.try(args...); code != exitUsage || !strings.Contains(errOut, "п. "+point) {
		c.t.Errorf("%s: exit %d, want a refusal under point %s: %s", strings.Join(args, " "), code, point, errOut)
	}
}

// intoExam takes an application to its examination.
func (c *cli) intoExam(id string) {
	c.t.Helper()
	c.walk(id,
		step{"2026-03-02", "registrar", "accept", ""},
		step{"2026-03-03", "registrar", "transfer", ""},
		step{"2026-03-04", "fee-officer", "confirm-fee", "amount=4500; paid_on=2026-03-01"})
}

// intoRegister takes an application from its examination to the published entry.
func (c *cli) intoRegister(id string) {
	c.t.Helper()
	c.walk(id,
		step{"2026-03-24", "examiner", "decide-positive", ""},
		step{"2026-03-25", "approver", "sign", ""},
		step{"2026-03-26", "registrar", "deliver-notice", "mode=post"},
		step{"2026-03-26", "registrar", "enter", ""},
		step{"2026-03-26", "registrar", "send-certificate", "mode=post"})
	c.on("2026-04-01").issue("programs")
}

// issue closes an issue of all that waits in a series.
func (c *cli) issue(series string) {
	c.t.Helper()
	c.must("issue", "open", series)
	c.must("issue", "add", series)
	c.must("issue", "close", series)
}

// Order 210 пп. 71, 79: the applicant's word ends the case, once it is accepted.
func TestAnApplicationIsWithdrawn(t *testing.T) {
	c := newCLI(t).on("2026-03-02")
	id := c.ingest(sample(t, "person-program")).Case.ID
	c.walk(string(id), step{"2026-03-02", "registrar", "accept", ""}, step{"2026-03-03", "registrar", "transfer", ""})
	added := c.on("2026-03-10").ingest("--case", string(id), "--channel", "post", sample(t, "withdrawal-statement.pdf"))
	if added.Case.ID != id || added.Receipt.Number != id+"-1" {
		t.Errorf("the statement got receipt %s in case %s", added.Receipt.Number, added.Case.ID)
	}
	c.walk(string(id), step{"2026-03-10", "registrar", "record-withdrawal", ""})
	c.on("2026-03-12").refused("79", "case", "do", string(id), "accept-withdrawal", "--as", "examiner")
	c.walk(string(id),
		step{"2026-03-12", "examiner", "accept-withdrawal", "meets=true"},
		step{"2026-03-13", "approver", "sign", ""},
		step{"2026-03-13", "registrar", "deliver-withdrawal-notice", "mode=post"})
	shown := c.on("2026-03-13").show(string(id))
	if shown.State != "M_WITHDRAWN" || !slices.Contains(shown.notices(), "O210-09/1") || len(shown.Additions) != 1 {
		t.Errorf("stands at %s with %v", shown.State, shown.notices())
	}
	if again := c.on("2026-03-16").ingest("--case", string(id), sample(t, "withdrawal-statement.pdf")); !again.Receipt.Duplicate {
		t.Errorf("the same statement got a new receipt %s", again.Receipt.Number)
	}
	c.verifyClean()
}

// Order 210 п. 14: what a court stops goes on by what is left of its terms.
func TestACourtStopsAnApplication(t *testing.T) {
	c := newCLI(t).on("2026-03-02")
	id := string(c.ingest(sample(t, "one-pdf.pdf")).Case.ID)
	c.intoExam(id)
	before := c.on("2026-03-05").show(id).term(t, "D210-18")
	c.walk(id, step{"2026-03-10", "examiner", "suspend",
		"ground=court-term; court=Арбитражный суд; act=определение от 5 марта 2026 г. № 1; measures=запрет регистрации; until=2026-04-30"})
	stopped := c.on("2026-03-12").show(id)
	if got := stopped.term(t, "D210-18").Status; got != "stopped" || before.Status != "running" {
		t.Errorf("the examination's term is %s, was %s", got, before.Status)
	}
	var list []pipeline.CaseSummary
	c.on("2026-03-12").json(&list, "case", "list", "--open")
	if len(list) != 1 || !list[0].Stopped || list[0].Due != nil {
		t.Errorf("the queue shows %+v", list)
	}
	c.on("2026-03-12").refused("76", "case", "do", id, "decide-positive", "--as", "examiner")
	c.walk(id, step{"2026-03-24", "examiner", "resume", "because=lifted; details=определение от 23 марта 2026 г."})
	after := c.on("2026-03-24").show(id).term(t, "D210-18")
	if after.Status != "running" || !before.Due.Before(after.Due) {
		t.Errorf("the term ends %s, ended %s before the stop", after.Due, before.Due)
	}
	c.json(&list, "case", "list", "--open", "--due-within", "20")
	if len(list) != 0 {
		t.Errorf("due within 20 working days: %+v", list)
	}
	c.on("2026-06-30").json(&list, "case", "list", "--overdue", "--pack", "order-210")
	if len(list) != 1 || !list[0].Overdue {
		t.Errorf("overdue: %+v", list)
	}
}

// Order 210 пп. 96–116 and 128–142: a duplicate and a complaint are filings of
// their own that know the case they speak of.
func TestADuplicateAndAComplaintKnowTheirRegistration(t *testing.T) {
	c := newCLI(t).on("2026-03-02")
	registration := string(c.ingest(sample(t, "one-pdf.pdf")).Case.ID)
	c.intoExam(registration)
	c.intoRegister(registration)
	t.Run("duplicate", func(t *testing.T) { c.duplicate(registration) })
	t.Run("complaint", func(t *testing.T) { c.complaint(registration) })
	c.verifyClean()
}

func (c *cli) duplicate(registration string) {
	t := c.t
	entry := c.show(registration).Entries[0]
	_, number, _ := strings.Cut(entry, "/")
	took := c.on("2026-04-06").ingest(sample(t, "duplicate-statement.pdf"))
	if took.Case.Procedure != "order-210-duplicate" {
		t.Fatalf("the statement opened a case of %s", took.Case.Procedure)
	}
	id := string(took.Case.ID)
	c.on("2026-04-06").must("case", "correct", id, "certificate_number", number, "--as", "duplicate-examiner")
	linked := c.show(id).Links
	if len(linked) != 1 || linked[0].Link != "registration" || string(linked[0].Case.ID) != registration {
		t.Errorf("linked to %+v", linked)
	}
	c.walk(id,
		step{"2026-04-06", "registrar", "pass-duplicate-statement", ""},
		step{"2026-04-07", "fee-officer", "confirm-duplicate-fee", "amount=2400; paid_on=2026-04-03"},
		step{"2026-04-08", "duplicate-examiner", "grant-duplicate", ""},
		step{"2026-04-09", "approver", "sign", ""},
		step{"2026-04-10", "duplicate-examiner", "record-duplicate", ""},
		step{"2026-04-13", "duplicate-issuer", "send-duplicate", ""})
	c.on("2026-04-15").issue("programs")
	shown := c.show(id)
	if shown.State != "D_ISSUED" || !shown.Standing.Terminal || !slices.Equal(shown.Entries, []string{entry}) || !strings.HasPrefix(shown.Numbers["incoming"], "ДБ-") {
		t.Errorf("stands at %s, entries %v, numbers %v", shown.State, shown.Entries, shown.Numbers)
	}
	var issue shownIssue
	c.json(&issue, "issue", "show", "programs/2026/2")
	if !slices.Equal(issue.Records, []string{entry + "#1"}) {
		t.Errorf("the issue holds %v", issue.Records)
	}
}

func (c *cli) complaint(registration string) {
	t := c.t
	number := c.show(registration).Numbers["registration"]
	took := c.on("2026-04-16").ingest(sample(t, "complaint.docx"))
	if took.Case.Procedure != "complaints" {
		t.Fatalf("the complaint opened a case of %s", took.Case.Procedure)
	}
	id := string(took.Case.ID)
	c.on("2026-04-16").must("case", "correct", id, "complained_case", number, "--as", "complaint-officer")
	c.walk(id,
		step{"2026-04-17", "complaint-officer", "register-complaint", "subject=service-term"},
		step{"2026-04-20", "complaint-officer", "decide-complaint", "outcome=satisfied; reasons=Срок нарушен.; measures=Дело передано другому сотруднику."})
	c.on("2026-04-21").refused("", "case", "do", id, "sign", "--as", "complaint-officer") // nobody signs what he drafted
	c.walk(id,
		step{"2026-04-21", "approver", "sign", "decision=decide-complaint"},
		step{"2026-04-22", "complaint-officer", "answer-complaint", "electronic=true"})
	shown := c.show(id)
	if shown.State != "C_ANSWERED" || !shown.Standing.Terminal || len(shown.Links) == 0 {
		t.Errorf("stands at %s, linked to %+v", shown.State, shown.Links)
	}
}

// Order 144 пп. 12, 18: the open licence is entered and published; a petition to
// withdraw it within two years is premature.
func TestAnOpenLicenceIsPublishedAndItsWithdrawalIsPremature(t *testing.T) {
	c := newCLI(t).on("2026-04-16")
	took := c.ingest(sample(t, "licence-invention.pdf"))
	if took.Case.Procedure != "order-144" {
		t.Fatalf("the statement opened a case of %s", took.Case.Procedure)
	}
	id := string(took.Case.ID)
	c.walk(id,
		step{"2026-04-17", "registrar", "register", ""},
		step{"2026-04-17", "fee-officer", "begin-fee-check", ""},
		step{"2026-04-17", "fee-officer", "confirm-fee", "amount=2000; paid_on=2026-04-10"},
		step{"2026-04-20", "examiner", "satisfy", "words=Требования соблюдены."},
		step{"2026-04-21", "approver", "sign", ""},
		step{"2026-04-22", "registrar", "enter", ""},
		step{"2026-04-22", "registrar", "deliver-notice", "mode=post"})
	c.on("2026-05-20").issue("inventions")
	shown := c.on("2026-05-20").show(id)
	if !slices.Equal(shown.Entries, []string{"inventions/2798041"}) || shown.Standing.Regions["PUB"] != "PUB_DONE" || shown.Numbers["open_licence"] != "ОЛ-2026-00001" {
		t.Errorf("entries %v, regions %v, numbers %v", shown.Entries, shown.Standing.Regions, shown.Numbers)
	}

	petition := string(c.on("2026-06-01").ingest(sample(t, "licence-petition.pdf")).Case.ID)
	c.on("2026-06-01").must("case", "correct", petition, "patent_number", "2798041")
	early := c.on("2026-06-01").show(petition)
	if len(early.Links) != 1 || string(early.Links[0].Case.ID) != id || early.verdict("R144-18-1") != regulation.Fail {
		t.Errorf("linked to %+v, point 18: %s", early.Links, early.verdict("R144-18-1"))
	}
	c.walk(petition,
		step{"2026-06-02", "registrar", "register", ""},
		step{"2026-06-02", "fee-officer", "begin-fee-check", ""},
		step{"2026-06-02", "fee-officer", "confirm-fee", "amount=2000; paid_on=2026-06-01"})
	c.on("2026-06-03").refused("18", "case", "do", petition, "satisfy", "--as", "examiner", "--set", "words=Требования соблюдены.")
	c.verifyClean()
}

// Order 210 пп. 4, 117–118: calls and checks are cases that no filing opened.
func TestCasesBegunWithoutAFiling(t *testing.T) {
	c := newCLI(t).on("2026-03-02")
	var list []pipeline.Opening
	c.json(&list, "case", "openings", "--as", "approver")
	for _, command := range []string{"take-call", "start-current-check"} {
		if !slices.ContainsFunc(list, func(o pipeline.Opening) bool { return o.Command.Name == command }) {
			t.Errorf("nobody may %s", command)
		}
	}
	var begun opened
	c.json(&begun, "case", "open", "order-210-information", "take-call", "--as", "help-desk", "--key", "call 1", "--set", "question=procedure", "--set", "introduced=true")
	again := begun
	c.json(&again, "case", "open", "order-210-information", "take-call", "--as", "help-desk", "--key", "call 1", "--set", "question=procedure", "--set", "introduced=true")
	if begun.Case != "2026-000001" || again.Case != begun.Case || begun.State != "I_CALL" {
		t.Errorf("opened %s at %s, then %s", begun.Case, begun.State, again.Case)
	}
	shown := c.show(string(begun.Case))
	if len(shown.Documents) != 0 || len(shown.Events) != 2 || shown.Events[0].Type != pipeline.EvOpened {
		t.Errorf("shown: %+v", shown)
	}
	c.refused("", "case", "open", "order-210", "accept")
	c.verifyClean()
	c.must("reindex")
	if got := c.show(string(begun.Case)); got.State != "I_CALL" {
		t.Errorf("after the rebuild it stands at %s", got.State)
	}
}

func TestAPersonRoutesAFiling(t *testing.T) {
	c := newCLI(t).on("2026-04-16")
	id := string(c.ingest(sample(t, "supply-contract.pdf")).Case.ID)
	var routed shownCase
	c.json(&routed, "case", "route", id, "complaints", "--as", "registrar")
	if routed.Pack.ID != "complaints" || routed.State != "C_RECEIVED" || len(routed.Findings) == 0 {
		t.Errorf("routed to %s at %s", routed.Pack.ID, routed.State)
	}
	named := c.ingest("--service", "order-210", sample(t, "complaint.docx"))
	if named.Case.Procedure != "order-210" {
		t.Errorf("a named service was overruled by %s", named.Case.Procedure)
	}
	if _, errOut, code := c.try("ingest", "--service", "order-210", "--case", id, sample(t, "complaint.docx")); code != exitUsage {
		t.Errorf("both a service and a case: exit %d, %s", code, errOut)
	}
}
