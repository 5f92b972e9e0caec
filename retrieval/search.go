package retrieval

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// Query is a search.
type Query struct {
	Text string
	// Filter narrows strictly.
	Filter Filter
	// Locale is the tag of a language that who asks is known to read, or "";
	// where a question may be in several, it is in that one.
	Locale string
	// Newest says that the newest is asked for.
	Newest bool
	// Limit is how many passages at most; 0 means DefaultPassages.
	Limit int
	// Today is the day that "yesterday" counts from; zero is the present.
	Today time.Time
}

// DefaultPassages is how many passages a search gives when nothing is said:
// by hand, a first screen's.
const DefaultPassages = 10

// Hit is a passage that a search found.
type Hit struct {
	text.Span
	// Text is the body's bytes of Span.
	Text    string
	Score   float64
	Article *Article
	// Reasons add up to the score.
	Reasons []linear.Reason

	held *heldText
}

// Sentences returns the sentences of a block of the article; they must not be
// changed.
func (h Hit) Sentences(block int) []text.Span {
	if h.held == nil {
		return text.Sentences(h.Article.Body, h.Article.Blocks[block].Span)
	}
	return h.held.sentencesOf(block)
}

// Language is the tag of the analysis that serves the article's text.
func (h Hit) Language() string {
	if h.held == nil {
		return text.LanguageOf(h.Article.Language, h.Article.Body)
	}
	return h.held.language
}

// SideBySide is the share, 0 to 1, of the question's neighbouring words that
// stand next to each other in the passage too.
func (h Hit) SideBySide() float64 { return h.Reasons[featPairs].Value }

// Fit is how well the passage fits the question, as a share of the most that any
// could; how new it is is no part of that.
func (h Hit) Fit() float64 {
	sum, most := 0., 0.
	for _, r := range h.Reasons[:featCount] {
		sum += r.Value * r.Weight
		most += max(r.Weight, 0)
	}
	if most == 0 {
		return 0
	}
	return sum / most
}

// QueryTerm is a word that a query looks for.
type QueryTerm struct {
	text.Token
	// Weight is the term's inverse document frequency among the library's
	// passages.
	Weight float64
	// Known says that the library holds the term.
	Known bool
	// Also are other terms that count as this one: other names of the same
	// thing, abbreviations, a spelling that the library has.
	Also []text.Term
	// Name says that the library's texts write the term as a name; of one that
	// they do not hold, that the question does.
	Name bool
	// Frame says that the word belongs to how the question is put ("according
	// to the article") rather than to what it asks.
	Frame bool
}

// Result is what a search found, best first.
type Result struct {
	// Text is the question, and Tokens are its words, in Language: the tag of the analysis
	// that serves it.
	Text     string
	Tokens   []text.Token
	Language string
	// Languages are those that the library holds, the one with the most passages
	// first. Foreign says that the question is plainly in none of them.
	Languages []string
	Foreign   bool
	// Terms are the distinct words of the question that are looked for.
	Terms []QueryTerm
	// Sides are the things that the question asks about, each as its terms; a
	// simple question has one.
	Sides [][]text.Term
	Hits  []Hit
	// Outlets are those of the library's that the question names, folded, Named
	// the same by name, and Days the dates.
	Outlets []string
	Named   []NamedOutlet
	Days    []DayRange
	// Missing are sources that the question names and the library has not.
	Missing []string
}

// How much a term weighs in the headline, and as a whole word, beside one in
// the passage. Set by hand, for the first stage; the ranking's own weights are
// learnt (cmd/train).
const (
	titleWeight = 0.4
	exactWeight = 0.3
)

// Search finds the passages that bear on the query.
func (l *Library) Search(ctx context.Context, q Query) (Result, error) {
	if q.Limit <= 0 {
		q.Limit = DefaultPassages
	}
	return l.ranked(ctx, q, (*ranker).best)
}

// Candidates returns every passage that the first stage of a search brings, best
// first, overlapping ones too; it is for training the ranking.
func (l *Library) Candidates(ctx context.Context, q Query) (Result, error) {
	return l.ranked(ctx, q, (*ranker).all)
}

// ranked ranks the candidates for q and returns those that pick takes.
func (l *Library) ranked(ctx context.Context, q Query, pick func(*ranker, context.Context, []scored, int) ([]Hit, error)) (Result, error) {
	return read(ctx, l, func(sh *shelf) (Result, error) { return sh.ranked(ctx, q, pick) })
}

func (sh *shelf) ranked(ctx context.Context, q Query, pick func(*ranker, context.Context, []scored, int) ([]Hit, error)) (Result, error) {
	res, err := sh.rankedOn(ctx, q, pick)
	if err != nil {
		return Result{}, fmt.Errorf("search library %q: %w", sh.record.Name, err)
	}
	return res, nil
}

func (sh *shelf) rankedOn(ctx context.Context, q Query, pick func(*ranker, context.Context, []scored, int) ([]Hit, error)) (Result, error) {
	state, err := sh.index.snapshot()
	if err != nil {
		return Result{}, err
	}
	defer state.release()
	k, err := sh.newRanker(ctx, state, q)
	if err != nil {
		return Result{}, err
	}
	candidates, err := k.candidates(ctx)
	if err != nil {
		return Result{}, err
	}
	if err := k.rank(ctx, candidates); err != nil {
		return Result{}, err
	}
	res := k.understood()
	res.Hits, err = pick(k, ctx, candidates, q.Limit)
	return res, err
}

// best are limit of the candidates at most, chosen to cover what is asked.
func (k *ranker) best(ctx context.Context, candidates []scored, limit int) ([]Hit, error) {
	var hits []Hit
	choice := k.chooser(candidates)
	for len(hits) < limit {
		c, ok := choice.next()
		if !ok {
			break
		}
		hit, err := k.hit(ctx, c, choice.taken[c.num])
		if errors.Is(err, ErrNoArticle) {
			continue // it was removed this moment, or is damaged
		}
		if err != nil {
			return nil, err
		}
		choice.take(c, hit.Span)
		hits = append(hits, hit)
	}
	return hits, nil
}

// all are the candidates as they stand.
func (k *ranker) all(ctx context.Context, candidates []scored, _ int) ([]Hit, error) {
	var hits []Hit
	for _, c := range candidates {
		hit, err := k.hit(ctx, c, nil)
		if errors.Is(err, ErrDamaged) {
			continue
		}
		if err != nil {
			return nil, err
		}
		hits = append(hits, hit)
	}
	return hits, nil
}

// understood is a result without hits.
func (k *ranker) understood() Result {
	res := Result{Text: k.question, Tokens: k.asked.tokens, Language: k.language, Languages: k.index.byLanguage(), Foreign: k.foreign, Terms: k.terms, Outlets: slices.Sorted(maps.Keys(k.asked.outlets)), Named: k.asked.named, Missing: k.asked.missing}
	for _, d := range k.asked.days {
		res.Days = append(res.Days, d.DayRange)
	}
	for _, s := range k.asked.sides {
		var terms []text.Term
		for i := s.first; i <= s.last; i++ {
			if k.asked.topic[i] {
				terms = append(terms, k.asked.tokens[i].Term)
			}
		}
		res.Sides = append(res.Sides, terms)
	}
	return res
}

// hit is what is shown of a passage: as much of its surroundings as a passage
// may hold, but nothing of taken.
func (k *ranker) hit(ctx context.Context, c scored, taken []text.Span) (Hit, error) {
	held, err := k.memory.text(ctx, c.entry)
	if err != nil {
		return Hit{}, err
	}
	a := held.article
	divided := text.Divided{Body: a.Body, Blocks: a.Blocks, Sentences: held.sentencesOf}
	span := divided.Widen(text.TrimSpace(a.Body, c.Span), text.MaxPassageWords, taken)
	text, ok := span.Of(a.Body)
	if !ok {
		return Hit{}, fmt.Errorf("passage %s is not in its article", c.passageRef)
	}
	return Hit{Span: span, Text: text, Score: c.score, Article: k.aliases.of(a), Reasons: k.reasons(c), held: held}, nil
}

// Sided says that the question names outlets of the library, and so asks what
// they say.
func (r Result) Sided() bool { return len(r.Outlets) > 0 }
