package pipeline

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"time"

	"vestnik/pipeline/regulation"
	"vestnik/pipeline/workday"
)

// Office is the application: it takes filings in, runs the stages, performs
// commands, keeps registers and closes issues. It holds nothing that must not be
// lost: all of that is in the journal and the objects.
type Office struct {
	journal    Journal
	views      Views
	objects    Objects
	extractor  Extractor
	recogniser Recogniser
	engine     *regulation.Engine
	press      Press
	signer     Signer
	clock      Clock
	log        *slog.Logger
	rules      HouseRules
	lot        Lot
	largeRead  chan struct{} // holds one token while a large document is in memory
}

// Parts are what an Office is made of. Press and Signer may be nil where no
// issue is ever closed; Extractor and Recogniser where nothing is read.
type Parts struct {
	Journal    Journal
	Views      Views
	Objects    Objects
	Extractor  Extractor
	Recogniser Recogniser
	Engine     *regulation.Engine
	Press      Press
	Signer     Signer
	Clock      Clock
	Logger     *slog.Logger
	Rules      HouseRules
	Lot        Lot // draws the spot checks; nil draws without a salt
}

// HouseRules are what the office decides where the acts are silent. What is left
// zero is taken from [DefaultHouseRules].
type HouseRules struct {
	Zone           *time.Location        // in which dates are told
	Calendar       *workday.Calendar     // of working days
	DefaultService string                // pack of a filing that names none
	MaxOriginal    int64                 // bytes; larger files are refused at the door
	MaxFiles       int                   // in one filing
	Numbering      map[string]string     // pattern by sequence; see [DefaultNumbering]
	SeriesOf       map[RegisterID]string // bulletin series in which a register is published
	SampleSize     int                   // cases of a quarter that a spot check looks at
	TempDir        string                // where originals are laid out for reading; empty is the system's
}

// DefaultHouseRules returns the stated defaults.
func DefaultHouseRules() HouseRules {
	return HouseRules{
		Zone:           time.FixedZone("MSK", 3*60*60),
		Calendar:       workday.Production(),
		DefaultService: "order-210",
		MaxOriginal:    4 << 30,
		MaxFiles:       2000,
		SampleSize:     DefaultSampleSize,
		Numbering:      DefaultNumbering(),
		SeriesOf: map[RegisterID]string{
			"programs": "programs", "databases": "programs",
			"inventions": "inventions", "utility-models": "inventions", "designs": "designs",
		},
	}
}

// orDefault fills in what was left zero.
func (r HouseRules) orDefault() HouseRules {
	d := DefaultHouseRules()
	r.Zone = cmp.Or(r.Zone, d.Zone)
	r.Calendar = cmp.Or(r.Calendar, d.Calendar)
	r.DefaultService = cmp.Or(r.DefaultService, d.DefaultService)
	r.MaxOriginal = cmp.Or(r.MaxOriginal, d.MaxOriginal)
	r.MaxFiles = cmp.Or(r.MaxFiles, d.MaxFiles)
	r.SampleSize = cmp.Or(r.SampleSize, d.SampleSize)
	if r.Numbering == nil {
		r.Numbering = d.Numbering
	}
	if r.SeriesOf == nil {
		r.SeriesOf = d.SeriesOf
	}
	return r
}

// NewOffice puts the parts together. It refuses missing parts as Internal and
// number patterns that would repeat themselves as Invalid.
func NewOffice(p Parts) (*Office, error) {
	if p.Journal == nil || p.Views == nil || p.Objects == nil || p.Engine == nil || p.Clock == nil {
		return nil, &Error{Op: "make office", Kind: Internal, Err: errors.New("journal, views, objects, engine and clock are required")}
	}
	if p.Logger == nil {
		p.Logger = slog.New(slog.DiscardHandler)
	}
	if p.Lot == nil {
		p.Lot = HashLot("")
	}
	p.Rules = p.Rules.orDefault()
	if err := CheckNumbering(p.Rules.Numbering); err != nil {
		return nil, err
	}
	return &Office{
		journal: p.Journal, views: p.Views, objects: p.Objects,
		extractor: p.Extractor, recogniser: p.Recogniser, engine: p.Engine,
		press: p.Press, signer: p.Signer, clock: p.Clock, log: p.Logger, rules: p.Rules,
		lot: p.Lot, largeRead: make(chan struct{}, 1),
	}, nil
}

// Engine returns the regulation engine, for pages that show the packs.
func (o *Office) Engine() *regulation.Engine { return o.engine }

// Zone is the time zone in which the office tells dates.
func (o *Office) Zone() *time.Location { return o.rules.Zone }

// now returns the instant in the office's own zone.
func (o *Office) now() time.Time { return o.clock().In(o.rules.Zone) }

// today returns the office's civil date.
func (o *Office) today() workday.Date { return workday.DateOf(o.now()) }

// Case returns a case by its id.
func (o *Office) Case(ctx context.Context, id CaseID) (*CaseFile, error) {
	d, err := o.views.Doc(ctx, ViewCases, string(id))
	if errors.Is(err, NotExist) {
		return nil, noCase(string(id))
	}
	if err != nil {
		return nil, err
	}
	var c CaseFile
	if err := json.Unmarshal(d.Body, &c); err != nil {
		return nil, &Error{Op: "read case", Doc: string(id), Kind: Corrupt, Err: err}
	}
	return &c, nil
}

// CaseByNumber returns a case by any number it bears, or by the number of a
// receipt for its later papers. The same digits may be an application's number and
// another case's registration number: the application's counts first, since it is
// of applications that people ask how far they are; what is registered is found in
// its register.
func (o *Office) CaseByNumber(ctx context.Context, number string) (*CaseFile, error) {
	for _, sequence := range o.sequences() {
		id, err := o.caseNumbered(ctx, sequence, number)
		if err != nil {
			return nil, err
		}
		if id != "" {
			return o.Case(ctx, id)
		}
	}
	if id, ok := caseOfAddition(number); ok {
		c, err := o.Case(ctx, id)
		if err == nil && c.hasAddition(number) {
			return c, nil
		}
		if err != nil && !errors.Is(err, NotExist) {
			return nil, err
		}
	}
	return nil, noCase(number)
}

// sequences lists the numbers that a case may bear, those that people ask by first.
func (o *Office) sequences() []string {
	list := []string{"receipt", "incoming", "application", "registration"}
	for _, p := range o.engine.Packs() {
		for _, n := range p.Numbers {
			if !slices.Contains(list, n.Name) {
				list = append(list, n.Name)
			}
		}
	}
	return list
}

func noCase(number string) error {
	return &Error{Op: "find case", Doc: number, Kind: NotExist, Advice: "Дела с номером " + number + " нет. Проверьте номер."}
}

// packOf returns the edition of the regulation that judges the case.
func (o *Office) packOf(c *CaseFile) (*regulation.Pack, error) {
	pack, err := o.engine.Edition(c.Pack.ID, c.Pack.Edition)
	if err != nil {
		return nil, &Error{Op: "find regulation", Doc: string(c.ID), Kind: Invalid, Err: err,
			Advice: "Редакция регламента, по которой принято дело, не загружена. Сообщите администратору."}
	}
	return pack, nil
}

// Events returns the history of a case as the journal keeps it.
func (o *Office) Events(ctx context.Context, id CaseID) ([]Event, error) {
	return o.journal.Stream(ctx, id.Stream(), 0)
}

// Terms returns the terms of a case as they stand now.
func (o *Office) Terms(ctx context.Context, c *CaseFile) ([]RunningTerm, error) {
	return o.termsAt(ctx, c, o.now())
}

func (o *Office) termsAt(ctx context.Context, c *CaseFile, at time.Time) ([]RunningTerm, error) {
	pack, rc, err := o.judgedBy(ctx, c)
	if err != nil {
		return nil, err
	}
	return o.engine.Terms(pack, rc, at), nil
}

// State returns where a case stands, with its dates and numbers.
func (o *Office) State(ctx context.Context, c *CaseFile) (regulation.State, error) {
	pack, rc, err := o.judgedBy(ctx, c)
	if err != nil {
		return regulation.State{}, err
	}
	return o.engine.State(pack, rc)
}
