package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// layOut copies an original to a nameless local file, for programs that need to seek.
func (o *Office) layOut(ctx context.Context, d Digest) (*os.File, error) {
	r, err := o.objects.Get(ctx, originalKey(d), 0)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	f, err := os.CreateTemp(o.rules.TempDir, "vestnik-original-")
	if err != nil {
		return nil, &Error{Op: "lay out original", Doc: string(d), Kind: Transient, Err: err}
	}
	if err := os.Remove(f.Name()); err != nil { // nameless at once: nothing is left behind if the process dies
		return nil, errors.Join(&Error{Op: "lay out original", Doc: string(d), Kind: Transient, Err: err}, f.Close())
	}
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, h), withContext(ctx, r)); err != nil {
		return nil, errors.Join(&Error{Op: "lay out original", Doc: string(d), Kind: Transient, Err: err}, f.Close())
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != string(d) {
		return nil, errors.Join(&Error{Op: "lay out original", Doc: string(d), Kind: Corrupt, Err: fmt.Errorf("stored bytes have digest %s", got),
			Advice: "Сохранённый файл повреждён. Сообщите администратору: нужна копия из резерва."}, f.Close())
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// pagePrefix is where the pages of a document lie, per reading engine: another
// engine's pages are not taken for this one's.
func pagePrefix(d Digest, engine string) string {
	sum := sha256.Sum256([]byte(engine))
	return fmt.Sprintf("derived/pages/%s/%s/%s/", d.shard(), d, hex.EncodeToString(sum[:6]))
}

func pageKey(d Digest, engine string, page int) string {
	return fmt.Sprintf("%s%06d.json", pagePrefix(d, engine), page)
}

// keptPages returns the numbers of the pages that were read already.
func (o *Office) keptPages(ctx context.Context, d Digest, engine string) (map[int]bool, error) {
	kept := map[int]bool{}
	err := o.objects.List(ctx, pagePrefix(d, engine), func(info ObjectInfo) error {
		name := strings.TrimSuffix(filepath.Base(info.Key), ".json")
		if n, err := strconv.Atoi(name); err == nil {
			kept[n] = true
		}
		return nil
	})
	return kept, err
}

func (o *Office) keepPage(ctx context.Context, d Digest, engine string, p Page) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	_, err = o.objects.Put(ctx, pageKey(d, engine, p.Number), strings.NewReader(string(b)), PutOptions{Size: int64(len(b)), MediaType: "application/json"})
	return err
}

// Page returns what was read off one page of a document, by the engine that read it.
func (o *Office) Page(ctx context.Context, d *Document, page int) (Page, error) {
	return o.keptPage(ctx, d.Digest, d.Engine, page)
}

func (o *Office) keptPage(ctx context.Context, d Digest, engine string, page int) (Page, error) {
	r, err := o.objects.Get(ctx, pageKey(d, engine, page), 0)
	if err != nil {
		return Page{}, err
	}
	defer r.Close()
	var p Page
	if err := json.NewDecoder(r).Decode(&p); err != nil {
		return Page{}, &Error{Op: "read kept page", Doc: string(d), Page: page, Kind: Corrupt, Err: err}
	}
	return p, nil
}

// PageDPI is the resolution of page images at the desk: small type stays legible on
// a large screen, and a page stays under a megabyte.
const PageDPI = 130

// PageImage returns a page as PNG, upright, at dpi; it is made once and kept.
func (o *Office) PageImage(ctx context.Context, d Digest, page, dpi int) ([]byte, error) {
	key := fmt.Sprintf("derived/images/%s/%s/%d/%06d.png", d.shard(), d, dpi, page)
	if r, err := o.objects.Get(ctx, key, 0); err == nil {
		defer r.Close()
		return io.ReadAll(r)
	} else if !errors.Is(err, NotExist) {
		return nil, err
	}
	f, err := o.layOut(ctx, d)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ctx, end := InLane(ctx, LaneDesk) // somebody looks at it
	defer end()
	src := SourceFile{Name: string(d), File: f}
	if read, err := o.keptPage(ctx, d, o.extractor.Engine(), page); err == nil {
		src.Rotations = map[int]int{page: read.Rotation}
	} else if !errors.Is(err, NotExist) {
		return nil, err
	}
	img, err := o.extractor.Image(ctx, src, page, dpi)
	if err != nil {
		return nil, err
	}
	_, err = o.objects.Put(ctx, key, strings.NewReader(string(img)), PutOptions{Size: int64(len(img)), MediaType: "image/png"})
	return img, err
}

// Original opens a sealed file; the caller closes.
func (o *Office) Original(ctx context.Context, d Digest) (io.ReadCloser, error) {
	return o.objects.Get(ctx, originalKey(d), 0)
}
