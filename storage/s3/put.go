package s3

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"

	"vestnik/pipeline"
	"vestnik/storage"
	"vestnik/storage/internal/source"
)

const opPut = "put object"

// statFirst is from how many bytes on Put asks whether a key that must be new
// exists, rather than learn it after the bytes have travelled.
const statFirst = 1 << 20

// checksumHeader carries the SHA-256 as an ordinary header. As a trailer, where
// minio-go would put it, versitygw does not take it.
const checksumHeader = "X-Amz-Checksum-Sha256"

// upload is one object on its way to the server.
type upload struct {
	key       string // in the bucket, with the prefix
	held      *source.Held
	sum       [sha256.Size]byte
	mediaType string
	sealed    bool
	hold      bool // set a legal hold while uploading
	ifAbsent  bool // send If-None-Match
}

// Put writes all of r under key. The bytes are read twice, once for their
// digest, once to be sent; what cannot be read twice waits in memory up to 1 MiB,
// else in a temporary file. Objects over the part size go in parts.
//
// With opts.Once the server decides by If-None-Match who is first. On a server
// that turns out to ignore that header, Put looks first and holds a lock, so that
// one process never overwrites; in a versioned bucket it also looks afterwards
// and takes its version back if another's is older. Two processes may then still
// both succeed when their uploads overlap. For originals that is harmless, since
// their key is their digest and both wrote the same bytes.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	if err := ctx.Err(); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	if err := storage.CheckPut(key, opts); err != nil {
		return pipeline.ObjectInfo{}, err
	}
	held, err := source.Hold(ctx, r, s.tempDir)
	if err != nil {
		return pipeline.ObjectInfo{}, source.Fault(opPut, key, err)
	}
	info, err := s.putHeld(ctx, key, held, opts)
	if closed := held.Close(); err == nil {
		err = closed
	}
	return info, err
}

func (s *Store) putHeld(ctx context.Context, key string, held *source.Held, opts pipeline.PutOptions) (pipeline.ObjectInfo, error) {
	sum, err := digest(ctx, key, held)
	if err != nil {
		return pipeline.ObjectInfo{}, err
	}
	if opts.Size > 0 && held.Size() != opts.Size {
		return pipeline.ObjectInfo{}, source.WrongSize(opPut, key)
	}
	if opts.SHA256 != "" && hex.EncodeToString(sum[:]) != string(opts.SHA256) {
		return pipeline.ObjectInfo{}, source.WrongDigest(opPut, key)
	}
	sealed := storage.Sealed(key)
	u := upload{key: s.prefix + key, held: held, sum: sum, mediaType: opts.MediaType, sealed: sealed, hold: sealed && s.locked}
	var sent minio.UploadInfo
	if opts.Once || sealed {
		sent, err = s.putOnce(ctx, u)
	} else {
		sent, err = s.send(ctx, u)
	}
	if err != nil {
		return pipeline.ObjectInfo{}, fault(ctx, opPut, key, err)
	}
	return pipeline.ObjectInfo{Key: key, Size: held.Size(), Modified: sent.LastModified, ETag: sent.ETag}, nil
}

func digest(ctx context.Context, key string, held *source.Held) (sum [sha256.Size]byte, err error) {
	h := sha256.New()
	src := source.NewReader(ctx, held.All())
	if _, err := io.Copy(h, src); err != nil {
		return sum, source.Fault(opPut, key, err)
	}
	return [sha256.Size]byte(h.Sum(nil)), nil
}

// send uploads in one request, or in parts.
func (s *Store) send(ctx context.Context, u upload) (minio.UploadInfo, error) {
	if u.held.Size() > s.partSize {
		return s.sendParts(ctx, u)
	}
	opts := u.options()
	opts.UserMetadata = map[string]string{checksumHeader: base64.StdEncoding.EncodeToString(u.sum[:])}
	return s.core.PutObject(ctx, s.bucket, u.key, u.held.All(), u.held.Size(), "", hex.EncodeToString(u.sum[:]), opts)
}

// options are the headers of the request that decides about the object.
func (u upload) options() minio.PutObjectOptions {
	opts := minio.PutObjectOptions{ContentType: u.mediaType, DisableContentSha256: true}
	if u.hold {
		opts.LegalHold = minio.LegalHoldEnabled
	}
	if u.ifAbsent {
		opts.SetMatchETagExcept("*")
	}
	return opts
}

// sendParts uploads part after part; the object appears with the last request.
func (s *Store) sendParts(ctx context.Context, u upload) (minio.UploadInfo, error) {
	begin := u
	begin.ifAbsent = false
	id, err := s.core.NewMultipartUpload(ctx, s.bucket, u.key, begin.options())
	if err != nil {
		return minio.UploadInfo{}, err
	}
	info, err := s.completeParts(ctx, u, id)
	if err != nil {
		s.abort(ctx, u.key, id)
	}
	return info, err
}

func (s *Store) completeParts(ctx context.Context, u upload, id string) (minio.UploadInfo, error) {
	var parts []minio.CompletePart
	for off := int64(0); off < u.held.Size(); off += s.partSize {
		part, err := s.sendPart(ctx, u, id, len(parts)+1, off)
		if err != nil {
			return minio.UploadInfo{}, err
		}
		parts = append(parts, part)
	}
	var opts minio.PutObjectOptions
	if u.ifAbsent {
		opts.SetMatchETagExcept("*")
	}
	return s.core.CompleteMultipartUpload(ctx, s.bucket, u.key, id, parts, opts)
}

func (s *Store) sendPart(ctx context.Context, u upload, id string, number int, off int64) (minio.CompletePart, error) {
	section := u.held.Section(off, min(s.partSize, u.held.Size()-off))
	h := sha256.New()
	if _, err := io.Copy(h, source.NewReader(ctx, section)); err != nil {
		return minio.CompletePart{}, err
	}
	if _, err := section.Seek(0, io.SeekStart); err != nil {
		return minio.CompletePart{}, err
	}
	part, err := s.core.PutObjectPart(ctx, s.bucket, u.key, id, number, section, section.Size(), minio.PutObjectPartOptions{
		Sha256Hex: hex.EncodeToString(h.Sum(nil)), CustomHeader: http.Header{}, DisableContentSha256: true,
	})
	return minio.CompletePart{PartNumber: number, ETag: part.ETag}, err
}

// abortTime is how long a failed upload may take to clean up after itself, also
// when the caller's own time is over.
const abortTime = 10 * time.Second

// abort frees the parts of a failed upload. Parts that stay are invisible; the
// bucket's rule for incomplete uploads removes them.
func (s *Store) abort(ctx context.Context, key, id string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abortTime)
	defer cancel()
	if err := s.core.AbortMultipartUpload(ctx, s.bucket, key, id); err != nil {
		s.log.Warn("parts of a failed upload stay behind", "key", key, "upload", id, "reason", err.Error())
	}
}
