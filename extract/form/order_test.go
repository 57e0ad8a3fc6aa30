package form_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// blankPage is the back of a sheet that nothing is printed on.
func blankPage() []pipeline.Page {
	return []pipeline.Page{{Number: 1, Width: paperWidth, Height: paperHeight, Source: pipeline.FromOCR}}
}

// contractPage is a paper that belongs to no application.
func contractPage() []pipeline.Page {
	return printed("ДОГОВОР № 5\nпоставки мебели\n1. ПРЕДМЕТ ДОГОВОРА\nПоставщик обязуется передать столы письменные, а Покупатель принять и оплатить их.")
}

func TestPagesMayComeInAnyOrder(t *testing.T) {
	a, b := applicants()[0], applicants()[1]
	front, back := ruled(a)[:1], ruled(a)[1:]
	oldFront, oldBack := older(a)[:1], older(a)[1:]
	cases := []struct {
		name  string
		pages []pipeline.Page
		kinds string
		want  states
	}{
		{"back before front", bound(back, front), "statement[1 2]", a.statementStates()},
		{"older form, back before front", bound(oldBack, oldFront), "statement[1 2]", a.statementStates()},
		{"abstract between front and back", bound(front, abstractPaper(a), back), "statement[1 3] abstract[2]", a.statementStates()},
		{"listing between front and back", bound(front, listing(), back, abstractPaper(a)), "statement[1 4] deposited-materials[2 3] abstract[5]", a.statementStates()},
		{"back first, front last", bound(back, listing(), abstractPaper(a), front), "statement[1 5] deposited-materials[2 3] abstract[4]", a.statementStates()},
		{"blank backs", bound(front, blankPage(), back, blankPage(), abstractPaper(a), blankPage()), "statement[1 2 3 4] abstract[5 6]", a.statementStates()},
		{"a page scanned twice", bound(front, front, back, abstractPaper(a), back), "statement[1 2 3 5] abstract[4]", a.statementStates()},
		{"the whole scanned twice", bound(ruled(a), ruled(a)), "statement[1 2 3 4]", a.statementStates()},
		{"two cheques of different sums", bound(ruled(a), cheque(), payment()), "statement[1 2] proof-of-fee[3] proof-of-fee[4]", a.statementStates()},
		{"a foreign paper behind a listing", bound(ruled(a), listing(), contractPage()), "statement[1 2] deposited-materials[3 4] unknown[5]", a.statementStates()},
		{"two applications", bound(ruled(a), abstractPaper(a), ruled(b), abstractPaper(b)), "statement[1 2] abstract[3] statement[4 5] abstract[6]", a.statementStates()},
		{"two applications, abstracts last", bound(ruled(a), older(b), abstractPaper(b), abstractPaper(a)), "statement[1 2] statement[3 4] abstract[5] abstract[6]", a.statementStates()},
	}
	r := recogniser(t)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := r.Recognise("", c.pages)
			if kinds(got) != c.kinds {
				t.Fatalf("got  %s\nwant %s", kinds(got), c.kinds)
			}
			sound(t, c.pages, got)
			expect(t, got, c.want)
			for path, reading := range flat(got.Fields) {
				if strings.HasPrefix(path, "holders[1]") || strings.HasPrefix(path, "authors[1]") || strings.HasPrefix(path, "signatures[1]") {
					t.Errorf("%s: read %v a second time", path, reading.Value)
				}
			}
		})
	}
}

func TestAnotherApplicationInTheFileIsSaidAndNotMixed(t *testing.T) {
	a, b := applicants()[0], applicants()[1]
	got := recogniser(t).Recognise("", bound(ruled(a), ruled(b), abstractPaper(b)))
	if said := strings.Join(got.Segments[1].Signals, "; "); !strings.Contains(said, "ещё одно заявление") || !strings.Contains(said, "стр. 1, 2") {
		t.Errorf("signals of the second statement: %s", said)
	}
	expect(t, got, a.statementStates())
	if _, has := got.Fields[pipeline.FieldAbstract]; has {
		t.Error("the abstract is of the second application")
	}
}

func TestAScanOfAPageScannedTwiceIsReadOnce(t *testing.T) {
	a := applicants()[0]
	r := recogniser(t)
	missed := 0
	const seeds = 12
	for seed := range uint64(seeds) {
		first, second := corpus.Misread(furtherSheet("Лес Ян Карлович"), 0.01, seed), corpus.Misread(furtherSheet("Лес Ян Карлович"), 0.01, seed+100)
		got := r.Recognise("", bound(ruled(a), first, second))
		if n := len(got.Fields[pipeline.FieldAuthors].Values); n != 2 {
			missed++
		}
	}
	if missed > seeds/4 {
		t.Errorf("%d of %d doubled sheets were read twice", missed, seeds)
	}
	got := r.Recognise("", bound(ruled(a), furtherSheet("Лес Ян Карлович"), furtherSheet("Лес Яна Карловна")))
	if n := len(got.Fields[pipeline.FieldAuthors].Values); n != 3 {
		t.Errorf("%d authors: two sheets of two persons are no copies", n)
	}
}

func TestEveryVerdictIsExplained(t *testing.T) {
	a := applicants()[0]
	got := recogniser(t).Recognise("", bound(ruled(a), blankPage(), abstractPaper(a), listing(), contractPage(),
		printed("РЕФЕРАТ\nпо дисциплине «Информатика»\nСтудент: Пенков К. О.")))
	if want := "statement[1 2 3] abstract[4] deposited-materials[5 6] unknown[7 8]"; kinds(got) != want {
		t.Fatalf("got %s, want %s", kinds(got), want)
	}
	said := func(i int, text string) {
		if !slices.ContainsFunc(got.Segments[i].Signals, func(s string) bool { return strings.Contains(s, text) }) {
			t.Errorf("paper %d says %q, want %q", i, got.Segments[i].Signals, text)
		}
	}
	said(0, "заголовок «ЗАЯВЛЕНИЕ»")
	said(0, "стр. 2 — продолжение: графа «авторы»")
	said(0, "стр. 3 — пустая")
	said(2, "стр. 6 — ")
	said(3, "признаков известных документов не найдено")
	for i, s := range got.Segments {
		t.Log(fmt.Sprint(i, " ", s.Kind, " ", s.Signals))
	}
	alone := recogniser(t).Recognise("", printed("СОГЛАСИЕ\nна обработку персональных данных\nЯ даю согласие ООО «Клиника» на обработку персональных данных."))
	if said := strings.Join(alone.Segments[0].Signals, "; "); !strings.Contains(said, "ближе всего — согласие") || !strings.Contains(said, "нет обязательного: речь о делах Роспатента") {
		t.Errorf("of an unknown paper: %s", said)
	}
}
