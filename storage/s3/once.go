package s3

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/minio/minio-go/v7"

	"vestnik/pipeline"
	"vestnik/storage"
	"vestnik/storage/internal/source"
)

// onceMode remembers whether the server heeds If-None-Match.
type onceMode struct {
	mu      sync.Mutex
	known   bool
	ignored bool

	alone sync.Mutex // held while a server that ignores it is written to
}

// errTaken says that the key exists.
var errTaken = &pipeline.Error{Op: opPut, Kind: pipeline.Exists}

// putOnce uploads unless the key exists.
func (s *Store) putOnce(ctx context.Context, u upload) (minio.UploadInfo, error) {
	ignored, err := s.ignoresIfNoneMatch(ctx)
	switch {
	case err != nil:
		return minio.UploadInfo{}, err
	case ignored:
		return s.putAlone(ctx, u)
	}
	if u.held.Size() >= statFirst {
		if err := s.free(ctx, u.key); err != nil {
			return minio.UploadInfo{}, err
		}
	}
	u.ifAbsent = true
	info, err := s.send(ctx, u)
	if u.hold && statusOf(err) == http.StatusForbidden && errors.Is(s.free(ctx, u.key), errTaken) {
		return info, errTaken // versitygw looks at the legal hold before the precondition
	}
	return info, err
}

// free returns errTaken when key exists.
func (s *Store) free(ctx context.Context, key string) error {
	_, err := s.core.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{})
	switch {
	case err == nil:
		return errTaken
	case kindOf(err) == pipeline.NotExist:
		return nil
	}
	return err
}

// ignoresIfNoneMatch finds out, once, by writing a key of its own twice.
func (s *Store) ignoresIfNoneMatch(ctx context.Context) (bool, error) {
	s.once.mu.Lock()
	defer s.once.mu.Unlock()
	if s.once.known {
		return s.once.ignored, nil
	}
	held, err := source.Hold(ctx, strings.NewReader(""), "")
	if err != nil {
		return false, err
	}
	probe := upload{key: s.prefix + storage.Reserved + "probe-" + rand.Text(), held: held, sum: sha256.Sum256(nil), ifAbsent: true}
	first, err := s.send(ctx, probe)
	if statusOf(err) == http.StatusNotImplemented {
		s.once.known, s.once.ignored = true, true
		return true, nil
	}
	if err != nil {
		return false, err
	}
	second, err := s.send(ctx, probe)
	s.removeVersion(ctx, probe.key, first.VersionID)
	switch status := statusOf(err); {
	case err == nil:
		s.removeVersion(ctx, probe.key, second.VersionID)
		s.once.ignored = true
		s.log.Warn("the server ignores If-None-Match", "bucket", s.bucket, "versioned", s.versioned)
	case status != http.StatusPreconditionFailed && status != http.StatusConflict:
		return false, err
	}
	s.once.known = true
	return s.once.ignored, nil
}

// putAlone uploads to a server that ignores If-None-Match, if the key is free.
func (s *Store) putAlone(ctx context.Context, u upload) (minio.UploadInfo, error) {
	s.once.alone.Lock()
	defer s.once.alone.Unlock()
	if err := s.free(ctx, u.key); err != nil {
		return minio.UploadInfo{}, err
	}
	if s.versioned {
		return s.putFirstVersion(ctx, u)
	}
	return s.send(ctx, u)
}

// putFirstVersion writes a version and takes it back unless it is the oldest
// since the key was last deleted. Servers order versions by the moment when the
// upload began, so that a slow upload may yet come before one that has won.
func (s *Store) putFirstVersion(ctx context.Context, u upload) (minio.UploadInfo, error) {
	hold := u.hold
	u.hold = false // a version that loses must be removable
	info, err := s.send(ctx, u)
	if err != nil {
		return minio.UploadInfo{}, err
	}
	oldest, err := s.oldestVersion(ctx, u.key)
	if err != nil {
		return minio.UploadInfo{}, err
	}
	if oldest != info.VersionID {
		s.removeVersion(ctx, u.key, info.VersionID)
		return minio.UploadInfo{}, errTaken
	}
	if hold {
		status := minio.LegalHoldEnabled
		err = s.core.PutObjectLegalHold(ctx, s.bucket, u.key, minio.PutObjectLegalHoldOptions{Status: &status, VersionID: info.VersionID})
	}
	return info, err
}

// oldestVersion returns the id of key's oldest version since it was last deleted.
func (s *Store) oldestVersion(ctx context.Context, key string) (string, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	oldest := ""
	for v := range s.core.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: key, WithVersions: true, Recursive: true}) {
		if v.Err != nil {
			return "", v.Err
		}
		if v.Key != key || v.IsDeleteMarker { // versions come newest first
			break
		}
		oldest = v.VersionID
	}
	if oldest == "" {
		return "", errors.New("a version just written is not listed")
	}
	return oldest, nil
}

// removeVersion removes one version of a key for good; one that stays is invisible.
func (s *Store) removeVersion(ctx context.Context, key, version string) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), abortTime)
	defer cancel()
	if err := s.core.RemoveObject(ctx, s.bucket, key, minio.RemoveObjectOptions{VersionID: version}); err != nil {
		s.log.Warn("a version stays behind", "key", key, "version", version, "reason", err.Error())
	}
}
