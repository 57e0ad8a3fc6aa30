package regulation

import "vestnik/pipeline/workday"

// Pack is one regulation as data: what a lawyer reads beside the act. A Pack
// that [Open] returned is complete and consistent; it is read-only. That of a
// part of an act holds also what the part inherits from the whole, after its own.
type Pack struct {
	Header      `yaml:"regulation" json:"regulation"`
	OfficeHours []OfficeHours                  `yaml:"office_hours" json:"office_hours"`
	Points      []Point                        `yaml:"points" json:"points"`
	Rules       []Rule                         `yaml:"rules" json:"rules"`
	Fields      []Field                        `yaml:"fields" json:"fields"`
	Lists       []List                         `yaml:"lists" json:"lists"`
	Definitions []Definition                   `yaml:"definitions" json:"definitions"`
	Documents   []Document                     `yaml:"documents" json:"documents"`
	Texts       []Text                         `yaml:"texts" json:"texts"`
	Checks      []Check                        `yaml:"checks" json:"checks"`
	Dates       []Mark                         `yaml:"dates" json:"dates"`
	Numbers     []Mark                         `yaml:"numbers" json:"numbers"`
	Values      []Value                        `yaml:"values" json:"values"`
	Events      []Event                        `yaml:"events" json:"events"`
	Procedure   Procedure                      `yaml:"procedure" json:"procedure"`
	KnownAs     []Name                         `yaml:"known_as" json:"known_as"`
	Links       []Link                         `yaml:"links" json:"links"`
	Terms       []Term                         `yaml:"terms" json:"terms"`
	Fees        []Fee                          `yaml:"fees" json:"fees"`
	Registers   []RegisterOf                   `yaml:"registers" json:"registers"`
	Publishing  []Publication                  `yaml:"publications" json:"publications"`
	Settings    []Setting                      `yaml:"settings" json:"settings"`
	Measures    []Measure                      `yaml:"measures" json:"measures"`
	Scenarios   []Scenario                     `yaml:"scenarios" json:"scenarios"`
	File        string                         `yaml:"-" json:"file"`   // name of the file it was read from
	SHA256      string                         `yaml:"-" json:"sha256"` // of that file, lower-case hex
	own         *Pack                          // as its file has it; see [Pack.Own]
	program     *program                       // compiled conditions and texts
	hours       map[string]workday.OfficeHours // by id
}

// Header says which act the pack renders, and when it is in force.
type Header struct {
	ID          string       `yaml:"id" json:"id"`
	Edition     string       `yaml:"edition" json:"edition"` // YYYY-MM-DD, the day from which this wording holds
	Title       string       `yaml:"title" json:"title"`
	Act         string       `yaml:"act" json:"act"`
	Source      string       `yaml:"source" json:"source"`               // where the text was taken from
	Verified    bool         `yaml:"verified" json:"verified"`           // false: general knowledge, to be checked against the act
	InForceFrom workday.Date `yaml:"in_force_from" json:"in_force_from"` // first day
	InForceTo   workday.Date `yaml:"in_force_to" json:"in_force_to"`     // last day; zero while it is in force
	Zone        string       `yaml:"zone" json:"zone"`                   // IANA name of the office's time zone
	Includes    []string     `yaml:"includes" json:"includes"`           // packs whose checks, fields, lists and fees hold here too
	RefersTo    []Reference  `yaml:"refers_to" json:"refers_to"`
	// SilentByTelephone is set where the act lets nothing be said of a case by
	// telephone, not even whether there is one.
	SilentByTelephone bool     `yaml:"silent_by_telephone" json:"silent_by_telephone,omitempty"`
	PartOf            string   `yaml:"part_of" json:"part_of,omitempty"`     // the pack of whose act this renders one more procedure
	OpenedBy          []string `yaml:"opened_by" json:"opened_by,omitempty"` // kinds of paper that open a case of this procedure
}

// Reference names another act on which this one rests.
type Reference struct {
	Act  string `yaml:"act" json:"act"`
	For  string `yaml:"for" json:"for"`
	Pack string `yaml:"pack" json:"pack"` // the pack that renders it; empty when there is none yet
}

// OfficeHours are the hours of the office or of one window of it.
type OfficeHours struct {
	ID    string `yaml:"id" json:"id"`
	Title string `yaml:"title" json:"title"`
	Point string `yaml:"point" json:"point"`
	Hours string `yaml:"hours" json:"hours"` // as workday.ParseHours reads them
}

// Point is one point of the act with its gist in our words.
type Point struct {
	Point   string `yaml:"point" json:"point"`
	Gist    string `yaml:"gist" json:"gist"`
	Outside string `yaml:"outside" json:"outside"` // why no software can carry it, where that is so
}

// Rule is a rule of the act that is carried not by a check but by the elements
// named in In: transitions, terms, documents, commands, fees, settings, …
type Rule struct {
	ID    string   `yaml:"id" json:"id"`
	Point string   `yaml:"point" json:"point"`
	Gist  string   `yaml:"gist" json:"gist"`
	In    []string `yaml:"in" json:"in"`
	By    string   `yaml:"by" json:"by"`     // machine (also when empty) | person | external
	Seen  string   `yaml:"seen" json:"seen"` // Russian: where a person meets a rule that the machine does not carry
}

// Field is one thing that the papers state.
type Field struct {
	Name  string  `yaml:"name" json:"name"`
	Title string  `yaml:"title" json:"title"`
	Type  string  `yaml:"type" json:"type"` // text | number | integer | bool | date | list | group
	Of    string  `yaml:"of" json:"of"`     // for a list of plain values: their type
	Item  []Field `yaml:"item" json:"item"` // parts of a group, or of each element of a list
	// Each is the title of one element of a list: «Правообладатель».
	Each string `yaml:"each" json:"each,omitempty"`
	// Options say what the codes of a coded text mean.
	Options []Option `yaml:"options" json:"options,omitempty"`
}

// List is a closed list of an act, such as the grounds for refusing a filing.
type List struct {
	ID    string     `yaml:"id" json:"id"`
	Title string     `yaml:"title" json:"title"`
	Point string     `yaml:"point" json:"point"`
	Items []ListItem `yaml:"items" json:"items"`
}

// ListItem is one entry of a closed list.
type ListItem struct {
	Code  string `yaml:"code" json:"code"`
	Title string `yaml:"title" json:"title"`
	Point string `yaml:"point" json:"point"`
}

// Definition gives a name to a condition or value that several rules use.
type Definition struct {
	Name  string `yaml:"name" json:"name"`
	Title string `yaml:"title" json:"title"`
	Value string `yaml:"value" json:"value"` // CEL
}

// Document is a kind of paper that comes in or goes out.
type Document struct {
	ID        string    `yaml:"id" json:"id"`
	Direction string    `yaml:"direction" json:"direction"` // incoming | outgoing
	Kind      string    `yaml:"kind" json:"kind"`           // as papers are recognised: "statement"
	Title     string    `yaml:"title" json:"title"`
	Point     string    `yaml:"point" json:"point"`
	Term      string    `yaml:"term" json:"term"`
	Addressee string    `yaml:"addressee" json:"addressee"`     // CEL, text
	Signatory string    `yaml:"signatory" json:"signatory"`     // position of who signs
	Unnamed   bool      `yaml:"unnamed" json:"unnamed"`         // the position stands alone: who performs the command is not who signs
	Layout    string    `yaml:"layout" json:"layout,omitempty"` // letter (also when empty) | certificate | duplicate | register-line
	MustSay   []MustSay `yaml:"must_say" json:"must_say"`
	Body      string    `yaml:"body" json:"body"` // CommonMark with {{ CEL }}; empty where the paper is not a text of the office
}

// MustSay is a text without which a document may not be signed.
type MustSay struct {
	Point string `yaml:"point" json:"point"`
	What  string `yaml:"what" json:"what"` // Russian: what is missing
	Text  string `yaml:"text" json:"text"` // with {{ CEL }}; must occur in the body
}

// Text is a passage that several documents share, taken in by a line {{> id }}.
type Text struct {
	ID   string `yaml:"id" json:"id"`
	Body string `yaml:"body" json:"body"`
}

// Check is a rule that is tested on a case.
type Check struct {
	ID        string   `yaml:"id" json:"id"`
	Point     string   `yaml:"point" json:"point"`
	By        string   `yaml:"by" json:"by"`               // machine | person | external
	Applies   string   `yaml:"applies" json:"applies"`     // CEL; empty: always
	Decidable string   `yaml:"decidable" json:"decidable"` // CEL; false leaves the rule to a person
	Holds     string   `yaml:"holds" json:"holds"`         // CEL; none where a person decides
	Severity  string   `yaml:"severity" json:"severity"`   // info | warning | defect | refusal
	Title     string   `yaml:"title" json:"title"`         // what is required
	Message   string   `yaml:"message" json:"message"`     // what is wrong and what to do; may hold {{ CEL }}
	RestsOn   []string `yaml:"rests_on" json:"rests_on"`   // field paths; [] stands for every element
	Seen      string   `yaml:"seen" json:"seen"`           // Russian: where a person sees it; empty: among the findings of the case
}

// Mark declares a date or a number that a case carries.
type Mark struct {
	Name  string `yaml:"name" json:"name"`
	Title string `yaml:"title" json:"title"`
	Point string `yaml:"point" json:"point"`
}

// Value declares anything else that the history sets.
type Value struct {
	Name  string `yaml:"name" json:"name"`
	Title string `yaml:"title" json:"title"`
	Type  string `yaml:"type" json:"type"` // text | number | integer | bool | date
}

// Event is a name under which something stands in the history of a case.
type Event struct {
	ID     string `yaml:"id" json:"id"`
	Title  string `yaml:"title" json:"title"`   // Russian, past tense
	Public bool   `yaml:"public" json:"public"` // whether the public status page may name it
	// Interaction marks that the applicant and an officer dealt with one another,
	// where neither a paper that came nor a notice that went tells so.
	Interaction bool `yaml:"interaction" json:"interaction,omitempty"`
}

// Fee is one row of the fee table.
type Fee struct {
	ID     string       `yaml:"id" json:"id"`
	Code   string       `yaml:"code" json:"code"` // REG, AMEND, …
	Title  string       `yaml:"title" json:"title"`
	Point  string       `yaml:"point" json:"point"`
	Payer  string       `yaml:"payer" json:"payer"` // organisation | person
	Amount float64      `yaml:"amount" json:"amount"`
	From   workday.Date `yaml:"from" json:"from"`
	To     workday.Date `yaml:"to" json:"to"` // zero: still in force
	Basis  string       `yaml:"basis" json:"basis"`
	// Reductions are the percentages by which an act lets the fee be reduced: who
	// looks for a payment knows what amounts it may have.
	Reductions []float64 `yaml:"reductions" json:"reductions,omitempty"`
}

// RegisterOf is a state register that the act keeps.
type RegisterOf struct {
	ID     string   `yaml:"id" json:"id"`
	Title  string   `yaml:"title" json:"title"`
	Point  string   `yaml:"point" json:"point"`
	Fields []string `yaml:"fields" json:"fields"` // field paths that go into an entry
}

// Publication is what the bulletin prints, and what never leaves the office.
type Publication struct {
	ID     string   `yaml:"id" json:"id"` // series
	Title  string   `yaml:"title" json:"title"`
	Point  string   `yaml:"point" json:"point"`
	Fields []string `yaml:"fields" json:"fields"` // field paths that are published
	Never  []string `yaml:"never" json:"never"`   // field paths and kinds of paper that never are
}

// Setting is a gap of the act with the reading that the office chose.
type Setting struct {
	ID          string          `yaml:"id" json:"id"`
	Point       string          `yaml:"point" json:"point"`
	Question    string          `yaml:"question" json:"question"`
	Key         string          `yaml:"key" json:"key"` // "fee.confirmed_on.source"; empty where nothing can be switched
	Default     string          `yaml:"default" json:"default"`
	Options     []SettingOption `yaml:"options" json:"options"`
	Alternative string          `yaml:"alternative" json:"alternative"` // the reading not taken, in words
}

// Scenario is an acceptance scenario of the act. The tests hold it as data and
// run it; here it stands so that the traceability table can name it.
type Scenario struct {
	ID     string `yaml:"id" json:"id"`
	Points string `yaml:"points" json:"points"` // of the act: "64, 65"
}

// SettingOption is one reading of a gap.
type SettingOption struct {
	Value string `yaml:"value" json:"value"`
	Title string `yaml:"title" json:"title"`
}

// Name is a name under which other cases may know one: "invention/2700001".
type Name struct {
	ID    string `yaml:"id" json:"id"`
	Value string `yaml:"value" json:"value"` // CEL, text; empty: the case has no such name
}

// Link leads from a case to the cases of a pack that bear a name.
type Link struct {
	ID      string `yaml:"id" json:"id"`
	Title   string `yaml:"title" json:"title"` // Russian, of the cases it leads to
	Point   string `yaml:"point" json:"point"`
	Pack    string `yaml:"pack" json:"pack"`         // the pack of those cases
	KnownAs string `yaml:"known_as" json:"known_as"` // which of their names is meant
	By      string `yaml:"by" json:"by"`             // CEL, text: the name looked for; empty: none
}
