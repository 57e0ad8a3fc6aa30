package ocr

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
)

// Cache keeps what was read off page images, so that a page that comes again, in
// whatever file, costs no second reading. Keys are of lower-case hex digits and
// say everything that the value depends on, so that entries never go stale. Safe
// for concurrent use.
type Cache interface {
	// Get returns what was put under a key; ok is false when nothing was.
	Get(ctx context.Context, key string) (value []byte, ok bool, err error)
	Put(ctx context.Context, key string, value []byte) error
}

// key names a reading by what it depends on: the bytes of the page image, how
// they are to be taken, and the engine with its settings.
func (r *Reader) key(img Image) (string, error) {
	info, err := img.File.Stat()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%g\n", r.Engine(), img.Type, img.DPI)
	// By position: the descriptor's offset is shared with children.
	if _, err := io.Copy(h, io.NewSectionReader(img.File, 0, info.Size())); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// cached returns what read gives for the image, from the cache where it is
// there. A cache that fails costs time, not the page.
func (r *Reader) cached(ctx context.Context, img Image, read func() (Result, error)) (Result, error) {
	if r.Cache == nil {
		return read()
	}
	key, err := r.key(img)
	if err != nil {
		return read() // which says what is wrong with the image
	}
	kept, ok, err := r.Cache.Get(ctx, key)
	var res Result
	switch {
	case err != nil:
		r.Logger.Warn("cache of page readings gives nothing", "key", key, "err", err)
	case ok && json.Unmarshal(kept, &res) == nil:
		return res, nil
	}
	if res, err = read(); err != nil {
		return res, err
	}
	value, err := json.Marshal(res)
	if err != nil {
		return res, err
	}
	if err := r.Cache.Put(ctx, key, value); err != nil {
		r.Logger.Warn("cache of page readings takes nothing", "key", key, "err", err)
	}
	return res, nil
}
