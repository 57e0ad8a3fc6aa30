package s3

import (
	"context"
	"strings"

	"github.com/minio/minio-go/v7"

	"vestnik/pipeline"
	"vestnik/storage"
)

// List calls fn for every key with the prefix, in byte order. Keys outside the
// grammar, which only others can have written, are left out and counted in the log.
func (s *Store) List(ctx context.Context, prefix string, fn func(pipeline.ObjectInfo) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	ask, ok := askable(prefix)
	if !ok {
		return nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var skipped int64
	for o := range s.core.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: s.prefix + ask, Recursive: true}) {
		if o.Err != nil {
			return fault(ctx, "list objects", prefix, o.Err)
		}
		key := strings.TrimPrefix(o.Key, s.prefix)
		if storage.CheckKey(key) != nil {
			skipped++
			continue
		}
		if !strings.HasPrefix(key, prefix) {
			continue
		}
		if err := fn(pipeline.ObjectInfo{Key: key, Size: o.Size, Modified: o.LastModified, ETag: strings.Trim(o.ETag, `"`)}); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if skipped > 0 && s.skipped.Swap(skipped) != skipped {
		s.log.Warn("keys outside the grammar are not listed", "prefix", prefix, "count", skipped)
	}
	return ctx.Err()
}

// askable returns the prefix to ask the server for, at most prefix itself, and
// false when no key begins with prefix. Servers take no elements such as "..",
// nor half of a character, although keys may begin so: then all of the prefix's
// folder is asked for.
func askable(prefix string) (string, bool) {
	folder, tail := "", prefix
	if i := strings.LastIndexByte(prefix, '/'); i >= 0 {
		folder, tail = prefix[:i+1], prefix[i+1:]
		if storage.CheckKey(prefix[:i]) != nil {
			return "", false
		}
	}
	if storage.CheckKey(tail) != nil {
		return folder, true
	}
	return prefix, true
}
