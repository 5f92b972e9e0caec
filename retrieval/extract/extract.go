// Package extract turns the bytes of one document into a clean article.
//
// It reads plain text and Markdown, either with front matter, web pages, PDF,
// DOCX, ODT, EPUB and feeds, and tells them apart by their content. What it
// keeps is the article's own words, in paragraphs, headings and captions, with
// the metadata that the document states. What it takes out is everything else
// that stands on a page: the headline (it is metadata), bylines and date lines,
// labels, calls to action, legal notices, readers' comments and the forms for
// writing them. Each of these is recognised by its form and place, never by one
// site's wording, and is listed in the result, so that a person can see what
// was taken out.
//
// The words of a body are the document's to the letter. They are only
// normalised to NFC, and a line break or a run of spaces within a paragraph
// becomes one space; a no-break space stays one.
//
// It refuses what holds no text, what is binary, encrypted or broken, text that
// is neither UTF-8 nor marked as UTF-16, and what is too long. Documents are
// hostile: whatever the bytes, it returns, within bounds on time and memory.
package extract

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"dateline/retrieval"
)

// Config bounds what is accepted.
type Config struct {
	// MaxBody is the largest article in bytes; 0 means retrieval.MaxBody.
	MaxBody int
	// CacheDir is a folder where the compiled reader of PDFs is kept, so that
	// only the first program to read one has to compile it; "" keeps nothing.
	CacheDir string
}

// Version counts the changes after which a document that was read before may
// give another article.
const Version = 4

// Source is a document and what is known of it beforehand.
type Source struct {
	Data []byte
	// URL is where the document was found, if it was on the web.
	URL string
	// ContentType is what the transport said of Data, "" when it said nothing.
	ContentType string
	// Known is metadata that goes before whatever the document says.
	Known retrieval.Meta
	// Fallback is metadata that counts only where the document says nothing.
	Fallback retrieval.Meta
}

// Removed is a piece of a document that is not in the article's body.
type Removed struct {
	Text string `json:"text"`
	Why  string `json:"reason"`
}

// Beyond reports whether it stands on the page around the article, as menus do.
func (r Removed) Beyond() bool {
	return r.Why == whyOutside || r.Why == whyRelated || r.Why == whyFurniture
}

// Result is an article and what was left out of it, in the document's order.
type Result struct {
	Article retrieval.Article
	Removed []Removed
}

// Extractor extracts articles. It may be used from several goroutines at once.
type Extractor struct {
	maxBody int
	pdf     pdfEngine
}

// New returns an extractor; it costs nothing until it is used.
func New(cfg Config) *Extractor {
	if cfg.MaxBody == 0 {
		cfg.MaxBody = retrieval.MaxBody
	}
	return &Extractor{maxBody: cfg.MaxBody, pdf: newPDFEngine(cfg.CacheDir)}
}

// Close frees what was started for reading PDFs.
func (x *Extractor) Close() error { return x.pdf.Close() }

// Extract returns the article that src holds. An error other than the
// context's says what is wrong with the document and what would do.
func (x *Extractor) Extract(ctx context.Context, src Source) (Result, error) {
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	if len(bytes.TrimSpace(src.Data)) == 0 {
		return Result{}, errEmpty
	}
	p, err := x.page(ctx, src)
	if err != nil {
		return Result{}, err
	}
	p.filed = prefer(p.filed, src.Fallback)
	return x.finish(ctx, p)
}

// finish cleans a page and makes an article of it.
func (x *Extractor) finish(ctx context.Context, p *page) (Result, error) {
	p.clean(ctx)
	if err := ctx.Err(); err != nil {
		return Result{}, err
	}
	result, err := p.result()
	addressed(&result.Article.Meta)
	if err == nil && len(result.Article.Body) > x.maxBody {
		err = TooLong(x.maxBody)
	}
	return result, err
}

// addressed completes metadata by its address: its day, where no other is stated.
func addressed(m *retrieval.Meta) {
	m.URL = withoutTrackers(m.URL)
	if m.Published != "" && !m.PublishedInferred {
		return
	}
	if day := dayInURL(m.URL); day != "" {
		m.Published, m.PublishedInferred = day, true
	}
}

// page reads a document of any format.
func (x *Extractor) page(ctx context.Context, src Source) (*page, error) {
	switch {
	case bytes.HasPrefix(src.Data, []byte("PK\x03\x04")):
		return officePage(ctx, src)
	case bytes.HasPrefix(src.Data, []byte("%PDF-")):
		return x.pdfDocument(ctx, src)
	case isHTML(src.Data):
		text, err := toUTF8(src.Data, src.ContentType)
		if err != nil {
			return nil, err
		}
		return x.webPage(ctx, text, src)
	}
	return x.textPage(src)
}

// textPage reads plain text or Markdown.
func (x *Extractor) textPage(src Source) (*page, error) {
	text, err := x.text(src.Data)
	if err != nil {
		return nil, err
	}
	meta, text, err := frontMatter(text)
	if err != nil {
		return nil, err
	}
	p := &page{meta: prefer(src.Known, meta)}
	if looksLikeMarkdown(text) && tame(text) {
		p.blocks, err = markdownBlocks(text)
		return p, err
	}
	p.blocks = plainBlocks(text)
	return p, nil
}

// text checks that data is text of an acceptable size and returns it without
// a byte order mark.
func (x *Extractor) text(data []byte) (string, error) {
	if len(data) > x.maxBody {
		return "", TooLong(x.maxBody)
	}
	if decoded, ok := utf16Text(data); ok {
		data = decoded
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if len(bytes.TrimSpace(data)) == 0 {
		return "", errEmpty
	}
	if name := binaryFormat(data); name != "" {
		return "", retrieval.NewProblem("not_text", "it is %s, not text: give the article as text or Markdown", name)
	}
	if i := invalidUTF8(data); i >= 0 {
		return "", retrieval.NewProblem("not_utf8", "it is not UTF-8 (byte 0x%02x at offset %d): convert it first, for example with iconv -t UTF-8", data[i], i)
	}
	return string(data), nil
}

// TooLong is the error for an article of more than limit bytes.
func TooLong(limit int) error {
	return retrieval.NewProblem("long_article", "it is longer than the limit of %d bytes for an article: split it", limit)
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}

// prefer returns known with its empty fields filled from found.
func prefer(known, found retrieval.Meta) retrieval.Meta {
	fill := func(field *string, value string) {
		if *field == "" {
			*field = value
		}
	}
	fill(&known.ID, found.ID)
	fill(&known.Title, found.Title)
	fill(&known.Outlet, found.Outlet)
	fill(&known.Agency, found.Agency)
	fill(&known.URL, found.URL)
	fill(&known.Image, found.Image)
	fill(&known.Language, found.Language)
	if known.Published == "" {
		known.Published, known.PublishedInferred = found.Published, found.PublishedInferred
	}
	if len(known.Authors) == 0 {
		known.Authors = found.Authors
	}
	return known
}

// oneLine is text with each run of breakable white space made one space, and
// none at its ends.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, breakable), " ")
}

func breakable(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}
