package mailing

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"

	"vestnik/pipeline"
)

// Tokens makes the secret that stands in the links of a subscription's letters:
// 128 bits that nobody can tell without the key. Every letter needs it and the
// store holds its hash alone, so whoever reads the store can end or confirm
// nothing; that is why it is derived and not drawn.
type Tokens struct{ key []byte }

// NewTokens returns the tokens of a secret key of at least 32 bytes. With another
// key, the links of letters sent before lead nowhere.
func NewTokens(key []byte) Tokens { return Tokens{key: key} }

// Of returns the token of a subscription, 32 hexadecimal digits.
func (t Tokens) Of(id string) string {
	mac := hmac.New(sha256.New, t.key)
	mac.Write([]byte("subscription " + id))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// hashOf is what the store knows of a token.
func hashOf(token string) pipeline.Digest {
	sum := sha256.Sum256([]byte(token))
	return pipeline.Digest(hex.EncodeToString(sum[:]))
}
