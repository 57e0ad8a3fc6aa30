package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/minio/minio-go/v7"

	"vestnik/pipeline"
	"vestnik/storage/s3/s3server"
)

// inboxPath is where a name lies in the inbox folder.
func (c *cli) inboxPath(name string) string {
	c.t.Helper()
	path := filepath.Join(c.data, "inbox", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		c.t.Fatal(err)
	}
	return path
}

// drop puts a whole file into the inbox folder, as a scanner does.
func (c *cli) drop(name string, body []byte) {
	c.t.Helper()
	if err := os.WriteFile(c.inboxPath(name), body, 0o600); err != nil {
		c.t.Fatal(err)
	}
}

// checkedCases returns the cases that the machine is done with, by the name of
// their first file, as another process sees them.
func (c *cli) checkedCases() map[string][]shownCase {
	c.t.Helper()
	done := map[string][]shownCase{}
	if _, err := os.Stat(filepath.Join(c.data, "journal.db")); err != nil {
		return done
	}
	out, _, code := c.try("--json", "case", "list")
	if code != exitDone {
		return done // the other process is only making its store
	}
	var list []pipeline.CaseSummary
	decodeJSON(c.t, out, &list)
	for _, s := range list {
		if s.Stage != pipeline.StageDone {
			continue
		}
		var shown shownCase
		c.json(&shown, "case", "show", string(s.ID))
		name := shown.Documents[0].Name
		done[name] = append(done[name], shown)
	}
	return done
}

// caseCount is how many cases there are, done or not.
func (c *cli) caseCount() int {
	c.t.Helper()
	var list []pipeline.CaseSummary
	c.json(&list, "case", "list")
	return len(list)
}

// filings are what lies in the inbox of these tests: by the name of the first
// file, what the case must hold.
type filing struct {
	files  map[string][]byte // by the name in the case
	status pipeline.DocumentStatus
}

func note(text string) []byte {
	return []byte("РЕФЕРАТ\nПрограмма для ЭВМ «" + text + "» ведёт учёт зерна")
}

// wantCases waits until every filing is a case, each exactly once with the bytes
// that were dropped, and no other case is there.
func wantCases(t *testing.T, c *cli, worker *exec.Cmd, want map[string]filing) {
	t.Helper()
	waitFor(t, worker, func() bool { return len(c.checkedCases()) >= len(want) })
	if n := c.caseCount(); n != len(want) {
		t.Errorf("%d cases for %d filings", n, len(want))
	}
	got := c.checkedCases()
	for name, f := range want {
		if len(got[name]) != 1 {
			t.Errorf("%q became %d cases", name, len(got[name]))
			continue
		}
		for _, d := range got[name][0].Documents {
			body, known := f.files[d.Name]
			sum := sha256.Sum256(body)
			if !known || hex.EncodeToString(sum[:]) != string(d.Digest) {
				t.Errorf("%q holds %q with other bytes than were dropped", name, d.Name)
			}
			if d.Status != f.status && d.Status != pipeline.DocUnpacked {
				t.Errorf("%q: %q is %s, want %s", name, d.Name, d.Status, f.status)
			}
		}
		if len(got[name][0].Documents) != len(f.files) {
			t.Errorf("%q holds %d documents, want %d", name, len(got[name][0].Documents), len(f.files))
		}
	}
}

// alone is a filing of one file that is read without a remark.
func alone(name string, body []byte) filing {
	return filing{map[string][]byte{name: body}, pipeline.DocRead}
}

func TestWhatIsDroppedIntoTheInboxBecomesACaseOnce(t *testing.T) {
	c := newCLI(t)
	archive := zipped(t, zipEntry{name: "реферат.txt", body: note("в архиве")})
	want := map[string]filing{
		"один.txt":         alone("один.txt", note("один")),
		"а/заявление.txt":  {map[string][]byte{"а/заявление.txt": note("в папке"), "б.txt": note("рядом")}, pipeline.DocRead},
		"архив.zip":        {map[string][]byte{"архив.zip": archive, "реферат.txt": note("в архиве")}, pipeline.DocRead},
		"пустой.txt":       {map[string][]byte{"пустой.txt": nil}, pipeline.DocRejected},
		"Скан 🙂 %2e.txt":   alone("Скан 🙂 %2e.txt", note("смайлик")),
		"две строки.txt":   alone("две строки.txt", note("перевод строки")),
		"-rf.txt":          alone("-rf.txt", note("тире")),
		"дописан.txt":      alone("дописан.txt", append(note("первая половина"), note("вторая половина")...)),
		"переименован.txt": alone("переименован.txt", note("закачка")),
	}
	c.drop("один.txt", note("один"))
	c.drop("повтор.txt", note("один"))
	c.drop("папка/а/заявление.txt", note("в папке"))
	c.drop("папка/б.txt", note("рядом"))
	c.drop("папка/.DS_Store", []byte("x"))
	c.drop("архив.zip", archive)
	c.drop("пустой.txt", nil)
	c.drop("Скан 🙂 %2e.txt", note("смайлик"))
	c.drop("две\n строки.txt", note("перевод строки"))
	c.drop("-rf.txt", note("тире"))
	c.drop("закачка.part", note("закачка"))
	secret := filepath.Join(t.TempDir(), "чужой.txt")
	if err := os.WriteFile(secret, note("чужой"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, c.inboxPath("ссылка.txt")); err != nil {
		t.Fatal(err)
	}
	half, err := os.Create(c.inboxPath("дописан.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer half.Close()
	if _, err := half.Write(note("первая половина")); err != nil {
		t.Fatal(err)
	}

	// The first process is killed as soon as it took something; the second must
	// neither lose nor repeat anything.
	killWhen(t, c, func(t *testing.T, c *cli) bool { return countFiles(c, "originals") >= 3 }, "work")
	if _, err := half.Write(note("вторая половина")); err != nil {
		t.Fatal(err)
	}
	if err := half.Close(); err != nil {
		t.Fatal(err)
	}
	worker, stop := start(t, c, "work")
	defer stop()
	if err := os.Rename(c.inboxPath("закачка.part"), c.inboxPath("переименован.txt")); err != nil {
		t.Fatal(err)
	}
	wantCases(t, c, worker, want)
	again := c.checkedCases()["один.txt"][0]
	if n := len(slices.DeleteFunc(again.Events, func(e pipeline.Event) bool { return e.Type != pipeline.EvReceivedAgain })); n == 0 {
		t.Error("the same bytes under another name left no trace")
	}
	left, err := filepath.Glob(filepath.Join(c.data, "inbox", "[^.]*"))
	left = slices.DeleteFunc(left, func(path string) bool { return slices.Contains(exchangeFolders(), filepath.Base(path)) })
	if err != nil || len(left) != 1 || filepath.Base(left[0]) != "ссылка.txt" {
		t.Errorf("in the inbox is left %q, %v; want the link alone", left, err)
	}
	stop()
	c.verifyClean()
}

func TestWhatIsPutUnderTheBucketsInboxBecomesACaseOnce(t *testing.T) {
	server := s3server.StartMinIO(t)
	c := onServer(t, server)
	c.more = c.more[len(fixedClock):] // time must pass for objects to settle
	client := server.Client(t)
	put := func(name string, body []byte) {
		t.Helper()
		_, err := client.PutObject(context.WithoutCancel(t.Context()), "vestnik-test", "office/inbox/"+name, bytes.NewReader(body), int64(len(body)), minio.PutObjectOptions{})
		if err != nil {
			t.Fatal(err)
		}
	}
	c.must("case", "list") // makes the bucket
	archive := zipped(t, zipEntry{name: "реферат.txt", body: note("в архиве")})
	want := map[string]filing{
		"один.txt":    alone("один.txt", note("один")),
		"глубоко.txt": alone("глубоко.txt", note("глубоко")),
		"архив.zip":   {map[string][]byte{"архив.zip": archive, "реферат.txt": note("в архиве")}, pipeline.DocRead},
		"пустой.txt":  {map[string][]byte{"пустой.txt": nil}, pipeline.DocRejected},
		"Скан 🙂.txt":  alone("Скан 🙂.txt", note("смайлик")),
		"позже.txt":   alone("позже.txt", note("позже")),
	}
	put("один.txt", note("один"))
	put("повтор.txt", note("один"))
	put("2026/ноябрь/глубоко.txt", note("глубоко"))
	put("архив.zip", archive)
	put("пустой.txt", nil)
	put("Скан 🙂.txt", note("смайлик"))
	put("закачка.part", note("закачка"))
	killWhen(t, c, func(t *testing.T, c *cli) bool { return c.hasCase() }, "work")
	put("позже.txt", note("позже"))
	worker, stop := start(t, c, "work")
	defer stop()
	wantCases(t, c, worker, want)
	stop()
	var left []string
	for o := range client.ListObjects(t.Context(), "vestnik-test", minio.ListObjectsOptions{Prefix: "office/inbox/", Recursive: true}) {
		left = append(left, strings.TrimPrefix(o.Key, "office/inbox/"))
	}
	if !slices.Equal(left, []string{"закачка.part"}) {
		t.Errorf("under inbox/ is left %q", left)
	}
	c.verifyClean()
}

// hasCase reports whether the other process has made a case yet.
func (c *cli) hasCase() bool {
	c.t.Helper()
	out, _, code := c.try("--json", "case", "list")
	return code == exitDone && strings.Contains(out, fmt.Sprintf("%q:", "id"))
}
