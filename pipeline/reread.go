package pipeline

import "context"

// reread reads a document as the papers that a person named. It returns nil where
// that cannot be done: nobody can read here, the recogniser knows no names, or the
// document has no pages to read yet.
func (o *Office) reread(ctx context.Context, d *Document, papers []Segment) (Fields, error) {
	if _, able := o.recogniser.(NamedRecogniser); !able || d.Engine == "" || d.Status == DocRejected {
		return nil, nil
	}
	release, err := o.reserve(ctx, d.Pages)
	if err != nil {
		return nil, err
	}
	defer release()
	pages, err := o.pages(ctx, d)
	if err != nil {
		return nil, err
	}
	return o.readAs(d, pages, papers), nil
}

// readAs reads pages as papers that a person named, and joins what each states.
func (o *Office) readAs(d *Document, pages []Page, papers []Segment) Fields {
	reader, able := o.recogniser.(NamedRecogniser)
	if !able {
		return nil
	}
	var named []*Document
	for _, paper := range papers {
		if paper.Kind == UnknownKind {
			continue
		}
		part := make([]Page, 0, len(paper.Pages))
		for _, n := range paper.Pages {
			part = append(part, pages[n-1])
		}
		named = append(named, &Document{Original: d.Original, Kind: paper.Kind, Read: reader.RecogniseAs(d.Name, part, paper.Kind).Fields})
	}
	return mergeTogether(named)
}

// named returns the papers that a person said the document is.
func (d *Document) named() []Segment {
	if len(d.Segments) > 0 {
		return d.Segments
	}
	return []Segment{{Kind: d.Kind, Pages: pageNumbers(d.Pages)}}
}
