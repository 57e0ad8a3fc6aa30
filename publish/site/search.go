package site

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

// Limits of one question.
const (
	maxQueryRunes = 500
	maxHits       = 200
	maxPage       = 10000
	maxTableRows  = 10000 // of a search as CSV
)

// search answers /search and its other forms. extension is what follows the
// word: "" or ".rss".
func (s *server) search(r *http.Request, extension string) (*answer, error) {
	form := publish.HTML
	if extension != "" {
		form = publish.Form(strings.TrimPrefix(extension, "."))
	}
	if publish.MediaType(form) == publish.MediaType("") || extension == ".html" {
		return nil, notFound(r.URL.Path)
	}
	query, result, err := s.ask(r)
	if err != nil {
		return nil, err
	}
	page := s.Press.SearchPage(query, result)
	if form == publish.CSV {
		if page, err = s.wholeTable(r, query, result); err != nil {
			return nil, err
		}
	}
	body, err := s.Press.Render(page, form)
	if err != nil {
		return nil, err
	}
	return &answer{body: body, mediaType: typeOf(page, form), cache: cacheMinute, total: strconv.Itoa(result.Total)}, nil
}

// ask reads the question and puts it.
func (s *server) ask(r *http.Request) (pipeline.SearchQuery, pipeline.SearchResult, error) {
	query, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return query, pipeline.SearchResult{}, err
	}
	if s.Search == nil {
		return query, pipeline.SearchResult{}, &pipeline.Error{Op: "search", Kind: pipeline.Unavailable,
			Advice: "Поиск сейчас недоступен. Найти запись можно по реестрам и указателям бюллетеня."}
	}
	result, err := s.Search.Search(r.Context(), query)
	return query, result, err
}

// wholeTable asks on until every hit is there: a table is for counting.
func (s *server) wholeTable(r *http.Request, query pipeline.SearchQuery, first pipeline.SearchResult) (publish.Page, error) {
	all := first
	all.Hits = nil
	query.Size = maxHits
	for query.Page = 1; len(all.Hits) < min(first.Total, maxTableRows); query.Page++ {
		result, err := s.Search.Search(r.Context(), query)
		if err != nil {
			return publish.Page{}, err
		}
		if len(result.Hits) == 0 {
			break
		}
		all.Hits = append(all.Hits, result.Hits...)
	}
	query.Page = 0
	return s.Press.SearchPage(query, all), nil
}

// parseQuery reads the parameters of a search; what it cannot read is Invalid
// with advice, never ignored.
func parseQuery(raw string) (pipeline.SearchQuery, error) {
	values, err := url.ParseQuery(raw)
	if err != nil {
		return pipeline.SearchQuery{}, invalid("Адрес запроса записан с ошибкой. Наберите запрос заново.")
	}
	q := pipeline.SearchQuery{
		Text: values.Get("q"), Register: pipeline.RegisterID(values.Get("register")), Sort: values.Get("sort"),
		Size: publish.DefaultSearchSize, Page: 1,
	}
	if utf8.RuneCountInString(q.Text) > maxQueryRunes || !utf8.ValidString(q.Text) {
		return q, invalid("Запрос слишком длинный или записан неверно. Оставьте не больше " + strconv.Itoa(maxQueryRunes) + " знаков.")
	}
	q.Text = publish.Clean(q.Text)
	switch q.Sort {
	case "", "relevance", "date", "number":
	default:
		return q, invalid("Такого порядка нет. Возможны: по соответствию, по дате, по номеру.")
	}
	if q.From, err = parseDay(values.Get("from")); err != nil {
		return q, err
	}
	if q.To, err = parseDay(values.Get("to")); err != nil {
		return q, err
	}
	if q.Size, err = parseCount(values.Get("size"), q.Size, maxHits); err != nil {
		return q, err
	}
	if q.Page, err = parseCount(values.Get("page"), q.Page, maxPage); err != nil {
		return q, err
	}
	for _, facet := range values["facet"] {
		name, value, ok := strings.Cut(facet, "=")
		if !ok || name == "" || value == "" {
			return q, invalid("Условие записано неверно. Ожидается имя и значение через знак равенства, например year=2026.")
		}
		if q.Facets == nil {
			q.Facets = make(map[string]string)
		}
		q.Facets[name] = value
	}
	return q, nil
}

func parseDay(s string) (workday.Date, error) {
	if s == "" {
		return workday.Date{}, nil
	}
	d, err := workday.ParseDate(s)
	if err != nil {
		return d, invalid("Дата записана неверно. Ожидается год, месяц и день, например 2026-03-31.")
	}
	return d, nil
}

func parseCount(s string, otherwise, most int) (int, error) {
	if s == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > most {
		return 0, invalid("Число записано неверно. Ожидается целое от 1 до " + strconv.Itoa(most) + ".")
	}
	return n, nil
}

func invalid(advice string) error {
	return &pipeline.Error{Op: "read request", Kind: pipeline.Invalid, Advice: advice}
}

// status answers the progress of a case, or asks for its number.
func (s *server) status(r *http.Request, number string) (*answer, error) {
	if number == "" {
		if asked := strings.TrimSpace(r.URL.Query().Get("number")); asked != "" {
			return redirect(publish.Segment(publish.Clean(asked)), "", http.StatusSeeOther), nil
		}
		return s.statusAnswer(s.Press.StatusFormPage(), publish.HTML)
	}
	form := publish.HTML
	for _, other := range []publish.Form{publish.Markdown, publish.JSON} {
		if stem, ok := strings.CutSuffix(number, "."+string(other)); ok {
			number, form = stem, other
		}
	}
	status, err := s.statusOf(r, strings.TrimSuffix(number, "/"))
	if err != nil {
		return nil, err
	}
	if strings.HasSuffix(number, "/") {
		return redirect("../"+publish.Segment(publish.Clean(status.Number)), "", http.StatusPermanentRedirect), nil
	}
	return s.statusAnswer(s.Press.StatusPage(status), form)
}

func (s *server) statusOf(r *http.Request, segment string) (pipeline.PublicStatus, error) {
	number, ok := publish.FromSegment(segment)
	if !ok {
		number = segment // typed by hand, not written by the press
	}
	if s.Status == nil {
		return pipeline.PublicStatus{}, &pipeline.Error{Op: "status", Kind: pipeline.Unavailable,
			Advice: "Состояние заявки сейчас узнать нельзя. Попробуйте позже."}
	}
	return s.Status.Status(r.Context(), number)
}

// statusAnswer is never kept by anybody: a case moves on.
func (s *server) statusAnswer(page publish.Page, form publish.Form) (*answer, error) {
	body, err := s.Press.Render(page, form)
	return &answer{body: body, mediaType: publish.MediaType(form), cache: cacheNever}, err
}
