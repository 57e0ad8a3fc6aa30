package publish

import (
	"bytes"
	"cmp"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish/packed"
)

// ManifestFormat names the form of manifest.json. A change of meaning gets a new
// number; readers refuse a number that they do not know.
//
//	1  files with SHA-256 and size, issue reference, date, digest of the previous
//	   manifest; the page index.html is one of the files
//	2  the data and the text are signed; pages are made from them and not listed
const (
	ManifestFormat  = "vestnik-issue/2"
	manifestFormat1 = "vestnik-issue/1"
)

// Manifest is manifest.json: what an issue consists of.
type Manifest struct {
	Format string          `json:"format"`
	Series string          `json:"series"`
	Year   int             `json:"year"`
	Number int             `json:"number"`
	Date   workday.Date    `json:"date"`
	Prev   pipeline.Digest `json:"prev"` // of the previous manifest of the series; empty for the first
	Files  []ManifestEntry `json:"files"`
}

// Ref is the issue that the manifest is of.
func (m Manifest) Ref() pipeline.IssueRef {
	return pipeline.IssueRef{Series: m.Series, Year: m.Year, Number: m.Number}
}

// ManifestEntry is one file of an issue.
type ManifestEntry struct {
	Path   string          `json:"path"` // relative to the issue's folder
	SHA256 pipeline.Digest `json:"sha256"`
	Size   int64           `json:"size"` // bytes
}

// DigestOf returns the SHA-256 of b.
func DigestOf(b []byte) pipeline.Digest {
	sum := sha256.Sum256(b)
	return pipeline.Digest(hex.EncodeToString(sum[:]))
}

// Manifest returns manifest.json for the files: sorted by path, the same for the
// same input whatever the order of files. Two files of one path are Invalid.
func (p *Press) Manifest(issue pipeline.Issue, files []pipeline.File, prev pipeline.Digest) ([]byte, error) {
	m := Manifest{
		Format: ManifestFormat, Series: issue.Series, Year: issue.Year, Number: issue.Number,
		Date: issue.Date, Prev: prev, Files: make([]ManifestEntry, 0, len(files)),
	}
	for _, f := range files {
		m.Files = append(m.Files, ManifestEntry{Path: f.Path, SHA256: DigestOf(f.Body), Size: int64(len(f.Body))})
	}
	slices.SortFunc(m.Files, func(a, b ManifestEntry) int { return cmp.Compare(a.Path, b.Path) })
	if err := m.validate(); err != nil {
		return nil, &pipeline.Error{Op: "write manifest", Doc: issuePath(issue.IssueRef), Kind: pipeline.Invalid, Err: err}
	}
	b, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, &pipeline.Error{Op: "write manifest", Doc: issuePath(issue.IssueRef), Kind: pipeline.Internal, Err: err}
	}
	return append(b, '\n'), nil
}

func (m Manifest) validate() error {
	if m.Format != ManifestFormat && m.Format != manifestFormat1 {
		return fmt.Errorf("unknown format %q", m.Format)
	}
	for i, f := range m.Files {
		switch {
		case !fs.ValidPath(f.Path) || f.Path == ".":
			return fmt.Errorf("path %q is not inside the issue", f.Path)
		case f.Path == ManifestFile || f.Path == SignatureFile:
			return fmt.Errorf("%s cannot list itself", f.Path)
		case i > 0 && m.Files[i-1].Path >= f.Path:
			return fmt.Errorf("%s stands twice or out of order", f.Path)
		}
	}
	return nil
}

// ParseManifest reads manifest.json strictly: an unknown key, another format or
// trailing data is Corrupt.
func ParseManifest(b []byte) (Manifest, error) {
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	err := d.Decode(&m)
	if err == nil {
		if _, trailing := d.Token(); !errors.Is(trailing, io.EOF) {
			err = errors.New("data after the end")
		}
	}
	if err == nil {
		err = m.validate()
	}
	if err != nil {
		return Manifest{}, &pipeline.Error{Op: "read manifest", Kind: pipeline.Corrupt, Err: err}
	}
	return m, nil
}

// EncodeSignature returns manifest.sig for a detached Ed25519 signature over the
// bytes of manifest.json: one line of standard base64.
func EncodeSignature(signature []byte) []byte {
	return append([]byte(base64.StdEncoding.EncodeToString(signature)), '\n')
}

// VerifyIssue checks a closed issue: the signature over manifest.json by public,
// each listed file present with its digest and size, none unlisted but pages of
// the site that are made from them, and prev as
// the digest of the previous manifest of the series. The files are those of the
// issue's folder, by path. Everything that is wrong is reported, as Corrupt.
func VerifyIssue(files map[string][]byte, public ed25519.PublicKey, prev pipeline.Digest) error {
	manifest, ok := files[ManifestFile]
	if !ok {
		return broken(errors.New("there is no " + ManifestFile))
	}
	var problems []error
	if err := verifySignature(manifest, files[SignatureFile], public); err != nil {
		problems = append(problems, err)
	}
	m, err := ParseManifest(manifest)
	if err != nil {
		return broken(errors.Join(append(problems, err)...))
	}
	if m.Prev != prev {
		problems = append(problems, fmt.Errorf("follows manifest %q, expected %q", m.Prev, prev))
	}
	listed := map[string]bool{ManifestFile: true, SignatureFile: true}
	for _, f := range m.Files {
		listed[f.Path] = true
		body, present := files[f.Path]
		switch {
		case !present:
			problems = append(problems, fmt.Errorf("%s is missing", f.Path))
		case int64(len(body)) != f.Size || DigestOf(body) != f.SHA256:
			problems = append(problems, fmt.Errorf("%s was altered", f.Path))
		}
	}
	for _, path := range slices.Sorted(maps.Keys(files)) {
		plain, isPacked := packed.NameOf(path)
		switch {
		case isPacked && (listed[plain] || m.madeFrom(plain)):
			if !packed.Holds(path, files[path], files[plain]) {
				problems = append(problems, fmt.Errorf("%s does not hold %s", path, plain))
			}
		case !listed[path] && !m.madeFrom(path):
			problems = append(problems, fmt.Errorf("%s is not of this issue", path))
		}
	}
	if len(problems) > 0 {
		return broken(errors.Join(problems...))
	}
	return nil
}

// madeFrom reports a page of the site in the issue's folder that is made from its
// files: nobody signed it.
func (m Manifest) madeFrom(path string) bool {
	switch {
	case m.Format == manifestFormat1:
		return false
	case path == IssueHTML, path == "index.md":
		return true
	}
	return strings.HasPrefix(path, partsFolder) || strings.HasPrefix(path, indexesFolder)
}

func verifySignature(manifest, line []byte, public ed25519.PublicKey) error {
	if len(public) != ed25519.PublicKeySize {
		return errors.New("the public key is not an Ed25519 key")
	}
	signature, err := base64.StdEncoding.DecodeString(string(bytes.TrimSpace(line)))
	if err != nil || !ed25519.Verify(public, manifest, signature) {
		return errors.New("the signature of " + ManifestFile + " does not hold")
	}
	return nil
}

func broken(err error) error {
	return &pipeline.Error{Op: "verify issue", Kind: pipeline.Corrupt, Err: err,
		Advice: "Выпуск бюллетеня изменён после подписания или повреждён. Восстановите его из резервной копии и сообщите администратору."}
}

// FilesByPath turns files into what VerifyIssue takes.
func FilesByPath(files []pipeline.File) map[string][]byte {
	byPath := make(map[string][]byte, len(files))
	for _, f := range files {
		byPath[f.Path] = f.Body
	}
	return byPath
}

// ReadIssue reads an issue's folder, for example a downloaded one, for VerifyIssue.
func ReadIssue(folder fs.FS) (map[string][]byte, error) {
	files := make(map[string][]byte)
	err := fs.WalkDir(folder, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files[path], err = fs.ReadFile(folder, path)
		return err
	})
	if err != nil {
		return nil, &pipeline.Error{Op: "read issue", Kind: pipeline.Unavailable, Err: err}
	}
	return files, nil
}
