package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"vestnik/pipeline"
	"vestnik/pipeline/workday"
)

// invented is a register that never was: each entry is made anew from its number,
// so that a million take no room.
type invented struct {
	count int
	words []string
	zipf  float64
}

// Shape of an entry, in words.
const (
	titleWords    = 7
	abstractWords = 90
	vocabulary    = 30_000
)

// newInvented returns a register of n entries. Words follow Zipf's law, as those
// of a language do: a few stand everywhere, most hardly anywhere.
func newInvented(n int) invented {
	return invented{count: n, words: inventWords(vocabulary), zipf: 1.1}
}

func (v invented) Count() int { return v.count }

// Entry makes an entry of about 1.2 kilobytes.
func (v invented) Entry(i int) pipeline.Entry {
	r := newDice(v, uint64(i))
	day := workday.NewDate(1994+i%32, 1, 1).AddDays(r.IntN(365))
	return pipeline.Entry{
		Register: []pipeline.RegisterID{"programs", "programs", "programs", "databases"}[i%4],
		Number:   v.number(i), Date: day, PublishedOn: day.AddDays(40), Kind: "program", Valid: true,
		Title: r.sentence(titleWords), Abstract: r.sentence(abstractWords),
		Holders:  []pipeline.Party{{Name: r.holder(), Kind: "organisation"}},
		Authors:  []pipeline.Party{{Name: r.person()}, {Name: r.person()}},
		Language: pick(r, languages), OS: pick(r, systems),
	}
}

// number is the registration number of an entry: year, then a count within it.
func (v invented) number(i int) string { return fmt.Sprintf("%d%06d", 1994+i%32, 610000+i/32) }

var (
	languages = []string{"C++", "Delphi", "Python", "Java", "C#", "JavaScript", "Object Pascal", "1С"}
	systems   = []string{"Windows", "Linux", "Astra Linux", "Android", "Windows XP"}
	forms     = []string{"ООО", "АО", "Общество с ограниченной ответственностью", "ФГБОУ ВО", "Закрытое акционерное общество"}
	given     = strings.Fields("Анна Борис Вера Глеб Дарья Егор Жанна Захар Илья Кира Лев Мария Нина Олег Павел Роман Софья Тимур Ульяна Фёдор")
	patronyms = strings.Fields("Андреевич Борисовна Викторович Глебовна Денисович Егоровна Иванович Кирилловна Львович Михайловна")
)

// dice makes the parts of one entry.
type dice struct {
	*rand.Rand
	zipf  *rand.Zipf
	words []string
}

func newDice(v invented, seed uint64) dice {
	r := rand.New(rand.NewPCG(20_260_101, seed))
	return dice{r, rand.NewZipf(r, v.zipf, 8, uint64(len(v.words)-1)), v.words}
}

func (d dice) word() string { return d.words[d.zipf.Uint64()] }

func (d dice) sentence(words int) string {
	list := make([]string, words)
	for i := range list {
		list[i] = d.word()
	}
	return strings.Join(list, " ")
}

func (d dice) holder() string {
	return fmt.Sprintf("%s «%s %s»", pick(d, forms), d.word(), d.words[d.IntN(len(d.words))])
}

func (d dice) person() string {
	return strings.ToUpper(d.words[0][:2]) + d.words[d.IntN(len(d.words))] + "ов " + pick(d, given) + " " + pick(d, patronyms)
}

func pick(d dice, list []string) string { return list[d.IntN(len(list))] }

// inventWords returns n different words of Russian build: a root of one to three
// syllables with an ending.
func inventWords(n int) []string {
	r := rand.New(rand.NewPCG(7, 7))
	onsets := strings.Fields("б в г д ж з к л м н п р с т ф х ц ч ш пр ст тр кр гр сл")
	vowels := strings.Fields("а е и о у ы я ю")
	codas := strings.Fields("к л м н р с т в д ч ш ст нт рт")
	endings := strings.Fields("а ы у ом ов ами ах ный ного ная ние ния нием ть ет")
	seen := make(map[string]bool, n)
	words := make([]string, 0, n)
	for len(words) < n {
		var b strings.Builder
		for range 1 + r.IntN(3) {
			b.WriteString(onsets[r.IntN(len(onsets))] + vowels[r.IntN(len(vowels))])
		}
		b.WriteString(codas[r.IntN(len(codas))] + endings[r.IntN(len(endings))])
		if w := b.String(); !seen[w] {
			seen[w] = true
			words = append(words, w)
		}
	}
	return words
}
