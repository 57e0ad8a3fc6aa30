// Package s3 keeps objects in a bucket of any server that speaks S3: MinIO,
// versitygw, Amazon and others. Nothing rests on one server's extras.
//
// Every upload carries its SHA-256, both signed and as the X-Amz-Checksum-Sha256
// header, so that the server refuses bytes that were altered on the way. "Once"
// is the If-None-Match header; a server that ignores it is found out and worked
// around, see [Store.Put]. Sealed originals get a legal hold in a bucket with
// object lock: a retention has an end, an original has none.
//
// It refuses keys outside the grammar of package storage and does not list them;
// that some were met is logged. It does not retry: package retry does.
//
// Units: bytes. Errors: the kinds of [pipeline.Objects]; a server that cannot be
// reached or denies access is Unavailable, one that is busy or fails is
// Transient. A Store is safe for concurrent use.
package s3

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"sync/atomic"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"vestnik/pipeline"
	"vestnik/storage"
)

// Store is a bucket, or what lies under a prefix of one. It fills [pipeline.Objects].
type Store struct {
	core     *minio.Core
	bucket   string
	prefix   string
	partSize int64
	tempDir  string
	log      *slog.Logger

	versioned bool // old versions of a key stay
	locked    bool // legal holds are kept

	once    onceMode
	skipped atomic.Int64 // how many foreign keys the last listing that met any met
}

var _ pipeline.Objects = (*Store)(nil)

// Open connects to the bucket and makes it when absent, with versioning and
// object lock where the server has them. A bucket that exists keeps the
// settings that its owner gave it.
func Open(ctx context.Context, c Config) (*Store, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	core, err := minio.NewCore(c.Endpoint, &minio.Options{
		Creds:      credentials.NewStaticV4(c.AccessKey, c.Secret.Reveal(), c.SessionToken.Reveal()),
		Secure:     c.Secure,
		Region:     c.Region,
		Transport:  c.Transport,
		MaxRetries: 1,
	})
	if err != nil {
		return nil, invalid(err.Error())
	}
	s := &Store{core: core, bucket: c.Bucket, prefix: c.Prefix, partSize: c.PartSize, tempDir: c.TempDir, log: c.Logger}
	if s.partSize == 0 {
		s.partSize = DefaultPartSize
	}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.prepareBucket(ctx, c.Region); err != nil {
		return nil, fault(ctx, "open store", c.Bucket, err)
	}
	s.log.Info("object store opened", "endpoint", c.Endpoint, "bucket", c.Bucket, "versioned", s.versioned, "locked", s.locked)
	return s, nil
}

// Get opens key's bytes from offset; beyond the end there are none.
func (s *Store) Get(ctx context.Context, key string, offset int64) (io.ReadCloser, error) {
	const op = "get object"
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := storage.CheckKey(key); err != nil {
		return nil, err
	}
	if offset < 0 {
		return nil, &pipeline.Error{Op: op, Doc: key, Kind: pipeline.Invalid, Err: errors.New("the offset is negative")}
	}
	var opts minio.GetObjectOptions
	if offset > 0 {
		if err := opts.SetRange(offset, 0); err != nil {
			return nil, fault(ctx, op, key, err)
		}
	}
	body, _, _, err := s.core.GetObject(ctx, s.bucket, s.prefix+key, opts)
	if statusOf(err) == http.StatusRequestedRangeNotSatisfiable {
		return http.NoBody, nil
	}
	if err != nil {
		return nil, fault(ctx, op, key, err)
	}
	return &reader{ctx: ctx, key: key, body: body}, nil
}

// reader words the errors of a download as the port does.
type reader struct {
	ctx  context.Context
	key  string
	body io.ReadCloser
}

func (r *reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.body.Read(p)
	if err != nil && err != io.EOF {
		err = fault(r.ctx, "read object", r.key, err)
	}
	return n, err
}

func (r *reader) Close() error { return r.body.Close() }

// Stat describes one object.
func (s *Store) Stat(ctx context.Context, key string) (pipeline.ObjectInfo, error) {
	if err := ctx.Err(); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	if err := storage.CheckKey(key); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	info, err := s.core.StatObject(ctx, s.bucket, s.prefix+key, minio.StatObjectOptions{})
	if err != nil {
		return pipeline.ObjectInfo{}, fault(ctx, "stat object", key, err)
	}
	return pipeline.ObjectInfo{Key: key, Size: info.Size, Modified: info.LastModified, ETag: info.ETag}, nil
}

// Delete removes key. In a versioned bucket its bytes stay as an old version
// until the bucket's own rules expire them.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := storage.CheckDelete(key); err != nil {
		return err
	}
	err := s.core.RemoveObject(ctx, s.bucket, s.prefix+key, minio.RemoveObjectOptions{})
	if err = fault(ctx, "delete object", key, err); err != nil && !errors.Is(err, pipeline.NotExist) {
		return err
	}
	return nil
}
