package exchange

import (
	"fmt"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/regulation"
)

// Names of the columns of an extract, besides those of a statement.
const (
	colOGRN    = "ogrn"
	colName    = "name"
	colShort   = "short_name"
	colAddress = "address"
	colStatus  = "status"
	colEnded   = "ended_on"
	colAsOf    = "as_of"
)

func organisationColumns() []column {
	return []column{
		{colOGRN, []string{"огрн", "огрн огрнип", "огрнип", "основной государственный регистрационный номер"}},
		{colINN, []string{"инн", "инн юл", "инн фл"}},
		{colKPP, []string{"кпп"}},
		{colShort, []string{"сокращенное наименование", "краткое наименование", "наименование сокращенное"}},
		{colName, []string{"полное наименование", "наименование полное", "наименование", "наименование фио", "фио"}},
		{colAddress, []string{"адрес", "адрес места нахождения", "место нахождения", "юридический адрес"}},
		{colEnded, []string{"дата прекращения деятельности", "дата прекращения", "дата ликвидации", "дата исключения"}},
		{colStatus, []string{"статус", "состояние", "сведения о состоянии", "статус юл", "статус ип"}},
		{colAsOf, []string{"дата выписки", "дата сведений", "по состоянию на", "дата актуальности", "дата формирования"}},
	}
}

func organisationForm() form[pipeline.Organisation] {
	return form[pipeline.Organisation]{
		columns: organisationColumns(), required: []string{colINN, colName},
		missing: "Это не выписка из ЕГРЮЛ или ЕГРИП: в файле не найдены графы «ИНН» и «Наименование». Выгрузите сведения в CSV с заголовком или в XML налогового органа.",
		fromRow: organisationOfRow, fromNode: organisationOfRecord,
		records: map[string]bool{"свюл": true, "свип": true},
		place:   func(o pipeline.Organisation, line int) pipeline.Organisation { o.Line = line; return o },
	}
}

// toldOrganisation is an organisation in the words of its row, whatever the form.
type toldOrganisation struct {
	ogrn, inn, kpp, name, short, address, status, ended, asOf string
	registered                                                bool // an extract of the register itself: no status means active
}

func organisationOfRow(r row) (pipeline.Organisation, *refusal) {
	return toldOrganisation{
		ogrn: r.get(colOGRN), inn: r.get(colINN), kpp: r.get(colKPP), name: r.get(colName), short: r.get(colShort),
		address: r.get(colAddress), status: r.get(colStatus), ended: r.get(colEnded), asOf: r.get(colAsOf),
	}.organisation()
}

// organisationOfRecord reads an extract as the tax service words it: <СвЮЛ> of an
// organisation, <СвИП> of an entrepreneur. Founders and heads have numbers of their
// own in it, so that only those of the record itself count.
func organisationOfRecord(r *record) (pipeline.Organisation, *refusal) {
	t := toldOrganisation{registered: true, asOf: r.get(r.name + "/датавып")}
	if r.name == "свип" {
		t.ogrn, t.inn = r.get("свип/огрнип"), r.get("свип/иннфл")
		t.name = strings.Join(strings.Fields(r.get("фиорус/фамилия")+" "+r.get("фиорус/имя")+" "+r.get("фиорус/отчество")), " ")
		t.ended = r.get("свпрекращ/датапрекращ", "свстатус/датапрекращ", "свпрекращ/датазаписи")
		t.status = r.get("свстатус/наимстатус", "свстатус/наимстатусип")
		return t.organisation()
	}
	t.ogrn, t.inn, t.kpp = r.get("свюл/огрн"), r.get("свюл/инн"), r.get("свюл/кпп")
	t.name = r.get("свнаимюл/наимюлполн")
	t.short = r.get("свнаимюлсокр/наимсокр", "свнаимюл/наимюлсокр")
	t.address = r.address("свадресюл")
	t.ended = r.get("свпрекрюл/датапрекрюл")
	t.status = r.get("свстатус/наимстатусюл")
	return t.organisation()
}

func (t toldOrganisation) organisation() (pipeline.Organisation, *refusal) {
	o := pipeline.Organisation{Name: cut(t.name, 1000), ShortName: cut(t.short, 500), Address: cut(t.address, 1000), KPP: parseKPP(t.kpp), Status: cut(t.status, 300)}
	if o.Name == "" {
		return o, &refusal{"no-name", "Наименование не указано. Впишите его и загрузите файл снова."}
	}
	for _, step := range []func(*pipeline.Organisation) *refusal{t.numbers, t.dates, t.standing} {
		if refused := step(&o); refused != nil {
			return pipeline.Organisation{}, refused
		}
	}
	return o, nil
}

func (t toldOrganisation) numbers(o *pipeline.Organisation) (refused *refusal) {
	if spoilt(t.ogrn) {
		return spoiltNumber("ОГРН", t.ogrn)
	}
	o.OGRN = digitsOnly(t.ogrn)
	if o.OGRN != "" && !regulation.ValidOGRN(o.OGRN) && !regulation.ValidOGRNIP(o.OGRN) {
		return &refusal{"bad-ogrn", fmt.Sprintf("В ОГРН «%s» не сходится контрольная цифра. Исправьте номер и загрузите файл снова.", cut(t.ogrn, 40))}
	}
	o.Entrepreneur = len(o.OGRN) == 15
	if o.INN, refused = parseINN(t.inn); refused != nil {
		return refused
	}
	if o.OGRN == "" && o.INN == "" {
		return &refusal{"no-number", "Нет ни ОГРН, ни ИНН: неизвестно, о ком строка. Впишите номер и загрузите файл снова."}
	}
	if o.OGRN == "" {
		o.Entrepreneur = len(o.INN) == 12
	}
	return nil
}

func (t toldOrganisation) dates(o *pipeline.Organisation) *refusal {
	var ok bool
	if o.EndedOn, ok = parseDate(t.ended); !ok {
		return badDate("Дата прекращения", t.ended)
	}
	if o.AsOf, ok = parseDate(t.asOf); !ok {
		return badDate("Дата выписки", t.asOf)
	}
	return nil
}

// standing tells whether the organisation is active. One that is being wound up
// still is.
func (t toldOrganisation) standing(o *pipeline.Organisation) *refusal {
	word := foldHeading(t.status)
	for _, ended := range []string{"ликвидирован", "прекращ", "прекратил", "исключен", "недейств", "не действ"} {
		if strings.Contains(word, ended) {
			return nil
		}
	}
	if !o.EndedOn.IsZero() {
		return nil
	}
	for _, active := range []string{"действ", "в стадии", "в процессе", "зарегистрирован"} {
		if strings.Contains(word, active) {
			o.Active = true
		}
	}
	if t.registered { // the register itself names an end where there is one
		o.Active = true
	}
	if !o.Active {
		return &refusal{"bad-status", fmt.Sprintf("По статусу «%s» нельзя понять, действует ли организация. Впишите «действует» или «ликвидирована» и загрузите файл снова.", cut(t.status, 60))}
	}
	return nil
}
