package extract

import (
	"strings"

	"dateline/retrieval/text"
)

// odtPage reads an OpenDocument text.
func odtPage(a *archive, src Source) (*page, error) {
	manifest, err := a.read("META-INF/manifest.xml")
	if err != nil {
		return nil, err
	}
	if strings.Contains(string(manifest), "encryption-data") {
		return nil, errEncrypted
	}
	data, err := a.read("content.xml")
	if err != nil {
		return nil, err
	}
	o := &officeText{kind: text.Paragraph}
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
		r.kind = text.Heading
		if name == "p" {
			r.kind = r.kindOf(attrs["style-name"])
		}
	case "list-item":
		r.items++
	case "table-row":
		r.rows++
	case "a":
		r.links++
	case "s", "tab":
		r.add(" ")
	case "line-break":
		r.flush()
	}
	return true
}

// kindOf tells a block's kind from its style, or the one that style is made
// of.
func (r *odtReader) kindOf(style string) text.BlockKind {
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
