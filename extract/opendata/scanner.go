package opendata

import "strings"

// scanner splits a record into fields, line by line. It reads CSV as RFC 4180
// has it and forgives quotes that stand where none may: it keeps them as text
// and sets strayed.
type scanner struct {
	fields  []string
	field   strings.Builder
	state   scanState
	strayed bool
}

type scanState int

const (
	atFieldStart scanState = iota
	inBare
	inQuotes
	afterQuote // a quote within quotes: the end of the field, or half of a doubled one
)

// splitLine returns a scanner that has taken the line.
func splitLine(line []byte, separator byte) *scanner {
	s := new(scanner)
	s.feed(line, separator)
	return s
}

// feed takes one line with its end.
func (s *scanner) feed(line []byte, separator byte) {
	for _, b := range line {
		switch {
		case s.state == atFieldStart && b == '"':
			s.state = inQuotes
		case s.state == inQuotes:
			s.quoted(b)
		case s.state == afterQuote:
			s.pastQuote(b, separator)
		default:
			s.bare(b, separator)
		}
	}
}

func (s *scanner) bare(b, separator byte) {
	switch b {
	case separator:
		s.endField()
	case '\n', '\r': // the end of the record; finish takes the field
	default:
		s.state = inBare
		s.strayed = s.strayed || b == '"'
		s.field.WriteByte(b)
	}
}

func (s *scanner) quoted(b byte) {
	if b == '"' {
		s.state = afterQuote
		return
	}
	s.field.WriteByte(b)
}

func (s *scanner) pastQuote(b, separator byte) {
	switch b {
	case '"':
		s.field.WriteByte('"')
		s.state = inQuotes
	case separator:
		s.endField()
	case '\n', '\r':
	default: // text after a closing quote: that quote closed nothing
		s.strayed = true
		s.field.WriteByte('"')
		s.field.WriteByte(b)
		s.state = inQuotes
	}
}

func (s *scanner) endField() {
	s.fields = append(s.fields, s.field.String())
	s.field.Reset()
	s.state = atFieldStart
}

// open reports whether the record goes on: a quote is not closed.
func (s *scanner) open() bool { return s.state == inQuotes }

// finish ends the last field and returns all of them.
func (s *scanner) finish() []string {
	s.endField()
	return s.fields
}
