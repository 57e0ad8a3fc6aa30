package publish

// Blank is a form that applicants may take: our own, filed on it or not.
type Blank struct {
	ID    string   // stands in the address
	Acts  []string // acts whose papers are filed on it; its page is the first one's
	Kinds []string // of paper
	Title string
	Point string // of the first act
	About string // who files it and when
	Boxes []BlankBox
	Files []BlankFile
}

// BlankBox is what one box asks, how it is filled in, and what somebody wrote there.
type BlankBox struct{ Label, Help, Sample string }

// BlankFile is a blank or a sample to be taken away.
type BlankFile struct {
	Name      string // of the file: "complaint-sample.pdf"
	Title     string
	MediaType string
	Make      func() ([]byte, error) `json:"-"` // always the same bytes
}
