package form_test

import (
	"maps"
	"strings"
	"testing"

	"vestnik/extract/measure/corpus"
	"vestnik/pipeline"
)

// Open licences as other hands set them: nothing in the descriptions was made for
// these layouts and wordings.

// offer is an invented open licence with the words of its paper.
type offer struct {
	object, patent, spaced, title                string
	holder, kind, address, inn, ogrn, snils      string
	conditions, phone, email                     string
	position, signer, signed                     string
	objectAccusative, objectGenitive, onWhatCode string
}

func offers() []offer {
	return []offer{
		{
			object: "utility-model", patent: "208817", spaced: "208 817", title: "Улей с откидным дном",
			objectAccusative: "полезную модель", objectGenitive: "полезной модели", onWhatCode: "U1",
			holder: "Общество с ограниченной ответственностью «Пасека-Плюс»", kind: "organisation",
			address: "450077, Республика Башкортостан, г. Уфа, ул. Цюрупы, д. 80", inn: withCheck("inn", "027401993"), ogrn: withCheck("ogrn", "116028000512"),
			conditions: "роялти 4 процента с выручки, срок действия лицензии пять лет, территория — вся Россия.",
			phone:      "+7 (347) 272-00-18", email: "office@paseka.example",
			position: "Генеральный директор", signer: "Медова Раиса Никитична", signed: "2025-09-30",
		},
		{
			object: "invention", patent: "2741963", spaced: "2 741 963", title: "Способ закрепления слабых грунтов",
			objectAccusative: "изобретение", objectGenitive: "изобретения", onWhatCode: "C1",
			holder: "Ростверков Игорь Павлович", kind: "person",
			address: "170006, г. Тверь, ул. Брагина, д. 6а, кв. 31", inn: withCheck("inn", "6950018820"), snils: withCheck("snils", "112233445"),
			conditions: "разовый платёж 90 000 рублей без ограничения объёма производства.",
			phone:      "+7 (482) 255-31-90", email: "rostverkov@grunt.example",
			signer: "Ростверков Игорь Павлович", signed: "2025-11-18",
		},
	}
}

func (o offer) states() states {
	s := states{
		"object": o.object, "patent_number": o.patent, "title": o.title, "holders[0].name": o.holder, "holders[0].kind": o.kind,
		"holders[0].address": o.address, "holders[0].inn": o.inn, "conditions": o.conditions, "phone": o.phone, "email": o.email,
		"signatures[0].name": o.signer, "signatures[0].date": o.signed, "statement_date": o.signed,
	}
	for path, v := range map[string]string{"holders[0].ogrn": o.ogrn, "holders[0].snils": o.snils, "signatures[0].position": o.position} {
		if v != "" {
			s[path] = v
		}
	}
	return s
}

// unseenLicence is a layout with the least share of the values that is read.
type unseenLicence struct {
	layout func(offer) []pipeline.Page
	recall float64
	more   func(offer) states // what this layout states besides
}

func (u unseenLicence) states(o offer) states {
	s := o.states()
	if u.more != nil {
		maps.Copy(s, u.more(o))
	}
	return s
}

func unseenLicences() map[string]unseenLicence {
	return map[string]unseenLicence{
		"table with labels on the left": {licenceTable, 0.9, func(o offer) states {
			return states{"holders[0].country": "RU", "correspondence_address": o.address}
		}},
		"questions and answers":     {licenceQuestions, 0.85, nil},
		"letter on a printed page":  {licencePrinted, 0.85, nil},
		"letter of an older manner": {licenceOldManner, 0.7, nil},
		"dotted lines to write on":  {licenceDotted, 0.9, nil},
	}
}

func TestUnseenLicencesAreReadOrLeftUnsure(t *testing.T) {
	r := recogniser(t)
	for name, u := range unseenLicences() {
		t.Run(name, func(t *testing.T) {
			var n tally
			for _, o := range offers() {
				pages := u.layout(o)
				got := r.Recognise("", pages)
				if got.Kind != pipeline.OpenLicenceStatement {
					t.Fatalf("kinds %s, want an open licence: %v", kinds(got), got.Segments)
				}
				sound(t, pages, got)
				n.count(got.Fields, u.states(o))
				expectMost(t, got, u.states(o))
			}
			t.Logf("%d of %d right, %d sure, wrong of them %d", n.right, n.stated, n.sure, n.sureWrong)
			if recall := float64(n.right) / float64(n.stated); recall < u.recall {
				t.Errorf("%d of %d values are right, want %.2f", n.right, n.stated, u.recall)
			}
			if n.sureWrong > 0 {
				t.Errorf("sure and wrong: %q", n.examples)
			}
		})
	}
}

func TestUnseenLicencesDirtyAreUnsureRatherThanWrong(t *testing.T) {
	const dirt, seeds, wrongSure = 0.02, 4, 0.04
	r := recogniser(t)
	var n tally
	known, papers := 0, 0
	for _, u := range unseenLicences() {
		for _, o := range offers() {
			for seed := range uint64(seeds) {
				got := r.Recognise("", corpus.Misread(u.layout(o), dirt, seed))
				papers++
				if got.Kind == pipeline.OpenLicenceStatement {
					known++
				}
				n.count(got.Fields, u.states(o))
			}
		}
	}
	wrong := float64(n.sureWrong) / float64(max(1, n.sure))
	t.Logf("known %d of %d; recall %.3f; sure %.3f of stated; wrong among sure %.4f: %q", known, papers,
		float64(n.right)/float64(n.stated), float64(n.sure)/float64(n.stated), wrong, n.examples)
	if wrong > wrongSure {
		t.Errorf("%.4f of the sure readings are wrong, want at most %.2f", wrong, wrongSure)
	}
	if known < papers*9/10 {
		t.Errorf("only %d of %d were known", known, papers)
	}
}

// licenceTable is a table of two columns, its labels wrapped in the left one.
func licenceTable(o offer) []pipeline.Page {
	p := newPress(10)
	p.set(240, 40, "ЗАЯВЛЕНИЕ ПАТЕНТООБЛАДАТЕЛЯ")
	p.fill(120, 56, 380, "о возможности предоставления любому лицу права использования изобретения, полезной модели, промышленного образца")
	y := 96.0
	row := func(label, value string) {
		low := p.fill(50, y, 170, label)
		high := y
		for line := range strings.Lines(value) {
			high = p.fill(240, high, 300, line)
		}
		y = max(low, high) + 6
	}
	row("Номер патента Российской Федерации", o.spaced)
	box := func(kind string) string {
		if kind == o.object {
			return "[V] "
		}
		return "[ ] "
	}
	row("Вид объекта патентных прав", box("invention")+"изобретение\n"+box("utility-model")+"полезная модель\n"+box("design")+"промышленный образец")
	row("Название объекта", o.title)
	row("Патентообладатель", o.holder)
	row("Место нахождения (место жительства)", "Россия, "+o.address)
	row("ИНН", o.inn)
	if o.ogrn != "" {
		row("ОГРН", o.ogrn)
	}
	if o.snils != "" {
		row("СНИЛС", o.snils)
	}
	row("Условия открытой лицензии", o.conditions)
	row("Адрес для корреспонденции", o.address)
	row("Контактный телефон", o.phone)
	row("Электронная почта", o.email)
	row("Подпись патентообладателя", strings.TrimSpace(o.position+" ____________ "+o.signer))
	row("", dotted(o.signed))
	return p.pages
}

// licenceQuestions is the text of a word processor: numbered points, dashes.
func licenceQuestions(o offer) []pipeline.Page {
	ids := "ИНН — " + o.inn
	if o.ogrn != "" {
		ids += "; ОГРН — " + o.ogrn
	}
	if o.snils != "" {
		ids += "; СНИЛС — " + o.snils
	}
	return flow(`В Федеральную службу по интеллектуальной собственности
Заявление об открытой лицензии
1. Патент № ` + o.patent + ` на ` + o.objectAccusative + `.
2. Название: ` + o.title + `
3. Правообладатель: ` + o.holder + `, ` + o.address + `
` + ids + `
4. Условия лицензии: ` + o.conditions + `
5. Контактный телефон: ` + o.phone + `
6. E-mail: ` + o.email + `
Просим опубликовать сведения об открытой лицензии в официальном бюллетене.
Подпись: ` + strings.TrimSpace(o.position+" ______________ ("+o.signer+")") + `
Дата: ` + spelled(o.signed))
}

// licencePrinted is a letter on a page, broken in lines, its sender in the corner.
func licencePrinted(o offer) []pipeline.Page {
	p := newPress(11)
	p.fill(320, 40, 240, "Руководителю Федеральной службы по интеллектуальной собственности")
	y := p.fill(320, 76, 230, "от "+o.holder)
	y = p.fill(320, y, 230, "Адрес: "+o.address)
	y = p.fill(320, y, 230, "ИНН "+o.inn)
	if o.ogrn != "" {
		y = p.fill(320, y, 230, "ОГРН "+o.ogrn)
	}
	if o.snils != "" {
		y = p.fill(320, y, 230, "СНИЛС "+o.snils)
	}
	y = p.fill(320, y, 230, "Тел.: "+o.phone)
	y = p.fill(320, y, 230, "E-mail: "+o.email)
	p.set(250, y+30, "ЗАЯВЛЕНИЕ")
	y = p.fill(70, y+62, 470, "Прошу опубликовать в официальном бюллетене сведения о предоставлении любому лицу права использования "+
		o.objectGenitive+" «"+o.title+"», охраняемой патентом RU "+o.patent+" "+o.onWhatCode+" (открытая лицензия).")
	y = p.fill(70, y+6, 470, "Лицензия предоставляется на следующих условиях: "+o.conditions)
	y += 50
	if o.position != "" {
		p.set(70, y, o.position)
	}
	p.set(270, y, "______________")
	p.set(390, y, o.signer)
	p.set(70, y+30, dotted(o.signed)+" г.")
	return p.pages
}

// licenceOldManner is a letter in old office Russian: the party in the sentence.
func licenceOldManner(o offer) []pipeline.Page {
	return flow(`В Роспатент
Настоящим ` + o.holder + ` (` + o.address + `, ИНН ` + o.inn + `), являясь правообладателем, заявляет о предоставлении любому лицу права использования ` + o.objectGenitive + ` «` + o.title + `» по патенту РФ № ` + o.spaced + `.
Условия: ` + o.conditions + `
Связь: тел. ` + o.phone + `, эл. почта ` + o.email + `
Об открытой лицензии просим сообщить в бюллетене.
` + strings.TrimSpace(o.position+" / "+o.signer+" /") + `
` + spelled(o.signed))
}

// licenceDotted is a printed form with dots to write on.
func licenceDotted(o offer) []pipeline.Page {
	p := newPress(9)
	dots := strings.Repeat(".", 20)
	p.set(330, 30, "В Федеральную службу по интеллектуальной собственности")
	p.set(250, 60, "ЗАЯВЛЕНИЕ")
	p.set(200, 74, "о предоставлении открытой лицензии")
	y := 110.0
	line := func(text string) { y = p.fill(50, y, 480, text) + 5 }
	line("Патент РФ № " + dots + " " + o.patent + " " + dots)
	line("Объект: ☒ " + map[string]string{"utility-model": "полезная модель ☐ изобретение ☐ промышленный образец", "invention": "изобретение ☐ полезная модель ☐ промышленный образец"}[o.object])
	line("Название: " + dots + " " + o.title + " " + dots)
	line("Патентообладатель: " + dots + " " + o.holder + " " + dots)
	line("Адрес: " + dots + " " + o.address + " " + dots)
	ids := "ИНН " + dots + " " + o.inn
	if o.ogrn != "" {
		ids += " " + dots + " ОГРН " + dots + " " + o.ogrn
	}
	if o.snils != "" {
		ids += " " + dots + " СНИЛС " + dots + " " + o.snils
	}
	line(ids + " " + dots)
	line("Тел. " + dots + " " + o.phone + " " + dots + " E-mail " + dots + " " + o.email + " " + dots)
	line("Условия предоставления права использования: " + dots + " " + o.conditions)
	line("Подпись: " + strings.TrimSpace(o.position+" "+dots+" "+o.signer+" "+dots+" "+spelled(o.signed)))
	return p.pages
}
