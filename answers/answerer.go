package answers

import (
	"context"
	"errors"
	"log/slog"

	"dateline/retrieval"
)

// Config tunes how questions are answered.
type Config struct {
	// Threshold is the confidence, 0 to 1, under which it abstains.
	Threshold float64
	// Excerpts is how many excerpts an answer has at most.
	Excerpts int
}

// Answerer answers questions from one library.
type Answerer struct{}

// New gives an Answerer; it is cheap to make.
func New(log *slog.Logger, lib *retrieval.Library, cfg Config) *Answerer { return &Answerer{} }

// Ask answers q, or abstains.
func (a *Answerer) Ask(ctx context.Context, q Question) (Answer, error) {
	return Answer{}, errors.New("not built yet")
}

// Summarize gives at most n sentences that carry the article, in its order;
// retrieval.ErrNoArticle when there is no such article.
func (a *Answerer) Summarize(ctx context.Context, articleID string, n int) (Summary, error) {
	return Summary{}, errors.New("not built yet")
}
