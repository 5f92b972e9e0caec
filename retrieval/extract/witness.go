package extract

import (
	"html"
	"strings"

	"dateline/retrieval/text"
)

// witness is what the page's data have as the article's text.
type witness struct {
	text  string
	words int
	seen  *windows
	// whole says that it has nearly all of what was found on the page.
	whole bool
}

// newWitness returns the witness that text is, nil where it is none to speak of.
func newWitness(text string) *witness {
	const fewest = 60
	words := len(strings.Fields(text))
	if words < fewest {
		return nil
	}
	w := &witness{text: text, words: words, seen: newWindows()}
	w.seen.add(text)
	return w
}

// judge compares the witness with what was found: where it has nearly all of
// that, what it lacks is not the article's either.
func (w *witness) judge(r *region) {
	if w == nil {
		return
	}
	agreed := 0
	for i, b := range r.walk.blocks {
		if r.seed[i] && w.seen.share(b.text) >= 0.8 {
			agreed += len(b.text)
		}
	}
	w.whole = agreed*10 >= r.total*9
}

// has reports whether a text is the article's, as the page's data have it.
func (w *witness) has(text string) bool { return w != nil && w.seen.share(text) >= 0.8 }

// allows reports whether a text that stands apart may be the article's.
func (w *witness) allows(text string) bool {
	return w == nil || !w.whole || w.has(text)
}

// replaces reports whether the page itself shows only a little of the article's
// text: then the witness is the text.
func (w *witness) replaces(shown []block) bool {
	const times = 3
	if w == nil || countWords(shown)*times > w.words {
		return false
	}
	kept := 0
	for _, b := range shown {
		if b.why == "" && w.has(b.text) {
			kept += b.words()
		}
	}
	return kept*times <= w.words
}

// blocks divides the witness into paragraphs.
func (w *witness) blocks() ([]block, error) {
	if tagged.MatchString(w.text) {
		return htmlBlocks(w.text)
	}
	var out []block
	for line := range strings.Lines(html.UnescapeString(w.text)) {
		if line = tidy(line); line != "" {
			out = append(out, block{kind: text.Paragraph, text: line})
		}
	}
	return out, nil
}

// tagged matches text that carries HTML.
var tagged = lazy(`(?i)<(p|br|div|a|em|strong|h[1-6]|ul|li)\b[^<>]*>`)
