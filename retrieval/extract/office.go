package extract

import (
	"errors"
	"strconv"
	"strings"

	"dateline/retrieval"
)

// officePage reads the formats that are zip files: DOCX, ODT and EPUB.
func officePage(src Source) (*page, error) {
	a, err := openArchive(src.Data)
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
	return nil, errors.New("it is a zip file, but neither DOCX, ODT nor EPUB: unpack it and load the files in it")
}

// officeText gathers blocks from the paragraphs of an office document.
type officeText struct {
	blocks []block
	text   strings.Builder
	linked int
	links  int
	kind   retrieval.BlockKind
	item   bool
	// row says that the paragraphs of a table's row are under way: they make
	// one block.
	rows int
}

func (o *officeText) add(text string) {
	o.text.WriteString(text)
	if o.links > 0 {
		o.linked += len(strings.TrimSpace(text))
	}
}

// flush ends a paragraph.
func (o *officeText) flush() {
	if o.rows > 0 {
		o.text.WriteByte(' ')
		return
	}
	if text := tidy(o.text.String()); text != "" {
		o.blocks = append(o.blocks, block{kind: o.kind, text: text, linked: o.linked, item: o.item})
	}
	o.text.Reset()
	o.linked, o.kind, o.item = 0, retrieval.Paragraph, false
}

// endRow ends a table's row: a short one is data, which is never quoted, and a
// long one text that was laid out in a table.
func (o *officeText) endRow() {
	const maxBytes = 600
	if o.rows--; o.rows > 0 {
		return
	}
	o.rows = 0
	o.kind = retrieval.Caption
	if o.text.Len() > maxBytes {
		o.kind = retrieval.Paragraph
	}
	o.flush()
}

var (
	headingStyle = lazy(`(?i)^(heading|title|subtitle|überschrift|titel|titre|título|titolo|kop|rubrik)( |$|\d)`)
	captionStyle = lazy(`(?i)^(caption|beschriftung|légende|figure|illustration|table of|toc |contents|header|footer)`)
)

// kindOf tells a block's kind from the name of its paragraph style.
func kindOf(style string) retrieval.BlockKind {
	switch {
	case headingStyle.MatchString(style):
		return retrieval.Heading
	case captionStyle.MatchString(style):
		return retrieval.Caption
	}
	return retrieval.Paragraph
}

// docxPage reads a document of Word.
func docxPage(a *archive, src Source) (*page, error) {
	data, err := a.read("word/document.xml")
	if err != nil {
		return nil, err
	}
	styles, err := docxStyles(a)
	if err != nil {
		return nil, err
	}
	o := &officeText{kind: retrieval.Paragraph}
	reader := docxReader{officeText: o, styles: styles}
	if err := eachElement(data, reader.start, reader.chars, reader.end); err != nil {
		return nil, err
	}
	o.flush()
	core, err := a.read("docProps/core.xml")
	if err != nil {
		return nil, err
	}
	return officeResult(o, core, src)
}

// docxStyles maps the ids of paragraph styles to their names.
func docxStyles(a *archive) (map[string]string, error) {
	data, err := a.read("word/styles.xml")
	if err != nil || data == nil {
		return nil, err
	}
	styles := map[string]string{}
	id := ""
	err = eachElement(data, func(name string, attrs map[string]string) bool {
		switch name {
		case "style":
			id = attrs["styleId"]
		case "name":
			if id != "" && styles[id] == "" {
				styles[id] = attrs["val"]
			}
		}
		return true
	}, func(string) {}, func(string) {})
	return styles, err
}

// docxReader reads the elements of WordprocessingML.
type docxReader struct {
	*officeText
	styles map[string]string
	// said is that characters are text, not instructions or layout.
	said bool
}

func (r *docxReader) start(name string, attrs map[string]string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "instrText", "delText", "pict":
		// What is deleted, and what repeats a shape for old programs.
		return name == "pict"
	case "t":
		r.said = true
	case "tab", "ptab":
		r.add(" ")
	case "br", "cr":
		r.flush()
	case "noBreakHyphen":
		r.add("-")
	case "hyperlink":
		r.links++
	case "tr":
		r.rows++
	case "pStyle":
		style := attrs["val"]
		if known := r.styles[style]; known != "" {
			style = known
		}
		r.kind = kindOf(style)
	case "outlineLvl":
		if level, err := strconv.Atoi(attrs["val"]); err == nil && level < 9 {
			r.kind = retrieval.Heading
		}
	case "numPr":
		r.item = true
	case "txbxContent":
		r.flush()
	}
	return true
}

func (r *docxReader) chars(text string) {
	if r.said {
		r.add(text)
	}
}

func (r *docxReader) end(name string) {
	switch name {
	case "t":
		r.said = false
	case "p":
		r.flush()
	case "hyperlink":
		r.links--
	case "tr":
		r.endRow()
	}
}

// odtPage reads an OpenDocument text.
func odtPage(a *archive, src Source) (*page, error) {
	manifest, err := a.read("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if strings.Contains(string(manifest), "encryption-data") {
		return nil, errors.New("it is encrypted: save it without a password")
	}
	data, err := a.read("content.xml")
	if err != nil {
		return nil, err
	}
	o := &officeText{kind: retrieval.Paragraph}
	reader := odtReader{officeText: o, parents: map[string]string{}}
	if err := eachElement(data, reader.start, reader.chars, reader.end); err != nil {
		return nil, err
	}
	o.flush()
	meta, err := a.read("meta.xml")
	if err != nil {
		return nil, err
	}
	return officeResult(o, meta, src)
}

// odtReader reads the elements of OpenDocument.
type odtReader struct {
	*officeText
	// parents maps automatic styles to the named ones they are made of.
	parents map[string]string
	// depth counts the paragraphs under way, items the list items.
	depth, items int
}

func (r *odtReader) start(name string, attrs map[string]string) bool {
	switch name {
	case "tracked-changes", "annotation", "note", "forms", "sequence-decls":
		return false
	case "style":
		r.parents[attrs["name"]] = attrs["parent-style-name"]
	case "p", "h":
		if r.depth == 0 {
			r.flush()
		}
		r.depth++
		r.item = r.items > 0
		r.kind = retrieval.Heading
		if name == "p" {
			r.kind = r.kindOf(attrs["style-name"])
		}
	case "list-item":
		r.items++
	case "table-row":
		r.rows++
	case "a":
		r.links++
	case "s":
		r.add(strings.Repeat(" ", min(1, len(attrs)+1)))
	case "tab":
		r.add(" ")
	case "line-break":
		r.flush()
	}
	return true
}

// kindOf tells a block's kind from its style, or the one that style is made
// of.
func (r *odtReader) kindOf(style string) retrieval.BlockKind {
	if parent := r.parents[style]; parent != "" {
		style = parent
	}
	return kindOf(strings.ReplaceAll(style, "_20_", " "))
}

func (r *odtReader) chars(text string) {
	if r.depth > 0 {
		r.add(text)
	}
}

func (r *odtReader) end(name string) {
	switch name {
	case "p", "h":
		r.depth--
		r.flush()
	case "list-item":
		r.items--
	case "table-row":
		r.endRow()
	case "a":
		r.links--
	}
}

// officeResult makes a page of what was gathered and of the document's
// properties. Its dates are those of the file, not of a publication.
func officeResult(o *officeText, properties []byte, src Source) (*page, error) {
	stated, err := elementText(properties, "title", "creator", "initial-creator", "language")
	if err != nil {
		return nil, err
	}
	filed := filedMeta(stated["title"], stated["initial-creator"])
	if len(filed.Authors) == 0 {
		filed.Authors = filedMeta("", stated["creator"]).Authors
	}
	return &page{meta: src.Known, filed: filed, blocks: o.blocks}, nil
}

// filedMeta is metadata from a file's properties, which programs fill in with
// names of files and users unless a person does.
func filedMeta(title, author string) retrieval.Meta {
	var m retrieval.Meta
	if strings.Contains(title, " ") && !strings.HasPrefix(title, "Microsoft ") {
		m.Title = title
	}
	m.Authors = authorsOf(author)
	return m
}
