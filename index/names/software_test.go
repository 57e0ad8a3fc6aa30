package names_test

import (
	"slices"
	"testing"

	"vestnik/index/names"
)

func TestSoftware(t *testing.T) {
	cases := []struct {
		name string
		read func(string) []string
		list string
		want []string
	}{
		{"languages", names.Languages, "C++, Delphi", []string{"C++", "Delphi"}},
		{"languages in Russian", names.Languages, "Си++; Паскаль и Ассемблер", []string{"C++", "Pascal", "Assembler"}},
		{"a Cyrillic С", names.Languages, "С++, С#, С", []string{"C++", "C#", "C"}},
		{"versions", names.Languages, "Borland Delphi 7.0, Python 3.11", []string{"Delphi", "Python"}},
		{"makers", names.Languages, "Microsoft Visual C++ 6.0; MS Visual Basic", []string{"C++", "Visual Basic"}},
		{"one language named twice", names.Languages, "Object Pascal, Delphi 5", []string{"Delphi"}},
		{"a stroke inside a name", names.Languages, "PL/SQL, SQL", []string{"PL/SQL", "SQL"}},
		{"1С in two alphabets", names.Languages, "1С:Предприятие 8.3, 1C", []string{"1С"}},
		{"a sharp in words", names.Languages, "Си-шарп", []string{"C#"}},
		{"an unknown one", names.Languages, "Рефал-5, C", []string{"Рефал-5", "C"}},
		{"JavaScript is not Java", names.Languages, "JavaScript, Java", []string{"JavaScript", "Java"}},
		{"a preposition is no language", names.Languages, "с библиотекой рисования", []string{"с библиотекой рисования"}},
		{"nothing", names.Languages, " , ;", nil},
		{"Windows and its versions", names.Systems, "MS Windows 98/2000/XP", []string{"Windows"}},
		{"versions after commas", names.Systems, "Windows 95, 98, NT 4.0, XP и выше", []string{"Windows"}},
		{"families", names.Systems, "ОС семейства Windows, Linux", []string{"Windows", "Linux"}},
		{"two at once", names.Systems, "операционная система Linux и FreeBSD", []string{"Linux", "FreeBSD"}},
		{"a name with a number", names.Systems, "OS/2 Warp, MS-DOS 6.22", []string{"OS/2", "DOS"}},
		{"Windows Mobile is another", names.Systems, "Windows Mobile 5, Windows XP", []string{"Windows Mobile", "Windows"}},
		{"databases", names.Databases, "MS SQL Server 2005; Oracle 9i, СУБД PostgreSQL 9", []string{"SQL Server", "Oracle", "PostgreSQL"}},
		{"Russian databases", names.Databases, "ЛИНТЕР, MS Access", []string{"ЛИНТЕР", "Access"}},
		{"DB2 is no version", names.Databases, "IBM DB2", []string{"DB2"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := c.read(c.list); !slices.Equal(got, c.want) {
				t.Errorf("%q gives %q, want %q", c.list, got, c.want)
			}
		})
	}
}

// TestUsualNamesAreTheirOwn: what a facet shows can be asked for.
func TestUsualNamesAreTheirOwn(t *testing.T) {
	for _, list := range []string{"Си++, Дельфи, 1С, Си-шарп, PL/SQL, Ассемблер, Objective C, Modula", "Рефал-5"} {
		got := names.Languages(list)
		for _, name := range got {
			if again := names.Languages(name); !slices.Equal(again, []string{name}) {
				t.Errorf("%q, taken again, is %q", name, again)
			}
		}
	}
}

func FuzzSoftware(f *testing.F) {
	for _, s := range []string{"C++, Delphi", "PL/SQL/", "/", "1С:", "и и и", "ОС", "\xff,\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, list string) {
		for _, read := range []func(string) []string{names.Languages, names.Systems, names.Databases} {
			got := read(list)
			for i, name := range got {
				if name == "" || slices.Contains(got[:i], name) {
					t.Fatalf("%q gives %q", list, got)
				}
			}
		}
	})
}
