package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"time"

	"vestnik/extract/measure/report"
	"vestnik/publish"
	"vestnik/publish/site"
)

// servedFor is how long each page is asked for.
const servedFor = 5 * time.Second

// serveStep serves the site on an address until it is stopped.
func (o options) serveStep(ctx context.Context) error {
	press, past, err := o.open()
	if err != nil {
		return err
	}
	handler := site.New(site.Config{Press: press, Catalogue: past, PublicKey: publicKey(),
		Position: func(context.Context) (int64, error) { return 1, nil }})
	server := &http.Server{Addr: o.address, Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	stopped := context.AfterFunc(ctx, func() { server.Close() })
	defer stopped()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// asked is what wrk found of one page.
type asked struct {
	perSecond float64
	perCPU    float64 // requests a CPU second of the server
}

// serving asks our server and nginx for the same bytes.
func (b *bench) serving(ctx context.Context) (report.Section, error) {
	s := report.Section{Name: "serve", Title: "Serving the site", Input: "pages asked for again and again, gzip, 32 connections, " + servedFor.String() + " each; nginx with gzip_static"}
	nginx, err1 := exec.LookPath("nginx")
	wrk, err2 := exec.LookPath("wrk")
	if b.alone || errors.Join(err1, err2) != nil {
		s.Skipped = "nginx or wrk is not there"
		return s, nil
	}
	past, err := openPast(b.folder, b.issues, b.perIssue)
	if err != nil {
		return s, err
	}
	pages := []string{publish.EntryPath(register, past.entry(b.issues/2, 0).Number), publish.IssuePath(refOf(b.issues / 2)), "bulletin/" + series + "/feed.atom", "static/site.css"}
	self, err := os.Executable()
	if err != nil {
		return s, err
	}
	ours := exec.CommandContext(ctx, self, "-step", "serve", "-folder", b.folder, "-issues", fmt.Sprint(b.issues), "-entries", fmt.Sprint(b.perIssue*b.issues))
	theirs := exec.CommandContext(ctx, nginx, "-p", b.folder, "-c", filepath.Join(b.folder, "nginx.conf"))
	for _, page := range pages {
		a, p, err := b.both(ctx, wrk, page, ours, theirs)
		if err != nil {
			return s, err
		}
		wall, cpu := a.perSecond/p.perSecond, a.perCPU/p.perCPU
		s.Rows = append(s.Rows,
			report.Row{What: "requests a second, " + page, Ours: fmt.Sprintf("%.0f", a.perSecond), Peer: fmt.Sprintf("nginx %.0f", p.perSecond), Ratio: report.Times(wall), Target: "≥ .7", Result: report.AtLeast(wall, .7),
				Why: "a request costs net/http about three times the processor time that it costs nginx, as the next row says"},
			report.Row{What: "requests a CPU second", Ours: fmt.Sprintf("%.0f", a.perCPU), Peer: fmt.Sprintf("nginx %.0f", p.perCPU), Ratio: report.Times(cpu), Result: report.NoTarget})
	}
	return s, nil
}

// both asks for a page of our server, then of nginx, in turn, so that neither has
// the quieter machine to itself.
func (b *bench) both(ctx context.Context, wrk, page string, ours, theirs *exec.Cmd) (a, p asked, err error) {
	for _, server := range []struct {
		cmd  *exec.Cmd
		into *asked
	}{{ours, &a}, {theirs, &p}} {
		address, err := freeAddress()
		if err != nil {
			return a, p, err
		}
		cmd := exec.CommandContext(ctx, server.cmd.Path, server.cmd.Args[1:]...)
		if server.cmd == theirs {
			err = b.configureNginx(address, page)
		} else {
			cmd.Args = append(cmd.Args, "-address", address)
		}
		if err != nil {
			return a, p, err
		}
		if *server.into, err = askOf(ctx, wrk, cmd, "http://"+address+"/"+page); err != nil {
			return a, p, err
		}
	}
	return a, p, nil
}

func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// configureNginx lets nginx serve the static folder with the page compressed
// beforehand, as the site keeps it.
func (b *bench) configureNginx(address, page string) error {
	file := filepath.Join(b.folder, "site", page)
	if filepath.Ext(page) == "" {
		file = filepath.Join(file, "index.html")
	}
	body, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write(body); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(file+".gz", packed.Bytes(), 0o644); err != nil {
		return err
	}
	conf := "daemon off;\nworker_processes 2;\npid nginx.pid;\nerror_log error.log;\nevents { worker_connections 1024; }\n" +
		"http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=1000;\n" +
		"server { listen " + address + "; root site; index index.html; gzip_static on; } }\n"
	return os.WriteFile(filepath.Join(b.folder, "nginx.conf"), []byte(conf), 0o644)
}

var requestsPerSecond = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
var requestsInAll = regexp.MustCompile(`(\d+) requests in`)

// askOf starts a server, asks it and stops it.
func askOf(ctx context.Context, wrk string, server *exec.Cmd, url string) (a asked, err error) {
	if err := server.Start(); err != nil {
		return a, err
	}
	defer func() {
		server.Process.Signal(os.Interrupt)
		server.Wait() // it was told to end
	}()
	if err := awake(ctx, url); err != nil {
		return a, err
	}
	before, err := cpuOf(server.Process.Pid)
	if err != nil {
		return a, err
	}
	said, err := exec.CommandContext(ctx, wrk, "-t1", "-c32", "-d", fmt.Sprint(int(servedFor.Seconds()))+"s", "-H", "Accept-Encoding: gzip", url).Output()
	if err != nil {
		return a, fmt.Errorf("wrk: %w", err)
	}
	after, err := cpuOf(server.Process.Pid)
	if err != nil {
		return a, err
	}
	rate, all := requestsPerSecond.FindSubmatch(said), requestsInAll.FindSubmatch(said)
	if rate == nil || all == nil || bytes.Contains(said, []byte("Non-2xx")) {
		return a, fmt.Errorf("wrk of %s said %q", url, said)
	}
	a.perSecond, _ = strconv.ParseFloat(string(rate[1]), 64) // the pattern lets numbers alone through
	n, _ := strconv.ParseFloat(string(all[1]), 64)
	a.perCPU = n / max(after-before, time.Second/ticksPerSecond).Seconds()
	return a, nil
}

// awake waits until the page is answered, and asks for it once, so that it is kept.
func awake(ctx context.Context, url string) error {
	var last error
	for range 300 {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				return nil
			}
			err = errors.New(response.Status)
		}
		last = err
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s does not answer: %w", url, last)
}
