package publish_test

import (
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// age sets the files of a folder back by an hour, as if they had been written
// then, and takes the state along by running once more.
func age(t *testing.T, press *publish.Press, cat pipeline.Catalogue, dir string) {
	t.Helper()
	for name := range readTree(t, dir) {
		then := time.Now().Add(-time.Hour)
		if err := os.Chtimes(filepath.Join(dir, name), then, then); err != nil {
			t.Fatal(err)
		}
	}
	write(t, press, cat, dir)
}

func write(t *testing.T, press *publish.Press, cat pipeline.Catalogue, dir string) publish.Stats {
	t.Helper()
	stats, err := press.WriteSite(t.Context(), cat, publicKey(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return stats
}

// written returns the files of a folder, the state apart, that are younger than
// half an hour.
func written(t *testing.T, dir string) []string {
	t.Helper()
	var young []string
	for name := range readTree(t, dir) {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if time.Since(info.ModTime()) < 30*time.Minute && name != ".vestnik-site" {
			young = append(young, name)
		}
	}
	slices.Sort(young)
	return young
}

// sameAsFresh holds a folder against one written at once.
func sameAsFresh(t *testing.T, press *publish.Press, cat pipeline.Catalogue, dir string) {
	t.Helper()
	fresh := t.TempDir()
	write(t, press, cat, fresh)
	got, want := readTree(t, dir), readTree(t, fresh)
	delete(got, ".vestnik-site")
	delete(want, ".vestnik-site")
	if !maps.Equal(got, want) {
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%s is not as in a folder written at once", name)
			}
		}
		t.Errorf("%d files, in a fresh folder %d", len(got), len(want))
	}
}

// reading counts what is read of issues.
type reading struct {
	*catalogue
	whole, files []pipeline.IssueRef
}

func (r *reading) Issue(ctx context.Context, ref pipeline.IssueRef) (pipeline.Issue, error) {
	r.whole = append(r.whole, ref)
	return r.catalogue.Issue(ctx, ref)
}

func (r *reading) IssueFiles(ctx context.Context, ref pipeline.IssueRef) ([]pipeline.File, error) {
	r.files = append(r.files, ref)
	return r.catalogue.IssueFiles(ctx, ref)
}

func TestOneNewIssueWritesOnlyWhatItTouches(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleIssue(2))
	cat.close(t, press, sampleRecords(1))
	write(t, press, cat, dir)
	age(t, press, cat, dir)
	if touched := written(t, dir); len(touched) > 0 {
		t.Fatalf("an unchanged site was written: %q", touched)
	}
	cat.close(t, press, sampleIssue(3))
	counted, before := &reading{catalogue: cat}, readTree(t, dir)
	write(t, press, counted, dir)
	after := readTree(t, dir)
	third := pipeline.IssueRef{Series: "programs", Year: 2026, Number: 3}
	// Once for its folder, once for its archive.
	if !slices.Equal(counted.files, []pipeline.IssueRef{third, third}) {
		t.Errorf("the signed files of %v were read, want those of the new issue", counted.files)
	}
	for _, name := range written(t, dir) {
		if before[name] == after[name] {
			t.Errorf("%s was written though it says what it said before", name)
		}
		for _, unmoved := range []string{
			"bulletin/programs/2026/1", "bulletin/programs/2026/2/issue", "bulletin/programs/2026/2/manifest", "bulletin/inventions", "bulletin/verify",
			"register/inventions", "register/utility-models", "static/", "404", "search",
			"register/programs/202661001", "register/programs/202661002", "register/databases/202662001", "register/databases/202662002",
		} {
			if strings.HasPrefix(name, unmoved) {
				t.Errorf("%s was written for an issue that does not touch it", name)
			}
		}
	}
	sameAsFresh(t, press, cat, dir)
}

func TestWhatWasDoneToTheFolderIsUndone(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	issue := cat.close(t, press, sampleIssue(1))
	write(t, press, cat, dir)
	page := filepath.Join(dir, "register/programs", issue.Entries[1].Number)
	signed := filepath.Join(dir, "bulletin/programs/2026/1/index.html")
	if err := errors.Join(
		os.WriteFile(filepath.Join(page, "index.html"), []byte("<p>подменено"), 0o644),
		os.Remove(page+".json"),
		os.WriteFile(signed, []byte("<p>подменено"), 0o644),
	); err != nil {
		t.Fatal(err)
	}
	write(t, press, cat, dir)
	sameAsFresh(t, press, cat, dir)
}

func TestAnotherConfigurationMakesEveryPageAnew(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	write(t, press, cat, dir)
	config := press.Config()
	config.Banner = "Показ"
	other, err := publish.NewPress(config)
	if err != nil {
		t.Fatal(err)
	}
	write(t, other, cat, dir)
	sameAsFresh(t, other, cat, dir)
}

func TestTheBuildRefusesToChangeAClosedIssue(t *testing.T) {
	press, dir := testPress(t), t.TempDir()
	honest, forged := &catalogue{}, &catalogue{}
	honest.close(t, press, sampleIssue(1))
	write(t, press, honest, dir)
	before := readTree(t, dir)
	changed := sampleIssue(1)
	changed.Entries[1].Title = "Другое название"
	forged.close(t, press, changed) // and signed anew, so that it holds in itself
	_, err := press.WriteSite(t.Context(), forged, publicKey(), dir)
	if !errors.Is(err, pipeline.Corrupt) {
		t.Fatalf("error = %v, want Corrupt", err)
	}
	if !maps.Equal(readTree(t, dir), before) {
		t.Error("the refused run changed the folder")
	}
}

// TestAFolderOfTheFormerFormatIsTakenUp gives the state as it was written before
// units were noted: paths alone.
func TestAFolderOfTheFormerFormatIsTakenUp(t *testing.T) {
	press, cat, dir := testPress(t), &catalogue{}, t.TempDir()
	cat.close(t, press, sampleIssue(1))
	write(t, press, cat, dir)
	files := readTree(t, dir)
	delete(files, ".vestnik-site")
	state := "vestnik-site/1\n" + strings.Join(slices.Sorted(maps.Keys(files)), "\n") + "\n"
	if err := os.WriteFile(filepath.Join(dir, ".vestnik-site"), []byte(state), 0o644); err != nil {
		t.Fatal(err)
	}
	cat.close(t, press, sampleIssue(2))
	write(t, press, cat, dir)
	sameAsFresh(t, press, cat, dir)
}
