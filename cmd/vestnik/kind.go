package main

import (
	"cmp"
	"unicode"
	"unicode/utf8"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// kindTitle names a kind of paper in a line, as the regulation with the id does,
// or another where that one does not know it.
func (a *app) kindTitle(pack string, k pipeline.DocumentKind) string {
	if k == pipeline.UnknownKind {
		return "вид не определён"
	}
	engine, err := a.newEngine(workday.Production())
	if err != nil {
		return string(k)
	}
	title := cmp.Or(engine.KindTitle(pack, string(k)), string(k))
	first, size := utf8.DecodeRuneInString(title)
	return string(unicode.ToLower(first)) + title[size:]
}
