package answers

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval"
)

// The rules of presentation that the terminal and Discord share. What is not
// known of an article is shown as not known, never filled in.

// OutletName is who published the article, or "outlet not stated".
func OutletName(m retrieval.Meta) string {
	if name := Inline(m.Outlet); name != "" {
		return name
	}
	return "outlet not stated"
}

// Headline is the article's title. An article without one is told apart by
// what else is known of it: "untitled report, Xinhua, 12 November 2017".
func Headline(m retrieval.Meta) string {
	if title := Inline(m.Title); title != "" {
		return title
	}
	parts := []string{"untitled report"}
	for _, part := range []string{m.Outlet, m.Agency} {
		if part = Inline(part); part != "" {
			parts = append(parts, part)
			break
		}
	}
	if day := longDay(m); day != "" {
		parts = append(parts, day)
	}
	return strings.Join(parts, ", ")
}

// Beside returns m for a headline that stands on one line with its outlet and its
// date: an untitled report is not told apart by them once more.
func Beside(m retrieval.Meta) retrieval.Meta {
	if m.Outlet != "" {
		m.Agency = ""
	}
	m.Outlet, m.Published = "", ""
	return m
}

// LongDate is the day of publication, "12 November 2017", with "(inferred)"
// after one that was worked out rather than stated, or "date not stated".
func LongDate(m retrieval.Meta) string {
	day := longDay(m)
	switch {
	case day == "":
		return "date not stated"
	case m.PublishedInferred:
		return day + " (inferred)"
	}
	return day
}

func longDay(m retrieval.Meta) string {
	day, err := time.Parse(time.DateOnly, m.Day())
	if err != nil {
		return ""
	}
	return day.Format("2 January 2006")
}

// Days writes a day, "2006-01-02", or those from one to another, as people
// do: "8 November 2017", "8 to 10 November 2017", "November 2017", "2017".
func Days(first, last string) string {
	a, errA := time.Parse(time.DateOnly, first)
	b, errB := time.Parse(time.DateOnly, last)
	switch {
	case errA != nil:
		return "day not stated"
	case errB != nil || a.Equal(b):
		return a.Format("2 January 2006")
	case a.YearDay() == 1 && b.Equal(a.AddDate(1, 0, -1)):
		return a.Format("2006")
	case a.Day() == 1 && b.Equal(a.AddDate(0, 1, -1)):
		return a.Format("January 2006")
	case a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("2") + " to " + b.Format("2 January 2006")
	case a.Year() == b.Year():
		return a.Format("2 January") + " to " + b.Format("2 January 2006")
	}
	return a.Format("2 January 2006") + " to " + b.Format("2 January 2006")
}

// Inline makes foreign text safe to stand in a line of ours: white space, line
// breaks included, becomes single spaces; control characters, which a terminal
// would obey, become U+FFFD; and characters that turn the direction of what
// follows them are left out. It changes no letter of any word. Whoever needs
// the exact bytes reads them from the stored body or from JSON.
func Inline(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r):
			return utf8.RuneError
		case turnsDirection(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// turnsDirection reports whether r is one of Unicode's explicit embeddings,
// overrides and isolates, with which text can make its neighbours read
// otherwise than they are written.
func turnsDirection(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}
