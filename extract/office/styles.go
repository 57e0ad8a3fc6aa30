package office

import (
	"archive/zip"
	"math"
	"strconv"
)

// styles are the sizes of type that a DOCX package gives to its paragraphs.
type styles struct {
	usual  float64
	byName map[string]style
}

type style struct {
	size  float64 // 0 is that of base
	based string
}

// wordSize is that of a DOCX file whose styles say nothing (ECMA-376 §17.3.2.38).
const wordSize = 10.0

func readStyles(z *zip.Reader) (*styles, error) {
	s := &styles{usual: wordSize, byName: map[string]style{}}
	rc, err := part(z, "word/styles.xml")
	if rc == nil || err != nil {
		return s, err
	}
	defer rc.Close()
	type properties struct {
		Size struct {
			Val string `xml:"val,attr"`
		} `xml:"sz"`
	}
	var file struct {
		Usual  properties `xml:"docDefaults>rPrDefault>rPr"`
		Styles []struct {
			ID      string `xml:"styleId,attr"`
			Type    string `xml:"type,attr"`
			Default string `xml:"default,attr"`
			Based   struct {
				Val string `xml:"val,attr"`
			} `xml:"basedOn"`
			Run properties `xml:"rPr"`
		} `xml:"style"`
	}
	if err := decoder(rc).Decode(&file); err != nil {
		return s, nil // sizes only place the words; without them the text stands
	}
	if size := halfPoints(file.Usual.Size.Val); size > 0 {
		s.usual = size
	}
	for _, st := range file.Styles {
		if st.Type != "paragraph" {
			continue
		}
		s.byName[st.ID] = style{halfPoints(st.Run.Size.Val), st.Based.Val}
		if st.Default == "1" || st.Default == "true" {
			s.byName[""] = s.byName[st.ID]
		}
	}
	return s, nil
}

// size is that of a paragraph of the style; "" is the one of plain paragraphs.
func (s *styles) size(name string) float64 {
	const deepest = 16 // styles based on one another
	for range deepest {
		st, ok := s.byName[name]
		if !ok {
			break
		}
		if st.size > 0 {
			return st.size
		}
		if st.based == "" {
			break
		}
		name = st.based
	}
	return s.usual
}

// halfPoints reads a size as DOCX and RTF give it; 0 is none.
func halfPoints(s string) float64 { return number(s) / 2 }

// number reads a measure or count; 0 is none, or nothing that could be one.
func number(s string) float64 {
	const largest = 1e6
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || v < 0 || v > largest {
		return 0
	}
	return v
}
