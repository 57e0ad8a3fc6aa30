package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"vestnik/pipeline"
)

// pages makes of each entry what Hugo makes of its Markdown, one page of HTML, and
// nothing else.
func (b *bench) pages(ctx context.Context, issues int) (cost, error) {
	return itself(ctx, nil, "-step", "pages", "-folder", b.folder, "-issues", fmt.Sprint(issues), "-entries", fmt.Sprint(b.perIssue*issues))
}

// pagesStep is the process that pages runs.
func (o options) pagesStep(ctx context.Context) error {
	press, past, err := o.open()
	if err != nil {
		return err
	}
	site, err := press.Open(ctx, past, publicKey())
	if err != nil {
		return err
	}
	out := filepath.Join(o.folder, "pages")
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	err = past.Entries(groupCtx, func(e pipeline.Entry) error {
		group.Go(func() error {
			page, err := site.Page(groupCtx, "register/"+string(e.Register)+"/"+e.Number+"/")
			if err != nil {
				return err
			}
			body, err := press.RenderHTML(page)
			if err != nil {
				return err
			}
			return writeFile(filepath.Join(out, e.Number, "index.html"), body)
		})
		return nil
	})
	if groupErr := group.Wait(); groupErr != nil {
		return groupErr
	}
	if err != nil {
		return err
	}
	return os.RemoveAll(out)
}
