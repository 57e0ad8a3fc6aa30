package index

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/mapping"
	indexapi "github.com/blevesearch/bleve_index_api"
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
//	8  documents made by ourselves: days in columns alone, issues
//	9  forms of words at their places; words as they stand in a few documents of a batch
const schemaVersion = "9"

// schema is what an index must have been made by: the version, and the
// dictionary, which decides about terms.
func schema() string { return schemaVersion + "/" + sharedLexis().words.Dictionary() }

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
	fieldIssue      = "issue"     // the issue that published the entry, by its names
	fieldNumber     = "numbers"   // every number in bare form
	fieldTail       = "tails"     // the same from the end
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
	fieldExact      = "exact"       // words as they stand, of a few documents of each batch: a dictionary
	fieldHolderKeys = "holder_keys" // persons among the holders, as names.Person files them
	fieldAuthorKeys = "author_keys" // persons among the authors
	fieldForms      = "forms"       // legal forms of the holders
	fieldSounds     = "sounds"      // names, and foreign words of the title, by their sound
	fieldHit        = "hit"         // stored only: what a hit shows

	// fieldLike is no field of a document: it asks for what resembles an entry.
	fieldLike = "like"
)

// newMapping says how hits are scored. What is indexed and how is said with each
// field of a document, see [field]: Bleve makes none itself.
func newMapping() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	m.DefaultMapping = bleve.NewDocumentDisabledMapping()
	m.ScoringModel = indexapi.BM25Scoring
	m.StoreDynamic, m.IndexDynamic, m.DocValuesDynamic = false, false, false
	return m
}

// suggestible reports whether a word is one that a person may misspell: letters
// only, and enough of them.
func suggestible(word string) bool {
	return utf8.RuneCountInString(word) >= 4 && !strings.ContainsAny(word, "0123456789.+#")
}
