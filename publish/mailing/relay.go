package mailing

import (
	"context"
	"crypto"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net/mail"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"vestnik/pipeline"
)

// Security says how the way to the relay is kept from listeners.
type Security string

// The ways. With STARTTLS a relay that does not offer it gets no letter.
const (
	STARTTLS Security = "starttls" // the connection turns to TLS; port 587
	TLS      Security = "tls"      // TLS from the first byte; port 465
	Plain    Security = "none"     // within one machine or a trusted network
)

// RelayConfig says through which server letters go out.
type RelayConfig struct {
	Host           string
	Port           int
	Security       Security
	User, Password string // empty: the relay asks nobody who they are
	From           mail.Address
	// Timeout bounds each exchange with the relay; 0 is half a minute.
	Timeout time.Duration
	DKIM    *DKIM       // nil: the relay signs, or nobody does
	Roots   *tls.Config // nil trusts what the system trusts
}

// DKIM is a key by which letters are signed (RFC 6376) and where its public half
// stands in the DNS: SELECTOR._domainkey.DOMAIN.
type DKIM struct {
	Domain, Selector string
	Key              crypto.Signer // RSA or Ed25519
}

// Relay sends letters by SMTP.
type Relay struct {
	config RelayConfig
	client *gomail.Client
	signer *signer // nil signs nothing
}

// NewRelay returns a relay; it is reached when the first letter goes out.
func NewRelay(c RelayConfig) (*Relay, error) {
	if c.Timeout == 0 {
		c.Timeout = 30 * time.Second
	}
	options := []gomail.Option{gomail.WithPort(c.Port), gomail.WithTimeout(c.Timeout), gomail.WithoutSMTPUTF8()}
	switch c.Security {
	case STARTTLS:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	case TLS:
		options = append(options, gomail.WithSSL())
	case Plain:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		return nil, &pipeline.Error{Op: "configure relay", Kind: pipeline.Invalid, Err: fmt.Errorf("no such way to a relay: %q", c.Security)}
	}
	if c.Roots != nil {
		options = append(options, gomail.WithTLSConfig(c.Roots))
	}
	if c.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(c.User), gomail.WithPassword(c.Password))
	}
	client, err := gomail.NewClient(c.Host, options...)
	if err != nil {
		return nil, &pipeline.Error{Op: "configure relay", Kind: pipeline.Invalid, Err: err}
	}
	r := &Relay{config: c, client: client}
	if c.DKIM != nil {
		if r.signer, err = newSigner(*c.DKIM); err != nil {
			return nil, err
		}
	}
	return r, nil
}

// Open implements [Sender].
func (r *Relay) Open(ctx context.Context) (Session, error) {
	client, err := r.client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return nil, &pipeline.Error{Op: "reach mail relay", Doc: r.config.Host, Kind: pipeline.Unavailable, Err: err}
	}
	return &relaySession{relay: r, client: client}, nil
}

type relaySession struct {
	relay  *Relay
	client *smtp.Client
}

// Send implements [Session].
func (s *relaySession) Send(ctx context.Context, l Letter) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	m, err := s.relay.message(l)
	if err != nil {
		return err
	}
	err = s.relay.client.SendWithSMTPClient(s.client, m)
	if err == nil || m.IsDelivered() { // what comes after the relay took it on is its own matter
		return nil
	}
	return refusal(err)
}

// Close implements [Session].
func (s *relaySession) Close() error { return s.relay.client.CloseWithSMTPClient(s.client) }

// refusal tells the reader's fault from the relay's. The text of go-mail's error
// names the address; only the code is passed on.
func refusal(err error) error {
	var failed *gomail.SendError
	if !errors.As(err, &failed) || failed.ErrorCode() == 0 {
		return &pipeline.Error{Op: "send letter", Kind: pipeline.Unavailable, Err: errors.New("the relay broke off")}
	}
	code := failed.ErrorCode()
	said := fmt.Errorf("SMTP %d %s while %s", code, failed.EnhancedStatusCode(), failed.Reason)
	kind := pipeline.Unavailable
	switch theirs := failed.Reason == gomail.ErrSMTPRcptTo || failed.Reason == gomail.ErrSMTPDataClose; {
	case theirs && code >= 500:
		kind = pipeline.Invalid
	case theirs && code != 421: // 421: the relay is going away
		kind = pipeline.Transient
	}
	return &pipeline.Error{Op: "send letter", Kind: kind, Err: said}
}

// message puts a letter into MIME.
func (r *Relay) message(l Letter) (*gomail.Msg, error) {
	boundary := sha256.Sum256([]byte(l.MessageID)) // the same letter, the same bytes
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithBoundary(hex.EncodeToString(boundary[:16])))
	if err := errors.Join(m.FromFormat(r.config.From.Name, r.config.From.Address), m.To(l.To)); err != nil {
		return nil, &pipeline.Error{Op: "compose letter", Kind: pipeline.Invalid, Err: errors.New("an address cannot be written")}
	}
	m.Subject(l.Subject)
	m.SetDateWithValue(l.Date)
	m.SetMessageIDWithValue(l.MessageID)
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetGenHeader(gomail.HeaderContentLang, "ru")
	m.SetGenHeader(gomail.HeaderPrecedence, "bulk")
	if l.EndURL != "" {
		_, domain := cutAddress(r.config.From.Address)
		m.SetGenHeader("List-Id", "<search."+domain+">")
		m.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+l.EndURL+">", "<"+l.EndMail+">")
		m.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	if r.signer == nil {
		return m, nil
	}
	return m, r.signer.sign(m)
}
