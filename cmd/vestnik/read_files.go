package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/spf13/pflag"

	"vestnik/pipeline"
)

// readOptions say how "extract" and "read" go about their files.
type readOptions struct {
	overlay   string // folder for pictures of pages; none when empty
	recognise func(name string, pages []pipeline.Page) pipeline.Recognition
}

func (o *readOptions) flags(fs *pflag.FlagSet) {
	fs.StringVar(&o.overlay, "overlay", "", "write each page as PNG into this folder, with what was read drawn on it")
}

// fileRead is a file as it was read.
type fileRead struct {
	extracted
	recognition pipeline.Recognition // by "read" alone
}

// kindOf is the kind of paper that a page belongs to; "" when nobody asked.
func (f fileRead) kindOf(page int) pipeline.DocumentKind {
	for _, s := range f.recognition.Segments {
		if slices.Contains(s.Pages, page) {
			return s.Kind
		}
	}
	return ""
}

// filesReader reads files, members of archives each on their own.
type filesReader struct {
	extractor pipeline.Extractor
	recognise func(name string, pages []pipeline.Page) pipeline.Recognition // nil: not asked for
	overlays  *overlays                                                     // nil: none
	progress  *progress
	complain  func(error)
}

// eachRead reads every file, several at a time, hands them to fn in the order
// given, and ends with errPartial when one of them could not wholly be read.
func (a *app) eachRead(ctx context.Context, o readOptions, paths []string, fn func(fileRead) error) error {
	r, err := a.newFilesReader(o)
	if err != nil {
		return err
	}
	defer r.progress.finish()
	partial := false
	for result := range r.ahead(ctx, o.overlay, paths) {
		r.progress.hide()
		for _, f := range result.files {
			partial = partial || f.Problem != nil
			if err := fn(f); err != nil {
				return err
			}
		}
		if err := a.tolerate(ctx, result.err, len(paths)); err != nil {
			return err
		}
		partial = partial || result.err != nil
	}
	if partial {
		return errPartial
	}
	return nil
}

func (a *app) newFilesReader(o readOptions) (*filesReader, error) {
	extractor, err := a.newExtractor(nil)
	if err != nil {
		return nil, err
	}
	r := &filesReader{extractor: extractor, recognise: o.recognise, progress: newProgress(a.err), complain: a.complain}
	if o.overlay != "" {
		if err := os.MkdirAll(o.overlay, 0o755); err != nil {
			return nil, overlayError(o.overlay, err)
		}
		r.overlays, err = newOverlays(extractor)
	}
	return r, err
}

// pathRead is what came of one path: the file, or an archive and its members.
type pathRead struct {
	files []fileRead
	err   error
}

// ahead reads the paths in order, as many at a time as there are processors, and
// no further ahead of whoever takes the results than that.
func (r *filesReader) ahead(ctx context.Context, overlay string, paths []string) func(yield func(pathRead) bool) {
	names := newStems(overlay)
	return func(yield func(pathRead) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		waiting := make([]chan pathRead, len(paths))
		start := func(i int) {
			waiting[i] = make(chan pathRead, 1)
			stem := names.next(filepath.Base(paths[i]))
			go func() {
				var out pathRead
				out.err = r.path(ctx, paths[i], paths[i], stem, func(f fileRead) { out.files = append(out.files, f) })
				waiting[i] <- out
			}()
		}
		most := min(runtime.GOMAXPROCS(0), len(paths))
		for i := range most {
			start(i)
		}
		for i := range paths {
			if !yield(<-waiting[i]) {
				return
			}
			if next := i + most; next < len(paths) {
				start(next)
			}
		}
	}
}

// path reads one file under the name by which people know it; stem is where its
// overlays go.
func (r *filesReader) path(ctx context.Context, name, path, stem string, emit func(fileRead)) error {
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
	in, err := r.extractor.Inspect(ctx, src)
	if err != nil {
		return err
	}
	named(in.Problem, name)
	x := fileRead{extracted: extracted{File: name, Type: in.Type, SHA256: pipeline.Digest(hex.EncodeToString(digest.Sum(nil))), Pages: []pipeline.Page{}, Problem: in.Problem}}
	switch {
	case in.Problem != nil && in.Problem.Fatal:
		emit(r.recognised(x))
		return nil
	case in.Archive:
		return r.members(ctx, src, x, stem, emit)
	}
	if x.Pages, err = r.pages(ctx, src, in.Pages); err != nil {
		return err
	}
	if x.Problem == nil {
		x.Problem = pageTrouble(name, x.Pages)
	}
	x = r.recognised(x)
	if r.overlays != nil {
		err = r.overlays.draw(ctx, src, stem, x, func(page int, err error) { r.complain(undrawn(name, page, err)) })
	}
	emit(x)
	return err
}

// undrawn says of one page that there is no picture of it.
func undrawn(name string, page int, err error) error {
	return &pipeline.Error{Op: "draw overlay", Doc: name, Page: page, Kind: pipeline.Unsupported, Err: err,
		Advice: "Рисунка страницы не будет: её изображение получить не удалось. Прочитанный текст это не меняет."}
}

// pages reads all pages of a file.
func (r *filesReader) pages(ctx context.Context, src pipeline.SourceFile, n int) ([]pipeline.Page, error) {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i + 1
	}
	r.progress.expect(n)
	pages := make([]pipeline.Page, n)
	err := r.extractor.Read(ctx, src, numbers, func(p pipeline.Page) error {
		pages[p.Number-1] = p
		r.progress.page()
		return nil
	})
	return pages, err
}

// recognised adds what the file is and states, where that was asked for.
func (r *filesReader) recognised(f fileRead) fileRead {
	if r.recognise != nil {
		f.recognition = r.recognise(f.File, f.Pages)
	}
	return f
}

// members reports an archive itself and then each of its members.
func (r *filesReader) members(ctx context.Context, src pipeline.SourceFile, x fileRead, stem string, emit func(fileRead)) error {
	dir, err := os.MkdirTemp("", "vestnik-unpack-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	members, err := r.extractor.Unpack(ctx, src, dir)
	switch kind := pipeline.KindOf(err); {
	case err == nil:
	case kind == pipeline.Corrupt, kind == pipeline.Unsupported:
		p := pipeline.Problem{Code: "damaged", Message: pipeline.AdviceOf(err), Fatal: true}.In(x.File)
		x.Problem = &p
		emit(r.recognised(x))
		return nil
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
	emit(r.recognised(x))
	names := memberStems(stem)
	for _, m := range members {
		name := x.File + "/" + m.Name
		if m.Path == "" {
			named(m.Problem, name)
			emit(r.recognised(fileRead{extracted: extracted{File: name, Pages: []pipeline.Page{}, Problem: m.Problem}}))
			continue
		}
		if err := r.path(ctx, name, m.Path, names.next(m.Name), emit); err != nil {
			return err
		}
	}
	return nil
}
