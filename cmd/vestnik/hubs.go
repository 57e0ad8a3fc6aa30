package main

import (
	"context"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/publish/websub"
)

// tellEvery is how often it is looked whether hubs are to be told of anything.
const tellEvery = 5 * time.Second

// startHubs tells the hubs of the configuration of each closed issue; where there
// are none, nothing is started.
func (a *app) startHubs(ctx context.Context, group *errgroup.Group, h *house) {
	hubs := h.press.Config().Hubs
	if len(hubs) == 0 {
		return
	}
	teller := websub.New(websub.Config{Hubs: hubs, Catalogue: h.office.Public(), Topics: h.press.Topics, Clock: a.clock(), Logger: a.log})
	group.Go(func() error {
		return every(ctx, tellEvery, func() {
			if err := teller.Look(ctx); err != nil && ctx.Err() == nil {
				a.log.ErrorContext(ctx, "hubs are told", "error", err)
			}
		})
	})
}
