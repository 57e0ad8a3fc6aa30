package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"vestnik/pipeline"
)

// siteFile names, inside the data directory, the address of the site that holds
// the search index open: one process at a time may.
const siteFile = "site.url"

// announceSite leaves the site's address for other commands until forget is called.
func (a *app) announceSite(address string) (forget func(), err error) {
	path := filepath.Join(a.settings.data, siteFile)
	if err := os.WriteFile(path, []byte(address), 0o600); err != nil {
		return nil, &pipeline.Error{Op: "announce site", Doc: path, Kind: pipeline.Unavailable, Err: err}
	}
	return func() { _ = os.Remove(path) }, nil // a stale address is asked in vain, no more
}

// openSearch opens the index, or asks the site of a running process that holds it.
func (a *app) openSearch(ctx context.Context, h *house) (pipeline.Searcher, func() error, error) {
	ix, err := a.openIndex(ctx, h)
	if err == nil {
		return ix, ix.Close, nil
	}
	if !errors.Is(err, pipeline.Unavailable) {
		return nil, nil, err
	}
	address, readErr := os.ReadFile(filepath.Join(a.settings.data, siteFile))
	if readErr != nil {
		return nil, nil, err
	}
	return remoteSearch{base: string(address), client: &http.Client{Timeout: time.Minute}}, func() error { return nil }, nil
}

// remoteSearch asks the API of a running site.
type remoteSearch struct {
	base   string
	client *http.Client
}

func (s remoteSearch) Search(ctx context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	var result pipeline.SearchResult
	values := url.Values{"q": {q.Text}, "register": {string(q.Register)}, "sort": {q.Sort}, "from": {q.From.String()}, "to": {q.To.String()},
		"published_from": {q.PublishedFrom.String()}, "published_to": {q.PublishedTo.String()}, "like": {q.Like}, "count": q.Count,
		"size": {strconv.Itoa(q.Size)}, "page": {strconv.Itoa(q.Page)}}
	for name, value := range q.Facets {
		values.Add("facet", name+"="+value)
	}
	address := strings.TrimSuffix(s.base, "/") + "/api/v1/search?" + values.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return result, err
	}
	response, err := s.client.Do(request)
	if err != nil {
		return result, &pipeline.Error{Op: "search", Doc: s.base, Kind: pipeline.Unavailable, Err: err,
			Advice: "Поисковый индекс занят другой программой, а её сайт не отвечает. Остановите её или повторите позже."}
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return result, &pipeline.Error{Op: "search", Doc: s.base, Kind: pipeline.Unavailable, Err: fmt.Errorf("the site answered %s", response.Status)}
	}
	return result, json.NewDecoder(response.Body).Decode(&result)
}
