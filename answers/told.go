package answers

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"dateline/retrieval/dates"
	"dateline/retrieval/text"
)

// mentions are the days that each sentence tells of: the most exact ones, and
// "today" only where there is no other and the words are the article's own. In a
// page that is written on after it appeared, "Tuesday" counts from the day of its
// entry, or from none.
func (r *reading) mentions() [][]dates.Mention {
	reader := dates.NewReader(r.article.Day(), r.language)
	rewritten := r.rewritten()
	counts := !rewritten
	block := 0
	out := make([][]dates.Mention, len(r.sentences))
	for i, s := range r.sentences {
		for ; rewritten && block <= s.block; block++ {
			if day := r.entryDay(block); day != "" {
				reader, counts = dates.NewReader(day, r.language), true
			}
		}
		found := reader.Read(r.article.Body, s.tokens)
		if !counts {
			found = slices.DeleteFunc(found, func(m dates.Mention) bool { return m.Counted })
		}
		out[i] = r.telling(i, found)
	}
	return out
}

// maxEntryHead is how many bytes of a block are read for the day of its entry.
const maxEntryHead = 48

// entryDay is the day that a block gives to the entries after it, "" where it gives
// none: a heading that is a date, "Date: Tuesday, Dec. 5", or a paragraph that begins
// with a time stamp, "29 Oct 2023 03.21 GMT".
func (r *reading) entryDay(block int) string {
	b := r.article.Blocks[block]
	head := r.text(b.Span)
	stamped := b.Kind == text.Paragraph
	switch {
	case len(head) <= maxEntryHead:
	case stamped:
		head = strings.ToValidUTF8(head[:maxEntryHead], "")
	default:
		return ""
	}
	tokens := r.analyzer.Tokens(head, r.language)
	for _, m := range dates.NewReader(r.article.Day(), r.language).Read(head, tokens) {
		switch {
		case !m.Exact() || m.Counted || m.Loose:
		case stamped && (m.Start > 0 || !stamp(head[m.End:])):
		case !stamped && (strings.Count(head[:m.Start], " ") > 1 || strings.Count(head[m.End:], " ") > 1):
		default:
			return m.First.Format(time.DateOnly)
		}
	}
	return ""
}

// stamp reports whether what follows a date is a time of day.
func stamp(rest string) bool {
	rest = strings.TrimLeft(rest, ", ")
	return len(rest) > 4 && unicode.IsDigit(rune(rest[0])) && strings.ContainsAny(rest[1:3], ".:")
}

// rewriting are words of a headline by which a page is one that is written on
// after it appeared.
var rewriting = func() map[string]bool {
	out := make(map[string]bool)
	for _, w := range strings.Fields("live liveblog blog tracker updates updated deals schedule ticker directo direct minuto aktualisiert atualizado actualizado") {
		out[w] = true
	}
	return out
}()

// rewritten reports whether the article is a live page, a list that is kept up
// to date or the like: which day "Tuesday" counts from is not known there.
func (r *reading) rewritten() bool {
	for _, w := range strings.FieldsFunc(strings.ToLower(r.article.Title), func(c rune) bool { return !unicode.IsLetter(c) }) {
		if rewriting[w] {
			return true
		}
	}
	return false
}
