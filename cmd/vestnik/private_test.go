package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// publicFields are what the acts let be published, by pack: everything else that a
// pack declares is private, what it declares tomorrow too (order 210 п. 85, order
// 211 "Перечни сведений", order 144 п. 61). Yes-or-no fields are passed by: they
// hold no secret to look for.
var publicFields = map[string][]string{
	"order-210": {
		"kind", "title", "abstract", "computer_type", "language", "os", "dbms", "size", "state_contract", "creation_year", "publication_year",
		"holders.name", "holders.country", "holders.kind", "authors.name", "authors.country", "authors.citizenship", "authors.mention",
	},
	"order-144":  {"object", "patent_number", "patent_numbers", "title", "holders.name", "holders.country", "holders.kind", "conditions", "statement_date", "published_in", "published_on"},
	"complaints": {"complained_case"}, // it leads to the case, and stays with it
}

// publicPseudonym is what an author is called in public whose name is private.
const publicPseudonym = "Тихий Омут"

// planted is a marker and the field that holds it.
type planted struct{ marker, field string }

// planter writes markers into the private fields of cases.
type planter struct {
	t     *testing.T
	cli   *cli
	all   []planted
	count int
}

// word is a marker that no stemmer, no folding of lookalikes and no escaping
// changes: Latin letters that have no Cyrillic twin.
func (p *planter) word() string {
	const letters = "dfgjlqsvwz"
	p.count++
	word := []byte("zqwzqw")
	for n := p.count; len(word) < 12; n /= len(letters) {
		word = append(word, letters[n%len(letters)])
	}
	return string(word)
}

// value is a marker of a field's type; empty where the type can hold none.
func (p *planter) value(kind string) string {
	switch kind {
	case "text", "":
		return p.word()
	case "integer", "number":
		p.count++
		return fmt.Sprint(771300000 + p.count)
	case "date":
		p.count++
		return fmt.Sprintf("19%02d-0%d-1%d", 11+p.count/80%20, 1+p.count/10%8, p.count%10)
	}
	return ""
}

// plant fills every private field that the pack of a case declares, itself or by
// a pack that it takes in.
func (p *planter) plant(id pipeline.CaseID, pack string, as string) {
	p.t.Helper()
	before := len(p.all)
	for _, f := range declaredFields(p.t, pack) {
		switch {
		case f.Type == "list" && len(f.Item) > 0:
			p.parts(id, pack, f, f.Name+"[0]", as)
		case f.Type == "list":
			p.set(id, pack, f.Name, f.Name+"[0]", f.Of, f, as)
		case len(f.Item) > 0:
			p.parts(id, pack, f, f.Name, as)
		default:
			p.set(id, pack, f.Name, f.Name, f.Type, f, as)
		}
	}
	if len(p.all)-before < 5 {
		p.t.Fatalf("only %d private fields in %s", len(p.all)-before, pack)
	}
}

func declaredFields(t *testing.T, pack string) []regulation.Field {
	t.Helper()
	engine, err := programEngine()
	if err != nil {
		t.Fatal(err)
	}
	edition, err := engine.Edition(pack, "")
	if err != nil {
		t.Fatal(err)
	}
	fields := slices.Clone(edition.Fields)
	for _, id := range edition.Includes {
		taken, err := engine.Edition(id, "")
		if err != nil {
			t.Fatal(err)
		}
		fields = append(fields, taken.Fields...)
	}
	return fields
}

func (p *planter) parts(id pipeline.CaseID, pack string, f regulation.Field, at, as string) {
	p.t.Helper()
	for _, part := range f.Item {
		p.set(id, pack, f.Name+"."+part.Name, at+"."+part.Name, part.Type, part, as)
	}
}

// set puts a marker into one field, unless that is public or coded.
func (p *planter) set(id pipeline.CaseID, pack, name, path, kind string, f regulation.Field, as string) {
	p.t.Helper()
	value := p.value(kind)
	if value == "" || len(f.Options) > 0 || slices.Contains(publicFields[pack], name) {
		return
	}
	p.cli.must("case", "correct", string(id), path, value, "--as", as)
	p.all = append(p.all, planted{value, pack + " " + path})
}

// TestWhatIsPrivateIsNowhere plants a marker in every private field of a
// registration, an open licence and a complaint, in a later paper and in authors
// who are not named, publishes what is to be published and looks for the markers
// in every byte of the static site, of the served site in all its forms, of the
// index, of the monitoring and of the logs.
func TestWhatIsPrivateIsNowhere(t *testing.T) {
	c := newCLI(t, append(slices.Clone(fixedClock), "--verbose")...)
	p := &planter{t: t, cli: c}
	p.registration()
	p.licence()
	p.complaint()
	look := newLookout(t, p.all)
	out := filepath.Join(t.TempDir(), "site")
	c.must("publish", "--out", out)
	look.tree(out)
	site := serveProgram(t, c.data, "--verbose", "--now", "2026-05-04T10:00:00+03:00", "serve")
	look.served(site)
	look.searches(site)
	look.index(c.data)
	look.bytes("monitoring", fetched(t, site.desk+"metrics"))
	look.bytes("log of the server", []byte(site.said.all()))
	if look.met < 10 {
		t.Errorf("the public pseudonym was met %d times: the looking does not work", look.met)
	}
	t.Logf("%d markers, looked for in %d files and answers of %d bytes", len(p.all), look.seen, look.size)
}

// registration takes a program into an issue, its private fields filled last.
func (p *planter) registration() {
	p.t.Helper()
	c := p.cli
	took := c.ingest(sample(p.t, "one-pdf.pdf"))
	id := took.Case.ID
	steps := mainLine("4500")
	enter := slices.IndexFunc(steps, func(s []string) bool { return s[0] == "enter" })
	for _, step := range steps[:enter] {
		c.do(string(id), step)
	}
	p.plant(id, "order-210", "examiner")
	for path, value := range map[string]string{
		"authors[1].name": p.hidden("an author who declined"), "authors[1].mention": "anonymous",
	} {
		c.must("case", "correct", string(id), path, value, "--as", "examiner")
	}
	for _, step := range [][2]string{
		{"authors[2].name", p.hidden("an author behind a pseudonym")}, {"authors[2].mention", "pseudonym"}, {"authors[2].pseudonym", publicPseudonym},
	} {
		c.must("case", "correct", string(id), step[0], step[1], "--as", "examiner")
	}
	letter := filepath.Join(p.t.TempDir(), p.hidden("the name of a later paper")+".rtf")
	writeText(p.t, letter, `{\rtf1\ansi `+p.hidden("the text of a later paper")+`}`)
	c.ingest("--case", string(id), letter)
	p.all = append(p.all, planted{string(took.Receipt.Number), "receipt number"})
	for _, step := range steps[enter:] {
		c.do(string(id), step)
	}
	c.publishAll()
}

// hidden is a marker that is planted by other ways than a declared field.
func (p *planter) hidden(what string) string {
	word := p.word()
	p.all = append(p.all, planted{word, what})
	return word
}

// licence takes an open licence into an issue, its private fields filled before.
func (p *planter) licence() {
	p.t.Helper()
	took := p.cli.publishLicence(func(id pipeline.CaseID) { p.plant(id, "order-144", "examiner") })
	p.all = append(p.all, planted{string(took.Receipt.Number), "receipt number"})
}

// complaint takes a complaint in, of which nothing at all is public.
func (p *planter) complaint() {
	p.t.Helper()
	took := p.cli.ingest(sample(p.t, "complaint.docx"))
	p.plant(took.Case.ID, "complaints", "complaint-officer")
	p.all = append(p.all, planted{string(took.Receipt.Number), "receipt number"})
}
