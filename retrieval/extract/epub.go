package extract

import (
	"bytes"
	"io"
	"net/url"
	"strings"

	"dateline/retrieval"
)

// epubPage reads an EPUB: the documents of its spine, in order.
func epubPage(a *archive, src Source) (*page, error) {
	encryption, err := a.read("META-INF/encryption.xml")
	if err != nil {
		return nil, err
	}
	if a.has("META-INF/rights.xml") || a.has("META-INF/license.lcpl") || strings.Contains(string(encryption), "xmlenc#aes") {
		return nil, retrieval.NewProblem("protected", "it is protected against copying: give a copy without protection")
	}
	name, opf, err := epubPackage(a)
	if err != nil {
		return nil, err
	}
	book, err := readPackage(a, name, opf)
	if err != nil {
		return nil, err
	}
	p := &page{meta: prefer(src.Known, book.meta)}
	elements := 0
	for _, ref := range book.spine {
		if err := a.ctx.Err(); err != nil {
			return nil, err
		}
		if !a.has(ref) {
			p.partial = true
			p.after = append(p.after, Removed{Text: ref, Why: whyAbsent})
			continue
		}
		data, err := a.read(ref)
		if err != nil {
			return nil, err
		}
		if elements += bytes.Count(data, []byte("<")); elements > maxBookTags {
			return nil, retrieval.NewProblem("many_elements", "it has more than %d elements: give the article's text instead", maxBookTags)
		}
		text, err := toUTF8(data, "application/xhtml+xml")
		if err != nil {
			return nil, err
		}
		blocks, err := htmlBlocks(text)
		if err != nil {
			return nil, err
		}
		if p.blocks = append(p.blocks, blocks...); len(p.blocks) > maxBlocks {
			return nil, errBlocks
		}
	}
	return p, nil
}

// maxBookTags is how many tags the chapters of a book may have: each takes some
// hundred bytes while its chapter is read.
const maxBookTags = 400_000

// epubPackage finds the file that describes the book.
func epubPackage(a *archive) (name string, data []byte, err error) {
	container, err := a.read("META-INF/container.xml")
	if err != nil {
		return "", nil, err
	}
	err = eachElement(a.xml(container), func(element string, attrs map[string]string) bool {
		if element == "rootfile" && name == "" {
			name = beside("", attrs["full-path"])
		}
		return true
	}, func(string) {}, func(string) {})
	if err != nil {
		return "", nil, err
	}
	if data, err = a.read(name); err == nil && data == nil {
		err = retrieval.NewProblem("broken_epub", "it is an EPUB without a package file: get it again from where it came")
	}
	return name, data, err
}

// epubBook is what a package file says.
type epubBook struct {
	meta  retrieval.Meta
	spine []string
}

// readPackage reads the package file of that name.
func readPackage(a *archive, name string, data []byte) (epubBook, error) {
	var book epubBook
	items := map[string]string{}
	listed := map[string]bool{}
	err := eachElement(a.xml(data), func(element string, attrs map[string]string) bool {
		switch {
		case element == "item" && strings.Contains(attrs["media-type"], "html") && !strings.Contains(attrs["properties"], "nav"):
			items[attrs["id"]] = beside(name, unquoted(attrs["href"]))
		case element == "itemref" && attrs["linear"] != "no":
			if ref := items[attrs["idref"]]; ref != "" && !listed[ref] {
				listed[ref] = true
				book.spine = append(book.spine, ref)
			}
		}
		return true
	}, func(string) {}, func(string) {})
	if err != nil {
		return book, err
	}
	stated, err := elementText(a.xml(data), "publisher", "language")
	if err != nil {
		return book, err
	}
	book.meta = retrieval.Meta{Outlet: stated["publisher"], Language: languageTag(stated["language"])}
	err = book.titled(a.xml(data))
	return book, err
}

// unquoted is a reference with its escapes read, or as it is where they are
// none.
func unquoted(ref string) string {
	path, _, _ := strings.Cut(ref, "#")
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

// epubField is an element of a book's metadata.
type epubField struct {
	name, id, role, event, text string
}

// titled takes the book's main title, its authors and its day. Which of several
// titles is the main one, and what part a creator has, other elements may say.
func (b *epubBook) titled(in io.Reader) error {
	var fields []epubField
	said := map[string]string{} // what refines an element, by its id and property
	var open *epubField
	refines := ""
	err := eachElement(in, func(name string, attrs map[string]string) bool {
		open, refines = nil, ""
		switch name {
		case "title", "creator", "date":
			fields = append(fields, epubField{name: name, id: attrs["id"], role: attrs["role"], event: attrs["event"]})
			open = &fields[len(fields)-1]
		case "meta":
			refines = strings.TrimPrefix(attrs["refines"], "#") + " " + attrs["property"]
		}
		return name != "manifest" && name != "spine"
	}, func(text string) {
		switch {
		case open != nil:
			open.text += text
		case refines != "":
			said[refines] += text
		}
	}, func(string) { open, refines = nil, "" })
	if err != nil {
		return err
	}
	for _, f := range fields {
		b.take(f, said)
	}
	return nil
}

// take takes one field, given what refines it.
func (b *epubBook) take(f epubField, said map[string]string) {
	text := tidy(f.text)
	switch kind := tidy(said[f.id+" title-type"]); {
	case f.name == "title" && (b.meta.Title == "" || f.id != "" && kind == "main"):
		b.meta.Title = text
	case f.name == "creator":
		role := f.role
		if role == "" && f.id != "" {
			role = tidy(said[f.id+" role"])
		}
		if role != "" && role != "aut" {
			return // a translator, an illustrator
		}
		for _, name := range creators(text) {
			b.meta.Authors = addName(b.meta.Authors, name)
		}
	case f.name == "date" && f.event != "modification" && f.event != "creation" && b.meta.Published == "":
		b.meta.Published = publishedFrom(text)
	}
}
