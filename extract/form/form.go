package form

import (
	"slices"

	"vestnik/pipeline"
)

// Recogniser knows the described papers and how far what is read off them can be
// relied on. Build it with [New].
type Recogniser struct {
	forms       []*description
	calibration *Calibration
}

var _ pipeline.Recogniser = (*Recogniser)(nil)

// New loads the embedded descriptions. A malformed one is an Internal error
// that names the file.
func New() (*Recogniser, error) {
	forms, err := load(descriptions)
	if err != nil {
		return nil, err
	}
	c, err := Embedded()
	if err != nil {
		return nil, &pipeline.Error{Op: "read the calibration", Kind: pipeline.Internal, Err: err}
	}
	return &Recogniser{forms: forms, calibration: c}, nil
}

// Recognise tells which papers the pages hold and what they state. The name is
// not trusted: people call files anything. The pages may come in any order.
func (r *Recogniser) Recognise(_ string, pages []pipeline.Page) pipeline.Recognition {
	parts := r.segment(pages)
	return r.recognition(parts, leads(parts))
}

// RecogniseAs reads a file whose leading paper a person has named. The pages that
// were taken for the leading paper, and all that no description claims, are read
// as that kind; further papers that the file holds stay what they are. A kind
// without a description yields no fields.
func (r *Recogniser) RecogniseAs(_ string, pages []pipeline.Page, kind pipeline.DocumentKind) pipeline.Recognition {
	parts := r.segment(pages)
	named := part{Segment: pipeline.Segment{Kind: kind, Confidence: 1, Signals: []string{"вид документа назвал сотрудник"}}, form: r.describes(kind)}
	leading := leads(parts)
	var rest []part
	for i, p := range parts {
		if i != leading && p.form != nil && (p.Kind != kind || p.further) {
			rest = append(rest, p)
			continue
		}
		named.Pages = append(named.Pages, p.Pages...)
		named.leaves = append(named.leaves, p.leaves...)
	}
	return r.recognition(append([]part{named}, rest...), 0)
}

// describes is the description of a kind, or nil.
func (r *Recogniser) describes(kind pipeline.DocumentKind) *description {
	for _, d := range r.forms {
		if d.Kind == kind {
			return d
		}
	}
	return nil
}

// leads is the place of the paper that names a file: the first that opens a case,
// else the first of all.
func leads(parts []part) int {
	return max(0, slices.IndexFunc(parts, func(p part) bool { return p.form != nil && p.form.Leads }))
}

// recognition reads the papers of one file and brings those of its first case
// together under the kind of the leading one.
func (r *Recogniser) recognition(parts []part, first int) pipeline.Recognition {
	out := pipeline.Recognition{Kind: pipeline.UnknownKind, Fields: pipeline.Fields{}}
	if len(parts) == 0 {
		return out
	}
	out.Kind, out.Confidence = parts[first].Kind, parts[first].Confidence
	read := make([]pipeline.Fields, len(parts))
	for i, p := range parts {
		out.Segments = append(out.Segments, p.Segment)
		if p.form != nil {
			read[i] = readPaper(p.form, p.sheets())
		}
	}
	opened := slices.ContainsFunc(parts, func(p part) bool { return p.form != nil && p.form.Leads })
	var papers []paper
	for i, p := range parts {
		if p.form == nil || p.form.Apart && opened || leading(parts, read, first, i) != first {
			continue
		}
		papers = append(papers, paper{i, p.form.Rank, read[i]})
	}
	fields, said := merge(papers)
	r.calibration.trust(fields, newWitness(parts))
	contest(fields, said)
	for i, all := range said {
		for _, t := range all {
			if t.remark != "" {
				out.Segments[i].Signals = append(out.Segments[i].Signals, t.remark)
			}
		}
	}
	out.Fields = fields
	return out
}
