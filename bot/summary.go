package bot

import (
	"context"
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/retrieval"
)

// defaultSentences is how long a summary is when nothing else is asked for, and
// maxSentences how long it can be.
const (
	defaultSentences = 5
	maxSentences     = 15
)

// summary shows the sentences that carry an article, or the main points of
// several.
func (b *Bot) summary(ctx context.Context, r *request) (message, error) {
	if r.given.text("article") == "" {
		return b.digest(ctx, r)
	}
	for _, name := range []string{"topic", "outlet", "since", "until"} {
		if r.given.text(name) != "" {
			return message{}, refuse("article_alone")
		}
	}
	lib, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	article, ok := find(articles, r.given.text("article"))
	if !ok {
		return message{}, refuse("no_article")
	}
	n := r.given.number("sentences")
	if n <= 0 {
		n = defaultSentences
	}
	s, err := lib.Summarize(ctx, article.ID, min(n, maxSentences))
	if err != nil {
		return message{}, fmt.Errorf("summarize article %s: %w", article.ID, err)
	}
	return renderSummary(r.say, s), nil
}

// find gives the article that a member named: by choosing it from the list, by
// its id, by its headline, or by words that only its headline has.
func find(articles []retrieval.Meta, text string) (retrieval.Meta, bool) {
	hashed := strings.HasPrefix(text, hashMark)
	for _, a := range articles {
		if a.ID == text || hashed && choiceHash(a.ID) == text {
			return a, true
		}
	}
	sought := fold(text)
	var found []retrieval.Meta
	for _, a := range articles {
		title := fold(answers.Headline(a))
		if title == sought {
			return a, true
		}
		if holdsWords(title, sought) {
			found = append(found, a)
		}
	}
	if sought == "" || len(found) != 1 {
		return retrieval.Meta{}, false
	}
	return found[0], true
}
