package regulation

import (
	"iter"
	"strings"
)

// stateNames are the Russian short names of the states and entities of WIPO
// Standard ST.3, as the all-Russian classifier of countries (ОКСМ) has them, one
// "CODE name" a line.
const stateNames = `AD Андорра
AE Объединённые Арабские Эмираты
AF Афганистан
AG Антигуа и Барбуда
AI Ангилья
AL Албания
AM Армения
AO Ангола
AR Аргентина
AT Австрия
AU Австралия
AW Аруба
AZ Азербайджан
BA Босния и Герцеговина
BB Барбадос
BD Бангладеш
BE Бельгия
BF Буркина-Фасо
BG Болгария
BH Бахрейн
BI Бурунди
BJ Бенин
BM Бермуды
BN Бруней-Даруссалам
BO Боливия
BQ Бонайре, Синт-Эстатиус и Саба
BR Бразилия
BS Багамы
BT Бутан
BV Остров Буве
BW Ботсвана
BY Беларусь
BZ Белиз
CA Канада
CD Демократическая Республика Конго
CF Центральноафриканская Республика
CG Конго
CH Швейцария
CI Кот-д'Ивуар
CK Острова Кука
CL Чили
CM Камерун
CN Китай
CO Колумбия
CR Коста-Рика
CU Куба
CV Кабо-Верде
CW Кюрасао
CY Кипр
CZ Чехия
DE Германия
DJ Джибути
DK Дания
DM Доминика
DO Доминиканская Республика
DZ Алжир
EC Эквадор
EE Эстония
EG Египет
EH Западная Сахара
ER Эритрея
ES Испания
ET Эфиопия
FI Финляндия
FJ Фиджи
FK Фолклендские острова
FM Микронезия
FO Фарерские острова
FR Франция
GA Габон
GB Великобритания
GD Гренада
GE Грузия
GG Гернси
GH Гана
GI Гибралтар
GL Гренландия
GM Гамбия
GN Гвинея
GQ Экваториальная Гвинея
GR Греция
GS Южная Джорджия и Южные Сандвичевы острова
GT Гватемала
GW Гвинея-Бисау
GY Гайана
HK Гонконг
HN Гондурас
HR Хорватия
HT Гаити
HU Венгрия
ID Индонезия
IE Ирландия
IL Израиль
IM Остров Мэн
IN Индия
IQ Ирак
IR Иран
IS Исландия
IT Италия
JE Джерси
JM Ямайка
JO Иордания
JP Япония
KE Кения
KG Киргизия
KH Камбоджа
KI Кирибати
KM Коморы
KN Сент-Китс и Невис
KP КНДР
KR Республика Корея
KW Кувейт
KY Острова Кайман
KZ Казахстан
LA Лаос
LB Ливан
LC Сент-Люсия
LI Лихтенштейн
LK Шри-Ланка
LR Либерия
LS Лесото
LT Литва
LU Люксембург
LV Латвия
LY Ливия
MA Марокко
MC Монако
MD Молдова
ME Черногория
MG Мадагаскар
MH Маршалловы Острова
MK Северная Македония
ML Мали
MM Мьянма
MN Монголия
MO Макао
MP Северные Марианские острова
MR Мавритания
MS Монтсеррат
MT Мальта
MU Маврикий
MV Мальдивы
MW Малави
MX Мексика
MY Малайзия
MZ Мозамбик
NA Намибия
NE Нигер
NG Нигерия
NI Никарагуа
NL Нидерланды
NO Норвегия
NP Непал
NR Науру
NU Ниуэ
NZ Новая Зеландия
OM Оман
PA Панама
PE Перу
PG Папуа — Новая Гвинея
PH Филиппины
PK Пакистан
PL Польша
PS Палестина
PT Португалия
PW Палау
PY Парагвай
QA Катар
RO Румыния
RS Сербия
RU Россия
RW Руанда
SA Саудовская Аравия
SB Соломоновы Острова
SC Сейшелы
SD Судан
SE Швеция
SG Сингапур
SH Остров Святой Елены
SI Словения
SK Словакия
SL Сьерра-Леоне
SM Сан-Марино
SN Сенегал
SO Сомали
SR Суринам
SS Южный Судан
ST Сан-Томе и Принсипи
SV Эль-Сальвадор
SX Синт-Мартен
SY Сирия
SZ Эсватини
TC Острова Теркс и Кайкос
TD Чад
TG Того
TH Таиланд
TJ Таджикистан
TL Тимор-Лесте
TM Туркмения
TN Тунис
TO Тонга
TR Турция
TT Тринидад и Тобаго
TV Тувалу
TW Тайвань
TZ Танзания
UA Украина
UG Уганда
US США
UY Уругвай
UZ Узбекистан
VA Ватикан
VC Сент-Винсент и Гренадины
VE Венесуэла
VG Британские Виргинские острова
VN Вьетнам
VU Вануату
WS Самоа
YE Йемен
ZA Южно-Африканская Республика
ZM Замбия
ZW Зимбабве`

// States are the codes of ST.3 states with their Russian short names, by code.
func States() iter.Seq2[string, string] {
	return func(yield func(code, name string) bool) {
		for line := range strings.Lines(stateNames) {
			if code, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " "); !yield(code, name) {
				return
			}
		}
	}
}

// StateName is the Russian short name of a state by its ST.3 code; empty for a code
// of no state.
func StateName(code string) string {
	for c, name := range States() {
		if c == code {
			return name
		}
	}
	return ""
}
