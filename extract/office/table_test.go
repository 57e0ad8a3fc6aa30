package office

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// placed writes the lines of a sheet with the left edge of each, in letters.
func placed(s Sheet) string {
	var out []string
	for i := 0; i < len(s.Words); {
		first := s.Words[i]
		var words []string
		for i < len(s.Words) && s.Words[i].Line == first.Line {
			words = append(words, s.Words[i].Text)
			i++
		}
		out = append(out, fmt.Sprintf("%.0f %s", first.X0, strings.Join(words, " ")))
	}
	return strings.Join(out, "\n")
}

func read(t *testing.T, b []byte, mediaType string) []Block {
	t.Helper()
	blocks, err := Read(bytes.NewReader(b), int64(len(b)), mediaType)
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

func TestCellsOfARowStandInTheirColumns(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	cell := func(props, s string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p(s) + `</w:tc>` }
	grid := `<w:tblGrid><w:gridCol w:w="1000"/><w:gridCol w:w="2000"/><w:gridCol w:w="3000"/></w:tblGrid>`
	odtColumns := `<style:style style:name="a" style:family="table-column"><style:table-column-properties style:column-width="1cm"/></style:style>` +
		`<style:style style:name="b" style:family="table-column"><style:table-column-properties style:column-width="20mm"/></style:style>` +
		`<style:style style:name="c" style:family="table-column"><style:table-column-properties style:column-width="3cm"/></style:style>`
	odtCell := func(span, s string) string {
		return `<table:table-cell table:number-columns-spanned="` + span + `"><text:p>` + s + `</text:p></table:table-cell>`
	}
	tests := []struct {
		name   string
		blocks []Block
		want   string
	}{
		{"a DOCX table by its grid", read(t, docxFile(t, `<w:tbl>`+grid+
			`<w:tr>`+cell("", "а")+cell("", "б")+cell("", "в")+`</w:tr>`+
			`<w:tr>`+cell(`<w:gridSpan w:val="2"/>`, "г")+cell("", "д")+`</w:tr>`+
			`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>`+cell(`<w:gridSpan w:val="2"/>`, "е")+`</w:tr>`+
			`<w:tr>`+cell(`<w:vMerge/>`, "")+cell("", "ж")+`</w:tr></w:tbl>`), TypeDOCX),
			"62 а\n143 б\n303 в\n62 г\n303 д\n143 е\n143 ж"},
		{"a DOCX table without a grid", read(t, docxFile(t, `<w:tbl><w:tr>`+cell("", "а")+cell("", "б")+`</w:tr></w:tbl>`), TypeDOCX), "62 а\n303 б"},
		{"an ODT table with merged cells", read(t, odtFile(t, odtColumns+
			`<table:table><table:table-column table:style-name="a"/><table:table-column table:style-name="b"/><table:table-column table:style-name="c"/>`+
			`<table:table-row>`+odtCell("2", "а")+`<table:covered-table-cell/>`+odtCell("1", "б")+`</table:table-row>`+
			`<table:table-row><table:covered-table-cell/>`+odtCell("1", "в")+odtCell("1", "г")+`</table:table-row></table:table>`), TypeODT),
			"62 а\n303 б\n143 в\n303 г"},
		{"an RTF table by the edges of its cells", readRTF([]byte(`{\rtf1\trowd\cellx1000\cellx6000\intbl a\cell b\par c\cell\row}`)), "62 a\n143 b\n143 c"},
		{"an RTF table within a table", readRTF([]byte(`{\rtf1\trowd\cellx3000\cellx6000\pard\intbl a\cell` +
			`\pard\intbl\itap2 b\nestcell c\nestcell{\*\nesttableprops\trowd\cellx500\cellx1000\nestrow}{\nonesttables\par}` +
			`\pard\intbl d\cell\pard{\trowd\cellx3000\cellx6000\row}\pard e\par}`)), "62 a\n308 b\n423 c\n303 d\n57 e"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			check(t, tt.blocks)
			if got := placed(Lay(tt.blocks)[0]); got != tt.want {
				t.Errorf("placed\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestARowHasTheLinesOfItsCellsSideBySide(t *testing.T) {
	row := Block{Cells: []Cell{
		{Width: 1, Blocks: []Block{{Text: "Адрес:"}}},
		{Width: 3, Blocks: []Block{{Text: "101000, Москва"}, {Text: "ул. Первая"}}},
	}}
	s := Lay([]Block{row})[0]
	if s.Text != "Адрес:\t101000, Москва\nул. Первая" {
		t.Errorf("text %q", s.Text)
	}
	if a, b := s.Words[0], s.Words[1]; a.Line == b.Line || a.Y0 != b.Y0 {
		t.Errorf("the cells are not lines of their own at one height: %+v", s.Words)
	}
}

func TestARowGoesOnOverTheEndOfASheet(t *testing.T) {
	long := Cell{Blocks: []Block{{Text: strings.Repeat("слово\n", 100)}}}
	sheets := Lay([]Block{{Text: "до"}, {Cells: []Cell{long, long}}, {Text: "после"}})
	words := 0
	for _, s := range sheets {
		words += len(s.Words)
	}
	if len(sheets) != 2 || words != 202 {
		t.Errorf("%d words on %d sheets", words, len(sheets))
	}
}

func TestTypeHasTheSizeThatTheFileSays(t *testing.T) {
	styles := `<w:styles xmlns:w="w"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>
		<w:style w:type="paragraph" w:styleId="Small"><w:rPr><w:sz w:val="14"/></w:rPr></w:style>
		<w:style w:type="paragraph" w:styleId="Note"><w:basedOn w:val="Small"/></w:style></w:styles>`
	docx := docxFile(t, `<w:p><w:r><w:t>а</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Note"/></w:pPr><w:r><w:t>б</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:rPr><w:sz w:val="99"/></w:rPr></w:pPr><w:r><w:rPr><w:sz w:val="40"/></w:rPr><w:t>большой</w:t></w:r><w:r><w:t> и</w:t></w:r></w:p>`, "word/styles.xml", styles)
	odt := odtFile(t, `<style:style style:name="S" style:family="paragraph" style:parent-style-name="B"/><style:style style:name="B" style:family="paragraph"><style:text-properties fo:font-size="8pt"/></style:style>`+
		`<text:p text:style-name="S">а</text:p>`)
	for name, c := range map[string]struct {
		blocks []Block
		want   string
	}{
		"DOCX": {read(t, docx, TypeDOCX), "12 7 20"},
		"ODT":  {read(t, odt, TypeODT), "8"},
		"RTF":  {readRTF([]byte(`{\rtf1{\fs18 a\par}b\par}`)), "9 12"},
	} {
		var sizes []string
		for _, b := range c.blocks {
			sizes = append(sizes, fmt.Sprint(b.Size))
		}
		if got := strings.Join(sizes, " "); got != c.want {
			t.Errorf("%s: sizes %s, want %s", name, got, c.want)
		}
	}
}

func TestPagesEndWhereTheFileSays(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r>` + s + `</w:r></w:p>` }
	const hard, soft = `<w:br w:type="page"/>`, `<w:lastRenderedPageBreak/>`
	for _, c := range []struct{ name, body, want string }{
		{"before a paragraph", p(hard+`<w:t>а</w:t>`) + p(`<w:t>б</w:t>`), "а\nб"},
		{"within a paragraph", p(`<w:t>а</w:t>`+hard+`<w:t>б</w:t>`) + p(`<w:t>в</w:t>`), "а\n---\nб\nв"},
		{"behind a paragraph", p(`<w:t>а</w:t>`+hard) + p(`<w:t>б</w:t>`), "а\n---\nб"},
		{"at the end", p(`<w:t>а</w:t>`) + p(hard) + p(""), "а"},
		{"where Word last broke within a paragraph", p(`<w:t>а </w:t>`+soft+`<w:t>б</w:t>`) + p(`<w:t>в</w:t>`), "а б\n---\nв"},
		{"within a row", `<w:tbl><w:tr><w:tc>` + p(`<w:t>а</w:t>`) + p(soft+`<w:t>б</w:t>`) + `</w:tc></w:tr></w:tbl>` + p(`<w:t>в</w:t>`), "а/б\n---\nв"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(read(t, docxFile(t, c.body), TypeDOCX)); got != c.want {
				t.Errorf("read\n%s\nwant\n%s", got, c.want)
			}
		})
	}
	odt := odtFile(t, `<style:style style:name="B" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style><text:p>а</text:p><text:p text:style-name="B">б</text:p>`)
	if got := shown(read(t, odt, TypeODT)); got != "а\n---\nб" {
		t.Errorf("ODT: read\n%s", got)
	}
}

func TestTablesNestedTooDeepKeepTheirWords(t *testing.T) {
	const deep = 5 * maxNesting
	body := strings.Repeat(`<w:tbl><w:tr><w:tc>`, deep) + `<w:p><w:r><w:t>дно</w:t></w:r></w:p>` + strings.Repeat(`</w:tc></w:tr></w:tbl>`, deep)
	sheets := Lay(read(t, docxFile(t, body), TypeDOCX))
	if len(sheets) != 1 || sheets[0].Text != "дно" {
		t.Errorf("read %+v", sheets)
	}
}
