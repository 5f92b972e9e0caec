package extract

import (
	"dateline/retrieval/text"
)

var (
	noteLabel = lazy(`^(?i)\(?\[?(editor[’']?s?[’']? note|ed\.? note|note from the editor|author[’']?s note)\b`)
	// toReaders is a publisher speaking of its readers or of the page.
	toReaders = lazy(`(?i)\b(our readers|readers of|emphasis added|this (article|essay|interview|text|statement|piece) (was|is|has|first|originally)|(first|originally) (published|appeared)|we (publish|reproduce|bring|present|reprint|republish)|translated (from|by))\b`)
)

// dropEditorsNote leaves out a publisher's words about the article that stand
// above it: they are not by the article's author. Such a note says that it is
// one, or is set whole in another style and speaks to the readers.
func (p *page) dropEditorsNote() {
	const within = 2
	seen := 0
	for i := range p.kept {
		b := p.blocks[i]
		if b.kind != text.Paragraph {
			continue
		}
		if seen++; seen > within {
			return
		}
		if noteLabel.MatchString(b.text) || b.styled && toReaders.MatchString(b.text) {
			p.drop(i, whyNote)
		}
	}
}
