package names

import (
	"slices"
	"testing"
	"unicode/utf8"
)

func TestParsePerson(t *testing.T) {
	cases := []struct {
		text string
		want Person
	}{
		{"Снегирёва Ольга Павловна", Person{"снегирева", "ольга", "павловна"}},
		{"Снегирёва Ольга Павловна (RU)", Person{"снегирева", "ольга", "павловна"}},
		{"Ольга Павловна Снегирёва", Person{"снегирева", "ольга", "павловна"}},
		{"СНЕГИРЁВА О.П.", Person{"снегирева", "о", "п"}},
		{"О. П. Снегирёва", Person{"снегирева", "о", "п"}},
		{"снегирева о", Person{"снегирева", "о", ""}},
		{"Снегирёва Ольга", Person{"снегирева", "ольга", ""}},
		{"Снегирёва Ольга П.", Person{"снегирева", "ольга", "п"}},
		{"Богданович Пётр Ильич", Person{"богданович", "петр", "ильич"}},
		{"Пётр Ильич Богданович", Person{"богданович", "петр", "ильич"}},
		{"Римский-Дятлов И. К.", Person{"римскийдятлов", "и", "к"}},
		{"Гасанов Рустам Тимур оглы", Person{"гасанов", "рустам", "тимур"}},
		{"", Person{}},
		{"(RU)", Person{}},
		{"О. П.", Person{}},
		{"Снегирёва", Person{}},
		{"Ольга Павловна", Person{}},
		{"John Smith", Person{}},
		{"Завод номер 5", Person{}},
		{"Общество с ограниченной ответственностью", Person{}},
	}
	for _, c := range cases {
		if got, ok := ParsePerson(c.text); got != c.want || ok != (c.want != Person{}) {
			t.Errorf("%q is %+v (%v), want %+v", c.text, got, ok, c.want)
		}
	}
}

// meets reports whether a question for one spelling finds an entry in another.
func meets(t *testing.T, question, entry string) bool {
	t.Helper()
	q, ok := ParsePerson(question)
	e, known := ParsePerson(entry)
	if !ok || !known {
		t.Fatalf("%q or %q is no name", question, entry)
	}
	keys := e.Keys()
	return slices.ContainsFunc(q.Asked(), func(k string) bool { return slices.Contains(keys, k) })
}

func TestSpellingsOfOnePersonMeet(t *testing.T) {
	groups := [][]string{
		{"Снегирёва Ольга Павловна", "Ольга Павловна Снегирева", "Снегирёва О.П.", "О. П. Снегирёва", "Снегирёва О.", "Снегирева Ольга", "Ольга Снегирева", "Снегирёвой Ольги Павловны"},
		{"Дроздовский Андрей Ильич", "Дроздовского Андрея Ильича", "Дроздовским А. И.", "дроздовский а"},
		{"Миллер Павел Львович", "Миллера Павла Львовича", "Миллером П. Л."},
		{"Ткаченко Наталья Игоревна", "Ткаченко Наталия Игоревна", "Ткаченко Н.И."},
		{"Белая Дарья Сергеевна", "Белой Дарьей Сергеевной", "Белая Д. С."},
		{"Цой Николай Кимович", "Цоя Николая Кимовича", "Цой Н."},
	}
	for _, group := range groups {
		for _, question := range group {
			for _, entry := range group {
				if question == "Снегирева Ольга" || question == "Ольга Снегирева" || entry == "Ольга Снегирева" {
					continue // entries are written surname first; see below
				}
				if !meets(t, question, entry) {
					t.Errorf("a question for %q does not find %q", question, entry)
				}
			}
		}
	}
	for _, question := range []string{"Снегирева Ольга", "Ольга Снегирева"} {
		for _, entry := range []string{"Снегирёва Ольга Павловна", "Снегирёва О.П.", "Снегирева Ольга"} {
			if !meets(t, question, entry) {
				t.Errorf("a question for %q does not find %q", question, entry)
			}
		}
	}
}

func TestOthersDoNotMeet(t *testing.T) {
	for _, c := range [][2]string{
		{"Снегирёва Ольга Павловна", "Снегирёва Анна Павловна"},
		{"Снегирёва Ольга Павловна", "Снегирёва Олеся Павловна"},
		{"Снегирёва Ольга Павловна", "Снегирёва О. И."},
		{"Снегирёва О. П.", "Снегирёва Ольга Ивановна"},
		{"Снегирёва О. П.", "Снегирь О. П."},
		{"Снегирёва Ольга", "Снегирёва Анна Павловна"},
		{"Ольга Снегирёва", "Снегирёва Анна Павловна"},
	} {
		if meets(t, c[0], c[1]) {
			t.Errorf("a question for %q finds %q", c[0], c[1])
		}
	}
}

func TestFindPersons(t *testing.T) {
	cases := []struct {
		text string
		want []string // as they stand
	}{
		{"учёт склада Снегирёва О.П.", []string{"Снегирёва О.П."}},
		{"программы снегирева о. п. склад", []string{"снегирева о. п."}},
		{"О. П. Снегирёва и И. К. Дятлов", []string{"О. П. Снегирёва", "И. К. Дятлов"}},
		{"расчёт Снегирёвой Ольги Павловны", []string{"Снегирёвой Ольги Павловны"}},
		{"задача Ольга Павловна Снегирёва", []string{"Ольга Павловна Снегирёва"}},
		{"учёт сотрудников и т. д.", nil},
		{"т. е. задача", nil},
		{"Программа моделирования основной моды", nil},
		{"ПРОГРАММА ВЕДЕНИЯ УСЛОВНОЙ БАЗЫ", nil},
		{"снегирева ольга павловна склад", []string{"снегирева ольга павловна"}},
		{"Снегирёва Ольга", nil},
		{"расчёт балки с опорой", nil},
		{"база по химии и физике", nil},
		{"версия 2. Система", nil},
		{"", nil},
	}
	for _, c := range cases {
		var got []string
		for _, f := range FindPersons(c.text) {
			got = append(got, c.text[f.Start:f.End])
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("in %q: %q, want %q", c.text, got, c.want)
		}
	}
}

func FuzzPersons(f *testing.F) {
	for _, s := range []string{"Снегирёва О.П.", "т. е. x", "И.", "А Б В", "Ильич\xff", "а\u0301. б. ввв", "оглы оглы оглы оглы"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, p := range FindPersons(text) {
			if p.Start < last || p.End <= p.Start || p.End > len(text) {
				t.Fatalf("%+v lies wrongly in %q", p, text)
			}
			last = p.End
			keys := p.Keys()
			if !slices.ContainsFunc(p.Asked(), func(k string) bool { return slices.Contains(keys, k) }) {
				t.Fatalf("%+v of %q does not find itself: %q in %q", p, text, p.Asked(), keys)
			}
		}
		if p, ok := ParsePerson(text); ok && (p.Surname == "" || !utf8.ValidString(p.Surname)) {
			t.Fatalf("%q is %+v", text, p)
		}
	})
}
