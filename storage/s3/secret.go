package s3

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a password that does not show itself when it is printed, logged or
// marshalled, by any verb of fmt.
type Secret string

const redacted = "(secret)"

// Format writes a placeholder, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) {
	if s != "" {
		_, _ = io.WriteString(f, redacted) // fmt.State keeps its own errors
	}
}

// LogValue is a placeholder.
func (s Secret) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(s)) }

// MarshalText is a placeholder.
func (s Secret) MarshalText() ([]byte, error) { return []byte(fmt.Sprint(s)), nil }

// Reveal returns the secret itself.
func (s Secret) Reveal() string { return string(s) }
