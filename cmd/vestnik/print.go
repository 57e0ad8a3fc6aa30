package main

import (
	"fmt"
	"io"
	"sort"

	"vestnik/pipeline"
)

// printFields writes fields for people, unsure ones marked.
func printFields(w io.Writer, fields pipeline.Fields) {
	names := make([]string, 0, len(fields))
	for name := range fields {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		f := fields[name]
		if !f.IsList() {
			printReading(w, name, f.Reading)
			continue
		}
		for i, r := range f.Values {
			printReading(w, fmt.Sprintf("%s[%d]", name, i), r)
		}
	}
}

func printReading(w io.Writer, name string, r pipeline.Reading) {
	doubt := ""
	if !r.Sure {
		doubt = "  (не уверенно, проверьте)"
	}
	if whole, stated := r.Value.(string); len(r.Parts) == 0 || stated && whole != "" {
		fmt.Fprintf(w, "  %-24s %v%s\n", name, r.Value, doubt)
	}
	parts := make([]string, 0, len(r.Parts))
	for part := range r.Parts {
		parts = append(parts, part)
	}
	sort.Strings(parts)
	for _, part := range parts {
		printReading(w, name+"."+part, r.Parts[part])
	}
}
