package form_test

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"
	"testing"

	"vestnik/extract/form"
	"vestnik/pipeline"
)

func show(r pipeline.Recognition) {
	for _, s := range r.Segments {
		fmt.Println("  ", s.Kind, s.Pages, s.Confidence, s.Signals)
	}
	var names []string
	for n := range r.Fields {
		names = append(names, n)
	}
	sort.Strings(names)
	one := func(x pipeline.Reading) {
		b, _ := json.Marshal(x.Value)
		fmt.Printf("%s p%d %.3f\n", b, x.Page, x.Confidence)
		for _, k := range []string{"name", "kind", "country", "address"} {
			if p, ok := x.Parts[k]; ok && p.Confidence < .9 {
				fmt.Printf("         %s %.3f raw=%s\n", k, p.Confidence, p.Raw)
			}
		}
	}
	for _, n := range names {
		f := r.Fields[n]
		fmt.Printf("   %s: ", n)
		if f.IsList() {
			fmt.Println()
			for _, v := range f.Values {
				fmt.Print("      - ")
				one(v)
			}
			continue
		}
		one(f.Reading)
	}
}

func TestDev(t *testing.T) {
	r, err := form.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range filepathList(os.Getenv("DEV")) {
		fmt.Println("==", f)
		show(r.Recognise(f, pagesOfPDF(t, f)))
	}
}

func filepathList(s string) []string {
	if s == "" {
		return nil
	}
	var out []string
	cur := ""
	for _, c := range s {
		if c == ';' {
			out = append(out, cur)
			cur = ""
			continue
		}
		cur += string(c)
	}
	return append(out, cur)
}
