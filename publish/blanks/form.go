package blanks

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

//go:embed forms/*.yaml
var formFiles embed.FS

// Form is one form and how an invented person filled it in.
type Form struct {
	ID    string   `yaml:"id"`   // stands in addresses: "duplicate-statement"
	Acts  []string `yaml:"acts"` // packs whose papers it is for; its page is the first one's
	Kinds []string `yaml:"kinds"`
	Order int      `yaml:"order"` // among the forms of an act, the first to be filled in first
	Title string   `yaml:"title"`
	Point string   `yaml:"point"` // of the first act
	About string   `yaml:"about"` // who files it and when
	Head  []string `yaml:"head"`  // the heading, line by line
	Rows  []Row    `yaml:"rows"`
}

// Row is boxes side by side, or a row that shared.yaml declares.
type Row struct {
	Use   string `yaml:"use"`
	Boxes []Box  `yaml:"boxes"`
	Plain bool   `yaml:"plain"` // without ruled lines, as in a letter
	Page  bool   `yaml:"page"`  // begins a page
}

// Box is one box: its label, what is written in it, and the answers to tick.
type Box struct {
	Label  string  `yaml:"label"`
	Name   string  `yaml:"name"`  // on the site, where it is not the label
	Note   string  `yaml:"note"`  // printed behind the label
	Help   string  `yaml:"help"`  // how to fill it in; on the site only
	Field  string  `yaml:"field"` // of a pack: "holders.name"
	Width  float64 `yaml:"width"` // share of the row; 0 is 1
	Lines  int     `yaml:"lines"` // room for writing
	Sample string  `yaml:"sample"`
	Fills  []Fill  `yaml:"fills"`
	Ticks  []Tick  `yaml:"ticks"`
	Head   bool    `yaml:"head"`   // the heading of the form stands here
	Office bool    `yaml:"office"` // the office fills it in
	Text   string  `yaml:"text"`   // running text; {1} is the first of Fills
	Sign   *Sign   `yaml:"sign"`
}

// Fill is one line to write on behind its label, or a gap in running text.
type Fill struct {
	Label  string `yaml:"label"`
	Field  string `yaml:"field"`
	Help   string `yaml:"help"`
	Sample string `yaml:"sample"`
}

// Tick is an answer to be ticked.
type Tick struct {
	Text  string `yaml:"text"`
	Blank string `yaml:"blank"` // as the blank has it, where the sample fills something in
	Field string `yaml:"field"`
	Set   bool   `yaml:"set"` // in the sample
}

// Sign is a line of signatures and what the sample has on it.
type Sign struct {
	Position string `yaml:"position"`
	Name     string `yaml:"name"`
	Date     string `yaml:"date"`
}

// load reads the forms in the order of their files' names.
func load(files fs.FS) ([]Form, error) {
	shared := make(map[string]Row)
	if err := decode(files, "forms/shared.yaml", &shared); err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "forms/*.yaml")
	if err != nil {
		return nil, err
	}
	var forms []Form
	for _, name := range names {
		if name == "forms/shared.yaml" {
			continue
		}
		var f Form
		if err := decode(files, name, &f); err != nil {
			return nil, err
		}
		if err := f.complete(shared); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		forms = append(forms, f)
	}
	return forms, nil
}

func decode(files fs.FS, name string, into any) error {
	file, err := files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := yaml.NewDecoder(file, yaml.Strict()).Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// complete puts shared rows in their places and checks what the drawing rests on.
func (f *Form) complete(shared map[string]Row) error {
	if f.ID == "" || f.Title == "" || len(f.Acts) == 0 || len(f.Kinds) == 0 || len(f.Head) == 0 || f.About == "" {
		return errors.New("a form needs an id, acts, kinds, a title, a heading and what it is for")
	}
	for i, row := range f.Rows {
		if row.Use == "" {
			continue
		}
		used, ok := shared[row.Use]
		if !ok {
			return fmt.Errorf("no shared row is called %q", row.Use)
		}
		f.Rows[i] = used
	}
	for _, row := range f.Rows {
		for _, box := range row.Boxes {
			if box.Label == "" && box.Name == "" && !box.Head && box.Text == "" && len(box.Fills) == 0 {
				return errors.New("a box has no label")
			}
			for n := range box.Fills {
				if box.Text != "" && !strings.Contains(box.Text, gap(n)) {
					return fmt.Errorf("the text has no place for %s", gap(n))
				}
			}
		}
	}
	return nil
}

// gap is the place of a fill in running text.
func gap(n int) string { return fmt.Sprintf("{%d}", n+1) }

func internal(doc string, err error) error {
	if err == nil {
		return nil
	}
	return &pipeline.Error{Op: "make form", Doc: doc, Kind: pipeline.Internal, Err: err}
}
