package extract

import (
	"context"
	"io"
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// officePage reads the formats that are zip files: DOCX, ODT and EPUB.
func officePage(ctx context.Context, src Source) (*page, error) {
	a, err := openArchive(ctx, src.Data)
	if err != nil {
		return nil, err
	}
	kind, err := a.read("mimetype")
	if err != nil {
		return nil, err
	}
	switch mime := strings.TrimSpace(string(kind)); {
	case a.has("word/document.xml"):
		return docxPage(a, src)
	case mime == "application/epub+zip" || a.has("META-INF/container.xml") && !a.has("content.xml"):
		return epubPage(a, src)
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.text"):
		return odtPage(a, src)
	}
	return nil, retrieval.NewProblem("zip", "it is a zip file, but neither DOCX, ODT nor EPUB: unpack it and load the files in it")
}

// maxBlocks is how many paragraphs a document may have.
const maxBlocks = 100_000

// errBlocks refuses a document of more.
var errBlocks = retrieval.NewProblem("many_paragraphs", "it has more than %d paragraphs: split it", maxBlocks)

// officeText gathers blocks from the paragraphs of an office document.
type officeText struct {
	blocks []block
	text   strings.Builder
	linked int
	links  int
	kind   text.BlockKind
	item   bool
	// set is how the text under way is set, and inner what was left out of it.
	set   setting
	inner []Removed
	// many says that there is more than is read.
	many bool
	// rows counts the table rows under way: the paragraphs of one make one
	// block.
	rows int
}

// setting is how a run of text is set.
type setting struct {
	hidden, struck, raised, lowered bool
}

// add takes a text, as a line without such settings can write it.
func (o *officeText) add(text string) {
	why := ""
	switch before := o.text.String(); {
	case o.set.hidden:
		why = whyHidden
	case o.set.struck:
		why = whyStruck
	case o.set.raised:
		text = raisedText(text, before)
	case o.set.lowered:
		text = loweredText(text, before, "")
	}
	if why != "" {
		o.leaveOut(text, why)
		return
	}
	o.text.WriteString(text)
	if o.links > 0 {
		o.linked += len(strings.TrimSpace(text))
	}
}

// leaveOut tells of a text that is not the document's to read.
func (o *officeText) leaveOut(text, why string) {
	if text = tidy(text); text != "" {
		o.inner = append(o.inner, Removed{Text: text, Why: why})
	}
}

// flush ends a paragraph.
func (o *officeText) flush() {
	if o.rows > 0 {
		o.text.WriteByte(' ')
		return
	}
	if o.many = o.many || len(o.blocks) >= maxBlocks || len(o.inner) >= maxBlocks; o.many {
		o.text.Reset()
		return
	}
	if text := tidy(o.text.String()); text != "" {
		o.blocks = append(o.blocks, block{kind: o.kind, text: text, linked: o.linked, item: o.item, inner: o.inner})
		o.inner = nil
	}
	o.text.Reset()
	o.linked, o.kind, o.item = 0, text.Paragraph, false
}

// endRow ends a table's row: a short one is data, which is never quoted, and a
// long one text that was laid out in a table.
func (o *officeText) endRow() {
	const maxBytes = 600
	if o.rows--; o.rows > 0 {
		return
	}
	o.rows = 0
	o.kind = text.Caption
	if o.text.Len() > maxBytes {
		o.kind = text.Paragraph
	}
	o.flush()
}

var (
	headingStyle = lazy(`(?i)^(heading|title|subtitle|überschrift|titel|titre|título|titolo|kop|rubrik)( |$|\d)`)
	captionStyle = lazy(`(?i)^(caption|beschriftung|légende|figure|illustration|table of|toc |contents|header|footer)`)
)

// kindOf tells a block's kind from the name of its paragraph style.
func kindOf(style string) text.BlockKind {
	switch {
	case headingStyle.MatchString(style):
		return text.Heading
	case captionStyle.MatchString(style):
		return text.Caption
	}
	return text.Paragraph
}

// officeResult makes a page of what was gathered and of the document's
// properties. Its dates are those of the file, not of a publication.
func officeResult(o *officeText, properties io.Reader, src Source) (*page, error) {
	if o.many {
		return nil, errBlocks
	}
	stated, err := elementText(properties, "title", "creator", "initial-creator", "language")
	if err != nil {
		return nil, err
	}
	filed := filedMeta(stated["title"], stated["initial-creator"])
	if len(filed.Authors) == 0 {
		filed.Authors = creators(stated["creator"])
	}
	return &page{meta: src.Known, filed: filed, blocks: o.blocks, after: o.inner}, nil
}

// filedMeta is metadata from a file's properties, which programs fill in with
// names of files and users unless a person does.
func filedMeta(title, author string) retrieval.Meta {
	var m retrieval.Meta
	if strings.Contains(title, " ") && !strings.HasPrefix(title, "Microsoft ") {
		m.Title = title
	}
	m.Authors = creators(author)
	return m
}
