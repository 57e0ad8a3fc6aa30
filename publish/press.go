package publish

import (
	"html/template"
	"net/url"
	"strings"
	"time"

	"github.com/yuin/goldmark"

	"vestnik/pipeline"
)

// Press makes pages and issues. It is safe for concurrent use.
type Press struct {
	config    Config
	base      string // BaseURL with a trailing slash
	location  *time.Location
	series    map[string]Series
	registers map[pipeline.RegisterID]Register
	rank      map[pipeline.RegisterID]int // the order in which sections stand
	markdown  goldmark.Markdown
	layout    *template.Template
}

var _ pipeline.Press = (*Press)(nil)

// NewPress returns a press for the office of the configuration; an Invalid error
// says what is wrong with it.
func NewPress(config Config) (*Press, error) {
	if err := config.Validate(); err != nil {
		return nil, &pipeline.Error{Op: "configure press", Kind: pipeline.Invalid, Err: err,
			Advice: "Настройки бюллетеня заданы неверно. Исправьте адрес сайта, сведения о ведомстве, серии и реестры."}
	}
	layout, err := parseTemplates()
	if err != nil {
		return nil, &pipeline.Error{Op: "parse templates", Kind: pipeline.Internal, Err: err}
	}
	base, err := url.Parse(config.BaseURL)
	if err != nil {
		return nil, &pipeline.Error{Op: "configure press", Kind: pipeline.Invalid, Err: err}
	}
	p := &Press{
		config:    config,
		base:      strings.TrimSuffix(base.String(), "/") + "/",
		location:  config.Location,
		series:    make(map[string]Series),
		registers: make(map[pipeline.RegisterID]Register),
		rank:      make(map[pipeline.RegisterID]int),
		markdown:  newMarkdown(),
		layout:    layout,
	}
	if p.location == nil {
		p.location = time.FixedZone("MSK", 3*60*60)
	}
	if p.config.FeedIssues == 0 {
		p.config.FeedIssues = 5
	}
	for _, s := range config.Series {
		p.series[s.ID] = s
	}
	for i, r := range config.Registers {
		p.registers[r.ID] = r
		p.rank[r.ID] = i
	}
	return p, nil
}

// BaseURL returns the absolute address of the site's root, with a trailing slash.
func (p *Press) BaseURL() string { return p.base }

// Config returns what the press was made with.
func (p *Press) Config() Config { return p.config }

// seriesOf returns the series, named by its id when it is not configured: an
// imported past must not be lost for want of a title.
func (p *Press) seriesOf(id string) Series {
	if s, ok := p.series[id]; ok {
		return s
	}
	return Series{ID: id, Title: "Серия " + id}
}

// registerOf returns the register, named by its id when it is not configured.
func (p *Press) registerOf(id pipeline.RegisterID) Register {
	if r, ok := p.registers[id]; ok {
		return r
	}
	return Register{ID: id, Title: "Реестр " + string(id), Object: "объекта", Objects: "объектов"}
}
