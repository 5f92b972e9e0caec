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
	case "del", "moveFrom", "Fallback", "instrText", "delText":
		// What is deleted, and what repeats a shape for old programs.
		return false
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
			r.kind = text.Heading
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
