package packed_test

import (
	"bytes"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"

	"vestnik/publish/packed"
)

func TestWhatIsPackedIsUnpackedWhole(t *testing.T) {
	noise := make([]byte, 4000)
	chance := rand.New(rand.NewPCG(1, 2))
	for i := range noise {
		noise[i] = byte(chance.Uint32())
	}
	for name, body := range map[string]string{
		"text": strings.Repeat("Официальный бюллетень. ", 100), "nothing": "", "noise": string(noise),
	} {
		for _, c := range packed.Codings() {
			first, again := c.Bytes([]byte(body)), c.Bytes([]byte(body))
			if !bytes.Equal(first, again) {
				t.Errorf("%s in %s gives other bytes the second time", name, c.Name)
			}
			if smaller := name == "text"; (first != nil) != smaller {
				t.Errorf("%s in %s: packed %v, want %v", name, c.Name, first != nil, smaller)
			}
			if first == nil {
				continue
			}
			if got := unpacked(t, c, first); got != body {
				t.Errorf("%s in %s is not what it was", name, c.Name)
			}
		}
	}
}

func unpacked(t *testing.T, c packed.Coding, body []byte) string {
	t.Helper()
	var from io.Reader = brotli.NewReader(bytes.NewReader(body))
	if c.Name == packed.Gzip.Name {
		z, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		if z.ModTime.Unix() > 0 || z.Header.Name != "" {
			t.Error("gzip tells a time or a name")
		}
		from = z
	}
	whole, err := io.ReadAll(from)
	if err != nil {
		t.Fatal(err)
	}
	return string(whole)
}

func TestOnlyWhatShrinksPays(t *testing.T) {
	for name, want := range map[string]bool{"index.html": true, "feed.atom": true, "site.css": true, "PTF55F.woff2": false, "issue.PDF": false, "a.html.gz": false} {
		if got := packed.Pays(name, packed.From); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if packed.Pays("index.html", packed.From-1) {
		t.Error("a short file")
	}
}
