//go:build ignore

// Maketrigrams counts which three letters follow one another in the forms of a
// language's words, and writes those that do so often enough, one line for each
// two letters with all that may come third. It reads word forms, one per line, on
// standard input:
//
//	unmunch ru_RU.dic ru_RU.aff | go run maketrigrams.go -alphabet абвгдежзийклмнопрстуфхцчшщъыьэюя -least 100 > russian.txt
//	unmunch en_US.dic en_US.aff | go run maketrigrams.go -alphabet abcdefghijklmnopqrstuvwxyz -least 30 > english.txt
//
// The lists in use were made from the dictionaries of hunspell-ru 7.5.0 (1.3
// million forms) and hunspell-en-us 2020.12.07 (0.17 million).
package main

import (
	"bufio"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
)

func main() {
	alphabet := flag.String("alphabet", "", "letters that words are made of")
	least := flag.Int("least", 1, "forms that must have a trigram")
	flag.Parse()
	counts := map[[2]rune]map[rune]int{}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		form := strings.TrimSuffix(lines.Text(), "'s")
		if form == strings.ToUpper(form) && len([]rune(form)) < 6 {
			continue // an abbreviation
		}
		form = strings.NewReplacer("ё", "е").Replace(strings.ToLower(form))
		if strings.Trim(form, *alphabet) != "" {
			continue
		}
		letters := []rune("_" + form + "_")
		for i := 2; i < len(letters); i++ {
			pair := [2]rune{letters[i-2], letters[i-1]}
			if counts[pair] == nil {
				counts[pair] = map[rune]int{}
			}
			counts[pair][letters[i]]++
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	for _, pair := range slices.SortedFunc(maps.Keys(counts), func(a, b [2]rune) int { return slices.Compare(a[:], b[:]) }) {
		var third []rune
		for r, n := range counts[pair] {
			if n >= *least {
				third = append(third, r)
			}
		}
		if len(third) > 0 {
			slices.Sort(third)
			fmt.Println(string(pair[:]), string(third))
		}
	}
}
