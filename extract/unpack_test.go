package extract_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"vestnik/extract"
	"vestnik/pipeline"
)

func TestAnArchiveIsUnpackedUnderNamesOfOurOwn(t *testing.T) {
	inner := string(zipOf(t, "реферат.txt", "РЕФЕРАТ"))
	content := zipOf(t,
		"заявление.txt", "ЗАЯВЛЕНИЕ",
		"../../etc/passwd", "не туда",
		`папка\согласие.txt`, "СОГЛАСИЕ",
		"вложено.zip", inner,
		"__MACOSX/._x", "мусор",
		"документ.docx", string(docxOf(t, paragraph("Текст"))),
	)
	dir := t.TempDir()
	x := newExtractor(t, extract.Config{})
	f := file(t, "подача.zip", content)
	if in := inspect(t, x, f); !in.Archive || in.Type != "application/zip" {
		t.Fatalf("inspected as %+v", in)
	}
	members, err := x.Unpack(t.Context(), f, dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, m := range members {
		names = append(names, m.Name)
		if m.Problem != nil || filepath.Dir(m.Path) != dir {
			t.Errorf("member %+v, problem %+v", m, m.Problem)
		}
	}
	want := "заявление.txt etc/passwd папка/согласие.txt вложено.zip/реферат.txt документ.docx"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("members %s, want %s", got, want)
	}
	if b, err := os.ReadFile(members[3].Path); err != nil || string(b) != "РЕФЕРАТ" {
		t.Errorf("nested member holds %q, %v", b, err)
	}
}

func TestMembersThatCannotBeHadAreListed(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(h *zip.FileHeader, content []byte) {
		w, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	add(&zip.FileHeader{Name: "\x84\xae\xa3\xae\xa2\xae\xe0.txt", NonUTF8: true}, []byte("cp866"))
	add(&zip.FileHeader{Name: "bomb", Method: zip.Deflate}, make([]byte, 20<<20))
	link := &zip.FileHeader{Name: "link"}
	link.SetMode(os.ModeSymlink | 0o777)
	add(link, []byte("/etc/passwd"))
	add(&zip.FileHeader{Name: "big", Method: zip.Deflate}, bytes.Repeat([]byte("0123456789abcdef"), 3<<16))
	add(&zip.FileHeader{Name: "good"}, []byte("good"))
	add(&zip.FileHeader{Name: "one too many"}, nil)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	content := b.Bytes()
	markEncrypted(t, content, "good")

	x := newExtractor(t, extract.Config{MaxBytes: 2 << 20, MaxMembers: 5})
	members, err := x.Unpack(t.Context(), file(t, "a.zip", content), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	want := []struct{ name, code string }{
		{"Договор.txt", ""}, {"bomb", "bomb"}, {"link", "unsupported"}, {"big", "too-large"}, {"good", "encrypted"}, {"one too many", "too-large"},
	}
	if len(members) != len(want) {
		t.Fatalf("%d members: %+v", len(members), members)
	}
	for i, w := range want {
		m := members[i]
		code := ""
		if m.Problem != nil {
			code = m.Problem.Code
		}
		if m.Name != w.name || code != w.code || (m.Path == "") != (code != "") {
			t.Errorf("member %+v with problem %q, want %+v", m, code, w)
		}
	}
}

// markEncrypted sets the flag of an encrypted member in the directory.
func markEncrypted(t *testing.T, content []byte, name string) {
	t.Helper()
	for at := 0; ; {
		i := bytes.Index(content[at:], []byte("PK\x01\x02"))
		if i < 0 {
			t.Fatal("no such member")
		}
		at += i
		if strings.HasPrefix(string(content[at+46:]), name) {
			content[at+8] |= 1
			return
		}
		at += 4
	}
}

func TestArchivesWithinArchivesEndSomewhere(t *testing.T) {
	content := zipOf(t, "текст.txt", "конец")
	for range 6 {
		content = zipOf(t, "ещё.zip", string(content))
	}
	members, err := newExtractor(t, extract.Config{}).Unpack(t.Context(), file(t, "a.zip", content), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if len(members) != 1 || members[0].Problem == nil || members[0].Problem.Code != "bomb" {
		t.Errorf("members %+v", members)
	}
}

func TestWhatIsNoArchiveIsRefused(t *testing.T) {
	x := newExtractor(t, extract.Config{})
	whole := zipOf(t, "a.txt", strings.Repeat("текст", 100))
	tests := []struct {
		name    string
		content []byte
		kind    pipeline.Kind
	}{
		{"a text", []byte("просто текст"), pipeline.Unsupported},
		{"an archive without its end", whole[:len(whole)/2], pipeline.Corrupt},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := x.Unpack(t.Context(), file(t, "a.zip", tt.content), t.TempDir())
			if !errors.Is(err, tt.kind) || pipeline.AdviceOf(err) == "" {
				t.Errorf("got %v", err)
			}
		})
	}
}
