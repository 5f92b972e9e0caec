package retrieval

import (
	"slices"

	"dateline/retrieval/text"
)

// widen adds the sentences around span, in turn after and before it, as long
// as the whole stays within maxWords, reaches across no cut, and shares
// nothing with taken.
func widen(t *heldText, span text.Span, maxWords int, taken []text.Span) text.Span {
	a := t.article
	words := text.CountWords(a.Body[span.Start:span.End])
	before, after := sentencesAround(t, span, maxWords)
	fits := func(list []text.Span) bool {
		if len(list) == 0 || slices.ContainsFunc(taken, list[0].Overlaps) {
			return false
		}
		words += text.CountWords(a.Body[list[0].Start:list[0].End])
		return words <= maxWords
	}
	for len(before)+len(after) > 0 {
		if fits(after) {
			span.End, after = after[0].End, after[1:]
		} else {
			after = nil
		}
		if fits(before) {
			span.Start, before = before[0].Start, before[1:]
		} else {
			before = nil
		}
	}
	return span
}

// sentencesAround returns the sentences before span, the nearest first, and
// those after it, up to the next cut and about maxWords of them. There are
// none on a side where span ends within a sentence.
func sentencesAround(t *heldText, span text.Span, maxWords int) (before, after []text.Span) {
	reach := maxWords * 16 // bytes, more than that many words take
	for i, b := range t.article.Blocks {
		if b.End < span.Start-reach || b.Start > span.End+reach {
			continue
		}
		if b.Cut && b.Start <= span.Start {
			before = nil
		}
		if b.Cut && b.Start >= span.End {
			break
		}
		for _, s := range t.sentencesOf(i) {
			switch {
			case s.End <= span.Start:
				before = append(before, s)
			case s.Start >= span.End:
				after = append(after, s)
			case s.Start < span.Start:
				before = nil
			case s.End > span.End:
				return reversed(before), nil
			}
		}
	}
	return reversed(before), after
}

func reversed(spans []text.Span) []text.Span {
	slices.Reverse(spans)
	return spans
}
