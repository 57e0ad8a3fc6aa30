package form

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"vestnik/pipeline"
)

//go:embed forms/*.yaml forms/shared/*.yaml
var descriptions embed.FS

// Files that descriptions share.
const (
	letter = "forms/shared/letter.yaml" // what statements, petitions and letters have in common
	matter = "forms/shared/matter.yaml" // words that say that a paper is for the office
)

// description is one kind of paper as its file describes it.
type description struct {
	Kind  pipeline.DocumentKind `yaml:"kind"`
	Title string                `yaml:"title"` // Russian, for the signals shown to people
	// Enough is the weight of signs from which a page is this paper.
	Enough float64 `yaml:"enough"`
	// Rank decides which paper's value stands when two papers of a file state
	// the same field: the lowest.
	Rank int `yaml:"rank"`
	// Leads is set on papers that open a case: they name the kind of a file that
	// holds others beside them.
	Leads  bool     `yaml:"leads"`
	Follow follow   `yaml:"follow"`
	Lists  []string `yaml:"lists"` // composite fields that hold any number of items
	// Named composites have their name as value, and the rest in parts.
	Named []string `yaml:"named"`
	Signs []sign   `yaml:"signs"`
	// Matter is set on papers of which the like are sent to everybody: a word of
	// forms/shared/matter.yaml has to say that this one is for the office.
	Matter bool `yaml:"matter"`
	// Repeats is set on papers whose heading may stand on each of their pages.
	Repeats bool     `yaml:"repeats"`
	Labels  []label  `yaml:"labels"`
	Hints   []string `yaml:"hints"` // printed explanations that are no value: «(подпись)»
	// Captions stand under the parts of fields that may have lost their label.
	Captions []caption `yaml:"captions"`
	// Mentions are read in running text, where no label has stated their field.
	Mentions []mention `yaml:"mentions"`
	// Sender is the composite that takes who wrote the paper; one that has it also
	// has what all letters have in common.
	Sender string `yaml:"sender"`
	// Closing is the list that takes the signatures at the end of a letter, which
	// has no box for them.
	Closing string `yaml:"closing"`
	// Banner takes what stands over the labels without one.
	Banner *banner `yaml:"banner"`
	// Apart is set on papers that tell of another object than the application: what
	// they state counts only where no paper that opens a case is in the file.
	Apart bool `yaml:"apart"`
	// Dated is the field that takes the date of the signatures where the paper
	// bears no other date of its own.
	Dated string `yaml:"dated"`

	hints []phrase
}

// follow says which later pages of a file continue a paper.
type follow string

const (
	followSigns follow = "signs" // pages that bear some of its signs, and blank ones
	followAll   follow = "all"   // every page until another paper begins
)

// label is a printed label with the field whose value it introduces. A label
// without a field ends the value before it.
type label struct {
	Text   []string  `yaml:"text"`
	Field  string    `yaml:"field"` // "title"; "authors.birth_date" for a part of a composite
	Type   valueType `yaml:"type"`
	Option string    `yaml:"option"` // the value that a ticked box stands for
	Where  where     `yaml:"where"`
	Lines  int       `yaml:"lines"` // at most so many lines; 0 is any number
	// Also names further fields read off the same words.
	Also []reads `yaml:"also"`
	// Section opens a part of the paper; Within lets the label count only there.
	Section string   `yaml:"section"`
	Within  []string `yaml:"within"`
	Inline  bool     `yaml:"inline"`  // may stand inside a line, behind other text
	Colon   bool     `yaml:"colon"`   // must end with a colon or dash, or stand alone
	Opens   bool     `yaml:"opens"`   // begins a new item of the list in Field
	Extends bool     `yaml:"extends"` // a few words in lower case may part it from its colon: «Условия такой лицензии:»
	Upper   bool     `yaml:"upper"`   // a word with a capital letter must follow: «от Иванова», not «от 12.03.2024»
	Plain   bool     `yaml:"plain"`   // an option that is written out where no boxes are printed
	Every   bool     `yaml:"every"`   // an option that holds for every item of the list
	Rest    string   `yaml:"rest"`    // part that takes the text beside a ticked option
	Prefix  string   `yaml:"prefix"`  // put before the value: the kind of the document that a number is of
	Weight  float64  `yaml:"weight"`  // as a sign of the paper
	// Says is what the label's own words state: «в Реестре баз данных».
	Says *says `yaml:"says"`

	phrases []phrase
}

// says is an option of a field that printed words stand for.
type says struct {
	Field  string `yaml:"field"`
	Option string `yaml:"option"`
}

type reads struct {
	Field string    `yaml:"field"`
	Type  valueType `yaml:"type"`
}

// where is the place of a value relative to its label.
type where string

const (
	anywhere where = ""
	toRight  where = "right"
	below    where = "below"
)

// load reads and compiles every embedded description, in the order of file names.
func load(files fs.FS) ([]*description, error) {
	names, err := fs.Glob(files, "forms/*.yaml")
	if err != nil {
		return nil, broken("forms", err)
	}
	if len(names) == 0 {
		return nil, broken("forms", fs.ErrNotExist)
	}
	var all []*description
	for _, name := range names {
		d := &description{}
		if err := decode(files, name, d); err != nil {
			return nil, broken(name, err)
		}
		if d.Sender != "" {
			if err := d.takeLetter(files); err != nil {
				return nil, broken(letter, err)
			}
		}
		if d.Matter {
			office := sign{As: asPhrase, Matter: true}
			if err := decode(files, matter, &office.Text); err != nil {
				return nil, broken(matter, err)
			}
			d.Signs = append(d.Signs, office)
		}
		if err := d.compile(); err != nil {
			return nil, broken(path.Base(name), err)
		}
		all = append(all, d)
	}
	return all, nil
}

func decode(files fs.FS, name string, into any) error {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	return yaml.NewDecoder(bytes.NewReader(data), yaml.Strict(), yaml.DisallowUnknownField()).Decode(into)
}

// takeLetter adds what all letters have in common behind what is the paper's own.
func (d *description) takeLetter(files fs.FS) error {
	var common struct {
		Labels   []label   `yaml:"labels"`
		Captions []caption `yaml:"captions"`
		Mentions []mention `yaml:"mentions"`
		Hints    []string  `yaml:"hints"`
	}
	if err := decode(files, letter, &common); err != nil {
		return err
	}
	for i := range common.Labels {
		l := &common.Labels[i]
		l.Field = d.sent(l.Field)
		for j := range l.Also {
			l.Also[j].Field = d.sent(l.Also[j].Field)
		}
	}
	for i := range common.Mentions {
		common.Mentions[i].Field = d.sent(common.Mentions[i].Field)
	}
	d.Labels = append(d.Labels, common.Labels...)
	d.Captions = append(d.Captions, common.Captions...)
	d.Mentions = append(d.Mentions, common.Mentions...)
	d.Hints = append(d.Hints, common.Hints...)
	return nil
}

// sent is the field that stands for "sender" in this paper.
func (d *description) sent(field string) string {
	if rest, ok := strings.CutPrefix(field, "sender"); ok {
		return d.Sender + rest
	}
	return field
}

func broken(name string, err error) error {
	return &pipeline.Error{Op: "load form description", Doc: name, Kind: pipeline.Internal, Err: err,
		Advice: "Описание бланка в программе повреждено. Сообщите администратору."}
}

// compile checks the description and prepares its texts for comparing.
func (d *description) compile() error {
	if d.Kind == "" || d.Title == "" || d.Enough <= 0 {
		return fmt.Errorf("kind, title and a positive enough are required")
	}
	if d.Follow != followSigns && d.Follow != followAll {
		return fmt.Errorf("follow %q is neither %q nor %q", d.Follow, followSigns, followAll)
	}
	sections := map[string]bool{}
	for i := range d.Labels {
		sections[d.Labels[i].Section] = true
	}
	for i := range d.Signs {
		if err := d.Signs[i].compile(); err != nil {
			return err
		}
	}
	for i := range d.Labels {
		if err := d.Labels[i].compile(sections); err != nil {
			return err
		}
	}
	for i := range d.Captions {
		if err := d.Captions[i].compile(sections); err != nil {
			return err
		}
	}
	for i := range d.Mentions {
		if err := d.Mentions[i].compile(); err != nil {
			return err
		}
	}
	if (d.Closing != "" || d.Dated != "") && !slices.Contains(d.Lists, d.Closing) {
		return fmt.Errorf("closing %q is no list of the paper", d.Closing)
	}
	if d.Banner != nil && (!sections[d.Banner.Over] || d.Banner.Number == "" || d.Banner.Title == "") {
		return fmt.Errorf("a banner needs a number, a title and the section under it")
	}
	var err error
	d.hints, err = phrases(d.Hints)
	return err
}

func (l *label) compile(sections map[string]bool) (err error) {
	if len(l.Text) == 0 {
		return fmt.Errorf("a label has no text")
	}
	if l.Field == "" && (l.Type != "" || l.Option != "" || l.Also != nil) {
		return fmt.Errorf("label %q has a type but no field", l.Text[0])
	}
	for _, r := range append([]reads{{l.Field, l.Type}}, l.Also...) {
		if r.Field != "" && !r.Type.known() {
			return fmt.Errorf("label %q: type %q is unknown", l.Text[0], r.Type)
		}
	}
	if (l.Type == typeOption) != (l.Option != "") {
		return fmt.Errorf("label %q: an option needs its value, and only an option has one", l.Text[0])
	}
	switch l.Where {
	case anywhere, toRight, below:
	default:
		return fmt.Errorf("label %q: where %q is unknown", l.Text[0], l.Where)
	}
	for _, w := range l.Within {
		if !sections[w] {
			return fmt.Errorf("label %q: no label opens section %q", l.Text[0], w)
		}
	}
	l.phrases, err = phrases(l.Text)
	return err
}
