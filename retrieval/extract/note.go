package extract

import (
	"strings"
	"unicode/utf8"

	"dateline/retrieval"
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
		if b.kind != retrieval.Paragraph {
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

// linkLabel matches a word in brackets after a sentence: the label of a link
// that the text no longer carries.
var linkLabel = lazy(`[.!?…]["”’']?\s+(\((?i:link|links|here|source|sources|transcript|video|audio|pdf|via|more|read more|see more|document|full text|twitter|tweet|h/t)\))$`)

// dropLinkLabels takes such labels from the ends of blocks.
func (p *page) dropLinkLabels() {
	for i := range p.kept {
		text := p.blocks[i].text
		if !strings.HasSuffix(text, ")") {
			continue
		}
		if at := linkLabel.FindStringSubmatchIndex(text); len(at) > 0 {
			p.trimTrail(i, at[2], whyLink)
		}
	}
}

// bullet matches the sign that opens an item of a list in text without other
// marks.
var bullet = lazy(`^[•‣◦▪▫■□●○♦◆◇►▶▸➤➔→✓✔★☆·⁃∙*]\s*[\pL\pN“"‘'(]`)

// dropBullets takes such signs from the starts of blocks.
func (p *page) dropBullets() {
	for i := range p.kept {
		b := &p.blocks[i]
		if !bullet.MatchString(b.text) {
			continue
		}
		_, size := utf8.DecodeRuneInString(b.text)
		p.trimLead(i, size, whyBullet)
		b.item = true
		if b.guessed {
			b.kind = retrieval.Paragraph
		}
	}
}

// mend joins a sentence that was broken over two blocks: the first has no end
// mark, and the second opens in lower case.
func (p *page) mend() {
	var out []block
	for _, b := range p.blocks {
		if len(out) > 0 && goesOn(out[len(out)-1], b) {
			a := &out[len(out)-1]
			a.text += " " + b.text
			a.kind, a.guessed, a.trail = retrieval.Paragraph, false, b.trail
			a.linked += b.linked
			continue
		}
		out = append(out, b)
	}
	p.blocks = out
}

// goesOn says whether b is the rest of a sentence that a begins.
func goesOn(a, b block) bool {
	const fewest, longest = 6, 4 << 10 // no sentence has more bytes
	text := func(b block) bool {
		return b.why == "" && !b.item && !b.rule && (b.kind == retrieval.Paragraph || b.guessed)
	}
	return text(a) && text(b) && len(a.text) < longest && a.trail.Why == "" && b.lead.Why == "" && runsOn(a.text, b.text) && a.words() >= fewest
}

// runsOn says whether a sentence that stops at the end of a goes on in b.
func runsOn(a, b string) bool {
	if endsSentence(a) || strings.ContainsAny(a[len(a)-1:], ":;\"'") || strings.HasSuffix(a, "”") || strings.HasSuffix(a, "’") {
		return false
	}
	return startsLower(b)
}
