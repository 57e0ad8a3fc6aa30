package form

import (
	"fmt"
	"strings"
)

// The pieces between the commas of an address.
var (
	districtPiece = onUse(`^\p{Lu}[\p{L} -]+(?:район|р-н|округ|г\.о\.)$|^(?:район|р-н|г\.о\.|м\.о\.) \p{Lu}[\p{L} -]+$`)
	townPiece     = onUse(`^(?:г|гор|город|пос|посёлок|поселок|п|с|село|дер|деревня|пгт|рп|ст-ца|х|аул)\.? \p{Lu}\p{Ll}[\p{L} -]*$`)
	streetPiece   = onUse(`^(?:ул|улица|просп|проспект|пр-кт|пр-т|пр|пер|переулок|наб|набережная|пл|площадь|ш|шоссе|б-р|бул|бульвар|проезд|пр-д|туп|тупик|аллея|линия|мкр|микрорайон|квартал|тракт)\.? [\p{Lu}\d«][\p{L}\d «».-]*$|^[\p{Lu}\d][\p{L}\d .-]* (?:ул|улица|просп|проспект|пер|переулок|наб|набережная|пл|площадь|шоссе|бульвар|проезд|тракт|аллея|линия)\.?$`)
	housePiece    = onUse(`^(?:д|дом|влд|вл|владение|зд|здание)\.? ?(\d+)[А-ЯЁа-яё]?(?:/\d+[А-ЯЁа-яё]?)?$`)
	roomPiece     = onUse(`^(?:корп|корпус|к|стр|строение|лит|литера|кв|квартира|оф|офис|пом|помещение|ком|комната|каб|кабинет|эт|этаж)\.? ?№? ?(?:\d{1,4}[А-ЯЁа-яё]?|[А-ЯЁ])$`)
)

// oddAddress reports whether a Russian address that OCR read lacks a piece, has one
// that is none, bears a postcode of another region, or a house number whose last
// figure may be a letter: «79б» is read as 796. Behind an address for letters stands
// who gets them.
func oddAddress(text string, addressed bool) bool {
	pieces := strings.Split(text, ", ")
	if !regionOfPostcode(pieces[0], text) {
		return true
	}
	street, house := false, false
	for i, p := range pieces[1:] {
		switch {
		case housePiece.MatchString(p):
			house = true
			if n := housePiece.FindStringSubmatch(p)[1]; len(n) > 3 || len(n) > 1 && n[len(n)-1] == '6' {
				return true
			}
		case roomPiece.MatchString(p):
			if !house {
				return true
			}
		case house:
			return !addressed || i+2 < len(pieces) // who gets it stands last
		case streetPiece.MatchString(p):
			street = true
		case !townPiece.MatchString(p) && !districtPiece.MatchString(p) && !wholeRegion(p):
			return true
		}
	}
	return !street || !house
}

// wholeRegion reports whether a piece is a subject of the Federation and nothing else.
func wholeRegion(piece string) bool {
	_, from, to := findRegion(piece)
	return to > 0 && from == 0 && to == len(piece)
}

// regionOfPostcode reports whether the first three figures of a postcode belong to
// the region that an address names.
func regionOfPostcode(postcode, address string) bool {
	if len(postcode) != 6 {
		return false
	}
	name, _, to := findRegion(address)
	known, ok := postcodes[name]
	if to == 0 || !ok {
		return true // a town without its region: nothing to hold it against
	}
	return strings.Contains(known, postcode[:3])
}

// postcodes are the first three figures of the postcodes of each region.
var postcodes = func() map[string]string {
	out := map[string]string{}
	for _, row := range strings.Split(strings.TrimSpace(postcodeTable), "\n") {
		name, ranges, _ := strings.Cut(strings.TrimSpace(row), ": ")
		for _, r := range strings.Fields(ranges) {
			var from, to int
			if n, _ := fmt.Sscanf(r, "%d-%d", &from, &to); n == 1 {
				to = from
			}
			for ; from <= to; from++ {
				out[name] += fmt.Sprintf(" %03d", from)
			}
		}
	}
	return out
}()

const postcodeTable = `
Москва: 101-135
Московская область: 140-144
Ярославская область: 150-152
Ивановская область: 153-155
Костромская область: 156-157
Вологодская область: 160-162
Архангельская область: 163-165
Ненецкий автономный округ: 164 166
Республика Коми: 167-169
Тверская область: 170-172
Новгородская область: 173-175
Псковская область: 180-182
Мурманская область: 183-184
Республика Карелия: 185-186
Ленинградская область: 187-188
Санкт-Петербург: 188-199
Смоленская область: 214-216
Калининградская область: 236-238
Брянская область: 241-243
Калужская область: 248-249
Запорожская область: 272
Херсонская область: 273-275
Донецкая Народная Республика: 283-287
Луганская Народная Республика: 291-294
Республика Крым: 295-298
Севастополь: 299
Тульская область: 300-301
Орловская область: 302-303
Курская область: 305-307
Белгородская область: 308-309
Ростовская область: 344-347
Краснодарский край: 350-354
Ставропольский край: 355-357
Республика Калмыкия: 358-359
Кабардино-Балкарская Республика: 360-361
Республика Северная Осетия — Алания: 362-363
Чеченская Республика: 364-366
Республика Дагестан: 367-368
Карачаево-Черкесская Республика: 369
Республика Адыгея: 385
Республика Ингушетия: 386
Рязанская область: 390-391
Тамбовская область: 392-393
Воронежская область: 394-397
Липецкая область: 398-399
Волгоградская область: 400-404
Саратовская область: 410-413
Астраханская область: 414-416
Республика Татарстан: 420-423
Республика Марий Эл: 424-425
Удмуртская Республика: 426-427
Республика Удмуртия: 426-427
Чувашская Республика: 428-429
Республика Чувашия: 428-429
Республика Мордовия: 430-431
Ульяновская область: 432-433
Пензенская область: 440-442
Самарская область: 443-446
Республика Башкортостан: 450-453
Челябинская область: 454-457
Оренбургская область: 460-462
Владимирская область: 600-602
Нижегородская область: 603-607
Кировская область: 610-613
Пермский край: 614-619
Свердловская область: 620-624
Тюменская область: 625-627
Ханты-Мансийский автономный округ — Югра: 628
Ямало-Ненецкий автономный округ: 629
Новосибирская область: 630-633
Томская область: 634-636
Курганская область: 640-641
Омская область: 644-646
Красноярский край: 647-648 660-663
Республика Алтай: 649
Кемеровская область: 650-654
Республика Хакасия: 655
Алтайский край: 656-659
Иркутская область: 664-666 669
Республика Тыва: 667-668
Республика Бурятия: 670-671
Забайкальский край: 672-674 687
Амурская область: 675-676
Республика Саха (Якутия): 677-678
Еврейская автономная область: 679
Хабаровский край: 680-682
Камчатский край: 683-684 688
Магаданская область: 685-686
Чукотский автономный округ: 689
Приморский край: 690-692
Сахалинская область: 693-694
`
