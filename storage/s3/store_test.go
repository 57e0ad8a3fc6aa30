package s3_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/minio/minio-go/v7"

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

// servers are those that the tests run on.
var servers = []struct {
	name  string
	start func(testing.TB, ...s3server.Option) s3server.Server
}{
	{"MinIO", s3server.StartMinIO},
	{"versitygw", s3server.StartVersityGW},
}

func TestConformance(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			server := s.start(t)
			storagetest.Objects(t, func(t *testing.T) pipeline.Objects { return open(t, server.Config(s3server.Bucket())) })
		})
	}
}

func TestConformanceInPartsUnderAPrefix(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			server := s.start(t)
			storagetest.Objects(t, func(t *testing.T) pipeline.Objects {
				c := server.Config(s3server.Bucket())
				c.Prefix, c.PartSize = "office 1/архив/", 5<<20
				return open(t, c)
			})
		})
	}
}

func TestObjectsInPartsKeepOnceAndLeaveNothingBehind(t *testing.T) {
	for _, s := range servers {
		t.Run(s.name, func(t *testing.T) {
			server := s.start(t)
			c := server.Config(s3server.Bucket())
			c.PartSize = 5 << 20
			store := open(t, c)
			body := strings.Repeat("0123456789abcdef", 12<<16) // 12 MiB: two parts and a rest
			once := pipeline.PutOptions{Once: true, Sealed: true, Size: int64(len(body))}
			if _, err := store.Put(t.Context(), "originals/k", strings.NewReader(body), once); err != nil {
				t.Fatal(err)
			}
			if _, err := store.Put(t.Context(), "originals/k", strings.NewReader(strings.Repeat("x", len(body))), once); !errors.Is(err, pipeline.Exists) {
				t.Errorf("second put: %v, want Exists", err)
			}
			wantObject(t, store, "originals/k", body)
			ctx, cancel := context.WithCancel(t.Context())
			failing := &cancelAt{Reader: strings.NewReader(body), at: int64(len(body) + 6<<20), cancel: cancel}
			if _, err := store.Put(ctx, "cut", failing, pipeline.PutOptions{}); !errors.Is(err, context.Canceled) {
				t.Errorf("cut off: %v, want context.Canceled", err)
			}
			for u := range server.Client(t).ListIncompleteUploads(t.Context(), c.Bucket, "", true) {
				t.Errorf("an upload was left incomplete: %s, %v", u.Key, u.Err)
			}
		})
	}
}

// cancelAt cancels when so many bytes have been read at any offset.
type cancelAt struct {
	*strings.Reader
	at     int64
	cancel func()
}

func (c *cancelAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := c.Reader.ReadAt(p, off)
	if c.at -= int64(n); c.at <= 0 {
		c.cancel()
	}
	return n, err
}

func wantObject(t *testing.T, o pipeline.Objects, key, want string) {
	t.Helper()
	r, err := o.Get(t.Context(), key, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); err != nil || string(got) != want {
		t.Errorf("%s holds %d bytes, %v; want %d", key, len(got), err, len(want))
	}
}

func TestAnOriginalIsHeldByTheServerItself(t *testing.T) {
	server := s3server.StartMinIO(t)
	front := careless(t, server)
	for name, s := range map[string]s3server.Server{"at once": server, "where If-None-Match is ignored": front} {
		t.Run(name, func(t *testing.T) {
			c := s.Config(s3server.Bucket())
			store := open(t, c)
			if _, err := store.Put(t.Context(), "originals/k", strings.NewReader("x"), pipeline.PutOptions{Sealed: true}); err != nil {
				t.Fatal(err)
			}
			raw := server.Client(t)
			info, err := raw.StatObject(t.Context(), c.Bucket, "originals/k", minio.StatObjectOptions{})
			if err != nil || info.VersionID == "" {
				t.Fatalf("no version: %+v, %v", info, err)
			}
			if err := raw.RemoveObject(t.Context(), c.Bucket, "originals/k", minio.RemoveObjectOptions{VersionID: info.VersionID, GovernanceBypass: true}); err == nil {
				t.Error("the server let the original's version be removed")
			}
			wantObject(t, store, "originals/k", "x")
		})
	}
}

func TestABucketThatExistsKeepsItsSettings(t *testing.T) {
	server := s3server.StartMinIO(t)
	c := server.Config(s3server.Bucket())
	bareBucket(t, server, c.Bucket)
	store := open(t, c)
	if _, err := store.Put(t.Context(), "originals/k", strings.NewReader("x"), pipeline.PutOptions{Once: true, Sealed: true}); err != nil {
		t.Fatalf("sealing without object lock: %v", err)
	}
	if v, err := server.Client(t).GetBucketVersioning(t.Context(), c.Bucket); err != nil || v.Enabled() {
		t.Errorf("versioning was switched on: %+v, %v", v, err)
	}
}

func TestStoresUnderPrefixesOfOneBucketDoNotMeet(t *testing.T) {
	server := s3server.StartMinIO(t)
	c := server.Config(s3server.Bucket())
	raw := server.Client(t)
	a, b := c, c
	a.Prefix, b.Prefix = "a/", "a/b/"
	var log bytes.Buffer
	a.Logger = slog.New(slog.NewTextHandler(&log, nil))
	first, second := open(t, a), open(t, b)
	for key, store := range map[string]*s3.Store{"in-a": first, "in-b": second} {
		if _, err := store.Put(t.Context(), key, strings.NewReader(key), pipeline.PutOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := raw.PutObject(t.Context(), c.Bucket, "a/foreign\nkey", strings.NewReader("x"), 1, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	for want, store := range map[string]*s3.Store{"b/in-b,in-a": first, "in-b": second} {
		var keys []string
		for range 2 {
			keys = nil
			if err := store.List(t.Context(), "", func(i pipeline.ObjectInfo) error {
				keys = append(keys, i.Key)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}
		if got := strings.Join(keys, ","); got != want {
			t.Errorf("listed %q, want %q", got, want)
		}
	}
	if n := strings.Count(log.String(), "keys outside the grammar"); n != 1 {
		t.Errorf("the foreign key was reported %d times, want once", n)
	}
}

func TestAServerThatCannotBeUsedIsUnavailable(t *testing.T) {
	server := s3server.StartVersityGW(t)
	wrongSecret := server.Config(s3server.Bucket())
	wrongSecret.Secret = "not the secret"
	wrongKey := server.Config(s3server.Bucket())
	wrongKey.AccessKey = "nobody"
	nobody := server.Config(s3server.Bucket())
	nobody.Endpoint = closedAddress(t)
	for name, c := range map[string]s3.Config{"wrong secret": wrongSecret, "unknown key": wrongKey, "nobody listens": nobody} {
		t.Run(name, func(t *testing.T) {
			_, err := s3.Open(t.Context(), c)
			if !errors.Is(err, pipeline.Unavailable) {
				t.Errorf("got %v, want Unavailable", err)
			}
			if err != nil && strings.Contains(err.Error(), server.Secret) {
				t.Errorf("the error tells the secret: %v", err)
			}
		})
	}
	if _, err := s3.Open(t.Context(), s3.Config{}); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("an empty configuration: %v, want Invalid", err)
	}
}

// closedAddress returns an address where nobody listens.
func closedAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestABucketThatVanishedIsUnavailableAndNotAMissingKey(t *testing.T) {
	server := s3server.StartMinIO(t)
	c := server.Config(s3server.Bucket())
	store := open(t, c)
	if err := server.Client(t).RemoveBucket(t.Context(), c.Bucket); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Get(t.Context(), "k", 0); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("get: %v, want Unavailable", err)
	}
	if _, err := store.Put(t.Context(), "k", strings.NewReader("x"), pipeline.PutOptions{}); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("put: %v, want Unavailable", err)
	}
	if err := store.List(t.Context(), "", func(pipeline.ObjectInfo) error { return nil }); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("list: %v, want Unavailable", err)
	}
}

func TestADownloadThatIsCutOffIsTransient(t *testing.T) {
	server := s3server.StartMinIO(t)
	c := server.Config(s3server.Bucket())
	store := open(t, c)
	if _, err := store.Put(t.Context(), "k", iotest.HalfReader(bytes.NewReader(make([]byte, 8<<20))), pipeline.PutOptions{}); err != nil {
		t.Fatal(err)
	}
	c.Endpoint = cutting(t, server.Endpoint, 1<<20)
	r, err := open(t, c).Get(t.Context(), "k", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.Copy(io.Discard, r); !pipeline.KindOf(err).Retryable() {
		t.Errorf("got %v, want a retryable error", err)
	}
}

// cutting forwards connections and cuts each after so many bytes of answers.
func cutting(t *testing.T, to string, after int64) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			client, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer client.Close()
				server, err := net.Dial("tcp", to)
				if err != nil {
					return
				}
				defer server.Close()
				go func() { _, _ = io.Copy(server, client) }()
				_, _ = io.CopyN(client, server, after)
			}()
		}
	}()
	return l.Addr().String()
}
