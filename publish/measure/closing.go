package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"vestnik/extract/measure/report"
)

// pastOfOffice is how many entries the office has before it closes an issue.
const pastOfOffice = 10_000

// pollEvery is how often each address is asked for what is new.
const pollEvery = 10 * time.Millisecond

// mainLine is the way of an application from its receipt to a certificate.
var mainLine = []string{
	"accept --as registrar", "transfer --as registrar", "confirm-fee --as fee-officer --set amount=4500 --set paid_on=2026-03-01",
	"decide-positive --as examiner", "sign --as approver", "deliver-notice --as registrar", "enter --as registrar", "send-certificate --as registrar",
}

// office is a running house of the program under measure.
type office struct {
	program, data, address string
}

// do runs one command and returns what it printed.
func (o office) do(ctx context.Context, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, o.program, append([]string{"--data", o.data, "--json"}, args...)...)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("vestnik %s: %w: %s", strings.Join(args, " "), err, lastLine(said.String()))
	}
	return out, nil
}

// closing measures how long after an issue was ordered to be closed everything that
// it changes is public: on a running site, and in a static copy written next.
func (b *bench) closing(ctx context.Context) (report.Section, error) {
	s := report.Section{Name: "closing", Title: "From the closing of an issue to everything public"}
	_, err1 := os.Stat(b.vestnik)
	_, err2 := os.Stat(b.filing)
	if err := errors.Join(err1, err2); err != nil {
		s.Skipped = err.Error()
		return s, nil
	}
	program, err := filepath.Abs(b.vestnik)
	if err != nil {
		return s, err
	}
	o := office{program: program, data: filepath.Join(b.folder, "office")}
	if o.address, err = freeAddress(); err != nil {
		return s, err
	}
	past, err := b.furnish(ctx, o)
	if err != nil {
		return s, err
	}
	s.Input = fmt.Sprintf("one application of a sample filing, registered; %d invented entries before it; milliseconds since the command that closes the issue was started, each address asked every %s", past, pollEvery)
	number, err := o.register(ctx, b.filing)
	if err != nil {
		return s, err
	}
	stop, err := b.open(ctx, o, past)
	if err != nil {
		return s, err
	}
	defer stop()
	s.Rows, err = b.closeAndWatch(ctx, o, number)
	return s, err
}

// furnish imports a past from the open data that the static copy holds.
func (b *bench) furnish(ctx context.Context, o office) (rows int, err error) {
	table, err := os.Open(filepath.Join(b.folder, "site", "data", string(register)+"-official.csv"))
	if err != nil {
		return 0, err
	}
	defer table.Close()
	var some bytes.Buffer
	in, out := csv.NewReader(table), csv.NewWriter(&some)
	for rows = -1; rows < pastOfOffice; rows++ { // the heading is none
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err = errors.Join(err, out.Write(row)); err != nil {
			return 0, err
		}
	}
	out.Flush()
	name := filepath.Join(b.folder, "past.csv")
	if err := errors.Join(out.Error(), os.WriteFile(name, some.Bytes(), 0o644)); err != nil {
		return 0, err
	}
	_, err = o.do(ctx, "import", "open-data", name)
	return rows, err
}

// register takes a filing up to where its entry waits in an open issue, and returns
// the number of the entry.
func (o office) register(ctx context.Context, filing string) (string, error) {
	if _, err := o.do(ctx, "ingest", filing); err != nil {
		return "", err
	}
	body, err := o.do(ctx, "case", "list")
	if err != nil {
		return "", err
	}
	var c struct {
		ID      string            `json:"id"`
		Numbers map[string]string `json:"numbers"`
	}
	if err := json.Unmarshal(firstOf(body), &c); err != nil {
		return "", err
	}
	for _, step := range mainLine {
		if _, err := o.do(ctx, append([]string{"case", "do", c.ID}, strings.Fields(step)...)...); err != nil {
			return "", err
		}
	}
	for _, words := range [][]string{{"issue", "open", series}, {"issue", "add", series}} {
		if _, err := o.do(ctx, words...); err != nil {
			return "", err
		}
	}
	if body, err = o.do(ctx, "case", "show", c.ID); err != nil {
		return "", err
	}
	err = json.Unmarshal(body, &c)
	return c.Numbers["registration"], err
}

// firstOf is the first element of a list in JSON, or the one value that it is.
func firstOf(body []byte) []byte {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 {
		return list[0]
	}
	return body
}

// open writes the static copy, starts the site and waits until its search knows the past.
func (b *bench) open(ctx context.Context, o office, past int) (stop func(), err error) {
	if _, err := o.publish(ctx); err != nil {
		return nil, err
	}
	serve := exec.CommandContext(ctx, o.program, "--data", o.data, "site", "--public", o.address)
	if err := serve.Start(); err != nil {
		return nil, err
	}
	stop = func() {
		serve.Process.Signal(os.Interrupt)
		serve.Wait() // it was told to end
	}
	fmt.Fprintf(b.log, "waiting until the search knows %d entries\n", past)
	_, err = o.until(ctx, "api/v1/search?limit=1&q=Система", fmt.Sprintf(`"total": %d,`, past))
	if err != nil {
		stop()
	}
	return stop, err
}

func (o office) publish(ctx context.Context) ([]byte, error) {
	return o.do(ctx, "publish", "--out", filepath.Join(o.data, "static"), "--base-url", "http://"+o.address+"/")
}

// closeAndWatch closes the issue and watches what shows its entry.
func (b *bench) closeAndWatch(ctx context.Context, o office, number string) ([]report.Row, error) {
	watched := []struct{ what, path, says string }{
		{"the entry's page", "register/programs/" + number + "/", number},
		{"the first page", "", number},
		{"the feed of the series", "bulletin/programs/feed.rss", number},
		{"the register's table", "register/programs.csv", number},
		{"the sitemap", "sitemap-register-programs-" + number[:4] + ".xml", number},
		{"the state of the application", "api/v1/status/" + number, "услуга оказана"},
		{"the search", "api/v1/search?q=" + number, `"total": 1,`},
	}
	group, groupCtx := errgroup.WithContext(ctx)
	began := time.Now()
	took := make([]time.Duration, len(watched))
	for i, w := range watched {
		group.Go(func() error {
			seen, err := o.until(groupCtx, w.path, w.says)
			took[i] = seen.Sub(began)
			return err
		})
	}
	if _, err := o.do(ctx, "issue", "close", series); err != nil {
		return nil, err
	}
	closed := time.Since(began)
	if _, err := o.publish(ctx); err != nil {
		return nil, err
	}
	written := time.Since(began)
	if _, err := os.Stat(filepath.Join(o.data, "static", "register", string(register), number, "index.html")); err != nil {
		return nil, err
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	rows := []report.Row{row("the command that closes has ended", closed)}
	for i, w := range watched {
		rows = append(rows, row(w.what, took[i]))
	}
	return append(rows, row("the static copy is written, by a command begun when the closing had ended", written)), nil
}

func row(what string, took time.Duration) report.Row {
	return report.Row{What: what, Ours: fmt.Sprintf("%d ms", took.Milliseconds()), Result: report.NoTarget}
}

// until asks for an address again and again, and returns when it first said what is
// waited for.
func (o office) until(ctx context.Context, path, says string) (time.Time, error) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Minute)
	defer cancel()
	for {
		if body, err := o.get(ctx, path); err == nil && strings.Contains(body, says) {
			return time.Now(), nil
		}
		select {
		case <-ctx.Done():
			return time.Now(), fmt.Errorf("%s never said %q: %w", path, says, ctx.Err())
		case <-time.After(pollEvery):
		}
	}
}

// get returns what stands at an address; an error page says nothing.
func (o office) get(ctx context.Context, path string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+o.address+"/"+path, nil)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK {
		return "", errors.Join(err, errors.New(response.Status))
	}
	return string(body), err
}
