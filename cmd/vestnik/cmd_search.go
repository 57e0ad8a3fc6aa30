package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"vestnik/index"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
	"vestnik/publish"
)

func (a *app) searchCommand() *cobra.Command {
	var register, from, to, publishedFrom, publishedTo, sorting string
	var like string
	var facets, counted []string
	var size, page int
	cmd := &cobra.Command{
		Use: "search QUERY", Short: "The public search", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			q := pipeline.SearchQuery{Text: strings.Join(args, " "), Register: pipeline.RegisterID(register),
				Like: like, Count: counted, Sort: sorting, Size: size, Page: page, Facets: map[string]string{}}
			if q.Count == nil && !a.settings.json {
				q.Count = []string{} // a reader of lines has asked for no counts
			}
			var err error
			if q.From, q.To, err = dateRange("", from, to); err != nil {
				return err
			}
			if q.PublishedFrom, q.PublishedTo, err = dateRange("published-", publishedFrom, publishedTo); err != nil {
				return err
			}
			for _, f := range facets {
				name, value, ok := strings.Cut(f, "=")
				if !ok {
					return usageError{fmt.Errorf("--facet %q is not facet=value", f)}
				}
				q.Facets[name] = value
			}
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				searcher, closeSearch, err := a.openSearch(ctx, h)
				if err != nil {
					return err
				}
				defer closeSearch()
				result, err := searcher.Search(ctx, q)
				if err != nil {
					return err
				}
				if err := publish.NewPaperPlaces(h.office.Public()).Mark(ctx, result.Hits); err != nil {
					return err
				}
				return a.printFound(result, counted)
			})
		},
	}
	f := cmd.Flags()
	f.StringVar(&register, "register", "", "only this register")
	f.StringVar(&from, "from", "", "registered on or after, YYYY-MM-DD")
	f.StringVar(&to, "to", "", "registered on or before, YYYY-MM-DD")
	f.StringVar(&publishedFrom, "published-from", "", "published on or after, YYYY-MM-DD")
	f.StringVar(&publishedTo, "published-to", "", "published on or before, YYYY-MM-DD")
	f.StringArrayVar(&facets, "facet", nil, "register=…, year=…, kind=…, holder=… or record=…; repeatable")
	f.StringVar(&like, "like", "", "what resembles this entry, REGISTER/NUMBER")
	f.StringSliceVar(&counted, "count", nil, "count the hits by register, year, kind, language, os, dbms, record, holder or author; repeatable")
	f.StringVar(&sorting, "sort", "relevance", "relevance, date, published or number")
	f.IntVar(&size, "size", 20, "hits a page")
	f.IntVar(&page, "page", 1, "page, from 1")
	return cmd
}

// dateRange reads the days of the flags PREFIXfrom and PREFIXto.
func dateRange(prefix, from, to string) (first, last workday.Date, err error) {
	if from != "" {
		if first, err = workday.ParseDate(from); err != nil {
			return first, last, usageError{fmt.Errorf("--%sfrom: %w", prefix, err)}
		}
	}
	if to != "" {
		if last, err = workday.ParseDate(to); err != nil {
			return first, last, usageError{fmt.Errorf("--%sto: %w", prefix, err)}
		}
	}
	return first, last, nil
}

// printFound prints what was found, with the facets that were asked for.
func (a *app) printFound(r pipeline.SearchResult, counted []string) error {
	if a.settings.json {
		return a.printJSON(r)
	}
	fmt.Fprintf(a.out, "Найдено: %d\n", r.Total)
	if r.Widened {
		fmt.Fprintln(a.out, "Всего сразу нет ни в одной записи: показано похожее.")
	}
	for _, h := range r.Hits {
		fmt.Fprintf(a.out, "  %s  %s  %s\n", h.Number, h.Date, h.Title)
	}
	for _, facet := range counted {
		fmt.Fprintf(a.out, "%s:\n", facet)
		for _, c := range r.Facets[facet] {
			fmt.Fprintf(a.out, "  %6d  %s\n", c.Count, c.Value)
		}
	}
	if r.Suggestion != "" {
		fmt.Fprintf(a.out, "Возможно, вы искали: %s\n", r.Suggestion)
	}
	return nil
}

func (a *app) reindexCommand() *cobra.Command {
	return &cobra.Command{
		Use: "reindex", Short: "Rebuild what is derived: views and the search index, beside and swapped", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			return a.withHouse(ctx, houseOptions{}, func(h *house) error {
				if err := h.db.Rebuild(ctx); err != nil {
					return err
				}
				if err := index.Rebuild(ctx, a.settings.indexDir(), h.db, h.db, a.indexOptions(h)); err != nil {
					return err
				}
				head, err := h.db.Head(ctx)
				if err != nil {
					return err
				}
				if a.settings.json {
					return a.printJSON(map[string]any{"events": head})
				}
				fmt.Fprintf(a.out, "Производные данные построены заново по %d событиям.\n", head)
				return nil
			})
		},
	}
}
