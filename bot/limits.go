package bot

import (
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// Discord's limits for a message, in characters. Its documentation does not say
// which kind of character; UTF-16 units are never fewer than any other kind.
const (
	maxContent     = 2000
	maxEmbeds      = 10
	maxEmbedsTotal = 6000
	maxTitle       = 256
	maxDescription = 4096
	maxFieldName   = 256
	maxFieldValue  = 1024
	maxFooter      = 1024 // of 2048, so that an embed of all the longest parts fits into the total
	maxAuthor      = 256
	maxURL         = 2048
	maxChoice      = 100
	maxLabel       = 80
	maxModalTitle  = 45
	maxCustomID    = 100
	maxThreadName  = 100
)

// size returns the length of s as Discord may count it.
func size(s string) int {
	n := 0
	for _, r := range s {
		n += max(utf16.RuneLen(r), 1)
	}
	return n
}

const ellipsis = "…"

// clip cuts s to at most limit characters, between those that a reader sees as
// one, and marks the cut. It is for names, never for quotations.
func clip(s string, limit int) string {
	return clipWith(s, limit, func(s string) string { return s })
}

// clipText cuts s to at most limit characters, between those that a reader sees
// as one, without a mark: it is for texts that are looked for.
func clipText(s string, limit int) string {
	end, room := 0, limit
	for g := graphemes.FromString(s); g.Next(); {
		if room -= size(g.Value()); room < 0 {
			break
		}
		end += len(g.Value())
	}
	return s[:end]
}

// clipMarkdown does what clip does for a name that is shown as Markdown: what it
// returns is escaped, and cut so that it fits escaped.
func clipMarkdown(s string, limit int) string {
	return clipWith(s, limit, func(s string) string { return markdown(s, nil) })
}

func clipWith(s string, limit int, write func(string) string) string {
	if whole := isolate(write(s)); size(whole) <= limit {
		return whole
	}
	const isolates = 2
	room, end := limit-size(ellipsis)-isolates, 0
	for g := graphemes.FromString(s); g.Next(); {
		// Escaping looks at what follows, never back beyond a line's start, so
		// that lengths add up; a colon may count one more than it needs.
		if room -= size(write(g.Value()+".")) - 1; room < 0 {
			break
		}
		end += len(g.Value())
	}
	return isolate(write(strings.TrimSpace(s[:end]))) + ellipsis
}

// address shows a link as it is, without a preview of what it leads to; one that
// Discord does not take, or that is too long, is cut and no link.
func address(link string, limit int) string {
	if u := webLink(link); u != "" && size(u)+2 <= limit && !strings.ContainsAny(u, "<>") {
		return "<" + u + ">"
	}
	return clipMarkdown(link, limit)
}

// webLink returns the address to link an article to, "" when it has none that
// Discord takes.
func webLink(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil {
		return ""
	}
	s := u.String()
	if size(s) > maxURL || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return ""
	}
	return s
}
