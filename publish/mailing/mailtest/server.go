// Package mailtest is an SMTP server for tests: it listens on a real port of this
// machine, keeps what it is sent, and refuses when it is told to.
package mailtest

import (
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// Mail is what the server was sent, as it came.
type Mail struct {
	From, To string // of the envelope
	Raw      []byte
	Message  *mail.Message
}

// Server is a mail relay that delivers nowhere.
type Server struct {
	Addr           string
	User, Password string

	mu       sync.Mutex
	arrived  []Mail
	refuse   map[string]int // recipient → SMTP code
	afterAll func()         // called when a letter was taken, before the relay says so
	visits   int
}

// Start listens until the test ends. certificate, when there is one, offers
// STARTTLS; user, when there is one, must be known by the password.
func Start(t testing.TB, certificate *tls.Certificate, user, password string) *Server {
	t.Helper()
	s := &Server{User: user, Password: password, refuse: make(map[string]int)}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.Addr = l.Addr().String()
	server := smtp.NewServer(backend{s})
	server.Domain, server.AllowInsecureAuth = "relay.example", certificate == nil
	server.ReadTimeout, server.WriteTimeout = time.Minute, time.Minute
	server.ErrorLog = log.New(io.Discard, "", 0)
	if certificate != nil {
		server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{*certificate}}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := server.Serve(l); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			t.Error(err)
		}
	}()
	t.Cleanup(func() {
		_ = server.Close() // whoever is still connected is cut off
		<-done
	})
	return s
}

// Refuse answers a recipient with an SMTP code; 0 takes them again.
func (s *Server) Refuse(recipient string, code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse[recipient] = code
}

// OnArrival calls fn when a letter was taken, before the sender hears of it.
func (s *Server) OnArrival(fn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.afterAll = fn
}

// Mails returns what arrived, oldest first.
func (s *Server) Mails() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.arrived...)
}

// Visits is how many times somebody connected.
func (s *Server) Visits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.visits
}

type backend struct{ server *Server }

func (b backend) NewSession(*smtp.Conn) (smtp.Session, error) {
	b.server.mu.Lock()
	defer b.server.mu.Unlock()
	b.server.visits++
	return &session{server: b.server, known: b.server.User == ""}, nil
}

type session struct {
	server   *Server
	known    bool
	from, to string
}

func (s *session) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *session) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.User || password != s.server.Password {
			return smtp.ErrAuthFailed
		}
		s.known = true
		return nil
	}), nil
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if !s.known {
		return smtp.ErrAuthRequired
	}
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.server.mu.Lock()
	code := s.server.refuse[to]
	s.server.mu.Unlock()
	if code != 0 {
		return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 1, 1}, Message: "no mailbox " + to + " here"}
	}
	s.to = to
	return nil
}

func (s *session) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	m, err := mail.ReadMessage(strings.NewReader(string(raw)))
	if err != nil {
		return err
	}
	s.server.mu.Lock()
	s.server.arrived = append(s.server.arrived, Mail{From: s.from, To: s.to, Raw: raw, Message: m})
	then := s.server.afterAll
	s.server.mu.Unlock()
	if then != nil {
		then()
	}
	return nil
}

func (s *session) Reset()        { s.from, s.to = "", "" }
func (s *session) Logout() error { return nil }
