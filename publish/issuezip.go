package publish

import (
	"archive/zip"
	"cmp"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"vestnik/pipeline"
)

// issueZips are the archives of signed issues, each with the files that the
// manifest lists, the manifest and its signature: what verify-issue reads.
func issueZips(s *Site) ([]SiteFile, error) {
	var files []SiteFile
	for _, issue := range s.Survey.Issues {
		if issue.Manifest != nil {
			files = append(files, s.issueZip(issue))
		}
	}
	return files, nil
}

func (s *Site) issueZip(issue pipeline.Issue) SiteFile {
	return SiteFile{
		Path: zipPath(issue.IssueRef), MediaType: "application/zip", Input: string(issue.Manifest.SHA256),
		Write: func(ctx context.Context, w io.Writer) error {
			files, err := s.press.IssueFolder(ctx, s.catalogue, issue, nil)
			if err != nil {
				return err
			}
			return writeZip(w, strings.TrimSuffix(zipPath(issue.IssueRef), ".zip")+"/", issue, files)
		},
	}
}

// zipPath is the address of an issue's archive: that of its folder with ".zip".
func zipPath(ref pipeline.IssueRef) string { return strings.TrimSuffix(issuePath(ref), "/") + ".zip" }

// writeZip writes files by path under a folder, all of the time at which the day
// of the issue began: the same issue gives the same archive.
func writeZip(w io.Writer, folder string, issue pipeline.Issue, files []pipeline.File) error {
	files = slices.SortedFunc(slices.Values(files), func(a, b pipeline.File) int { return cmp.Compare(a.Path, b.Path) })
	archive := zip.NewWriter(w)
	at := issue.Date.At(time.UTC)
	fail := func(err error) error {
		return &pipeline.Error{Op: "write archive", Doc: folder, Kind: pipeline.Unavailable, Err: err}
	}
	for _, f := range files {
		out, err := archive.CreateHeader(&zip.FileHeader{Name: folder + f.Path, Method: zip.Deflate, Modified: at})
		if err != nil {
			return fail(err)
		}
		if _, err := out.Write(f.Body); err != nil {
			return fail(err)
		}
	}
	if err := archive.Close(); err != nil {
		return fail(err)
	}
	return nil
}
