package main

import (
	"bufio"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// running is the whole program as a process of its own, on loopback.
type running struct {
	public, desk string // base addresses, with a slash at the end
	data         string
	said         *spoken // what the program printed and logged
}

// startDemo runs "serve --demo" on a fresh data directory until the test ends.
func startDemo(t *testing.T) running {
	t.Helper()
	return serveProgram(t, t.TempDir(), "serve", "--demo")
}

// serveProgram runs a serving command on a data directory until the test ends.
func serveProgram(t *testing.T, data string, args ...string) running {
	t.Helper()
	public, desk := freeAddress(t), freeAddress(t)
	r := running{public: "http://" + public + "/", desk: "http://" + desk + "/", data: data}
	cmd := exec.Command(os.Args[0], append(append([]string{"--data", r.data}, args...), "--public", public, "--desk", desk)...)
	cmd.Env = append(os.Environ(), runAsProgram+"=1")
	said := &spoken{}
	r.said = said
	cmd.Stdout, cmd.Stderr = said, said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(os.Interrupt) // it may have ended by itself
		time.AfterFunc(20*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		if t.Failed() {
			t.Logf("the program said:\n%s", said)
		}
	})
	for _, address := range []string{r.public, r.desk} {
		awaitHealth(t, address+"healthz", said)
	}
	return r
}

// freeAddress returns a loopback address that nobody listens on.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

// awaitHealth waits until the address answers.
func awaitHealth(t *testing.T, address string, said *spoken) {
	t.Helper()
	for range 300 {
		if resp, err := http.Get(address); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not answer; the program said:\n%s", address, said)
}

// spoken keeps the last lines of what a process writes.
type spoken struct {
	mu   sync.Mutex
	text strings.Builder
}

func (s *spoken) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

// all is everything that the process wrote.
func (s *spoken) all() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}

func (s *spoken) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines []string
	for sc := bufio.NewScanner(strings.NewReader(s.text.String())); sc.Scan(); {
		lines = append(lines, sc.Text())
	}
	const last = 60
	return strings.Join(lines[max(0, len(lines)-last):], "\n")
}
