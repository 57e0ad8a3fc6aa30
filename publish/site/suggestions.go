package site

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
	"vestnik/publish"
)

// mostSuggestions is how many titles are offered to somebody who types.
const mostSuggestions = 10

// suggestions answers browsers that complete what is typed into their search field
// (OpenSearch Suggestions 1.1): titles of what the words so far find, the last of
// them as the beginning of a word. A question half typed finds nothing; it is no
// error.
func (s *server) suggestions(r *http.Request) (*answer, error) {
	if s.Search == nil {
		return nil, noSearch()
	}
	typed := publish.Clean(r.URL.Query().Get("q"))
	titles := []string{}
	if n := utf8.RuneCountInString(typed); n > 0 && n <= maxQueryRunes {
		query := pipeline.SearchQuery{Text: begun(typed), Page: 1, Size: mostSuggestions, Count: []string{}}
		result, err := s.Search.Search(r.Context(), query)
		if err != nil && pipeline.KindOf(err) != pipeline.Invalid {
			return nil, err
		}
		for _, hit := range result.Hits {
			if title := publish.Clean(hit.Title); title != "" && !slices.Contains(titles, title) {
				titles = append(titles, title)
			}
		}
	}
	body, err := json.Marshal([]any{typed, titles})
	if err != nil {
		return nil, &pipeline.Error{Op: "write answer", Kind: pipeline.Internal, Err: err}
	}
	return &answer{body: append(body, '\n'), mediaType: "application/x-suggestions+json", cache: cacheMinute, open: true}, nil
}

// begun is a question whose last word is the beginning of one.
func begun(typed string) string {
	last, _ := utf8.DecodeLastRuneInString(typed)
	word := typed[strings.LastIndexByte(typed, ' ')+1:]
	if !unicode.IsLetter(last) && !unicode.IsDigit(last) || utf8.RuneCountInString(word) < 2 {
		return typed
	}
	return typed + "*"
}
