package regulation

import (
	"time"

	"vestnik/pipeline/workday"
)

// Verdict is what one rule says of one case.
type Verdict string

// The verdicts of the contract.
const (
	Pass          Verdict = "pass"
	Fail          Verdict = "fail"
	NotApplicable Verdict = "not-applicable"
	NeedsPerson   Verdict = "needs-person" // the machine cannot or may not decide it, or what it read is not sure
)

// Finding is a rule applied to a case: a value, never an error.
type Finding struct {
	Rule     string     `json:"rule"`  // "R210-64-1"
	Point    string     `json:"point"` // "64", "29 подп. 1"
	Act      string     `json:"act"`   // "order-210"
	Verdict  Verdict    `json:"verdict"`
	Severity string     `json:"severity"` // info | warning | defect | refusal
	Message  string     `json:"message"`  // Russian, for the examiner
	Evidence []Evidence `json:"evidence"`
}

// Evidence is where on the papers a finding rests.
type Evidence struct {
	Document string     `json:"document,omitempty"` // SHA-256 of the file
	Page     int        `json:"page,omitempty"`
	Box      [4]float64 `json:"box"`
	Text     string     `json:"text"`
	Field    string     `json:"field,omitempty"` // "holders[0].inn"
}

// Person is somebody who acts on a case.
type Person struct {
	Login string
	Roles []string // "registrar", "examiner", "fee-officer", "approver", "editor", "admin"
}

// Occurrence is one thing in the history of a case that the procedure cares
// about, under the name that the pack gives it ("received", "fee-confirmed").
type Occurrence struct {
	Name  string         `json:"name"`
	At    time.Time      `json:"at"`
	Actor string         `json:"actor,omitempty"`
	Data  map[string]any `json:"data,omitempty"`
}

// Paper is one document of a case as the checks see it.
type Paper struct {
	Kind       string // "statement", "abstract", … , "unknown"
	Digest     string
	Name       string
	Pages      []int
	Confidence float64
	Language   string // of its text: "ru", …
	Legible    bool
	Problem    string // code of what was wrong with the file; empty if nothing
	// Received is when it came; zero: with the filing.
	Received time.Time `json:",omitzero"`
}

// Case is all that the engine may look at. Same case, same pack, same calendar:
// same answer.
type Case struct {
	ID         string
	Channel    string // window | post | site | epgu
	ReceivedAt time.Time
	Papers     []Paper
	// Fields holds the values by contract name, lists as []any, composites as
	// map[string]any, dates as "2006-01-02", numbers as int64 or float64.
	Fields map[string]any
	// Places says where a field's value stands, by path ("holders[0].name").
	Places map[string]Evidence
	// Unsure names the paths whose reading is not sure; a rule that needs one
	// of them yields NeedsPerson instead of Fail or Pass.
	Unsure  map[string]bool
	History []Occurrence
	// Links holds, by the pack's link, the cases of the office that it leads to.
	// Their own links are not looked at.
	Links map[string][]Case
}

// Want is a name that a case looks for among the names of other cases.
type Want struct {
	Link    string `json:"link"`
	Pack    string `json:"pack"`     // of the cases looked for
	KnownAs string `json:"known_as"` // which of their names
	Value   string `json:"value"`
}

// State is where a case stands after its history.
type State struct {
	Name     string               `json:"state"`             // "M_EXAM"
	Title    string               `json:"title"`             // Russian
	Regions  map[string]string    `json:"regions,omitempty"` // "CERT": "CERT_PENDING"
	Terminal bool                 `json:"terminal"`
	Proposal *Proposal            `json:"proposal,omitempty"` // a decision that waits for its second person: the first of Proposals
	Dates    map[string]time.Time `json:"dates,omitempty"`    // "received_at", "accepted_on", "receipt_date", "unit_on" …: never one for another (G210-33)
	Numbers  map[string]string    `json:"numbers,omitempty"`  // "incoming", "application", "registration"
	Values   map[string]any       `json:"values,omitempty"`   // what else the history set
	// Proposals are all decisions that wait, oldest first: one at most in the main
	// line and in each region.
	Proposals []Proposal `json:"proposals,omitempty"`
}

// Proposal is a decision drafted by one person that another must sign (four eyes).
type Proposal struct {
	Command string         `json:"command"`
	By      string         `json:"by"`
	At      time.Time      `json:"at"`
	Args    map[string]any `json:"args,omitempty"`
	Hash    string         `json:"hash"`              // of exactly what will be signed
	Notices []string       `json:"notices,omitempty"` // ids of the papers that it would send
}

// Need is one thing that a command must be given.
type Need struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"` // Russian label
	Type     string   `json:"type"`  // text | date | number | bool | choice
	Required bool     `json:"required"`
	Options  []Option `json:"options,omitempty"` // of a choice
}

// Option is one value of a choice.
type Option struct {
	Value string `json:"value" yaml:"value"`
	Title string `json:"title" yaml:"title"`
}

// Command is something a person may do with a case now, or why not.
type Command struct {
	Name         string   `json:"command"`
	Title        string   `json:"title"` // Russian
	Transitions  []string `json:"transitions"`
	Point        string   `json:"point"`
	Who          []string `json:"who"` // roles
	Needs        []Need   `json:"needs"`
	Term         string   `json:"term,omitempty"`
	Open         bool     `json:"open"`
	ClosedReason string   `json:"closed_reason,omitempty"` // Russian
	// Draws names the number sequences that performing it takes a number from:
	// "incoming", "application", "registration".
	Draws []string `json:"draws,omitempty"`
	// Notices names the outgoing documents that it produces.
	Notices []string `json:"notices,omitempty"`
}

// Act is a person performing a command.
type Act struct {
	Command string
	Person  Person
	At      time.Time
	Args    map[string]any    // by Need.Name; dates as "2006-01-02", numbers as int64/float64 or decimal strings
	Numbers map[string]string // a number for each of the command's Draws
}

// Outcome is what performing a command does. Nothing has happened until its
// occurrences are in the journal.
type Outcome struct {
	Command     string       `json:"command"`
	Transitions []string     `json:"transitions"`
	From        string       `json:"from"`
	To          string       `json:"to"`
	Occurrences []Occurrence `json:"occurrences"` // to append, in order
	Notices     []Notice     `json:"notices,omitempty"`
	// Register is set when the command writes into a register: a new entry under
	// the registration number that it draws or, when Entry is set, about the entry
	// of that number. Record is what it records there. Publish is set when it
	// sends either to a bulletin series.
	Register string  `json:"register,omitempty"`
	Entry    string  `json:"entry,omitempty"`
	Record   *Record `json:"record,omitempty"`
	Publish  string  `json:"publish,omitempty"`
}

// Record is what is recorded about an entry of a register: a duplicate issued,
// an open licence, its withdrawal.
type Record struct {
	Kind   string        `json:"kind"`           // "open-licence"
	Title  string        `json:"title"`          // Russian
	Code   string        `json:"code,omitempty"` // the bulletin's code for it
	Fields []RecordField `json:"fields"`
}

// RecordField is one line of a record; lines that would be empty are left out.
type RecordField struct {
	Name  string `json:"name"`
	Title string `json:"title"` // Russian
	Value string `json:"value"`
}

// Notice is an outgoing document as it will be signed: complete text, no gaps.
type Notice struct {
	ID       string       `json:"id"`       // unique in the case: "O210-03/1"
	Document string       `json:"document"` // "O210-03"
	Title    string       `json:"title"`
	Point    string       `json:"point"`
	Date     workday.Date `json:"date"`
	Draft    bool         `json:"draft"` // true until signed, where the act asks for a signature
	// Markdown is the whole text in CommonMark: grounds, terms, rights. No HTML.
	Markdown  string `json:"markdown"`
	Addressee string `json:"addressee"`
	Signatory string `json:"signatory"` // position and login of who signs
	// Position is the position alone, for printers that put the person's name
	// in place of the login.
	Position string `json:"position,omitempty"`
	// Layout is how the paper looks where it is no letter: "certificate",
	// "duplicate", "register-line".
	Layout string `json:"layout,omitempty"`
}

// RunningTerm is a term of the act as it stands for one case.
type RunningTerm struct {
	Rule   string       `json:"rule"` // "D210-13"
	Title  string       `json:"title"`
	Point  string       `json:"point"`
	From   time.Time    `json:"from"`
	Due    workday.Date `json:"due"`
	DueAt  *time.Time   `json:"due_at,omitempty"` // of a term in minutes or hours
	Met    *time.Time   `json:"met"`              // nil while it runs
	Status string       `json:"status"`           // running | stopped | met | broken | overdue
	Who    string       `json:"who"`              // whose term it is: a role, or "applicant"
	// DueLiteral is the last day by the letter of the act, every side branch that
	// occurred taken with its whole cap; set only where a branch lengthened the term.
	DueLiteral *workday.Date `json:"due_literal,omitempty"`
	// Provisional is set when the date rests on a calendar year not yet fixed.
	Provisional bool `json:"provisional,omitempty"`
}

// Refused says why a command may not be performed.
type Refused struct {
	Command string
	Point   string // of the act
	Reason  string // Russian
	// Forbidden is set when it is the person, not the state of the case, that stands in the way.
	Forbidden bool
}

func (r *Refused) Error() string {
	if r.Point == "" {
		return r.Command + ": " + r.Reason
	}
	return r.Command + " (п. " + r.Point + "): " + r.Reason
}
