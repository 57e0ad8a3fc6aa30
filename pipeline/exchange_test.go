package pipeline_test

import (
	"reflect"
	"strings"
	"testing"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// ledokol is an organisation that is active.
func ledokol() pipeline.Organisation {
	return pipeline.Organisation{OGRN: "1269800000018", INN: "9801123459", KPP: "980101001",
		Name: `ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ "ЛЕДОКОЛ"`, ShortName: `ООО "ЛЕДОКОЛ"`, Active: true, AsOf: workday.MustDate("2026-03-20")}
}

// organisation changes one.
func organisation(change func(*pipeline.Organisation)) pipeline.Organisation {
	o := ledokol()
	change(&o)
	return o
}

func (r *rig) extract(list ...pipeline.Organisation) pipeline.OrganisationsReport {
	r.t.Helper()
	report, err := r.office.ImportOrganisations(r.t.Context(), list, "выписка.xml")
	must(r.t, err)
	if report.Rows != report.New+report.Changed+report.Repeated+len(report.Rejected) {
		r.t.Errorf("rows do not add up: %+v", report)
	}
	return report
}

func TestWhatIsKeptOfAnOrganisation(t *testing.T) {
	ended := func(o *pipeline.Organisation) { o.Active, o.AsOf = false, workday.MustDate("2026-03-25") }
	for name, c := range map[string]struct {
		list   []pipeline.Organisation
		active bool
		events int
	}{
		"told once":                        {[]pipeline.Organisation{ledokol()}, true, 1},
		"told twice":                       {[]pipeline.Organisation{ledokol(), ledokol()}, true, 1},
		"a newer extract counts":           {[]pipeline.Organisation{ledokol(), organisation(ended)}, false, 2},
		"an older extract changes nothing": {[]pipeline.Organisation{organisation(ended), ledokol()}, false, 1},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			for _, o := range c.list {
				r.extract(o)
			}
			for _, number := range []string{"1269800000018", "9801123459", "126 980 000 0018"} {
				got, known, err := r.office.OrganisationOf(t.Context(), number)
				must(t, err)
				if !known || got.Active != c.active || got.Source != "выписка.xml" {
					t.Errorf("by %s: %+v, %t", number, got, known)
				}
			}
			if n := len(r.streamOf("egrul/1269800000018")); n != c.events {
				t.Errorf("%d events, want %d", n, c.events)
			}
		})
	}
}

func TestAnOrganisationWithoutNumbersIsRejected(t *testing.T) {
	r := newRig(t)
	got := r.extract(organisation(func(o *pipeline.Organisation) { o.OGRN, o.INN, o.Line = "", "", 7 }))
	if len(got.Rejected) != 1 || got.Rejected[0].Line != 7 {
		t.Errorf("%+v", got)
	}
	for _, number := range []string{"", "нет", "7700000000"} {
		if _, known, err := r.office.OrganisationOf(t.Context(), number); known || err != nil {
			t.Errorf("%q is known: %v", number, err)
		}
	}
}

func TestOfTwoWithOneINNTheActiveOneCounts(t *testing.T) {
	r := newRig(t)
	gone := organisation(func(o *pipeline.Organisation) {
		o.OGRN, o.Active, o.AsOf = "1059800000171", false, workday.MustDate("2026-03-29")
	})
	r.extract(gone, ledokol())
	if got, _, err := r.office.OrganisationOf(t.Context(), "9801123459"); err != nil || got.OGRN != "1269800000018" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestHoldersBesideTheStateRegisters(t *testing.T) {
	stated := func(pairs ...string) pipeline.Fields {
		f := defaultFields()
		f["holders"] = pipeline.Field{Values: []pipeline.Reading{party(pairs...)}}
		return f
	}
	type row struct {
		field   string
		verdict pipeline.ComparisonVerdict
		message string // a part of it
	}
	for name, c := range map[string]struct {
		fields pipeline.Fields
		told   []pipeline.Organisation
		want   []row
	}{
		"a person is in no register": {defaultFields(), []pipeline.Organisation{ledokol()}, nil},
		"nothing is known by OGRN":   {stated("name", "ООО «Ледокол»", "kind", "organisation", "ogrn", "1269800000018"), nil, []row{{"holders[0]", pipeline.ComparedUnknown, "по ОГРН 1269800000018"}}},
		"nothing is known by INN":    {stated("name", "ООО «Ледокол»", "kind", "organisation", "inn", "9801123459"), nil, []row{{"holders[0]", pipeline.ComparedUnknown, "по ИНН 9801123459"}}},
		"no number is stated":        {stated("name", "ООО «Ледокол»", "kind", "organisation"), []pipeline.Organisation{ledokol()}, []row{{"holders[0]", pipeline.ComparedUnknown, "ни ОГРН, ни ИНН"}}},
		"the short name in another writing is the same": {stated("name", "Общество с ограниченной ответственностью «Ледокол»", "kind", "organisation", "inn", "9801123459"), []pipeline.Organisation{ledokol()},
			[]row{{"holders[0].name", pipeline.ComparedSame, ""}, {"holders[0].inn", pipeline.ComparedSame, ""}, {"holders[0]", pipeline.ComparedSame, "20.03.2026"}}},
		"another name and another INN": {stated("name", "АО «Ледоход»", "kind", "organisation", "ogrn", "1269800000018", "inn", "9802543216"), []pipeline.Organisation{ledokol()},
			[]row{{"holders[0].name", pipeline.ComparedDiffers, "указано разное"}, {"holders[0].ogrn", pipeline.ComparedSame, ""}, {"holders[0].inn", pipeline.ComparedDiffers, ""}, {"holders[0]", pipeline.ComparedSame, ""}}},
		"one that is no more": {stated("name", "ООО «Ледокол»", "kind", "organisation", "ogrn", "1269800000018"),
			[]pipeline.Organisation{organisation(func(o *pipeline.Organisation) { o.Active, o.EndedOn = false, workday.MustDate("2025-12-15") })},
			[]row{{"holders[0].name", pipeline.ComparedSame, ""}, {"holders[0].ogrn", pipeline.ComparedSame, ""}, {"holders[0]", pipeline.ComparedNotActive, "не действует с 15.12.2025"}}},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			r.reader.fields["a.pdf"] = c.fields
			r.extract(c.told...)
			list, err := r.office.Compare(t.Context(), r.filed("a.pdf"))
			must(t, err)
			var got []row
			for i, x := range list {
				if i < len(c.want) && strings.Contains(x.Message, c.want[i].message) {
					got = append(got, row{x.Field, x.Verdict, c.want[i].message})
				} else {
					got = append(got, row{x.Field, x.Verdict, x.Message})
				}
				if !strings.HasSuffix(x.Message, ".") || x.Title == "" {
					t.Errorf("%+v is no sentence of its own", x)
				}
			}
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("rows are\n%+v, want\n%+v", got, c.want)
			}
		})
	}
}

func TestANameReadUnsurelyIsToBeReadAgain(t *testing.T) {
	r := newRig(t)
	f := defaultFields()
	name := sure("ООО «Лєдокол»")
	name.Sure = false
	f["holders"] = pipeline.Field{Values: []pipeline.Reading{whole(map[string]pipeline.Reading{"name": name, "kind": sure("organisation"), "inn": sure("9801123459")})}}
	r.reader.fields["a.pdf"] = f
	r.extract(ledokol())
	list, err := r.office.Compare(t.Context(), r.filed("a.pdf"))
	must(t, err)
	if list[0].Verdict != pipeline.ComparedDiffers || !strings.Contains(list[0].Message, "неуверенно") {
		t.Errorf("%+v", list[0])
	}
}
