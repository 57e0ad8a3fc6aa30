package blanks

import (
	"cmp"
	"slices"
	"sync"

	"vestnik/publish"
)

const wordType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

// New returns all forms, each with its files, which are made when first asked for.
func New() ([]publish.Blank, error) {
	forms, err := load(formFiles)
	if err != nil {
		return nil, internal("forms", err)
	}
	slices.SortStableFunc(forms, func(a, b Form) int { return a.Order - b.Order })
	var list []publish.Blank
	for _, f := range forms {
		list = append(list, f.blank())
	}
	return list, nil
}

// blank is the form as the site knows it.
func (f Form) blank() publish.Blank {
	blank := publish.Blank{ID: f.ID, Acts: f.Acts, Kinds: f.Kinds, Title: f.Title, Point: f.Point, About: f.About, Boxes: f.boxes()}
	for _, file := range []struct {
		name, title, mediaType string
		make                   func() ([]byte, error)
	}{
		{f.ID + ".pdf", "Бланк, PDF", "application/pdf", func() ([]byte, error) { return f.paper(false) }},
		{f.ID + ".docx", "Бланк, DOCX", wordType, func() ([]byte, error) { return f.word(false) }},
		{f.ID + "-sample.pdf", "Образец заполнения, PDF", "application/pdf", func() ([]byte, error) { return f.paper(true) }},
	} {
		blank.Files = append(blank.Files, publish.BlankFile{Name: file.name, Title: file.title, MediaType: file.mediaType, Make: sync.OnceValues(file.make)})
	}
	return blank
}

// boxes are what the applicant fills in, in the order of the form.
func (f Form) boxes() []publish.BlankBox {
	var list []publish.BlankBox
	for _, row := range f.Rows {
		for _, box := range row.Boxes {
			list = append(list, box.lines()...)
		}
	}
	return list
}

// lines are a box as the table of its form's page tells it.
func (b Box) lines() []publish.BlankBox {
	if b.Office {
		return nil
	}
	var list []publish.BlankBox
	whole := publish.BlankBox{Label: cmp.Or(b.Name, b.Label), Help: b.Help, Sample: b.Sample}
	for _, tick := range b.Ticks {
		if tick.Set {
			whole.Sample = "[X] " + tick.Text
		}
	}
	if b.Sign != nil {
		whole.Sample = b.Sign.Name + ", " + b.Sign.Date
		if b.Sign.Position != "" {
			whole.Sample = b.Sign.Position + " " + whole.Sample
		}
	}
	if whole.Label != "" && (whole.Help != "" || whole.Sample != "") {
		list = append(list, whole)
	}
	for _, fill := range b.Fills {
		list = append(list, publish.BlankBox{Label: fill.Label, Help: fill.Help, Sample: fill.Sample})
	}
	return list
}

// Fields returns the fields of a regulation that each form asks for, by the form's id.
func Fields() (map[string][]string, error) {
	forms, err := load(formFiles)
	if err != nil {
		return nil, internal("forms", err)
	}
	asked := make(map[string][]string)
	add := func(id, field string) {
		if field != "" && !slices.Contains(asked[id], field) {
			asked[id] = append(asked[id], field)
		}
	}
	for _, f := range forms {
		for _, row := range f.Rows {
			for _, box := range row.Boxes {
				add(f.ID, box.Field)
				for _, fill := range box.Fills {
					add(f.ID, fill.Field)
				}
				for _, tick := range box.Ticks {
					add(f.ID, tick.Field)
				}
			}
		}
	}
	return asked, nil
}
