package regulation

// Procedure is the state machine of the act.
type Procedure struct {
	ID          string       `yaml:"id" json:"id"`
	Title       string       `yaml:"title" json:"title"`
	Roles       []Role       `yaml:"roles" json:"roles"`
	Regions     []Region     `yaml:"regions" json:"regions"`
	States      []StateOf    `yaml:"states" json:"states"`
	Signing     Signing      `yaml:"signing" json:"signing"`
	Commands    []CommandOf  `yaml:"commands" json:"commands"`
	Transitions []Transition `yaml:"transitions" json:"transitions"`
}

// Role is a group of officers by competence.
type Role struct {
	ID    string `yaml:"id" json:"id"`
	Title string `yaml:"title" json:"title"`
	Point string `yaml:"point" json:"point"`
	// Preparatory roles may draft decisions, never sign them, whatever other
	// role the person has.
	Preparatory bool `yaml:"preparatory" json:"preparatory"`
}

// Region is a part of the procedure that runs beside the main line.
type Region struct {
	ID      string `yaml:"id" json:"id"`
	Title   string `yaml:"title" json:"title"`
	Point   string `yaml:"point" json:"point"`
	Within  string `yaml:"within" json:"within"` // the main state that opens it; empty: from the beginning
	Initial string `yaml:"initial" json:"initial"`
}

// StateOf is a state of the main line, or of a region.
type StateOf struct {
	ID           string `yaml:"id" json:"id"`
	Title        string `yaml:"title" json:"title"`
	Point        string `yaml:"point" json:"point"`
	Region       string `yaml:"region" json:"region"`
	Terminal     bool   `yaml:"terminal" json:"terminal"`
	TerminalWhen string `yaml:"terminal_when" json:"terminal_when"` // CEL
	// Blocks says, in Russian, why nothing outside this state's own region may
	// be done while it lasts; empty: it blocks nothing.
	Blocks string `yaml:"blocks" json:"blocks"`
	// StopsTerms: while the case is in the state and this CEL condition holds,
	// every running term stands still.
	StopsTerms string `yaml:"stops_terms" json:"stops_terms,omitempty"`
}

// Signing describes how a drafted decision is signed or sent back.
type Signing struct {
	Point      string `yaml:"point" json:"point"`
	Sign       string `yaml:"sign" json:"sign"`               // title of the command
	SendBack   string `yaml:"send_back" json:"send_back"`     // title of the command
	Reason     string `yaml:"reason" json:"reason"`           // title of the reason for sending back
	SamePerson string `yaml:"same_person" json:"same_person"` // why the author may not sign
	NotAllowed string `yaml:"not_allowed" json:"not_allowed"` // why a preparatory role may not sign
	RolePoint  string `yaml:"role_point" json:"role_point"`   // point behind NotAllowed
}

// CommandOf is something that a person may do.
type CommandOf struct {
	ID    string   `yaml:"id" json:"id"`
	Title string   `yaml:"title" json:"title"`
	Point string   `yaml:"point" json:"point"`
	Who   []string `yaml:"who" json:"who"`
	Sign  []string `yaml:"sign" json:"sign"` // set: the command only drafts; another person with one of these roles signs
	Needs []NeedOf `yaml:"needs" json:"needs"`
	// Requires holds for every transition of the command, before its own conditions.
	Requires []Guard `yaml:"requires" json:"requires"`
	Term     string  `yaml:"term" json:"term"`
	Closed   *Guard  `yaml:"closed" json:"closed"` // point and reason to give when the state does not allow it
}

// NeedOf is one thing that a command must be given.
type NeedOf struct {
	Name     string   `yaml:"name" json:"name"`
	Title    string   `yaml:"title" json:"title"`
	Type     string   `yaml:"type" json:"type"` // text | date | number | integer | bool | choice
	Required bool     `yaml:"required" json:"required"`
	Point    string   `yaml:"point" json:"point"`     // behind the requirement
	List     string   `yaml:"list" json:"list"`       // closed list of the choices: "order-211/intake-refusal"
	Options  []Option `yaml:"options" json:"options"` // or the choices themselves
}

// Guard is a condition with the reason to give when it fails.
type Guard struct {
	Holds  string `yaml:"holds" json:"holds"` // CEL
	Point  string `yaml:"point" json:"point"`
	Reason string `yaml:"reason" json:"reason"` // Russian; may hold {{ CEL }}
}

// Transition is one arrow of the procedure.
type Transition struct {
	ID        string    `yaml:"id" json:"id"`
	Point     string    `yaml:"point" json:"point"`
	Command   string    `yaml:"command" json:"command"`       // the command that takes it
	Begin     bool      `yaml:"begin" json:"begin"`           // it opens the case: on a filing, or by a person when it has a command
	Automatic bool      `yaml:"automatic" json:"automatic"`   // the machine takes it as soon as its conditions hold
	AfterTerm string    `yaml:"after_term" json:"after_term"` // the machine takes it when this term has run out
	Since     string    `yaml:"since" json:"since,omitempty"` // CEL, of an automatic one: the moment at which its time came, however late the machine looks
	From      []string  `yaml:"from" json:"from"`             // states of one region
	While     []string  `yaml:"while" json:"while"`           // states of other regions that must also hold
	To        []string  `yaml:"to" json:"to"`                 // one state for each region that moves; empty: all stay
	Event     string    `yaml:"event" json:"event"`
	Requires  []Guard   `yaml:"requires" json:"requires"`
	Set       Effects   `yaml:"set" json:"set"`
	Draws     []string  `yaml:"draws" json:"draws"`       // numbers
	Notices   []string  `yaml:"notices" json:"notices"`   // outgoing documents
	Register  string    `yaml:"register" json:"register"` // CEL: the register in which an entry is made
	Entry     string    `yaml:"entry" json:"entry"`       // CEL: number of the entry, where it is not the drawn registration number
	Record    *RecordOf `yaml:"record" json:"record"`     // what is recorded about an entry
	Publish   string    `yaml:"publish" json:"publish"`   // CEL: the series in which it is published
}

// RecordOf is what a transition records about a register's entry.
type RecordOf struct {
	Kind   string    `yaml:"kind" json:"kind"` // "open-licence"
	Title  string    `yaml:"title" json:"title"`
	Code   string    `yaml:"code" json:"code"` // CEL, text: the bulletin's code
	Fields []EntryOf `yaml:"fields" json:"fields"`
}

// EntryOf is one line of a record.
type EntryOf struct {
	Name  string `yaml:"name" json:"name"`
	Title string `yaml:"title" json:"title"`
	Value string `yaml:"value" json:"value"` // CEL, text; an empty one is left out
}

// Effects are the dates and values that a transition sets, each by CEL.
type Effects struct {
	Dates  map[string]string `yaml:"dates" json:"dates"`
	Values map[string]string `yaml:"values" json:"values"`
}

// Term is a term of the act.
type Term struct {
	ID      string    `yaml:"id" json:"id"`
	Title   string    `yaml:"title" json:"title"`
	Point   string    `yaml:"point" json:"point"`
	Amount  int       `yaml:"amount" json:"amount"` // positive; 0 calendar-days: at once, within the same day
	Unit    string    `yaml:"unit" json:"unit"`     // working-days | calendar-days | months | years | hours | minutes | none
	From    TermStart `yaml:"from" json:"from"`
	Hours   string    `yaml:"hours" json:"hours"`             // office hours in which minutes and hours run
	Met     []string  `yaml:"met" json:"met"`                 // events
	MetOn   string    `yaml:"met_on" json:"met_on,omitempty"` // the date that the event sets, on which it counts: a payment may be noted later than it was made
	Applies string    `yaml:"applies" json:"applies"`         // CEL; empty: always
	Who     string    `yaml:"who" json:"who"`                 // a role, or applicant
	Breach  string    `yaml:"breach" json:"breach"`           // Russian: what follows
	Pauses  []Pause   `yaml:"pauses" json:"pauses"`
	// Extensions lengthen the term by the calendar days of side branches.
	Extensions  []Extension `yaml:"extensions" json:"extensions,omitempty"`
	Roll        Roll        `yaml:"roll" json:"roll,omitzero"`
	Unstoppable bool        `yaml:"unstoppable" json:"unstoppable,omitempty"` // it runs on in states that stop terms
	// Waits: the term is a time before which something may not be done. It binds
	// nobody and cannot be broken: its end meets it, unless one of Met ends it sooner.
	Waits bool `yaml:"waits" json:"waits,omitempty"`
}

// TermStart says what opens a term: one of its members is set, or an event with
// the date that it sets, from which the term is then counted: a paper may be
// entered later than it was received.
type TermStart struct {
	Event string `yaml:"event" json:"event"`
	Date  string `yaml:"date" json:"date"`
	EndOf string `yaml:"end_of" json:"end_of"` // another term
	Words string `yaml:"words" json:"words"`   // something that the procedure does not follow yet
}

// Extension is a side branch of the procedure that lengthens a term by its real
// calendar days, but by no more than its cap.
type Extension struct {
	From  string   `yaml:"from" json:"from"` // event
	To    []string `yaml:"to" json:"to"`     // events, the first of which ends it
	Cap   *Length  `yaml:"cap" json:"cap"`   // nil: as long as the branch takes
	Point string   `yaml:"point" json:"point"`
	When  string   `yaml:"when" json:"when,omitempty"` // CEL: whether the branch lengthens the term; empty: always
}

// Length is a length of time as an act writes it.
type Length struct {
	Amount int    `yaml:"amount" json:"amount"`
	Unit   string `yaml:"unit" json:"unit"` // calendar-days | months | years
}

// Roll says whether a term whose last day is off ends on the next working day
// (Civil Code art. 193): always, never, or under one reading of a gap.
type Roll struct {
	Word    string `yaml:"-" json:"word,omitempty"` // always (also when empty) | never
	Setting string `yaml:"setting" json:"setting,omitempty"`
	When    string `yaml:"when" json:"when,omitempty"` // the reading under which it rolls
}

// UnmarshalYAML reads a word or a mapping.
func (r *Roll) UnmarshalYAML(unmarshal func(any) error) error {
	if unmarshal(&r.Word) == nil {
		return nil
	}
	type mapping Roll
	return unmarshal((*mapping)(r))
}

// Pause is a time that a term does not count.
type Pause struct {
	From string   `yaml:"from" json:"from"` // event
	To   []string `yaml:"to" json:"to"`     // events, the first of which ends it
}
