package retrieval

import (
	"context"
	"fmt"
	"time"

	index "github.com/blevesearch/bleve_index_api"
)

// Query is a search.
type Query struct {
	Text string
	// Filter narrows strictly.
	Filter Filter
	// Limit is how many passages at most; 0 means DefaultPassages.
	Limit int
	// Today is the day that "yesterday" counts from; zero is the present.
	Today time.Time
}

// DefaultPassages is how many passages a search gives when nothing is said.
const DefaultPassages = 10

// Hit is a passage that a search found.
type Hit struct {
	Span
	// Text is the body's bytes of Span.
	Text     string
	Score    float64
	Article  *Article
	Features []float64
}

// QueryTerm is a word that a query looks for.
type QueryTerm struct {
	Token
	// Weight is the term's inverse document frequency among the library's
	// passages.
	Weight float64
	// Known says that the library holds the term.
	Known bool
}

// Result is what a search found, best first.
type Result struct {
	Terms []QueryTerm
	Hits  []Hit
}

// How much a term weighs in the headline, and as a whole word, beside one in
// the passage.
const (
	titleWeight = 0.4
	exactWeight = 0.3
)

// Search finds the passages that bear on the query.
func (l *Library) Search(ctx context.Context, q Query) (Result, error) {
	sh, release, err := l.set.acquire(ctx, l.record)
	if err != nil {
		return Result{}, err
	}
	defer release()
	res, err := l.search(ctx, sh, q)
	if err != nil {
		return Result{}, fmt.Errorf("search library %q: %w", l.Name(), err)
	}
	return res, nil
}

func (l *Library) search(ctx context.Context, sh *shelf, q Query) (Result, error) {
	if q.Limit <= 0 {
		q.Limit = DefaultPassages
	}
	r, err := sh.index.inner.Reader()
	if err != nil {
		return Result{}, err
	}
	defer r.Close()
	k, err := l.newRanker(ctx, sh, r, q)
	if err != nil {
		return Result{}, err
	}
	cands, err := k.candidates(ctx)
	if err != nil {
		return Result{}, err
	}
	k.rank(cands)
	res := Result{Terms: k.terms}
	for _, c := range cands[:min(q.Limit, len(cands))] {
		hit, err := l.hit(ctx, c)
		if err != nil {
			return Result{}, err
		}
		res.Hits = append(res.Hits, hit)
	}
	return res, nil
}

func (l *Library) hit(ctx context.Context, c scored) (Hit, error) {
	a, err := l.set.text(ctx, c.entry)
	if err != nil {
		return Hit{}, err
	}
	text, ok := c.Of(a.Body)
	if !ok {
		return Hit{}, fmt.Errorf("passage %s is not in its article", c.passageRef)
	}
	return Hit{Span: c.Span, Text: text, Score: c.score, Article: a, Features: c.features[:]}, nil
}

// text gives the newest revision of an article.
func (s *Libraries) text(ctx context.Context, e Entry) (*Article, error) {
	if a := s.texts.get(e.Num, e.Seq); a != nil {
		return a, nil
	}
	a, err := s.store.Revision(ctx, e.Num, e.Revision)
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", e.ID, err)
	}
	s.texts.put(e.Num, e.Seq, &a)
	return &a, nil
}

// frequency is the number of passages that hold term in field.
func frequency(ctx context.Context, r index.IndexReader, field, term string) (uint64, error) {
	tfr, err := r.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return 0, fmt.Errorf("open postings of %s:%q: %w", field, term, err)
	}
	defer tfr.Close()
	return tfr.Count(), nil
}
