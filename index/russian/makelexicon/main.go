// Makelexicon builds the lexicon of index/russian from a Hunspell dictionary of
// Russian:
//
//	makelexicon -aff ru_RU.aff -dic ru_RU.dic -source 'hunspell-ru 1:7.5.0-1' -out ru.lexicon
//
// The file is written under a temporary name and renamed, so that a build never
// takes in half of it.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"vestnik/index/russian"
	"vestnik/index/russian/lexicon"
)

func main() {
	aff := flag.String("aff", "", "affix rules")
	dic := flag.String("dic", "", "dictionary")
	source := flag.String("source", "", "name and version of the dictionary")
	out := flag.String("out", "", "lexicon to write")
	flag.Parse()
	if err := run(*aff, *dic, *source, *out); err != nil {
		fmt.Fprintln(os.Stderr, "makelexicon:", err)
		os.Exit(1)
	}
}

func run(aff, dic, source, out string) error {
	rules, err := os.Open(aff)
	if err != nil {
		return err
	}
	defer rules.Close()
	words, err := os.Open(dic)
	if err != nil {
		return err
	}
	defer words.Close()
	var file bytes.Buffer
	count, err := write(&file, source, rules, words)
	if err != nil {
		return err
	}
	temporary := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".new")
	if err := os.WriteFile(temporary, file.Bytes(), 0o644); err != nil {
		return err
	}
	if err := os.Rename(temporary, out); err != nil {
		return err
	}
	fmt.Printf("%s: %d forms, %d bytes, from %s\n", out, count, file.Len(), source)
	return nil
}

// write makes the lexicon of a dictionary's two files and returns the number of
// forms in it.
func write(w io.Writer, source string, aff, dic io.Reader) (int, error) {
	rules, err := readAffixes(aff)
	if err != nil {
		return 0, err
	}
	entries, err := readDictionary(dic, rules)
	if err != nil {
		return 0, err
	}
	irregular, err := readGroups(irregularText)
	if err != nil {
		return 0, fmt.Errorf("irregular.txt: %w", err)
	}
	verbs, err := readGroups(verbsText)
	if err != nil {
		return 0, fmt.Errorf("verbs.txt: %w", err)
	}
	b := newBook(entries)
	relate(b, entries, irregular, verbs)
	return len(b.forms()), lexicon.Write(w, source, b.terms(russian.Stem))
}
