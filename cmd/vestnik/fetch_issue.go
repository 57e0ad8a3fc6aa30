package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"vestnik/pipeline"
	"vestnik/publish"
)

// Bounds of what is fetched or unpacked, in bytes: a site that is checked is not
// trusted yet.
const (
	keyBytes      = 16 << 10
	manifestBytes = 16 << 20
	issueBytes    = 1 << 30
)

// fetchLasts bounds one request.
const fetchLasts = 2 * time.Minute

// readIssue reads the files of an issue from a folder, a zip of one, the folder of
// a manifest, or the web.
func readIssue(ctx context.Context, place string) (map[string][]byte, error) {
	switch {
	case isAddress(place) && strings.HasSuffix(place, ".zip"):
		body, err := fetch(ctx, place, issueBytes)
		if err != nil {
			return nil, err
		}
		return unzipIssue(place, body)
	case isAddress(place):
		return fetchIssue(ctx, place)
	case strings.EqualFold(filepath.Ext(place), ".zip"):
		body, err := os.ReadFile(place)
		if err != nil {
			return nil, usageError{err}
		}
		return unzipIssue(place, body)
	case filepath.Base(place) == publish.ManifestFile:
		place = filepath.Dir(place)
	}
	return publish.ReadIssue(os.DirFS(place))
}

func isAddress(place string) bool {
	return strings.HasPrefix(place, "http://") || strings.HasPrefix(place, "https://")
}

// sameSite reports two addresses of one host.
func sameSite(a, b string) bool {
	if !isAddress(a) || !isAddress(b) {
		return false
	}
	u, errU := url.Parse(a)
	v, errV := url.Parse(b)
	return errU == nil && errV == nil && u.Host == v.Host
}

// unzipIssue reads a zip with the files of one issue, at its root or in folders
// above them.
func unzipIssue(place string, body []byte) (map[string][]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return nil, usageError{fmt.Errorf("%s: %w", place, err)}
	}
	root, total := "", uint64(0)
	for _, f := range archive.File {
		total += f.UncompressedSize64
		if folder, name := splitPath(f.Name); name == publish.ManifestFile {
			root = folder
		}
	}
	if total > issueBytes {
		return nil, &pipeline.Error{Op: "read issue", Doc: place, Kind: pipeline.TooLarge, Advice: "Архив слишком велик для выпуска бюллетеня."}
	}
	var files fs.FS = archive
	if root != "" {
		if files, err = fs.Sub(archive, root); err != nil {
			return nil, usageError{err}
		}
	}
	return publish.ReadIssue(files)
}

func splitPath(name string) (folder, base string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

// fetchIssue reads the manifest, its signature and the files that it lists from
// the address of an issue. A file that is not there is left out: the check says so.
func fetchIssue(ctx context.Context, address string) (map[string][]byte, error) {
	folder := strings.TrimSuffix(strings.TrimSuffix(address, publish.ManifestFile), "/") + "/"
	files := make(map[string][]byte)
	get := func(name string, limit int64) error {
		body, err := fetch(ctx, folder+name, limit)
		if errors.Is(err, pipeline.NotExist) {
			return nil
		}
		files[name] = body
		return err
	}
	manifest, err := fetch(ctx, folder+publish.ManifestFile, manifestBytes)
	if err != nil {
		return nil, err
	}
	files[publish.ManifestFile] = manifest
	if err := get(publish.SignatureFile, keyBytes); err != nil {
		return nil, err
	}
	m, err := publish.ParseManifest(manifest)
	if err != nil {
		return nil, err
	}
	left := int64(issueBytes)
	for _, f := range m.Files {
		if left -= f.Size; f.Size < 0 || left < 0 {
			return nil, &pipeline.Error{Op: "fetch issue", Doc: address, Kind: pipeline.TooLarge, Advice: "Опись называет больше данных, чем бывает в выпуске бюллетеня."}
		}
		// One byte more than listed is enough to see that a file is longer.
		if err := get(f.Path, f.Size+1); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// fetch reads up to limit bytes from an address and follows it to no other host.
func fetch(ctx context.Context, address string, limit int64) ([]byte, error) {
	client := http.Client{Timeout: fetchLasts, CheckRedirect: func(next *http.Request, before []*http.Request) error {
		if next.URL.Host != before[0].URL.Host || len(before) > 5 {
			return fmt.Errorf("%s leads away to %s", before[0].URL, next.URL)
		}
		return nil
	}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, usageError{err}
	}
	unavailable := func(err error) error {
		return &pipeline.Error{Op: "fetch issue", Doc: address, Kind: pipeline.Unavailable, Err: err, Advice: "Не удалось прочитать " + address + ". Проверьте адрес и связь."}
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, unavailable(err)
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, &pipeline.Error{Op: "fetch issue", Doc: address, Kind: pipeline.NotExist, Advice: "По адресу " + address + " ничего нет."}
	default:
		return nil, unavailable(errors.New(response.Status))
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit))
	if err != nil {
		return nil, unavailable(err)
	}
	return body, nil
}
