package index

import (
	"errors"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/registry"
	indexapi "github.com/blevesearch/bleve_index_api"

	"vestnik/index/russian"
)

// schemaVersion numbers what is in the index; raise it with every change of the
// fields, the analysis or the stored hit, and Open will make the index anew.
//
//	1  entries and issues, own Russian analysis, BM25
//	2  what was recorded about entries later, and a facet of it
//	3  kinds of entries and days of publication
//	4  facets of languages, systems, DBMS and authors
//	5  words as they stand, persons, legal forms, sounds, parts and ranges of numbers
//	6  suggestions from all words
//	7  no field of languages and systems together
const schemaVersion = "7"

// schema is what an index must have been made by: the version, and the
// dictionary, which decides about terms.
func schema() []byte { return []byte(schemaVersion + "/" + sharedLexis().words.Dictionary()) }

// Names of the analyzers as the index stores them.
const (
	textAnalyzer  = "vestnik-russian"
	exactAnalyzer = "vestnik-exact"
)

// Fields of a document.
const (
	fieldRegister   = "register"  // facet
	fieldYear       = "year"      // facet
	fieldKind       = "kind"      // facet: of entries
	fieldHolder     = "holder"    // facet: whole names
	fieldAuthor     = "author"    // facet: whole names
	fieldLanguage   = "language"  // facet: programming languages
	fieldOS         = "os"        // facet: operating systems
	fieldDBMS       = "dbms"      // facet
	fieldRecord     = "record"    // facet: titles of what was recorded later
	fieldNumber     = "numbers"   // every number in bare form
	fieldTail       = "tails"     // the same from the end
	fieldDigits     = "digits"    // the registration number as a number, for ranges
	fieldDay        = "day"       // days since 1970, for ranges and sorting
	fieldPublished  = "published" // days since 1970 of the publication
	fieldOrder      = "order"     // sorts documents by number
	fieldText       = "text"      // title, names, abstract and the rest together
	fieldTitle      = "title"
	fieldHolders    = "holders"
	fieldAuthors    = "authors"
	fieldLanguages  = "languages"
	fieldSystems    = "systems"
	fieldDatabases  = "databases"
	fieldExact      = "exact"       // words of the text as they stand
	fieldHolderKeys = "holder_keys" // persons among the holders, as names.Person files them
	fieldAuthorKeys = "author_keys" // persons among the authors
	fieldForms      = "forms"       // legal forms of the holders
	fieldSounds     = "sounds"      // names, and foreign words of the title, by their sound
	fieldHit        = "hit"         // stored only: what a hit shows

	// fieldLike is no field of a document: it asks for what resembles an entry.
	fieldLike = "like"
)

// newMapping says how documents are indexed. Nothing is dynamic: a field that is
// not named here is not indexed.
func newMapping() mapping.IndexMapping {
	doc := bleve.NewDocumentStaticMapping()
	doc.AddFieldMappingsAt(fieldNumber, numberField())
	for _, name := range append(facetFields(), fieldOrder) {
		doc.AddFieldMappingsAt(name, keywordField())
	}
	for _, name := range []string{fieldDay, fieldPublished, fieldDigits} {
		day := bleve.NewNumericFieldMapping()
		day.Store, day.IncludeInAll = false, false
		doc.AddFieldMappingsAt(name, day)
	}
	doc.AddFieldMappingsAt(fieldTitle, textField())
	doc.AddFieldMappingsAt(fieldText, textField(), exactField())
	for _, name := range []string{fieldTail, fieldHolderKeys, fieldAuthorKeys, fieldForms, fieldSounds} {
		doc.AddFieldMappingsAt(name, keyField())
	}
	for _, name := range []string{fieldHolders, fieldAuthors, fieldLanguages, fieldSystems, fieldDatabases} {
		doc.AddFieldMappingsAt(name, textField())
	}
	hit := bleve.NewTextFieldMapping()
	hit.Index, hit.Store, hit.IncludeInAll, hit.IncludeTermVectors, hit.DocValues = false, true, false, false, false
	doc.AddFieldMappingsAt(fieldHit, hit)
	// The composite field costs a second copy of every posting and nobody asks it.
	doc.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())

	m := bleve.NewIndexMapping()
	m.DefaultMapping = doc
	m.DefaultAnalyzer = textAnalyzer
	m.ScoringModel = indexapi.BM25Scoring
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

func keywordField() *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = keyword.Name
	f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, true
	f.SkipFreqNorm = true
	return f
}

// numberField is scored, unlike other keywords: the entry of a number comes first.
func numberField() *mapping.FieldMapping {
	f := keywordField()
	f.DocValues, f.SkipFreqNorm = false, false
	return f
}

// keyField is only ever looked up.
func keyField() *mapping.FieldMapping {
	f := keywordField()
	f.DocValues = false
	return f
}

// textField keeps where words stand, which phrases need; the text itself is in
// the stored hit.
func textField() *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Analyzer = textAnalyzer
	f.Store, f.IncludeInAll, f.DocValues = false, false, false
	return f
}

// exactField holds the words of the text beside their terms.
func exactField() *mapping.FieldMapping {
	f := bleve.NewTextFieldMapping()
	f.Name, f.Analyzer = fieldExact, exactAnalyzer
	f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = false, false, false, false
	f.SkipFreqNorm = true
	return f
}

// registerAnalyzers makes the analyzers known to Bleve, which finds them by the
// names that an index on disk carries. Bleve's registry is global and refuses a
// name given twice, hence once per process.
var registerAnalyzers = sync.OnceValue(func() error {
	words := sharedLexis().words
	return errors.Join(
		registry.RegisterAnalyzer(textAnalyzer, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return termAnalyzer{words}, nil
		}),
		registry.RegisterAnalyzer(exactAnalyzer, func(map[string]any, *registry.Cache) (analysis.Analyzer, error) {
			return wordAnalyzer{words}, nil
		}),
	)
})

// termAnalyzer gives Bleve the search terms of a text.
type termAnalyzer struct{ words *russian.Analyzer }

// Analyze implements analysis.Analyzer.
func (a termAnalyzer) Analyze(text []byte) analysis.TokenStream {
	tokens := a.words.Tokens(string(text))
	count := 0
	for _, t := range tokens {
		count += len(t.Terms)
	}
	// The tokens and the bytes of their terms are one allocation each.
	block, terms := make([]analysis.Token, count), make([]byte, 0, len(text)+len(text)/2)
	stream := make(analysis.TokenStream, 0, count)
	for _, t := range tokens {
		for _, term := range t.Terms {
			start, i := len(terms), len(stream)
			terms = append(terms, term...)
			block[i] = analysis.Token{Term: terms[start:len(terms):len(terms)], Start: t.Start, End: t.End, Position: t.Position}
			stream = append(stream, &block[i])
		}
	}
	return stream
}

// wordAnalyzer gives Bleve the words of a text as they stand.
type wordAnalyzer struct{ words *russian.Analyzer }

// Analyze implements analysis.Analyzer.
func (a wordAnalyzer) Analyze(text []byte) analysis.TokenStream {
	var stream analysis.TokenStream
	for _, t := range a.words.Tokens(string(text)) {
		if !t.Joined {
			stream = append(stream, &analysis.Token{Term: []byte(t.Surface), Start: t.Start, End: t.End, Position: t.Position})
		}
	}
	return stream
}

// suggestible reports whether a word is one that a person may misspell: letters
// only, and enough of them.
func suggestible(word string) bool {
	return utf8.RuneCountInString(word) >= 4 && !strings.ContainsAny(word, "0123456789.+#")
}
