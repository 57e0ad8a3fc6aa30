package desk

import (
	"fmt"
	"net/http"

	"vestnik/pipeline"
)

// receiptPaper prints the receipt of a filing: what was received and when, never
// what it says.
func (d *Desk) receiptPaper(w http.ResponseWriter, r *http.Request, _ pipeline.Account) error {
	c, err := d.Office.Case(r.Context(), pipeline.CaseID(r.PathValue("id")))
	if err != nil {
		return err
	}
	people, err := d.staffNames(r.Context())
	if err != nil {
		return err
	}
	html, pdf, err := d.Printer.Receipt(d.receiptOf(c, people))
	if err != nil {
		return err
	}
	switch r.PathValue("form") {
	case "html":
		w.Header().Set("Content-Security-Policy", noticePolicy)
		return send(w, "text/html; charset=utf-8", html)
	case "pdf":
		w.Header().Set("Content-Disposition", inline(fmt.Sprintf("Расписка № %s.pdf", c.Receipt.Number)))
		return send(w, pdfType, pdf)
	}
	return d.notFound(w, r, pipeline.Account{})
}

// receiptOf tells of the files as they were handed in; what was unpacked from an
// archive later is not part of the receipt.
func (d *Desk) receiptOf(c *pipeline.CaseFile, people names) pipeline.ReceiptPaper {
	paper := pipeline.ReceiptPaper{Number: string(c.Receipt.Number), At: c.Receipt.At.In(d.Office.Zone()), Channel: c.Channel}
	if pack, err := d.Office.Engine().Edition(c.Pack.ID, c.Pack.Edition); err == nil {
		paper.Service = pack.Title
	}
	for _, doc := range c.Documents {
		if doc.From == "" {
			paper.Files = append(paper.Files, pipeline.ReceivedFile{Name: doc.Name, Bytes: doc.Size, SHA256: doc.Digest})
		}
	}
	if c.By != "" {
		paper.ReceivedBy = people.Of(c.By)
	}
	return paper
}
