package publish

import (
	"context"
	"slices"
	"strings"
)

const howToPath = "how-to-file/"

// howToRoom is how-to-file/, where the press knows the acts.
var howToRoom = room{
	at: func(ctx context.Context, s *Site, parts []string) (Page, bool, error) {
		if len(parts) != 1 || parts[0]+"/" != howToPath || s.press.config.Regulations == nil {
			return Page{}, false, nil
		}
		page, err := s.press.howToPage(ctx)
		return page, err == nil, err
	},
	all: func(ctx context.Context, s *Site, yield yieldPage) error {
		if s.press.config.Regulations == nil {
			return nil
		}
		page, err := s.press.howToPage(ctx)
		if err != nil {
			return err
		}
		return yield(page)
	},
}

// howToPage tells of each service what to bring, what it costs and where its terms
// are, as the acts say.
func (p *Press) howToPage(ctx context.Context) (Page, error) {
	source := p.config.Regulations
	heads, err := source.Acts(ctx)
	if err != nil {
		return Page{}, err
	}
	var services, contents strings.Builder
	for _, head := range heads {
		if head.Whole != nil {
			continue // its papers stand with the whole
		}
		act, err := source.Act(ctx, head.ID)
		if err != nil {
			return Page{}, err
		}
		if act.section("incoming").shown() {
			contents.WriteString("- [" + Text(act.Title) + "](#" + Segment(act.ID) + ")\n")
			p.writeService(&services, act)
		}
	}
	return p.textPage(howToPath, "Как подать документы", "Документы, пошлины и сроки каждой услуги", map[string]string{"contents": strings.TrimSpace(contents.String()), "services": strings.TrimSpace(services.String())}), nil
}

// writeService writes what an act asks of an applicant.
func (p *Press) writeService(b *strings.Builder, a Act) {
	b.WriteString("## " + Text(a.Title) + " {#" + Segment(a.ID) + "}\n\n")
	b.WriteString("Регламент: " + joinNonEmpty(": ", link(a.Title, actPath(a.ID)), Text(a.Act)) + unverifiedMark(a) + ".")
	if a.section("terms").shown() {
		b.WriteString(" " + link("Сроки", actPath(a.ID)+"terms/") + ".")
	}
	b.WriteString("\n\n### Документы {#" + Segment(a.ID) + "-papers}\n\n")
	writeColumns(b, a.section("incoming"), "Документ", "Где взять", "Пункт")
	if blanks := p.blanksOf(a); len(blanks) > 0 {
		b.WriteString("### Бланки и образцы заполнения {#" + Segment(a.ID) + "-forms}\n\n")
		for _, blank := range blanks {
			b.WriteString("- " + link(blank.Title, blankPath(blank)) + ": " + blankLinks(blank) + "\n")
		}
		b.WriteString("\n")
	}
	if fees := a.section("fees"); fees.shown() {
		b.WriteString("### Пошлины {#" + Segment(a.ID) + "-fees}\n\n")
		writeColumns(b, fees, "За что", "Кто платит", "Рублей", "Действует")
	}
}

// section returns a table of the act by its id; one without rows when there is none.
func (a Act) section(id string) ActSection {
	for _, s := range a.Sections {
		if s.ID == id {
			return s
		}
	}
	return ActSection{}
}

// filled reports whether any row says something in a column.
func (s ActSection) filled(column int) bool {
	return slices.ContainsFunc(s.Rows, func(row []string) bool { return row[column] != "" })
}

// writeColumns writes a table with some of its columns, those in which nothing
// stands left out.
func writeColumns(b *strings.Builder, s ActSection, names ...string) {
	var kept []int
	for _, name := range names {
		for i, column := range s.Columns {
			if column == name && s.filled(i) {
				kept = append(kept, i)
			}
		}
	}
	pick := func(cells []string) string {
		picked := make([]string, len(kept))
		for i, k := range kept {
			picked[i] = cells[k]
		}
		return tableRow(picked)
	}
	b.WriteString(pick(s.Columns) + "|" + strings.Repeat(":--|", len(kept)) + "\n")
	for _, row := range s.Rows {
		b.WriteString(pick(row))
	}
	b.WriteString("\n")
}
