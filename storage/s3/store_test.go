package s3_test

import (
	"testing"

	"vestnik/pipeline"
	"vestnik/storage/s3"
	"vestnik/storage/s3/s3server"
	"vestnik/storage/storagetest"
)

func open(t testing.TB, c s3.Config) *s3.Store {
	t.Helper()
	c.TempDir = t.TempDir()
	s, err := s3.Open(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestConformanceOnMinIO(t *testing.T) {
	server := s3server.StartMinIO(t)
	storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return open(t, server.Config(s3server.Bucket())) })
}

func TestConformanceOnVersityGW(t *testing.T) {
	server := s3server.StartVersityGW(t)
	storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return open(t, server.Config(s3server.Bucket())) })
}
