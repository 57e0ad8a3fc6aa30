package desk_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"vestnik/pipeline"
)

// doubt has the papers state a value of which the machine is so sure.
func (r *rig) doubt(name string, value any, confidence float64) {
	r.paper.fields[name] = pipeline.Field{Reading: pipeline.Reading{
		Value: value, Raw: "как напечатано", Page: 2, Box: pipeline.Box{.2, .6, .4, .62}, Confidence: confidence,
	}}
}

// doubts returns the ids of the doubtful fields in the order of the page.
func (a answer) doubts() []string {
	a.t.Helper()
	var ids []string
	for _, f := range a.all("#doubts form.field") {
		ids = append(ids, attr(f, "id"))
	}
	return ids
}

func TestDoubtsComeInTheirOrder(t *testing.T) {
	r := newRig(t)
	r.doubt("phone", "+7 900 000-00-01", .31)
	r.doubt("email", "o@example.ru", .12)
	r.doubt("correspondence_address", "998030, г. Каменный Брод", .52)
	got := r.as("ivanova").get(r.filed("заявка.pdf"))
	ids := got.doubts()
	cited := func(id string) bool {
		return strings.Contains(got.text("#"+id+" .source"), "на нём держится замечание")
	}
	if !cited(ids[0]) || cited(ids[len(ids)-1]) {
		t.Errorf("what findings rest on does not come first: %v", ids)
	}
	var rest []string
	for _, id := range ids {
		if !cited(id) {
			rest = append(rest, id)
		}
	}
	at := func(id string) int { return slices.Index(rest, id) }
	if at("f-email") < 0 || at("f-email") > at("f-phone") {
		t.Errorf("the least certain does not come first: %v", rest)
	}
	got.says("#doubts .hint", "Осталось проверить: 5.")
	if again := r.as("ivanova").get("/cases/2026-000001").doubts(); !slices.Equal(again, ids) {
		t.Errorf("the order changed to %v", again)
	}
}

func TestAfterADoubtComesTheNext(t *testing.T) {
	r := newRig(t)
	r.doubt("phone", "+7 900 000-00-01", .31)
	r.doubt("email", "o@example.ru", .12)
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	ids := v.get(address).doubts()
	for i := range ids { // from the second on, and the first at last
		id := ids[(i+1)%len(ids)]
		form := v.get(address).one("#" + id)
		got := v.post(address+"/fields", url.Values{"path": {attr(form, "data-path")}, "value": {attr(v.get(address).one("#"+id+"-value"), "value")}, "verdict": {"confirm"}})
		if got.code != http.StatusSeeOther {
			t.Fatalf("confirm %s: %d\n%s", id, got.code, got.body)
		}
		where := got.header.Get("Location")
		want := "#" + ids[(i+2)%len(ids)]
		if i == len(ids)-1 {
			want = "#fields"
		}
		if !strings.HasSuffix(where, want) {
			t.Errorf("after %s comes %s, want %s", id, where, want)
		}
	}
}

func TestADoubtfulFieldStandsBesideItsPlaceWithTheValueMarked(t *testing.T) {
	r := newRig(t)
	got := r.as("ivanova").get(r.filed("заявка.pdf"))
	crop := got.one("#f-holders-0-inn svg.crop")
	mark := got.one("#f-holders-0-inn svg.crop rect")
	if attr(mark, "x") != "59.5" || attr(mark, "width") != "238" {
		t.Errorf("the value is marked at %s, %s wide", attr(mark, "x"), attr(mark, "width"))
	}
	if !strings.HasPrefix(attr(crop, "viewbox")+attr(crop, "viewBox"), "52.5 ") {
		t.Errorf("the piece shown is %q", attr(crop, "viewBox"))
	}
}

func TestAProposalIsAppliedByThePersonAlone(t *testing.T) {
	r := newRig(t)
	holder := r.paper.fields["holders"].Values[0]
	inn := holder.Parts["inn"]
	inn.Proposed = &pipeline.ProposedValue{Value: "980130009239", Why: "сходится контрольное число"}
	holder.Parts["inn"] = inn
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	page := v.get(address)
	page.says("#f-holders-0-inn .proposed", "Вероятнее: 980130009239 сходится контрольное число")
	if got := attr(page.one("#f-holders-0-inn-value"), "value"); got != "980130009232" {
		t.Errorf("the proposal was put in silently: %s", got)
	}
	form := url.Values{"path": {"holders[0].inn"}, "value": {"980130009232"}, "verdict": {"accept"}, "proposed": {"980130000000"}}
	if got := v.post(address+"/fields", form); got.code != http.StatusConflict {
		t.Errorf("another proposal than the one seen: %d", got.code)
	}
	form.Set("proposed", "980130009239")
	if got := v.post(address+"/fields", form); got.code != http.StatusSeeOther {
		t.Fatalf("accept: %d\n%s", got.code, got.body)
	}
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if k := c.Corrections[0]; k.Value != "980130009239" || k.By != "ivanova" || c.Fields.Reading("holders[0].inn").Value != "980130009239" {
		t.Errorf("recorded %+v", k)
	}
}

func TestConfirmingSaysNothingThatWasNotRead(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	got := v.post(address+"/fields", url.Values{"path": {"creation_year"}, "value": {"2024"}, "verdict": {"confirm"}})
	if got.code != http.StatusUnprocessableEntity {
		t.Fatalf("a typed value was thrown away: %d", got.code)
	}
	got.says(".problem", "набрано другое значение")
	v.post(address+"/fields", url.Values{"path": {"creation_year"}, "value": {"2025"}, "verdict": {"confirm"}})
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if f := c.Fields["creation_year"]; f.Value != 2025. || !f.Sure || len(c.Corrections) != 1 {
		t.Errorf("year is %+v", f)
	}
}

func TestWhatNobodyCanReadIsSaidSo(t *testing.T) {
	r := newRig(t)
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	got := v.post(address+"/fields", url.Values{"path": {"holders[0].inn"}, "value": {"980130009232"}, "verdict": {"unreadable"}})
	if got.code != http.StatusSeeOther {
		t.Fatalf("unreadable: %d\n%s", got.code, got.body)
	}
	page := v.get(address)
	page.says("#f-holders-0-inn .changes", "IVANOVA А. Б., 30.03.2026, 12:00: не читается")
	page.says("#history", "отмечено как нечитаемое")
	if slices.Contains(page.doubts(), "f-holders-0-inn") {
		t.Error("it is asked for again")
	}
}

func TestWhatAPageHoldsBesideWordsIsShownAndTold(t *testing.T) {
	r := newRig(t)
	r.paper.looks = func(p *pipeline.Page) {
		p.Reader, p.Layer = pipeline.ReadByTesseract, &pipeline.LayerVerdict{Reason: "words run together"}
		if p.Number == 2 {
			p.Regions = []pipeline.Region{
				{Kind: pipeline.Stamp, Box: pipeline.Box{.6, .7, .8, .8}}, {Kind: pipeline.LostText, Box: pipeline.Box{.1, .5, .9, .52}},
				{Kind: pipeline.Handwriting, Box: pipeline.Box{.1, .9, .3, .95}},
			}
		}
	}
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	first := v.get(address)
	first.says(".unread", "На странице 2 осталась непрочитанной строка; рукописный текст: прочитайте сами.")
	first.says(".reader", "Текстовый слой недостоверен: слова слиплись; прочитано распознаванием.")
	if n := len(first.all("svg.regions rect")); n != 0 {
		t.Errorf("%d regions are drawn on another page", n)
	}
	second := v.get(address + "?page=2")
	if n := len(second.all("svg.regions rect")); n != 3 {
		t.Errorf("%d regions are drawn, want 3", n)
	}
	second.says("svg.regions", "непрочитанный текст")
	second.says("#legend", "нужно проверить непрочитанный текст рукописный текст печать или штамп")
	second.says(".run", "Прочитано 2 страницы (2 — распознаванием)")
	if len(r.as("belova").get(address).all(".unread")) != 0 {
		t.Error("what the papers hold is told to somebody who may not see them")
	}
}

func TestAKindIsExplained(t *testing.T) {
	r := newRig(t)
	got := r.as("ivanova").get(r.filed("заявка.pdf"))
	got.says(".kinds", "Заявление о государственной регистрации, с. 1 уверенность машины 97 %, признаки: заголовок «ЗАЯВЛЕНИЕ»")
	got.says(".kinds", "с. 2 уверенность машины 90 %")
}

// TestAFieldFilledByHandIsShownByItsPlace: nothing was read, the piece of the page is
// there, and it says what to do.
func TestAFieldFilledByHandIsShownByItsPlace(t *testing.T) {
	r := newRig(t)
	const why = "Поле заполнено от руки: введите значение по изображению."
	r.paper.fields["email"] = pipeline.Field{Reading: pipeline.Reading{
		Value: "", Page: 2, Box: pipeline.Box{.2, .6, .4, .62}, Doubt: why,
	}}
	address := r.filed("заявка.pdf")
	v := r.as("ivanova")
	page := v.get(address)
	page.says("#f-email", why)
	page.one("#doubts #f-email svg.crop")
	if got := attr(page.one("#f-email-value"), "value"); got != "" {
		t.Errorf("the field is filled with %q", got)
	}
	got := v.post(address+"/fields", url.Values{"path": {"email"}, "value": {"o@example.ru"}})
	if got.code != http.StatusSeeOther {
		t.Fatalf("record: %d\n%s", got.code, got.body)
	}
	c, err := r.office.Case(t.Context(), caseOf(address))
	must(t, err)
	if is := c.Fields.Reading("email"); is.Value != "o@example.ru" || !is.Sure || is.Doubt != "" {
		t.Errorf("after the person's word the field is %+v", is)
	}
}
