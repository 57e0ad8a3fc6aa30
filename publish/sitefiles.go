package publish

import (
	"context"
	"io"

	"vestnik/pipeline"
)

// SiteFile is a file of the site that is no form of a page: made for machines, or
// too long to be held in memory.
type SiteFile struct {
	Path      string // relative to the site's root
	MediaType string
	Write     func(ctx context.Context, w io.Writer) error
	Fresh     bool   // changes with what is published
	Input     string // a digest of what it is made of; empty for everything
}

// fileRooms say which such files there are, as rooms do of pages.
var fileRooms = []func(s *Site) ([]SiteFile, error){keyFile, machineFiles, apiFile, dataFiles, chartFiles, blankFiles, issueZips}

// Files returns the files of the site beside its pages, the assets, the signed
// files of issues and the sitemap.
func (s *Site) Files() ([]SiteFile, error) {
	var files []SiteFile
	for _, room := range fileRooms {
		some, err := room(s)
		if err != nil {
			return nil, err
		}
		files = append(files, some...)
	}
	return files, nil
}

// keyFile is the key by which issues are verified, where the site has one.
func keyFile(s *Site) ([]SiteFile, error) {
	if s.public == nil {
		return nil, nil
	}
	key, err := PublicKeyPEM(s.public)
	return []SiteFile{wholeFile(PublicKeyFile, "application/x-pem-file", key)}, err
}

func machineFiles(s *Site) ([]SiteFile, error) {
	openSearch, err := s.press.OpenSearch()
	return []SiteFile{
		wholeFile("robots.txt", "text/plain; charset=utf-8", s.press.Robots()),
		wholeFile("opensearch.xml", "application/opensearchdescription+xml", openSearch),
	}, err
}

// wholeFile is a file whose bytes are at hand.
func wholeFile(path, mediaType string, body []byte) SiteFile {
	return SiteFile{Path: path, MediaType: mediaType, Write: func(_ context.Context, w io.Writer) error {
		if _, err := w.Write(body); err != nil {
			return &pipeline.Error{Op: "write file", Doc: path, Kind: pipeline.Unavailable, Err: err}
		}
		return nil
	}}
}
