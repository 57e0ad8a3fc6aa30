package pipeline

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// Readings keeps in the object store what OCR read off page images, by a key
// that says the image, the engine and its settings: the same page in another
// file is not read again. Derived data, to be thrown away at will.
type Readings struct{ objects Objects }

// NewReadings returns the readings kept in a store.
func NewReadings(objects Objects) *Readings { return &Readings{objects} }

func readingKey(key string) string {
	return "derived/ocr/" + Digest(key).shard() + "/" + key + ".json"
}

// Get returns what was kept under a key; ok is false when nothing was.
func (r *Readings) Get(ctx context.Context, key string) (value []byte, ok bool, err error) {
	body, err := r.objects.Get(ctx, readingKey(key), 0)
	if errors.Is(err, NotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, err
	}
	defer body.Close()
	value, err = io.ReadAll(body)
	return value, err == nil, err
}

// Put keeps a value; what two workers put under one key is the same.
func (r *Readings) Put(ctx context.Context, key string, value []byte) error {
	_, err := r.objects.Put(ctx, readingKey(key), bytes.NewReader(value), PutOptions{Size: int64(len(value)), MediaType: "application/json"})
	return err
}
