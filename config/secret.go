package config

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret is a text that is shown to nobody: printing, logging or encoding it in
// any way gives "[secret]", or nothing when it is empty.
type Secret struct{ text string }

// NewSecret makes text a secret.
func NewSecret(text string) Secret { return Secret{text} }

// Reveal gives the text itself.
func (s Secret) Reveal() string { return s.text }

// Given says whether there is a text at all.
func (s Secret) Given() bool { return s.text != "" }

// String gives what may be shown.
func (s Secret) String() string {
	if s.Given() {
		return "[secret]"
	}
	return ""
}

// GoString is String, so that %#v does not show the text.
func (s Secret) GoString() string { return s.String() }

// Format writes String for every verb: %x and %q would otherwise look inside.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// MarshalText gives String, to JSON as well.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// LogValue gives String to slog.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
