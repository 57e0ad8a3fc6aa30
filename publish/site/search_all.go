package site

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"vestnik/pipeline"
	"vestnik/publish"
)

// tableInMemory is up to how many hits a table is made before it is sent: it has a
// length and an ETag then. A longer one is written as it is found.
const tableInMemory = 10_000

// searchFeed answers those who follow a question: what was published last comes
// first, and document by document (RFC 5005 §3) everything to the oldest. The feed
// is named by its question, and has the address at which it was asked for.
func (s *server) searchFeed(ctx context.Context, query pipeline.SearchQuery, asked string, form publish.Form) (*answer, error) {
	newest := query
	newest.Sort = cmp.Or(query.Sort, "published")
	newest.Size = cmp.Or(query.Size, publish.ForFollowing.Size)
	newest.Count = []string{}
	result, err := s.stretch(ctx, newest)
	if err != nil {
		return nil, err
	}
	page := s.Press.SearchPage(query, result, publish.ForFollowing)
	if wellSpelt(asked) {
		page.Asked = asked
	}
	return s.searchForm(page, form)
}

// wellSpelt reports whether a query is written in the characters of RFC 3986 §3.4,
// so that it can stand in a document as it is.
func wellSpelt(query string) bool {
	return strings.IndexFunc(query, func(r rune) bool {
		letter, digit := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z', '0' <= r && r <= '9'
		return !letter && !digit && !strings.ContainsRune("-._~%!$&'()*+,;=:@/?", r)
	}) < 0
}

// stretch returns the hits of one document of a feed, however deep it lies.
func (s *server) stretch(ctx context.Context, q pipeline.SearchQuery) (pipeline.SearchResult, error) {
	end := q.Page * q.Size
	if end <= publish.ForReading.Last {
		return s.Search.Search(ctx, q)
	}
	var result pipeline.SearchResult
	at := 0
	total, err := s.Search.Walk(ctx, q, func(h pipeline.SearchHit) error {
		if at++; at > end-q.Size && at <= end {
			result.Hits = append(result.Hits, h)
		}
		return nil
	})
	result.Total = total
	return result, err
}

// searchTable answers those who count: every hit as CSV.
func (s *server) searchTable(ctx context.Context, query pipeline.SearchQuery) (*answer, error) {
	query.Count = []string{}
	query.Size, query.Page = 1, 1
	first, err := s.Search.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	a := &answer{mediaType: publish.MediaType(publish.CSV), cache: cacheMinute, total: strconv.Itoa(first.Total)}
	if first.Total > tableInMemory {
		a.stream = func(ctx context.Context, w io.Writer) error {
			_, err := s.writeTable(ctx, w, query)
			return err
		}
		return a, nil
	}
	var b bytes.Buffer
	total, err := s.writeTable(ctx, &b, query)
	a.body, a.total = b.Bytes(), strconv.Itoa(total)
	return a, err
}

// writeTable writes the heading and a row for every hit.
func (s *server) writeTable(ctx context.Context, w io.Writer, query pipeline.SearchQuery) (total int, err error) {
	table := publish.NewTable(w, publish.SearchColumns())
	total, err = s.Search.Walk(ctx, query, func(h pipeline.SearchHit) error { return table.Row(publish.HitRow(h)) })
	return total, errors.Join(err, table.Close())
}
