package mailing

import (
	"bytes"
	"strings"

	"github.com/emersion/go-msgauth/dkim"
	gomail "github.com/wneessen/go-mail"

	"vestnik/pipeline"
)

// signedHeaders are covered by the signature: RFC 8058 §4 asks it of those by
// which a reader ends the subscription.
var signedHeaders = []string{
	"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "List-Id",
	"List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted", "Precedence",
}

// signer signs letters (RFC 6376). The signature bears the time of the wall clock,
// by which mailboxes judge it.
type signer struct{ options dkim.SignOptions }

func newSigner(d DKIM) (*signer, error) {
	options := dkim.SignOptions{
		Domain: d.Domain, Selector: d.Selector, Signer: d.Key, HeaderKeys: signedHeaders,
		HeaderCanonicalization: dkim.CanonicalizationRelaxed, BodyCanonicalization: dkim.CanonicalizationRelaxed,
	}
	trial, err := dkim.NewSigner(&options)
	if err != nil {
		return nil, &pipeline.Error{Op: "configure DKIM", Kind: pipeline.Invalid, Err: err}
	}
	_ = trial.Close() // it was given no letter, of which it complains
	return &signer{options}, nil
}

// sign signs a message as it will be written: writing it twice gives the same bytes.
func (s *signer) sign(m *gomail.Msg) error {
	failed := func(err error) error {
		return &pipeline.Error{Op: "sign letter", Kind: pipeline.Internal, Err: err}
	}
	var raw bytes.Buffer
	if _, err := m.WriteTo(&raw); err != nil {
		return failed(err)
	}
	signer, err := dkim.NewSigner(&s.options)
	if err != nil {
		return failed(err)
	}
	if _, err := signer.Write(raw.Bytes()); err != nil {
		return failed(err)
	}
	if err := signer.Close(); err != nil {
		return failed(err)
	}
	name, value, _ := strings.Cut(strings.TrimSuffix(signer.Signature(), "\r\n"), ": ")
	m.SetGenHeaderPreformatted(gomail.Header(name), value)
	return nil
}
