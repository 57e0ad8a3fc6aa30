package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stems gives files names of their own within a folder: two files that are called
// alike, also but for the case of letters, get a number.
type stems struct {
	dir  string
	used map[string]bool
}

func newStems(dir string) *stems { return &stems{dir: dir, used: map[string]bool{}} }

// next is the path, without the page's ending, for the overlays of a file. Only the
// last part of the file's name is taken, so that no name leads out of the folder.
func (s *stems) next(name string) string {
	clean := fileName(name)
	for n := 1; ; n++ {
		stem := clean
		if n > 1 {
			stem = fmt.Sprintf("%s (%d)", clean, n)
		}
		if key := strings.ToLower(stem); !s.used[key] {
			s.used[key] = true
			return filepath.Join(s.dir, stem)
		}
	}
}

// memberStems names the files of an archive, in a folder that no page's picture is
// called like.
func memberStems(archive string) *stems { return newStems(archive + ".files") }

// longestName leaves room for number and ending in the 255 bytes of a file name.
const longestName = 200

// fileName makes of any text a name that every file system takes.
func fileName(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`:*?"<>|`, r) || r == utf8.RuneError {
			return '_'
		}
		return r
	}, name)
	for len(name) > longestName {
		_, size := utf8.DecodeLastRuneInString(name)
		name = name[:len(name)-size]
	}
	name = strings.TrimLeft(strings.TrimRight(name, ". "), ".")
	if name == "" {
		return "файл"
	}
	return name
}
