package inbox_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/storage/inbox"
)

func TestAFileIsTakenOnceItStoodStill(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("скан.pdf", "half")
	if n := r.sweep(w); n != 0 {
		t.Fatalf("%d taken at first sight", n)
	}
	r.pass(1900 * time.Millisecond)
	if n := r.sweep(w); n != 0 {
		t.Fatalf("%d taken too early", n)
	}
	r.pass(100 * time.Millisecond)
	r.write("скан.pdf", "half and the rest")
	if n := r.sweep(w); n != 0 {
		t.Fatalf("%d taken while it grew", n)
	}
	r.pass(2 * time.Second)
	if n := r.sweep(w); n != 1 {
		t.Fatalf("%d taken, want 1", n)
	}
	r.wantFiling(t, "inbox/скан.pdf", "скан.pdf=half and the rest")
	r.want("скан.pdf", false)
	r.want(".taken/"+today+"/скан.pdf", true)
	if n := r.settle(w); n != 0 || r.calls != 1 {
		t.Errorf("taken again: %d, %d calls", n, r.calls)
	}
}

func TestAFileThatSomebodyHasOpenForWritingWaits(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("scan.pdf", "first page")
	f, err := os.OpenFile(filepath.Join(r.dir, "scan.pdf"), os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := r.settle(w); n != 0 {
		t.Errorf("%d taken while it was open", n)
	}
	if _, err := f.WriteString(", second page"); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken after it was closed, want 1", n)
	}
	r.wantFiling(t, "inbox/scan.pdf", "scan.pdf=first page, second page")
}

func TestUnfinishedAndHiddenNamesAreLeftUntilRenamed(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	names := []string{
		"a.pdf.part", "a.PART", "b.tmp", "c.crdownload", "d.partial", "e.download", "f.filepart",
		"~$заявление.docx", ".hidden", ".a.pdf.Xy12Zz", ".DS_Store",
	}
	for _, name := range names {
		r.write(name, "x")
	}
	if n := r.settle(w); n != 0 || r.calls != 0 {
		t.Fatalf("%d taken", n)
	}
	for _, name := range names {
		r.want(name, true)
	}
	if err := os.Rename(filepath.Join(r.dir, "a.pdf.part"), filepath.Join(r.dir, "a.pdf")); err != nil {
		t.Fatal(err)
	}
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken after the rename, want 1", n)
	}
	r.wantFiling(t, "inbox/a.pdf", "a.pdf=x")
}

func TestASubFolderIsOneFiling(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("заявка/б.pdf", "B")
	r.write("заявка/а.pdf", "A")
	r.write("заявка/листинг/1.txt", "1")
	r.write("заявка/.DS_Store", "junk")
	r.write("заявка/.git/config", "junk")
	r.write("заявка/~$а.docx", "junk")
	r.sweep(w)
	r.pass(time.Second)
	r.write("заявка/листинг/2.txt", "2")
	r.sweep(w)
	r.pass(1500 * time.Millisecond)
	if n := r.sweep(w); n != 0 {
		t.Fatalf("%d taken although a file had just come", n)
	}
	r.pass(time.Second)
	if n := r.sweep(w); n != 1 {
		t.Fatalf("%d taken, want 1", n)
	}
	r.wantFiling(t, "inbox/заявка", "а.pdf=A|б.pdf=B|листинг/1.txt=1|листинг/2.txt=2")
	r.want("заявка", false)
	r.want(".taken/"+today+"/заявка/листинг/2.txt", true)
}

func TestAnUnfinishedUploadHoldsItsFolderBack(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("filing/a.pdf", "A")
	r.write("filing/b.pdf.part", "half")
	if n := r.settle(w); n != 0 {
		t.Fatalf("%d taken", n)
	}
	if err := os.Rename(filepath.Join(r.dir, "filing/b.pdf.part"), filepath.Join(r.dir, "filing/b.pdf")); err != nil {
		t.Fatal(err)
	}
	if n := r.settle(w); n != 1 {
		t.Fatalf("%d taken after the rename, want 1", n)
	}
	r.wantFiling(t, "inbox/filing", "a.pdf=A|b.pdf=half")
}

func TestAHiddenFileThatGrowsShowsThatMoreIsComing(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("filing/a.pdf", "A")
	for _, body := range []string{"1", "12", "123"} {
		r.write("filing/.b.pdf.rsync", body)
		if n := r.sweep(w); n != 0 {
			t.Fatalf("%d taken while a file was still coming", n)
		}
		r.pass(2 * time.Second)
	}
}

func TestLinksAndSpecialFilesAreLeftAndReportedOnce(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	outside := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(outside, []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(r.dir, "link.pdf")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(outside), filepath.Join(r.dir, "linked-folder")); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(r.dir, "pipe.pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(r.dir, "empty"), 0o700); err != nil {
		t.Fatal(err)
	}
	r.write("filing/a.pdf", "A")
	if err := os.Symlink(outside, filepath.Join(r.dir, "filing/secret.pdf")); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		r.settle(w)
	}
	for _, name := range []string{"link.pdf", "linked-folder", "pipe.pdf", "empty"} {
		r.want(name, true)
	}
	if r.calls != 1 {
		t.Errorf("%d filings, want only the folder", r.calls)
	}
	r.wantFiling(t, "inbox/filing", "a.pdf=A")
	if n := strings.Count(r.log.String(), "source=inbox/link.pdf"); n != 1 {
		t.Errorf("the link was reported %d times, want once:\n%s", n, r.log.String())
	}
}

func TestAnEmptyFileIsAFiling(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("empty.pdf", "")
	if n := r.settle(w); n != 1 {
		t.Fatalf("%d taken, want 1", n)
	}
	r.wantFiling(t, "inbox/empty.pdf", "empty.pdf=")
}

func TestAFolderThatIsMissingIsMadeAndOneThatCannotBeIsUnavailable(t *testing.T) {
	r := newRig(t)
	c := r.config()
	c.Dir = filepath.Join(r.dir, "new", "inbox")
	if _, err := inbox.New(c).Sweep(t.Context()); err != nil {
		t.Errorf("a missing folder: %v", err)
	}
	r.write("file", "x")
	c.Dir = filepath.Join(r.dir, "file")
	if _, err := inbox.New(c).Sweep(t.Context()); !errors.Is(err, pipeline.Unavailable) {
		t.Errorf("a file for a folder: %v, want Unavailable", err)
	}
	if _, err := inbox.New(inbox.Config{Receive: r.receive}).Sweep(t.Context()); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("nothing to watch: %v, want Invalid", err)
	}
	if err := inbox.New(inbox.Config{Dir: r.dir}).Run(t.Context()); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("nobody to receive: %v, want Invalid", err)
	}
}
