package form

import (
	"strings"
)

// parts of an address that are found by their own words. The first group is the part.
var (
	postalIndex = onUse(`(?:^|[^\d])(\d{6})(?:[^\d]|$)`)
	settlement  = onUse(`(?:^|[\s,;(])((?i:город|гор\.?|г\.о\.|г\.|г|пгт\.?|рп\.?|р\.п\.|пос[её]лок|пос\.|п\.|село|с\.|станица|ст-ца|деревня|дер\.|д\.|хутор|х\.|аул)\s?\p{Lu}[\p{L}\-]+(?:[\s-]\p{Lu}?[\p{L}]+)*(?:-\d+)?)`)
	street      = onUse(`(?:^|[\s,;(])((?i:улица|ул\.?|проспект|пр-кт\.?|просп\.?|пр-т\.?|пр\.|переулок|пер\.?|набережная|наб\.?|площадь|пл\.?|шоссе|ш\.?|бульвар|б-р\.?|бул\.?|проезд|пр-д\.?|тупик|туп\.?|аллея|линия|микрорайон|мкр\.?|квартал|тракт|тер\.?)\s*[\p{L}\d«"][^,;]*|[^,;\d]*\p{Lu}[^,;]*?\s(?i:улица|ул\.?|проспект|пр-кт|пр-т|переулок|пер\.|набережная|наб\.|площадь|пл\.|шоссе|ш\.|бульвар|б-р|проезд|линия|тракт|аллея))\s*(?:[,;)]|$)`)
	house       = onUse(`(?:^|[\s,;])((?i:дом|д\.?|влд\.?|владение|вл\.|зд\.?|здание)\s?(?:№\s?)?\d[\p{L}\d/\-]*(?:\s?,?\s?(?i:корпус|корп\.?|к\.?|строение|стр\.?|литера|лит\.?|сооружение|соор\.?)\s?(?:\d[\p{L}\d/]*|\p{Lu}))*)`)
	flat        = onUse(`(?:^|[\s,;])((?i:квартира|кв\.?|офис|оф\.?|помещение|помещ\.?|пом\.?|комната|ком\.?|каб\.?|кабинет)\s?(?:№\s?)?[\d\p{Lu}][\p{L}\d/\-]*)`)
)

// addressParts takes an address apart as far as its own words tell what they are:
// index, region, city (or village), street, house, flat. What no word marks stays in
// the whole alone.
func addressParts(p passage) map[string]found {
	parts := map[string]found{}
	put := func(name, value string, from, to int) {
		if value = strings.Trim(strings.Join(strings.Fields(value), " "), " ,;.()"); value != "" && to <= len(p.text) {
			parts[name] = found{value: value, words: p.cover(from, to)}
		}
	}
	for _, part := range []struct {
		name    string
		pattern expression
	}{{"index", postalIndex}, {"city", settlement}, {"street", street}, {"house", house}, {"flat", flat}} {
		if m := part.pattern.FindStringSubmatchIndex(p.text); m != nil {
			put(part.name, p.text[m[2]:m[3]], m[2], m[3])
		}
	}
	if name, from, to := findRegion(p.text); name != "" {
		put("region", name, from, to)
		if _, named := parts["city"]; !named && (name == "Москва" || name == "Санкт-Петербург" || name == "Севастополь") {
			put("city", name, from, to)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return parts
}
