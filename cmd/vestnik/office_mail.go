package main

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/mail"
	"os"
	"path/filepath"
	"strconv"

	"vestnik/publish/mailing"
)

// smtpPassword is where the relay's password is read from: the configuration may be
// read by more people than may send mail in the office's name.
const smtpPassword = "VESTNIK_SMTP_PASSWORD"

// mailConfig says how letters to those who follow a search go out.
type mailConfig struct {
	SMTP        string `yaml:"smtp"`        // HOST:PORT of the relay
	Security    string `yaml:"security"`    // starttls (default), tls or none
	User        string `yaml:"user"`        // empty: the relay asks for no password
	From        string `yaml:"from"`        // "Бюллетень <bulletin@example.ru>"
	Unsubscribe string `yaml:"unsubscribe"` // mailbox of those who end a subscription by mail; that of From by default
	DKIM        *struct {
		Domain   string `yaml:"domain"`
		Selector string `yaml:"selector"`
		Key      string `yaml:"key"` // PEM file, relative to this one
	} `yaml:"dkim"`
}

// relay reads the whole of the section; what is wrong is told with its line.
func (c *officeConfig) relay() (mailing.RelayConfig, error) {
	m := c.Mail
	relay := mailing.RelayConfig{Security: mailing.Security(orDefault(m.Security, string(mailing.STARTTLS))), User: m.User}
	host, port, err := net.SplitHostPort(m.SMTP)
	if err == nil {
		relay.Port, err = strconv.Atoi(port)
	}
	if err != nil || host == "" || relay.Port < 1 || relay.Port > 65535 {
		return relay, c.wrong("mail", "smtp", fmt.Errorf("mail.smtp %q is not HOST:PORT of a relay, such as smtp.example.ru:587", m.SMTP))
	}
	relay.Host = host
	switch relay.Security {
	case mailing.STARTTLS, mailing.TLS:
	case mailing.Plain:
		if m.User != "" {
			return relay, c.wrong("mail", "security", errors.New("mail.security: a password is not sent without TLS; choose starttls or tls, or take mail.user out"))
		}
	default:
		return relay, c.wrong("mail", "security", fmt.Errorf("mail.security %q is none of starttls, tls, none", m.Security))
	}
	from, err := mail.ParseAddress(m.From)
	if err == nil {
		from.Address, err = mailing.ParseAddress(from.Address)
	}
	if err != nil {
		return relay, c.wrong("mail", "from", fmt.Errorf("mail.from %q is not NAME <ADDRESS>", m.From))
	}
	relay.From = *from
	if m.Unsubscribe == "" {
		m.Unsubscribe = from.Address
	}
	if m.Unsubscribe, err = mailing.ParseAddress(m.Unsubscribe); err != nil {
		return relay, c.wrong("mail", "unsubscribe", errors.New("mail.unsubscribe is not one bare address"))
	}
	if m.DKIM == nil {
		return relay, nil
	}
	key, err := readPrivateKey(filepath.Join(filepath.Dir(c.file), m.DKIM.Key))
	if filepath.IsAbs(m.DKIM.Key) {
		key, err = readPrivateKey(m.DKIM.Key)
	}
	if err != nil {
		return relay, c.wrong("mail", "dkim.key", fmt.Errorf("mail.dkim.key: %w", err))
	}
	relay.DKIM = &mailing.DKIM{Domain: m.DKIM.Domain, Selector: m.DKIM.Selector, Key: key}
	if m.DKIM.Domain == "" || m.DKIM.Selector == "" {
		return relay, c.wrong("mail", "dkim", errors.New("mail.dkim needs domain, selector and key"))
	}
	return relay, nil
}

// readPrivateKey reads an RSA or Ed25519 key in PEM, as openssl writes it.
func readPrivateKey(path string) (crypto.Signer, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s holds no key in PEM", path)
	}
	if key, err := x509.ParsePKCS1PrivateKey(block.Bytes); err == nil {
		return key, nil
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	signer, ok := key.(crypto.Signer)
	if err != nil || !ok {
		return nil, fmt.Errorf("%s holds no private key of RSA or Ed25519", path)
	}
	return signer, nil
}
