package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"vestnik/extract"
	"vestnik/extract/sandbox"
)

// poor is a machine that grants less than it should.
type poor []string

func (p poor) Lost() []string { return p }

func TestTheOperatorIsToldOfEachMissingProtection(t *testing.T) {
	var out bytes.Buffer
	tellLost(poor{}, &out)
	if out.Len() > 0 {
		t.Errorf("nothing is missing, but told is %q", out.String())
	}
	lost := poor{"limits: resource 2: too low", string(sandbox.Landlock) + ": this kernel has none", string(sandbox.Seccomp) + ": not permitted"}
	tellLost(lost, &out)
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != len(lost) {
		t.Fatalf("%d lines for %d losses:\n%s", len(lines), len(lost), out.String())
	}
	for i, wanted := range [][]string{{"limits", "resource 2: too low"}, {"доступа к файлам (Landlock", "this kernel has none"}, {"seccomp", "not permitted"}} {
		for _, w := range wanted {
			if !strings.Contains(lines[i], w) || !strings.HasSuffix(lines[i], "Остальная защита действует.") {
				t.Errorf("%q does not say %q", lines[i], w)
			}
		}
	}
}

func TestEveryProtectionHasANameForTheOperator(t *testing.T) {
	for _, p := range []sandbox.Protection{sandbox.Landlock, sandbox.Seccomp, sandbox.Account, sandbox.Namespaces} {
		if protections[p] == "" {
			t.Errorf("%s has none", p)
		}
	}
}

func TestTheStartTellsWhatThisMachineDoesNotGrant(t *testing.T) {
	x, err := extract.New(extract.Config{})
	if err != nil {
		t.Fatal(err)
	}
	var want, told bytes.Buffer
	tellLost(x, &want)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	// Addresses are told once the workers run.
	out := stopAtFirstLine{stop}
	code := run(ctx, streams{in: strings.NewReader(""), out: out, err: &told}, func(string) string { return "" },
		[]string{"--data", t.TempDir(), "serve", "--public", "127.0.0.1:0", "--desk", "127.0.0.1:0"})
	if code != exitInterrupted || !strings.Contains(told.String(), want.String()) || want.Len() == 0 && strings.Contains(told.String(), "защита") {
		t.Errorf("exit %d; this machine lacks %q, told is %q", code, want.String(), told.String())
	}
}

// stopAtFirstLine ends the program as soon as it prints something.
type stopAtFirstLine struct{ stop context.CancelFunc }

func (s stopAtFirstLine) Write(p []byte) (int, error) {
	s.stop()
	return len(p), nil
}
