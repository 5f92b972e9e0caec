package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxBlock is how long a block is at most as it is read, in bytes: longer than
// any paragraph that somebody writes, and little enough to be read whole for
// each sentence that is found in it.
const MaxBlock = 8 << 10

// BoundBlocks cuts those of a body's blocks that are longer than MaxBlock: at the end of
// a sentence, where there is none at a space, and where there is none between
// characters. What is cut stays together: nothing lies between its parts, and none
// is marked as Cut.
func BoundBlocks(body string, blocks []Block) []Block {
	long := func(b Block) bool { return b.Len() > MaxBlock && b.End <= len(body) }
	if !slices.ContainsFunc(blocks, long) {
		return blocks
	}
	var out []Block
	for _, b := range blocks {
		for long(b) {
			end := cutAt(body, Span{b.Start, b.Start + MaxBlock})
			part := b
			part.Span = TrimSpace(body, Span{b.Start, end})
			b.Span, b.Cut = TrimSpace(body, Span{end, b.End}), false
			if part.Len() > 0 {
				out = append(out, part)
			}
		}
		if b.Len() > 0 {
			out = append(out, b)
		}
	}
	return out
}

// cutAt returns where the part of body within s ends best, after its start.
func cutAt(body string, s Span) int {
	for s.Len() > 1 && !utf8.RuneStart(body[s.End]) {
		s.End--
	}
	if all := Sentences(body, s); len(all) > 1 { // the last one may go on after s
		return all[len(all)-2].End
	}
	if i := strings.LastIndexFunc(body[s.Start:s.End], unicode.IsSpace); i > 0 {
		return s.Start + i
	}
	return s.End
}
