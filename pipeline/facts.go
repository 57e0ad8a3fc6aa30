package pipeline

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"

	"vestnik/pipeline/regulation"
)

// precedence says whose word counts when several papers state the same field.
// A paper that opens a case counts before those that come with it.
var precedence = map[DocumentKind]int{
	Statement: 0, OpenLicenceStatement: 0, OpenLicencePetition: 0, DuplicateStatement: 0,
	WithdrawalStatement: 0, RescissionPetition: 0, AmendmentPetition: 0,
	HandoverRequest: 0, DepositReturnRequest: 0, Complaint: 0, ViolationStatement: 0, Proposal: 0,
	FurtherAuthorSheet: 1, Abstract: 2, ProofOfFee: 3,
	PowerOfAttorney: 4, Consent: 5, DepositedMaterials: 6, Translation: 7, CoveringLetter: 8, UnknownKind: 9,
}

// ofAbstract are the fields for which the abstract is the better source.
var ofAbstract = map[string]bool{
	FieldAbstract: true, FieldLanguage: true, FieldOS: true,
	FieldComputerType: true, FieldDBMS: true, FieldSize: true,
}

// MergeFields joins what the files of a case state into the case's fields. What
// the filing states stands; papers that came later add what it leaves unsaid, unless
// they came with a petition or a letter: that speaks of something else, even where
// its fields bear the same names. The documents are left as they are.
func MergeFields(docs []Document) Fields {
	merged := Fields{}
	var first []*Document
	for i, together := range byAddition(docs) {
		if i == 0 {
			first = together
		} else if !complements(first, together) {
			continue
		}
		for name, f := range mergeTogether(together) {
			if _, stated := merged[name]; !stated {
				merged[name] = f
			}
		}
	}
	return merged
}

// complements reports whether later papers belong to what was filed: none of them
// opens a matter of its own, and each is of a kind that accompanies a filing.
func complements(filed, later []*Document) bool {
	return !slices.ContainsFunc(later, func(d *Document) bool {
		switch rank(d.Kind) {
		case 0:
			return !slices.ContainsFunc(filed, func(f *Document) bool { return f.Kind == d.Kind })
		case precedence[UnknownKind]:
			return true
		}
		return false
	})
}

// byAddition groups the documents by how they came: those of the filing first, or
// of the first papers where a person began the case. Files of unknown kind state
// nothing and are left out.
func byAddition(docs []Document) [][]*Document {
	var groups [][]*Document
	for i := range docs {
		d := &docs[i]
		if d.Kind == UnknownKind {
			continue
		}
		for len(groups) <= d.Added {
			groups = append(groups, nil)
		}
		groups[d.Added] = append(groups[d.Added], d)
	}
	return slices.DeleteFunc(groups, func(g []*Document) bool { return len(g) == 0 })
}

// mergeTogether joins what papers that came together state. The statement's word
// counts before the abstract's, which counts before the rest; authors on further
// sheets are added to those of the statement. Of two files of the same kind the
// first counts.
func mergeTogether(order []*Document) Fields {
	sort.SliceStable(order, func(i, j int) bool { return rank(order[i].Kind) < rank(order[j].Kind) })
	merged := Fields{}
	from := map[string]DocumentKind{}
	for _, d := range order {
		if d.Kind == Certificate && rank(order[0].Kind) == 0 {
			continue // it tells of what was registered before
		}
		for name, f := range d.Read {
			f = f.in(d.Digest)
			have, taken := merged[name]
			switch {
			case !taken, have.Unread() && !have.IsList(), ofAbstract[name] && d.Kind == Abstract && from[name] != Abstract:
				merged[name], from[name] = f, d.Kind
			case name == FieldAuthors && d.Kind == FurtherAuthorSheet:
				have.Values = appendNew(have.Values, f.Values)
				merged[name] = have
			}
		}
	}
	countDeposit(merged, order)
	return merged
}

// rank orders the kinds by whose word counts; kinds of other acts come last.
func rank(k DocumentKind) int {
	if n, known := precedence[k]; known {
		return n
	}
	return precedence[UnknownKind]
}

// in returns the field with its readings marked as standing in the document.
func (f Field) in(d Digest) Field {
	f.Reading = f.Reading.in(d)
	if f.Values != nil {
		values := make([]Reading, len(f.Values))
		for i, r := range f.Values {
			values[i] = r.in(d)
		}
		f.Values = values
	}
	return f
}

func (r Reading) in(d Digest) Reading {
	r.Document = d
	if r.Parts != nil {
		parts := make(map[string]Reading, len(r.Parts))
		for name, p := range r.Parts {
			parts[name] = p.in(d)
		}
		r.Parts = parts
	}
	return r
}

// appendNew adds the authors whose name is not there yet.
func appendNew(have, more []Reading) []Reading {
	all := slices.Clone(have)
	names := map[string]bool{}
	for _, r := range have {
		names[foldName(r)] = true
	}
	for _, r := range more {
		if n := foldName(r); n == "" || !names[n] {
			all = append(all, r)
		}
	}
	return all
}

func foldName(r Reading) string {
	m, _ := r.Value.(map[string]any)
	s, _ := m["name"].(string)
	return strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), " ")), "ё", "е")
}

// countDeposit states how many pages of deposited materials there are, when no
// paper says so itself. The count is as sure as that these papers are what they
// were taken for.
func countDeposit(fields Fields, docs []*Document) {
	if _, stated := fields[FieldDepositPages]; stated {
		return
	}
	n, r := 0, Reading{Confidence: 1}
	for _, d := range docs {
		for _, p := range d.Papers {
			if DocumentKind(p.Kind) != DepositedMaterials || len(p.Pages) == 0 {
				continue
			}
			if n == 0 {
				r.Document, r.Page = d.Digest, p.Pages[0]
			}
			n += len(p.Pages)
			r.Confidence = min(r.Confidence, p.Confidence)
		}
	}
	if n > 0 {
		r.Value, r.Raw, r.Sure = float64(n), strconv.Itoa(n), r.Confidence >= SureFrom
		fields[FieldDepositPages] = Field{Reading: r}
	}
}

// engineCase gives the regulation engine all that it may look at.
func (c *CaseFile) engineCase() regulation.Case {
	rc := regulation.Case{
		ID: string(c.ID), Channel: string(c.Channel), ReceivedAt: c.ReceivedAt,
		Fields: map[string]any{}, Places: map[string]Evidence{}, Unsure: map[string]bool{},
		History: c.History,
	}
	for i := range c.Documents {
		d := &c.Documents[i]
		came, _ := c.ReceivedOf(d)
		for _, p := range d.enginePapers() {
			p.Received = came
			rc.Papers = append(rc.Papers, p)
		}
	}
	for name, f := range c.Fields {
		if !f.IsList() {
			rc.Fields[name] = f.Value
			setPlace(rc, name, f.Reading)
			continue
		}
		list := make([]any, len(f.Values))
		for i, r := range f.Values {
			list[i] = r.Value
			setPlace(rc, fmt.Sprintf("%s[%d]", name, i), r)
		}
		rc.Fields[name] = list
	}
	return rc
}

// setPlace tells where a reading and its parts stand, and which of them is not sure.
func setPlace(rc regulation.Case, path string, r Reading) {
	rc.Places[path] = Evidence{Document: string(r.Document), Page: r.Page, Box: r.Box, Text: r.Raw, Field: path}
	if !r.Sure {
		rc.Unsure[path] = true
	}
	for name, p := range r.Parts {
		setPlace(rc, path+"."+name, p)
	}
}

// enginePapers returns the papers of a file as the checks see them. A file that
// could not be read is one paper of unknown kind with its problem, and so is an
// archive of which not all could be unpacked.
func (d *Document) enginePapers() []regulation.Paper {
	if d.Status == DocUnpacked && d.Problem == nil {
		return nil // its members stand for it
	}
	if len(d.Papers) > 0 {
		return d.Papers
	}
	p := regulation.Paper{Kind: string(d.Kind), Digest: string(d.Digest), Name: d.Name, Confidence: d.Confidence, Language: d.Language}
	if d.Problem.hinders() {
		p.Problem = d.Problem.Code
	}
	return []regulation.Paper{p}
}
