package storage_test

import (
	"errors"
	"path"
	"strings"
	"testing"
	"unicode/utf8"

	"vestnik/pipeline"
	"vestnik/storage"
)

func TestKeysInAnyScriptAreAllowedAndOddOnesRefused(t *testing.T) {
	cases := []struct {
		name  string
		key   string
		valid bool
	}{
		{"a digest", "originals/ab/abcd", true},
		{"Cyrillic with spaces", "inbox/скан заявления № 1.pdf", true},
		{"emoji", "inbox/📄.pdf", true},
		{"a dotfile", "inbox/.hidden", true},
		{"dots within a name", "a/..b../c...", true},
		{"512 bytes", strings.Repeat(strings.Repeat("k", 127)+"/", 3) + strings.Repeat("k", 128), true},
		{"an element of 255 bytes", "inbox/" + strings.Repeat("k", 255), true},
		{"empty", "", false},
		{"513 bytes", strings.Repeat(strings.Repeat("k", 127)+"/", 3) + strings.Repeat("k", 129), false},
		{"an element of 256 bytes", "inbox/" + strings.Repeat("ж", 128), false},
		{"leading slash", "/a", false},
		{"trailing slash", "a/", false},
		{"double slash", "a//b", false},
		{"dot", "a/./b", false},
		{"dot dot", "a/../b", false},
		{"dot dot alone", "..", false},
		{"not UTF-8", "a/\xff", false},
		{"NUL", "a\x00b", false},
		{"newline", "a\nb", false},
		{"C1 control", "a\u0085b", false},
		{"reserved", "a/.vestnik-tmp-1", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			err := storage.CheckKey(c.key)
			if c.valid && err != nil {
				t.Errorf("refused: %v", err)
			}
			if !c.valid && !errors.Is(err, pipeline.Invalid) {
				t.Errorf("got %v, want Invalid", err)
			}
		})
	}
}

func TestOriginalsAreNeitherDeletedNorSealedElsewhere(t *testing.T) {
	if err := storage.CheckDelete("originals/ab/abcd"); !errors.Is(err, pipeline.Permission) {
		t.Errorf("deleting an original: %v, want Permission", err)
	}
	if err := storage.CheckDelete("originals-of-mine"); err != nil {
		t.Errorf("a key that only looks like an original: %v", err)
	}
	if err := storage.CheckPut("inbox/a", pipeline.PutOptions{Sealed: true}); !errors.Is(err, pipeline.Invalid) {
		t.Errorf("sealing outside originals: %v, want Invalid", err)
	}
	if err := storage.CheckPut("originals/a", pipeline.PutOptions{Sealed: true}); err != nil {
		t.Errorf("sealing an original: %v", err)
	}
}

func FuzzKeysThatPassStayInsideTheStore(f *testing.F) {
	for _, seed := range []string{"a/b", "../x", "a/./b", "/", "", "инбокс/я", "a\x00", "a/.vestnik-x", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, key string) {
		if storage.CheckKey(key) != nil {
			return
		}
		if path.Clean("/"+key) != "/"+key {
			t.Errorf("%q is not in its plainest form", key)
		}
		if len(key) > storage.MaxKey || !utf8.ValidString(key) || strings.HasPrefix(key, "/") {
			t.Errorf("%q passed", key)
		}
	})
}
