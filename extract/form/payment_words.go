package form

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"vestnik/pipeline"
)

// numerals are the words of amounts of money, with е for ё.
var numerals = func() map[string]int {
	all := map[string]int{"одна": 1, "две": 2, "ноль": 0}
	for i, list := range []string{
		"один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать",
		"двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто",
		"сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот",
	} {
		for n, word := range strings.Fields(list) {
			all[word] = [...]int{n + 1, (n + 2) * 10, (n + 1) * 100}[i]
		}
	}
	return all
}()

var (
	thousands = regexp.MustCompile(`^тысяч[аи]?$`)
	millions  = regexp.MustCompile(`^миллион(?:а|ов)?$`)
	roubles   = regexp.MustCompile(`^руб(?:л[а-я]+)?$`)
	kopecks   = regexp.MustCompile(`(\d{1,2})\s*коп`)
)

// amountOf is what an amount in words comes to, in roubles: «Четыре тысячи пятьсот
// рублей 00 копеек». It is false where a word is no numeral: nothing is guessed.
func amountOf(text string) (amount float64, ok bool) {
	text = strings.ReplaceAll(strings.ToLower(text), "ё", "е")
	total, group, words := 0, 0, 0
	for _, token := range strings.Fields(text) {
		token = strings.Trim(token, ".,;:()")
		n, numeral := numerals[token]
		switch {
		case numeral:
			group += n
		case thousands.MatchString(token):
			total, group = total+max(1, group)*1000, 0
		case millions.MatchString(token):
			total, group = total+max(1, group)*1000000, 0
		case roubles.MatchString(token) && words > 0:
			amount = float64(total + group)
			if m := kopecks.FindStringSubmatch(text); m != nil {
				n, _ := strconv.Atoi(m[1])
				amount += float64(n) / 100
			}
			return amount, true
		default:
			return 0, false
		}
		words++
	}
	return 0, false
}

// qualityContradicted is that of an amount whose words say another.
const qualityContradicted = 0.6

// compareAmounts holds the amount in figures against that in words. Where they
// differ neither is sure, and that in words is proposed: a person decides.
func (r *reader) compareAmounts() {
	var figures, words *found
	pieces := r.pieces[pipeline.FieldFee]
	for i := range pieces {
		switch f := &pieces[i].value; pieces[i].part {
		case "amount":
			if figures == nil {
				figures = f
			}
		case "amount_in_words":
			if words == nil {
				words = f
			}
		}
	}
	if figures == nil || words == nil || figures.blank != nil || words.blank != nil {
		return
	}
	text, _ := words.value.(string)
	said, ok := amountOf(text)
	amount, err := strconv.ParseFloat(fmt.Sprint(figures.value), 64)
	if !ok || err != nil || said == amount {
		return
	}
	figures.quality, words.quality = min(figures.quality, qualityContradicted), min(words.quality, qualityContradicted)
	var value any = said
	if said == float64(int64(said)) {
		value = int64(said)
	}
	figures.proposed = &pipeline.ProposedValue{Value: value, Why: fmt.Sprintf(
		"Сумма цифрами (%v) расходится с суммой прописью («%s»). Сверьте с бумагой; если она сама такова, уточните у плательщика.", figures.value, short(text))}
}
