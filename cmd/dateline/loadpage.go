package main

import (
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/retrieval/load"
)

// preview shows what a load would make of an article: where it comes from, what
// is known of it, how its text begins and ends, and what was left out of it.
func (pg *page) preview(it load.Item) {
	meta := it.Article.Meta
	meta.ID, meta.Revision = it.ID, it.Revision
	pg.text(bold, "", fmt.Sprintf("%s: %s", it.Status, answers.Inline(it.Source)))
	pg.source(sourceIndent, meta)
	facts := []string{"id " + answers.Inline(it.ID), fmt.Sprintf("revision %d", it.Revision)}
	if len(meta.Authors) > 0 {
		facts = append(facts, "by "+answers.Inline(strings.Join(meta.Authors, ", ")))
	}
	if meta.Language != "" {
		facts = append(facts, "language "+answers.Inline(meta.Language))
	}
	pg.text(faint, sourceIndent, strings.Join(facts, " · "))
	pg.text(plain, sourceIndent, counted(it.Words, "word", "words")+": "+answers.Inline(bothEnds(it.Article.Body)))
	if it.Partial {
		pg.text(plain, sourceIndent, "only its beginning was available")
	}
	for _, cut := range it.Removed {
		if cut.Beyond() && len(strings.Fields(cut.Text)) < endWords {
			continue // of the page around the article
		}
		pg.text(faint, sourceIndent, answers.Inline(fmt.Sprintf("left out (%s): %s", cut.Why, bothEnds(cut.Text))))
	}
	pg.WriteByte('\n')
}

// endWords is how many words are shown of each end of a text.
const endWords = 12

// bothEnds returns the first and the last words of a text.
func bothEnds(text string) string {
	words := strings.Fields(text)
	if len(words) <= 2*endWords {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:endWords], " ") + " […] " + strings.Join(words[len(words)-endWords:], " ")
}
