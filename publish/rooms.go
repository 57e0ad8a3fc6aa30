package publish

import (
	"context"
	"crypto/ed25519"
	"strconv"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// Site is the public site at one state of the catalogue. What pages there are is
// said once, by its rooms: the static copy writes them all, the server looks one
// up. It is safe for concurrent use.
type Site struct {
	Survey    *Survey
	press     *Press
	catalogue pipeline.Catalogue
	public    ed25519.PublicKey
	made      madePages
	kept      keptFigures
	papers    *PaperPlaces
}

// Open surveys the catalogue for the pages that tell of it as a whole. The key is
// published beside the bulletin; nil publishes none.
func (p *Press) Open(ctx context.Context, catalogue pipeline.Catalogue, public ed25519.PublicKey) (*Site, error) {
	survey, err := p.Survey(ctx, catalogue)
	if err != nil {
		return nil, err
	}
	return &Site{Survey: survey, press: p, catalogue: catalogue, public: public, papers: NewPaperPlaces(catalogue)}, nil
}

// yieldPage takes a page that a room has made; its error ends the making.
type yieldPage func(Page) error

// room is one kind of pages: how one is found by its address, and how all are
// made for a static copy, by what each is made of. Functions that a room has no
// use for are nil. A page must come out the same both ways.
type room struct {
	// at returns the page of a folder, whose path is given taken apart at its
	// slashes; false where none of the room's pages stands. The first page of the
	// site is asked for as [""].
	at func(ctx context.Context, s *Site, parts []string) (Page, bool, error)
	// yearly is whether the room's pages gather the issues of a year; the sitemap names
	// them with these.
	yearly bool
	// all yields the pages that are of no single issue, entry or register's year.
	all func(ctx context.Context, s *Site, yield yieldPage) error
	// issue yields the pages of one closed issue, which comes with its entries. It
	// may rest on these, on their records and on the issue's neighbours alone: the
	// static copy makes the pages again only when one of them changes.
	issue func(ctx context.Context, s *Site, issue pipeline.Issue, yield yieldPage) error
	// entry yields the pages of one public entry and may rest on nothing else but the
	// signed files of its issues, which never change; the survey may not be whole yet. It is called concurrently.
	entry func(ctx context.Context, s *Site, e pipeline.Entry, yield yieldPage) error
	// year yields the pages of what one register registered in one year, by number,
	// and may rest on nothing else.
	year func(s *Site, id pipeline.RegisterID, year int, records []Record, yield yieldPage) error
	// day yields the pages of what one register, or all of them (""), first published
	// on one day, and may rest on nothing else but the day before it.
	day func(s *Site, id pipeline.RegisterID, day workday.Date, records []Record, yield yieldPage) error
}

// rooms are all pages of the public site but the search, the progress of a case
// and errors, which static files cannot answer. The first room that knows an
// address has it.
var rooms = []room{
	homeRoom, searchHelpRoom,
	bulletinRoom, verifyRoom, seriesRoom, feedRoom, seriesYearRoom, yearIndexRoom, issueRoom,
	registersRoom, registerRoom, entryRoom, noticeRoom, asOfRoom, registerYearRoom, publishedRoom,
	regulationsRoom, actRoom,
	howToRoom, figuresRoom, aboutRoom, accessibilityRoom, dataRoom, apiDocsRoom,
}

// Page returns the page of a folder ("" or with a trailing slash), or a NotExist
// error.
func (s *Site) Page(ctx context.Context, folder string) (Page, error) {
	parts := strings.Split(strings.TrimSuffix(folder, "/"), "/")
	for _, room := range rooms {
		if room.at == nil {
			continue
		}
		page, ok, err := room.at(ctx, s, parts)
		if err != nil {
			return page, err
		}
		if ok {
			return s.press.linked(page), nil
		}
	}
	return Page{}, &pipeline.Error{Op: "find page", Doc: folder, Kind: pipeline.NotExist}
}

// eachPage yields the pages that are of no single issue, entry or year.
func (s *Site) eachPage(ctx context.Context, yield yieldPage) error {
	yield = s.press.linking(yield)
	for _, room := range rooms {
		if room.all == nil {
			continue
		}
		if err := room.all(ctx, s, yield); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) eachPageOfIssue(ctx context.Context, issue pipeline.Issue, yield yieldPage) error {
	yield = s.press.linking(yield)
	for _, room := range rooms {
		if room.issue == nil {
			continue
		}
		if err := room.issue(ctx, s, issue, yield); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) eachPageOfEntry(ctx context.Context, e pipeline.Entry, yield yieldPage) error {
	yield = s.press.linking(yield)
	for _, room := range rooms {
		if room.entry == nil {
			continue
		}
		if err := room.entry(ctx, s, e, yield); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) eachPageOfYear(id pipeline.RegisterID, year int, records []Record, yield yieldPage) error {
	yield = s.press.linking(yield)
	for _, room := range rooms {
		if room.year == nil {
			continue
		}
		if err := room.year(s, id, year, records, yield); err != nil {
			return err
		}
	}
	return nil
}

func (s *Site) eachPageOfDay(id pipeline.RegisterID, day workday.Date, records []Record, yield yieldPage) error {
	yield = s.press.linking(yield)
	for _, room := range rooms {
		if room.day == nil {
			continue
		}
		if err := room.day(s, id, day, records, yield); err != nil {
			return err
		}
	}
	return nil
}

// linking yields pages with what machines read of them.
func (p *Press) linking(yield yieldPage) yieldPage {
	return func(page Page) error { return yield(p.linked(page)) }
}

// eachOf yields pages one after another.
func eachOf(pages []Page, yield yieldPage) error {
	for _, page := range pages {
		if err := yield(page); err != nil {
			return err
		}
	}
	return nil
}

// single is a room of one page, at a fixed path.
func single(path string, page func(s *Site) Page) room {
	return room{
		at: func(_ context.Context, s *Site, parts []string) (Page, bool, error) {
			if strings.Join(parts, "/") != strings.TrimSuffix(path, "/") {
				return Page{}, false, nil
			}
			return page(s), true, nil
		},
		all: func(_ context.Context, s *Site, yield yieldPage) error { return yield(page(s)) },
	}
}

// Ordinal reads a number as the press writes it: one address, one page.
func Ordinal(s string) (int, bool) {
	n, err := strconv.Atoi(s)
	return n, err == nil && n >= 0 && strconv.Itoa(n) == s
}
