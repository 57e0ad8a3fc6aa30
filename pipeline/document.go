package pipeline

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Digest is the SHA-256 of some bytes, in lower-case hex.
type Digest string

// shard is the folder among many in which what bears the digest lies.
func (d Digest) shard() string { return string(d[:min(2, len(d))]) }

// Box is a rectangle on a page: x0, y0, x1, y1 as fractions of the page's width
// and height, origin top left, as the page is meant to be seen (after rotation).
type Box [4]float64

// Word is one word as it stands on a page.
type Word struct {
	Text       string  `json:"text"`
	Box        Box     `json:"box"`
	Confidence float64 `json:"confidence"`
	Line       int     `json:"line"` // words of one printed line share a number, from 1, in reading order
}

// PageSource says where the text of a page comes from.
type PageSource string

// Where the text of a page comes from.
const (
	FromTextLayer PageSource = "text-layer"
	FromOCR       PageSource = "ocr"
	FromNothing   PageSource = "none" // nothing could be read; Problem says why
)

// Page is what was read off one page. Width and Height are in points (1/72 inch).
type Page struct {
	Number     int        `json:"page"`
	Width      float64    `json:"width"`
	Height     float64    `json:"height"`
	Source     PageSource `json:"source"`
	Language   string     `json:"language"` // BCP 47, empty when unknown
	Confidence float64    `json:"confidence"`
	Rotation   int        `json:"rotation"` // degrees clockwise that reading applied: 0, 90, 180 or 270
	Skew       float64    `json:"skew,omitempty"`
	Text       string     `json:"text"`
	Words      []Word     `json:"words"`
	Problem    *Problem   `json:"problem,omitempty"`

	// Reader names the program whose words were kept, of those that were asked.
	Reader PageReader `json:"reader,omitempty"`
	// Layer is what was thought of the page's text layer; nil where it has none.
	Layer *LayerVerdict `json:"layer,omitempty"`
	// Regions are the places where something stands that no word says.
	Regions []Region `json:"regions,omitempty"`

	// Engine names what produced the page, with versions and settings, so that
	// a cached page of another engine is not taken for this one's.
	Engine string `json:"engine,omitempty"`
}

// PageReader is a program that reads pages.
type PageReader string

// The programs that read pages.
const (
	ReadByUs        PageReader = "vestnik"
	ReadByPoppler   PageReader = "poppler"
	ReadByTesseract PageReader = "tesseract"
)

// LayerVerdict says whether a text layer was believed, and why not.
type LayerVerdict struct {
	True   bool   `json:"true"`
	Reason string `json:"reason,omitempty"` // English; empty when true
	// Repaired is set when the layer was put right rather than thrown away.
	Repaired bool `json:"repaired,omitempty"`
}

// Region is a place on a page where something stands that no word says.
type Region struct {
	Box  Box        `json:"box"`
	Kind RegionKind `json:"kind"`
}

// RegionKind is what a region seems to hold.
type RegionKind string

// What a region seems to hold.
const (
	LostText    RegionKind = "lost-text"   // ink like print that was not read
	Handwriting RegionKind = "handwriting" // never guessed at
	Stamp       RegionKind = "stamp"
	Figure      RegionKind = "figure" // a drawing, a photograph, a coat of arms
)

// PageUnread counts the places of a page that a person has to read.
type PageUnread struct {
	Page        int `json:"page"`
	LostText    int `json:"lost_text,omitempty"`
	Handwriting int `json:"handwriting,omitempty"`
}

// unread counts the places of the page that a person has to read.
func (p Page) unread() PageUnread {
	u := PageUnread{Page: p.Number}
	for _, r := range p.Regions {
		switch r.Kind {
		case LostText:
			u.LostText++
		case Handwriting:
			u.Handwriting++
		}
	}
	return u
}

// any reports whether there is such a place.
func (u PageUnread) any() bool { return u.LostText+u.Handwriting > 0 }

// Lines returns the words grouped into printed lines, in reading order.
func (p Page) Lines() [][]Word {
	var lines [][]Word
	last := -1
	for _, w := range p.Words {
		if w.Line != last || len(lines) == 0 {
			lines = append(lines, nil)
			last = w.Line
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], w)
	}
	return lines
}

// JoinWords returns the words separated by single spaces.
func JoinWords(words []Word) string {
	texts := make([]string, len(words))
	for i, w := range words {
		texts[i] = w.Text
	}
	return strings.Join(texts, " ")
}

// Problem is why a file or page could not be read, or not wholly.
type Problem struct {
	Code    string `json:"code"`             // stable, for machines: "encrypted", "truncated", "empty", "too-large", "timeout", "unsupported", "damaged", "illegible", …
	Message string `json:"message"`          // Russian, for the clerk: what is wrong and what to do
	File    string `json:"file,omitempty"`   // the file's name, or the name of the archive's member
	Page    int    `json:"page,omitempty"`   // from 1; 0 when the whole file is concerned
	Detail  string `json:"detail,omitempty"` // English, for the operator
	Fatal   bool   `json:"fatal"`            // nothing of the file could be read
}

// Codes that the pipeline itself treats apart, or gives.
const (
	problemBlank     = "blank"           // nothing is on the page, or on any page of the file
	problemWrongName = "wrong-extension" // the file was read all the same
	problemEmpty     = "empty-archive"
	problemDamaged   = "damaged"
)

// In names the file that the problem is of, in File and in the Message. What
// reads files does not do so: pages are kept by content, whatever their file was
// called.
func (p Problem) In(file string) Problem {
	if p.File != "" || file == "" || p.Message == "" {
		return p
	}
	first, size := utf8.DecodeRuneInString(p.Message)
	where := "«" + file + "»"
	if p.Page > 0 {
		where += ", стр. " + strconv.Itoa(p.Page)
	}
	p.File, p.Message = file, where+": "+string(unicode.ToLower(first))+p.Message[size:]
	return p
}

// hinders reports whether something of the file could not be read.
func (p *Problem) hinders() bool { return p != nil && p.Code != problemWrongName }

// BlankFile is the problem of a file with pages of which none holds any text.
func BlankFile(file string) *Problem {
	p := Problem{Code: problemBlank, Message: "На страницах файла не найдено текста. Посмотрите их сами, возможно, отсканирована оборотная сторона листа; при необходимости запросите документ ещё раз."}.In(file)
	return &p
}

// DocumentKind names a kind of paper as the pack declares it.
type DocumentKind string

// The kinds of paper in an application (order 210 п. 17; order 211 Правила составления п. 1).
const (
	Statement          DocumentKind = "statement"
	FurtherAuthorSheet DocumentKind = "further-author-sheet"
	Abstract           DocumentKind = "abstract"
	DepositedMaterials DocumentKind = "deposited-materials"
	PowerOfAttorney    DocumentKind = "power-of-attorney"
	ProofOfFee         DocumentKind = "proof-of-fee"
	Consent            DocumentKind = "consent"
	UnknownKind        DocumentKind = "unknown"
)

// The further papers that open a case or come to one: on an open licence (order
// 144 п. 17), on an application and its certificate (order 210 пп. 59, 69, 71, 95,
// 96, 110), on how the office works (пп. 127, 131), and from courts (п. 25).
const (
	OpenLicenceStatement DocumentKind = "open-licence-statement"
	OpenLicencePetition  DocumentKind = "open-licence-petition" // to withdraw the statement
	DuplicateStatement   DocumentKind = "duplicate-statement"
	WithdrawalStatement  DocumentKind = "withdrawal-statement"
	RescissionPetition   DocumentKind = "withdrawal-rescission" // petition to withdraw a withdrawal
	AmendmentPetition    DocumentKind = "amendment-petition"
	HandoverRequest      DocumentKind = "handover-request"
	DepositReturnRequest DocumentKind = "deposit-return-request"
	Complaint            DocumentKind = "complaint"
	ViolationStatement   DocumentKind = "violation-statement"
	Proposal             DocumentKind = "proposal"
	CourtAct             DocumentKind = "court-act"
	Translation          DocumentKind = "translation"
	Certificate          DocumentKind = "certificate"     // of a registration, as it was issued
	CoveringLetter       DocumentKind = "covering-letter" // what is sent, to whom, on how many sheets
)

// Inspection is what can be said of a file before its pages are read.
type Inspection struct {
	Type    string   `json:"type"`  // media type by content, never by name
	Pages   int      `json:"pages"` // 0 for archives and for what cannot be read
	Archive bool     `json:"archive"`
	Problem *Problem `json:"problem,omitempty"`
}

// Member is one file out of an archive, unpacked to a local path.
type Member struct {
	Name    string
	Path    string
	Size    int64
	Problem *Problem
}

// Segment is a run of pages of one file that form one paper.
type Segment struct {
	Kind       DocumentKind `json:"kind"`
	Pages      []int        `json:"pages"`
	Confidence float64      `json:"confidence"`
	Signals    []string     `json:"signals,omitempty"` // why, for people: "заголовок «РЕФЕРАТ»"
}

// Recognition is what a file was understood to be and to say.
type Recognition struct {
	Kind       DocumentKind `json:"kind"` // of the whole file: its one segment's, or the leading segment's
	Confidence float64      `json:"confidence"`
	Segments   []Segment    `json:"segments,omitempty"`
	Fields     Fields       `json:"fields"`
}
