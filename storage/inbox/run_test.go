package inbox_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/notification"

	"vestnik/storage/inbox"
	"vestnik/storage/s3"
	"vestnik/storage/s3/s3server"
)

// patience is how long a test waits for what should happen soon.
const patience = time.Minute

// running is a watcher at work whose receipts can be waited for.
type running struct {
	*inbox.Watcher
	sources chan string
}

// run starts a watcher that settles quickly by the machine's own clock.
func run(t *testing.T, r *rig, c inbox.Config) *running {
	t.Helper()
	c.Uptime = nil
	c.Settle = 20 * time.Millisecond
	running := &running{sources: make(chan string, 100)}
	c.Receive = func(ctx context.Context, a inbox.Arrival) error {
		err := r.receive(ctx, a)
		running.sources <- a.Source
		return err
	}
	running.Watcher = inbox.New(c)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- running.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != context.Canceled { //nolint:errorlint // it must be unchanged
			t.Errorf("Run ended with %v, want context.Canceled itself", err)
		}
	})
	return running
}

func (r *running) wait(t *testing.T, source string) {
	t.Helper()
	select {
	case got := <-r.sources:
		if got != source {
			t.Errorf("received %q, want %q", got, source)
		}
	case <-time.After(patience):
		t.Fatalf("%q was not received", source)
	}
}

func TestAnEventOfTheFolderIsEnough(t *testing.T) {
	r := newRig(t)
	c := r.config()
	c.Every = time.Hour
	c.Dir = filepath.Join(r.dir, "made by Run")
	w := run(t, r, c)
	for !r.exists("made by Run") {
		time.Sleep(time.Millisecond)
	}
	time.Sleep(100 * time.Millisecond) // past the first sweep, so that only an event can help
	r.write("made by Run/a.pdf", "A")
	w.wait(t, "inbox/a.pdf")
	r.write("elsewhere", "B")
	if err := os.Rename(filepath.Join(r.dir, "elsewhere"), filepath.Join(c.Dir, "b.pdf")); err != nil {
		t.Fatal(err)
	}
	w.wait(t, "inbox/b.pdf")
}

func TestLostEventsCostOnlyTime(t *testing.T) {
	r, store, c := newBucketRig(t) // a bucket without a webhook has no events at all
	c.Every = 30 * time.Millisecond
	w := run(t, r, c)
	put(t, store, "inbox/a", "A")
	w.wait(t, "inbox/a")
	put(t, store, "inbox/b", "B")
	w.wait(t, "inbox/b")
}

func TestRepeatedHintsDoNotRepeatFilings(t *testing.T) {
	r, store, c := newBucketRig(t)
	c.Every = time.Hour
	w := run(t, r, c)
	put(t, store, "inbox/a", "A")
	for range 1000 {
		w.Hint()
	}
	w.wait(t, "inbox/a")
	put(t, store, "inbox/b", "B")
	w.Hint()
	w.wait(t, "inbox/b")
}

func TestAWebhookIsOnlyAHint(t *testing.T) {
	cases := []struct {
		name, method, body string
		status             int
		hint               bool
	}{
		{"a notice", http.MethodPost, `{"EventName":"s3:ObjectCreated:Put","Key":"b/inbox/a"}`, http.StatusNoContent, true},
		{"a forged notice", http.MethodPost, `{"Key":"../../etc/passwd"}`, http.StatusNoContent, true},
		{"no JSON at all", http.MethodPost, "\x00\xff", http.StatusNoContent, true},
		{"nothing", http.MethodPost, "", http.StatusNoContent, true},
		{"more than a notice can be", http.MethodPost, strings.Repeat("x", 2<<20), http.StatusRequestEntityTooLarge, true},
		{"another method", http.MethodGet, "", http.StatusMethodNotAllowed, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			r, store, cfg := newBucketRig(t)
			cfg.Every = time.Hour
			w := run(t, r, cfg)
			time.Sleep(100 * time.Millisecond) // past the first sweep
			put(t, store, "inbox/a", "A")
			answer := httptest.NewRecorder()
			w.WebhookHandler().ServeHTTP(answer, httptest.NewRequest(c.method, "/hook", bytes.NewBufferString(c.body)))
			if answer.Code != c.status {
				t.Errorf("answered %d, want %d", answer.Code, c.status)
			}
			if !c.hint {
				w.Hint()
			}
			w.wait(t, "inbox/a")
		})
	}
}

func TestMinIOTellsOfAnUploadByWebhook(t *testing.T) {
	r := newRig(t)
	watcher := make(chan *running, 1) // filled once the bucket is there to be watched
	hook := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, req *http.Request) {
		select {
		case w := <-watcher:
			watcher <- w
			w.WebhookHandler().ServeHTTP(rw, req)
		case <-req.Context().Done():
		}
	}))
	t.Cleanup(hook.Close)
	server := s3server.StartMinIO(t, s3server.Webhook(hook.URL))
	bucket := s3server.Bucket()
	store, err := s3.Open(t.Context(), server.Config(bucket))
	if err != nil {
		t.Fatal(err)
	}
	c := r.config()
	c.Dir, c.Objects, c.Every = "", store, time.Hour
	w := run(t, r, c)
	watcher <- w
	subscribe(t, server.Client(t), bucket)
	time.Sleep(200 * time.Millisecond) // past the first sweep, so that only the webhook can help
	put(t, store, "inbox/скан.pdf", "A")
	w.wait(t, "inbox/скан.pdf")
	r.wantFiling(t, "inbox/скан.pdf", "скан.pdf=A")
}

// subscribe asks MinIO to tell of what is put under inbox/.
func subscribe(t *testing.T, client *minio.Client, bucket string) {
	t.Helper()
	arn, err := notification.NewArnFromString(s3server.WebhookARN)
	if err != nil {
		t.Fatal(err)
	}
	target := notification.NewConfig(arn)
	target.AddEvents(notification.ObjectCreatedAll)
	target.AddFilterPrefix(inbox.Prefix)
	var config notification.Configuration
	config.AddQueue(target)
	if err := client.SetBucketNotification(t.Context(), bucket, config); err != nil {
		t.Fatal(err)
	}
}
