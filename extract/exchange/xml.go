package exchange

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"vestnik/pipeline"
)

// maxDepth bounds how deep elements may stand in one another.
const maxDepth = 64

// record is one record of an XML file: what its attributes and the texts of its
// elements say, by the names of element and parent, folded to lower case and
// without namespace: "payer/payername". The first of a name counts.
type record struct {
	name  string
	line  int
	said  map[string]string
	spots []spot // in the order of the file, for what is made of many
	size  int
}

// spot is one thing said, with the names of all elements that it stands in.
type spot struct {
	within []string
	name   string
	value  string
}

// get returns the first of the names that the record says something by. A name
// without a parent is looked for anywhere.
func (r *record) get(names ...string) string {
	for _, name := range names {
		if v := r.said[name]; v != "" {
			return v
		}
	}
	return ""
}

// say keeps a thing said under its own name and under that of its parent.
func (r *record) say(within []string, name, value string) {
	if value = cleanCell(value); value == "" {
		return
	}
	r.size += len(value)
	r.spots = append(r.spots, spot{append([]string(nil), within...), name, value})
	for _, key := range []string{within[len(within)-1] + "/" + name, name} {
		if _, said := r.said[key]; !said {
			r.said[key] = value
		}
	}
}

// readXML reads the records of a file as they come. What is broken ends the
// reading: where an element begins can't be told after that.
func (c *collector[T]) readXML(in *bufio.Reader) error {
	d := xml.NewDecoder(in)
	d.CharsetReader = charsetReader
	d.Entity = map[string]string{}
	x := &xmlReader[T]{collector: c, decoder: d}
	for {
		t, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && x.found:
			return nil
		case errors.Is(err, io.EOF):
			return &pipeline.Error{Op: "read exchange file", Kind: pipeline.Invalid, Err: errors.New("no record was found"), Advice: c.form.missing}
		case err != nil:
			return x.broken(err)
		}
		if err := x.token(t); err != nil {
			return err
		}
	}
}

// xmlReader follows the elements of a file.
type xmlReader[T any] struct {
	*collector[T]
	decoder *xml.Decoder
	path    []string // names of the open elements
	texts   [][]byte // and their own text so far
	open    *record  // the innermost record
	depth   int      // how many elements were open when it began
	found   bool
}

func (x *xmlReader[T]) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.Directive:
		return &pipeline.Error{Op: "read exchange file", Kind: pipeline.Unsupported, Err: errors.New("a document type declaration"),
			Advice: "В файле есть объявление типа документа (DOCTYPE). Такие файлы не принимаются: выгрузите сведения заново без него."}
	case xml.StartElement:
		return x.start(t)
	case xml.EndElement:
		return x.end()
	case xml.CharData:
		return x.text(t)
	}
	return nil
}

func (x *xmlReader[T]) start(e xml.StartElement) error {
	if len(x.path) == maxDepth {
		return &pipeline.Error{Op: "read exchange file", Kind: pipeline.TooLarge, Err: fmt.Errorf("deeper than %d elements", maxDepth),
			Advice: "Элементы файла вложены слишком глубоко: это не выгрузка сведений. Выгрузите файл заново."}
	}
	name := strings.ToLower(e.Name.Local)
	x.path = append(x.path, name)
	x.texts = append(x.texts, nil)
	if x.form.records[name] {
		// A record within a record: the outer one was only its wrapping.
		line, _ := x.decoder.InputPos()
		x.open, x.depth, x.found = &record{name: name, line: line, said: map[string]string{}}, len(x.path), true
	}
	if x.open == nil {
		return nil
	}
	for _, a := range e.Attr {
		if a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
			x.open.say(x.path[x.depth-1:], strings.ToLower(a.Name.Local), a.Value)
		}
	}
	return x.notTooLarge()
}

func (x *xmlReader[T]) text(t xml.CharData) error {
	if x.open == nil || len(x.texts) == 0 {
		return nil
	}
	last := len(x.texts) - 1
	x.texts[last] = append(x.texts[last], t...)
	x.open.size += len(t)
	return x.notTooLarge()
}

func (x *xmlReader[T]) end() error {
	last := len(x.path) - 1
	text, name := string(x.texts[last]), x.path[last]
	ends := x.open != nil && len(x.path) == x.depth
	if x.open != nil && !ends {
		x.open.say(x.path[x.depth-1:last], name, text)
	}
	x.path, x.texts = x.path[:last], x.texts[:last]
	if !ends {
		return nil
	}
	r := x.open
	x.open = nil
	value, refused := x.form.fromNode(r)
	return x.take(r.line, value, refused)
}

func (x *xmlReader[T]) notTooLarge() error {
	if x.open.size <= x.limits.MaxRow {
		return nil
	}
	return &pipeline.Error{Op: "read exchange file", Kind: pipeline.TooLarge, Err: fmt.Errorf("a record of over %d bytes at line %d", x.limits.MaxRow, x.open.line),
		Advice: fmt.Sprintf("Запись в строке %d слишком велика. Проверьте, что файл выгружен правильно.", x.open.line)}
}

// broken tells what cannot be read on. Records before it stand.
func (x *xmlReader[T]) broken(err error) error {
	var syntax *xml.SyntaxError
	if !errors.As(err, &syntax) {
		return err
	}
	var none T
	x.found = true
	return x.take(syntax.Line, none, &refusal{"broken-xml", "С этого места XML повреждён, остаток файла не прочитан. Выгрузите файл заново и загрузите его снова: то, что уже принято, не удвоится."})
}

// charsetReader reads the encodings that Russian offices use. The decoder asks
// only when the declaration names another than UTF-8.
func charsetReader(label string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "windows-1251", "cp1251", "cp-1251":
		return charmap.Windows1251.NewDecoder().Reader(r), nil
	case "koi8-r":
		return charmap.KOI8R.NewDecoder().Reader(r), nil
	case "utf-16", "utf-8": // already decoded by its byte order mark
		return r, nil
	}
	return nil, &pipeline.Error{Op: "read exchange file", Kind: pipeline.Unsupported, Err: fmt.Errorf("encoding %q", label),
		Advice: fmt.Sprintf("Кодировка «%s» не поддерживается. Выгрузите файл в UTF-8 или windows-1251.", cut(cleanCell(label), 40))}
}

// address puts together what stands in an element of an address: the index, the
// named parts with their kinds, the house.
func (r *record) address(element string) string {
	var index string
	var parts, house []string
	kind := ""
	for _, s := range r.spots {
		if !slices.Contains(s.within, element) {
			continue
		}
		switch {
		case s.name == "индекс":
			index = s.value
		case strings.HasPrefix(s.name, "тип"):
			kind = s.value
		case s.name == "дом", s.name == "корпус", s.name == "кварт":
			house = append(house, s.value)
		case strings.HasPrefix(s.name, "наим"):
			parts = append(parts, strings.TrimSpace(kind+" "+s.value))
			kind = ""
		}
	}
	if index != "" {
		parts = append([]string{index}, parts...)
	}
	return strings.Join(append(parts, house...), ", ")
}
