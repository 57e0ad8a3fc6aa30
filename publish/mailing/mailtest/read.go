package mailtest

import (
	"bytes"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"testing"
)

// Header returns a header of the mail with its encoded words read.
func (m Mail) Header(t testing.TB, name string) string {
	t.Helper()
	text, err := new(mime.WordDecoder).DecodeHeader(m.Message.Header.Get(name))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Bodies returns the plain and the HTML text of the mail.
func (m Mail) Bodies(t testing.TB) (text, html string) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(m.Message.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/alternative" {
		t.Fatalf("the mail is %s: %v", kind, err)
	}
	again, err := mail.ReadMessage(bytes.NewReader(m.Raw)) // a body is read once
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(again.Body, params["boundary"])
	var bodies []string
	for {
		part, err := parts.NextRawPart()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if coding := part.Header.Get("Content-Transfer-Encoding"); coding != "quoted-printable" {
			t.Errorf("a part comes as %s", coding)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		bodies = append(bodies, string(body))
	}
	if len(bodies) != 2 {
		t.Fatalf("%d parts", len(bodies))
	}
	return bodies[0], bodies[1]
}
