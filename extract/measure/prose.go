package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode/utf8"
)

// prose returns paragraphs of Russian text, about so many characters of them: the
// sentences in which the packs of the acts say what they hold. Each is unlike the
// others, as is the text of real papers: quotes, dashes, ё, numbers, codes.
func (b *bench) prose(characters int) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(b.repo, "pipeline", "regulation", "packs", "*.yaml"))
	if err != nil {
		return nil, err
	}
	sentence := regexp.MustCompile(`(?:title|gist|what|question|reading): "([^"\\{]{30,})"`)
	var out []string
	seen := map[string]bool{}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for _, m := range sentence.FindAllSubmatch(body, -1) {
			text := string(m[1])
			if seen[text] {
				continue
			}
			seen[text] = true
			out = append(out, text)
			if characters -= utf8.RuneCountInString(text); characters <= 0 {
				return out, nil
			}
		}
	}
	if len(out) < 20 {
		return nil, fmt.Errorf("only %d sentences in the packs", len(out))
	}
	return out, nil
}

func joined(paragraphs []string) string { return strings.Join(paragraphs, "\n") }
