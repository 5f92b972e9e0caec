package extract

import (
	"strings"
	"unicode/utf8"

	"dateline/retrieval/text"
)

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
			b.kind = text.Paragraph
		}
	}
}
