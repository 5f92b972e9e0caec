package extract

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// block is a paragraph, heading or caption on its way into a body.
type block struct {
	kind text.BlockKind
	// text is one line, in NFC.
	text string
	// linked is how many bytes of text are links.
	linked int
	// styled says that all of text is set in italics or bold.
	styled bool
	// item says that it is an item of a list.
	item bool
	// guessed says that its kind is a guess from its form.
	guessed bool
	// rule says that it is a line across the page, without text.
	rule bool
	// why says why it is left out of the body; "" keeps it.
	why string
	// lead and trail were taken off its text's ends.
	lead, trail Removed
	// around says that it stands around the article, not in it.
	around bool
	// own says that it is a sentence of the article though it is a link.
	own bool
	// inner was taken out of its lines.
	inner []Removed
}

// words counts the words of b.
func (b block) words() int {
	n := 0
	for range strings.FieldsSeq(b.text) {
		n++
	}
	return n
}

// heading reports whether b is marked as a heading, not only guessed to be one.
func (b block) heading() bool { return b.kind == text.Heading && !b.guessed }

// prose reports whether b reads as running text: long enough for a sentence that
// says something, and closed like one.
func (b block) prose() bool {
	n := b.words()
	return b.kind == text.Paragraph && (n >= 12 && endsSentence(b.text) || n >= 30)
}

// page is a document in blocks, while it is cleaned.
type page struct {
	meta   retrieval.Meta
	blocks []block
	// before and after are what the document has around the blocks.
	before, after []Removed
	// filed is what the file's properties say, which counts only where the
	// document itself says nothing.
	filed retrieval.Meta
	// headings are other headlines that the document gives the article.
	headings []string
	partial  bool
}

// Why something is left out of a body, as a person is told.
const (
	whySeparator  = "separator"
	whyTitle      = "headline"
	whyByline     = "byline or date line"
	whyLabel      = "label"
	whyNote       = "editor's note"
	whyFurniture  = "page furniture"
	whyLink       = "link's label"
	whyCredit     = "credit"
	whyNotice     = "legal notice"
	whyComments   = "readers' comments"
	whyBullet     = "list mark"
	whyCaption    = "caption"
	whyRelated    = "links to other pages"
	whyPrompt     = "subscription prompt"
	whyStruck     = "struck out"
	whyHidden     = "hidden"
	whyNotes      = "notes"
	whyStandfirst = "standfirst"
	whyOutside    = "outside the article"
	whyAbsent     = "missing in the file" // a chapter that a book lists
)

// clean marks what is not the article's own text, and takes from it the
// metadata that it states. The order counts: what is certain to be foreign
// goes first, so that what is left shows where the article begins and ends.
func (p *page) clean(ctx context.Context) {
	for _, step := range []func(){
		p.dropSeparators, p.dropComments, p.dropNotices, p.takeTitle, p.takeRunIn, p.takeHead, p.dropEditorsNote, p.dropElsewhere,
		p.dropFurniture, p.dropTail, p.takeAgency, p.dropLinkLabels, p.dropBullets, p.dropEmptySections, p.mend,
	} {
		if ctx.Err() != nil {
			return // nobody waits for it
		}
		step()
	}
}

// kept yields the indexes of the blocks that are in the body so far.
func (p *page) kept(yield func(int) bool) {
	for i := range p.blocks {
		if p.blocks[i].why == "" && !yield(i) {
			return
		}
	}
}

// drop leaves block i out of the body.
func (p *page) drop(i int, why string) { p.blocks[i].why = why }

// trimLead takes the first n bytes off block i, and the white space after.
func (p *page) trimLead(i, n int, why string) {
	b := &p.blocks[i]
	b.lead = Removed{Text: strings.TrimSpace(b.text[:n]), Why: why}
	b.text = strings.TrimLeftFunc(b.text[n:], unicode.IsSpace)
	b.linked = min(b.linked, len(b.text))
}

// trimTrail takes what stands from byte n on off block i, and the white space
// before.
func (p *page) trimTrail(i, n int, why string) {
	b := &p.blocks[i]
	b.trail = Removed{Text: strings.TrimSpace(b.text[n:]), Why: why}
	b.text = strings.TrimRightFunc(b.text[:n], unicode.IsSpace)
	b.linked = min(b.linked, len(b.text))
}

// firstKept is the first block in the body; ok is false when there is none.
func (p *page) firstKept() (first int, ok bool) {
	first = slices.IndexFunc(p.blocks, func(b block) bool { return b.why == "" })
	return first, first >= 0
}

// firstProse is the first block of prose; ok is false when there is none.
func (p *page) firstProse() (first int, ok bool) {
	for i := range p.kept {
		if p.blocks[i].prose() {
			return i, true
		}
	}
	return 0, false
}

// result joins what is kept into an article.
func (p *page) result() (Result, error) {
	out := Result{Article: retrieval.Article{Meta: bounded(prefer(p.meta, p.filed)), Partial: p.partial}, Removed: []Removed{}}
	var body strings.Builder
	cut := false
	remove := func(piece Removed) {
		if piece.Why != "" {
			cut = true
		}
		if piece.Text != "" {
			out.Removed = append(out.Removed, piece)
		}
	}
	out.Removed = append(out.Removed, p.before...)
	for _, b := range p.blocks {
		remove(b.lead)
		out.Removed = append(out.Removed, b.inner...)
		if b.why == "" {
			if body.Len() > 0 {
				body.WriteString("\n\n")
			}
			start := body.Len()
			body.WriteString(b.text)
			out.Article.Blocks = append(out.Article.Blocks, text.Block{
				Span: text.Span{Start: start, End: body.Len()}, Kind: b.kind, Cut: cut && start > 0,
			})
			cut = false
		} else {
			remove(Removed{Text: b.text, Why: b.why})
		}
		remove(b.trail)
	}
	out.Removed = append(out.Removed, p.after...)
	out.Article.Body = body.String()
	if out.Article.Body == "" {
		return Result{}, errNoArticle
	}
	if out.Article.Language == "" {
		out.Article.Language = detectLanguage(out.Article.Body)
	}
	if out.Article.Authors == nil {
		out.Article.Authors = []string{}
	}
	return out, nil
}

// tidy makes text one line in NFC, without characters that have no business
// in an article: controls, byte order marks and soft hyphens.
func tidy(text string) string {
	text = norm.NFC.String(oneLine(text))
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\ufeff' || r == '\u00ad' || r == '\u200b' {
			return -1
		}
		return r
	}, text)
	return strings.TrimFunc(text, unicode.IsSpace)
}

// endsSentence reports whether text ends in a mark that closes a sentence,
// quotation marks and brackets after it aside.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]")
	for _, mark := range []string{".", "!", "?", "…", "。", "！", "？", "؟", "।"} {
		if strings.HasSuffix(text, mark) {
			return true
		}
	}
	return false
}

// fold is text in lower case with its letters and digits only, for comparing.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
