package s3_test

import (
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/signer"

	"vestnik/pipeline"
	"vestnik/storage/s3"
	"vestnik/storage/s3/s3server"
	"vestnik/storage/storagetest"
)

// careless is a server like those that never heard of If-None-Match: it stands
// before a real one and passes every request on without that header.
func careless(t *testing.T, s s3server.Server) s3server.Server {
	t.Helper()
	behind := s.Endpoint
	proxy := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(&url.URL{Scheme: "http", Host: behind})
		r.Out.Host = behind
		r.Out.Header.Del("If-None-Match")
		r.Out.Header.Del("Authorization")
		r.Out.Header = signer.SignV4(*r.Out, s.AccessKey, s.Secret, "", "us-east-1").Header
	}})
	t.Cleanup(proxy.Close)
	s.Endpoint = strings.TrimPrefix(proxy.URL, "http://")
	return s
}

func TestConformanceOnAServerThatIgnoresIfNoneMatch(t *testing.T) {
	server := s3server.StartMinIO(t)
	t.Run("with versions", func(t *testing.T) {
		front := careless(t, server)
		storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return open(t, front.Config(s3server.Bucket())) })
	})
	t.Run("without versions", func(t *testing.T) {
		front := careless(t, server)
		storagetest.Objects(t, func(t *testing.T) pipeline.Objects {
			c := front.Config(s3server.Bucket())
			bareBucket(t, server, c.Bucket)
			return open(t, c)
		})
	})
}

// bareBucket makes a bucket without versions and object lock, as an office that
// had one before may have it.
func bareBucket(t *testing.T, server s3server.Server, name string) {
	t.Helper()
	if err := server.Client(t).MakeBucket(t.Context(), name, minio.MakeBucketOptions{}); err != nil {
		t.Fatal(err)
	}
}

func TestSeveralProcessesOnACarelessServerKeepAWinnersBytes(t *testing.T) {
	server := careless(t, s3server.StartMinIO(t))
	config := server.Config(s3server.Bucket())
	stores := make([]*s3.Store, 4)
	for i := range stores {
		stores[i] = open(t, config)
	}
	var wg sync.WaitGroup
	errs := make([]error, 32)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = stores[i%len(stores)].Put(t.Context(), "originals/k", strings.NewReader(writer(i)), pipeline.PutOptions{Once: true, Sealed: true})
		})
	}
	wg.Wait()
	r, err := stores[0].Get(t.Context(), "originals/k", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	kept, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	won := false
	for i, err := range errs {
		if err != nil && !errors.Is(err, pipeline.Exists) {
			t.Errorf("writer %d: %v, want Exists", i, err)
		}
		won = won || err == nil && writer(i) == string(kept)
	}
	if !won {
		t.Errorf("the store keeps %q, whose writer did not win", kept)
	}
}

func writer(i int) string { return fmt.Sprintf("writer %d", i) }
