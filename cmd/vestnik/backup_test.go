package main

import (
	"os"
	"path/filepath"
	"testing"

	"vestnik/storage/s3/s3server"
)

func TestABackupBringsEverythingBack(t *testing.T) {
	c := newCLI(t, fixedClock...)
	id := string(c.ingest(sample(t, "one-pdf.pdf")).Receipt.Number)
	c.register(id, "4500")
	c.publishAll()
	archive := filepath.Join(t.TempDir(), "office.tar.gz")
	c.must("backup", archive)

	t.Run("into a directory", func(t *testing.T) { bringBack(t, c, newCLI(t, fixedClock...), archive, id) })
	t.Run("into a bucket", func(t *testing.T) { bringBack(t, c, onServer(t, s3server.StartMinIO(t)), archive, id) })
}

// bringBack restores an archive of one store into another and compares both.
func bringBack(t *testing.T, c, other *cli, archive, id string) {
	t.Helper()
	other.must("restore", archive)
	other.verifyClean()
	before, after := t.TempDir(), t.TempDir()
	c.must("publish", "--out", before)
	other.must("publish", "--out", after)
	sameFiles(t, before, after)
	if got, want := other.must("--json", "case", "show", id), c.must("--json", "case", "show", id); got != want {
		t.Errorf("the case came back as\n%s\nnot\n%s", got, want)
	}
	if _, _, code := other.try("restore", archive); code != exitUsage {
		t.Errorf("restoring over a store: exit %d", code)
	}
}

func TestACutOffBackupLeavesTheStoreEmpty(t *testing.T) {
	c := newCLI(t, fixedClock...)
	c.ingest(sample(t, "person-program"))
	archive := filepath.Join(t.TempDir(), "office.tar.gz")
	c.must("backup", archive)
	whole, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(archive, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	other := newCLI(t, fixedClock...)
	if _, _, code := other.try("restore", archive); code != exitUsage {
		t.Errorf("a cut-off archive: exit %d", code)
	}
	if _, err := os.Stat(filepath.Join(other.data, "journal.db")); !os.IsNotExist(err) {
		t.Errorf("a cut-off restore left a journal: %v", err)
	}
}
