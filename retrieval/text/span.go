package text

import "unicode/utf8"

// Span is the half-open range of bytes [Start, End) of an article's body.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Len is the number of bytes in s.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether all of t lies within s.
func (s Span) Contains(t Span) bool { return s.Start <= t.Start && t.End <= s.End }

// Overlaps reports whether s and t share a byte.
func (s Span) Overlaps(t Span) bool { return s.Start < t.End && t.Start < s.End }

// Of returns the bytes of body that s spans, and false when s does not lie
// within body or splits a character.
func (s Span) Of(body string) (string, bool) {
	if s.Start < 0 || s.End > len(body) || s.Start >= s.End {
		return "", false
	}
	text := body[s.Start:s.End]
	if !utf8.RuneStart(text[0]) || (s.End < len(body) && !utf8.RuneStart(body[s.End])) {
		return "", false
	}
	return text, true
}

// Without is what taken leaves of s.
func (s Span) Without(taken []Span) Span {
	for _, t := range taken {
		switch {
		case !t.Overlaps(s):
		case t.Contains(s):
			return Span{Start: s.Start, End: s.Start}
		case t.Start <= s.Start:
			s.Start = t.End
		default:
			s.End = t.Start
		}
	}
	return s
}
