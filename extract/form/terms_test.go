package form

import "testing"

func TestNamesOfLanguagesAndMachinesReadInCyrillic(t *testing.T) {
	for text, want := range map[string]string{
		"РНР, SQL":                     "PHP, SQL",
		"IBM РС-совместимый ПК":        "IBM PC-совместимый ПК",
		"1ВМ РС на базе Intel Соге 15": "IBM PC на базе Intel Core i5",
		"Windows 10 и выше, Ипих":      "Windows 10 и выше, Linux",
		"Windows 19":                   "Windows 19",
		"бо":                           "Go",
		"Assembler, С":                 "Assembler, C",
		"С модулем обмена":             "С модулем обмена",
		"1C":                           "1С",
		"Go.":                          "Go",
		"смартфон, планшет":            "смартфон, планшет",
		"сервер с процессором Эльбрус":      "сервер с процессором Эльбрус",
		"кроссплатформенная":                "кроссплатформенная",
		"Паскаль":                           "Паскаль",
		"встроенный язык 1С:Предприятие 8":  "встроенный язык 1С:Предприятие 8",
		"IBM PC-совмест. ПК":                "IBM PC-совмест. ПК",
		"рабочая станция на базе ПК, ОС и ": "рабочая станция на базе ПК, ОС и",
	} {
		if got := readAs(t, typeTerms, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func TestTextThatWasNotMisreadKeepsItsNames(t *testing.T) {
	f, ok := typeTerms.read(passageOf("РНР, SQL"))
	if !ok || f.value != "РНР, SQL" {
		t.Errorf("a text layer's %q was changed", f.value)
	}
}

func TestTheSizeIsANumberAndItsUnit(t *testing.T) {
	for text, want := range map[string]string{
		"62,9 КБ к":           "62,9 КБ",
		"данных: 948 Кб":      "948 Кб",
		"71,9.Мбайт":          "71,9 Мбайт",
		"1 024 МБ":            "1 024 МБ",
		"3 GB":                "3 GB",
		"347КБ":               "347 КБ",
		"двенадцать мегабайт": "двенадцать мегабайт",
	} {
		if got := readAs(t, typeSize, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// readAs reads a text of OCR as a type.
func readAs(t *testing.T, as valueType, text string) string {
	t.Helper()
	p := passageOf(text)
	for _, w := range p.words {
		w.confidence = 0.9
	}
	f, _ := as.read(p)
	got, _ := f.value.(string)
	return got
}
