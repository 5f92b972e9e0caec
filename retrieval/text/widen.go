package text

import "slices"

// Divided is a body in blocks, and in sentences.
type Divided struct {
	Body   string
	Blocks []Block
	// Sentences returns the sentences of a block, which are not changed.
	Sentences func(block int) []Span
}

// Widen adds the sentences around span, in turn after and before it, as long
// as the whole stays within maxWords, reaches across no cut, and shares
// nothing with taken.
func (d Divided) Widen(span Span, maxWords int, taken []Span) Span {
	words := CountWords(d.Body[span.Start:span.End])
	before, after := d.sentencesAround(span, maxWords)
	fits := func(list []Span) bool {
		if len(list) == 0 || slices.ContainsFunc(taken, list[0].Overlaps) {
			return false
		}
		words += CountWords(d.Body[list[0].Start:list[0].End])
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

// wordReach is more bytes than the words of a passage take, one with another. By
// hand.
const wordReach = 16

// sentencesAround returns the sentences before span, the nearest first, and
// those after it, up to the next cut and about maxWords of them. There are
// none on a side where span ends within a sentence.
func (d Divided) sentencesAround(span Span, maxWords int) (before, after []Span) {
	reach := maxWords * wordReach
	for i, b := range d.Blocks {
		if b.End < span.Start-reach || b.Start > span.End+reach {
			continue
		}
		if b.Cut && b.Start <= span.Start {
			before = nil
		}
		if b.Cut && b.Start >= span.End {
			break
		}
		for _, s := range d.Sentences(i) {
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

func reversed(spans []Span) []Span {
	slices.Reverse(spans)
	return spans
}
