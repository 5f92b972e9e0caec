package extract

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"dateline/retrieval"
)

// markdownBlocks divides Markdown into blocks. It goes by way of HTML, which
// has one reader for every format that comes down to it.
func markdownBlocks(text string) ([]block, error) {
	text = newlines.Replace(text)
	options := []goldmark.Option{
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		// HTML within Markdown is passed on, for the reader of HTML to judge.
		goldmark.WithRendererOptions(html.WithUnsafe()),
	}
	if linesAreParagraphs(text) {
		options = append(options, goldmark.WithRendererOptions(html.WithHardWraps()))
	}
	var out bytes.Buffer
	if err := goldmark.New(options...).Convert([]byte(text), &out); err != nil {
		return nil, retrieval.NewProblem("markdown", "it cannot be read as Markdown: %w", err)
	}
	return htmlBlocks(out.String())
}

// linesAreParagraphs reports whether text sets each paragraph on one long line
// with no empty line before the next, against Markdown's rule.
func linesAreParagraphs(text string) bool {
	const long = 200
	touching := 0
	before := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if len(before) >= long && len(line) >= long && endsSentence(before) {
			touching++
		}
		before = line
	}
	return touching > 1
}

// tame reports whether text is Markdown that a person may have written. The
// parser's time grows with the square of how many marks stand in a paragraph
// and of how deep blocks nest, so what goes beyond all reason is read as plain
// text.
func tame(text string) bool {
	const maxMarks, maxNested, maxIndent = 500, 20, 200
	marks := 0
	for line := range strings.Lines(text) {
		content := strings.TrimLeft(line, " \t")
		if strings.TrimSpace(content) == "" {
			marks = 0
			continue
		}
		for _, r := range line {
			if strings.ContainsRune("*_[]<`~", r) {
				marks++
			}
		}
		if marks > maxMarks || len(line)-len(content) > maxIndent || nesting(content) > maxNested {
			return false
		}
	}
	return true
}

// nesting counts the quotation and list marks that open line.
func nesting(line string) int {
	marks := line[:len(line)-len(strings.TrimLeft(line, " \t>*+-.)0123456789"))]
	return strings.Count(marks, ">") + len(strings.Fields(marks))
}
