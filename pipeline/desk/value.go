package desk

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

func trimmed(s string) string { return strings.TrimSpace(s) }

// text shows a value as it is typed.
func text(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

func isCountry(path string) bool {
	return path == pipeline.FieldPublicationCountry || strings.HasSuffix(path, ".country") || strings.HasSuffix(path, ".citizenship")
}

var listIndex = regexp.MustCompile(`\[\d+\]`)

// withoutIndex names a path as the packs do: "holders[0].name" is "holders.name".
func withoutIndex(path string) string { return listIndex.ReplaceAllString(path, "") }

// fieldID makes a path fit for an id and a fragment: "holders[0].name" is "f-holders-0-name".
func fieldID(path string) string {
	return "f-" + strings.NewReplacer("[", "-", "]", "", ".", "-").Replace(path)
}

// partOrder is the order of the parts of a holder, an author, a payment.
var partOrder = []string{
	"name", "kind", "country", "citizenship", "ogrn", "inn", "kpp", "snils", "birth_date", "position", "date",
	"address", "contribution", "mention", "pseudonym", "amount", "paid_on", "document", "number", "uin", "powers",
}
