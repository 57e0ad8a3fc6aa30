package blanks

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryFormIsMadeTheSameEachTime(t *testing.T) {
	forms, err := load(formFiles)
	if err != nil {
		t.Fatal(err)
	}
	if len(forms) < 15 {
		t.Fatalf("only %d forms", len(forms))
	}
	keep := os.Getenv("VESTNIK_FORMS") // a folder to look at them in
	for _, f := range forms {
		for name, draw := range map[string]func() ([]byte, error){
			f.ID + ".pdf": func() ([]byte, error) { return f.paper(false) }, f.ID + "-sample.pdf": func() ([]byte, error) { return f.paper(true) },
			f.ID + ".docx": func() ([]byte, error) { return f.word(false) },
		} {
			first, err := draw()
			if err != nil {
				t.Fatal(err)
			}
			if second, err := draw(); err != nil || !bytes.Equal(first, second) {
				t.Errorf("%s is made differently the second time: %v", name, err)
			}
			if len(first) > 200_000 {
				t.Errorf("%s has %d bytes", name, len(first))
			}
			if keep != "" {
				if err := os.WriteFile(filepath.Join(keep, name), first, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

func TestABlankHasNothingOfItsSample(t *testing.T) {
	forms, err := load(formFiles)
	if err != nil {
		t.Fatal(err)
	}
	text := func(f Form, filled bool) string {
		var b strings.Builder
		for _, row := range f.Rows {
			for _, box := range row.Boxes {
				for _, p := range box.contents(f, filled) {
					for _, r := range p.runs {
						b.WriteString(r.text + " ")
					}
					if p.sign != nil {
						b.WriteString(p.sign.Name + " ")
					}
				}
			}
		}
		return b.String()
	}
	for _, f := range forms {
		blank, sample := text(f, false), text(f, true)
		if strings.Contains(blank, "[X] ") && !strings.Contains(blank, "отметить [X]") {
			t.Errorf("%s: the blank is ticked: %s", f.ID, blank)
		}
		for _, row := range f.Rows {
			for _, box := range row.Boxes {
				all := []string{box.Sample}
				for _, fill := range box.Fills {
					all = append(all, fill.Sample)
				}
				if box.Sign != nil {
					all = append(all, box.Sign.Name)
				}
				for _, s := range all {
					if len([]rune(s)) < 4 { // too short to tell
						continue
					}
					if strings.Contains(blank, s) {
						t.Errorf("%s: the blank says %q", f.ID, s)
					}
					if !strings.Contains(strings.Join(strings.Fields(sample), " "), strings.Join(strings.Fields(s), " ")) {
						t.Errorf("%s: the sample lacks %q", f.ID, s)
					}
				}
			}
		}
	}
}

func TestFaultyFormsAreRefused(t *testing.T) {
	const good = "id: x\nacts: [a]\nkinds: [k]\ntitle: Т\nabout: О\nhead: [З]\nrows:\n"
	for name, rows := range map[string]string{
		"an unknown row":     "  - use: nothing\n",
		"a box for nothing":  "  - boxes: [{lines: 3}]\n",
		"an unknown key":     "  - boxes: [{label: а, colour: red}]\n",
		"a gap of no text":   "  - boxes: [{text: без места, fills: [{label: а}]}]\n",
		"no heading, no act": "",
	} {
		body := good + rows
		if rows == "" {
			body = "id: x\nrows: []\n"
		}
		files := fstest.MapFS{"forms/shared.yaml": {Data: []byte("s: {boxes: [{label: а}]}\n")}, "forms/x.yaml": {Data: []byte(body)}}
		if forms, err := load(files); err == nil {
			t.Errorf("%s is taken: %+v", name, forms)
		}
	}
}
