package pipeline

import (
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"

	"vestnik/pipeline/regulation"
)

// precedence says whose word counts when several papers state the same field.
var precedence = map[DocumentKind]int{
	Statement: 0, FurtherAuthorSheet: 1, Abstract: 2, ProofOfFee: 3,
	PowerOfAttorney: 4, Consent: 5, DepositedMaterials: 6, UnknownKind: 7,
}

// ofAbstract are the fields for which the abstract is the better source.
var ofAbstract = map[string]bool{
	FieldAbstract: true, FieldLanguage: true, FieldOS: true,
	FieldComputerType: true, FieldDBMS: true, FieldSize: true,
}

// MergeFields joins what the files of a case state into the case's fields. The
// statement's word counts before the abstract's, which counts before the rest;
// authors on further sheets are added to those of the statement.
func MergeFields(docs []Document) Fields {
	order := make([]*Document, 0, len(docs))
	for i := range docs {
		if docs[i].Kind != UnknownKind {
			order = append(order, &docs[i])
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return precedence[order[i].Kind] < precedence[order[j].Kind] })

	merged := Fields{}
	for _, d := range order {
		for name, f := range d.Read {
			f = f.in(d.Digest)
			have, taken := merged[name]
			switch {
			case !taken, ofAbstract[name] && d.Kind == Abstract:
				merged[name] = f
			case name == FieldAuthors && d.Kind == FurtherAuthorSheet:
				have.Values = appendNew(have.Values, f.Values)
				merged[name] = have
			}
		}
	}
	countDeposit(merged, order)
	return merged
}

// in marks a field's readings as standing in the document.
func (f Field) in(d Digest) Field {
	f.Reading = f.Reading.in(d)
	for i, r := range f.Values {
		f.Values[i] = r.in(d)
	}
	return f
}

func (r Reading) in(d Digest) Reading {
	r.Document = d
	for name, p := range r.Parts {
		p.Document = d
		r.Parts[name] = p
	}
	return r
}

// appendNew adds the authors whose name is not there yet.
func appendNew(have, more []Reading) []Reading {
	names := map[string]bool{}
	for _, r := range have {
		names[foldName(r)] = true
	}
	for _, r := range more {
		if n := foldName(r); n == "" || !names[n] {
			have = append(have, r)
		}
	}
	return have
}

func foldName(r Reading) string {
	m, _ := r.Value.(map[string]any)
	s, _ := m["name"].(string)
	return strings.ReplaceAll(strings.ToLower(strings.Join(strings.Fields(s), " ")), "ё", "е")
}

// countDeposit states how many pages of deposited materials there are, when no
// paper says so itself.
func countDeposit(fields Fields, docs []*Document) {
	if _, stated := fields[FieldDepositPages]; stated {
		return
	}
	n, at := 0, Digest("")
	for _, d := range docs {
		for _, p := range d.Papers {
			if DocumentKind(p.Kind) == DepositedMaterials {
				n += len(p.Pages)
				at = d.Digest
			}
		}
	}
	if n > 0 {
		fields[FieldDepositPages] = Field{Reading: Reading{
			Value: int64(n), Raw: strconv.Itoa(n), Document: at, Page: 1, Confidence: 1, Sure: true,
		}}
	}
}

// fieldPath is "name", "name.part", "name[3]" or "name[3].part".
var fieldPath = regexp.MustCompile(`^([a-z_]+)(?:\[(\d+)\])?(?:\.([a-z_]+))?$`)

// pathOf splits a field path; index is -1 where none is given.
func pathOf(path string) (name string, index int, part string, err error) {
	m := fieldPath.FindStringSubmatch(path)
	if m == nil {
		return "", 0, "", &Error{Op: "correct field", Doc: path, Kind: Invalid,
			Advice: fmt.Sprintf("Поле «%s» названо неверно: нужно, например, title или holders[0].name.", path)}
	}
	index = -1
	if m[2] != "" {
		index, _ = strconv.Atoi(m[2])
	}
	return m[1], index, m[3], nil
}

// Reading returns what stands at the path, or a zero Reading.
func (fs Fields) Reading(path string) Reading {
	name, index, part, err := pathOf(path)
	if err != nil {
		return Reading{}
	}
	f := fs[name]
	r := f.Reading
	if index >= 0 {
		if index >= len(f.Values) {
			return Reading{}
		}
		r = f.Values[index]
	}
	if part != "" {
		return r.Parts[part]
	}
	return r
}

// correct puts a person's value in the place of what was read. An index just
// past the end adds to the list.
func (fs Fields) correct(c Correction) {
	name, index, part, err := pathOf(c.Path)
	if err != nil {
		return
	}
	f := fs[name]
	target := &f.Reading
	if index >= 0 {
		f.Values = append([]Reading(nil), f.Values...)
		for len(f.Values) <= index {
			f.Values = append(f.Values, Reading{})
		}
		target = &f.Values[index]
	}
	if part != "" {
		*target = target.withPart(part, c)
	} else {
		*target = target.replaced(c.Value, c)
	}
	fs[name] = f
}

// replaced keeps the place on the paper and takes the person's value as sure.
func (r Reading) replaced(value any, c Correction) Reading {
	r.Value, r.Confidence, r.Sure, r.By = value, 1, true, c.By
	return r
}

func (r Reading) withPart(part string, c Correction) Reading {
	whole := map[string]any{}
	if m, ok := r.Value.(map[string]any); ok {
		for k, v := range m {
			whole[k] = v
		}
	}
	parts := make(map[string]Reading, len(r.Parts)+1)
	for k, v := range r.Parts {
		parts[k] = v
	}
	if c.Value == nil || c.Value == "" {
		delete(whole, part)
	} else {
		whole[part] = c.Value
	}
	parts[part] = parts[part].replaced(c.Value, c)
	r.Value, r.Parts, r.By = whole, parts, c.By
	r.Confidence, r.Sure = 1, true
	for _, p := range parts {
		r.Confidence = min(r.Confidence, p.Confidence)
		r.Sure = r.Sure && p.Sure
	}
	return r
}

// engineCase gives the regulation engine all that it may look at.
func (c *CaseFile) engineCase() regulation.Case {
	rc := regulation.Case{
		ID: string(c.ID), Channel: string(c.Channel), ReceivedAt: c.ReceivedAt,
		Fields: map[string]any{}, Places: map[string]Evidence{}, Unsure: map[string]bool{},
		History: c.History,
	}
	for i := range c.Documents {
		rc.Papers = append(rc.Papers, c.Documents[i].enginePapers()...)
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
// could not be read is one paper of unknown kind with its problem.
func (d *Document) enginePapers() []regulation.Paper {
	if d.Status == DocUnpacked {
		return nil
	}
	if len(d.Papers) > 0 {
		return d.Papers
	}
	p := regulation.Paper{Kind: string(d.Kind), Digest: string(d.Digest), Name: d.Name, Confidence: d.Confidence, Language: d.Language}
	if d.Problem != nil {
		p.Problem = d.Problem.Code
	}
	return []regulation.Paper{p}
}
