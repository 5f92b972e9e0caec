package extract

import (
	"strconv"

	"dateline/retrieval/text"
)

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
	o := &officeText{kind: text.Paragraph}
	reader := docxReader{officeText: o, styles: styles}
	if err := eachElement(a.xml(data), reader.start, reader.chars, reader.end); err != nil {
		return nil, err
	}
	o.flush()
	if err := docxNotes(a, o, styles); err != nil {
		return nil, err
	}
	core, err := a.read("docProps/core.xml")
	if err != nil {
		return nil, err
	}
	return officeResult(o, a.xml(core), src)
}

// docxNotes tells of the notes of a document, which stand in files of their own.
func docxNotes(a *archive, o *officeText, styles map[string]docxStyle) error {
	for _, name := range []string{"word/footnotes.xml", "word/endnotes.xml"} {
		data, err := a.read(name)
		if err != nil {
			return err
		}
		notes := &officeText{kind: text.Paragraph}
		reader := docxReader{officeText: notes, styles: styles}
		if err := eachElement(a.xml(data), reader.start, reader.chars, reader.end); err != nil {
			return err
		}
		for _, b := range notes.blocks {
			o.leaveOut(b.text, whyNotes)
		}
	}
	return nil
}

// docxStyle is a style's name, and how it sets text.
type docxStyle struct {
	name string
	set  setting
}

// docxStyles maps the ids of styles to what they are.
func docxStyles(a *archive) (map[string]docxStyle, error) {
	data, err := a.read("word/styles.xml")
	if err != nil || data == nil {
		return nil, err
	}
	styles := map[string]docxStyle{}
	id := ""
	err = eachElement(a.xml(data), func(name string, attrs map[string]string) bool {
		style := styles[id]
		switch name {
		case "style":
			id = attrs["styleId"]
			return true
		case "name":
			if style.name == "" {
				style.name = attrs["val"]
			}
		default:
			style.set.docx(name, attrs["val"])
		}
		if id != "" {
			styles[id] = style
		}
		return true
	}, func(string) {}, func(string) {})
	return styles, err
}

// docx takes what a property of a run says.
func (s *setting) docx(property, value string) {
	on := value != "0" && value != "false" && value != "off"
	switch property {
	case "vanish":
		s.hidden = on
	case "strike", "dstrike":
		s.struck = on
	case "vertAlign":
		s.raised, s.lowered = value == "superscript", value == "subscript"
	}
}

// docxReader reads the elements of WordprocessingML.
type docxReader struct {
	*officeText
	styles map[string]docxStyle
	// said is that characters are text, not instructions or layout.
	said bool
	// runs counts the runs under way: what properties say elsewhere is of the
	// paragraph's mark.
	runs int
}

func (r *docxReader) start(name string, attrs map[string]string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "instrText", "delText":
		// What is deleted, and what repeats a shape for old programs.
		return false
	case "t":
		r.said = true
	case "r":
		r.runs++
		r.set = setting{}
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
	case "txbxContent":
		r.flush()
	default:
		r.property(name, attrs["val"])
	}
	return true
}

// property reads what an element says of the run or the paragraph under way.
func (r *docxReader) property(name, value string) {
	switch name {
	case "vanish", "strike", "dstrike", "vertAlign":
		if r.runs > 0 {
			r.set.docx(name, value)
		}
	case "rStyle":
		if r.runs > 0 {
			r.set = r.styles[value].set
		}
	case "pStyle":
		style := value
		if known := r.styles[style].name; known != "" {
			style = known
		}
		r.kind = kindOf(style)
	case "outlineLvl":
		if level, err := strconv.Atoi(value); err == nil && level < 9 {
			r.kind = text.Heading
		}
	case "numPr":
		r.item = true
	}
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
	case "r":
		r.runs--
		r.set = setting{}
	case "p":
		r.flush()
	case "hyperlink":
		r.links--
	case "tr":
		r.endRow()
	}
}
