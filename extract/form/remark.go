package form

import (
	"fmt"
	"math"
	"strings"

	"vestnik/pipeline"
)

// testimony is what a paper beside the one that counts says of a field.
type testimony struct {
	field  string
	agrees bool
	remark string // Russian, for the clerk; empty where they agree
}

// Confidence of a value after another paper has spoken.
const (
	borneOut  = 0.99 // at most, where both say the same
	contested = 0.85 // at most, where they differ
	worthless = 0.5  // a reading below it gives way to a much better one
)

// weighed is a reading after another paper of the file has stated the same field. Where
// they agree the better reading lends its confidence. Where they differ the value is
// never sure, and the other is proposed; a reading that is hardly one gives way, and
// is itself proposed.
func weighed(name string, was, other pipeline.Reading) (pipeline.Reading, testimony) {
	t := testimony{field: name, agrees: true}
	a, isText := was.Value.(string)
	b, sameType := other.Value.(string)
	if isComposite(was) || isComposite(other) || isText != sameType {
		return was, t
	}
	t.agrees = was.Value == other.Value
	if isText {
		t.agrees = fold(a) == fold(b)
	}
	if was.Grounds != nil && t.agrees {
		was.Grounds.Agreed++
	} else if was.Grounds != nil {
		was.Grounds.Differs++
	}
	const much = 0.3
	switch {
	case t.agrees && other.Confidence > was.Confidence:
		was.Confidence = round(math.Min(borneOut, (was.Confidence+other.Confidence)/2))
	case t.agrees:
	case was.Confidence < worthless && was.Confidence < other.Confidence-much:
		t.remark = fmt.Sprintf("%s взято отсюда: в основном документе прочитано плохо", titleOf(name))
		other.Proposed = &pipeline.ProposedValue{Value: was.Value, Why: fmt.Sprintf("Так, но неуверенно, прочитано в основном документе, стр. %d. Сверьте с бумагой.", was.Page)}
		was = other
		was.Confidence = math.Min(was.Confidence, contested)
	default:
		t.remark = fmt.Sprintf("%s здесь иное: «%s»", titleOf(name), short(fmt.Sprint(other.Value)))
		was.Confidence = math.Min(was.Confidence, contested)
		if was.Proposed == nil {
			was.Proposed = &pipeline.ProposedValue{Value: other.Value, Why: fmt.Sprintf("Так указано в другом документе файла, стр. %d. Документы расходятся: выберите верное или запросите уточнение.", other.Page)}
		}
	}
	was.Sure = promising(was.Confidence)
	return was, t
}

func isComposite(r pipeline.Reading) bool {
	_, composite := r.Value.(map[string]any)
	return composite
}

// listed compares a list of persons or organisations with that of another paper, by
// names alone, and says whom only one of them has.
func listed(name string, was, other []pipeline.Reading) testimony {
	t := testimony{field: name, agrees: true}
	names := func(list []pipeline.Reading) (all []string) {
		for _, r := range list {
			if s := r.Parts["name"].Raw; fold(s) != "" {
				all = append(all, s)
			}
		}
		return all
	}
	here, there := names(other), names(was)
	if len(here) == 0 || len(there) == 0 {
		return t
	}
	for _, n := range here {
		if !named(n, there) {
			t.agrees = false
			t.remark = fmt.Sprintf("%s: «%s» есть здесь, но не в основном документе", titleOf(name), short(n))
		}
	}
	for _, n := range there {
		if t.agrees && !named(n, here) {
			t.agrees = false
			t.remark = fmt.Sprintf("%s: «%s» есть в основном документе, но не здесь", titleOf(name), short(n))
		}
	}
	return t
}

// named reports whether a name is in a list, in full or with initials.
func named(name string, list []string) bool {
	for _, other := range list {
		if alike(fold(name), fold(other)) || sameShort(name, other) || sameShort(other, name) {
			return true
		}
	}
	return false
}

// sameShort reports whether the one is the other with initials: «Лес Я. К.» of «Лес Ян
// Карлович».
func sameShort(initial, full string) bool {
	a, b := strings.Fields(strings.ReplaceAll(initial, ".", ". ")), strings.Fields(full)
	if len(a) < 2 || len(b) < 2 || !strings.Contains(initial, ".") {
		return false
	}
	if strings.HasSuffix(a[0], ".") { // «Я. К. Лес»
		a = append([]string{a[len(a)-1]}, a[:len(a)-1]...)
	}
	if !alike(fold(a[0]), fold(b[0])) {
		return false
	}
	for i := 1; i < min(len(a), len(b)); i++ {
		if !strings.HasPrefix(fold(b[i]), fold(a[i])) {
			return false
		}
	}
	return true
}

// titles are the fields that papers of one file state in common, as people call them.
var titles = map[string]string{
	pipeline.FieldTitle: "название", pipeline.FieldHolders: "правообладатели", pipeline.FieldAuthors: "авторы",
	pipeline.FieldDepositPages: "число листов материалов", pipeline.FieldKind: "вид объекта", pipeline.FieldCreationYear: "год создания",
}

func titleOf(field string) string {
	if t, ok := titles[field]; ok {
		return t
	}
	return "«" + field + "»"
}

// short cuts a long value for a remark.
func short(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// contest keeps what papers of the file disagree on from being shown as sure.
func contest(fields pipeline.Fields, said map[int][]testimony) {
	for _, all := range said {
		for _, t := range all {
			f := fields[t.field]
			if t.agrees || f.IsList() {
				continue
			}
			f.Confidence = math.Min(f.Confidence, contested)
			f.Sure = promising(f.Confidence)
			fields[t.field] = f
		}
	}
}
