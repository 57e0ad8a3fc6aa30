package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"vestnik/pipeline"
)

// registersView is the search over the registers, for the staff: what the public
// finds, and what is not published yet.
type registersView struct {
	Frame
	Query      string
	Found      []registerRow
	Total      int    // of what is published and answers the question
	ByWords    bool   // whether words can be searched for here
	Suggestion string // a query that finds more
	Drafts     int    // corrections that wait for a signature
}

// registerRow is one entry in a list.
type registerRow struct {
	Register    pipeline.RegisterID
	Number      string
	Title       string
	Holders     []string
	Unpublished bool
}

// maxFound bounds a list of entries.
const maxFound = 50

func (d *Desk) registersPage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	v := registersView{Frame: d.frame(me, "Реестры", "registers"), Query: trimmed(r.FormValue("q")), ByWords: d.Search != nil}
	drafts, err := d.Office.CorrectionDrafts(r.Context())
	if err != nil {
		return err
	}
	v.Drafts = len(drafts)
	if err := d.findEntries(r.Context(), &v); err != nil {
		return err
	}
	if v.Query != "" && len(v.Found) == 1 && v.Found[0].Number == v.Query {
		http.Redirect(w, r, entryAddress(string(v.Found[0].Register)+"/"+v.Found[0].Number), http.StatusSeeOther)
		return nil
	}
	return d.render(w, http.StatusOK, "registers", v)
}

// findEntries answers a question: by number at once, by words what is not
// published yet before what is.
func (d *Desk) findEntries(ctx context.Context, v *registersView) error {
	add := func(row registerRow) {
		if !slices.ContainsFunc(v.Found, func(f registerRow) bool { return f.Register == row.Register && f.Number == row.Number }) {
			v.Found = append(v.Found, row)
		}
	}
	addEntries := func(list []pipeline.Entry, err error) error {
		for _, e := range list[:min(len(list), maxFound)] {
			add(rowOf(e))
		}
		return err
	}
	if v.Query != "" {
		if err := addEntries(d.Office.EntriesNumbered(ctx, v.Query)); err != nil || len(v.Found) > 0 {
			return err
		}
	}
	if err := addEntries(d.Office.Unpublished(ctx, v.Query)); err != nil {
		return err
	}
	if d.Search == nil {
		return nil
	}
	found, err := d.Search.Search(ctx, pipeline.SearchQuery{Text: v.Query, Size: maxFound, Sort: sortFor(v.Query), Count: []string{}})
	if err != nil {
		return err
	}
	v.Total, v.Suggestion = found.Total, found.Suggestion
	for _, hit := range found.Hits {
		if hit.Number != "" && hit.Kind != "" { // an issue is found too
			add(registerRow{Register: hit.Register, Number: hit.Number, Title: hit.Title, Holders: hit.Holders})
		}
	}
	return nil
}

// sortFor puts the latest first where nothing was asked.
func sortFor(query string) string {
	if query == "" {
		return "published"
	}
	return ""
}

func rowOf(e pipeline.Entry) registerRow {
	if e.Public() {
		e = e.AsOf(pipeline.Entry{}.PublishedOn)
	}
	row := registerRow{Register: e.Register, Number: e.Number, Title: e.Title, Unpublished: !e.Public()}
	for _, h := range e.Holders {
		row.Holders = append(row.Holders, h.Name)
	}
	return row
}

// entryAddress is where an entry stands at the desk, by its key.
func entryAddress(key string) string {
	register, number, _ := strings.Cut(key, "/")
	return "/registers/" + url.PathEscape(register) + "/" + url.PathEscape(number)
}

// keyOf is the key of the entry that an address names.
func keyOf(r *http.Request) string { return r.PathValue("register") + "/" + r.PathValue("number") }
