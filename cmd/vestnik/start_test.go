package main

import (
	"bytes"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"testing"
)

// TestStartingMakesNothing keeps the start of the binary cheap: each page is read by
// several children that are this binary anew. Bytes stand for time, which no test
// can measure on a busy machine.
func TestStartingMakesNothing(t *testing.T) {
	const most = 512 << 10 // bytes of one package
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var trace bytes.Buffer
	cmd.Stderr = &trace
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	ours := regexp.MustCompile(`(?m)^init (vestnik/\S+) @.* (\d+) bytes`).FindAllStringSubmatch(trace.String(), -1)
	if len(ours) == 0 {
		t.Fatalf("no package of ours in the trace:\n%.500s", trace.String())
	}
	for _, m := range ours {
		if n, err := strconv.Atoi(m[2]); err != nil || n > most {
			t.Errorf("%s makes %s bytes when the program starts; make them at first use (sync.OnceValue)", m[1], m[2])
		}
	}
}
