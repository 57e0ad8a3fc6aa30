package publish_test

import (
	"bytes"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/piprate/json-gold/ld"
)

// schemaOrg stands for the context of schema.org, which tests do not fetch: its
// words are its vocabulary, and these hold addresses.
type schemaOrg struct{ t *testing.T }

func (s schemaOrg) LoadDocument(address string) (*ld.RemoteDocument, error) {
	if strings.TrimSuffix(address, "/") != "https://schema.org" {
		s.t.Errorf("a document asks for the context %s", address)
	}
	reference := map[string]any{"@type": "@id"}
	return &ld.RemoteDocument{DocumentURL: address, Document: map[string]any{"@context": map[string]any{
		"@vocab": "https://schema.org/", "url": reference, "item": reference, "contentUrl": reference, "sameAs": reference,
	}}}, nil
}

// words are the properties of schema.org that each type is told in, its ancestors'
// among them. What is not here is a slip, or is to be looked up there first.
var words = map[string]string{
	"":                       "name address",
	"BreadcrumbList":         "itemListElement",
	"CollectionPage":         "url name description inLanguage dateModified breadcrumb",
	"CreativeWork":           "url name description creator creditText dateCreated datePublished identifier subjectOf size mainEntityOfPage",
	"DataDownload":           "encodingFormat contentUrl",
	"Dataset":                "url name description creator copyrightHolder dateCreated datePublished dateModified identifier subjectOf size inLanguage isAccessibleForFree publisher distribution mainEntityOfPage",
	"EntryPoint":             "urlTemplate",
	"GovernmentOrganization": "name alternateName",
	"Legislation":            "name legislationIdentifier version legislationDateVersion sameAs url inLanguage mainEntityOfPage",
	"ListItem":               "position name item",
	"Organization":           "name address",
	"Periodical":             "name publisher",
	"Person":                 "name address",
	"MediaObject":            "encodingFormat name contentUrl",
	"PostalAddress":          "addressCountry",
	"PropertyValue":          "propertyID value",
	"PublicationIssue":       "url name inLanguage issueNumber datePublished isPartOf publisher identifier encoding mainEntityOfPage",
	"PublicationVolume":      "volumeNumber datePublished isPartOf",
	"Report":                 "name datePublished publisher isPartOf",
	"SearchAction":           "target query-input",
	"SoftwareApplication":    "url name description creator copyrightHolder dateCreated datePublished identifier subjectOf operatingSystem processorRequirements fileSize mainEntityOfPage",
	"WebPage":                "url name description inLanguage dateModified breadcrumb",
	"WebSite":                "url name inLanguage publisher potentialAction",
}

// TestLinkedDataIsReadByAProcessor expands every document and makes it triples, as
// those who gather linked data do.
func TestLinkedDataIsReadByAProcessor(t *testing.T) {
	press, cat := testPress(t), &catalogue{}
	cat.close(t, press, sampleIssue(1))
	cat.close(t, press, sampleRecords(1))
	out := t.TempDir()
	if _, err := press.WriteSite(t.Context(), cat, nil, out); err != nil {
		t.Fatal(err)
	}
	site, processor := os.DirFS(out), ld.NewJsonLdProcessor()
	kinds := make(map[string]int)
	err := fs.WalkDir(site, ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".jsonld") {
			return err
		}
		body, err := fs.ReadFile(site, name)
		if err != nil {
			return err
		}
		document, err := ld.DocumentFromReader(bytes.NewReader(body))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return nil
		}
		options := ld.NewJsonLdOptions("https://bulletin.example/")
		options.DocumentLoader = schemaOrg{t}
		expanded, err := processor.Expand(document, options)
		if err != nil || len(expanded) != 1 {
			t.Errorf("%s: %d nodes, %v", name, len(expanded), err)
			return nil
		}
		checkNode(t, name, expanded[0], kinds)
		triples, err := processor.ToRDF(document, options)
		if err != nil || len(triples.(*ld.RDFDataset).GetQuads("@default")) < 3 {
			t.Errorf("%s: triples: %v, %v", name, triples, err)
			return nil
		}
		checkOneTypeEach(t, name, triples.(*ld.RDFDataset))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for kind := range words {
		if kind != "" && kind != "Legislation" && kind != "MediaObject" && kinds[kind] == 0 {
			t.Errorf("no document tells of a %s", kind)
		}
	}
}

// checkNode looks at the words of a node and of those within it.
func checkNode(t *testing.T, name string, value any, kinds map[string]int) {
	t.Helper()
	switch value := value.(type) {
	case []any:
		for _, v := range value {
			checkNode(t, name, v, kinds)
		}
	case map[string]any:
		kind := ""
		if types, ok := value["@type"].([]any); ok {
			kind = strings.TrimPrefix(types[0].(string), "https://schema.org/")
		}
		kinds[kind]++
		known, listed := words[kind]
		if !listed {
			t.Errorf("%s: a node of the type %q", name, kind)
		}
		for property, within := range value {
			word, isWord := strings.CutPrefix(property, "https://schema.org/")
			if isWord && !slices.Contains(strings.Fields(known), word) {
				t.Errorf("%s: %s does not have %q", name, kind, word)
			}
			if isWord {
				checkNode(t, name, within, kinds)
			}
		}
	}
}

// checkOneTypeEach finds a program that is also called a page: two nodes of one
// name.
func checkOneTypeEach(t *testing.T, name string, triples *ld.RDFDataset) {
	t.Helper()
	types := make(map[string]string)
	for _, quad := range triples.GetQuads("@default") {
		if quad.Predicate.GetValue() != "http://www.w3.org/1999/02/22-rdf-syntax-ns#type" {
			continue
		}
		subject, kind := quad.Subject.GetValue(), quad.Object.GetValue()
		if other := types[subject]; other != "" && other != kind {
			t.Errorf("%s: %s is a %s and a %s", name, subject, other, kind)
		}
		types[subject] = kind
	}
}
