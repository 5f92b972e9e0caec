package show

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Discord's limits for a message, in characters. Its documentation does not say
// which kind of character; UTF-16 units are never fewer than any other kind.
const (
	MaxContent     = 2000
	MaxEmbeds      = 10
	MaxEmbedsTotal = 6000
	MaxTitle       = 256
	MaxDescription = 4096
	MaxFieldName   = 256
	MaxFieldValue  = 1024
	MaxFooter      = 1024 // of 2048, so that an embed of all the longest parts fits into the total
	maxAuthor      = 256
	MaxURL         = 2048
	MaxChoice      = 100
	maxLabel       = 80
	MaxModalTitle  = 45
	MaxCustomID    = 100
	MaxThreadName  = 100
)

// Size returns the length of s as Discord may count it.
func Size(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

// Ellipsis marks what was cut.
const Ellipsis = "…"

// Clip cuts s to at most limit characters, between those that a reader sees as
// one, and marks the cut. It is for names, never for quotations.
func Clip(s string, limit int) string {
	return clipWith(s, limit, func(s string) string { return s })
}

// ClipText cuts s to at most limit characters, between those that a reader sees
// as one, without a mark: it is for texts that are looked for.
func ClipText(s string, limit int) string {
	end, room := 0, limit
	for g := graphemes.FromString(s); g.Next(); {
		if room -= Size(g.Value()); room < 0 {
			break
		}
		end += len(g.Value())
	}
	return s[:end]
}

// ClipMarkdown does what clip does for a name that is shown as Markdown: what it
// returns is escaped, and cut so that it fits escaped.
func ClipMarkdown(s string, limit int) string {
	return clipWith(s, limit, func(s string) string { return Markdown(s, nil) })
}

func clipWith(s string, limit int, write func(string) string) string {
	if whole := Isolate(write(s)); Size(whole) <= limit {
		return whole
	}
	const isolates = 2
	room, end := limit-Size(Ellipsis)-isolates, 0
	for g := graphemes.FromString(s); g.Next(); {
		// Escaping looks at what follows, never back beyond a line's start, so
		// that lengths add up; a colon may count one more than it needs.
		if room -= Size(write(g.Value()+".")) - 1; room < 0 {
			break
		}
		end += len(g.Value())
	}
	return Isolate(write(strings.TrimSpace(s[:end]))) + Ellipsis
}

// Address shows a link as it is, without a preview of what it leads to; one that
// Discord does not take, or that is too long, is cut and no link.
func Address(link string, limit int) string {
	if u := WebLink(link); u != "" && Size(u)+2 <= limit && !strings.ContainsAny(u, "<>") {
		return "<" + u + ">"
	}
	return ClipMarkdown(link, limit)
}

// WebLink returns the address to link an article to, "" when it has none that
// Discord takes.
func WebLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	s := u.String()
	if Size(s) > MaxURL || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}
