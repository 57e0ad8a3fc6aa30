package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-isatty"
	"github.com/spf13/cobra"

	"vestnik/extract/form"
	"vestnik/pipeline"
)

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}

// extracted is one line of "extract --json".
type extracted struct {
	File    string            `json:"file"`
	Type    string            `json:"type"`
	SHA256  pipeline.Digest   `json:"sha256"`
	Pages   []pipeline.Page   `json:"pages"`
	Members []string          `json:"members,omitempty"`
	Problem *pipeline.Problem `json:"problem"`
}

func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "extract FILE…",
		Short: "Bytes to text: pages, words, boxes; touches no store",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.eachRead(cmd.Context(), args, func(x extracted) error {
				if a.settings.json {
					return a.printJSON(x)
				}
				fmt.Fprintf(a.out, "== %s (%s), страниц: %d\n", x.File, x.Type, len(x.Pages))
				a.printProblem(x.Problem)
				for _, p := range x.Pages {
					fmt.Fprintf(a.out, "-- страница %d (%s, уверенность %.2f)\n%s\n", p.Number, p.Source, p.Confidence, p.Text)
					a.printProblem(p.Problem)
				}
				return nil
			})
		},
	}
}

func (a *app) printProblem(p *pipeline.Problem) {
	if p != nil {
		fmt.Fprintf(a.out, "   ! %s\n", p.Message)
	}
}

// recognised is one line of "read --json".
type recognised struct {
	File       string                `json:"file"`
	Kind       pipeline.DocumentKind `json:"kind"`
	Confidence float64               `json:"confidence"`
	Segments   []pipeline.Segment    `json:"segments,omitempty"`
	Fields     pipeline.Fields       `json:"fields"`
	Problem    *pipeline.Problem     `json:"problem"`
}

func (a *app) readCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "read FILE…",
		Short: "Extract, tell the kind and the fields; touches no store",
		Args:  cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			recogniser, err := form.New()
			if err != nil {
				return err
			}
			return a.eachRead(cmd.Context(), args, func(x extracted) error {
				r := recogniser.Recognise(x.File, x.Pages)
				out := recognised{File: x.File, Kind: r.Kind, Confidence: r.Confidence, Segments: r.Segments, Fields: r.Fields, Problem: x.Problem}
				if a.settings.json {
					return a.printJSON(out)
				}
				fmt.Fprintf(a.out, "== %s — %s (%.2f)\n", x.File, kindTitle(r.Kind), r.Confidence)
				a.printProblem(x.Problem)
				printFields(a.out, r.Fields)
				return nil
			})
		},
	}
}

// eachRead extracts every file, members of archives each on their own, and ends
// with errPartial when one of them could not wholly be read.
func (a *app) eachRead(ctx context.Context, paths []string, fn func(extracted) error) error {
	extractor, err := a.newExtractor()
	if err != nil {
		return err
	}
	partial := false
	emit := func(x extracted) error {
		partial = partial || x.Problem != nil
		return fn(x)
	}
	for _, path := range paths {
		if err := extractPath(ctx, extractor, path, path, emit); err != nil {
			return err
		}
	}
	if partial {
		return errPartial
	}
	return nil
}

func extractPath(ctx context.Context, extractor pipeline.Extractor, name, path string, emit func(extracted) error) error {
	f, err := os.Open(path)
	if err != nil {
		return &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.NotExist, Err: err, Advice: "Файла «" + path + "» нет. Проверьте путь."}
	}
	defer f.Close()
	digest := sha256.New()
	if _, err := io.Copy(digest, f); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	src := pipeline.SourceFile{Name: name, File: f}
	in, err := extractor.Inspect(ctx, src)
	if err != nil {
		return err
	}
	x := extracted{File: name, Type: in.Type, SHA256: pipeline.Digest(hex.EncodeToString(digest.Sum(nil))), Pages: []pipeline.Page{}, Problem: in.Problem}
	if in.Problem != nil && in.Problem.Fatal {
		return emit(x)
	}
	if in.Archive {
		return extractMembers(ctx, extractor, src, x, emit)
	}
	pages := make([]int, in.Pages)
	for i := range pages {
		pages[i] = i + 1
	}
	byNumber := make([]pipeline.Page, in.Pages)
	err = extractor.Read(ctx, src, pages, func(p pipeline.Page) error {
		byNumber[p.Number-1] = p
		return nil
	})
	x.Pages = byNumber
	for i := range byNumber {
		if p := byNumber[i].Problem; p != nil && p.Code != "blank" && x.Problem == nil {
			x.Problem = p
		}
	}
	if err != nil {
		return err
	}
	return emit(x)
}

// extractMembers reports an archive itself and then each of its members.
func extractMembers(ctx context.Context, extractor pipeline.Extractor, src pipeline.SourceFile, x extracted, emit func(extracted) error) error {
	dir, err := os.MkdirTemp("", "vestnik-unpack-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	members, err := extractor.Unpack(ctx, src, dir)
	if err != nil {
		return err
	}
	for _, m := range members {
		x.Members = append(x.Members, m.Name)
		if m.Problem != nil && x.Problem == nil {
			x.Problem = m.Problem
		}
	}
	if err := emit(x); err != nil {
		return err
	}
	for _, m := range members {
		if m.Path == "" {
			continue
		}
		if err := extractPath(ctx, extractor, x.File+"/"+m.Name, m.Path, emit); err != nil {
			return err
		}
	}
	return nil
}
