package index

import (
	"strings"

	"vestnik/index/russian"
)

// stopWords stand in nearly every text, or ask without saying for what.
var stopWords = wordSet(`
	и в во на с со по для из от до к ко о об у за при или а не же ли бы чтобы
	the of for and in on to with`)

// askingWords make a question of a text.
var askingWords = wordSet(`
	как какой какая какое какие каких какую кто что чем где куда когда сколько есть бывают
	найти найдите найди ищу искать нужен нужна нужно нужны хочу можно мне покажи покажите список
	what which who where how find is are there`)

// fillers name what everything in the registers is: in a question they say little,
// and an entry that says it otherwise answers as well.
var fillers = wordSet(`программа программы программу программ программой программе
	база базы базу баз эвм реестр реестре свидетельство`)

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}

// substantial splits the words of a question into those that say what is asked
// for and the fillers, which are a bonus. Where nothing would be left, all words are
// substantial.
func substantial(words *russian.Analyzer, clauses []clause) (wanted, said []clause) {
	asking := false
	for _, c := range clauses {
		asking = asking || strings.HasSuffix(c.text, "?") || askingWords[onlyWord(words, c)]
	}
	for _, c := range clauses {
		switch w := onlyWord(words, c); {
		case w == "" || stopWords[w] || asking && askingWords[w]:
		case fillers[w]:
			said = append(said, c)
		default:
			wanted = append(wanted, c)
		}
	}
	if len(wanted) == 0 && len(said) > 0 {
		return said, nil
	}
	return wanted, said
}

// onlyWord returns the word of a clause; what consists of several is none of the
// lists, and what has none is "".
func onlyWord(words *russian.Analyzer, c clause) string {
	tokens := words.Tokens(c.text)
	switch len(tokens) {
	case 0:
		return ""
	case 1:
		return tokens[0].Surface
	}
	return c.text
}
