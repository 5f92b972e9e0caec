package answers

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Summary is what carries an article, in its order, or the main points of
// several, the most widely told first.
type Summary struct {
	ID        string            `json:"id"`
	Sentences []SummarySentence `json:"sentences"`
	// Nearest name what came closest when the library does not hold the topic.
	Nearest []retrieval.Meta `json:"nearest"`
	Extent
	TookMS float64 `json:"took_ms"`
}

// SummarySentence states a point: a sentence, with those beside it without
// which it could not be understood.
type SummarySentence struct {
	Excerpt
	// Outlets are those that tell the same, as far as their words tell, the
	// excerpt's first.
	Outlets []string `json:"outlets"`
}

// Summarize returns at most n sentences that carry the article, in its order;
// retrieval.ErrNoArticle when there is no such article.
func (a *Answerer) Summarize(ctx context.Context, articleID string, n int) (out Summary, err error) {
	start := time.Now()
	defer func() { a.tell("summary", start, len(out.Sentences) > 0, err) }()
	article, err := a.lib.Article(ctx, articleID, 0)
	if err != nil {
		return Summary{}, err
	}
	r := read(a.lib.Analyzer(), &article, text.Span{End: min(len(article.Body), readWhole)}) // no point is one of what comes later
	out = Summary{Nearest: []retrieval.Meta{}}
	out.Sentences = a.stated(ctx, pointsOf(a.lib.Analyzer(), []*reading{r}, article.Title), n, nil, retrieval.Filter{})
	slices.SortFunc(out.Sentences, func(x, y SummarySentence) int { return cmp.Compare(x.Start, y.Start) })
	out.TookMS = milliseconds(time.Since(start))
	return out, nil
}

// DefaultSentences is how many sentences a digest has at most by default.
const DefaultSentences = 3

// The most articles that are digested: on a topic, and without one.
const (
	digestedOnTopic = 12
	digestedWithin  = 40
)

// Digest returns the main points of the articles on a topic, or, where the topic
// is empty, of the newest ones within its filter. A text that several carry
// counts once.
func (a *Answerer) Digest(ctx context.Context, t Topic) (out Summary, err error) {
	start := time.Now()
	defer func() { a.tell("summary", start, len(out.Sentences) > 0, err) }()
	out = Summary{ID: t.ID, Nearest: []retrieval.Meta{}}
	var readings []*reading
	if t.Text == "" {
		readings, err = a.newest(ctx, t.Filter)
	} else {
		var c coverage
		c, err = a.cover(ctx, t)
		readings, out.Extent = c.oneStory(), c.extent
		out.Nearest = append(out.Nearest, c.nearest...)
	}
	if err != nil {
		return Summary{}, err
	}
	points := pointsOf(a.lib.Analyzer(), withoutCopies(readings), t.Text)
	out.Sentences = a.stated(ctx, points, cmp.Or(t.Limit, DefaultSentences), readings, t.Filter)
	slices.SortStableFunc(out.Sentences, func(x, y SummarySentence) int {
		return cmp.Or(cmp.Compare(len(y.Outlets), len(x.Outlets)), cmp.Compare(x.Article.Day(), y.Article.Day()))
	})
	out.TookMS = milliseconds(time.Since(start))
	return out, nil
}

// minDigested is the standing of an article that is surely of the best one's
// event, where there are many to choose from: a digest that mixes events in
// says what nobody told.
const minDigested = 1.0

// oneStory are the articles of the event that the best article tells of.
func (c coverage) oneStory() []*reading {
	var out []*reading
	for i, r := range c.articles {
		if len(out) < digestedOnTopic && (i == 0 || c.few || r.standing >= minDigested) {
			out = append(out, r)
		}
	}
	return out
}

// newest reads the newest articles that pass the filter.
func (a *Answerer) newest(ctx context.Context, f retrieval.Filter) ([]*reading, error) {
	list, err := a.lib.List(ctx, f)
	if err != nil {
		return nil, err
	}
	var out []*reading
	for _, m := range list[:min(len(list), digestedWithin)] {
		article, err := a.lib.Article(ctx, m.ID, 0)
		if err != nil {
			return nil, err
		}
		out = append(out, read(a.lib.Analyzer(), &article, text.Span{End: min(len(article.Body), leadBytes)}))
	}
	return out, nil
}

// withoutCopies leaves out the articles whose text is another's.
func withoutCopies(readings []*reading) []*reading {
	var out []*reading
	var known []map[trigram]bool
	for _, r := range readings {
		grams := trigrams(r.firstTokens(min(len(r.sentences), pointsEach)))
		if slices.ContainsFunc(known, func(other map[trigram]bool) bool { return shareIn(grams, other) >= sameWords }) {
			continue
		}
		known, out = append(known, grams), append(out, r)
	}
	return out
}

// stated quotes the n main points, with the outlets that tell them and the
// articles among carriers that have their text.
func (a *Answerer) stated(ctx context.Context, p *Points, n int, carriers []*reading, f retrieval.Filter) []SummarySentence {
	out := []SummarySentence{}
	for _, i := range p.Choose(n) {
		s := &p.pool.sentences[i]
		e := s.excerpt(s.span(s.window), 0, need{})
		if len(a.verified(ctx, []Excerpt{e})) == 0 {
			continue
		}
		carried := []Excerpt{e}
		a.carry(ctx, carried, carriers, f)
		out = append(out, SummarySentence{carried[0], p.outlets(i)})
	}
	return out
}

// outlets are those with a sentence like sentence i, its own first.
func (p *Points) outlets(i int) []string {
	out := []string{outletOf(p.pool.sentences[i].article.Meta)}
	known := map[string]bool{p.pool.sentences[i].outlet: true}
	for j := range p.pool.sentences {
		s := &p.pool.sentences[j]
		if !known[s.outlet] && p.alike[i][j] >= sameThing {
			known[s.outlet] = true
			out = append(out, outletOf(s.article.Meta))
		}
	}
	return out
}

// distinct are the terms among tokens that carry a topic.
func distinct(tokens []text.Token) map[text.Term]bool {
	out := make(map[text.Term]bool)
	for _, t := range tokens {
		if !t.Stop {
			out[t.Term] = true
		}
	}
	return out
}
