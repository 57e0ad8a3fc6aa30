// Package lexicon keeps the forms of Russian words and the terms of those for which
// Snowball's rules miss them: an automaton made of a dictionary by makelexicon when
// the program is built, and part of the program.
//
// Source of the words: Debian's hunspell-ru, data/NOTICE has its terms of use.
package lexicon

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/vellum"
)

// built is a folder, because a program must also build where nobody made the
// lexicon; the notice is always there.
//
//go:embed data
var built embed.FS

// File is the place of the lexicon that the program takes in, from this folder.
const File = "data/ru.lexicon"

// Built returns the lexicon that the program was built with, or an error that is
// [fs.ErrNotExist] if it was built with none.
var Built = sync.OnceValues(func() (*Lexicon, error) {
	data, err := fs.ReadFile(built, File)
	if err != nil {
		return nil, err
	}
	return Read(data)
})

// Lexicon tells the terms of words. It is safe for concurrent use.
type Lexicon struct {
	name      string
	sets      [][]edit
	strays    map[string][]int // what an edit adds → how many letters such edits take off
	automaton *vellum.FST      // form → number of the set that makes its terms
}

// edit makes a term of a form: it takes letters off its end and adds others.
type edit struct {
	strip int // letters
	add   string
}

// errForm is what Read says of anything that Write did not write.
var errForm = errors.New("not a lexicon")

// The file: a line of magic, one of the source, one of the SHA-256 of all that
// follows it; a line for each set of edits, an empty line, the automaton.
const magic = "vestnik lexicon 1"

// Read returns the lexicon in data, which must not change afterwards.
func Read(data []byte) (*Lexicon, error) {
	head, body, ok := cutLines(data, 3)
	if !ok || head[0] != magic {
		return nil, errForm
	}
	if sum := sha256.Sum256(body); fmt.Sprintf("%x", sum) != head[2] {
		return nil, fmt.Errorf("%w: it is damaged", errForm)
	}
	table, tail, ok := bytes.Cut(body, []byte("\n\n"))
	if !ok {
		return nil, errForm
	}
	l := &Lexicon{name: head[1] + " " + head[2][:12], strays: make(map[string][]int)}
	for line := range strings.SplitSeq(string(table), "\n") {
		set, err := parseSet(line)
		if err != nil {
			return nil, err
		}
		l.sets = append(l.sets, set)
		l.noteStrays(set)
	}
	var err error
	l.automaton, err = vellum.Load(tail)
	return l, err
}

// cutLines takes the first n lines off data.
func cutLines(data []byte, n int) (lines []string, rest []byte, ok bool) {
	for range n {
		line, after, found := bytes.Cut(data, []byte("\n"))
		if !found {
			return nil, nil, false
		}
		lines, data = append(lines, string(line)), after
	}
	return lines, data, true
}

// Name tells the source of the words and the digest of what was made of them.
func (l *Lexicon) Name() string { return l.name }

// Len returns the number of forms.
func (l *Lexicon) Len() int { return l.automaton.Len() }

// Terms returns the terms of a folded form, and whether the lexicon knows it at
// all. It knows most forms without terms: those that the stemmer gets right.
func (l *Lexicon) Terms(form string) (terms []string, known bool) {
	number, ok, err := l.automaton.Get([]byte(form))
	if err != nil || !ok || number >= uint64(len(l.sets)) {
		return nil, false
	}
	for _, e := range l.sets[number] {
		terms = append(terms, e.apply(form))
	}
	return terms, true
}

// noteStrays notes what a form that loses all its letters may become.
func (l *Lexicon) noteStrays(set []edit) {
	for _, e := range set {
		if e.strip > 0 && e.add != "" && !slices.Contains(l.strays[e.add], e.strip) {
			l.strays[e.add] = append(l.strays[e.add], e.strip)
		}
	}
}

// Strays returns how many letters the forms may have that a term has without
// beginning as they do: «люди» has four, and the term человек. There may be no
// such form of that length.
func (l *Lexicon) Strays(term string) []int { return l.strays[term] }

func (e edit) apply(form string) string {
	end := len(form)
	for range e.strip {
		_, size := utf8.DecodeLastRuneInString(form[:end])
		end -= size
	}
	return form[:end] + e.add
}

// editFrom returns the edit that makes the term of the form.
func editFrom(form, term string) edit {
	common := 0
	for common < len(form) && common < len(term) && form[common] == term[common] {
		common++
	}
	for common > 0 && (!utf8.RuneStart(byteAt(form, common)) || !utf8.RuneStart(byteAt(term, common))) {
		common--
	}
	return edit{utf8.RuneCountInString(form[common:]), term[common:]}
}

// byteAt is the byte at i, or 0 behind the end, where a letter could begin too.
func byteAt(s string, i int) byte {
	if i < len(s) {
		return s[i]
	}
	return 0
}

// A set is written "2:ок|0:": edits apart by bars, letters off, colon, letters on.
// The set of what the stemmer gets right is "-".
const noEdits = "-"

func formatSet(set []edit) string {
	if len(set) == 0 {
		return noEdits
	}
	parts := make([]string, len(set))
	for i, e := range set {
		parts[i] = strconv.Itoa(e.strip) + ":" + e.add
	}
	return strings.Join(parts, "|")
}

func parseSet(line string) ([]edit, error) {
	if line == noEdits {
		return nil, nil
	}
	var set []edit
	for part := range strings.SplitSeq(line, "|") {
		count, add, ok := strings.Cut(part, ":")
		strip, err := strconv.Atoi(count)
		if !ok || err != nil || strip < 0 {
			return nil, fmt.Errorf("%w: edit %q", errForm, part)
		}
		set = append(set, edit{strip, add})
	}
	return set, nil
}
