package office

import (
	"archive/zip"
	"encoding/xml"
	"strings"
)

// odtStyles are the styles of an OpenDocument text, by family and name. Those of
// a part are entered as its elements pass by.
type odtStyles struct {
	byName map[odtName]odtStyle
	open   odtName
}

type odtName struct{ family, name string }

type odtStyle struct {
	parent        string
	size, width   float64 // of type and of a column, in points; 0 is not said
	before, after bool    // a new page begins before or behind what has the style
}

// readODTStyles reads the styles that are common to the whole document.
func readODTStyles(z *zip.Reader) (*odtStyles, error) {
	s := &odtStyles{byName: map[odtName]odtStyle{}}
	rc, err := part(z, "styles.xml")
	if rc == nil || err != nil {
		return s, err
	}
	defer rc.Close()
	x := decoder(rc)
	for {
		t, err := x.RawToken()
		if err != nil {
			return s, nil // styles only place the words; without them the text stands
		}
		if t, ok := t.(xml.StartElement); ok {
			s.start(t)
		}
	}
}

// start takes from an element what it says of a style.
func (s *odtStyles) start(t xml.StartElement) {
	switch t.Name.Local {
	case "style", "default-style":
		s.open = odtName{attr(t, "family"), attr(t, "name")}
		s.byName[s.open] = odtStyle{parent: attr(t, "parent-style-name")}
	case "text-properties":
		s.change(func(st *odtStyle) { st.size = points(attr(t, "font-size")) })
	case "table-column-properties":
		s.change(func(st *odtStyle) { st.width = points(attr(t, "column-width")) })
	case "paragraph-properties":
		s.change(func(st *odtStyle) {
			st.before = attr(t, "break-before") == "page"
			st.after = attr(t, "break-after") == "page"
		})
	}
}

func (s *odtStyles) change(by func(*odtStyle)) {
	if st, ok := s.byName[s.open]; ok {
		by(&st)
		s.byName[s.open] = st
	}
}

// of is the style of the name; its size may be that of a parent or the usual one.
func (s *odtStyles) of(family, name string) odtStyle {
	const deepest = 16 // styles based on one another
	st := s.byName[odtName{family, name}]
	for next, i := st.parent, 0; st.size == 0 && i < deepest; i++ {
		up := s.byName[odtName{family, next}]
		st.size = up.size
		if next == "" {
			break
		}
		next = up.parent
	}
	return st
}

// points reads a length with its unit; 0 is none.
func points(s string) float64 {
	for unit, each := range map[string]float64{"pt": 1, "in": 72, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12} {
		if v, ok := strings.CutSuffix(s, unit); ok {
			return number(v) * each
		}
	}
	return 0
}
