package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"vestnik/extract/measure/plot"
	"vestnik/extract/measure/report"
)

// writePictures stores the pictures of the sections in a folder: as SVG, and as
// PNG for whoever puts them into a letter. Chromium draws the PNG; where it is
// absent that is said in the log.
func (b *bench) writePictures(ctx context.Context, folder string, sections []report.Section) error {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for _, s := range sections {
		for _, p := range s.Pictures {
			path := filepath.Join(folder, p.File)
			if err := os.WriteFile(path, p.Body, 0o644); err != nil {
				return err
			}
			err := b.asPNG(ctx, path)
			if errors.Is(err, errAbsent) {
				fmt.Fprintf(b.log, "%s: no PNG: %v\n", p.File, err)
				continue
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// asPNG draws an SVG beside it at twice its size.
func (b *bench) asPNG(ctx context.Context, svg string) error {
	png := strings.TrimSuffix(svg, ".svg") + ".png"
	_, err := b.peer(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=2",
		fmt.Sprintf("--window-size=%d,%d", plot.Width, plot.Height), "--screenshot="+png, "file://"+svg)
	return err
}
