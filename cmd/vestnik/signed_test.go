package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// signed appends a signature to a PDF as signing programs do: an incremental
// update whose ByteRange covers every byte of the file but the signature's own.
func signed(t *testing.T, body []byte, key ed25519.PrivateKey) []byte {
	t.Helper()
	root := regexp.MustCompile(`/Root (\d+) 0 R`).FindSubmatch(body)
	size := regexp.MustCompile(`/Size (\d+)`).FindSubmatch(body)
	before := regexp.MustCompile(`startxref\s+(\d+)`).FindSubmatch(body)
	if root == nil || size == nil || before == nil {
		t.Fatal("the producer writes its trailer in another way")
	}
	n, err := strconv.Atoi(string(size[1]))
	if err != nil {
		t.Fatal(err)
	}
	const blank = "0000000000"
	out := bytes.NewBuffer(bytes.Clone(body))
	at := out.Len()
	fmt.Fprintf(out, "%d 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 %s %s %s]/Contents<%s>>>\nendobj\n",
		n, blank, blank, blank, strings.Repeat("0", 2*ed25519.SignatureSize))
	xref := out.Len()
	fmt.Fprintf(out, "xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %s 0 R/Prev %s>>\nstartxref\n%d\n%%%%EOF\n", n, at, n+1, root[1], before[1], xref)
	b := out.Bytes()
	open := bytes.LastIndex(b, []byte("/Contents<")) + len("/Contents")
	end := open + 2 + 2*ed25519.SignatureSize
	fields := fmt.Sprintf("/ByteRange[0 %010d %010d %010d]", open, end, len(b)-end)
	copy(b[bytes.LastIndex(b, []byte("/ByteRange[")):], fields)
	hex.Encode(b[open+1:], ed25519.Sign(key, append(bytes.Clone(b[:open]), b[end:]...)))
	return b
}

// holds verifies the signature over the bytes that ByteRange names.
func holds(b []byte, key ed25519.PublicKey) bool {
	m := regexp.MustCompile(`/ByteRange\[0 (\d+) (\d+) (\d+)\]`).FindSubmatch(b)
	if m == nil {
		return false
	}
	var n [3]int
	for i := range n {
		n[i], _ = strconv.Atoi(string(m[i+1])) // the pattern admits digits only
	}
	if n[0] > n[1] || n[1]+n[2] > len(b) {
		return false
	}
	sig, err := hex.DecodeString(string(b[n[0]+1 : n[1]-1]))
	return err == nil && ed25519.Verify(key, append(bytes.Clone(b[:n[0]]), b[n[1]:n[1]+n[2]]...), sig)
}

// stored finds a file of the data directory by its digest.
func stored(t *testing.T, data string, digest [sha256.Size]byte) []byte {
	t.Helper()
	var found []byte
	err := filepath.WalkDir(data, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(path)
		if err == nil && sha256.Sum256(b) == digest {
			found = b
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestASignedFileComesOutByteForByte takes in a signed PDF, whole and in states
// that need a repair before they can be read: the repair is made on a copy.
func TestASignedFileComesOutByteForByte(t *testing.T) {
	seed := sha256.Sum256([]byte("a key for tests"))
	key := ed25519.NewKeyFromSeed(seed[:])
	public := key.Public().(ed25519.PublicKey)
	whole := signed(t, typedPDF(t, "ЗАЯВЛЕНИЕ\nо государственной регистрации программы для ЭВМ"), key)
	tests := map[string]struct {
		content []byte
		signed  bool // whether the signature still holds
	}{
		"whole":                    {whole, true},
		"wrong cross-references":   {signed(t, bytes.Replace(typedPDF(t, "ЗАЯВЛЕНИЕ"), []byte("\nxref\n"), []byte("\n\n\nxref"), 1), key), true},
		"a line before the header": {append([]byte("From: mail gateway\r\n"), whole...), false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if holds(tt.content, public) != tt.signed {
				t.Fatal("the test's own signature is wrong")
			}
			path := filepath.Join(t.TempDir(), "подписано.pdf")
			if err := os.WriteFile(path, tt.content, 0o444); err != nil {
				t.Fatal(err)
			}
			c := newCLI(t)
			got := c.ingest(path)
			digest := sha256.Sum256(tt.content)
			if len(got.Receipt.SHA256) != 1 || string(got.Receipt.SHA256[0]) != hex.EncodeToString(digest[:]) {
				t.Errorf("receipt for %v, want %x", got.Receipt.SHA256, digest)
			}
			if len(got.Documents) != 1 || got.Documents[0].Pages != 1 || got.Documents[0].Status == "rejected" {
				t.Errorf("documents %+v", got.Documents)
			}
			kept := stored(t, c.data, digest)
			if !bytes.Equal(kept, tt.content) || holds(kept, public) != tt.signed {
				t.Error("what is stored is not what was sent")
			}
			if left, err := os.ReadFile(path); err != nil || !bytes.Equal(left, tt.content) {
				t.Errorf("the file itself was altered: %v", err)
			}
		})
	}
}
