package site

import (
	"strconv"
	"strings"
	"sync"
)

// coding is a content coding by its name in HTTP.
type coding string

const (
	identity   coding = ""
	gzipCoding        = coding("gzip")
	brotliCode        = coding("br")
)

func compressible(mediaType string) bool {
	return strings.HasPrefix(mediaType, "text/") || strings.Contains(mediaType, "xml") || strings.Contains(mediaType, "json")
}

// formsRemembered bounds a codingMemo; browsers send a handful of forms.
const formsRemembered = 64

// codingMemo remembers how forms of Accept-Encoding were read. It is safe for
// concurrent use.
type codingMemo struct {
	mu   sync.RWMutex
	read map[string][]coding
}

// of is what accepted says.
func (m *codingMemo) of(headers []string) []coding {
	if len(headers) != 1 {
		return accepted(headers)
	}
	m.mu.RLock()
	codings, known := m.read[headers[0]]
	m.mu.RUnlock()
	if known {
		return codings
	}
	codings = accepted(headers)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.read == nil || len(m.read) >= formsRemembered {
		m.read = make(map[string][]coding)
	}
	m.read[strings.Clone(headers[0])] = codings
	return codings
}

// accepted reads Accept-Encoding (RFC 9110 §12.5.3) and returns the codings that
// the reader takes, by weight; Brotli first where the two weigh the same.
func accepted(headers []string) []coding {
	weights := map[coding]float64{}
	any, anyNamed := 0.0, false
	for item := range strings.SplitSeq(strings.Join(headers, ","), ",") {
		name, parameters, _ := strings.Cut(item, ";")
		switch name := coding(strings.ToLower(strings.TrimSpace(name))); name {
		case gzipCoding, brotliCode:
			weights[name] = weightOf(parameters)
		case "*":
			any, anyNamed = weightOf(parameters), true
		}
	}
	weight := func(c coding) float64 {
		if w, named := weights[c]; named || !anyNamed {
			return w
		}
		return any
	}
	switch gz, br := weight(gzipCoding), weight(brotliCode); {
	case gz <= 0 && br <= 0:
		return nil
	case gz <= 0:
		return []coding{brotliCode}
	case br <= 0:
		return []coding{gzipCoding}
	case gz > br:
		return []coding{gzipCoding, brotliCode}
	}
	return []coding{brotliCode, gzipCoding}
}

// weightOf reads the weight of an item; one that is not told is 1, one that
// cannot be read 0.
func weightOf(parameters string) float64 {
	name, value, _ := strings.Cut(strings.TrimSpace(parameters), "=")
	if strings.TrimSpace(strings.ToLower(name)) != "q" {
		return 1
	}
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return weight
}
