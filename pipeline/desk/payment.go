package desk

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"vestnik/pipeline"
)

// Statements reads what other offices tell in files: a statement of payments, an
// extract of the register of organisations. It decides by the content which it is.
type Statements interface {
	// Take reads one file and takes what it tells into the office. A file that is
	// neither is Invalid.
	Take(ctx context.Context, name string, r io.Reader) (Taken, error)
}

// Taken is what became of a file of another office.
type Taken struct {
	Source   string
	Rows     int // New, Changed, Repeated and Rejected together
	New      int
	Changed  int
	Repeated int
	Matched  int // payments that the machine could match to their cases now
	Rejected []pipeline.RejectedRow
}

// paymentsSize is how many payments one page shows.
const paymentsSize = 50

// paymentsView lists payments; those that nobody could match come first.
type paymentsView struct {
	Frame
	Filter     string
	Filters    []queueFilter
	Payments   []pipeline.PaymentRow
	Total      int
	From       int
	Previous   int // offset of the page before; -1 when there is none
	Next       int // offset of the page after; -1 when there is none
	Statements []pipeline.StatementRow
	Taken      *Taken // what became of the file just sent
	Problem    string
	Names      names
	Uploads    bool
}

// paymentQueries are what the tabs of the page show.
var paymentQueries = map[string]pipeline.PaymentQuery{
	"":          {Standing: pipeline.PaymentWaiting},
	"attention": {Attention: true},
	"matched":   {Standing: pipeline.PaymentMatched},
	"all":       {},
}

// maxStatements bounds how many of the latest files the page tells.
const maxStatements = 10

func (d *Desk) paymentsPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v, err := d.viewPayments(r, me)
	if err != nil {
		return err
	}
	v.Notice = noticeText(r.FormValue("done"))
	return d.render(w, http.StatusOK, "payments", v)
}

func (d *Desk) viewPayments(r *http.Request, me pipeline.Account) (paymentsView, error) {
	v := paymentsView{Frame: d.frame(me, "Платежи", "payments"), Filter: r.FormValue("view"), Previous: -1, Next: -1, Uploads: d.Statements != nil}
	if _, known := paymentQueries[v.Filter]; !known {
		v.Filter = ""
	}
	v.Filters = []queueFilter{
		{Name: "", Title: "Не отнесены к делу"}, {Name: "attention", Title: "Изменены после отнесения"},
		{Name: "matched", Title: "Отнесены"}, {Name: "all", Title: "Все"},
	}
	for i := range v.Filters {
		f := &v.Filters[i]
		f.Current = f.Name == v.Filter
		q := paymentQueries[f.Name]
		q.Limit = 1
		var err error
		if _, f.Count, err = d.Office.Payments(r.Context(), q); err != nil {
			return v, err
		}
	}
	offset, _ := strconv.Atoi(r.FormValue("from"))
	q := paymentQueries[v.Filter]
	q.Limit, q.Offset = paymentsSize, max(offset, 0)
	var err error
	if v.Payments, v.Total, err = d.Office.Payments(r.Context(), q); err != nil {
		return v, err
	}
	v.From = q.Offset
	if q.Offset > 0 {
		v.Previous = max(q.Offset-paymentsSize, 0)
	}
	if q.Offset+len(v.Payments) < v.Total {
		v.Next = q.Offset + paymentsSize
	}
	if v.Statements, _, err = d.Office.Statements(r.Context(), "", maxStatements); err != nil {
		return v, err
	}
	v.Names, err = d.staffNames(r.Context())
	return v, err
}

// takeStatement takes a file of another office in from the browser.
func (d *Desk) takeStatement(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxStatement)
	in, err := readDrop(r, d.Office.Zone())
	defer in.discard()
	var taken Taken
	if err == nil {
		taken, err = d.takeFile(r.Context(), in)
	}
	v, viewErr := d.viewPayments(r, me)
	if viewErr != nil {
		return viewErr
	}
	if err != nil {
		kind := pipeline.KindOf(err)
		if kind != pipeline.Invalid && kind != pipeline.TooLarge && kind != pipeline.Unsupported {
			return err
		}
		v.Problem = pipeline.AdviceOf(err)
		return d.render(w, statusByKind[kind], "payments", v)
	}
	v.Taken = &taken
	return d.render(w, http.StatusOK, "payments", v)
}

// maxStatement bounds a file of another office, in bytes.
const maxStatement = 256 << 20

func (d *Desk) takeFile(ctx context.Context, in *dropped) (Taken, error) {
	if d.Statements == nil || len(in.files) != 1 {
		return Taken{}, &pipeline.Error{Op: "take statement", Kind: pipeline.Invalid, Advice: "Выберите один файл: выписку о платежах или выписку из ЕГРЮЛ."}
	}
	f, err := in.files[0].Open()
	if err != nil {
		return Taken{}, err
	}
	defer f.Close()
	return d.Statements.Take(ctx, in.files[0].Name, f)
}

// matchPayment says to which case a payment belongs.
func (d *Desk) matchPayment(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	c, err := d.Office.CaseByNumber(r.Context(), trimmed(r.PostFormValue("case")))
	if err != nil {
		return err
	}
	if _, err := d.Office.MatchPayment(r.Context(), pipeline.PaymentID(r.PathValue("payment")), c.ID, person(me)); err != nil {
		return err
	}
	http.Redirect(w, r, "/payments?done=matched", http.StatusSeeOther)
	return nil
}

// releasePayment takes back that a payment belongs to its case.
func (d *Desk) releasePayment(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id := pipeline.PaymentID(r.PathValue("payment"))
	if _, err := d.Office.ReleasePayment(r.Context(), id, person(me), trimmed(r.PostFormValue("reason"))); err != nil {
		return err
	}
	http.Redirect(w, r, "/payments?done=released", http.StatusSeeOther)
	return nil
}
