package main

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/extract/exchange"
	"vestnik/pipeline"
	"vestnik/storage/inbox"
)

// matchEvery is how often all payments that wait are held against the filings, in
// case a match was lost when a process was killed.
const matchEvery = 24 * time.Hour

// exchangePart is a part of the inbox that takes what other offices tell.
type exchangePart struct {
	name    string // the folder inbox/NAME, and the keys inbox/NAME/… of the bucket
	receive func(ctx context.Context, h *house, d exchange.Drop) error
}

// exchangeParts lists them.
func exchangeParts() []exchangePart {
	return []exchangePart{
		{"payments", func(ctx context.Context, h *house, d exchange.Drop) error {
			_, err := h.office.CollectPayments(ctx, d)
			return err
		}},
		{"egrul", func(ctx context.Context, h *house, d exchange.Drop) error {
			_, err := h.office.CollectOrganisations(ctx, d)
			return err
		}},
	}
}

// exchangeFolders names the parts of the inbox that hold no filings.
func exchangeFolders() []string {
	var names []string
	for _, p := range exchangeParts() {
		names = append(names, p.name)
	}
	return slices.Clip(names)
}

// startExchange watches the parts of the inbox where other offices' answers are
// dropped.
func (a *app) startExchange(ctx context.Context, group *errgroup.Group, h *house, dir string) {
	for _, p := range exchangeParts() {
		w := inbox.New(inbox.Config{
			Objects: h.objects, Dir: filepath.Join(dir, p.name), Under: p.name, Clock: a.clock(), Logger: a.log,
			Receive: func(ctx context.Context, arrival inbox.Arrival) error {
				return p.receive(ctx, h, exchange.Drop{Source: arrival.Source, Files: arrival.Files})
			},
		})
		group.Go(func() error { return w.Run(ctx) })
	}
	group.Go(func() error {
		return every(ctx, matchEvery, func() { a.matchPayments(ctx, h.office) })
	})
}

func (a *app) matchPayments(ctx context.Context, office *pipeline.Office) {
	n, err := office.MatchCertain(ctx)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		a.log.ErrorContext(ctx, "match payments", "error", err)
	case n > 0:
		a.log.InfoContext(ctx, "payments matched", "count", n)
	}
}

// sentFiles makes sources of files that were sent at the desk.
type sentFiles struct{}

func (sentFiles) Payments(name string, files []pipeline.SubmittedFile) pipeline.PaymentSource {
	return exchange.Drop{Source: name, Files: files}
}

func (sentFiles) Organisations(name string, files []pipeline.SubmittedFile) pipeline.OrganisationSource {
	return exchange.Drop{Source: name, Files: files}
}
