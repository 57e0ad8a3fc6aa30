package extract

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"strconv"
	"strings"

	"vestnik/extract/office"
	"vestnik/extract/sandbox"
	"vestnik/pipeline"
)

// Inspect says what a file is and how many pages it has, without reading them.
func (x *Extractor) Inspect(ctx context.Context, f pipeline.SourceFile) (pipeline.Inspection, error) {
	s, p, err := x.open(ctx, f)
	if err != nil {
		return pipeline.Inspection{}, err
	}
	defer s.close()
	out := pipeline.Inspection{Type: s.typ, Problem: p, Archive: classOf(s.info.Type) == classArchive}
	if p == nil || !p.Fatal {
		out.Pages = s.info.Pages
	}
	return out, nil
}

// inspect fills s.info and returns what is wrong with the file as a whole.
func (s *source) inspect(ctx context.Context) (*pipeline.Problem, error) {
	in, o, err := s.look(ctx)
	if err != nil {
		return nil, err
	}
	s.info, s.typ = in, in.Type
	kind := classOf(in.Type)
	if kind == classLegacy {
		done, err := s.convert(ctx)
		if err != nil || !done {
			return problem(codeUnsupported, legacyWord), err
		}
		if s.info, o, err = s.look(ctx); err != nil {
			return nil, err
		}
		kind = classOf(s.info.Type)
	}
	if in.Type == "" {
		return withDetail(problem(codeTimeout, inspectTimeout), in.Err), nil
	}
	if p, err := s.judge(ctx, kind, o); p != nil || err != nil {
		return p, err
	}
	switch {
	case s.info.Pages > s.x.cfg.MaxPages:
		return problemf(codeTooLarge, tooManyPages, s.info.Pages, s.x.cfg.MaxPages), nil
	case in.Cut:
		return notice(codeTruncated, pdfTruncated), nil
	case !nameFits(s.name, in.Type):
		return notice(codeWrongName, fmt.Sprintf(wrongName, path.Ext(s.name), typeName(in.Type))), nil
	}
	return nil, nil
}

// judge decides whether a file of a kind can be read at all; a PDF that our
// reader cannot open is repaired first.
func (s *source) judge(ctx context.Context, kind class, o sandbox.Outcome) (*pipeline.Problem, error) {
	in := s.info
	switch {
	case kind == classNone:
		return problemf(codeUnsupported, unsupportedType, typeName(in.Type)), nil
	case kind == classPDF && (in.Err != "" || in.Pages == 0):
		return s.repair(ctx)
	case in.TooLarge && kind == classImage:
		return withDetail(problem(codeTooLarge, imageTooLarge), in.Err), nil
	case in.TooLarge:
		return withDetail(problem(codeTooLarge, officeTooLarge), in.Err), nil
	case in.Err != "" && o.Ending == sandbox.TimedOut:
		return withDetail(problem(codeTimeout, inspectTimeout), in.Err), nil
	case in.Err != "" && kind == classImage:
		return withDetail(problem(codeDamaged, imageDamaged), in.Err), nil
	case in.Err != "" && kind == classOffice:
		return withDetail(problem(codeDamaged, officeDamaged), in.Err), nil
	case in.Err != "" && kind == classArchive:
		return withDetail(problem(codeDamaged, archiveDamaged), in.Err), nil
	}
	return nil, nil
}

// Exit codes of qpdf --requires-password: it is needed; it is not, though the
// file is encrypted. Of any other run: done, with warnings.
const (
	qpdfNeedsPassword = 0
	qpdfWarnings      = 3
)

// repair has qpdf, then mutool, write the file anew: decrypted when the empty
// password opens it, cross-references rebuilt, objects out of their streams.
func (s *source) repair(ctx context.Context) (*pipeline.Problem, error) {
	reason, cut := s.info.Err, s.info.Cut
	dir, name, err := s.forTools()
	if err != nil {
		return nil, err
	}
	s.dir = dir
	for _, attempt := range []struct {
		tool, out string
		args      []string
	}{
		{"qpdf", "repaired.pdf", []string{"--decrypt", "--force-version=1.7", "--object-streams=disable", "--stream-data=uncompress", name, "repaired.pdf"}},
		{"mutool", "cleaned.pdf", []string{"clean", "-g", "-z", name, "cleaned.pdf"}},
	} {
		o, err := s.tool(ctx, nil, attempt.tool, attempt.args...)
		if err != nil {
			return nil, err
		}
		if !o.OK() && o.Code != qpdfWarnings || s.replace(attempt.out) != nil {
			if locked, err := s.locked(ctx, attempt.tool, name); locked || err != nil {
				return problem(codeEncrypted, needsPassword), err
			}
			continue
		}
		in, _, err := s.look(ctx)
		if err != nil {
			return nil, err
		}
		if in.Err == "" && in.Pages > 0 {
			s.info, s.info.Cut = in, cut
			return nil, nil
		}
	}
	if err := s.leaveToOthers(ctx, name); err != nil || s.info.Pages > 0 {
		return nil, err
	}
	if cut {
		return withDetail(problem(codeTruncated, pdfCutOff), reason), nil
	}
	return withDetail(problem(codeDamaged, pdfDamaged), reason), nil
}

// locked asks qpdf, when it could not open the file, whether a password is needed.
func (s *source) locked(ctx context.Context, tool, name string) (bool, error) {
	if tool != "qpdf" {
		return false, nil
	}
	o, err := s.tool(ctx, nil, "qpdf", "--requires-password", name)
	return err == nil && o.OK() && o.Code == qpdfNeedsPassword, err
}

// leaveToOthers asks poppler for the number of pages of a file that our reader
// does not open however it is written. Its pages are poppler's then, or OCR's. The
// number is the file's own claim, so that it counts only when one of the pages that
// would be read opens.
func (s *source) leaveToOthers(ctx context.Context, name string) error {
	s.info.Pages = 0
	var out bytes.Buffer
	o, err := s.tool(ctx, &out, "pdfinfo", "-f", "1", "-l", strconv.Itoa(s.x.cfg.MaxPages), name)
	if err != nil || !o.OK() {
		return err
	}
	s.info.Pages = provenPages(out.String())
	return nil
}

// provenPages is the number of pages that pdfinfo -f 1 -l N tells, if at least one
// of them opens: to one that does not, pdfinfo gives no size, 0 by 0.
func provenPages(told string) int {
	pages, opens := 0, false
	for row := range strings.Lines(told) {
		key, value, _ := strings.Cut(row, ":")
		value = strings.TrimSpace(value)
		switch field := strings.Fields(key); {
		case key == "Pages":
			pages, _ = strconv.Atoi(value) // no number is no page
		case len(field) == 3 && field[0] == "Page" && field[2] == "size":
			opens = opens || !strings.HasPrefix(value, "0 x 0 ")
		}
	}
	if !opens {
		return 0
	}
	return pages
}

func withDetail(p *pipeline.Problem, detail string) *pipeline.Problem {
	p.Detail = bounded(detail)
	return p
}

// typeName is what a clerk calls a type.
func typeName(mediaType string) string {
	switch mediaType {
	case typePDF:
		return "PDF"
	case typeTIFF:
		return "изображение TIFF"
	case typeZip:
		return "архив ZIP"
	case office.TypeDOCX:
		return "документ DOCX"
	case office.TypeODT:
		return "документ ODT"
	case office.TypeRTF:
		return "документ RTF"
	case office.TypeText:
		return "текст"
	case typeDOC:
		return "документ Word прежнего формата"
	}
	kind, sub, _ := strings.Cut(mediaType, "/")
	switch kind {
	case "image":
		return "изображение " + strings.ToUpper(sub)
	case "video":
		return "видеозапись"
	case "audio":
		return "звукозапись"
	}
	return foreignName(sub)
}

// foreignName is what a clerk calls a type that is not read, as far as it has a
// name that clerks know.
func foreignName(sub string) string {
	switch {
	case strings.Contains(sub, "spreadsheet"), strings.Contains(sub, "ms-excel"):
		return "таблица"
	case strings.Contains(sub, "presentation"), strings.Contains(sub, "powerpoint"):
		return "презентация"
	case strings.Contains(sub, "executable"), strings.Contains(sub, "sharedlib"), sub == "x-elf":
		return "компьютерная программа"
	case strings.Contains(sub, "7z"), strings.Contains(sub, "rar"), sub == "gzip", sub == "x-tar", sub == "x-bzip2", sub == "x-xz", sub == "zstd":
		return "архив не в формате ZIP"
	case sub == "octet-stream":
		return "неизвестный двоичный"
	}
	return sub
}
