package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/pipeline"
)

// exchanged is where the made-up statements and extracts lie.
var exchanged = filepath.Join("..", "..", "testdata", "exchange")

func TestAStatementOnTheCommandLineFindsItsCase(t *testing.T) {
	c := newCLI(t, fixedClock...)
	id := c.ingest(sample(t, "person-program")).Receipt.Number
	var shown shownCase
	c.json(&shown, "case", "show", string(id))
	holder := shown.Fields["holders"].Values[0].Value.(map[string]any)

	statement := filepath.Join(t.TempDir(), "выписка.csv")
	text := fmt.Sprintf("УИП;Дата платежа;Сумма;Плательщик;ИНН;Назначение платежа\n77;01.03.2026;3000,00;%s;;пошлина по заявке %s\nбез суммы;01.03.2026;;;;\n", holder["name"], id)
	if err := os.WriteFile(statement, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, _, code := c.try("--json", "import", "payments", statement)
	if code != exitPartial {
		t.Fatalf("exit %d: one row is bad\n%s", code, out)
	}
	var report pipeline.PaymentsReport
	decodeJSON(t, out, &report)
	if report.New != 1 || report.Matched != 1 || len(report.Rejected) != 1 || report.Rejected[0].Line != 3 {
		t.Errorf("%+v", report)
	}
	var list []pipeline.PaymentRow
	c.json(&list, "payments", "--case", string(id))
	if len(list) != 1 || list[0].Case != id || list[0].MatchedBy != pipeline.Machine {
		t.Errorf("%+v", list)
	}
	c.must("payments", "release", "uip-77", "--reason", "платёж за другую программу")
	c.must("payments", "match", "uip-77", string(id))
	if out := c.must("payments"); !strings.Contains(out, "дело "+string(id)) {
		t.Errorf("the list says\n%s", out)
	}
	c.verifyClean()
}

func TestExtractsOnTheCommandLine(t *testing.T) {
	c := newCLI(t, "--now", "2026-04-02T10:00:00+03:00")
	out, _, code := c.try("import", "egrul", filepath.Join(exchanged, "egrul.csv"), filepath.Join(exchanged, "egrip.xml"))
	if code != exitPartial || !strings.Contains(out, "новых: 3") || !strings.Contains(out, "строка 5, не принята: Нет ни ОГРН, ни ИНН") {
		t.Errorf("exit %d\n%s", code, out)
	}
}

func TestAFileThatIsNoStatementIsRefusedAndHoldsUpNoOther(t *testing.T) {
	c := newCLI(t, "--now", "2026-04-02T10:00:00+03:00")
	letter := filepath.Join(t.TempDir(), "письмо.txt")
	if err := os.WriteFile(letter, []byte("Уважаемые коллеги!\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, complaint, code := c.try("import", "payments", letter)
	if code != exitUsage || !strings.Contains(complaint, "Это не выписка о платежах") {
		t.Errorf("exit %d: %s", code, complaint)
	}
	out, complaint, code := c.try("import", "payments", letter, filepath.Join(exchanged, "statement-bank.csv"))
	if code != exitPartial || !strings.Contains(complaint, "Это не выписка") || !strings.Contains(out, "новых платежей: 2") {
		t.Errorf("exit %d\n%s\n%s", code, out, complaint)
	}
}

func TestStatementsDroppedIntoTheInboxAreTaken(t *testing.T) {
	c := newCLI(t, "--now", "2026-04-02T10:00:00+03:00")
	body, err := os.ReadFile(filepath.Join(exchanged, "statement-treasury.csv"))
	if err != nil {
		t.Fatal(err)
	}
	c.drop("payments/27.csv", body)
	c.drop("payments/письмо.txt", []byte("Уважаемые коллеги!\n"))
	c.drop("egrul/30.xml", mustRead(t, filepath.Join(exchanged, "egrul.xml")))

	a := &app{streams: streams{in: strings.NewReader(""), out: io.Discard, err: io.Discard}, env: func(string) string { return "" }, log: slog.New(slog.DiscardHandler)}
	a.settings.data, a.settings.objects, a.settings.journal = c.data, "dir:", "sqlite:"
	a.settings.now = time.Date(2026, 4, 2, 10, 0, 0, 0, time.FixedZone("", 3*60*60))
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	err = a.withHouse(ctx, houseOptions{}, func(h *house) error {
		group, watching := errgroup.WithContext(ctx)
		a.startExchange(watching, group, h, filepath.Join(c.data, "inbox"))
		group.Go(func() error {
			for {
				_, n, err := h.office.Statements(watching, "", 0)
				refused, _ := filepath.Glob(filepath.Join(c.data, "inbox", "payments", ".refused", "*", "*.txt*"))
				if err != nil || n == 2 && len(refused) == 2 {
					stop()
					return err
				}
				select {
				case <-watching.Done():
					return fmt.Errorf("%d statements, %d refused files", n, len(refused))
				case <-time.After(50 * time.Millisecond):
				}
			}
		})
		return group.Wait()
	})
	if err != nil && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	var list []pipeline.PaymentRow
	c.json(&list, "payments")
	if len(list) != 3 || !strings.HasPrefix(list[0].Source, "inbox/payments/27.csv") {
		t.Errorf("%+v", list)
	}
	if n := c.caseCount(); n != 0 {
		t.Errorf("%d cases were made of statements", n)
	}
}

func TestTheOfficeSetsTheSizeOfASpotCheck(t *testing.T) {
	for text, ok := range map[string]bool{"spot_checks: {size: 3, salt: соль}\n": true, "spot_checks: {size: -1}\n": false, "spot_checks: {count: 1}\n": false} {
		c := newCLI(t, fixedClock...)
		if err := os.WriteFile(filepath.Join(c.data, officeFile), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, complaint, code := c.try("report"); (code == exitDone) != ok {
			t.Errorf("%q: exit %d %s", text, code, complaint)
		}
	}
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestTheReportIsTextAndJSON(t *testing.T) {
	c := newCLI(t, fixedClock...)
	id := string(c.ingest(sample(t, "person-program")).Receipt.Number)
	for _, step := range mainLine("3000")[:3] {
		c.do(id, step)
	}
	text := c.must("report", "--from", "2026-01-01")
	for _, want := range []string{"Показатели с 2026-01-01 по 2026-03-02", "поступило 1, завершено 0, в работе 1", "взаимодействий с заявителем", "Сроки"} {
		if !strings.Contains(text, want) {
			t.Errorf("the report lacks %q:\n%s", want, text)
		}
	}
	var figures pipeline.Figures
	c.json(&figures, "report")
	if len(figures.Procedures) != 1 || figures.Procedures[0].Received != 1 || len(figures.Terms) == 0 {
		t.Errorf("%+v", figures)
	}
	if _, _, code := c.try("report", "--from", "вчера"); code != exitUsage {
		t.Errorf("exit %d for a date that is none", code)
	}
}
