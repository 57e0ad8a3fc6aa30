package pipeline

import (
	"context"
	"strings"
)

// ViewCorrections holds the corrections that wait for a signature; key: of the
// entry, body: CorrectionDraft.
const ViewCorrections = "corrections"

// The events of the stream correction/REGISTER/NUMBER. What is signed goes into
// the register as a record.
const (
	EvCorrectionDrafted EventType = "correction-drafted"
	EvCorrectionSigned  EventType = "correction-signed"
	EvCorrectionDropped EventType = "correction-dropped"
)

// CorrectionSettled ends a draft.
type CorrectionSettled struct {
	Entry  string `json:"entry"`
	Draft  Digest `json:"draft"`
	Reason string `json:"reason,omitempty"` // why it was dropped, for the staff
}

func correctionStream(key string) string { return "correction/" + key }

// correctionView keeps the drafts.
type correctionView struct{}

func (correctionView) Views() []string { return []string{ViewCorrections} }

func (correctionView) Project(ctx context.Context, w ViewWriter, e Event) error {
	key, ok := strings.CutPrefix(e.Stream, correctionStream(""))
	if !ok {
		return nil
	}
	if e.Type != EvCorrectionDrafted {
		return w.DeleteDoc(ctx, ViewCorrections, key)
	}
	return handle(e, func(d CorrectionDraft) error {
		d = d.asDrafted(e)
		register, number, _ := strings.Cut(key, "/")
		return put(ctx, w, Doc{View: ViewCorrections, Key: key, Sort: register + "/" + sortable(number)}, d)
	})
}

// asDrafted completes a draft by the event that holds it.
func (d CorrectionDraft) asDrafted(e Event) CorrectionDraft {
	d.By, d.At, d.Version = e.Actor, e.At, e.Seq
	return d
}
