package main

import (
	"fmt"
	"io"
	"strings"

	"vestnik/extract/sandbox"
)

// guarded is a reader of files that knows what it runs without.
type guarded interface {
	// Lost lists missing protections, each "what: why"; empty when none is.
	Lost() []string
}

// protections are, for the operator, what each guards against when foreign files
// are read.
var protections = map[sandbox.Protection]string{
	sandbox.Landlock:   "ограничения доступа к файлам (Landlock, ядро Linux 5.13 и новее)",
	sandbox.Seccomp:    "запрета системных вызовов (seccomp)",
	sandbox.Account:    "отдельной учётной записи без прав",
	sandbox.Namespaces: "отдельной сети (пространства имён Linux)",
}

// tellLost tells the operator, once at the start, which protections this machine
// does not grant: filings are read all the same. Later losses are logged.
func tellLost(reader guarded, out io.Writer) {
	for _, lost := range reader.Lost() {
		what, why, _ := strings.Cut(lost, ": ")
		if title, ok := protections[sandbox.Protection(what)]; ok {
			what = title
		}
		fmt.Fprintf(out, "Файлы заявителей читаются без %s: %s. Остальная защита действует.\n", what, why)
	}
}
