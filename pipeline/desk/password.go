package desk

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Cost of a password hash, from the recommendation of RFC 9106 for memory-bound
// servers: 64 MiB, three passes.
const (
	argonPasses  = 3
	argonMemory  = 64 << 10 // KiB
	argonThreads = 2
	argonKeyLen  = 32
	argonSaltLen = 16
)

// minPassword is the least length of a password, in characters.
const minPassword = 10

// HashPassword returns a self-describing Argon2id hash of the password.
// A password of fewer than ten characters is refused.
func HashPassword(random io.Reader, password string) (string, error) {
	if utf8.RuneCountInString(password) < minPassword {
		return "", fmt.Errorf("a password needs at least %d characters", minPassword)
	}
	salt := make([]byte, argonSaltLen)
	if _, err := io.ReadFull(random, salt); err != nil {
		return "", err
	}
	key := argon2.IDKey([]byte(password), salt, argonPasses, argonMemory, argonThreads, argonKeyLen)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonPasses, argonThreads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(key)), nil
}

// CheckPassword reports whether the password is the hash's. The time it takes
// does not tell how much of the password was right.
func CheckPassword(hash, password string) bool {
	p, err := parseHash(hash)
	if err != nil {
		return false
	}
	key := argon2.IDKey([]byte(password), p.salt, p.passes, p.memory, p.threads, uint32(len(p.key)))
	return subtle.ConstantTimeCompare(key, p.key) == 1
}

// parsedHash are the parts of a hash.
type parsedHash struct {
	passes, memory uint32
	threads        uint8
	salt, key      []byte
}

func parseHash(hash string) (parsedHash, error) {
	var p parsedHash
	var version int
	parts := strings.Split(hash, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return p, errors.New("no Argon2id hash")
	}
	if _, err := fmt.Sscanf(parts[2], "v=%d", &version); err != nil || version != argon2.Version {
		return p, errors.New("unknown version of Argon2id")
	}
	if _, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &p.memory, &p.passes, &p.threads); err != nil {
		return p, err
	}
	var err error
	if p.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return p, err
	}
	p.key, err = base64.RawStdEncoding.DecodeString(parts[5])
	if len(p.key) == 0 || p.passes == 0 || p.threads == 0 {
		return p, errors.New("hash without key or cost")
	}
	return p, err
}
