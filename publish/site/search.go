package site

import (
	"cmp"
	"context"
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
	maxPage       = 1_000_000
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
	query, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, err
	}
	if s.Search == nil {
		return nil, noSearch()
	}
	switch form {
	case publish.CSV:
		return s.searchTable(r.Context(), query)
	case publish.RSS, publish.Atom, publish.JSON:
		return s.searchFeed(r.Context(), query, r.URL.RawQuery, form)
	}
	return s.searchPage(r.Context(), query, form)
}

// ask puts the question of the API.
func (s *server) ask(r *http.Request) (pipeline.SearchQuery, pipeline.SearchResult, error) {
	query, err := parseQuery(r.URL.RawQuery)
	if err != nil {
		return query, pipeline.SearchResult{}, err
	}
	if s.Search == nil {
		return query, pipeline.SearchResult{}, noSearch()
	}
	query.Size = cmp.Or(query.Size, publish.ForReading.Size)
	result, err := s.Search.Search(r.Context(), query)
	return query, result, err
}

// searchPage answers those who read.
func (s *server) searchPage(ctx context.Context, query pipeline.SearchQuery, form publish.Form) (*answer, error) {
	if query.Sort == "relevance" {
		query.Sort = "" // what the form says when nothing is chosen
	}
	asked := query
	asked.Size = cmp.Or(query.Size, publish.ForReading.Size)
	asked.Count = append(publish.SearchFacets(), query.Count...)
	result, err := s.Search.Search(ctx, asked)
	if err != nil {
		return nil, err
	}
	page := s.Press.SearchPage(query, result, publish.ForReading)
	page.Follow.Mail = s.Subscriber != nil
	return s.searchForm(page, form)
}

// searchForm is a page of hits in one of its forms.
func (s *server) searchForm(page publish.Page, form publish.Form) (*answer, error) {
	body, err := s.Press.Render(page, form)
	if err != nil {
		return nil, err
	}
	return &answer{body: body, mediaType: typeOf(page, form), cache: cacheMinute, total: strconv.Itoa(page.List.Total)}, nil
}

func noSearch() error {
	return &pipeline.Error{Op: "search", Kind: pipeline.Unavailable,
		Advice: "Поиск сейчас недоступен. Найти запись можно по реестрам и указателям бюллетеня."}
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
		Like: values.Get("like"), Count: values["count"], Page: 1,
	}
	if utf8.RuneCountInString(q.Text) > maxQueryRunes || !utf8.ValidString(q.Text) {
		return q, invalid("Запрос слишком длинный или записан неверно. Оставьте не больше " + strconv.Itoa(maxQueryRunes) + " знаков.")
	}
	q.Text = publish.Clean(q.Text)
	switch q.Sort {
	case "", "relevance", "date", "published", "number":
	default:
		return q, invalid("Такого порядка нет. Возможны: по соответствию, по дате регистрации, по дате публикации, по номеру.")
	}
	for name, day := range map[string]*workday.Date{"from": &q.From, "to": &q.To, "published_from": &q.PublishedFrom, "published_to": &q.PublishedTo} {
		if *day, err = parseDay(values.Get(name)); err != nil {
			return q, err
		}
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
