package main

import (
	"slices"

	"vestnik/pipeline/regulation"
	"vestnik/publish"
	"vestnik/publish/blanks"
)

// formsFor are the forms for the papers of the loaded packs.
func formsFor(engine *regulation.Engine) ([]publish.Blank, error) {
	all, err := blanks.New()
	if err != nil {
		return nil, err
	}
	var list []publish.Blank
	for _, b := range all {
		b.Acts = slices.DeleteFunc(slices.Clone(b.Acts), func(id string) bool { return !acts{engine: engine}.has(id) })
		if len(b.Acts) > 0 {
			list = append(list, b)
		}
	}
	return list, nil
}

// formHere says that the site has a form for a kind of paper.
const formHere = "бланк и образец — на этом сайте"

// paperSources say where papers come from for which the site has no form: others
// write them, or the form is another's.
var paperSources = map[string]string{
	"":                            "составляется из документов этого списка",
	"proof-of-fee":                "выдаёт банк: платёжное поручение или чек",
	"fee-document":                "выдаёт банк: платёжное поручение или чек",
	"payment-answer":              "ведомство запрашивает само",
	"interagency-answer":          "ведомство запрашивает само",
	"register-extract":            "ведомство запрашивает само; можно приложить свою",
	"tax-document":                "выдаёт налоговый орган",
	"court-act":                   "выдаёт суд",
	"certificate":                 "выдано ведомством при регистрации",
	"translation":                 "делает переводчик",
	"translator-qualification":    "прилагает переводчик",
	"authority-document":          "у законного представителя",
	"authority-image":             "у законного представителя: скан документа",
	"sub-power-of-attorney":       "удостоверяет нотариус",
	"power-of-attorney-copy":      "снимается с доверенности, которая уже есть в ведомстве",
	"notarised-power-of-attorney": "удостоверяет нотариус",
	"reply-documents":             "то, что названо в запросе ведомства",
	"related-filing":              "подаётся в своём деле",
	"complaint-evidence":          "копии того, на что ссылается жалоба",
}

// sourceOf says where a paper is to be had; empty for a kind that nobody told of.
func (a acts) sourceOf(d regulation.Document) string {
	if slices.ContainsFunc(a.forms, func(b publish.Blank) bool { return slices.Contains(b.Kinds, d.Kind) }) {
		return formHere
	}
	return paperSources[d.Kind]
}
