package form

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"vestnik/pipeline"
)

// passageOf makes a passage of lines of words, one run a line.
func passageOf(text string) passage {
	var words []*word
	for i, line := range strings.Split(text, "\n") {
		r := &run{row: i}
		for j, t := range strings.Fields(line) {
			w := &word{text: t, folded: []rune(fold(t)), page: 1, confidence: 1, run: r, index: j,
				geo: pipeline.Box{float64(j) * 50, float64(i) * 14, float64(j)*50 + 45, float64(i)*14 + 11}}
			r.words = append(r.words, w)
			words = append(words, w)
		}
	}
	return newPassage(words)
}

func TestValuesAreBroughtToTheirNormalForm(t *testing.T) {
	cases := []struct {
		kind valueType
		text string
		want string // empty: nothing is stated
		sure bool
	}{
		{typeDate, "12.03.2026", "2026-03-12", true},
		{typeDate, "12 . 03 . 2026 г.", "2026-03-12", true},
		{typeDate, "«12» марта 2026 г.", "2026-03-12", true},
		{typeDate, "2026-03-12", "2026-03-12", true},
		{typeDate, "число 07 месяц марта год 1980", "1980-03-07", true},
		{typeDate, "двенадцатого марта две тысячи двадцать шестого года", "2026-03-12", true},
		{typeDate, "тридцать первого декабря две тысячи двадцатого года", "2020-12-31", true},
		{typeDate, "31.02.2026", "31.02.2026", false},
		{typeDate, "двадцать пятого марта две тысячи двадцать четвертого года", "2024-03-25", true},
		{typeDate, "третьего апреля тысяча девятьсот восемьдесят пятого года", "1985-04-03", true},
		{typeDate, "первого января двухтысячного года", "2000-01-01", true},
		{typeDate, "девятнадцатого мая две тысячи третьего г.", "2003-05-19", true},
		{typeDate, "«25» 03 2024 г.", "2024-03-25", true},
		{typeDate, "«25»__марта__2024 г.", "2024-03-25", true},
		{typeDate, "25-го марта 2024 года", "2024-03-25", true},
		{typeDate, "25 мар. 2024", "2024-03-25", true},
		{typeDate, "25/III-2024", "2024-03-25", true},
		{typeDate, "25.03.24", "2024-03-25", false}, // which century
		{typeDate, "25.03.65", "1965-03-25", false},
		{typeDate, "25.О3.2024", "25.О3.2024", false},
		{typeDate, "«___» __________ 20__ г.", "", false},
		{typeYear, "2025 г.", "2025", true},
		{typeYear, "20__", "", false},
		{typeMoney, "4500 руб. 00 коп.", "4500", true},
		{typeMoney, "4 500,00", "4500", true},
		{typeMoney, "4500-00", "4500", true},
		{typeMoney, "3 000=50", "3000.5", true},
		{typeMoney, "12 345 руб.", "12345", true},
		{typeCountry, "Российской Федерации", "RU", true},
		{typeCountry, "РФ", "RU", true},
		{typeCountry, "Республика Беларусь (BY)", "BY", true},
		{typeCountry, "Атлантида", "Атлантида", false},
		{typePhone, "8 (495) 123-45-67", "+7 (495) 123-45-67", true},
		{typePhone, "+7 495 1234567", "+7 (495) 123-45-67", true},
		{typePhone, "8 (495) 123-45-6О7", "8 (495) 123-45-6О7", false},
		{typeEmail, "ivan@mail.example", "ivan@mail.example", true},
		{typeEmail, "ivаn@mail.example", "ivan@mail.example", false}, // Cyrillic а
		{typeINN, "7707083893", "7707083893", true},
		{typeINN, "7707083894", "7707083894", false},
		{typeINN, "77О7083893", "77О7083893", false},
		{typeINN, "__________", "", false},
		{typeOGRN, "1027700132195", "1027700132195", true},
		{typeOGRN, "1027700132196", "1027700132196", false},
		{typeSNILS, "112-233-445 95", "112-233-445 95", true},
		{typeSNILS, "11223344595", "112-233-445 95", true},
		{typeSNILS, "112-233-445 96", "11223344596", false},
		{typeKPP, "770701001", "770701001", true},
		{typeCount, "на 25 л. в 1 экз.", "25", true},
		{typeCount, "на ___ л. в 1 экз.", "", false},
		{typeName, "Иванов Иван Иванович", "Иванов Иван Иванович", true},
		{typeName, "И. И. Петров-Водкин", "И. И. Петров-Водкин", true},
		{typeText, "Система учё-\nта показаний", "Система учёта показаний", true},
		{typeText, "Научно-\nисследовательский стенд", "Научно-исследовательский стенд", true},
		{typeText, "C++", "C++", true},
		{typeText, "_______ [ ]", "", false},
		{typeAddress, "Российская Федерация (RU), 101000, г. Москва", "101000, г. Москва", true},
		{typeAddress, "Россия", "", false},
		{typeAddress, "101000, г. Москва, ул.", "101000, г. Москва, ул.", false}, // the next line was lost
		{typeText, "сервер х86-64", "сервер x86-64", true},                       // Cyrillic х
		{typeText, "С++, С# и МуSQL", "C++, C# и MySQL", false},
		{typeText, "учёт зернa", "учёт зерна", false},                             // Latin a
		{typeText, "000 «Колос» и OOO «Нива»", "ООО «Колос» и ООО «Нива»", false}, // noughts, Latin O
		{typeText, "цех 000 и 64-разрядный х-фактор", "цех 000 и 64-разрядный х-фактор", true},
		{typeText, "Программа на языке Go", "Программа на языке Go", false}, // two Latin letters may be «по»
		{typeText, "экспорт в pdf и xml", "экспорт в pdf и xml", true},
		{typeAddress, "101000, г. Москва, yn. Первая, д. 1", "101000, г. Москва, yn. Первая, д. 1", false},
		{typeAddress, "101000, г. Москва, ул. Первая, д. ба", "101000, г. Москва, ул. Первая, д. ба", false},
		{typeAddress, "998125, Верхнеозёрская область, д. Ключи, д. 40", "998125, Верхнеозёрская область, д. Ключи, д. 40", true},
		{typePhone, "8 (980) 555-02-40", "+7 (980) 555-02-40", true},
		{typePhone, "(980) 555-02-40", "(980) 555-02-40", true},
		{typeEmail, "patent@za rechny.example", "patent@zarechny.example", false},
	}
	for _, c := range cases {
		t.Run(string(c.kind)+" "+c.text, func(t *testing.T) {
			f, ok := c.kind.read(passageOf(c.text))
			if !ok {
				if c.want != "" {
					t.Fatalf("nothing read, want %q", c.want)
				}
				return
			}
			if got := fmt.Sprint(f.value); got != c.want {
				t.Errorf("read %q, want %q", got, c.want)
			}
			if r := f.reading(1); r.Sure != c.sure {
				t.Errorf("confidence %.2f, want sure %v", r.Confidence, c.sure)
			}
		})
	}
}

func TestLabelsAreFoundInSpiteOfMisreading(t *testing.T) {
	cases := []struct {
		label, text string
		found       bool
	}{
		{"ПРАВООБЛАДАТЕЛЬ", "ПРАВООБЛАДАТЕЛЬ", true},
		{"ПРАВООБЛАДАТЕЛЬ", "ПPABOOБЛAДATEЛЬ", true}, // Latin twins
		{"ПРАВООБЛАДАТЕЛЬ", "ПРАВО ОБЛАДА-\nТЕПЬ", true},
		{"Дата рождения", "Дата рожденин:", true},
		{"Приведённые сведения", "Приведенные сведения", true},
		{"ИНН", "ИHН", true},
		{"ИНН", "ИКН", false},
		{"ОС", "АС", false},
		{"пунктом 4 статьи 1259", "пунктом 3 статьи 1334", false},
		{"пунктом 4 статьи 1259", "пунктом 4 статъи 1259", true},
	}
	for _, c := range cases {
		t.Run(c.label+" in "+c.text, func(t *testing.T) {
			list, err := phrases([]string{c.label})
			if err != nil {
				t.Fatal(err)
			}
			words := passageOf(c.text).words
			for i, w := range words {
				if i+1 < len(words) && words[i+1].run != w.run {
					w.run.next = words[i+1].run
				}
			}
			if _, ok := find(list, words[0]); ok != c.found {
				t.Errorf("found %v, want %v", ok, c.found)
			}
		})
	}
}

func TestTicks(t *testing.T) {
	for _, s := range []string{"[X]", "[x]", "[Х]", "[х]", "☒", "☑", "V", "X", "|X|", "■"} {
		if !isTick(s) || !isBox(s) {
			t.Errorf("%q is a ticked box", s)
		}
	}
	for _, s := range []string{"[]", "[_]", "☐", "□"} {
		if isTick(s) || !isBox(s) {
			t.Errorf("%q is an empty box", s)
		}
	}
	for _, s := range []string{"и", "Хлеб", "2025", "(а)", ""} {
		if isBox(s) {
			t.Errorf("%q is no box", s)
		}
	}
}

func TestMalformedDescriptionsAreRefused(t *testing.T) {
	const head = "kind: statement\ntitle: заявление\nenough: 1\nfollow: signs\n"
	for name, text := range map[string]string{
		"unknown key":           head + "colour: red\n",
		"no kind":               "title: заявление\nenough: 1\nfollow: signs\n",
		"unknown type":          head + "labels: [{text: [Название], field: title, type: novel}]\n",
		"type without field":    head + "labels: [{text: [Название], type: text}]\n",
		"option without value":  head + "labels: [{text: [Название], field: kind, type: option}]\n",
		"section nobody opens":  head + "labels: [{text: [Название], field: title, type: text, within: [nowhere]}]\n",
		"sign without weight":   head + "signs: [{text: [Реферат], as: heading}]\n",
		"unknown place of sign": head + "signs: [{text: [Реферат], as: footer, weight: 1}]\n",
		"text of one letter":    head + "labels: [{text: [А], field: title, type: text}]\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := load(fstest.MapFS{"forms/x.yaml": {Data: []byte(text)}})
			var e *pipeline.Error
			if !errors.As(err, &e) || !errors.Is(err, pipeline.Internal) || !strings.Contains(e.Doc, "x.yaml") {
				t.Errorf("got %v, want an internal error that names the file", err)
			}
		})
	}
	if _, err := load(fstest.MapFS{}); err == nil {
		t.Error("no descriptions at all were accepted")
	}
}

func TestADigitThatOCRDoubtsIsNotSure(t *testing.T) {
	for _, c := range []struct {
		kind       valueType
		text       string
		confidence float64
		sure       bool
	}{
		{typeNumber, "35", 0.96, true},
		{typeNumber, "35", 0.94, false},
		{typeDate, "16.03.2026", 0.94, false},
		{typeINN, "7707083893", 0.8, true}, // its check digits hold
		{typeAddress, "998102, г. Нижнеполье, ул. Амбарная, д. 12", 0.93, true},
		{typeText, "поиск 10 номеру, названию, заводу, мастеру, виду работ и цене", 0.8, false},
	} {
		p := passageOf(c.text)
		for _, w := range p.words {
			w.confidence = 0.97
			if numeric(w) {
				w.confidence = c.confidence
			}
		}
		f, _ := c.kind.read(p)
		if r := f.reading(1); r.Sure != c.sure {
			t.Errorf("%s %q at %.2f: confidence %.3f, want sure %v", c.kind, c.text, c.confidence, r.Confidence, c.sure)
		}
	}
}
