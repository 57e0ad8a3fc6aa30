package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"
)

// settings are the global flags and their environment.
type settings struct {
	data    string
	objects string
	journal string
	office  string
	nowText string
	now     time.Time
	json    bool
	verbose bool
}

func (s *settings) flags(f *pflag.FlagSet, env func(string) string) {
	f.StringVar(&s.data, "data", orDefault(env("VESTNIK_DATA"), "./vestnik-data"), "the embedded store; created on first use (VESTNIK_DATA)")
	f.StringVar(&s.objects, "objects", orDefault(env("VESTNIK_OBJECTS"), "dir:"), "dir: or s3://bucket/prefix?endpoint=…&region=… (VESTNIK_OBJECTS)")
	f.StringVar(&s.journal, "journal", orDefault(env("VESTNIK_JOURNAL"), "sqlite:"), "sqlite: (VESTNIK_JOURNAL)")
	f.StringVar(&s.office, "office", env("VESTNIK_OFFICE"), "the office's own configuration; office.yaml inside --data, where there is one (VESTNIK_OFFICE)")
	f.StringVar(&s.nowText, "now", env("VESTNIK_NOW"), "a fixed clock, RFC 3339, for replays and tests (VESTNIK_NOW)")
	f.BoolVar(&s.json, "json", false, "JSON on standard output")
	f.BoolVar(&s.verbose, "verbose", env("VESTNIK_VERBOSE") != "", "log what is done, not only what goes wrong")
}

func (s *settings) validate() error {
	if s.nowText != "" {
		t, err := time.Parse(time.RFC3339, s.nowText)
		if err != nil {
			return usageError{fmt.Errorf("--now %q is not RFC 3339 with an offset, such as 2026-03-02T10:00:00+03:00", s.nowText)}
		}
		s.now = t
	}
	if !strings.HasPrefix(s.objects, "dir:") && !strings.HasPrefix(s.objects, "s3://") {
		return usageError{fmt.Errorf("--objects %q is neither dir: nor s3://", s.objects)}
	}
	if strings.HasPrefix(s.journal, "postgres://") {
		return usageError{fmt.Errorf("--journal: PostgreSQL is not built in yet; use sqlite:")}
	}
	if !strings.HasPrefix(s.journal, "sqlite:") {
		return usageError{fmt.Errorf("--journal %q is not sqlite:", s.journal)}
	}
	return nil
}

// journalPath is where the embedded journal lies.
func (s *settings) journalPath() string {
	if path := strings.TrimPrefix(s.journal, "sqlite:"); path != "" {
		return path
	}
	return filepath.Join(s.data, "journal.db")
}

// objectsDir is where the embedded objects lie.
func (s *settings) objectsDir() string {
	if path := strings.TrimPrefix(s.objects, "dir:"); path != "" {
		return path
	}
	return filepath.Join(s.data, "objects")
}

func (s *settings) indexDir() string { return filepath.Join(s.data, "index") }

func orDefault(value, def string) string {
	if value == "" {
		return def
	}
	return value
}
