package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// certificate is what was written down by hand of a real certificate of the
// office. «Name (RU)» is a name with its country.
type certificate struct {
	Number      string   `json:"number"`
	Title       string   `json:"title"`
	Signer      string   `json:"signer"`
	Holders     []string `json:"right_holders"`
	Authors     []string `json:"authors"`
	Application string   `json:"application_number"`
	Filed       string   `json:"filing_date"`
	Registered  string   `json:"registration_date"`
}

// states are the values by path.
func (c certificate) states() map[string]string {
	states := map[string]string{"certificate_number": c.Number, "title": c.Title, "signer": c.Signer,
		"application_number": c.Application, "filing_date": c.Filed, "registration_date": c.Registered}
	for list, all := range map[string][]string{"holders": c.Holders, "authors": c.Authors} {
		for i, one := range all {
			name, country, _ := strings.Cut(strings.TrimSuffix(one, ")"), " (")
			states[fmt.Sprintf("%s[%d].name", list, i)] = name
			states[fmt.Sprintf("%s[%d].country", list, i)] = country
		}
	}
	maps.DeleteFunc(states, func(_, v string) bool { return v == "" })
	for path, v := range states {
		states[path] = asText(v)
	}
	return states
}

// realCertificates are the values read off the real documents of a kind of ours
// whose values were written down; none where they are absent.
func (b *bench) realCertificates(ctx context.Context) (judgedSet, error) {
	set := judgedSet{name: "real certificates"}
	dir := b.real()
	if dir == "" {
		return set, nil
	}
	body, err := os.ReadFile(filepath.Join(dir, "FIELDS_GT_shared.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return set, nil
	}
	if err != nil {
		return set, err
	}
	var truths map[string]certificate
	if err := json.Unmarshal(body, &truths); err != nil {
		return set, err
	}
	for _, file := range slices.Sorted(maps.Keys(truths)) {
		if truths[file].Application == "" { // a paper of another office
			continue
		}
		pages, err := b.pages(ctx, filepath.Join(dir, file), 0)
		if err != nil {
			return set, err
		}
		set.values = append(set.values, judge(filepath.Base(file), truths[file].states(), b.recogniser.Recognise(file, pages).Fields)...)
	}
	return set, nil
}
