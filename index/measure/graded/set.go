package graded

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/goccy/go-yaml"

	"vestnik/extract/opendata"
	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

//go:embed sets/*.yaml
var files embed.FS

// Register is the set whose documents are the office's open data.
const Register = "register"

// Kind says what is hard about a question.
type Kind string

// The kinds of questions.
const (
	Form     Kind = "form"     // in other grammatical forms than the document
	Phrase   Kind = "phrase"   // words in their order
	Name     Kind = "name"     // of people and organisations
	Number   Kind = "number"   // of registrations, whole or in part
	Typo     Kind = "typo"     // slips, the other keyboard
	Translit Kind = "translit" // a name in the other alphabet
	Query    Kind = "question" // as one would ask a person
	Topic    Kind = "topic"    // words for a matter, in the query language or without
)

// Kinds returns every kind in the order of reports.
func Kinds() []Kind { return []Kind{Form, Phrase, Name, Number, Typo, Translit, Query, Topic} }

// Question is one question and the grade of each entry that answers it, by number.
type Question struct {
	ID     string         `yaml:"id"`
	Kind   Kind           `yaml:"kind"`
	Text   string         `yaml:"query"`
	Grades map[string]int `yaml:"grades"`
}

// Set is a collection of questions and, unless it is Register, of the documents
// that they are asked of.
type Set struct {
	Name      string
	Documents []Document `yaml:"documents"`
	Questions []Question `yaml:"questions"`
}

// Document is what matters of an entry; the rest is that of an ordinary program.
type Document struct {
	Number      string   `yaml:"number"`
	Application string   `yaml:"application"`
	Kind        string   `yaml:"kind"`
	Title       string   `yaml:"title"`
	Abstract    string   `yaml:"abstract"`
	Authors     []string `yaml:"authors"`
	Holders     []string `yaml:"holders"`
	Language    string   `yaml:"language"`
	OS          string   `yaml:"os"`
}

// Sets returns the sets by name.
func Sets() ([]Set, error) {
	names, err := fs.Glob(files, "sets/*.yaml")
	if err != nil {
		return nil, err
	}
	var sets []Set
	for _, name := range names {
		body, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		s := Set{Name: strings.TrimSuffix(path.Base(name), ".yaml")}
		if err := yaml.UnmarshalWithOptions(body, &s, yaml.Strict()); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		sets = append(sets, s)
	}
	return sets, nil
}

// Entries returns the set's own documents as public entries of the register of
// programs, all of one day.
func (s Set) Entries() []pipeline.Entry {
	entries := make([]pipeline.Entry, len(s.Documents))
	for i, d := range s.Documents {
		entries[i] = pipeline.Entry{
			Register: "programs", Number: d.Number, ApplicationNo: d.Application, Kind: "program", Valid: true,
			Date: workday.NewDate(2022, 3, 14), PublishedOn: workday.NewDate(2022, 4, 20),
			Title: d.Title, Abstract: d.Abstract, Authors: parties(d.Authors), Holders: parties(d.Holders),
			Language: d.Language, OS: d.OS,
		}
		if d.Kind != "" {
			entries[i].Kind = d.Kind
		}
	}
	return entries
}

func parties(names []string) []pipeline.Party {
	list := make([]pipeline.Party, len(names))
	for i, name := range names {
		list[i].Name = name
	}
	return list
}

// ReadRegister returns the entries of the office's open data as they are after an
// import.
func ReadRegister(r io.Reader) ([]pipeline.Entry, error) {
	var entries []pipeline.Entry
	_, err := opendata.Read(r, func(row opendata.Row) error {
		e := row.Entry
		e.Issue, e.PublishedOn = row.Issue, row.PublishedOn
		entries = append(entries, e)
		return nil
	})
	return entries, err
}
