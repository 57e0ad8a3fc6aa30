package main

import (
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// kindTitles name the kinds of paper for people.
var kindTitles = map[pipeline.DocumentKind]string{
	pipeline.Statement: "заявление", pipeline.FurtherAuthorSheet: "сведения о других авторах",
	pipeline.Abstract: "реферат", pipeline.DepositedMaterials: "депонируемые материалы",
	pipeline.PowerOfAttorney: "доверенность", pipeline.ProofOfFee: "документ об уплате пошлины",
	pipeline.Consent: "согласие на обработку данных",
}

// kindTitle names a kind of paper for people, by the regulations where the few
// above do not do.
func (a *app) kindTitle(k pipeline.DocumentKind) string {
	if t, ok := kindTitles[k]; ok {
		return t
	}
	if k == pipeline.UnknownKind {
		return "вид не определён"
	}
	engine, err := a.newEngine(workday.Production())
	if err != nil {
		return string(k)
	}
	for _, p := range engine.Packs() {
		for _, d := range p.Documents {
			if d.Kind == string(k) {
				first, size := utf8.DecodeRuneInString(d.Title)
				return string(unicode.ToLower(first)) + d.Title[size:]
			}
		}
	}
	return string(k)
}
