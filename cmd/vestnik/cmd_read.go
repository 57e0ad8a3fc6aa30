package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
				fmt.Fprintf(a.out, "== %s (%s), страниц: %d\n", x.File, orDefault(x.Type, "вид файла не определён"), len(x.Pages))
				a.printProblem(x.Problem)
				for _, p := range x.Pages {
					fmt.Fprintf(a.out, "-- страница %d (%s, уверенность %.2f)\n%s\n", p.Number, p.Source, p.Confidence, p.Text)
					if p.Problem != nil && (x.Problem == nil || p.Number != x.Problem.Page) { // else it was told at the head
						a.printProblem(p.Problem)
					}
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
				fmt.Fprintf(a.out, "== %s — %s (%.2f)\n", x.File, a.kindTitle(pipeline.DefaultHouseRules().DefaultService, r.Kind), r.Confidence)
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
	extractor, err := a.newExtractor(nil)
	if err != nil {
		return err
	}
	partial := false
	emit := func(x extracted) error {
		partial = partial || x.Problem != nil
		return fn(x)
	}
	for _, path := range paths {
		err := extractPath(ctx, extractor, path, path, emit)
		if err := a.tolerate(ctx, err, len(paths)); err != nil {
			return err
		}
		partial = partial || err != nil
	}
	if partial {
		return errPartial
	}
	return nil
}

func extractPath(ctx context.Context, extractor pipeline.Extractor, name, path string, emit func(extracted) error) error {
	f, err := openRegular(path)
	if err != nil {
		return err
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
	named(in.Problem, name)
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
	if err != nil {
		return err
	}
	x.Pages = byNumber
	if x.Problem == nil {
		x.Problem = pageTrouble(name, byNumber)
	}
	return emit(x)
}

// openRegular opens a file, and nothing that only looks like one.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.NotExist, Err: err, Advice: "Файла «" + path + "» нет. Проверьте путь."}
	case info.IsDir():
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.Invalid, Err: errors.New("is a directory"),
			Advice: "«" + path + "» — папка. Назовите файлы, которые в ней лежат, или проверьте её целиком командой check."}
	case !info.Mode().IsRegular():
		return nil, notAFile("open", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &pipeline.Error{Op: "open", Doc: path, Kind: pipeline.Permission, Err: err, Advice: "Файл «" + path + "» открыть не удалось. Проверьте права доступа."}
	}
	return f, nil
}

// named adds the file's name to a problem, if there is one.
func named(p *pipeline.Problem, file string) {
	if p != nil {
		*p = p.In(file)
	}
}

// pageTrouble names the file in its pages' problems and returns the first of
// them; a blank page is trouble only when there is no other.
func pageTrouble(name string, pages []pipeline.Page) (first *pipeline.Problem) {
	blank := 0
	for i := range pages {
		p := pages[i].Problem
		named(p, name)
		switch {
		case p == nil:
		case p.Code == "blank":
			blank++
		case first == nil:
			first = p
		}
	}
	if first == nil && len(pages) > 0 && blank == len(pages) {
		return pipeline.BlankFile(name)
	}
	return first
}

// extractMembers reports an archive itself and then each of its members.
func extractMembers(ctx context.Context, extractor pipeline.Extractor, src pipeline.SourceFile, x extracted, emit func(extracted) error) error {
	dir, err := os.MkdirTemp("", "vestnik-unpack-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	members, err := extractor.Unpack(ctx, src, dir)
	switch kind := pipeline.KindOf(err); {
	case err == nil:
	case kind == pipeline.Corrupt, kind == pipeline.Unsupported:
		p := pipeline.Problem{Code: "damaged", Message: pipeline.AdviceOf(err), Fatal: true}.In(x.File)
		x.Problem = &p
		return emit(x)
	default:
		return err
	}
	var lost []pipeline.Problem
	for _, m := range members {
		x.Members = append(x.Members, m.Name)
		if m.Path == "" && m.Problem != nil {
			lost = append(lost, m.Problem.In(x.File+"/"+m.Name))
		}
	}
	if len(lost) == len(members) {
		x.Problem = pipeline.EmptyArchive(x.File, lost)
	}
	if err := emit(x); err != nil {
		return err
	}
	for _, m := range members {
		if m.Path == "" {
			named(m.Problem, x.File+"/"+m.Name)
			if err := emit(extracted{File: x.File + "/" + m.Name, Pages: []pipeline.Page{}, Problem: m.Problem}); err != nil {
				return err
			}
			continue
		}
		if err := extractPath(ctx, extractor, x.File+"/"+m.Name, m.Path, emit); err != nil {
			return err
		}
	}
	return nil
}
