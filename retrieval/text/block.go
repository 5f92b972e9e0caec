package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// BlockKind says what a block of an article's body is.
type BlockKind string

// The kinds of block. Only a paragraph may be quoted.
const (
	Paragraph BlockKind = "p"
	Heading   BlockKind = "h"
	Caption   BlockKind = "c"
)

// Block is a paragraph, heading or caption of a body.
type Block struct {
	Span
	Kind BlockKind `json:"kind"`
	// Cut says that something was taken out of the source between the block
	// before and this one, so that no excerpt may reach across.
	Cut bool `json:"cut,omitempty"`
}

// ValidBlocks reports whether blocks are an order of spans of body that do not
// overlap, of known kinds, with nothing but white space between them.
func ValidBlocks(blocks []Block, body string) bool {
	end := 0
	for _, b := range blocks {
		if _, ok := b.Of(body); !ok || b.Start < end || strings.TrimSpace(body[end:b.Start]) != "" {
			return false
		}
		if b.Kind != Paragraph && b.Kind != Heading && b.Kind != Caption {
			return false
		}
		end = b.End
	}
	return strings.TrimSpace(body[end:]) == ""
}

// FindBlocks divides a body that came without blocks. An empty line always
// ends a block; a single line break does unless the lines look wrapped at a
// fixed width. A short line without an end mark is a heading when more text
// follows it.
func FindBlocks(body string) []Block {
	var blocks []Block
	for _, part := range paragraphs(body) {
		if wrapped(body[part.Start:part.End]) {
			blocks = append(blocks, Block{Span: part, Kind: Paragraph})
			continue
		}
		for _, line := range lines(body, part) {
			blocks = append(blocks, Block{Span: line, Kind: Paragraph})
		}
	}
	for i := range blocks {
		if i+1 < len(blocks) && headingLike(body[blocks[i].Start:blocks[i].End]) {
			blocks[i].Kind = Heading
		}
	}
	return blocks
}

// paragraphs are the runs of lines between empty lines, without the white
// space around them.
func paragraphs(body string) []Span {
	var out []Span
	open := false
	for _, line := range lines(body, Span{0, len(body)}) {
		gap := open && strings.Count(body[out[len(out)-1].End:line.Start], "\n") > 1
		if !open || gap {
			out = append(out, line)
			open = true
			continue
		}
		out[len(out)-1].End = line.End
	}
	return out
}

// lines are the lines of body within s that hold more than white space,
// without the white space around them.
func lines(body string, s Span) []Span {
	var out []Span
	for start := s.Start; start < s.End; {
		end := s.End
		if i := strings.IndexByte(body[start:s.End], '\n'); i >= 0 {
			end = start + i
		}
		if line := TrimSpace(body, Span{start, end}); line.Len() > 0 {
			out = append(out, line)
		}
		start = end + 1
	}
	return out
}

// TrimSpace narrows s by the white space at its ends.
func TrimSpace(body string, s Span) Span {
	text := body[s.Start:s.End]
	left := len(text) - len(strings.TrimLeftFunc(text, unicode.IsSpace))
	right := len(text) - len(strings.TrimRightFunc(text, unicode.IsSpace))
	if left == len(text) {
		return Span{s.Start, s.Start}
	}
	return Span{s.Start + left, s.End - right}
}

// wrapped reports whether the line breaks of text are those of a fixed width:
// several lines, all but the last of nearly one length, few of them ending a
// sentence.
func wrapped(text string) bool {
	all := strings.Split(text, "\n")
	if len(all) < 2 {
		return false
	}
	shortest, longest, ended := 1<<30, 0, 0
	for _, line := range all[:len(all)-1] {
		line = strings.TrimSpace(line)
		n := utf8.RuneCountInString(line)
		shortest, longest = min(shortest, n), max(longest, n)
		if endsSentence(line) {
			ended++
		}
	}
	return longest <= 120 && shortest >= 40 && longest-shortest <= 25 && ended*2 < len(all)
}

// maxHeadingWords bounds what can be a heading.
const maxHeadingWords = 14

func headingLike(text string) bool {
	if endsSentence(text) || CountWords(text) > maxHeadingWords {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(text)
	return !strings.ContainsRune(":;,：；，、،؛", last)
}

// endsSentence reports whether text ends in a mark that closes a sentence,
// quotation marks and brackets after it aside.
func endsSentence(text string) bool {
	text = strings.TrimRight(text, "\"'”’»)]」』）")
	last, _ := utf8.DecodeLastRuneInString(text)
	return strings.ContainsRune(".!?…。！？｡؟۔।॥။។", last)
}
