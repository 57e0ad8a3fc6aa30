package pdftext

import "github.com/ledongthuc/pdf"

// Annotation flags that keep one from being seen (§12.5.3).
const (
	flagHidden = 1 << 1
	flagNoView = 1 << 5
)

const maxAnnotations = 5000

// annotations interprets the normal appearance of what was filled in or stamped
// on the page: form fields, free text, stamps (§12.5.5).
func (in *interpreter) annotations(list pdf.Value, page matrix) {
	for i := 0; i < min(list.Len(), maxAnnotations); i++ {
		in.annotation(safeIndex(list, i), page)
	}
}

func (in *interpreter) annotation(a pdf.Value, page matrix) {
	defer func() { _ = recover() }() // one bad annotation loses no page
	kind := a.Key("Subtype").Name()
	if kind == "Link" || kind == "Popup" || a.Key("F").Int64()&(flagHidden|flagNoView) != 0 || in.doc.layers.hides(a, "OC") {
		return
	}
	look := a.Key("AP").Key("N")
	if look.Kind() == pdf.Dict { // one of several states: a ticked box
		look = look.Key(a.Key("AS").Name())
	}
	rect, ok := rectangle(a.Key("Rect"))
	if !ok {
		return
	}
	in.state = textState{ctm: page, scale: 1, lineWidth: 1, clip: everything()}
	in.stack, in.path = nil, path{}
	if look.Kind() != pdf.Stream {
		if kind == "Widget" {
			in.fieldValue(a, rect)
		}
		return
	}
	in.state.ctm = fitted(look, rect).then(page)
	_ = in.drawForm(look, pdf.Value{}, 0) // what was read before a fault stays
}

// fitted maps the appearance's box onto the annotation's rectangle. The form's
// own matrix is applied later, by drawForm.
func fitted(look pdf.Value, rect box) matrix {
	bounds, ok := rectangle(look.Key("BBox"))
	if !ok {
		return identity()
	}
	m := identity()
	if own := matrixOf(look.Key("Matrix")); own != nil {
		m = *own
	}
	b := m.around(bounds.x0, bounds.y0, bounds.x1, bounds.y1)
	if b.width() <= 0 || b.height() <= 0 {
		return identity()
	}
	sx, sy := rect.width()/b.width(), rect.height()/b.height()
	return matrix{sx, 0, 0, sy, rect.x0 - b.x0*sx, rect.y0 - b.y0*sy}
}
