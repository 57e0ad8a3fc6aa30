package inbox_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"vestnik/storage/inbox"
)

func TestNamesInAnyScriptKeepTheirIdentity(t *testing.T) {
	names := []struct{ raw, source, shown string }{
		{"Заявление № 5.pdf", "inbox/Заявление № 5.pdf", "Заявление № 5.pdf"},
		{"📄 日本.pdf", "inbox/📄 日本.pdf", "📄 日本.pdf"},
		{"\xc7\xe0\xff.pdf", "inbox/%C7%E0%FF.pdf", "\uFFFD.pdf"},
		{"\xc7\xe0\xfe.pdf", "inbox/%C7%E0%FE.pdf", "\uFFFD.pdf"},
		{"%C7%E0%FF.pdf", "inbox/%25C7%25E0%25FF.pdf", "%C7%E0%FF.pdf"},
		{"a\nb.pdf", "inbox/a%0Ab.pdf", "ab.pdf"},
		{"a\u202efdp.exe", "inbox/a\u202efdp.exe", "afdp.exe"},
		{" spaces .pdf", "inbox/ spaces .pdf", " spaces .pdf"},
		{strings.Repeat("я", 127), "inbox/" + strings.Repeat("я", 127), strings.Repeat("я", 127)},
	}
	r := newRig(t)
	w := inbox.New(r.config())
	for _, n := range names {
		r.write(n.raw, "body")
	}
	if n := r.settle(w); n != len(names) {
		t.Errorf("%d taken, want %d", n, len(names))
	}
	for _, n := range names {
		r.wantFiling(t, n.source, n.shown+"=body")
		r.want(n.raw, false)
	}
}

func FuzzIdentitiesAreValidAndDistinct(f *testing.F) {
	f.Add("a", "b")
	f.Add("%41", "A")
	f.Add("\xff", "%FF")
	f.Add("\uFFFD", "\xef\xbf")
	f.Add("a\n", "a%0A")
	f.Fuzz(func(t *testing.T, a, b string) {
		ia, ib := inbox.Identity(a), inbox.Identity(b)
		if !utf8.ValidString(ia) || !strings.HasPrefix(ia, inbox.Prefix) {
			t.Errorf("identity of %q is %q", a, ia)
		}
		if a != b && ia == ib {
			t.Errorf("%q and %q are both %q", a, b, ia)
		}
		if shown := inbox.Display(a); !utf8.ValidString(shown) {
			t.Errorf("%q is shown as %q", a, shown)
		}
	})
}
