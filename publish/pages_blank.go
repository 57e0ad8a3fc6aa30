package publish

import (
	"context"
	"io"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// formsTitle heads the forms of an act.
const formsTitle = "Бланки и образцы"

// formsFolder is where the forms of an act stand, within it.
const formsFolder = "forms/"

// blankPath is the page of a form; its files stand beside it.
func blankPath(b Blank) string { return actPath(b.Acts[0]) + formsFolder + Segment(b.ID) + "/" }

func blankFilePath(b Blank, f BlankFile) string { return actPath(b.Acts[0]) + formsFolder + f.Name }

// blanksOf are the forms for the papers of an act and of its parts.
func (p *Press) blanksOf(a Act) []Blank {
	ids := []string{a.ID}
	for _, part := range a.Parts {
		ids = append(ids, part.ID)
	}
	var list []Blank
	for _, b := range p.config.Blanks {
		if slices.ContainsFunc(b.Acts, func(id string) bool { return slices.Contains(ids, id) }) {
			list = append(list, b)
		}
	}
	return list
}

// blankPages are the list of the forms of an act, and the pages of those that stand
// under it.
func (p *Press) blankPages(a Act) []Page {
	blanks := p.blanksOf(a)
	if len(blanks) == 0 {
		return nil
	}
	var b strings.Builder
	b.WriteString("Бланк можно напечатать и заполнить от руки или заполнить на компьютере; образец показывает, как это делается. Лица и сведения в образцах вымышлены.\n\n")
	for _, blank := range blanks {
		b.WriteString("## " + link(blank.Title, blankPath(blank)) + " {#" + Segment(blank.ID) + "}\n\n" + Text(blank.About) + "\n\n" + blankLinks(blank) + "\n\n")
	}
	pages := []Page{actPart(a, strings.TrimSuffix(formsFolder, "/"), formsTitle, b.String(), nil)}
	for _, blank := range blanks {
		if blank.Acts[0] == a.ID {
			pages = append(pages, blankPage(a, blank))
		}
	}
	return pages
}

// blankLinks leads to the files of a form, in one line.
func blankLinks(b Blank) string {
	var links []string
	for _, f := range b.Files {
		links = append(links, link(f.Title, blankFilePath(b, f)))
	}
	return strings.Join(links, " · ")
}

// blankPage tells how a form is filled in, box by box, beside what the sample has.
func blankPage(a Act, blank Blank) Page {
	var b strings.Builder
	b.WriteString(Text(blank.About) + "\n\n")
	for _, f := range blank.Files {
		b.WriteString("- " + link(f.Title, blankFilePath(blank, f)) + "\n")
	}
	b.WriteString("\nБланк составлен по тому, что требует регламент, пункт " + Text(blank.Point) + ". Если акт утверждает свою форму, заполняйте её: графы в ней те же.\n\n")
	b.WriteString("## Как заполнить {#boxes}\n\n| Графа | Что написать | В образце |\n|:--|:--|:--|\n")
	for _, box := range blank.Boxes {
		b.WriteString(tableRow([]string{strings.TrimSuffix(box.Label, ":"), box.Help, box.Sample}))
	}
	b.WriteString("\nЛица и сведения в образце вымышлены.\n")
	page := actPart(a, formsFolder+Segment(blank.ID), blank.Title, b.String(), nil)
	page.Crumbs = append(page.Crumbs, Crumb{formsTitle, actPath(a.ID) + formsFolder})
	return page
}

// blankFiles are the forms and samples, to be taken away.
func blankFiles(s *Site) ([]SiteFile, error) {
	var files []SiteFile
	for _, b := range s.press.config.Blanks {
		for _, f := range b.Files {
			path := blankFilePath(b, f)
			files = append(files, SiteFile{Path: path, MediaType: f.MediaType, Input: path, Write: func(_ context.Context, w io.Writer) error {
				body, err := f.Make()
				if err != nil {
					return err
				}
				if _, err := w.Write(body); err != nil {
					return &pipeline.Error{Op: "write form", Doc: path, Kind: pipeline.Unavailable, Err: err}
				}
				return nil
			}})
		}
	}
	return files, nil
}
