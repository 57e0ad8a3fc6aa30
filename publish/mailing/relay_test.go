package mailing_test

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"math/big"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-msgauth/dkim"

	"vestnik/publish/mailing"
	"vestnik/publish/mailing/mailtest"
)

// TestALetterSaysWhatItIs looks at what stands before the text.
func TestALetterSaysWhatItIs(t *testing.T) {
	r := newRig(t)
	token := r.follow(reader, "Учёт")
	r.bulletin.close("2026-03-02", "Учёт сотрудников")
	r.round()
	m := r.last(reader)
	for name, want := range map[string]string{
		"From": "Официальный бюллетень <bulletin@office.example>", "To": "<" + reader + ">", "Subject": "1 новая запись: Учёт",
		"Date": "Mon, 02 Mar 2026 10:00:00 +0300", "Auto-Submitted": "auto-generated", "Precedence": "bulk", "Content-Language": "ru",
		"List-Id":               "<search.office.example>",
		"List-Unsubscribe":      "<https://bulletin.example/search/unsubscribe/" + token + ">, <mailto:bulletin@office.example?subject=unsubscribe%20" + token + ">",
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "User-Agent": "", "X-Mailer": "",
	} {
		if got := m.Header(t, name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for line := range bytes.Lines(m.Raw) {
		if len(line) > 200 || bytes.ContainsFunc(line, func(c rune) bool { return c > 0x7E }) {
			t.Errorf("a line that not every relay carries: %q", line)
		}
	}
	if confirmation := r.relay.Mails()[0]; confirmation.Header(t, "List-Unsubscribe") != "" || confirmation.Header(t, "Auto-Submitted") != "auto-generated" {
		t.Error("the letter to somebody who has not subscribed offers to unsubscribe, or does not say that it is automatic")
	}
}

// TestASignatureCoversTheWayOut verifies the signature as mailboxes do, of the
// bytes that arrived (RFC 6376, RFC 8058 §4).
func TestASignatureCoversTheWayOut(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(rsaKey.Public())
	if err != nil {
		t.Fatal(err)
	}
	edKey := ed25519.NewKeyFromSeed(bytes.Repeat([]byte("s"), 32))
	for name, c := range map[string]struct {
		sign   mailing.DKIM
		record string
	}{
		"RSA":     {mailing.DKIM{Key: rsaKey}, "v=DKIM1; k=rsa; p=" + base64.StdEncoding.EncodeToString(public)},
		"Ed25519": {mailing.DKIM{Key: edKey}, "v=DKIM1; k=ed25519; p=" + base64.StdEncoding.EncodeToString(edKey.Public().(ed25519.PublicKey))},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			config := r.config
			config.DKIM = &c.sign
			config.DKIM.Domain, config.DKIM.Selector = "office.example", "vestnik"
			r.deliverer = r.deliver(config)
			r.follow(reader, "Учёт")
			r.bulletin.close("2026-03-02", "Учёт сотрудников")
			r.round()
			raw := r.last(reader).Raw
			verify := func(raw []byte) error {
				found, err := dkim.VerifyWithOptions(bytes.NewReader(raw), &dkim.VerifyOptions{LookupTXT: func(domain string) ([]string, error) {
					if domain != "vestnik._domainkey.office.example" {
						t.Errorf("the key is looked for at %s", domain)
					}
					return []string{c.record}, nil
				}})
				if err != nil || len(found) != 1 {
					t.Fatalf("%d signatures: %v", len(found), err)
				}
				for _, header := range []string{"From", "List-Unsubscribe", "List-Unsubscribe-Post"} {
					if !slices.ContainsFunc(found[0].HeaderKeys, func(k string) bool { return strings.EqualFold(k, header) }) {
						t.Errorf("%s is not signed", header)
					}
				}
				return found[0].Err
			}
			if err := verify(raw); err != nil {
				t.Errorf("%v in\n%s", err, raw)
			}
			if verify(bytes.Replace(raw, []byte("/search/unsubscribe/"), []byte("/search/unsubscribed/"), 1)) == nil {
				t.Error("another way out passes")
			}
		})
	}
}

// TestTheWayToTheRelay goes through STARTTLS with a password, and stops where
// either is not as it should be.
func TestTheWayToTheRelay(t *testing.T) {
	certificate, roots := selfSigned(t)
	secure := mailtest.Start(t, &certificate, "vestnik", "secret")
	open := mailtest.Start(t, nil, "", "")
	for name, c := range map[string]struct {
		server *mailtest.Server
		change func(*mailing.RelayConfig)
		goes   bool
	}{
		"STARTTLS and password": {secure, func(*mailing.RelayConfig) {}, true},
		"wrong password":        {secure, func(c *mailing.RelayConfig) { c.Password = "guess" }, false},
		"unknown certificate":   {secure, func(c *mailing.RelayConfig) { c.Roots = nil }, false},
		"no password":           {secure, func(c *mailing.RelayConfig) { c.User = "" }, false},
		"a relay without TLS":   {open, func(c *mailing.RelayConfig) { c.User = "" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			config := relayConfig(t, c.server)
			config.Security, config.User, config.Password, config.Roots = mailing.STARTTLS, "vestnik", "secret", roots
			c.change(&config)
			r := newRig(t)
			r.relay, r.deliverer = c.server, r.deliver(config)
			before := len(c.server.Mails())
			if err := r.list.Ask(t.Context(), "192.0.2.7", reader, ask("Учёт")); err != nil {
				t.Fatal(err)
			}
			r.round()
			if went := len(c.server.Mails()) > before; went != c.goes {
				t.Errorf("the letter went: %v; %s", went, &r.logged)
			}
		})
	}
}

func selfSigned(t *testing.T) (tls.Certificate, *tls.Config) {
	t.Helper()
	key := ed25519.NewKeyFromSeed(bytes.Repeat([]byte("c"), 32))
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "relay.example"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, &tls.Config{RootCAs: pool, ServerName: "127.0.0.1", MinVersion: tls.VersionTLS12}
}
