package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
)

// cropDPI is the resolution of crops, that of the page images at the desk: where a
// clerk has judged a value, its page is there already.
const cropDPI = PageDPI

// Cropper is an [Extractor] that cuts a piece out of a page image. The image was
// drawn from foreign bytes, so that this too is done in the sandbox.
type Cropper interface {
	// Crop returns the box with a margin around it, cut at the page's edges, as PNG.
	Crop(ctx context.Context, page []byte, box Box) ([]byte, error)
}

// cropKey is where the crop of a box of a page lies.
func cropKey(d Digest, page int, box Box) string {
	var b [4]int
	for i, v := range box {
		b[i] = int(math.Round(v * 1e5))
	}
	return fmt.Sprintf("derived/corrections/%s/%s/%06d-%05d-%05d-%05d-%05d.png", d.shard(), d, page, b[0], b[1], b[2], b[3])
}

// Placed reports whether the pair has a place on a page.
func (p Pair) Placed() bool {
	return p.Document != "" && p.Page > 0 && p.Box[2] > p.Box[0] && p.Box[3] > p.Box[1]
}

// PairImage returns the piece of the page on which a pair stands, as PNG. It is
// made once and kept; from the original it can be made again.
func (o *Office) PairImage(ctx context.Context, p Pair) ([]byte, error) {
	if !p.Placed() {
		return nil, &Error{Op: "crop", Doc: string(p.Document), Page: p.Page, Kind: NotExist, Advice: "У этого сведения нет места на странице."}
	}
	key := cropKey(p.Document, p.Page, p.Box)
	if r, err := o.objects.Get(ctx, key, 0); err == nil {
		defer r.Close()
		return io.ReadAll(r)
	} else if !errors.Is(err, NotExist) {
		return nil, err
	}
	cropper, able := o.extractor.(Cropper)
	if !able {
		return nil, &Error{Op: "crop", Doc: string(p.Document), Page: p.Page, Kind: Unavailable, Err: errors.New("this office was made without a reader"),
			Advice: "Эта программа запущена без чтения документов и не может вырезать часть страницы."}
	}
	page, err := o.PageImage(ctx, p.Document, p.Page, cropDPI)
	if err != nil {
		return nil, err
	}
	img, err := cropper.Crop(ctx, page, p.Box)
	if err != nil {
		return nil, err
	}
	_, err = o.objects.Put(ctx, key, strings.NewReader(string(img)), PutOptions{Size: int64(len(img)), MediaType: "image/png"})
	return img, err
}

// keepCrop makes the crop of what a person has just judged, while the page is as
// he saw it. Should that fail, it is made when somebody asks for it.
func (o *Office) keepCrop(ctx context.Context, c *CaseFile, path string) {
	if _, able := o.extractor.(Cropper); !able || len(c.Corrections) == 0 {
		return
	}
	last := c.Corrections[len(c.Corrections)-1]
	p := Pair{Document: last.Was.Document, Page: last.Was.Page, Box: last.Was.Box}
	if last.Path != path || last.Was.By != "" || !p.Placed() {
		return
	}
	if _, err := o.PairImage(ctx, p); err != nil {
		o.log.WarnContext(ctx, "crop of a correction not kept", "case", c.ID, "field", path, "error", err)
	}
}
