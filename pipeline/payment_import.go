package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"vestnik/pipeline/workday"
)

// MaxStatementRows is how many payments or organisations one import commits: the
// batch is written whole, and everybody else waits for it.
const MaxStatementRows = 20_000

// ImportPayments takes payments in, all or none; see [Office.ImportStatement].
func (o *Office) ImportPayments(ctx context.Context, payments []Payment, source string) (PaymentsReport, error) {
	return o.ImportStatement(ctx, PaymentStatement{Source: source, Payments: payments})
}

// CollectPayments imports every statement that the source has; the reports are of
// those that came in.
func (o *Office) CollectPayments(ctx context.Context, source PaymentSource) ([]PaymentsReport, error) {
	var reports []PaymentsReport
	err := source.CollectPayments(ctx, func(ctx context.Context, s PaymentStatement) error {
		report, err := o.ImportStatement(ctx, s)
		if err == nil {
			reports = append(reports, report)
		}
		return err
	})
	return reports, err
}

// ImportStatement takes a statement of payments in, all or none. A payment told
// again changes nothing; told otherwise, it is put right. What certainly belongs
// to one case is matched to it, the rest waits for a person (order 210 пп. 62, 64;
// order 144 пп. 22, 23). More than [MaxStatementRows] payments are TooLarge.
func (o *Office) ImportStatement(ctx context.Context, s PaymentStatement) (PaymentsReport, error) {
	if len(s.Payments) > MaxStatementRows {
		return PaymentsReport{}, tooManyRows("import payments", s.Source, len(s.Payments))
	}
	var in statementImport
	err := retryConflict(ctx, func() (err error) {
		in, err = o.tryImport(ctx, s)
		return err
	})
	if err != nil {
		return PaymentsReport{}, err
	}
	report := in.report
	report.Matched, err = o.matchTold(ctx, in.order)
	if err != nil { // the payments are in; whoever looks at them sees the proposals
		o.log.WarnContext(ctx, "payments were not matched", "source", s.Source, "error", err)
	}
	_, report.Waiting, err = o.paymentRows(ctx, PaymentQuery{Standing: PaymentWaiting, Limit: 1})
	o.log.InfoContext(ctx, "payments imported", "source", s.Source, "new", report.New, "changed", report.Changed,
		"repeated", report.Repeated, "rejected", len(report.Rejected), "matched", report.Matched)
	return report, err
}

func tooManyRows(op, source string, n int) error {
	return &Error{Op: op, Doc: source, Kind: TooLarge, Err: fmt.Errorf("%d rows, at most %d", n, MaxStatementRows),
		Advice: fmt.Sprintf("В файле строк: %d, а за один раз принимается не больше %d. Разделите файл на части.", n, MaxStatementRows)}
}

func (o *Office) tryImport(ctx context.Context, s PaymentStatement) (statementImport, error) {
	in := statementImport{office: o, source: s.Source, today: o.today(), rows: map[PaymentID]*toldRow{}, same: map[string][]*toldRow{},
		report: PaymentsReport{Source: s.Source, Rejected: append([]RejectedRow{}, s.Rejected...)}}
	for _, p := range s.Payments {
		if err := in.tell(ctx, p); err != nil {
			return in, err
		}
	}
	r := &in.report
	r.Rows = r.New + r.Changed + r.Repeated + len(r.Rejected)
	batch := Batch{Streams: in.appends()}
	received, err := o.statementReceived(ctx, StatementReceived{
		Kind: "payments", Source: s.Source, SHA256: s.SHA256, Rows: r.Rows,
		New: r.New, Changed: r.Changed, Repeated: r.Repeated, Rejected: r.Rejected, Notes: r.Notes,
	})
	if err != nil || received == nil && len(batch.Streams) == 0 {
		return in, err
	}
	if received != nil {
		batch.Streams = append(batch.Streams, *received)
	}
	_, err = o.commit(ctx, batch)
	return in, err
}

// statementReceived makes the event of a statement, or nil when the same bytes
// were here before.
func (o *Office) statementReceived(ctx context.Context, s StatementReceived) (*StreamAppend, error) {
	name := string(s.SHA256)
	if name == "" {
		name = shortDigest(s)
	}
	key := s.Kind + "/" + name
	_, err := o.views.Doc(ctx, ViewStatements, key)
	switch {
	case err == nil:
		return nil, nil
	case !errors.Is(err, NotExist):
		return nil, err
	}
	return &StreamAppend{Stream: "statement/" + key, Events: []NewEvent{o.byMachine(EvStatementReceived, s)}}, nil
}

// statementImport gathers what one statement adds to the history.
type statementImport struct {
	office *Office
	source string
	today  workday.Date
	rows   map[PaymentID]*toldRow
	same   map[string][]*toldRow // what this statement told, by [Payment.sameKey]
	order  []*toldRow            // those that have events, in the order of the first
	report PaymentsReport
}

// toldRow is a payment as it stands and as the statement will leave it.
type toldRow struct {
	row    PaymentRow
	expect int
	line   int // of this statement, where it was last told
	events []NewEvent
}

// tell adds one payment.
func (in *statementImport) tell(ctx context.Context, p Payment) error {
	if refused := in.refuse(p); refused != nil {
		in.report.Rejected = append(in.report.Rejected, *refused)
		return nil
	}
	row, err := in.load(ctx, p.ID())
	if err != nil {
		return err
	}
	telling := p.telling()
	known := row.row.ID != ""
	switch {
	case slices.Contains(row.row.Told, telling), p.UIP == "" && known && p.Change == row.row.Change:
		in.repeat(p, row)
		return nil
	case row.row.ReplacedBy != "":
		in.report.Repeated++
		in.note(p, "known-by-uip", "Этот платёж уже учтён под своим УИП.")
		return nil
	case known && outdated(p, row.row.Payment):
		in.report.Repeated++
		in.note(p, "outdated", "Сведения о платеже "+p.UIP+" старше тех, что уже приняты, и ничего не меняют.")
		return nil
	case known:
		in.report.Changed++
		if p.Change == PaymentNew {
			in.note(p, "unmarked-change", "Сведения о платеже "+p.UIP+" отличаются от прежних, хотя он не отмечен как уточнённый. Приняты новые сведения; прежние сохранены в истории.")
		}
	default:
		if covered, err := in.alreadyNamed(ctx, p); err != nil || covered {
			return err
		}
		in.report.New++
	}
	in.record(row, EvPaymentTold, PaymentTold{Payment: p, Telling: telling, Source: in.source})
	row.line = p.Line
	if known {
		return nil
	}
	return in.replaceUnnamed(ctx, p, row)
}

// record adds an event to a payment's stream and to the payment as it will be.
func (in *statementImport) record(row *toldRow, t EventType, data any) {
	e := in.office.byMachine(t, data)
	if len(row.events) == 0 {
		in.order = append(in.order, row)
	}
	row.events = append(row.events, e)
	switch v := data.(type) {
	case PaymentTold:
		row.row.told(v)
		if key := v.Payment.sameKey(); key != "" {
			in.same[key] = append(in.same[key], row)
		}
	case PaymentMatchedTo:
		row.row.matched(v, e.At, e.Actor)
	case PaymentReplacedBy:
		row.row.replaced(v)
	}
}

// outdated reports whether a row speaks of a payment as it was before it was put
// right or annulled: a statement of last week, brought in today.
func outdated(p, is Payment) bool {
	if p.Change == PaymentNew && is.Change != PaymentNew {
		return true
	}
	return !p.ReportedOn.IsZero() && p.ReportedOn.Before(is.ReportedOn)
}

// note tells a person something of a row that was taken in, or needed no taking in.
func (in *statementImport) note(p Payment, reason, message string) {
	in.report.Notes = append(in.report.Notes, RejectedRow{p.Line, reason, message})
}

// refuse says why a payment cannot be one.
func (in *statementImport) refuse(p Payment) *RejectedRow {
	switch {
	case p.Amount <= 0:
		return &RejectedRow{p.Line, "no-amount", "Сумма платежа не больше нуля. Возвраты вносить не нужно; если это поступление, исправьте сумму в файле."}
	case p.PaidOn.IsZero():
		return &RejectedRow{p.Line, "no-date", "У платежа нет даты. Добавьте дату в файл и загрузите его снова."}
	case p.PaidOn.After(in.today):
		return &RejectedRow{p.Line, "future", fmt.Sprintf("Дата платежа %s ещё не наступила. Исправьте дату в файле и загрузите его снова.", russianDate(p.PaidOn))}
	}
	return nil
}

// repeat counts a payment that was told before in the same words. Twice in one
// statement and without a УИП, nobody can tell whether it was made twice.
func (in *statementImport) repeat(p Payment, row *toldRow) {
	in.report.Repeated++
	if p.UIP == "" && row.line > 0 {
		in.note(p, "same-row", "Строка повторяет строку "+strconv.Itoa(row.line)+
			" и учтена один раз. Если платежей два, их различают УИП или номер платёжного документа: добавьте их в файл.")
	}
}

// load returns a payment as the journal and this statement so far have it.
func (in *statementImport) load(ctx context.Context, id PaymentID) (*toldRow, error) {
	if row := in.rows[id]; row != nil {
		return row, nil
	}
	row := &toldRow{}
	d, err := in.office.views.Doc(ctx, ViewPayments, string(id))
	switch {
	case errors.Is(err, NotExist):
	case err != nil:
		return nil, err
	default:
		if err := json.Unmarshal(d.Body, &row.row); err != nil {
			return nil, &Error{Op: "read payment", Doc: string(id), Kind: Corrupt, Err: err}
		}
	}
	row.expect = row.row.Version
	in.rows[id] = row
	return row, nil
}

// appends returns what goes into the journal, in the order of the statement.
func (in *statementImport) appends() []StreamAppend {
	list := make([]StreamAppend, 0, len(in.order)+1)
	for _, row := range in.order {
		list = append(list, StreamAppend{Stream: row.row.ID.Stream(), Expect: row.expect, Events: row.events})
	}
	return list
}

// russianDate writes a date as Russian papers do: "27.03.2026".
func russianDate(d workday.Date) string {
	if d.IsZero() {
		return "не указано"
	}
	return fmt.Sprintf("%02d.%02d.%04d", d.Day, int(d.Month), d.Year)
}
