package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

func (a *app) correctionsCommand() *cobra.Command {
	var days periodFlags
	var out string
	cmd := &cobra.Command{
		Use: "corrections", Short: "What the staff put right in what was read: by field and form, and the confidences against life", Args: cobra.NoArgs,
		Long: "Counts confirmed and corrected readings of the cases whose papers were first read in a period.\n" +
			"--out writes every pair (read, corrected) as a line of JSON with the piece of the page beside it:\n" +
			"private data of applicants, for the office alone.",
		RunE: func(cmd *cobra.Command, _ []string) error {
			period, err := days.span()
			if err != nil {
				return err
			}
			return a.withHouse(cmd.Context(), houseOptions{reading: out != ""}, func(h *house) error {
				if out != "" {
					return a.exportPairs(cmd.Context(), h, period, out)
				}
				figures, err := h.office.Corrections(cmd.Context(), period.From, period.To)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(figures)
				}
				return a.printCorrections(figures)
			})
		},
	}
	days.add(cmd)
	cmd.Flags().StringVar(&out, "out", "", "write the pairs into this new directory: pairs.jsonl and crops/")
	return cmd
}

// exportedPair is a line of pairs.jsonl.
type exportedPair struct {
	pipeline.Pair
	Crop        string `json:"crop,omitempty"`         // file beside pairs.jsonl; empty where the value has no place on a page
	CropProblem string `json:"crop_problem,omitempty"` // why there is none of a value that has a place
}

// exported counts what was written.
type exported struct {
	Pairs int `json:"pairs"`
	Crops int `json:"crops"`
}

// exportPairs writes the pairs of a period and their crops. A directory that is
// there already is refused: it may hold another period.
func (a *app) exportPairs(ctx context.Context, h *house, period pipeline.Span, dir string) (err error) {
	pairs, err := h.office.Pairs(ctx, period.From, period.To)
	if err != nil {
		return err
	}
	if err := os.Mkdir(dir, 0o700); errors.Is(err, os.ErrExist) {
		return usageError{fmt.Errorf("--out %s: it is there already; name a new directory", dir)}
	} else if err != nil {
		return &pipeline.Error{Op: "export corrections", Doc: dir, Kind: pipeline.Unavailable, Err: err, Advice: "Папку «" + dir + "» создать не удалось. Проверьте путь и права."}
	}
	if err := os.Mkdir(filepath.Join(dir, "crops"), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(dir, "pairs.jsonl"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriter(f)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	done := exported{}
	for i, p := range pairs {
		line := exportedPair{Pair: p}
		if p.Placed() {
			crop := fmt.Sprintf("crops/%06d.png", i+1)
			switch err := writeCrop(ctx, h, p, filepath.Join(dir, crop)); {
			case err == nil:
				line.Crop = crop
				done.Crops++
			case pipeline.KindOf(err) == pipeline.Unsupported: // this page cannot be drawn; the others can
				line.CropProblem = err.Error()
			default:
				return err
			}
		}
		if err := enc.Encode(line); err != nil {
			return err
		}
		done.Pairs++
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if a.settings.json {
		return a.printJSON(done)
	}
	_, err = fmt.Fprintf(a.out, "Записано пар: %d, вырезок: %d — %s\n", done.Pairs, done.Crops, dir)
	return err
}

func writeCrop(ctx context.Context, h *house, p pipeline.Pair, path string) error {
	img, err := h.office.PairImage(ctx, p)
	if err != nil {
		return err
	}
	return os.WriteFile(path, img, 0o600)
}

func (a *app) printCorrections(f pipeline.CorrectionFigures) error {
	fmt.Fprintf(a.out, "Исправления прочитанного, документы, прочитанные %s\n\n", told(f.From, f.To))
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "документ\tсведение\tподтв.\tиспр.\tне чит.\tдобавл.\tуверенных: показано\tневерных\tсомнительных: показано\tпроверено\tневерных")
	for _, c := range f.Fields {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\t%d\t%d\t%s\n", cmp.Or(string(c.Form), "—"), c.Field, c.Confirmed, c.Corrected, c.Unreadable, c.Added,
			c.Sure.Shown, ratio(c.Sure.Wrong, c.Sure.Share, c.Sure.Shown), c.Unsure.Shown, c.Unsure.Decided, ratio(c.Unsure.Wrong, c.Unsure.Share, c.Unsure.Decided))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "\nУверенность машины и то, что нашли люди (от порога", decimal(100*pipeline.SureFrom), "% — доля от всех показанных, ниже — от проверенных)")
	w = tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "уверенность\tпоказано\tпроверено\tневерно\tожидалось\tоказалось\tв пределах (95 %)")
	for _, b := range f.Bands {
		if b.Shown+b.Decided == 0 {
			continue
		}
		fmt.Fprintf(w, "%s–%s\t%d\t%d\t%d\t", decimal(100*b.From), decimal(100*b.To), b.Shown, b.Decided, b.Wrong)
		if b.Of == 0 {
			fmt.Fprintln(w, "—\t—\t—")
			continue
		}
		fmt.Fprintf(w, "%s %%\t%s %%\t%s–%s %%\n", decimal(100*b.Predicted), decimal(100*b.Found), decimal(100*b.Low), decimal(100*b.High))
	}
	return w.Flush()
}

// ratio tells a count with its share of a whole: «2 (4,5 %)».
func ratio(n int, share float64, of int) string {
	if of == 0 {
		return "—"
	}
	return strings.TrimSpace(fmt.Sprintf("%d (%s %%)", n, decimal(100*share)))
}
