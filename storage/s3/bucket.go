package s3

import (
	"context"
	"net/http"

	"github.com/minio/minio-go/v7"
)

// prepareBucket makes the bucket when absent and learns what it can do.
func (s *Store) prepareBucket(ctx context.Context, region string) error {
	exists, err := s.core.BucketExists(ctx, s.bucket)
	if err != nil {
		return err
	}
	if !exists {
		if err := s.makeBucket(ctx, region); err != nil {
			return err
		}
	}
	if err := s.learnVersioning(ctx); err != nil {
		return err
	}
	return s.learnLock(ctx)
}

// makeBucket makes the bucket with object lock, which brings versioning along;
// where the server has no lock with versioning alone; where it has neither, bare.
func (s *Store) makeBucket(ctx context.Context, region string) error {
	err := s.core.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region, ObjectLocking: true})
	if err == nil || somebodyMadeIt(err) {
		return nil
	}
	if !refusedByServer(err) {
		return err
	}
	s.log.Warn("the server makes no bucket with object lock", "bucket", s.bucket, "reason", err.Error())
	err = s.core.MakeBucket(ctx, s.bucket, minio.MakeBucketOptions{Region: region})
	if err != nil && !somebodyMadeIt(err) {
		return err
	}
	if err := s.core.EnableVersioning(ctx, s.bucket); err != nil {
		if !refusedByServer(err) {
			return err
		}
		s.log.Warn("the server keeps no versions", "bucket", s.bucket, "reason", err.Error())
	}
	return nil
}

func (s *Store) learnVersioning(ctx context.Context) error {
	v, err := s.core.GetBucketVersioning(ctx, s.bucket)
	if err != nil && !refusedByServer(err) {
		return err
	}
	s.versioned = err == nil && v.Enabled()
	return nil
}

func (s *Store) learnLock(ctx context.Context) error {
	lock, _, _, _, err := s.core.GetObjectLockConfig(ctx, s.bucket)
	if err != nil && !refusedByServer(err) {
		return err
	}
	s.locked = err == nil && lock == "Enabled"
	return nil
}

// refusedByServer reports whether the server answered and said no, as it does
// for what it lacks. A failing or unreachable server must not pass for one
// without object lock.
func refusedByServer(err error) bool {
	status := statusOf(err)
	return status == http.StatusNotImplemented ||
		status >= 400 && status < 500 && status != http.StatusTooManyRequests && status != http.StatusRequestTimeout
}

func somebodyMadeIt(err error) bool {
	code := minio.ToErrorResponse(err).Code
	return code == "BucketAlreadyOwnedByYou" || code == "BucketAlreadyExists"
}
