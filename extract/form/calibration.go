package form

import (
	_ "embed"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

//go:embed calibration.yaml
var calibrationFile []byte

// Calibration says how likely a reading is right by its grounds. It is made by
// "make calibrate" from papers whose text is known.
type Calibration struct {
	Made string `yaml:"made"` // by what, on what, when

	// One model for what OCR read, one for what came as text.
	OCR  Model `yaml:"ocr"`
	Text Model `yaml:"text"`
}

// Model turns grounds into a probability: a sum of weighted signs, made true by a
// curve. No weight is negative and the curve never falls, so that nothing that
// speaks for a reading can lower its confidence.
type Model struct {
	Groups map[string]float64 `yaml:"groups"` // where the sum begins, by group of fields
	Signs  map[string]float64 `yaml:"signs"`  // weights by the names of [Signs]
	Curve  Curve              `yaml:"curve"`
	// Limited is the curve of readings that are never sure ([Limited]).
	Limited Curve `yaml:"limited"`
}

// Curve is knots of sum and probability, rising.
type Curve [][2]float64

// Embedded is the calibration that readings get.
func Embedded() (*Calibration, error) { return embedded() }

var embedded = sync.OnceValues(func() (*Calibration, error) {
	var c Calibration
	if err := yaml.UnmarshalWithOptions(calibrationFile, &c, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("calibration.yaml: %w", err)
	}
	for name, m := range map[string]Model{"ocr": c.OCR, "text": c.Text} {
		if err := m.validate(); err != nil {
			return nil, fmt.Errorf("calibration.yaml: %s: %w", name, err)
		}
	}
	return &c, nil
})

// validate refuses a model that is not monotone or knows signs that do not exist.
func (m Model) validate() error {
	if _, ok := m.Groups[GroupRest]; !ok {
		return fmt.Errorf("no group %q", GroupRest)
	}
	for name, w := range m.Signs {
		if !slices.Contains(signNames, name) || w < 0 {
			return fmt.Errorf("sign %q: unknown or negative", name)
		}
	}
	return errors.Join(m.Curve.validate(), m.Limited.validate())
}

func (c Curve) validate() error {
	if len(c) < 2 {
		return errors.New("a curve of less than two knots")
	}
	for i, k := range c {
		if k[1] < 0 || k[1] > 1 || i > 0 && (k[0] <= c[i-1][0] || k[1] < c[i-1][1]) {
			return fmt.Errorf("the curve falls or leaves 0 to 1 at knot %d", i+1)
		}
	}
	return nil
}

// Probability is how likely a reading of a field is right.
func (c *Calibration) Probability(field string, g pipeline.Grounds) float64 {
	m := c.OCR
	if g.Source != pipeline.FromOCR {
		m = c.Text
	}
	sum := m.Sum(field, g)
	if GroupOf(field) == "identifier" && g.Fit <= qualityInvalid {
		return round(math.Min(m.Limited.at(sum), g.Fit)) // as printed it may stand, but it is no such number
	}
	if Limited(field, g) {
		return round(math.Min(m.Limited.at(sum), pipeline.SureFrom-0.005))
	}
	return round(m.Curve.at(sum))
}

// Sum adds up what speaks for a reading.
func (m Model) Sum(field string, g pipeline.Grounds) float64 {
	sum, ok := m.Groups[GroupOf(field)]
	if !ok {
		sum = m.Groups[GroupRest]
	}
	for i, v := range Signs(g) {
		sum += m.Signs[signNames[i]] * v
	}
	return sum
}

// at reads the curve between its knots; beyond them it is level.
func (c Curve) at(sum float64) float64 {
	i, exact := slices.BinarySearchFunc(c, sum, func(k [2]float64, sum float64) int {
		switch {
		case k[0] < sum:
			return -1
		case k[0] > sum:
			return 1
		}
		return 0
	})
	switch {
	case exact || i == 0:
		return c[i][1]
	case i == len(c):
		return c[i-1][1]
	}
	a, b := c[i-1], c[i]
	return a[1] + (b[1]-a[1])*(sum-a[0])/(b[0]-a[0])
}

// signNames are the signs in the order of [Signs].
var signNames = []string{"worst", "digit", "exact-digit", "clear-digit", "label", "fit", "few-words", "few-digits", "not-tiny", "checked", "shaped",
	"one-script", "orderly", "alone", "unmarred", "print", "undoubted", "spelt", "well-spelt", "twice", "repeated", "undisputed", "agreed", "undenied"}

// SignNames names what [Signs] returns.
func SignNames() []string { return slices.Clone(signNames) }

// Signs are the grounds as numbers of which more is better. Confidences come as log
// odds: from .95 to .99 is as far as from .8 to .95.
func Signs(g pipeline.Grounds) []float64 {
	exact := 0.0
	if g.Exact {
		exact = odds(g.Digit)
	}
	return []float64{
		odds(g.Worst), odds(g.Digit), exact, one(!g.Exact || g.Digit >= clearPrint), odds(g.Label), odds(g.Fit),
		-math.Log1p(float64(g.Words)), -math.Log1p(float64(g.Digits)), math.Min(float64(g.Letters), tiny) / tiny,
		one(g.Checked), one(g.Shaped), one(!g.Twofold), one(g.Orderly), one(g.Alone), one(!g.Marred),
		odds(g.Print), -math.Sqrt(g.Doubtful), g.Spelt, one(g.Spelt == 1), one(g.Twice),
		g.Repeated, -math.Min(float64(g.Disputed), 2), math.Min(float64(g.Agreed), 1), -math.Min(float64(g.Differs), 1),
	}
}

// tiny is how many letters and digits a value needs to be held by its own sense:
// «Со» may be Go, but «персональный» is nothing else.
const tiny = 6

// odds are the log odds of a probability, kept from extremes.
func odds(p float64) float64 {
	p = math.Min(math.Max(p, 0.05), 0.99)
	return math.Log(p / (1 - p))
}

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// GroupRest is the group of fields that no group names.
const GroupRest = "text"

// groups of fields that go wrong in the same ways, by the last part of the name.
var groups = map[string][]string{
	"identifier": {"inn", "ogrn", "snils", "kpp"},
	"number": {"patent_number", "patent_numbers", "application_number", "certificate_number", "number", "document", "amount",
		"published_in", "deposit_pages", "contract", "uin", "complained_case"},
	"date":    {"date", "birth_date", "paid_on", "statement_date", "published_on", "creation_year", "publication_year", "registration_date", "filing_date"},
	"contact": {"phone", "email"},
	"choice":  {"kind", "mention", "object", "no_offers", "electronic_answer"},
	"country": {"country", "citizenship", "publication_country"},
	"person":  {"name", "pseudonym", "representative", "official"},
	"place":   {"address", "correspondence_address"},
	"short":   {"language", "os", "dbms", "size", "computer_type", "position"},
	"prose":   {"abstract", "subject", "arguments", "reason", "changes"},
}

// GroupOf is the group of a field: "identifier" of "holders.inn".
func GroupOf(field string) string {
	leaf := leafOf(field)
	for name, leaves := range groups {
		if slices.Contains(leaves, leaf) {
			return name
		}
	}
	return GroupRest
}

// trust puts the probability of being right in the place of every reading's first
// confidence. What the whole file says of a value is known only then.
func (c *Calibration) trust(fields pipeline.Fields, w *witness) {
	each(fields, func(name string, r *pipeline.Reading) {
		w.testify(*r)
		r.Grounds.Shaped = shaped(name, r.Value)
		if r.Grounds.Source == pipeline.FromOCR {
			text := fmt.Sprint(r.Value)
			r.Grounds.Twofold, r.Grounds.Odd, r.Grounds.Spelt = twofold(name, text), misprinted(name, text), spelt(text)
		} else {
			r.Grounds.Spelt = 1
		}
		r.Confidence = c.Probability(name, *r.Grounds)
		r.Sure = r.Confidence >= pipeline.SureFrom
	})
}
