package office

import (
	"archive/zip"
	"bytes"
	"math"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func pack(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func docxFile(t testing.TB, body string, more ...string) []byte {
	return pack(t, append([]string{"word/document.xml", `<w:document xmlns:w="w" xmlns:mc="mc"><w:body>` + body + `</w:body></w:document>`}, more...)...)
}

func odtFile(t testing.TB, body string) []byte {
	return pack(t, "content.xml", `<d xmlns:text="t" xmlns:table="b"><text>`+body+`</text></d>`)
}

// shown writes blocks one per line, cells parted by " | ", the paragraphs of a
// cell by "/", tables within cells in brackets, page breaks as "---".
func shown(blocks []Block) string {
	var lines []string
	for _, b := range blocks {
		if b.Break {
			lines = append(lines, "---")
		}
		lines = append(lines, shownBlock(b))
	}
	return strings.Join(lines, "\n")
}

func shownBlock(b Block) string {
	if b.Cells == nil {
		return strings.ReplaceAll(b.Text, "\n", "/")
	}
	var cells []string
	for _, c := range b.Cells {
		var inner []string
		for _, ib := range c.Blocks {
			text := shownBlock(ib)
			if ib.Cells != nil {
				text = "[" + text + "]"
			}
			inner = append(inner, text)
		}
		cells = append(cells, strings.Join(inner, "/"))
	}
	return strings.Join(cells, " | ")
}

func TestDOCXIsReadAsAPersonSeesIt(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	item := func(level, s string) string {
		return `<w:p><w:pPr><w:numPr><w:ilvl w:val="` + level + `"/><w:numId w:val="5"/></w:numPr></w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	numbering := `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="2">
		<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
		<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="russianLower"/><w:lvlText w:val="%1.%2)"/></w:lvl>
		</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num></w:numbering>`
	tests := []struct {
		name, body string
		more       []string
		want       string
	}{
		{"a word cut into runs", `<w:p><w:r><w:t>Рефе</w:t></w:r><w:r><w:t>рат</w:t></w:r></w:p>`, nil, "Реферат"},
		{"tabs and line breaks", `<w:p><w:r><w:t>а</w:t><w:tab/><w:t>б</w:t><w:br/><w:t>в</w:t></w:r></w:p>`, nil, "а б/в"},
		{"a page break", p("один") + `<w:p><w:r><w:br w:type="page"/></w:r></w:p>` + p("два"), nil, "один\n---\nдва"},
		{"deleted text and field codes", `<w:p><w:del><w:r><w:delText>нет</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText><w:t>да</w:t></w:r></w:p>`, nil, "да"},
		{"a table row", `<w:tbl><w:tr><w:tc>` + p("Автор") + `</w:tc><w:tc>` + p("Иванов") + p("Иван") + `</w:tc></w:tr></w:tbl>`, nil, "Автор | Иванов/Иван"},
		{"a table within a table", `<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + p("а") + `</w:tc><w:tc>` + p("б") + `</w:tc></w:tr></w:tbl>` + p("") + `</w:tc></w:tr></w:tbl>`, nil, "[а | б]"},
		{"a text box, once", `<w:p><mc:AlternateContent><mc:Choice><w:txbxContent>` + p("в рамке") + `</w:txbxContent></mc:Choice><mc:Fallback>` + p("в рамке") + `</mc:Fallback></mc:AlternateContent><w:r><w:t>вокруг</w:t></w:r></w:p>`, nil, "в рамке\nвокруг"},
		{"numbers that lists give themselves", item("0", "Название") + item("1", "полное") + item("1", "краткое") + item("0", "Автор"), []string{"word/numbering.xml", numbering}, "1. Название\n1.а) полное\n1.б) краткое\n2. Автор"},
		{"a footnote", `<w:p><w:r><w:t>Текст</w:t><w:footnoteReference w:id="2"/></w:r></w:p>`, []string{"word/footnotes.xml", `<w:footnotes xmlns:w="w"><w:footnote w:id="2">` + p("сноска") + `</w:footnote></w:footnotes>`}, "Текст\nсноска"},
		{"a header above and a footer below", p("текст"), []string{"word/header1.xml", `<w:hdr xmlns:w="w">` + p("бланк") + `</w:hdr>`, "word/footer1.xml", `<w:ftr xmlns:w="w">` + p("адрес") + `</w:ftr>`}, "бланк\nтекст\nадрес"},
		{"a ticked box", `<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t> программа</w:t></w:r></w:p>`, nil, "☑ программа"},
		{"soft hyphens and hard blanks", p("про\u00adграмма\u00a0ЭВМ"), nil, "программа ЭВМ"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := docxFile(t, tt.body, tt.more...)
			blocks, err := Read(bytes.NewReader(b), int64(len(b)), TypeDOCX)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(blocks); got != tt.want {
				t.Errorf("read\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestODTIsReadAsAPersonSeesIt(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"blanks", `<text:p>а <text:s text:c="3"/> б<text:tab/>в</text:p>`, "а     б в"},
		{"a table row", `<table:table-row><table:table-cell><text:p>Автор</text:p></table:table-cell><table:table-cell><text:p>Иванов</text:p></table:table-cell></table:table-row>`, "Автор | Иванов"},
		{"a page break", `<text:p>один</text:p><text:soft-page-break/><text:p>два</text:p>`, "один\n---\nдва"},
		{"deleted text and remarks", `<text:tracked-changes><text:p>нет</text:p></text:tracked-changes><text:p>да<annotation><text:p>заметка</text:p></annotation></text:p>`, "да"},
		{"what breaks off", `<text:p>начало</text:p><text:p>конец`, "начало\nконец"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := odtFile(t, tt.body)
			blocks, err := Read(bytes.NewReader(b), int64(len(b)), TypeODT)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(blocks); got != tt.want {
				t.Errorf("read\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestRTFIsReadAsAPersonSeesIt(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"Cyrillic by code page", `{\rtf1\ansicpg1251 \'cf\'f0\'e8\'e2\'e5\'f2\par}`, "Привет"},
		{"Cyrillic by the font's character set", `{\rtf1\ansicpg1252{\fonttbl{\f3\fcharset204 Arial;}}\f3 \'cf\'f0\'e8\'e2\'e5\'f2\par}`, "Привет"},
		{"Unicode with a stand-in", `{\rtf1\uc1\u1055?\u1088\'3f\uc0\u1080 \u1074\par}`, "Прив"},
		{"negative Unicode", `{\rtf1\u-3913 \par}`, "\u2022"},
		{"what is not text", `{\rtf1{\info{\title x}}{\*\generator y;}{\pict 0102}да\par}`, "да"},
		{"a table row", `{\rtf1\trowd\intbl Автор\cell Иванов\cell\row конец\par}`, "Автор | Иванов\nконец"},
		{"a page break", `{\rtf1 один\par\page два\par}`, "один\n---\nдва"},
		{"a text box", `{\rtf1{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt в рамке\par}}}вокруг\par}`, "в рамке\nвокруг"},
		{"escaped signs", `{\rtf1 \{a\}\\\~b\_c\par}`, `{a}\ b-c`},
		{"groups left open", `{\rtf1 {{{а`, "а"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			in := tt.in
			for _, r := range "датекст одиндвАвторИванковецвмкруг" { // literal Cyrillic as 1251 bytes
				if r >= 'А' && r <= 'я' {
					in = strings.ReplaceAll(in, string(r), string([]byte{byte(r - 'А' + 0xC0)}))
				}
			}
			if got := shown(readRTF([]byte(in))); got != tt.want {
				t.Errorf("read %q, want %q", got, tt.want)
			}
		})
	}
}

func TestSheetsBreakWhereFullAndWhereTheFileSays(t *testing.T) {
	var blocks []Block
	rows := int(math.Floor((SheetHeight - 2*margin) / (usualSize * lineShare)))
	for range rows + 1 {
		blocks = append(blocks, Block{Text: "строка"})
	}
	blocks = append(blocks, Block{Text: "новая", Break: true})
	sheets := Lay(blocks)
	if len(sheets) != 3 || len(sheets[0].Words) != rows || len(sheets[1].Words) != 1 || sheets[2].Text != "новая" {
		t.Errorf("%d sheets: %+v", len(sheets), sheets)
	}
	if empty := Lay(nil); len(empty) != 1 || len(empty[0].Words) != 0 {
		t.Errorf("an empty document has %d sheets", len(empty))
	}
}

func TestABombIsRefused(t *testing.T) {
	b := docxFile(t, strings.Repeat(" ", maxPart+1))
	if _, err := Read(bytes.NewReader(b), int64(len(b)), TypeDOCX); err != ErrTooLarge {
		t.Errorf("got %v", err)
	}
}

// check holds blocks to what layout and the domain rely on.
func check(t *testing.T, blocks []Block) {
	for _, b := range blocks {
		if b.empty() {
			t.Fatal("a block without anything to be seen")
		}
	}
	for _, s := range Lay(blocks) {
		line := 0
		for _, w := range s.Words {
			if w.Text == "" || w.X0 > w.X1 || w.X1 > SheetWidth || w.Y1 > SheetHeight || w.Line < line {
				t.Fatalf("word %+v after line %d", w, line)
			}
			line = w.Line
		}
	}
}

func FuzzRTF(f *testing.F) {
	f.Add([]byte(`{\rtf1\ansi{\fonttbl{\f0\fcharset204 A;}}\u1055?\'cf\par\trowd\intbl a\cell\row}`))
	f.Add([]byte(`{\rtf1\bin99999999 {\*\shpinst{\shptxt x}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) < 1<<14 {
			check(t, readRTF(b))
		}
	})
}

func FuzzDOCX(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>а</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`, `<w:num w:numId="1"/>`)
	f.Add(`<w:tr><w:tr><w:tc><w:p><w:p><w:t>`, `<w:lvl w:ilvl="9"/>`)
	f.Fuzz(func(t *testing.T, body, numbering string) {
		if len(body)+len(numbering) > 1<<14 {
			return
		}
		b := docxFile(t, body, "word/numbering.xml", "<w:numbering>"+numbering+"</w:numbering>")
		if blocks, err := Read(bytes.NewReader(b), int64(len(b)), TypeDOCX); err == nil {
			check(t, blocks)
		}
	})
}

func FuzzODT(f *testing.F) {
	f.Add(`<text:p>а<text:s text:c="9"/></text:p><table:table-row><table:table-cell/></table:table-row>`)
	f.Add(`<table:table-cell><table:table-row><text:p>`)
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<14 {
			return
		}
		b := odtFile(t, body)
		if blocks, err := Read(bytes.NewReader(b), int64(len(b)), TypeODT); err == nil {
			check(t, blocks)
		}
	})
}

// FuzzText holds that whatever the encoding, the text is valid and repeatable.
func FuzzText(f *testing.F) {
	f.Add([]byte("строка\fстраница"))
	f.Add([]byte("\xcf\xf0\xe8\xe2\xe5\xf2"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<14 {
			return
		}
		first := readText(b)
		check(t, first)
		if !reflect.DeepEqual(first, readText(b)) {
			t.Error("read twice, differently")
		}
		for _, block := range first {
			if !utf8.ValidString(block.Text) {
				t.Errorf("block %q", block.Text)
			}
		}
	})
}
