package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// serving is a running "vestnik serve" on ports of its own.
type serving struct{ public, desk string }

// serve starts the whole program in this process and stops it with the test.
func (c *cli) serve(args ...string) serving {
	c.t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	out, in := io.Pipe()
	ended := make(chan int, 1)
	all := append(append([]string{"--data", c.data}, c.more...), append([]string{"serve", "--public", "127.0.0.1:0", "--desk", "127.0.0.1:0"}, args...)...)
	go func() {
		ended <- run(ctx, streams{in: strings.NewReader(""), out: in, err: io.Discard}, func(name string) string { return c.env[name] }, all)
		in.Close()
	}()
	c.t.Cleanup(func() {
		stop()
		select {
		case code := <-ended:
			if code != exitInterrupted {
				c.t.Errorf("serve ended with %d", code)
			}
		case <-time.After(30 * time.Second):
			c.t.Error("serve does not stop")
		}
	})
	var s serving
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if address, ok := strings.CutPrefix(lines.Text(), "Публичный сайт: "); ok {
			s.public = address
		}
		if address, ok := strings.CutPrefix(lines.Text(), "Рабочее место: "); ok {
			s.desk = address
			break
		}
	}
	go func() { _, _ = io.Copy(io.Discard, out) }() // what else it prints
	if s.public == "" || s.desk == "" {
		c.t.Fatal("serve printed no addresses")
	}
	return s
}

// get fetches one address.
func get(t *testing.T, url string) (body string, status int) {
	t.Helper()
	client := &http.Client{Timeout: 20 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	b, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b), response.StatusCode
}

func TestTheTwoListenersKeepApart(t *testing.T) {
	c := newCLI(t)
	s := c.serve()
	for _, page := range []struct {
		address string
		status  int
	}{
		{s.public, http.StatusOK}, {s.public + "bulletin/", http.StatusOK}, {s.public + "register/programs/", http.StatusOK},
		{s.public + "regulations/order-210/", http.StatusOK}, {s.public + "healthz", http.StatusOK}, {s.public + "api/openapi.json", http.StatusOK},
		{s.public + "metrics", http.StatusNotFound}, {s.public + "cases/2026-000001", http.StatusNotFound}, {s.public + "login", http.StatusNotFound},
		{s.desk, http.StatusSeeOther}, {s.desk + "issues", http.StatusSeeOther}, {s.desk + "login", http.StatusOK}, {s.desk + "healthz", http.StatusOK},
	} {
		if _, status := get(t, page.address); status != page.status {
			t.Errorf("%s: %d, want %d", page.address, status, page.status)
		}
	}
	figures, _ := get(t, s.desk+"metrics")
	for _, name := range []string{"vestnik_store_up 1", `vestnik_cases{group="open"} 0`, "vestnik_jobs_dead 0"} {
		if !strings.Contains(figures, name) {
			t.Errorf("monitoring lacks %s", name)
		}
	}
}

func TestOtherCommandsWorkBesideServe(t *testing.T) {
	c := newCLI(t)
	c.serve()
	took := c.ingest(sample(t, "person-program"))
	if took.Case.State != "M_RECEIVED" {
		t.Fatalf("ingested beside serve: %+v", took.Case)
	}
	if out := c.must("search", "что-нибудь"); !strings.Contains(out, "Найдено: 0") {
		t.Errorf("search beside serve says %q", out)
	}
	if out := c.must("verify"); !strings.Contains(out, "не проверен") {
		t.Errorf("verify beside serve does not say that the index is held: %q", out)
	}
}
