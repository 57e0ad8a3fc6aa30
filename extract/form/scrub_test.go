package form

import (
	"strings"
	"testing"

	"vestnik/pipeline"
)

func TestScrubTakesDirtOffWordsAndLeavesTheWords(t *testing.T) {
	for text, want := range map[string]string{
		"103..........:....1..": "103 ....",
		".........:.:.1...":     "....",
		"111...":                "....",
		"wi...":                 "....",
		"______":                "....",
		"Акционерное›общество":    "Акционерное общество",
		"директора‘по":            "директора по",
		"‚Республика":             "Республика",
		"‘упоминать":              "упоминать",
		"[хрупоминать":            "[х] упоминать",
		"О'Нил":                   "О'Нил",
		"Д’Артаньян":              "Д’Артаньян",
		"ул.":                     "ул.",
		"т.д.":                    "т.д.",
		"1.2.3.":                  "1.2.3.",
		"is_main@list.example.ru": "is_main@list.example.ru",
		"'":                       "'",
		"«Сад»":                   "«Сад»",
		"https://a.b/c...":        "https://a.b/c ....",
	} {
		var got []string
		parts := scrub(pipeline.Word{Text: text, Box: pipeline.Box{0.1, 0.1, 0.4, 0.2}})
		for i, w := range parts {
			got = append(got, w.Text)
			if i > 0 && w.Box[0] != parts[i-1].Box[2] {
				t.Errorf("%q: parts overlap", text)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("scrub(%q) = %q, want %q", text, strings.Join(got, " "), want)
		}
	}
}

func TestAnAddressReadByOCREndsWhereTheNextBoxBegins(t *testing.T) {
	for text, want := range map[string]string{
		"640001, г. Курган, ул. Речная, д. 5 .... MBH 1682860758":                               "640001, г. Курган, ул. Речная, д. 5",
		"640001, г. Курган, ул. Речная, д. 5, Вересова А. П. ель 8 (391) 931-60-48":             "640001, г. Курган, ул. Речная, д. 5, Вересова А. П.",
		"640001, г. Курган, ул. Речная, д. 5, ООО «Сад» Е-тац sad@mail.example.com":             "640001, г. Курган, ул. Речная, д. 5, ООО «Сад»",
		"640001; г. Курган, ул. Речная. д. 5; кв: 7":                                            "640001, г. Курган, ул. Речная, д. 5, кв. 7",
		"КО, 640001, Курганская область, г. Курган, ул. Речная, д 5":                            "640001, Курганская область, г. Курган, ул. Речная, д. 5",
		"г Курган, ул Речная, д 5":                                                              "г Курган, ул Речная, д 5",
		"640001, г. Курган, ул. Речная, д. 41A, Вересова 0. П":                                  "640001, г. Курган, ул. Речная, д. 41А, Вересова О. П.",
		"640001, г. Курган, ул. Речная, д. 5,000 «Сад»":                                         "640001, г. Курган, ул. Речная, д. 5, ООО «Сад»",
		"640001, г. Курган, ул. Речная, д. 5 CHMNC":                                             "640001, г. Курган, ул. Речная, д. 5",
		"640001, г. Курган, ул. 8 Марта, д. 81, отдел интеллектуальной собственности, а/я 1234": "640001, г. Курган, ул. 8 Марта, д. 81, отдел интеллектуальной собственности, а/я 1234",
	} {
		p := passageOf(text)
		for _, w := range p.words {
			w.confidence = 0.9
		}
		f, ok := readAddress(p)
		if got, _ := f.value.(string); !ok || got != want {
			t.Errorf("%q\n got  %q\n want %q", text, got, want)
		}
	}
}

func TestTheNextRightHolderIsFoundUnderANumberLeftOut(t *testing.T) {
	p := passageOf("1027700132195 Вересов Илья Маратович")
	f, _ := typeOGRN.read(p)
	if f.value != "1027700132195" {
		t.Errorf("the number is %q: a letter of the name behind it went in", f.value)
	}
	if rest := behind(p, f.words).text; rest != "Вересов Илья Маратович" {
		t.Errorf("behind the number stands %q", rest)
	}
}

func TestAPositionLosesTheStrokesOfASignature(t *testing.T) {
	p := passageOf("Технический директор ВА Долгих Инна Тихоновна 13.09.2017")
	p.words[2].confidence = 0.5
	list := readSignatures(p)
	if len(list) != 1 || list[0].parts["position"].value != "Технический директор" {
		t.Errorf("signatures are %v", list)
	}
}
