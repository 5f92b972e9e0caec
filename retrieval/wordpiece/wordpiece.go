// Package wordpiece takes texts to word pieces, as BERT's uncased models do.
package wordpiece

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The ids of the pieces that have a task of their own stand first in a
// vocabulary; what the last three are for, the network that was trained with
// them knows.
const (
	Pad = iota
	Unknown
	Class
	Separator
	Before
	Here
	After
)

// Bounds of what is read of a text, and of a word that is taken to pieces.
const (
	maxTextBytes = 4096
	maxWordRunes = 100
)

// Vocabulary maps word pieces to ids: those that begin a word, and those
// that carry one on (without their "##").
type Vocabulary struct {
	begin, inner map[string]int32
	// longest is the length of the longest piece in bytes.
	longest int
}

// New reads a vocabulary of one piece a line.
func New(text string) *Vocabulary {
	v := &Vocabulary{begin: make(map[string]int32), inner: make(map[string]int32)}
	id := int32(0)
	for line := range strings.Lines(text) {
		piece := strings.TrimSuffix(line, "\n")
		table := v.begin
		if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
			piece, table = rest, v.inner
		}
		if id > After {
			table[piece] = id
			v.longest = max(v.longest, len(piece))
		}
		id++
	}
	return v
}

// Len returns how many pieces there are besides those with a task of their own.
func (v *Vocabulary) Len() int { return len(v.begin) + len(v.inner) }

// Pieces takes a text to word pieces as BERT's uncased models do: control
// characters dropped, accents stripped, letters lowered, each punctuation
// mark and each ideograph a word of its own, each word cut greedily into
// the longest pieces known. It stops when it has limit pieces; only the
// text's first maxTextBytes bytes are read.
func (v *Vocabulary) Pieces(text string, limit int) []int32 {
	var out []int32
	var word []byte
	flush := func() {
		if len(word) > 0 {
			out = v.cut(out, word)
			word = word[:0]
		}
	}
	for _, r := range plain(head(text, maxTextBytes)) {
		switch {
		case isBlank(r):
			flush()
		case isMark(r) || isIdeograph(r):
			flush()
			word = utf8.AppendRune(word, r)
			flush()
		default:
			word = utf8.AppendRune(word, r)
		}
		if len(out) >= limit {
			return out[:limit]
		}
	}
	flush()
	return out[:min(len(out), limit)]
}

// LastPieces returns the last pieces of a text, at most limit.
func (v *Vocabulary) LastPieces(text string, limit int) []int32 {
	out := v.Pieces(tail(text, maxTextBytes), maxTextBytes)
	return out[max(0, len(out)-limit):]
}

// cut appends the pieces of one word, or the unknown piece where it cannot
// be put together of known ones.
func (v *Vocabulary) cut(out []int32, word []byte) []int32 {
	if utf8.RuneCount(word) > maxWordRunes {
		return append(out, Unknown)
	}
	mark, table := len(out), v.begin
	for len(word) > 0 {
		n, id := v.longestPiece(table, word)
		if n == 0 {
			return append(out[:mark], Unknown)
		}
		out, word, table = append(out, id), word[n:], v.inner
	}
	return out
}

// longestPiece returns the length and the id of the longest piece of the
// table that the word begins with, 0 if there is none.
func (v *Vocabulary) longestPiece(table map[string]int32, word []byte) (int, int32) {
	for n := min(len(word), v.longest); n > 0; n-- {
		if n < len(word) && !utf8.RuneStart(word[n]) {
			continue
		}
		if id, ok := table[string(word[:n])]; ok {
			return n, id
		}
	}
	return 0, 0
}

// plain drops control characters and accents, and lowers letters.
func plain(text string) string {
	text = strings.ToValidUTF8(text, "")
	ascii := true
	for i := 0; i < len(text); i++ {
		ascii = ascii && text[i] < utf8.RuneSelf
	}
	if !ascii {
		text = norm.NFD.String(text)
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == 0 || r == utf8.RuneError || isControl(r) || unicode.Is(unicode.Mn, r):
			return -1
		default:
			return unicode.ToLower(r)
		}
	}, text)
}

func isBlank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || unicode.Is(unicode.White_Space, r)
}

// isControl reports whether a character is one of Unicode's class "other"
// that is no white space.
func isControl(r rune) bool {
	return r != '\t' && r != '\n' && r != '\r' && unicode.Is(unicode.C, r)
}

// isMark reports whether a character is punctuation; of ASCII every sign
// that is no letter, digit or space counts.
func isMark(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
	}
	return unicode.Is(unicode.P, r)
}

func isIdeograph(r rune) bool {
	switch {
	case r < 0x3400:
		return false
	case r <= 0x4DBF, r >= 0x4E00 && r <= 0x9FFF, r >= 0xF900 && r <= 0xFAFF:
		return true
	default:
		return r >= 0x20000 && r <= 0x2CEAF && (r <= 0x2A6DF || r >= 0x2A700) || r >= 0x2F800 && r <= 0x2FA1F
	}
}

// head returns a text's first n bytes, less a character that they cut.
func head(text string, n int) string {
	if len(text) <= n {
		return text
	}
	for n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return text[:n]
}

// tail returns a text's last n bytes, less a character that they cut.
func tail(text string, n int) string {
	if len(text) <= n {
		return text
	}
	at := len(text) - n
	for at < len(text) && !utf8.RuneStart(text[at]) {
		at++
	}
	return text[at:]
}
