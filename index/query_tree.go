package index

// Bounds of a question. What is beyond them is left out, never an error.
const (
	maxQueryBytes = 2048
	maxClauses    = 32
	maxDepth      = 8 // of brackets
	minPrefix     = 2 // letters before the * of a prefix
)

// node is a part of a question: one clause, or several nodes joined.
type node struct {
	clause clause // of a node without nodes
	nodes  []node
	any    bool // one of the nodes is enough; otherwise all are wanted
	not    bool // what must not be there
}

func (n node) isLeaf() bool { return n.nodes == nil }

// clauses returns the clauses of a node that are wanted, in their order.
func (n node) clauses() []clause {
	switch {
	case n.not:
		return nil
	case n.isLeaf():
		return []clause{n.clause}
	}
	var list []clause
	for _, part := range n.nodes {
		list = append(list, part.clauses()...)
	}
	return list
}

// clause is one demand of a question.
type clause struct {
	field string // "" is all of them
	text  string
	form  form
	exact bool // the words as they are written, not in other forms

	distance int    // of a fuzzy word: letters that may differ
	low      string // of a range; "" is no bound
	high     string
	beyond   bool // the bounds of a range do not belong to it
}

type form int

const (
	wordForm form = iota
	phraseForm
	nearForm // the words of a phrase in any order
	prefixForm
	fuzzyForm
	rangeForm
)

// plain reports whether a clause is a word of running text.
func (c clause) plain() bool { return c.form == wordForm && c.field == "" && !c.exact }

// fieldNamed returns the field that people call so; name is in lower case.
func fieldNamed(name string) string {
	switch name {
	case "title", "название", "заголовок":
		return fieldTitle
	case "holder", "правообладатель", "обладатель":
		return fieldHolders
	case "author", "автор":
		return fieldAuthors
	case "text", "abstract", "реферат":
		return fieldText
	case "number", "номер", "application", "заявка":
		return fieldNumber
	case "language", "язык":
		return fieldLanguages
	case "os", "ос":
		return fieldSystems
	case "dbms", "субд":
		return fieldDatabases
	case "register", "реестр":
		return fieldRegister
	case "kind", "вид":
		return fieldKind
	case "issue", "выпуск", "бюллетень":
		return fieldIssue
	case "year", "год":
		return fieldYear
	case "date", "дата":
		return fieldDay
	case "published", "опубликовано":
		return fieldPublished
	case "like", "похоже":
		return fieldLike
	}
	return ""
}

// hasRanges reports whether values of a field may be bounded.
func hasRanges(field string) bool {
	switch field {
	case fieldNumber, fieldYear, fieldDay, fieldPublished:
		return true
	}
	return false
}
