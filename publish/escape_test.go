package publish

import (
	"bytes"
	"html"
	"strings"
	"testing"
	"unicode/utf8"
)

// places are where inline text stands in what the press writes.
var places = map[string]struct{ before, after string }{
	"paragraph":      {"", "\n"},
	"mid-line":       {"x ", " y\n"},
	"heading":        {"#### ", "\n"},
	"heading and id": {"#### ", " {#id}\n"},
	"definition":     {"term\n:   ", "\n"},
	"list item":      {"- ", "\n"},
	"link text":      {"[", "](path)\n"},
	"table cell":     {"| a | b |\n|:--|:--|\n| ", " | z |\n"},
	"block quote":    {"> ", "\n"},
}

// textContent returns the text between tags, entities resolved.
func textContent(markup string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(markup, "<")
		b.WriteString(before)
		if !open {
			break
		}
		_, markup, _ = strings.Cut(rest, ">")
	}
	return strings.Join(strings.Fields(html.UnescapeString(b.String())), " ")
}

// shape is the sequence of tags without their attributes' values and the text.
func shape(markup string) string {
	var b strings.Builder
	for {
		_, rest, open := strings.Cut(markup, "<")
		if !open {
			return b.String()
		}
		tag, after, _ := strings.Cut(rest, ">")
		b.WriteString("<" + tag + ">")
		markup = after
	}
}

func checkText(t *testing.T, field string) {
	t.Helper()
	markdown := newMarkdown()
	clean, escaped := Clean(field), Text(field)
	if !utf8.ValidString(clean) || strings.ContainsAny(clean, rootMark+"\n\r\t") || Clean(clean) != clean {
		t.Fatalf("Clean(%q) = %q", field, clean)
	}
	if isClean(field) != (clean == field) {
		t.Fatalf("isClean(%q) = %v, but Clean gives %q", field, isClean(field), clean)
	}
	if clean == "" {
		return
	}
	for name, place := range places {
		var got, want bytes.Buffer
		if err := markdown.Convert([]byte(place.before+escaped+place.after), &got); err != nil {
			t.Fatal(err)
		}
		if err := markdown.Convert([]byte(place.before+"w"+place.after), &want); err != nil {
			t.Fatal(err)
		}
		if g, w := shape(got.String()), shape(want.String()); g != w {
			t.Errorf("%s: %q became markup: %s", name, field, got.String())
		}
		if g, w := textContent(got.String()), textContent(strings.Replace(want.String(), ">w", ">"+html.EscapeString(clean), 1)); name != "mid-line" && g != w {
			t.Errorf("%s: %q reads as %q, want %q", name, field, g, w)
		}
		if name == "mid-line" && textContent(got.String()) != "x "+clean+" y" {
			t.Errorf("%s: %q reads as %q", name, field, textContent(got.String()))
		}
	}
}

var hostileFields = []string{
	"обычное название", "Модуль <расчёта> *нагрузок* [v2.0] на C++ & C#", "# заголовок", "#", "##", "заголовок #", "заголовок ##",
	"- пункт", "+", "-", "---", "===", "***", "___", "1. раз", "12)", "1.5 раза", "2026.", ": определение", ":   x", "> цитата", "```", "~~~", "~~нет~~",
	"{#id}", "{onclick=alert(1)}", "{.class}", "a {#b", "<script>alert(1)</script>", "<!-- x -->", "<https://x.example>", "&lt;b&gt;", "&copy;", "&#60;",
	"[a](javascript:alert(1))", "![x](y)", "[^1]", "](\x01/etc)", "](./x)", "\\", "\\*", "конец\\", "`код`", "`` a ` b ``", "a | b", "|", "\\|", "a_b_c", "*", "**", "_",
	"две\nстроки", "таб\tуляция", "нуль\x00байт", "звонок\x07", "\u202eсправа налево", "мяг\u00adкий", "\ufeffBOM", "битый \xff\xfe", "неразрывный\u00a0пробел", "\u2028",
	"http://example.com/?a=b&c=d", "a@b.example", "  края  ", "«ёлочки» — “лапки”", "№ 5", "日本語", "🙂", "1)", "1) x", "    код", "\\\\", "a\\\\[b",
}

func TestAFieldReadsAsItselfWhereverItStands(t *testing.T) {
	for _, field := range hostileFields {
		checkText(t, field)
	}
}

func FuzzFieldNeverBecomesMarkup(f *testing.F) {
	for _, field := range hostileFields {
		f.Add(field)
	}
	f.Fuzz(func(t *testing.T, field string) {
		if len(field) > 4096 {
			return
		}
		checkText(t, field)
	})
}

func TestSegmentsAreDistinctAndNeverLeaveTheirFolder(t *testing.T) {
	seen := make(map[string]string)
	for _, s := range []string{"2026610001", "a/b", "a_b", "a_2fb", ".", "..", "...", "", "Ё", "№ 1", "a%2fb", "..a", "A", "a"} {
		got := Segment(s)
		if got == "." || got == ".." || strings.ContainsAny(got, "/\\%?# ") {
			t.Errorf("Segment(%q) = %q", s, got)
		}
		if other, taken := seen[got]; taken {
			t.Errorf("%q and %q share the segment %q", s, other, got)
		}
		seen[got] = s
		if back, ok := FromSegment(got); !ok || back != s {
			t.Errorf("FromSegment(%q) = %q, %v; want %q", got, back, ok, s)
		}
	}
	for _, bad := range []string{"_", "_2", "_2F", "_61", "..", "a/b"} {
		if back, ok := FromSegment(bad); ok {
			t.Errorf("FromSegment(%q) = %q, should be refused", bad, back)
		}
	}
}
