package desk

import (
	"errors"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// regionMark is a place on the shown page that no word says, drawn on its image;
// in thousandths of the page.
type regionMark struct {
	rectangle
	Kind  pipeline.RegionKind
	Title string
}

// regionTitles say what a region seems to hold, and what to do with it.
var regionTitles = map[pipeline.RegionKind]string{
	pipeline.LostText:    "непрочитанный текст",
	pipeline.Handwriting: "рукописный текст",
	pipeline.Stamp:       "печать или штамп",
	pipeline.Figure:      "рисунок",
}

// regionKinds is the order in which regions are told, what needs a person first.
var regionKinds = []pipeline.RegionKind{pipeline.LostText, pipeline.Handwriting, pipeline.Stamp, pipeline.Figure}

// readSheet takes what was read off the shown page: its text, for people who
// cannot see its image, how it was read, and what on it was not.
func (l *fieldList) readSheet() error {
	s := &l.view.Sheet
	if s.Document == nil || s.Document.Pages == 0 || l.view.Private {
		return nil
	}
	p, err := l.desk.Office.Page(l.ctx, s.Document, s.Page)
	if errors.Is(err, pipeline.NotExist) {
		return nil // not read yet
	}
	if err != nil {
		return err
	}
	s.Text, s.Source, s.Reader = p.Text, p.Source, readerText(p)
	for _, r := range p.Regions {
		s.Regions = append(s.Regions, newRegionMark(r))
	}
	for _, kind := range regionKinds {
		if n := countRegions(p.Regions, kind); n > 0 {
			s.Legend = append(s.Legend, kind)
		}
	}
	return nil
}

func newRegionMark(r pipeline.Region) regionMark {
	return regionMark{
		Kind: r.Kind, Title: regionTitles[r.Kind],
		rectangle: rectangle{1000 * r.Box[0], 1000 * r.Box[1], 1000 * (r.Box[2] - r.Box[0]), 1000 * (r.Box[3] - r.Box[1])},
	}
}

func countRegions(regions []pipeline.Region, kind pipeline.RegionKind) int {
	n := 0
	for _, r := range regions {
		if r.Kind == kind {
			n++
		}
	}
	return n
}

// unreadText tells what of a page a person has to read.
func unreadText(u pipeline.PageUnread) string {
	var parts []string
	where := "На странице " + strconv.Itoa(u.Page)
	switch {
	case u.LostText == 1:
		parts = append(parts, where+" осталась непрочитанной строка")
	case u.LostText > 1:
		parts = append(parts, where+" осталось непрочитанных мест: "+strconv.Itoa(u.LostText))
	}
	if u.Handwriting > 0 {
		text := "рукописный текст: прочитайте сами"
		if len(parts) == 0 {
			text = where + " " + text
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ") + "."
}

// layerFaults say why a text layer was not believed, by the reader's own words.
var layerFaults = map[string]string{
	"no text":                                         "в нём нет текста",
	"characters without meaning":                      "знаки без значения",
	"no letters or digits":                            "в нём нет ни букв, ни цифр",
	"too few letters":                                 "слишком мало букв",
	"words of impossible length":                      "слова невозможной длины",
	"words run together":                              "слова слиплись",
	"letters in an order that Russian does not have":  "сочетания букв, которых в русском языке нет",
	"capitals within words":                           "заглавные буквы внутри слов",
	"signs within words":                              "посторонние знаки внутри слов",
	"words of Latin and Cyrillic letters mixed":       "русские и латинские буквы смешаны в одном слове",
	"Latin letters that make no words":                "латинские буквы не складываются в слова",
	"accented Latin letters in the place of Cyrillic": "вместо русских букв — латинские со значками",
	"hidden text of another language":                 "скрытый текст на другом языке",
}

// readerText tells how a page was read and, where its text layer was not taken,
// why; nothing for a page that nothing was read off.
func readerText(p pipeline.Page) string {
	how := ""
	switch {
	case p.Source == pipeline.FromOCR:
		how = "прочитано распознаванием"
	case p.Source == pipeline.FromTextLayer && p.Reader == pipeline.ReadByPoppler:
		how = "прочитан текстовый слой, запасной программой"
	case p.Source == pipeline.FromTextLayer:
		how = "прочитан текстовый слой"
	}
	switch {
	case p.Layer == nil:
	case !p.Layer.True:
		fault := "текстовый слой недостоверен"
		if why := layerFaults[p.Layer.Reason]; why != "" {
			fault += ": " + why
		}
		if how == "" {
			return fault
		}
		return fault + "; " + how
	case p.Layer.Repaired && how != "":
		how += ", кодировка исправлена"
	}
	return how
}
