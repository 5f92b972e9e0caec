package retrieval

import (
	"context"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// Query is a search.
type Query struct {
	Text string
	// Filter narrows strictly.
	Filter Filter
	// Limit is how many passages at most; 0 means DefaultPassages.
	Limit int
}

// DefaultPassages is how many passages a search gives when nothing is said.
const DefaultPassages = 10

// Hit is a passage that a search found.
type Hit struct {
	Span
	// Text is the body's bytes of Span.
	Text    string
	Score   float64
	Article *Article
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
	var res Result
	if res.Terms, err = weigh(ctx, r, l.set.analyzer.Tokens(q.Text, "en")); err != nil {
		return Result{}, err
	}
	allowed, err := passing(ctx, r, q.Filter)
	if err != nil {
		return Result{}, err
	}
	state, err := readState(r)
	if err != nil {
		return Result{}, err
	}
	best, err := topPassages(ctx, r, clausesOf(res.Terms, state), q.Limit, allowed)
	if err != nil {
		return Result{}, err
	}
	for _, c := range best {
		ref, err := resolve(r, c.doc)
		if err != nil {
			return Result{}, err
		}
		entry, ok := sh.catalog.current(ref)
		if !ok {
			continue
		}
		a, err := l.set.text(ctx, entry)
		if err != nil {
			return Result{}, err
		}
		text, ok := ref.Of(a.Body)
		if !ok {
			return Result{}, fmt.Errorf("passage %s is not in its article", ref)
		}
		res.Hits = append(res.Hits, Hit{Span: ref.Span, Text: text, Score: c.score, Article: a})
	}
	return res, nil
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

// weigh gives the distinct terms among tokens that carry a topic.
func weigh(ctx context.Context, r index.IndexReader, tokens []Token) ([]QueryTerm, error) {
	docs, err := r.DocCount()
	if err != nil {
		return nil, err
	}
	var out []QueryTerm
	seen := make(map[Term]bool)
	for _, t := range tokens {
		if t.Stop || seen[t.Term] {
			continue
		}
		seen[t.Term] = true
		with, err := frequency(ctx, r, fieldBody, string(t.Term))
		if err != nil {
			return nil, err
		}
		out = append(out, QueryTerm{Token: t, Weight: idf(docs, with), Known: with > 0})
	}
	return out, nil
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

func clausesOf(terms []QueryTerm, state indexState) []clause {
	var out []clause
	for _, t := range terms {
		term := string(t.Term)
		out = append(out,
			clause{field: fieldBody, term: term, weight: t.Weight, mean: state.meanBody()},
			clause{field: fieldTitle, term: term, weight: t.Weight * titleWeight, mean: state.meanTitle()})
		if t.Upper && t.Exact != t.Term {
			out = append(out, clause{field: fieldExact, term: string(t.Exact), weight: t.Weight * exactWeight})
		}
	}
	return out
}
