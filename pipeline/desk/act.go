package desk

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// nameKind records which papers a file holds.
func (d *Desk) nameKind(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	if err := r.ParseForm(); err != nil {
		return broken(err)
	}
	id, document := pipeline.CaseID(r.PathValue("id")), pipeline.Digest(r.PostFormValue("document"))
	c, err := d.Office.Case(r.Context(), id)
	if err != nil {
		return err
	}
	papers, err := d.vocabularyOf(c).readPapers(r.PostForm["kind"], r.PostForm["pages"])
	if err != nil {
		return err
	}
	if len(papers) == 1 && len(papers[0].Pages) == 0 {
		_, err = d.Office.NameKind(r.Context(), id, person(me), document, papers[0].Kind)
	} else {
		_, err = d.Office.NamePapers(r.Context(), id, person(me), document, papers)
	}
	if err != nil {
		return err
	}
	q := url.Values{"done": {"named"}}
	keep(q, r, "doc", "page")
	http.Redirect(w, r, caseAddress(id)+"?"+q.Encode()+"#page", http.StatusSeeOther)
	return nil
}

// readPapers pairs the kinds of the form with their pages; lines without a kind are spare.
func (w vocabulary) readPapers(kinds, pageLists []string) ([]pipeline.Segment, error) {
	var papers []pipeline.Segment
	for i, kind := range kinds {
		if kind == "" {
			continue
		}
		if !w.knowsKind(pipeline.DocumentKind(kind)) {
			return nil, &pipeline.Error{Op: "name papers", Doc: kind, Kind: pipeline.Invalid, Advice: "Такого вида документа нет. Выберите вид из списка."}
		}
		paper := pipeline.Segment{Kind: pipeline.DocumentKind(kind)}
		if i < len(pageLists) {
			var err error
			if paper.Pages, err = readPages(pageLists[i]); err != nil {
				return nil, err
			}
		}
		papers = append(papers, paper)
	}
	if len(papers) == 0 {
		return nil, &pipeline.Error{Op: "name papers", Kind: pipeline.Invalid, Advice: "Выберите вид документа."}
	}
	return papers, nil
}

// maxNamedPages bounds a range of pages that a person types.
const maxNamedPages = 20000

var pageRange = regexp.MustCompile(`^(\d{1,5})(?:\s*[-–—]\s*(\d{1,5}))?$`)

// readPages reads page numbers as people write them: 1–3, 5.
func readPages(list string) ([]int, error) {
	var pages []int
	for _, part := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ';' }) {
		if part = trimmed(part); part == "" {
			continue
		}
		m := pageRange.FindStringSubmatch(part)
		if m == nil {
			return nil, &pipeline.Error{Op: "read pages", Doc: part, Kind: pipeline.Invalid,
				Advice: "Страницы «" + part + "» указаны неверно: нужно, например, 1–3, 5."}
		}
		from, _ := strconv.Atoi(m[1])
		to := from
		if m[2] != "" {
			to, _ = strconv.Atoi(m[2])
		}
		for n := from; n <= to && len(pages) < maxNamedPages; n++ {
			pages = append(pages, n)
		}
	}
	return pages, nil
}

func (d *Desk) reviveStage(w http.ResponseWriter, r *http.Request, me pipeline.Account) error {
	id := pipeline.CaseID(r.PathValue("id"))
	if err := d.Office.Revive(r.Context(), id, person(me)); err != nil {
		return err
	}
	http.Redirect(w, r, caseAddress(id)+"?done=revived", http.StatusSeeOther)
	return nil
}

// keep carries values of the form over into the address to return to.
func keep(q url.Values, r *http.Request, keys ...string) {
	for _, key := range keys {
		if v := r.PostFormValue(key); v != "" {
			q.Set(key, v)
		}
	}
}

// broken explains a form that did not arrive whole.
func broken(err error) error {
	return &pipeline.Error{Op: "read form", Kind: pipeline.Invalid, Err: err, Advice: "Форма отправлена не полностью. Повторите действие."}
}
