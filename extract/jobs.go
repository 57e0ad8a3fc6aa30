package extract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"

	"vestnik/extract/archive"
	"vestnik/extract/office"
	"vestnik/extract/pdftext"
	"vestnik/extract/raster"
)

// Names of the jobs of this package.
const (
	jobInspect = "inspect"
	jobText    = "pdf-text"
	jobOffice  = "office"
)

// inspection is what a child says of a file.
type inspection struct {
	Type     string         `json:"type"`
	Pages    int            `json:"pages"`
	Frames   []raster.Frame `json:"frames,omitempty"` // of an image file
	Cut      bool           `json:"cut,omitempty"`    // the end is missing
	TooLarge bool           `json:"tooLarge,omitempty"`
	Err      string         `json:"err,omitempty"` // our reader cannot open it
}

// fileOf returns the job's one file, read by position: the descriptor's offset
// is shared with other children.
func fileOf(files []*os.File) (*io.SectionReader, error) {
	if len(files) < 1 {
		return nil, errors.New("no input")
	}
	st, err := files[0].Stat()
	if err != nil {
		return nil, err
	}
	return io.NewSectionReader(files[0], 0, st.Size()), nil
}

// inspectJob answers in two lines: first the type alone, then all. Should the
// parser kill the process, the first line has been said.
func inspectJob(_ io.Reader, files []*os.File, out io.Writer) error {
	r, err := fileOf(files)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	in := inspection{Type: detect(r, r.Size())}
	if err := enc.Encode(in); err != nil {
		return err
	}
	switch classOf(in.Type) {
	case classPDF:
		inspectPDF(r, &in)
	case classImage:
		inspectImage(r, &in)
	case classOffice:
		inspectOffice(r, &in)
	case classArchive:
		if err := archive.Check(r, r.Size()); err != nil {
			in.Err = err.Error()
		}
	}
	return enc.Encode(in)
}

func inspectPDF(r *io.SectionReader, in *inspection) {
	tail := make([]byte, min(2048, r.Size()))
	n, _ := r.ReadAt(tail, r.Size()-int64(len(tail)))
	in.Cut = !bytes.Contains(tail[:n], []byte("%%EOF"))
	d, err := pdftext.Open(r, r.Size())
	if err != nil {
		in.Err = err.Error()
		return
	}
	in.Pages = d.Pages()
}

func inspectImage(r *io.SectionReader, in *inspection) {
	var err error
	if in.Type == typeTIFF {
		in.Frames, err = raster.Frames(r)
	} else {
		var w, h int
		w, h, err = raster.Size(r, in.Type)
		in.Frames = []raster.Frame{{Width: w, Height: h, DPI: raster.Resolution(r, in.Type)}}
	}
	in.Pages = len(in.Frames)
	in.TooLarge = errors.Is(err, raster.ErrTooLarge)
	if err != nil {
		in.Err = err.Error()
	}
}

func inspectOffice(r *io.SectionReader, in *inspection) {
	blocks, err := office.Read(r, r.Size(), in.Type)
	in.TooLarge = errors.Is(err, office.ErrTooLarge)
	if err != nil {
		in.Err = err.Error()
		return
	}
	in.Pages = len(office.Lay(blocks))
}

// textRequest asks for the text layers of pages.
type textRequest struct {
	Pages []int `json:"pages"`
}

// textJob reads text layers page by page.
func textJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req textRequest
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	r, err := fileOf(files)
	if err != nil {
		return err
	}
	d, err := pdftext.Open(r, r.Size())
	if err != nil {
		return err
	}
	var buf []byte
	for _, n := range req.Pages {
		var answer textAnswer
		if answer.page, err = d.Page(n); err != nil {
			answer = textAnswer{page: pdftext.Page{Number: n}, err: err.Error()}
		}
		if buf, err = answer.write(out, buf); err != nil {
			return err
		}
	}
	return nil
}

// officeRequest names the type that inspection found.
type officeRequest struct {
	Type string `json:"type"`
}

// officeJob lays a document out and writes its sheets.
func officeJob(request io.Reader, files []*os.File, out io.Writer) error {
	var req officeRequest
	if err := json.NewDecoder(request).Decode(&req); err != nil {
		return err
	}
	r, err := fileOf(files)
	if err != nil {
		return err
	}
	blocks, err := office.Read(r, r.Size(), req.Type)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	for _, sheet := range office.Lay(blocks) {
		if err := enc.Encode(sheet); err != nil {
			return err
		}
	}
	return nil
}
