package desk

import (
	"net/http"
	"strconv"

	"vestnik/pipeline"
)

// Exchange makes sources of files of other offices, as they were sent.
type Exchange interface {
	Payments(name string, files []pipeline.SubmittedFile) pipeline.PaymentSource
	Organisations(name string, files []pipeline.SubmittedFile) pipeline.OrganisationSource
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
	Paid       []pipeline.PaymentsReport      // what became of the file just sent
	Told       []pipeline.OrganisationsReport // or of an extract of organisations
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
	v := paymentsView{Frame: d.frame(me, "Платежи", "payments"), Filter: r.FormValue("view"), Previous: -1, Next: -1, Uploads: d.Exchange != nil}
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

// fileOrganisations is what the form calls an extract of organisations; any other
// file is a statement of payments.
const fileOrganisations = "organisations"

// takeStatement takes a file of another office in from the browser.
func (d *Desk) takeStatement(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxStatement)
	in, err := readDrop(r, d.Office.Zone())
	defer in.discard()
	var payments []pipeline.PaymentsReport
	var organisations []pipeline.OrganisationsReport
	switch {
	case err != nil:
	case d.Exchange == nil || len(in.files) == 0:
		err = &pipeline.Error{Op: "take statement", Kind: pipeline.Invalid, Advice: "Выберите файл: выписку о платежах или выписку из ЕГРЮЛ."}
	case in.values["holds"] == fileOrganisations:
		organisations, err = d.Office.CollectOrganisations(r.Context(), d.Exchange.Organisations(in.files[0].Name, in.files))
	default:
		payments, err = d.Office.CollectPayments(r.Context(), d.Exchange.Payments(in.files[0].Name, in.files))
	}
	v, viewErr := d.viewPayments(r, me)
	if viewErr != nil {
		return viewErr
	}
	v.Paid, v.Told = payments, organisations
	status := http.StatusOK
	if err != nil {
		kind := pipeline.KindOf(err)
		if kind != pipeline.Invalid && kind != pipeline.TooLarge && kind != pipeline.Unsupported {
			return err
		}
		v.Problem, status = pipeline.AdviceOf(err), statusByKind[kind]
	}
	return d.render(w, status, "payments", v)
}

// maxStatement bounds a file of another office, in bytes.
const maxStatement = 256 << 20

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
