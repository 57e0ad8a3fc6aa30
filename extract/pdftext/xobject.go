package pdftext

import (
	"math"

	"github.com/ledongthuc/pdf"
)

// xobject draws a form or notes where an image stands (§8.8).
func (in *interpreter) xobject(name []byte, resources pdf.Value, depth int) error {
	x := safely(func() pdf.Value { return resources.Key("XObject").Key(string(name)) })
	if in.off > 0 || in.doc.layers.hides(x, "OC") {
		return nil
	}
	switch x.Key("Subtype").Name() {
	case "Image":
		in.addImage()
	case "Form":
		if depth < maxFormDepth {
			return in.drawForm(x, resources, depth)
		}
		in.faults++
	}
	return nil
}

// drawForm interprets a form XObject in its own coordinates and resources (§8.10).
func (in *interpreter) drawForm(x, parent pdf.Value, depth int) error {
	resources := x.Key("Resources")
	if resources.IsNull() {
		resources = parent
	}
	content, err := in.doc.decode(x)
	if err != nil {
		in.faults++
		return nil
	}
	saved, text, row, stack, drawn := in.state, in.text, in.row, in.stack, in.path
	in.stack, in.path = nil, path{}
	if m := matrixOf(x.Key("Matrix")); m != nil {
		in.state.ctm = m.then(in.state.ctm)
	}
	if b, ok := rectangle(x.Key("BBox")); ok {
		in.state.clip = in.state.clip.cut(in.state.ctm.around(b.x0, b.y0, b.x1, b.y1))
	}
	err = in.stream(content, resources, depth+1)
	in.state, in.text, in.row, in.stack, in.path = saved, text, row, stack, drawn
	return err
}

// addImage notes the unit square of the current coordinates as covered, as far as
// it may be seen.
func (in *interpreter) addImage() {
	b := in.state.ctm.around(0, 0, 1, 1).cut(in.state.clip)
	if in.off == 0 && b.finite() && len(in.images) < maxImages {
		in.images = append(in.images, b)
	}
}

func matrixOf(v pdf.Value) *matrix {
	if v.Len() != 6 {
		return nil
	}
	var m matrix
	for i := range m {
		if m[i] = v.Index(i).Float64(); math.Abs(m[i]) > 1e9 {
			return nil
		}
	}
	return &m
}
