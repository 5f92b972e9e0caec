package bot

import (
	"context"
	"fmt"
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
