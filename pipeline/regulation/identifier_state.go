package regulation

import "strings"

// The two-letter codes of WIPO Standard ST.3: states and other entities, then
// organisations that grant or register, then those of states that are no more but
// stand on papers still in force.
const (
	st3States = "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BV BW BY BZ " +
		"CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
		"GA GB GD GE GG GH GI GL GM GN GQ GR GS GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP " +
		"KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ " +
		"NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ " +
		"TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VN VU WS YE ZA ZM ZW"
	st3Organisations = "AP BX EA EM EP EU GC IB OA QZ WO XN XU XV XX"
	st3Former        = "AN CS DD SU YU"
)

// ValidST3 checks a two-letter code of WIPO Standard ST.3, in capitals: of a
// state or entity, of an organisation (EA, EP, WO …), or of a former state (SU …).
func ValidST3(s string) bool {
	return len(s) == 2 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'A' && s[1] <= 'Z' &&
		strings.Contains(" "+st3States+" "+st3Organisations+" "+st3Former+" ", " "+s+" ")
}
