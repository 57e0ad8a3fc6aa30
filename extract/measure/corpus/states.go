package corpus

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// States is what a paper says: printed values by the path of the field, by the
// names of the contract: "title", "holders[0].inn", "fee.amount".
type States map[string]string

// put keeps what is not empty.
func (s States) put(path, value string) {
	if value != "" {
		s[path] = value
	}
}

// holderStates are the parts of right holders, address and numbers where the paper
// gives them.
func (a Application) holderStates(whole bool) States {
	s := States{}
	for i, h := range a.Holders {
		at := fmt.Sprintf("holders[%d].", i)
		s.put(at+"name", h.Name)
		s.put(at+"kind", h.kind())
		if !whole {
			continue
		}
		s.put(at+"country", h.Code)
		s.put(at+"address", h.Address)
		s.put(at+"ogrn", h.OGRN)
		s.put(at+"inn", h.INN)
		s.put(at+"snils", h.SNILS)
	}
	return s
}

func (h Holder) kind() string {
	if h.Organisation {
		return "organisation"
	}
	return "person"
}

// authorStates are the authors from one to another, counted from 0 on the paper.
func (a Application) authorStates(from, to int) States {
	s := States{}
	if a.Refused {
		return s
	}
	for i, p := range a.Authors[from:to] {
		at := fmt.Sprintf("authors[%d].", i)
		s.put(at+"name", p.Name)
		s.put(at+"birth_date", p.Born)
		s.put(at+"citizenship", p.Code)
		s.put(at+"country", p.Code)
		s.put(at+"address", p.Address)
		s.put(at+"contribution", p.Contribution)
		s.put(at+"mention", p.Mention)
		s.put(at+"pseudonym", p.Pseudonym)
	}
	return s
}

// statementStates is what a statement with so many of its authors says.
func (a Application) statementStates(authors int) States {
	s := a.holderStates(true)
	maps.Copy(s, a.authorStates(0, authors))
	s.put("kind", a.Kind)
	s.put("title", a.Title)
	s.put("creation_year", a.Year)
	s.put("publication_year", a.Published)
	if a.Published != "" {
		s.put("publication_country", "RU")
	}
	s.put("correspondence_address", a.Address)
	s.put("phone", a.Phone)
	s.put("email", a.Email)
	s.put("representative.name", a.Agent)
	maps.Copy(s, a.signatureStates())
	if a.Refused {
		s.put("authors[0].mention", "anonymous")
	}
	return s
}

func (a Application) signatureStates() States {
	s := States{}
	for i, sign := range a.Signatures {
		at := fmt.Sprintf("signatures[%d].", i)
		s.put(at+"name", sign.Name)
		s.put(at+"position", sign.Position)
		s.put(at+"date", sign.Date)
	}
	return s
}

func (a Application) abstractStates() States {
	s := a.holderStates(false)
	n := 0
	for _, p := range a.Authors {
		if name := p.public(); name != "" && !a.Refused {
			s.put(fmt.Sprintf("authors[%d].name", n), name)
			n++
		}
	}
	s.put("title", a.Title)
	s.put("abstract", a.Abstract)
	s.put("language", a.Language)
	s.put("os", a.OS)
	s.put("computer_type", a.Computer)
	s.put("dbms", a.DBMS)
	s.put("size", a.Size)
	return s
}

// public is the name under which an author is published.
func (p Author) public() string {
	switch p.Mention {
	case "named":
		return p.Name
	case "pseudonym":
		return p.Pseudonym
	}
	return ""
}

func (a Application) feeStates(document string) States {
	s := States{}
	s.put("fee.amount", strconv.Itoa(a.Fee.Amount))
	s.put("fee.paid_on", a.Fee.PaidOn)
	s.put("fee.document", document+" № "+a.Fee.Number)
	return s
}

func (a Application) licenceStates() States {
	s := a.holderStates(true)
	s.put("object", a.Object)
	s.put("patent_number", a.Patent)
	s.put("title", a.Title)
	s.put("conditions", a.Conditions)
	s.put("correspondence_address", a.Address)
	s.put("phone", a.Phone)
	s.put("email", a.Email)
	s.put("representative.name", a.Agent)
	maps.Copy(s, a.signatureStates())
	date := ""
	for _, sign := range a.Signatures {
		date = max(date, sign.Date)
	}
	s.put("statement_date", date)
	return s
}

// YAML writes the states as the truths of sample filings are written: fields by
// name, lists of items, numbers of years and money as numbers.
func (s States) YAML() ([]byte, error) {
	root := yaml.MapSlice{}
	for _, path := range slices.Sorted(maps.Keys(s)) {
		root = plant(root, path, s[path])
	}
	return yaml.MarshalWithOptions(yaml.MapSlice{{Key: "fields", Value: root}}, yaml.IndentSequence(true))
}

// plant puts a value at a path; paths come sorted, so that items come in order
// (there are never ten).
func plant(root yaml.MapSlice, path, value string) yaml.MapSlice {
	name, part, composite := strings.Cut(path, ".")
	name, item, listed := strings.Cut(name, "[")
	last := len(root) - 1
	if last < 0 || root[last].Key != name {
		root = append(root, yaml.MapItem{Key: name})
		last++
	}
	switch {
	case !composite:
		root[last].Value = scalar(name, value)
	case !listed:
		m, _ := root[last].Value.(yaml.MapSlice)
		root[last].Value = append(m, yaml.MapItem{Key: part, Value: scalar(part, value)})
	default:
		list, _ := root[last].Value.([]yaml.MapSlice)
		n, _ := strconv.Atoi(strings.TrimSuffix(item, "]"))
		for len(list) <= n {
			list = append(list, nil)
		}
		list[n] = append(list[n], yaml.MapItem{Key: part, Value: scalar(part, value)})
		root[last].Value = list
	}
	return root
}

// scalar is a number where the contract has one.
func scalar(name, value string) any {
	switch name {
	case "creation_year", "publication_year", "amount":
		if n, err := strconv.Atoi(value); err == nil {
			return n
		}
	}
	return value
}
