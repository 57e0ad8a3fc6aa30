package pipeline

import (
	"context"
	"fmt"
)

// ComparisonVerdict is how what a paper states stands to what a register holds.
type ComparisonVerdict string

// How they stand.
const (
	ComparedSame      ComparisonVerdict = "same"
	ComparedDiffers   ComparisonVerdict = "differs"
	ComparedNotActive ComparisonVerdict = "not-active"
	ComparedUnknown   ComparisonVerdict = "unknown" // the register's data are not here yet
)

// Comparison is one thing that a paper of a case states, beside what another
// office tells of it. A person judges; the machine only shows both.
type Comparison struct {
	Field        string            `json:"field"` // "holders[0].name"
	Title        string            `json:"title"` // Russian: what is compared
	Stated       string            `json:"stated"`
	Told         string            `json:"told"` // empty where nothing is known
	Verdict      ComparisonVerdict `json:"verdict"`
	Message      string            `json:"message"` // Russian: what it means and what to do
	Organisation *Organisation     `json:"organisation,omitempty"`
}

// Compare sets what the papers of a case state of its holders beside what the
// state registers were told to hold (order 210 п. 22): for every organisation and
// entrepreneur its name, its numbers and whether it is active. The rows are in the
// order of the holders.
func (o *Office) Compare(ctx context.Context, c *CaseFile) ([]Comparison, error) {
	var rows []Comparison
	for i, holder := range c.Fields[FieldHolders].Values {
		h := statedHolder{at: fmt.Sprintf("%s[%d]", FieldHolders, i), reading: holder}
		if !h.registered() {
			continue
		}
		told, known, err := o.organisationOfHolder(ctx, h)
		if err != nil {
			return nil, err
		}
		if !known {
			rows = append(rows, h.notFound())
			continue
		}
		rows = append(rows, h.compare(told)...)
	}
	return rows, nil
}

// statedHolder is a holder as the papers state him.
type statedHolder struct {
	at      string // path of the field
	reading Reading
}

func (h statedHolder) text(part string) string { return partText(h.reading, part) }

func (h statedHolder) number(part string) string { return digitsIn(h.text(part)) }

// registered reports whether the holder is somebody whom a state register holds.
func (h statedHolder) registered() bool {
	return h.text("kind") == "organisation" || h.number("ogrn") != ""
}

// organisationOfHolder looks by the OGRN, then by the INN.
func (o *Office) organisationOfHolder(ctx context.Context, h statedHolder) (Organisation, bool, error) {
	for _, part := range []string{"ogrn", "inn"} {
		if told, known, err := o.OrganisationOf(ctx, h.number(part)); err != nil || known {
			return told, known, err
		}
	}
	return Organisation{}, false, nil
}

// notFound is the row of a holder of whom nothing was told.
func (h statedHolder) notFound() Comparison {
	row := Comparison{Field: h.at, Title: "Сведения государственного реестра", Stated: h.text("name"), Verdict: ComparedUnknown}
	switch ogrn, inn := h.number("ogrn"), h.number("inn"); {
	case ogrn != "":
		row.Message = fmt.Sprintf("Сведений реестра о правообладателе нет. Запросите выписку по ОГРН %s и загрузите её.", ogrn)
	case inn != "":
		row.Message = fmt.Sprintf("Сведений реестра о правообладателе нет. Запросите выписку по ИНН %s и загрузите её.", inn)
	default:
		row.Message = "В документах нет ни ОГРН, ни ИНН правообладателя. Проверьте прочитанное; без номера организацию в реестре не найти."
	}
	return row
}

// compare sets each thing stated beside what the register holds.
func (h statedHolder) compare(told Organisation) []Comparison {
	rows := []Comparison{h.compareName(told)}
	for _, n := range []struct{ part, title, told string }{{"ogrn", "ОГРН", told.OGRN}, {"inn", "ИНН", told.INN}} {
		if stated := h.number(n.part); stated != "" && n.told != "" {
			rows = append(rows, h.row(n.part, n.title, stated, n.told, stated == n.told, told))
		}
	}
	return append(rows, h.compareStatus(told))
}

func (h statedHolder) compareName(told Organisation) Comparison {
	stated := h.text("name")
	folded := foldPerson(stated)
	same := folded != "" && (folded == foldPerson(told.Name) || folded == foldPerson(told.ShortName))
	name := told.Name
	if told.ShortName != "" && told.ShortName != told.Name {
		name += " (" + told.ShortName + ")"
	}
	return h.row("name", "Наименование", stated, name, same, told)
}

// row compares one part of the holder.
func (h statedHolder) row(part, title, stated, told string, same bool, org Organisation) Comparison {
	row := Comparison{Field: h.at + "." + part, Title: title, Stated: stated, Told: told, Verdict: ComparedSame,
		Message: "Совпадает со сведениями реестра.", Organisation: &org}
	if !same {
		row.Verdict = ComparedDiffers
		row.Message = "В документах и в реестре указано разное. Сверьте прочитанное с бумагой; если прочитано верно, запросите у заявителя пояснение."
	}
	if r, read := h.reading.Parts[part]; read && !r.Sure && !same {
		row.Message = "В документах и в реестре указано разное, но прочитано неуверенно. Сверьте прочитанное с бумагой и исправьте его."
	}
	return row
}

func (h statedHolder) compareStatus(told Organisation) Comparison {
	row := Comparison{Field: h.at, Title: "Состояние по реестру", Stated: "", Told: told.Status, Verdict: ComparedSame, Organisation: &told,
		Message: fmt.Sprintf("Действует по сведениям на %s.", russianDate(told.AsOf))}
	if row.Told == "" {
		row.Told = map[bool]string{true: "действует", false: "не действует"}[told.Active]
	}
	if told.Active {
		return row
	}
	row.Verdict = ComparedNotActive
	row.Message = "По сведениям реестра правообладатель не действует"
	if !told.EndedOn.IsZero() {
		row.Message += " с " + russianDate(told.EndedOn)
	}
	row.Message += ". Выясните, к кому перешли его права, прежде чем принимать решение."
	return row
}
