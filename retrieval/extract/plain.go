package extract

import (
	"strings"

	"dateline/retrieval/text"
)

// newlines turns every kind of line end into "\n"; a form feed ends a
// paragraph.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n\n", "\f", "\n\n")

// plainBlocks divides plain text into blocks, joining lines that were wrapped
// at a fixed width.
func plainBlocks(content string) []block {
	content = newlines.Replace(content)
	var out []block
	for _, b := range text.FindBlocks(content) {
		words, _ := b.Of(content)
		out = append(out, block{kind: b.Kind, text: tidy(words), guessed: b.Kind == text.Heading})
	}
	return out
}
