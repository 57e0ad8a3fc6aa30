package main

import (
	"bufio"
	_ "embed"
	"fmt"
	"strings"
)

// The dictionary is one of spelling: forms that no affix rule makes stand in it
// as words of their own, and a participle stands apart from its verb. Ties say
// which word such a form belongs to. Each holds only if that word is in the
// dictionary with forms of its own.

// ending is a tie by analogy: a form that ends in from belongs to the word that
// ends in to.
type ending struct{ from, to string }

// bareEndings tie entries without rules.
var bareEndings = endings(`
	ец: ца цу цем цом це цы цев цов цам цами цах
	еец: йца йцу йцем йце йцы йцев йцам йцами йцах
	лец: льца льцу льцем льцом льце льцы льцев льцов льцам льцами льцах
	ч: чем чом
	ж: жем жом
	ш: шем шом
	щ: щом щем
	ц: цем цев
	жа: жей
	ша: шей
	ча: чей
	ща: щей
	ца: цей ец
	лый: ел ол
	ный: ен он
	ний: ен
	енный: енен
	кий: ок ек че
	ький: ек
	гий: же ог
	зкий: же
	дкий: же
	дый: же
	тый: че ще
	ткий: че
	стой: ще
	стый: ще
	хий: ше
	ый: о а ы е
	ой: о а ы
	нь: ней
	ня: ней ен
	ль: лей
	ля: лей ель
	ка: ок ек
	ько: ек
	ко: ек ок
	ки: ок ек
	ло: ел ол
	на: ен он
	но: ен он
	ньга: нег
	ра: ер ор
	ро: ер ор
	ма: ем
	мо: ем
	ьмо: ем
	ьна: ен
	ьно: ен
	ьня: ен
	ьба: еб
	ья: ей
	ье: ий ьев
	йка: ек
	йна: ен
	тла: тел
	сло: сел
	ст: ста сту
	ев: ьва
	ер: ра ру ром ре ры ров рам рами рах
	ей: ья ью ьем ье ьи ьев ьям ьями ьях
	ек: ка ку ком ке ки ков кам ками ках йка йку йком йке йки йков йкам йками йках
	ок: ка ку ком ке ки ков кам ками ках
	а: ею ов
	: ов ом ем а у
	ол: ла лу лом ле лы лов
	ель: ля лю лем ле ли лей лям лями лях
	ы: ов
	и: ей ов
	ия: ий
	я: ь й
	ь: ью ей
`)

func endings(table string) []ending {
	var list []ending
	for line := range strings.Lines(table) {
		to, from, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for _, f := range strings.Fields(from) {
			list = append(list, ending{f, to})
		}
	}
	return list
}

// personal are the endings of verbs that stand behind their stems.
var personal = strings.Fields(`у ю ешь ет ем ете ут ют ишь ит им ите ат ят л ла ло ли и й ь йте ьте я а в вши ши`)

//go:embed irregular.txt
var irregularText string

//go:embed verbs.txt
var verbsText string

// readGroups reads lines «word: forms».
func readGroups(text string) (groups [][2]string, err error) {
	lines := bufio.NewScanner(strings.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		word, forms, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("line %d: %q has no colon", number, line)
		}
		for form := range strings.FieldsSeq(forms) {
			groups = append(groups, [2]string{fold(word), fold(form)})
		}
	}
	return groups, lines.Err()
}
