package names_test

import (
	"slices"
	"testing"

	"vestnik/index/names"
	"vestnik/index/russian"
)

func marks(a *russian.Analyzer, f *names.Forms, text string) (list []string) {
	for _, form := range f.In(a.Tokens(text)) {
		list = append(list, form.Mark)
	}
	return list
}

func TestSpellingsOfAFormMeet(t *testing.T) {
	cases := []struct {
		text string
		want []string
	}{
		{"ООО «Северный ветер»", []string{"§ооо"}},
		{"Общество с ограниченной ответственностью «Северный ветер»", []string{"§ооо"}},
		{"программы общества с ограниченной ответственностью", []string{"§ооо"}},
		{"ОБЩЕСТВУ С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ", []string{"§ооо"}},
		{"«Северный ветер» (ООО)", []string{"§ооо"}},
		{"000 «Северный ветер»", nil},
		{"Публичное акционерное общество", []string{"§пао"}},
		{"Акционерное общество «Научно-исследовательский институт ветра» (АО «НИИ ветра»)", []string{"§ао", "§нии", "§ао", "§нии"}},
		{"Федеральное государственное унитарное предприятие", []string{"§фгуп"}},
		{"государственного унитарного предприятия", []string{"§гуп"}},
		{"федеральное казенное учреждение", []string{"§фку"}},
		{"ФГБОУ ВО «Университет»", []string{"§фгбоу"}},
		{"федеральное государственное бюджетное образовательное учреждение высшего профессионального образования", []string{"§фгбоу"}},
		{"North Wind Ltd.", []string{"§ltd"}},
		{"Норт Винд Лтд", []string{"§ltd"}},
		{"общество охраны природы", nil},
		{"", nil},
	}
	for name, a := range map[string]*russian.Analyzer{"with the dictionary": russian.New(), "by stems": russian.NewStemming()} {
		t.Run(name, func(t *testing.T) {
			f := names.NewForms(a)
			for _, c := range cases {
				if got := marks(a, f, c.text); !slices.Equal(got, c.want) {
					t.Errorf("%q has %q, want %q", c.text, got, c.want)
				}
			}
		})
	}
}

func TestFormsSayWhereTheyStand(t *testing.T) {
	const text = "АО «Научно-исследовательский институт ветра»"
	a := russian.New()
	tokens := a.Tokens(text)
	var got []string
	for _, form := range names.NewForms(a).In(tokens) {
		got = append(got, text[tokens[form.First].Start:tokens[form.Last].End])
	}
	if want := []string{"АО", "Научно-исследовательский институт"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzForms(f *testing.F) {
	for _, s := range []string{"ООО", "общество с ограниченной", "научно-исследовательский-", "ФГБОУ ВО ВО", "\xff-АО"} {
		f.Add(s)
	}
	a := russian.New()
	forms := names.NewForms(a)
	f.Fuzz(func(t *testing.T, text string) {
		tokens := a.Tokens(text)
		last := -1
		for _, form := range forms.In(tokens) {
			if form.First <= last || form.Last < form.First || form.Last >= len(tokens) || form.Mark == "" {
				t.Fatalf("%+v lies wrongly among the %d tokens of %q", form, len(tokens), text)
			}
			last = form.Last
		}
	})
}
