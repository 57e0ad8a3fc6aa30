package publish_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Variables by which a test runs itself as another process.
const (
	writeUntilKilled = "VESTNIK_WRITE_UNTIL_KILLED" // the folder to write
	killAt           = "VESTNIK_KILL_AT"            // the entry at which to say so and wait
	fillDisk         = "VESTNIK_FILL_DISK"          // a folder on which to mount a small disk
)

// itself runs one test of this program as a process of its own.
func itself(t *testing.T, test string, environment ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), self, "-test.run=^"+test+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), environment...)
	return cmd
}

// manyIssues is a past of three issues of n entries.
func manyIssues(t *testing.T, press *publish.Press, n int) *catalogue {
	t.Helper()
	cat := &catalogue{}
	for number := 1; number <= 3; number++ {
		issue := sampleIssue(number)
		for i := range n - len(issue.Entries) {
			e := issue.Entries[2]
			e.Number = fmt.Sprint(2026700000 + 1000*number + i)
			issue.Entries = append(issue.Entries, e)
		}
		cat.close(t, press, issue)
	}
	return cat
}

// watched calls back before each entry.
type watched struct {
	*catalogue
	before func(n int)
}

func (w *watched) Entries(ctx context.Context, fn func(pipeline.Entry) error) error {
	n := 0
	return w.catalogue.Entries(ctx, func(e pipeline.Entry) error {
		w.before(n)
		n++
		return fn(e)
	})
}

// TestAKilledRunLeavesNoHalfFile kills a run while its writers are at work. What
// stands in the folder then is whole, and the next run makes of it what a run
// that nobody disturbed makes.
func TestAKilledRunLeavesNoHalfFile(t *testing.T) {
	press := testPress(t)
	cat := manyIssues(t, press, 12)
	if dir := os.Getenv(writeUntilKilled); dir != "" {
		var at int
		if _, err := fmt.Sscan(os.Getenv(killAt), &at); err != nil {
			t.Fatal(err)
		}
		_, err := press.WriteSite(t.Context(), &watched{cat, func(n int) {
			if n == at {
				fmt.Println("now")
				select {}
			}
		}}, publicKey(), dir)
		t.Fatalf("nobody killed the run: %v", err)
	}
	fresh := t.TempDir()
	write(t, press, cat, fresh)
	want := readTree(t, fresh)
	for _, at := range []int{1, 9, 30} {
		t.Run(fmt.Sprint("at entry ", at), func(t *testing.T) {
			dir := t.TempDir()
			cmd := itself(t, "TestAKilledRunLeavesNoHalfFile", writeUntilKilled+"="+dir, fmt.Sprint(killAt, "=", at))
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			said, err := bufio.NewReader(out).ReadString('\n')
			if killing := cmd.Process.Kill(); killing != nil || said != "now\n" {
				rest, _ := io.ReadAll(out)
				t.Fatal(killing, err, said, string(rest))
			}
			if err := cmd.Wait(); err == nil {
				t.Fatal("the run ended by itself")
			}
			for name, body := range readTree(t, dir) {
				if !strings.HasPrefix(filepath.Base(name), ".vestnik-") && body != want[name] {
					t.Errorf("%s is not what a whole run writes", name)
				}
			}
			write(t, press, cat, dir)
			sameAsFresh(t, press, cat, dir)
		})
	}
}

// TestTwoRunsInOneFolderAreRefused begins a second run in the midst of the first.
func TestTwoRunsInOneFolderAreRefused(t *testing.T) {
	press, dir := testPress(t), t.TempDir()
	cat := &catalogue{}
	cat.close(t, press, sampleIssue(1))
	var second error
	write(t, press, cat, dir) // so that the folder is no new one either
	if _, err := press.WriteSite(t.Context(), &watchedIssue{cat, func() {
		_, second = press.WriteSite(t.Context(), cat, publicKey(), dir)
	}}, publicKey(), dir); err != nil {
		t.Fatal(err)
	}
	if !errors.Is(second, pipeline.Transient) || pipeline.AdviceOf(second) == "" {
		t.Errorf("second run: %v, want Transient with advice", second)
	}
	sameAsFresh(t, press, cat, dir)
}

// watchedIssue calls back when the issues are asked for.
type watchedIssue struct {
	*catalogue
	before func()
}

func (w *watchedIssue) Issues(ctx context.Context, series string) ([]pipeline.Issue, error) {
	w.before()
	return w.catalogue.Issues(ctx, series)
}

// TestAFullDiskLeavesTheSiteAsItWas fills a small disk of its own: what stood there
// is whole, the reader is told what is wrong, and the next run ends the work.
func TestAFullDiskLeavesTheSiteAsItWas(t *testing.T) {
	disk := os.Getenv(fillDisk)
	if disk == "" {
		cmd := itself(t, "TestAFullDiskLeavesTheSiteAsItWas", fillDisk+"="+t.TempDir())
		cmd.SysProcAttr = &syscall.SysProcAttr{
			Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
			UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
			GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		}
		out, err := cmd.CombinedOutput()
		switch {
		case errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOSYS):
			t.Skip("this machine lets nobody have a namespace of its own:", err)
		case strings.Contains(string(out), "--- SKIP"):
			t.Skip(string(out))
		case err != nil:
			t.Fatalf("%v: %s", err, out)
		}
		return
	}
	if err := unix.Mount("vestnik", disk, "tmpfs", 0, "size=256m"); err != nil {
		t.Skip("no disk can be mounted here:", err)
	}
	press, dir := testPress(t), filepath.Join(disk, "site")
	before := manyIssues(t, press, 3)
	write(t, press, before, dir)
	old := readTree(t, dir)
	leaveFree(t, disk, 256<<10)
	after := manyIssues(t, press, 3)
	fourth := sampleIssue(4)
	for i := range 40 {
		e := fourth.Entries[2]
		e.Number = fmt.Sprint(2026800000 + i)
		fourth.Entries = append(fourth.Entries, e)
	}
	after.close(t, press, fourth)
	_, err := press.WriteSite(t.Context(), after, publicKey(), dir)
	if !errors.Is(err, unix.ENOSPC) || !strings.Contains(pipeline.AdviceOf(err), "кончилось место") {
		t.Fatalf("error = %v with advice %q, want that the disk is full", err, pipeline.AdviceOf(err))
	}
	fresh := t.TempDir()
	write(t, press, after, fresh)
	want, got := readTree(t, fresh), readTree(t, dir)
	for name, body := range got {
		if body != old[name] && body != want[name] && !strings.HasPrefix(filepath.Base(name), ".vestnik-") {
			t.Errorf("%s is neither as it was nor as it is to be", name)
		}
	}
	for name := range old {
		if _, stands := got[name]; !stands {
			t.Errorf("%s is gone", name)
		}
	}
	leaveFree(t, disk, 256<<20)
	write(t, press, after, dir)
	sameAsFresh(t, press, after, dir)
}

// leaveFree makes the disk so large that so many bytes are free.
func leaveFree(t *testing.T, disk string, free int64) {
	t.Helper()
	var now unix.Statfs_t
	if err := unix.Statfs(disk, &now); err != nil {
		t.Fatal(err)
	}
	size := int64(now.Blocks-now.Bfree)*now.Bsize + free
	if err := unix.Mount("vestnik", disk, "tmpfs", unix.MS_REMOUNT, fmt.Sprint("size=", size)); err != nil {
		t.Fatal(err)
	}
}
