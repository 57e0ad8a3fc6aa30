package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func limits() Limits { return Limits{Members: 10, Member: 1 << 20, Total: 2 << 20} }

func TestNamesAreFitToBeShown(t *testing.T) {
	tests := []struct {
		name, in, want string
		oem            bool
	}{
		{"plain", "a/b.txt", "a/b.txt", false},
		{"code page 866", "\x84\xae\xa3\xae\xa2\xae\xe0.txt", "Договор.txt", true},
		{"UTF-8 without its mark", "Договор.txt", "Договор.txt", true},
		{"climbing", "../../../etc/passwd", "etc/passwd", false},
		{"absolute", "/etc/passwd", "etc/passwd", false},
		{"of Windows", `C:\docs\a.txt`, "C:/docs/a.txt", false},
		{"control characters", "a\x00\nb\u202etxt", "abtxt", false},
		{"overlong", strings.Repeat("я", 300), strings.Repeat("я", 127), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &zip.File{FileHeader: zip.FileHeader{Name: tt.in, NonUTF8: tt.oem}}
			if got := Name(f); got != tt.want {
				t.Errorf("%q is shown as %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

// packed makes an archive of one member.
func packed(t testing.TB, name string, content []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestWhatIsSentIsReceived(t *testing.T) {
	content := bytes.Repeat([]byte("содержание "), 20_000)
	in := packed(t, "файл.txt", content)
	var stream bytes.Buffer
	if err := Send(bytes.NewReader(in), int64(len(in)), limits(), &stream); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	got, err := Receive(&stream, dir, 7, limits())
	if err != nil || len(got) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "member-00007")); err != nil || !bytes.Equal(b, content) {
		t.Errorf("%d bytes arrived of %d, %v", len(b), len(content), err)
	}
	if got[0].Name != "файл.txt" || got[0].Size != int64(len(content)) {
		t.Errorf("member %+v", got[0])
	}
}

func TestADamagedMemberLeavesNoFile(t *testing.T) {
	in := packed(t, "a", bytes.Repeat([]byte("abcdefgh"), 1000))
	i := bytes.Index(in, []byte("PK\x01\x02"))
	in[i+16] ^= 0xFF // the checksum in the directory
	var stream bytes.Buffer
	if err := Send(bytes.NewReader(in), int64(len(in)), limits(), &stream); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	got, err := Receive(&stream, dir, 0, limits())
	if err != nil || len(got) != 1 || got[0].Fault != Damaged || got[0].Path != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
		t.Errorf("files left behind: %v, %v", left, err)
	}
}

func TestASenderThatLiesIsStopped(t *testing.T) {
	var stream bytes.Buffer
	s := sender{out: &stream, lim: limits()}
	stream.WriteString(`{"name":"a"}` + "\n")
	for range 40 {
		if err := s.chunk(make([]byte, 64<<10)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Receive(&stream, t.TempDir(), 0, limits()); err == nil {
		t.Error("more bytes than the limit were taken")
	}
}

func TestWhatHasNoDirectoryIsNoZip(t *testing.T) {
	err := Send(strings.NewReader("PK\x03\x04 and no more"), 18, limits(), io.Discard)
	if !errors.Is(err, ErrNotZip) {
		t.Errorf("got %v", err)
	}
}

// FuzzSend holds that any archive yields a stream that arrives whole and within
// its limits, all of it inside the directory.
func FuzzSend(f *testing.F) {
	f.Add(packed(f, "a/../b", []byte("text")))
	f.Add([]byte("PK\x05\x06" + strings.Repeat("\x00", 18)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<14 {
			return
		}
		var stream bytes.Buffer
		if err := Send(bytes.NewReader(b), int64(len(b)), limits(), &stream); err != nil {
			return
		}
		dir := t.TempDir()
		got, err := Receive(&stream, dir, 0, limits())
		if err != nil {
			t.Fatal(err)
		}
		var total int64
		for _, m := range got {
			total += m.Size
			if m.Path != "" && filepath.Dir(m.Path) != dir || !utf8.ValidString(m.Name) || strings.HasPrefix(m.Name, "/") {
				t.Errorf("member %+v", m)
			}
		}
		if total > limits().Total+64<<10 {
			t.Errorf("%d bytes were unpacked", total)
		}
	})
}

// FuzzReceive holds that a child which has been taken over can write no more
// than was asked for.
func FuzzReceive(f *testing.F) {
	f.Add([]byte(`{"name":"a"}` + "\n\x00\x00\x00\x01x\x00\x00\x00\x00{}\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		lim := Limits{Members: 3, Member: 100, Total: 200}
		dir := t.TempDir()
		got, _ := Receive(bytes.NewReader(b), dir, 0, lim) // errors are for the fuzzer to make
		var total int64
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			info, err := file.Info()
			if err != nil {
				t.Fatal(err)
			}
			total += info.Size()
		}
		if total > lim.Total || len(files) > lim.Members {
			t.Errorf("%d files of %d bytes from %d members", len(files), total, len(got))
		}
	})
}
