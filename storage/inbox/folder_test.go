package inbox_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"

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

func TestNamesInAnyScriptKeepTheirIdentity(t *testing.T) {
	names := []struct{ raw, source, shown string }{
		{"Заявление № 5.pdf", "inbox/Заявление № 5.pdf", "Заявление № 5.pdf"},
		{"📄 日本.pdf", "inbox/📄 日本.pdf", "📄 日本.pdf"},
		{"\xc7\xe0\xff.pdf", "inbox/%C7%E0%FF.pdf", "\uFFFD.pdf"},
		{"\xc7\xe0\xfe.pdf", "inbox/%C7%E0%FE.pdf", "\uFFFD.pdf"},
		{"%C7%E0%FF.pdf", "inbox/%25C7%25E0%25FF.pdf", "%C7%E0%FF.pdf"},
		{"a\nb.pdf", "inbox/a%0Ab.pdf", "ab.pdf"},
		{"a\u202efdp.exe", "inbox/a\u202efdp.exe", "afdp.exe"},
		{" spaces .pdf", "inbox/ spaces .pdf", " spaces .pdf"},
		{strings.Repeat("я", 127), "inbox/" + strings.Repeat("я", 127), strings.Repeat("я", 127)},
	}
	r := newRig(t)
	w := inbox.New(r.config())
	for _, n := range names {
		r.write(n.raw, "body")
	}
	if n := r.settle(w); n != len(names) {
		t.Errorf("%d taken, want %d", n, len(names))
	}
	for _, n := range names {
		r.wantFiling(t, n.source, n.shown+"=body")
		r.want(n.raw, false)
	}
}

func TestWhatReceiveAnswersDecidesWhatBecomesOfAFiling(t *testing.T) {
	const refused, stays = ".refused/" + today + "/скан.pdf", "скан.pdf"
	for _, kind := range pipeline.Kinds() {
		t.Run(string(kind), func(t *testing.T) {
			r := newRig(t)
			w := inbox.New(r.config())
			r.answer = func(inbox.Arrival) error { return refusal(kind) }
			r.write("скан.pdf", "body")
			r.sweep(w)
			r.pass(2 * time.Second)
			n, err := w.Sweep(t.Context())
			if n != 0 {
				t.Errorf("%d taken", n)
			}
			if (err != nil) != (kind == pipeline.Unavailable) {
				t.Errorf("sweep: %v", err)
			}
			final := kind == pipeline.Invalid || kind == pipeline.Unsupported || kind == pipeline.TooLarge
			r.want(refused, final)
			r.want(stays, !final)
			if !final {
				r.answer = nil
				if n := r.sweep(w); n != 1 {
					t.Errorf("%d taken at the next sweep, want 1", n)
				}
				return
			}
			note, err := os.ReadFile(filepath.Join(r.dir, refused+".txt"))
			if err != nil || !strings.Contains(string(note), "«скан.pdf» не принято") || !strings.Contains(string(note), "Отсканируйте документ заново.") {
				t.Errorf("the note says %q, %v", note, err)
			}
		})
	}
}

func TestARefusedFilingHoldsUpNoOther(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.answer = func(a inbox.Arrival) error {
		switch a.Source {
		case "inbox/a.pdf":
			return refusal(pipeline.Invalid)
		case "inbox/b.pdf":
			return refusal(pipeline.Transient)
		case "inbox/c.pdf":
			return errors.New("a defect")
		}
		return nil
	}
	for _, name := range []string{"a.pdf", "b.pdf", "c.pdf", "d.pdf"} {
		r.write(name, name)
	}
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken, want 1", n)
	}
	r.wantFiling(t, "inbox/d.pdf", "d.pdf=d.pdf")
}

func TestASecondFileOfTheSameNameIsKeptBesideTheFirst(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	for _, body := range []string{"first", "second", "second"} {
		r.write("скан.pdf", body)
		if n := r.settle(w); n != 1 {
			t.Fatalf("%d taken, want 1", n)
		}
	}
	for name, want := range map[string]string{"скан.pdf": "first", "скан (2).pdf": "second", "скан (3).pdf": "second"} {
		if b, err := os.ReadFile(filepath.Join(r.dir, ".taken", today, name)); err != nil || string(b) != want {
			t.Errorf("%s: %q, %v; want %q", name, b, err, want)
		}
	}
	if len(r.keys) != 2 {
		t.Errorf("%d distinct filings, want 2", len(r.keys))
	}
}

func TestAFileRewrittenWhileItIsReceivedIsTakenAgain(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("a.pdf", "old")
	r.during = func(inbox.Arrival) {
		r.during = nil
		r.write("a.pdf", "new and longer")
	}
	r.settle(w)
	r.want("a.pdf", true)
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken afterwards, want 1", n)
	}
	r.wantFiling(t, "inbox/a.pdf", "a.pdf=new and longer")
	if len(r.keys) != 2 {
		t.Errorf("%d distinct filings, want both contents", len(r.keys))
	}
}

func TestAFileReplacedByRenameWhileItIsReceivedIsTakenAgain(t *testing.T) {
	r := newRig(t)
	w := inbox.New(r.config())
	r.write("a.pdf", "old")
	r.during = func(inbox.Arrival) {
		r.during = nil
		r.write("b.part", "new")
		if err := os.Rename(filepath.Join(r.dir, "b.part"), filepath.Join(r.dir, "a.pdf")); err != nil {
			t.Error(err)
		}
	}
	r.settle(w)
	if n := r.settle(w); n != 1 {
		t.Errorf("%d taken afterwards, want 1", n)
	}
	r.wantFiling(t, "inbox/a.pdf", "a.pdf=new")
}

func TestAFileThatChangesUnderTheReaderIsNoFiling(t *testing.T) {
	changes := map[string]func(r *rig){
		"it grows":      func(r *rig) { r.write("a.pdf", "longer than before") },
		"it is removed": func(r *rig) { _ = os.Remove(filepath.Join(r.dir, "a.pdf")) },
		"a link takes its place": func(r *rig) {
			_ = os.Remove(filepath.Join(r.dir, "a.pdf"))
			r.write("b.tmp", "b")
			_ = os.Symlink("b.tmp", filepath.Join(r.dir, "a.pdf"))
		},
		"a pipe takes its place": func(r *rig) {
			_ = os.Remove(filepath.Join(r.dir, "a.pdf"))
			_ = syscall.Mkfifo(filepath.Join(r.dir, "a.pdf"), 0o600)
		},
	}
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			w := inbox.New(r.config())
			r.write("a.pdf", "content")
			var got error
			r.answer = func(a inbox.Arrival) error {
				change(r)
				_, _, got = readFiling(a)
				return got
			}
			r.settle(w)
			if !errors.Is(got, pipeline.Transient) {
				t.Errorf("reading: %v, want Transient", got)
			}
			if len(r.keys) != 0 {
				t.Errorf("something was received: %q", r.keys)
			}
		})
	}
}

func TestACrashBeforeTheFileIsMovedIsHarmless(t *testing.T) {
	r := newRig(t)
	r.write("a.pdf", "A")
	r.write(".taken", "a file where the folder should be")
	if n := r.settle(inbox.New(r.config())); n != 1 {
		t.Fatalf("%d taken, want 1", n)
	}
	r.want("a.pdf", true)
	if err := os.Remove(filepath.Join(r.dir, ".taken")); err != nil {
		t.Fatal(err)
	}
	r.settle(inbox.New(r.config())) // as after a restart
	r.want("a.pdf", false)
	if r.calls != 2 || len(r.keys) != 1 {
		t.Errorf("%d calls and %d filings, want 2 and 1", r.calls, len(r.keys))
	}
}

func TestTwoWatchersTakeAThousandFilesOnce(t *testing.T) {
	const files = 1000
	r := newRig(t)
	for i := range files {
		r.write(fmt.Sprintf("скан %04d.pdf", i), fmt.Sprint(i))
	}
	watchers := []*inbox.Watcher{inbox.New(r.config()), inbox.New(r.config())}
	for _, w := range watchers {
		r.sweep(w)
	}
	r.pass(2 * time.Second)
	var wg sync.WaitGroup
	for _, w := range watchers {
		wg.Go(func() {
			if _, err := w.Sweep(t.Context()); err != nil {
				t.Errorf("sweep: %v", err)
			}
		})
	}
	wg.Wait()
	for _, w := range watchers {
		r.settle(w)
	}
	if len(r.keys) != files {
		t.Errorf("%d filings, want %d", len(r.keys), files)
	}
	left, err := os.ReadDir(r.dir)
	if err != nil || len(left) != 1 {
		t.Errorf("%d entries left, %v; want only .taken", len(left), err)
	}
	moved, err := os.ReadDir(filepath.Join(r.dir, ".taken", today))
	if err != nil || len(moved) != files {
		t.Errorf("%d files in .taken, %v; want %d", len(moved), err, files)
	}
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

func FuzzIdentitiesAreValidAndDistinct(f *testing.F) {
	f.Add("a", "b")
	f.Add("%41", "A")
	f.Add("\xff", "%FF")
	f.Add("\uFFFD", "\xef\xbf")
	f.Add("a\n", "a%0A")
	f.Fuzz(func(t *testing.T, a, b string) {
		ia, ib := inbox.Identity(a), inbox.Identity(b)
		if !utf8.ValidString(ia) || !strings.HasPrefix(ia, inbox.Prefix) {
			t.Errorf("identity of %q is %q", a, ia)
		}
		if a != b && ia == ib {
			t.Errorf("%q and %q are both %q", a, b, ia)
		}
		if shown := inbox.Display(a); !utf8.ValidString(shown) {
			t.Errorf("%q is shown as %q", a, shown)
		}
	})
}
