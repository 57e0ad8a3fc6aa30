// Package s3server starts real S3 servers on loopback for tests: MinIO, which
// users run, and versitygw, which is maintained. Only tests import it.
//
// The programs are looked up in the folder that VESTNIK_SERVERS names, else in
// the user's cache folder under vestnik/servers; .ci/servers.sh builds them
// there. It refuses to skip: a test whose server is missing or does not start
// fails and says what to do.
//
// A server listens on a random loopback port with random credentials, keeps its
// data in the test's temporary folder, and is killed with all its children when
// the test ends, or when the test's process dies. The functions are safe for
// concurrent use.
package s3server

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"vestnik/storage/s3"
)

// Server is a running server.
type Server struct {
	Endpoint  string // host:port, without TLS
	AccessKey string
	Secret    string
}

// region is what both servers take for theirs.
const region = "us-east-1"

// Config returns the configuration of a bucket on the server. The name must end
// in "-test", so that no test can be pointed at an office's bucket.
func (s Server) Config(bucket string) s3.Config {
	if !strings.HasSuffix(bucket, "-test") {
		panic("s3server: the bucket of a test must end in -test, not " + bucket)
	}
	return s3.Config{Endpoint: s.Endpoint, Bucket: bucket, Region: region, AccessKey: s.AccessKey, Secret: s3.Secret(s.Secret)}
}

// URL returns the address of a bucket as users write it, without credentials.
func (s Server) URL(bucket string) string {
	return "s3://" + bucket + "?endpoint=http://" + s.Endpoint + "&region=" + region
}

// Env returns the environment variables of the credentials, as NAME=value.
func (s Server) Env() []string {
	return []string{"AWS_ACCESS_KEY_ID=" + s.AccessKey, "AWS_SECRET_ACCESS_KEY=" + s.Secret}
}

// Client returns a bare client, for what the port does not offer.
func (s Server) Client(t testing.TB) *minio.Client {
	t.Helper()
	c, err := minio.New(s.Endpoint, &minio.Options{
		Creds: credentials.NewStaticV4(s.AccessKey, s.Secret, ""), Region: region, MaxRetries: 1,
	})
	if err != nil {
		t.Fatalf("s3server: %v", err)
	}
	return c
}

// Option changes how a server is started.
type Option func(*launch)

// WebhookARN names the target of [Webhook] to a bucket that is to notify it.
const WebhookARN = "arn:minio:sqs:" + region + ":INBOX:webhook"

// Webhook makes MinIO send the events of buckets that ask for it to url.
func Webhook(url string) Option {
	return func(l *launch) {
		l.env = append(l.env, "MINIO_NOTIFY_WEBHOOK_ENABLE_INBOX=on", "MINIO_NOTIFY_WEBHOOK_ENDPOINT_INBOX="+url)
	}
}

// StartMinIO starts a MinIO server, with versioning and object lock.
func StartMinIO(t testing.TB, options ...Option) Server {
	t.Helper()
	return start(t, "minio", options, func(l *launch, s Server, dir string) {
		l.args = []string{"server", "--quiet", "--anonymous", "--address", s.Endpoint, dir}
		l.env = append(l.env,
			"MINIO_ROOT_USER="+s.AccessKey, "MINIO_ROOT_PASSWORD="+s.Secret,
			"MINIO_BROWSER=off", "MINIO_UPDATE=off", "MINIO_REGION="+region, "HOME="+dir)
	})
}

// StartVersityGW starts a versitygw server over a directory, without versions
// and object lock, as its users mostly run it.
func StartVersityGW(t testing.TB, options ...Option) Server {
	t.Helper()
	return start(t, "versitygw", options, func(l *launch, s Server, dir string) {
		data, meta := filepath.Join(dir, "data"), filepath.Join(dir, "meta")
		for _, d := range []string{data, meta} {
			if err := os.Mkdir(d, 0o700); err != nil {
				t.Fatalf("s3server: %v", err)
			}
		}
		// The sidecar folder spares the need for extended attributes, which a
		// temporary folder often lacks.
		l.args = []string{"--quiet", "--port", s.Endpoint, "--region", region, "posix", "--sidecar", meta, data}
		l.env = append(l.env, "ROOT_ACCESS_KEY="+s.AccessKey, "ROOT_SECRET_KEY="+s.Secret, "HOME="+dir)
	})
}

// launch is how a server's process is started.
type launch struct {
	path string
	args []string
	env  []string
}

// startTries bounds how often a port that somebody else took is given up for another.
const startTries = 3

func start(t testing.TB, name string, options []Option, prepare func(*launch, Server, string)) Server {
	t.Helper()
	path := binary(t, name)
	var failure string
	for range startTries {
		s := Server{Endpoint: freeAddress(t), AccessKey: "test" + rand.Text()[:12], Secret: rand.Text()}
		l := launch{path: path, env: []string{"PATH=" + os.Getenv("PATH")}}
		for _, o := range options {
			o(&l)
		}
		prepare(&l, s, t.TempDir())
		var output bytes.Buffer
		p, err := spawn(l, &output)
		if err != nil {
			t.Fatalf("s3server: start %s: %v", name, err)
		}
		if ready(t, s, p) {
			t.Cleanup(p.kill)
			return s
		}
		p.kill()
		failure = output.String()
	}
	t.Fatalf("s3server: %s did not become ready; it said:\n%s", name, failure)
	return Server{}
}

// binary finds a server's program.
func binary(t testing.TB, name string) string {
	t.Helper()
	dir := os.Getenv("VESTNIK_SERVERS")
	if dir == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			t.Fatalf("s3server: no cache folder to look for %s in: %v; set VESTNIK_SERVERS", name, err)
		}
		dir = filepath.Join(cache, "vestnik", "servers")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("s3server: the %s server is missing (%v); build it with: .ci/servers.sh", name, err)
	}
	return path
}

func freeAddress(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("s3server: %v", err)
	}
	defer l.Close()
	return l.Addr().String()
}

const (
	readyWithin = 60 * time.Second // a machine shared by many builds is slow
	readyEvery  = 50 * time.Millisecond
)

// ready waits until the server answers a signed request.
func ready(t testing.TB, s Server, p *process) bool {
	client := s.Client(t)
	ctx, cancel := context.WithTimeout(t.Context(), readyWithin)
	defer cancel()
	for {
		if _, err := client.ListBuckets(ctx); err == nil {
			return true
		}
		select {
		case <-p.ended:
			return false
		case <-ctx.Done():
			return false
		case <-time.After(readyEvery):
		}
	}
}

// Bucket returns a bucket name of the test's own.
func Bucket() string { return fmt.Sprintf("b%s-test", strings.ToLower(rand.Text()[:16])) }
