package extract

import (
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
	book, err := readPackage(name, opf)
	if err != nil {
		return nil, err
	}
	p := &page{meta: prefer(src.Known, book.meta)}
	for _, ref := range book.spine {
		data, err := a.read(ref)
		if err != nil {
			return nil, err
		}
		text, err := toUTF8(data, "application/xhtml+xml")
		if err != nil {
			return nil, err
		}
		blocks, err := htmlBlocks(strings.NewReader(text))
		if err != nil {
			return nil, err
		}
		p.blocks = append(p.blocks, blocks...)
	}
	return p, nil
}

// epubPackage finds the file that describes the book.
func epubPackage(a *archive) (name string, data []byte, err error) {
	container, err := a.read("META-INF/container.xml")
	if err != nil {
		return "", nil, err
	}
	err = eachElement(container, func(element string, attrs map[string]string) bool {
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
func readPackage(name string, data []byte) (epubBook, error) {
	var book epubBook
	items := map[string]string{}
	listed := map[string]bool{}
	err := eachElement(data, func(element string, attrs map[string]string) bool {
		switch {
		case element == "item" && strings.Contains(attrs["media-type"], "html") && !strings.Contains(attrs["properties"], "nav"):
			items[attrs["id"]] = beside(name, attrs["href"])
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
	stated, err := elementText(data, "title", "creator", "publisher", "date", "language")
	book.meta = retrieval.Meta{
		Title: stated["title"], Outlet: stated["publisher"], Authors: authorsOf(stated["creator"]),
		Published: publishedFrom(stated["date"]), Language: languageTag(stated["language"]),
	}
	return book, err
}
