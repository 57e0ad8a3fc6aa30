package main

import (
	"context"
	"fmt"
	"path"
	"strings"

	"vestnik/pipeline"
)

// sample is one filing to make: what its papers state, which files hold them,
// and what the office should make of it.
type sample struct {
	Name        string // of the file, folder or zip in testdata/filings
	About       string
	Channel     pipeline.Channel
	ReceivedAt  string // RFC 3339
	Application application
	Files       []file
	Expect      expectTruth
	// States is what the papers state of another matter than a registration: an
	// open licence, a duplicate, a complaint.
	States *fieldsTruth
	// Unread is set when nothing of the papers need be read (not an
	// application, not in Russian, illegible): the truth has no fields then.
	Unread bool
}

// file is one file of a filing and the papers in it, in order.
type file struct {
	Name   string // empty when the file is the filing itself
	Papers []paper
	Form   form
}

// form turns drawn papers into the bytes of a file.
type form interface {
	// encode makes the file. seed tells files with random noise apart.
	encode(ctx context.Context, drawn drawing, seed string) ([]byte, error)
	// raster reports whether an outside program is needed.
	raster() bool
}

// drawing is what a form is given: the papers as a PDF with true text, and the
// application for forms that write it down themselves.
type drawing struct {
	pdf         []byte
	papers      []paper
	application application
	counts      counts
}

// textPDF is the form of an electronic document: the PDF as drawn.
type textPDF struct{}

func (textPDF) encode(_ context.Context, d drawing, _ string) ([]byte, error) { return d.pdf, nil }
func (textPDF) raster() bool                                                  { return false }

// madeFiling is a filing ready to be written.
type madeFiling struct {
	name  string
	files []madeFile
}

// madeFile is a file by its path below the folder of filings.
type madeFile struct {
	path string
	body []byte
}

// raster reports whether making the sample needs an outside program.
func (s sample) raster() bool {
	for _, f := range s.Files {
		if f.Form.raster() {
			return true
		}
	}
	return false
}

// make draws the filing and writes down its truth.
func (s sample) make(ctx context.Context, fonts fontSet) (madeFiling, error) {
	pages, err := s.countPages(fonts)
	if err != nil {
		return madeFiling{}, err
	}
	var members []madeFile
	var documents []documentTruth
	for _, f := range s.Files {
		body, papers, err := s.makeFile(ctx, f, fonts, pages)
		if err != nil {
			return madeFiling{}, fmt.Errorf("%s: %w", f.Name, err)
		}
		name := f.Name
		if name == "" {
			name = s.Name
		}
		members = append(members, madeFile{name, body})
		documents = append(documents, documentTruth{File: name, Papers: papers})
	}
	truthBody, err := s.truth(documents, pages).encode()
	if err != nil {
		return madeFiling{}, err
	}
	files, err := s.pack(members)
	if err != nil {
		return madeFiling{}, err
	}
	files = append(files, madeFile{s.Name + ".truth.yaml", truthBody})
	return madeFiling{name: s.Name, files: files}, nil
}

// pack lays the members out as the filing's name says: one file, a zip, a folder.
func (s sample) pack(members []madeFile) ([]madeFile, error) {
	switch {
	case path.Ext(s.Name) == ".zip":
		body, err := zipped(members)
		return []madeFile{{s.Name, body}}, err
	case path.Ext(s.Name) != "":
		return members, nil
	}
	var files []madeFile
	for _, m := range members {
		files = append(files, madeFile{path.Join(s.Name, m.path), m.body})
	}
	return files, nil
}

// countPages draws every paper once to learn how many pages each kind takes.
func (s sample) countPages(fonts fontSet) (counts, error) {
	n := counts{}
	for _, f := range s.Files {
		for _, p := range f.Papers {
			sh := newSheet(fonts, "")
			p.draw(sh, s.Application, counts{})
			if sh.err != nil {
				return nil, sh.err
			}
			n[p.kind] += sh.pdf.PageCount()
		}
	}
	return n, nil
}

// makeFile draws the papers of one file and turns them into its form.
func (s sample) makeFile(ctx context.Context, f file, fonts fontSet, n counts) ([]byte, []paperTruth, error) {
	title := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	sh := newSheet(fonts, title)
	var papers []paperTruth
	for _, p := range f.Papers {
		first := sh.pdf.PageCount() + 1
		p.draw(sh, s.Application, n)
		t := paperTruth{Kind: p.kind}
		for page := first; page <= sh.pdf.PageCount(); page++ {
			t.Pages = append(t.Pages, page)
		}
		papers = append(papers, t)
	}
	pdf, err := sh.finish()
	if err != nil {
		return nil, nil, err
	}
	body, err := f.Form.encode(ctx, drawing{pdf, f.Papers, s.Application, n}, s.Name+"/"+f.Name)
	return body, papers, err
}

func (s sample) truth(documents []documentTruth, n counts) truth {
	t := truth{
		About:     s.About,
		Filing:    filingTruth{Channel: s.Channel, ReceivedAt: s.ReceivedAt},
		Documents: documents,
		Expect:    s.Expect,
	}
	switch {
	case s.Unread:
	case s.States != nil:
		t.Fields = *s.States
	default:
		kinds := map[pipeline.DocumentKind]bool{}
		for kind := range n {
			kinds[kind] = true
		}
		t.Fields = s.Application.fields(kinds, n[pipeline.DepositedMaterials])
	}
	return t
}
