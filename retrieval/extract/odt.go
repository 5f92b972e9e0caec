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
	reader := odtReader{officeText: o, styles: map[string]odtStyle{}}
	named, err := a.read("styles.xml")
	if err != nil {
		return nil, err
	}
	if err := eachElement(a.xml(named), reader.style, func(string) {}, func(string) {}); err != nil {
		return nil, err
	}
	if err := eachElement(a.xml(data), reader.start, reader.chars, reader.end); err != nil {
		return nil, err
	}
	o.flush()
	meta, err := a.read("meta.xml")
	if err != nil {
		return nil, err
	}
	return officeResult(o, a.xml(meta), src)
}

// odtReader reads the elements of OpenDocument.
type odtReader struct {
	*officeText
	styles map[string]odtStyle
	// styled is the style that is being described.
	styled string
	// spans are the settings around the text under way, note the text of the
	// note under way, and noted says that there is one.
	spans []setting
	note  strings.Builder
	noted bool
	// depth counts the paragraphs under way, items the list items.
	depth, items int
}

// odtStyle is the named style that a style is made of, and how it sets text.
type odtStyle struct {
	parent string
	set    setting
}

// style takes what a style is.
func (r *odtReader) style(name string, attrs map[string]string) bool {
	switch name {
	case "style":
		r.styled = attrs["name"]
		parent := attrs["parent-style-name"]
		r.styles[r.styled] = odtStyle{parent: parent, set: r.styles[parent].set}
	case "text-properties":
		style := r.styles[r.styled]
		style.set.odt(attrs)
		r.styles[r.styled] = style
	case "master-styles":
		return false // heads and feet of pages
	}
	return true
}

// odt takes what the properties of a text say.
func (s *setting) odt(attrs map[string]string) {
	if position := attrs["text-position"]; position != "" {
		s.raised = strings.HasPrefix(position, "super")
		s.lowered = strings.HasPrefix(position, "sub")
	}
	if display := attrs["display"]; display != "" {
		s.hidden = display == "none"
	}
	if line := attrs["text-line-through-style"]; line != "" {
		s.struck = line != "none"
	}
}

// within sets the text of an element in its style.
func (r *odtReader) within(style string) {
	r.spans = append(r.spans, r.set)
	set := r.styles[style].set
	r.set = setting{
		hidden: r.set.hidden || set.hidden, struck: r.set.struck || set.struck,
		raised: r.set.raised || set.raised, lowered: r.set.lowered || set.lowered,
	}
}

// without ends an element's setting.
func (r *odtReader) without() {
	if last := len(r.spans) - 1; last >= 0 {
		r.set, r.spans = r.spans[last], r.spans[:last]
	}
}

func (r *odtReader) start(name string, attrs map[string]string) bool {
	if r.noted {
		return name != "note-citation"
	}
	switch name {
	case "tracked-changes", "annotation", "forms", "sequence-decls":
		return false
	case "hidden-text", "hidden-paragraph":
		return false
	case "note":
		r.noted = true
	case "style", "text-properties":
		return r.style(name, attrs)
	case "section":
		return attrs["display"] != "none"
	case "span":
		r.within(attrs["style-name"])
	case "p", "h":
		r.block(name, attrs["style-name"])
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

// block begins a paragraph or a heading.
func (r *odtReader) block(name, style string) {
	if r.depth == 0 {
		r.flush()
	}
	r.within(style)
	r.depth++
	r.item = r.items > 0
	r.kind = text.Heading
	if name == "p" {
		r.kind = r.kindOf(style)
	}
}

// kindOf tells a block's kind from its style, or the one that style is made
// of.
func (r *odtReader) kindOf(style string) text.BlockKind {
	if parent := r.styles[style].parent; parent != "" {
		style = parent
	}
	return kindOf(strings.ReplaceAll(style, "_20_", " "))
}

func (r *odtReader) chars(text string) {
	switch {
	case r.noted:
		r.note.WriteString(text)
	case r.depth > 0:
		r.add(text)
	}
}

func (r *odtReader) end(name string) {
	if r.noted {
		r.endNote(name)
		return
	}
	switch name {
	case "span":
		r.without()
	case "p", "h":
		r.depth--
		r.without()
		r.flush()
	case "list-item":
		r.items--
	case "table-row":
		r.endRow()
	case "a":
		r.links--
	}
}

// endNote ends a paragraph of a note, or the note.
func (r *odtReader) endNote(name string) {
	switch name {
	case "p", "h":
		r.note.WriteByte(' ')
	case "note":
		r.leaveOut(r.note.String(), whyNotes)
		r.note.Reset()
		r.noted = false
	}
}
