package main

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/pipeline"
)

// backedUp are the objects that an archive holds. Page images and unpacked
// helpers are left out: they are made again on demand.
var backedUp = []string{"originals/", "issues/", "derived/pages/", "derived/progress/"}

// moved counts what a backup or restore moved.
type moved struct {
	Objects int   `json:"objects"`
	Bytes   int64 `json:"bytes"`
}

func (a *app) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use: "backup FILE", Short: "Everything in one archive (tar.gz): journal, originals, issues, key", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.withHouse(cmd.Context(), houseOptions{}, func(h *house) error {
				done, err := a.backup(cmd.Context(), h, args[0])
				if err != nil {
					return err
				}
				return a.reportMoved("В архиве", done)
			})
		},
	}
}

func (a *app) reportMoved(what string, m moved) error {
	if a.settings.json {
		return a.printJSON(m)
	}
	_, err := fmt.Fprintf(a.out, "%s объектов: %d, байт: %d\n", what, m.Objects, m.Bytes)
	return err
}

// backup writes beside the target and renames: a cut-off backup is no backup.
func (a *app) backup(ctx context.Context, h *house, target string) (done moved, err error) {
	f, err := os.CreateTemp(filepath.Dir(target), ".vestnik-backup-")
	if err != nil {
		return done, &pipeline.Error{Op: "backup", Doc: target, Kind: pipeline.Unavailable, Err: err}
	}
	defer os.Remove(f.Name())
	gz := gzip.NewWriter(f)
	tw := tar.NewWriter(gz)
	err = a.backupStore(ctx, h, tw, &done)
	err = errors.Join(err, tw.Close(), gz.Close(), f.Sync(), f.Close())
	if err != nil {
		return done, err
	}
	return done, os.Rename(f.Name(), target)
}

// backupStore copies the journal first: objects are written before the events
// that name them, so that all it names is among what is copied after it.
func (a *app) backupStore(ctx context.Context, h *house, tw *tar.Writer, done *moved) error {
	dir, err := os.MkdirTemp("", "vestnik-backup-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	snapshot := filepath.Join(dir, "journal.db")
	if err := h.db.Snapshot(ctx, snapshot); err != nil {
		return err
	}
	if err := addFile(tw, "journal.db", snapshot); err != nil {
		return err
	}
	if err := addFile(tw, "keys/bulletin.ed25519", filepath.Join(a.settings.data, "keys", "bulletin.ed25519")); err != nil {
		return err
	}
	if err := addFile(tw, mailKeyName, filepath.Join(a.settings.data, mailKeyFile)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err // without a key no letter was ever sent
	}
	for _, prefix := range backedUp {
		err := h.objects.List(ctx, prefix, func(info pipeline.ObjectInfo) error {
			r, err := h.objects.Get(ctx, info.Key, 0)
			if err != nil {
				return err
			}
			defer r.Close()
			done.Objects++
			done.Bytes += info.Size
			return addStream(tw, "objects/"+info.Key, info.Size, r)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func addFile(tw *tar.Writer, name, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	return addStream(tw, name, info.Size(), f)
}

func addStream(tw *tar.Writer, name string, size int64, r io.Reader) error {
	if err := tw.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX}); err != nil {
		return err
	}
	_, err := io.Copy(tw, r)
	return err
}

func (a *app) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use: "restore FILE", Short: "Bring a backup back into an empty store", Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			done, err := a.restore(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return a.reportMoved("Восстановлено", done)
		},
	}
}

func (a *app) restore(ctx context.Context, source string) (done moved, err error) {
	if _, err := os.Stat(a.settings.journalPath()); err == nil {
		return done, usageError{fmt.Errorf("%s exists already: restore goes into an empty store only", a.settings.journalPath())}
	}
	f, err := os.Open(source)
	if err != nil {
		return done, usageError{err}
	}
	defer f.Close()
	gz, err := gzip.NewReader(f)
	if err != nil {
		return done, usageError{fmt.Errorf("%s is no backup: %w", source, err)}
	}
	objects, err := a.openObjects(ctx)
	if err != nil {
		return done, err
	}
	body := &watchedReader{r: gz}
	tr := tar.NewReader(body)
	journal := ""
	for {
		header, err := tr.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return done, usageError{fmt.Errorf("%s is cut off or damaged: %w", source, err)}
		}
		switch key, isObject := strings.CutPrefix(header.Name, "objects/"); {
		case isObject:
			_, err = objects.Put(ctx, key, tr, pipeline.PutOptions{Size: header.Size, Once: true, Sealed: strings.HasPrefix(key, "originals/")})
			if errors.Is(err, pipeline.Exists) {
				err = nil // the same digest: the same bytes
			}
			done.Objects++
			done.Bytes += header.Size
		case header.Name == "journal.db":
			journal, err = a.layDown(tr, "journal.db.restoring")
		case header.Name == "keys/bulletin.ed25519":
			_, err = a.layDown(tr, filepath.Join("keys", "bulletin.ed25519"))
		case header.Name == mailKeyName:
			_, err = a.layDown(tr, mailKeyFile)
		}
		if body.err != nil { // it is the archive that failed, not the store
			return done, usageError{fmt.Errorf("%s is cut off or damaged: %w", source, body.err)}
		}
		if err != nil {
			return done, err
		}
	}
	if journal == "" {
		return done, usageError{fmt.Errorf("%s holds no journal", source)}
	}
	// The journal last: until it is there, the store is still empty.
	return done, os.Rename(journal, a.settings.journalPath())
}

// watchedReader remembers why reading failed, so that a bad archive is told from
// a bad store.
type watchedReader struct {
	r   io.Reader
	err error
}

func (w *watchedReader) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		w.err = err
	}
	return n, err
}

// layDown writes one file of the archive into the data directory.
func (a *app) layDown(r io.Reader, name string) (string, error) {
	path := filepath.Join(a.settings.data, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	_, err = io.Copy(f, r)
	return path, errors.Join(err, f.Sync(), f.Close())
}
