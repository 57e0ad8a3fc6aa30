package form

import (
	"vestnik/pipeline"
)

// Recogniser knows the described papers. Build it with [New].
type Recogniser struct {
	forms []*description
}

var _ pipeline.Recogniser = (*Recogniser)(nil)

// New loads the embedded descriptions. A malformed one is an Internal error
// that names the file.
func New() (*Recogniser, error) {
	forms, err := load(descriptions)
	if err != nil {
		return nil, err
	}
	return &Recogniser{forms: forms}, nil
}

// Recognise tells which papers the pages hold and what they state. The name is
// not trusted: people call files anything. The pages may come in any order.
func (r *Recogniser) Recognise(_ string, pages []pipeline.Page) pipeline.Recognition {
	parts := r.segment(pages)
	out := pipeline.Recognition{Kind: pipeline.UnknownKind, Fields: pipeline.Fields{}}
	var papers []paper
	for i, p := range parts {
		out.Segments = append(out.Segments, p.Segment)
		if i == 0 || p.Kind == pipeline.Statement && out.Kind != pipeline.Statement {
			out.Kind, out.Confidence = p.Kind, p.Confidence
		}
		if p.form != nil {
			papers = append(papers, paper{p.form.Rank, readPaper(p.form, p.sheets)})
		}
	}
	out.Fields = merge(papers)
	return out
}
