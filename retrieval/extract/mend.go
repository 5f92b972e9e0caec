package extract

import (
	"strings"

	"dateline/retrieval/text"
)

// mend joins a sentence that was broken over two blocks: the first has no end
// mark, and the second opens in lower case.
func (p *page) mend() {
	out := p.blocks[:0] // it never has more than was read
	for _, b := range p.blocks {
		if len(out) > 0 && goesOn(out[len(out)-1], b) {
			a := &out[len(out)-1]
			a.text += " " + b.text
			a.kind, a.guessed, a.trail = text.Paragraph, false, b.trail
			a.linked += b.linked
			a.inner = append(a.inner, b.inner...)
			continue
		}
		out = append(out, b)
	}
	p.blocks = out
}

// goesOn reports whether b is the rest of a sentence that a begins.
func goesOn(a, b block) bool {
	const fewest, longest = 6, 4 << 10 // no sentence has more bytes
	text := func(b block) bool {
		return b.why == "" && !b.item && !b.rule && (b.kind == text.Paragraph || b.guessed)
	}
	return text(a) && text(b) && len(a.text) < longest && a.trail.Why == "" && b.lead.Why == "" && runsOn(a.text, b.text) && a.words() >= fewest
}

// runsOn reports whether a sentence that stops at the end of a goes on in b.
func runsOn(a, b string) bool {
	if endsSentence(a) || strings.ContainsAny(a[len(a)-1:], ":;\"'") || strings.HasSuffix(a, "”") || strings.HasSuffix(a, "’") {
		return false
	}
	return startsLower(b)
}
