package main

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestPathsThatAreNoFilesAreRefusedByName(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for _, name := range []string{"папка", "пустая папка"} {
		if err := os.Mkdir(at(name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(at("труба.pdf"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("папка/реферат.txt"), []byte(healthy), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, link := range []string{"папка/ссылка.txt", "висячая ссылка.pdf"} {
		if err := os.Symlink("/нигде", at(link)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		args []string
		code int
		want string // on standard error
	}{
		{[]string{"ingest", at("нет.pdf")}, exitUsage, "нет.pdf» нет"},
		{[]string{"extract", at("нет.pdf")}, exitUsage, "нет.pdf» нет"},
		{[]string{"check", at("нет.pdf")}, exitUsage, "нет.pdf» нет"},
		{[]string{"ingest", at("висячая ссылка.pdf")}, exitUsage, "висячая ссылка.pdf» нет"},
		{[]string{"extract", at("папка")}, exitUsage, "папка» — папка"},
		{[]string{"ingest", at("пустая папка")}, exitUsage, "нет ни одного файла"},
		{[]string{"ingest", at("труба.pdf")}, exitUsage, "труба.pdf» — не файл"},
		{[]string{"extract", at("труба.pdf")}, exitUsage, "труба.pdf» — не файл"},
		{[]string{"read", "-тире.pdf"}, exitUsage, "goes after --"},
		{[]string{"ingest", at("папка")}, exitDone, "ссылка.txt» не принят"},
		{[]string{"check", at("нет.pdf"), at("папка")}, exitPartial, "нет.pdf» нет"}, // the other is judged all the same
	}
	c := newCLI(t, fixedClock...)
	for _, tt := range tests {
		_, errOut, code := c.try(tt.args...)
		if code != tt.code || !strings.Contains(errOut, tt.want) {
			t.Errorf("%s: exit %d, want %d and %q:\n%s", strings.Join(tt.args, " "), code, tt.code, tt.want, errOut)
		}
	}
	if n := c.caseCount(); n != 1 {
		t.Errorf("%d cases, want one", n)
	}
}
