package extract

import (
	"bytes"
	"strings"
)

// signatures are the first bytes of formats that are met in place of text.
var signatures = []struct{ prefix, name string }{
	{"\xd0\xcf\x11\xe0", "an old or encrypted Office document"},
	{"{\\rtf", "an RTF document"},
	{"\xff\xfe", "broken UTF-16"},
	{"\xfe\xff", "broken UTF-16"},
	{"\x1f\x8b", "a gzip file"},
	{"\x89PNG", "an image"},
	{"\xff\xd8\xff", "an image"},
	{"GIF8", "an image"},
}

// binaryFormat names what data is when it is not text, else "".
func binaryFormat(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.prefix)) {
			return s.name
		}
	}
	head := data[:min(len(data), 64<<10)]
	control := 0
	for _, b := range head {
		if b == 0 {
			return "binary"
		}
		if b < ' ' && !strings.ContainsRune("\t\n\v\f\r\x1b", rune(b)) {
			control++
		}
	}
	if control*50 > len(head) {
		return "binary"
	}
	return ""
}

var (
	htmlStart = lazy(`(?i)^\s*(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html|head|body)\b`)
	htmlPart  = lazy(`(?i)<(html|head|body)[\s>]`)
	// htmlFragment is the start of a part of a page, saved by itself.
	htmlFragment = lazy(`(?i)^\s*<(div|p|article|section|main|table|h[1-6]|ul|ol|span|header)(\s[^<>]*)?>`)
	htmlEnd      = lazy(`(?i)</(p|div|body|html|a|td|article|section|main|h[1-6]|li)>`)
)

// isHTML reports whether data is a web page.
func isHTML(data []byte) bool {
	head := bytes.TrimPrefix(data[:min(len(data), 4<<10)], []byte("\ufeff"))
	if text, ok := utf16Text(head[:len(head)&^1]); ok {
		head = text
	}
	if htmlStart.Match(head) {
		return true
	}
	// Markdown may hold parts of pages too.
	part := htmlPart.Match(head) || htmlFragment.Match(head)
	return part && htmlEnd.Match(data) && !looksLikeMarkdown(string(head))
}

// Marks that a writer of Markdown makes and a writer of plain text does not.
var (
	markdownLink = lazy(`\]\((#|/|\w+:)[^)\n]*\)`)
	markdownLine = lazy("(?m)^(#{1,6} \\S|```|~~~|!\\[)")
	markdownBold = lazy(`(\*\*|__)[\pL\pN“"‘'][^\n]*?[\pL\pN.,:;!?”"’')](\*\*|__)`)
	markdownEm   = lazy(`(?m)(^|\s)(\*[\pL\pN“"‘'][^*\n]*[\pL\pN.,:;!?”"’')]\*|_[\pL\pN“"‘'][^_\n]*[\pL\pN.,:;!?”"’')]_)(\W|$)`)
)

// looksLikeMarkdown reports whether text carries Markdown's marks. What it does
// not notice reads the same as plain text, so one mark of a sure kind is asked
// for.
func looksLikeMarkdown(text string) bool {
	return markdownLine.MatchString(text) || markdownLink.MatchString(text) ||
		markdownBold.MatchString(text) || markdownEm.MatchString(text)
}
