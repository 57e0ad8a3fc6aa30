package regulation

import "vestnik/pipeline/workday"

// Pack is one regulation as data: what a lawyer reads beside the act. A Pack
// that [Open] returned is complete and consistent; it is read-only.
type Pack struct {
	Header      `yaml:"regulation"`
	OfficeHours []OfficeHours                  `yaml:"office_hours"`
	Points      []Point                        `yaml:"points"`
	Rules       []Rule                         `yaml:"rules"`
	Fields      []Field                        `yaml:"fields"`
	Lists       []List                         `yaml:"lists"`
	Definitions []Definition                   `yaml:"definitions"`
	Documents   []Document                     `yaml:"documents"`
	Texts       []Text                         `yaml:"texts"`
	Checks      []Check                        `yaml:"checks"`
	Dates       []Mark                         `yaml:"dates"`
	Numbers     []Mark                         `yaml:"numbers"`
	Values      []Value                        `yaml:"values"`
	Events      []Event                        `yaml:"events"`
	Procedure   Procedure                      `yaml:"procedure"`
	Terms       []Term                         `yaml:"terms"`
	Fees        []Fee                          `yaml:"fees"`
	Registers   []RegisterOf                   `yaml:"registers"`
	Publishing  []Publication                  `yaml:"publications"`
	Settings    []Setting                      `yaml:"settings"`
	Scenarios   []Scenario                     `yaml:"scenarios"`
	File        string                         `yaml:"-"` // name of the file it was read from
	SHA256      string                         `yaml:"-"` // of that file, lower-case hex
	program     *program                       // compiled conditions and texts
	hours       map[string]workday.OfficeHours // by id
}

// Header says which act the pack renders, and when it is in force.
type Header struct {
	ID          string       `yaml:"id"`
	Edition     string       `yaml:"edition"` // YYYY-MM-DD, the day from which this wording holds
	Title       string       `yaml:"title"`
	Act         string       `yaml:"act"`
	Source      string       `yaml:"source"`        // where the text was taken from
	Verified    bool         `yaml:"verified"`      // false: general knowledge, to be checked against the act
	InForceFrom workday.Date `yaml:"in_force_from"` // first day
	InForceTo   workday.Date `yaml:"in_force_to"`   // last day; zero while it is in force
	Zone        string       `yaml:"zone"`          // IANA name of the office's time zone
	Includes    []string     `yaml:"includes"`      // packs whose checks, fields, lists and fees hold here too
	RefersTo    []Reference  `yaml:"refers_to"`
}

// Reference names another act on which this one rests.
type Reference struct {
	Act  string `yaml:"act"`
	For  string `yaml:"for"`
	Pack string `yaml:"pack"` // the pack that renders it; empty when there is none yet
}

// OfficeHours are the hours of the office or of one window of it.
type OfficeHours struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Point string `yaml:"point"`
	Hours string `yaml:"hours"` // as workday.ParseHours reads them
}

// Point is one point of the act with its gist in our words.
type Point struct {
	Point   string `yaml:"point"`
	Gist    string `yaml:"gist"`
	Outside string `yaml:"outside"` // why no software can carry it, where that is so
}

// Rule is a rule of the act that is carried not by a check but by the elements
// named in In: transitions, terms, documents, commands, fees, settings, …
type Rule struct {
	ID    string   `yaml:"id"`
	Point string   `yaml:"point"`
	Gist  string   `yaml:"gist"`
	In    []string `yaml:"in"`
}

// Field is one thing that the papers state.
type Field struct {
	Name  string  `yaml:"name"`
	Title string  `yaml:"title"`
	Type  string  `yaml:"type"` // text | number | integer | bool | date | list | group
	Of    string  `yaml:"of"`   // for a list of plain values: their type
	Item  []Field `yaml:"item"` // parts of a group, or of each element of a list
}

// List is a closed list of an act, such as the grounds for refusing a filing.
type List struct {
	ID    string     `yaml:"id"`
	Title string     `yaml:"title"`
	Point string     `yaml:"point"`
	Items []ListItem `yaml:"items"`
}

// ListItem is one entry of a closed list.
type ListItem struct {
	Code  string `yaml:"code"`
	Title string `yaml:"title"`
	Point string `yaml:"point"`
}

// Definition gives a name to a condition or value that several rules use.
type Definition struct {
	Name  string `yaml:"name"`
	Title string `yaml:"title"`
	Value string `yaml:"value"` // CEL
}

// Document is a kind of paper that comes in or goes out.
type Document struct {
	ID        string    `yaml:"id"`
	Direction string    `yaml:"direction"` // incoming | outgoing
	Kind      string    `yaml:"kind"`      // as papers are recognised: "statement"
	Title     string    `yaml:"title"`
	Point     string    `yaml:"point"`
	Term      string    `yaml:"term"`
	Addressee string    `yaml:"addressee"` // CEL, text
	Signatory string    `yaml:"signatory"` // position of who signs
	Unnamed   bool      `yaml:"unnamed"`   // the position stands alone: who performs the command is not who signs
	MustSay   []MustSay `yaml:"must_say"`
	Body      string    `yaml:"body"` // CommonMark with {{ CEL }}; empty where the paper is not a text of the office
}

// MustSay is a text without which a document may not be signed.
type MustSay struct {
	Point string `yaml:"point"`
	What  string `yaml:"what"` // Russian: what is missing
	Text  string `yaml:"text"` // with {{ CEL }}; must occur in the body
}

// Text is a passage that several documents share, taken in by a line {{> id }}.
type Text struct {
	ID   string `yaml:"id"`
	Body string `yaml:"body"`
}

// Check is a rule that is tested on a case.
type Check struct {
	ID        string   `yaml:"id"`
	Point     string   `yaml:"point"`
	By        string   `yaml:"by"`        // machine | person | external
	Applies   string   `yaml:"applies"`   // CEL; empty: always
	Decidable string   `yaml:"decidable"` // CEL; false leaves the rule to a person
	Holds     string   `yaml:"holds"`     // CEL; none where a person decides
	Severity  string   `yaml:"severity"`  // info | warning | defect | refusal
	Title     string   `yaml:"title"`     // what is required
	Message   string   `yaml:"message"`   // what is wrong and what to do; may hold {{ CEL }}
	RestsOn   []string `yaml:"rests_on"`  // field paths; [] stands for every element
}

// Mark declares a date or a number that a case carries.
type Mark struct {
	Name  string `yaml:"name"`
	Title string `yaml:"title"`
	Point string `yaml:"point"`
}

// Value declares anything else that the history sets.
type Value struct {
	Name  string `yaml:"name"`
	Title string `yaml:"title"`
	Type  string `yaml:"type"` // text | number | integer | bool | date
}

// Event is a name under which something stands in the history of a case.
type Event struct {
	ID     string `yaml:"id"`
	Title  string `yaml:"title"`  // Russian, past tense
	Public bool   `yaml:"public"` // whether the public status page may name it
}

// Procedure is the state machine of the act.
type Procedure struct {
	ID          string       `yaml:"id"`
	Title       string       `yaml:"title"`
	Roles       []Role       `yaml:"roles"`
	Regions     []Region     `yaml:"regions"`
	States      []StateOf    `yaml:"states"`
	Signing     Signing      `yaml:"signing"`
	Commands    []CommandOf  `yaml:"commands"`
	Transitions []Transition `yaml:"transitions"`
}

// Role is a group of officers by competence.
type Role struct {
	ID    string `yaml:"id"`
	Title string `yaml:"title"`
	Point string `yaml:"point"`
	// Preparatory roles may draft decisions, never sign them, whatever other
	// role the person has.
	Preparatory bool `yaml:"preparatory"`
}

// Region is a part of the procedure that runs beside the main line.
type Region struct {
	ID      string `yaml:"id"`
	Title   string `yaml:"title"`
	Point   string `yaml:"point"`
	Within  string `yaml:"within"` // the main state that opens it; empty: from the beginning
	Initial string `yaml:"initial"`
}

// StateOf is a state of the main line, or of a region.
type StateOf struct {
	ID           string `yaml:"id"`
	Title        string `yaml:"title"`
	Point        string `yaml:"point"`
	Region       string `yaml:"region"`
	Terminal     bool   `yaml:"terminal"`
	TerminalWhen string `yaml:"terminal_when"` // CEL
	// Blocks says, in Russian, why nothing outside this state's own region may
	// be done while it lasts; empty: it blocks nothing.
	Blocks string `yaml:"blocks"`
}

// Signing describes how a drafted decision is signed or sent back.
type Signing struct {
	Point      string `yaml:"point"`
	Sign       string `yaml:"sign"`        // title of the command
	SendBack   string `yaml:"send_back"`   // title of the command
	Reason     string `yaml:"reason"`      // title of the reason for sending back
	SamePerson string `yaml:"same_person"` // why the author may not sign
	NotAllowed string `yaml:"not_allowed"` // why a preparatory role may not sign
	RolePoint  string `yaml:"role_point"`  // point behind NotAllowed
}

// CommandOf is something that a person may do.
type CommandOf struct {
	ID    string   `yaml:"id"`
	Title string   `yaml:"title"`
	Point string   `yaml:"point"`
	Who   []string `yaml:"who"`
	Sign  []string `yaml:"sign"` // set: the command only drafts; another person with one of these roles signs
	Needs []NeedOf `yaml:"needs"`
	// Requires holds for every transition of the command, before its own conditions.
	Requires []Guard `yaml:"requires"`
	Term     string  `yaml:"term"`
	Closed   *Guard  `yaml:"closed"` // point and reason to give when the state does not allow it
}

// NeedOf is one thing that a command must be given.
type NeedOf struct {
	Name     string   `yaml:"name"`
	Title    string   `yaml:"title"`
	Type     string   `yaml:"type"` // text | date | number | integer | bool | choice
	Required bool     `yaml:"required"`
	Point    string   `yaml:"point"`   // behind the requirement
	List     string   `yaml:"list"`    // closed list of the choices: "order-211/intake-refusal"
	Options  []Option `yaml:"options"` // or the choices themselves
}

// Guard is a condition with the reason to give when it fails.
type Guard struct {
	Holds  string `yaml:"holds"` // CEL
	Point  string `yaml:"point"`
	Reason string `yaml:"reason"` // Russian; may hold {{ CEL }}
}

// Transition is one arrow of the procedure.
type Transition struct {
	ID        string   `yaml:"id"`
	Point     string   `yaml:"point"`
	Command   string   `yaml:"command"`    // the command that takes it
	Begin     bool     `yaml:"begin"`      // it opens the case
	Automatic bool     `yaml:"automatic"`  // the machine takes it as soon as its conditions hold
	AfterTerm string   `yaml:"after_term"` // the machine takes it when this term has run out
	From      []string `yaml:"from"`       // states of one region
	While     []string `yaml:"while"`      // states of other regions that must also hold
	To        []string `yaml:"to"`         // one state for each region that moves; empty: all stay
	Event     string   `yaml:"event"`
	Requires  []Guard  `yaml:"requires"`
	Set       Effects  `yaml:"set"`
	Draws     []string `yaml:"draws"`    // numbers
	Notices   []string `yaml:"notices"`  // outgoing documents
	Register  string   `yaml:"register"` // CEL: the register in which an entry is made
	Publish   string   `yaml:"publish"`  // CEL: the series in which it is published
}

// Effects are the dates and values that a transition sets, each by CEL.
type Effects struct {
	Dates  map[string]string `yaml:"dates"`
	Values map[string]string `yaml:"values"`
}

// Term is a term of the act.
type Term struct {
	ID      string    `yaml:"id"`
	Title   string    `yaml:"title"`
	Point   string    `yaml:"point"`
	Amount  int       `yaml:"amount"`
	Unit    string    `yaml:"unit"` // working-days | calendar-days | months | years | hours | minutes | none
	From    TermStart `yaml:"from"`
	Hours   string    `yaml:"hours"`   // office hours in which minutes and hours run
	Met     []string  `yaml:"met"`     // events
	Applies string    `yaml:"applies"` // CEL; empty: always
	Who     string    `yaml:"who"`     // a role, or applicant
	Breach  string    `yaml:"breach"`  // Russian: what follows
	Pauses  []Pause   `yaml:"pauses"`
}

// TermStart says what opens a term: one of its members is set.
type TermStart struct {
	Event string `yaml:"event"`
	Date  string `yaml:"date"`
	EndOf string `yaml:"end_of"` // another term
	Words string `yaml:"words"`  // something that the procedure does not follow yet
}

// Pause is a time that a term does not count.
type Pause struct {
	From string   `yaml:"from"` // event
	To   []string `yaml:"to"`   // events, the first of which ends it
}

// Fee is one row of the fee table.
type Fee struct {
	ID     string       `yaml:"id"`
	Code   string       `yaml:"code"` // REG, AMEND, …
	Title  string       `yaml:"title"`
	Point  string       `yaml:"point"`
	Payer  string       `yaml:"payer"` // organisation | person
	Amount float64      `yaml:"amount"`
	From   workday.Date `yaml:"from"`
	To     workday.Date `yaml:"to"` // zero: still in force
	Basis  string       `yaml:"basis"`
}

// RegisterOf is a state register that the act keeps.
type RegisterOf struct {
	ID     string   `yaml:"id"`
	Title  string   `yaml:"title"`
	Point  string   `yaml:"point"`
	Fields []string `yaml:"fields"` // field paths that go into an entry
}

// Publication is what the bulletin prints, and what never leaves the office.
type Publication struct {
	ID     string   `yaml:"id"` // series
	Title  string   `yaml:"title"`
	Point  string   `yaml:"point"`
	Fields []string `yaml:"fields"` // field paths that are published
	Never  []string `yaml:"never"`  // field paths and kinds of paper that never are
}

// Setting is a gap of the act with the reading that the office chose.
type Setting struct {
	ID          string          `yaml:"id"`
	Point       string          `yaml:"point"`
	Question    string          `yaml:"question"`
	Key         string          `yaml:"key"` // "fee.confirmed_on.source"; empty where nothing can be switched
	Default     string          `yaml:"default"`
	Options     []SettingOption `yaml:"options"`
	Alternative string          `yaml:"alternative"` // the reading not taken, in words
}

// Scenario is an acceptance scenario of the act. The tests hold it as data and
// run it; here it stands so that the traceability table can name it.
type Scenario struct {
	ID     string `yaml:"id"`
	Points string `yaml:"points"` // of the act: "64, 65"
}

// SettingOption is one reading of a gap.
type SettingOption struct {
	Value string `yaml:"value"`
	Title string `yaml:"title"`
}
