package corpus

import "strconv"

// organisationINN completes nine digits to the ИНН of an organisation.
func organisationINN(stem string) string {
	return stem + weighted(stem, 2, 4, 10, 3, 5, 9, 4, 6, 8)
}

// personINN completes ten digits to the ИНН of a person.
func personINN(stem string) string {
	stem += weighted(stem, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
	return stem + weighted(stem, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
}

func weighted(digits string, weights ...int) string {
	sum := 0
	for i, w := range weights {
		sum += w * int(digits[i]-'0')
	}
	return strconv.Itoa(sum % 11 % 10)
}

// ogrn completes twelve digits to the ОГРН of an organisation, or fourteen to the
// ОГРНИП of an entrepreneur.
func ogrn(stem string) string {
	rest := 0
	for _, d := range stem {
		rest = (rest*10 + int(d-'0')) % (len(stem) - 1)
	}
	return stem + strconv.Itoa(rest%10)
}

// snils completes nine digits to a СНИЛС as it is printed: 112-233-445 95.
func snils(stem string) string {
	sum := 0
	for i, d := range stem {
		sum += (9 - i) * int(d-'0')
	}
	check := strconv.Itoa(100 + sum%101%100)
	return stem[:3] + "-" + stem[3:6] + "-" + stem[6:] + " " + check[1:]
}
