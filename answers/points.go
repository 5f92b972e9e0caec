package answers

import (
	_ "embed" // the weights
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"dateline/answers/figures"
	"dateline/retrieval"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// A mark is one reason to let a sentence state a main point of several
// articles. All lie between -1 and 1.
const (
	markPlace = iota
	markFirst
	markLength
	markCentral
	markShared
	markElsewhere
	markHeadlines
	markTopic
	markLeaning
	markQuotation
	markQuestion
	markBroken
	markFigure
	markRepeats
	markFresh
	markSameArticle
	markCount
)

var markNames = [markCount]string{
	markPlace:       "nearness to the article's beginning",
	markFirst:       "the article's first sentence",
	markLength:      "length",
	markCentral:     "likeness to the sentences that are like most others (LexRank)",
	markShared:      "share of it that other articles say too",
	markElsewhere:   "likeness to the most alike sentence of each other article",
	markHeadlines:   "share of the headlines in it",
	markTopic:       "share of the topic in it",
	markLeaning:     "begins with a word that leans on what went before",
	markQuotation:   "begins with a quotation",
	markQuestion:    "is a question",
	markBroken:      "breaks off",
	markFigure:      "tells a figure",
	markRepeats:     "likeness to a point chosen before",
	markFresh:       "share of what several articles say that no point chosen before has",
	markSameArticle: "of an article that a point was chosen from before",
}

type marks [markCount]float64

// MarkNames returns the names of a point's marks, in their order.
func MarkNames() []string { return slices.Clone(markNames[:]) }

//go:embed points.json
var pointsJSON []byte

// pointModel is learnt by cmd/train from events with an editor's digest.
var pointModel = sync.OnceValue(func() linear.Model {
	var named map[string]float64
	err := json.Unmarshal(pointsJSON, &named)
	var m linear.Model
	if err == nil {
		m, err = linear.New(markNames[:], named)
	}
	if err != nil {
		panic(fmt.Errorf("points.json: %w", err)) // part of the program, and every test reads it
	}
	return m
})

// Points chooses the sentences that state the main points of some articles:
// one by one the best, each by what it adds to those before, as in submodular
// selection (Lin and Bilmes, "A class of submodular functions for document
// summarization", 2011), with centrality after LexRank (Erkan and Radev, 2004)
// among what makes it good.
type Points struct {
	pool    *pool
	readers int
	central []float64
	heads   map[text.Term]float64 // of the headlines, adding up to 1
	topic   map[text.Term]bool
	alike   [][]float64
	// frequent is how much of what several articles say each term is.
	frequent map[text.Term]float64
}

// The most sentences that are weighed against one another: of each article,
// and of all.
const (
	pointsEach = 14
	pointsAll  = 150
)

// NewPoints reads articles for their main points on a topic, which may be
// empty.
func NewPoints(an *text.Analyzer, articles []retrieval.Article, topic string) *Points {
	var readings []*reading
	for i := range articles {
		readings = append(readings, read(an, &articles[i], text.Span{End: len(articles[i].Body)}))
	}
	return pointsOf(an, readings, topic)
}

func pointsOf(an *text.Analyzer, readings []*reading, topic string) *Points {
	p := &Points{pool: &pool{weight: make(map[text.Term]float64)}, readers: len(readings), topic: make(map[text.Term]bool)}
	each := min(pointsEach, max(2, pointsAll/max(len(readings), 1)))
	for _, r := range readings {
		for i := range r.sentences[:min(len(r.sentences), each)] {
			if w, ok := r.statement(i); ok {
				p.pool.add(pooled{choice: choice{reading: r, at: i}, outlet: outletOrArticle(r.article.Meta), window: w})
			}
		}
	}
	p.pool.weigh()
	for language := range languagesOf(readings) {
		for t := range distinct(an.Tokens(topic, language)) {
			p.topic[t] = true
		}
	}
	p.compare()
	p.count(an, readings)
	return p
}

// languagesOf are the languages of what was read.
func languagesOf(readings []*reading) map[string]bool {
	out := make(map[string]bool)
	for _, r := range readings {
		out[r.language] = true
	}
	return out
}

// maxBeside is how many sentences a statement takes along at most.
const maxBeside = 2

// statement is sentence i with those beside it without which it could not be
// understood: what a pronoun at its start speaks of, the rest of a quotation,
// its speaker; false where that does not do, or it is too long.
func (r *reading) statement(i int) (window, bool) {
	if r.sentences[i].words > MaxExcerptWords {
		return window{}, false
	}
	w := r.widen(i)
	return w, w.last-w.first <= maxBeside && (w.first == 0 || !r.leansBack(w.first))
}

// compare finds how alike the sentences are, and how central each is.
func (p *Points) compare() {
	n := len(p.pool.sentences)
	p.alike = make([][]float64, n)
	for i := range p.alike {
		p.alike[i] = make([]float64, n)
	}
	for i := range n {
		p.alike[i][i] = 1
		for j := range i {
			p.alike[i][j] = p.pool.alike(i, j)
			p.alike[j][i] = p.alike[i][j]
		}
	}
	p.central = lexRank(p.alike)
}

// The walk of LexRank: how often it goes on to a sentence like the last rather
// than to any, and how many steps are surely enough.
const (
	damping   = 0.85
	walkSteps = 30
)

// lexRank is how often a walk along likeness comes to each sentence, against
// the average; continuous LexRank.
func lexRank(alike [][]float64) []float64 {
	n := len(alike)
	rank, sums := make([]float64, n), make([]float64, n)
	for i := range alike {
		rank[i] = 1
		for _, w := range alike[i] {
			sums[i] += w
		}
	}
	for range walkSteps {
		next := make([]float64, n)
		for i := range alike {
			for j, w := range alike[i] {
				next[j] += damping * rank[i] * w / sums[i]
			}
		}
		for i := range next {
			next[i] += 1 - damping
		}
		rank = next
	}
	return rank
}

// count finds what the headlines say, and what several articles do.
func (p *Points) count(an *text.Analyzer, readings []*reading) {
	p.heads, p.frequent = make(map[text.Term]float64), make(map[text.Term]float64)
	for _, r := range readings {
		for t := range distinct(an.Tokens(r.article.Title, r.language)) {
			p.heads[t]++
		}
	}
	in := make(map[text.Term]map[*reading]bool)
	for i := range p.pool.sentences {
		s := &p.pool.sentences[i]
		for _, t := range s.sentences[s.at].tokens {
			if t.Stop {
				continue
			}
			if in[t.Term] == nil {
				in[t.Term] = make(map[*reading]bool)
			}
			in[t.Term][s.reading] = true
			p.frequent[t.Term]++
		}
	}
	for t, who := range in {
		if len(who) < 2 && len(readings) > 1 {
			delete(p.frequent, t)
		}
	}
	share(p.heads)
	share(p.frequent)
}

// share makes weights add up to 1.
func share(weights map[text.Term]float64) {
	total := 0.
	for _, w := range weights {
		total += w
	}
	for t := range weights {
		weights[t] /= total
	}
}

// Len is how many sentences there are to choose from.
func (p *Points) Len() int { return len(p.pool.sentences) }

// Text is what is quoted for sentence i.
func (p *Points) Text(i int) string {
	s := &p.pool.sentences[i]
	return s.text(s.span(s.window))
}

// First reports whether sentence i is its article's first.
func (p *Points) First(i int) bool { return p.pool.sentences[i].at == 0 }

// Marks tell what speaks for sentence i after those chosen before.
func (p *Points) Marks(i int, chosen []int) []float64 {
	m := p.marks(i, chosen)
	return m[:]
}

func (p *Points) marks(i int, chosen []int) marks {
	s := &p.pool.sentences[i]
	m := s.form()
	m[markCentral], m[markElsewhere] = min(p.central[i]/3, 1), p.elsewhere(i)
	said := make(map[text.Term]bool)
	for _, c := range chosen {
		m[markRepeats] = max(m[markRepeats], p.alike[i][c])
		m[markSameArticle] = max(m[markSameArticle], yes(p.pool.sentences[c].reading == s.reading))
		for _, t := range p.pool.sentences[c].counted {
			said[t] = true
		}
	}
	sharing, all := 0., 0.
	for _, t := range s.counted {
		all += p.pool.weight[t]
		m[markHeadlines] += p.heads[t]
		if p.frequent[t] > 0 {
			sharing += p.pool.weight[t]
		}
		if !said[t] {
			m[markFresh] += p.frequent[t]
		}
		if p.topic[t] {
			m[markTopic] += 1 / float64(len(p.topic))
		}
	}
	if all > 0 {
		m[markShared] = sharing / all
	}
	m[markFresh] = min(3*m[markFresh], 1)
	return m
}

// form returns the marks of a sentence that are its own, whatever else is told.
func (s *pooled) form() marks {
	var m marks
	text := s.text(s.span(s.window))
	m[markPlace] = 1 / float64(1+s.at)
	m[markFirst] = yes(s.at == 0)
	m[markLength] = min(float64(s.words(s.window))/MaxExcerptWords, 1)
	m[markLeaning] = yes(s.leansBack(s.window.first))
	m[markQuotation] = yes(strings.HasPrefix(text, "“") || strings.HasPrefix(text, `"`))
	m[markQuestion] = yes(strings.HasSuffix(strings.TrimRight(text, `"”`), "?"))
	m[markBroken] = yes(strings.HasSuffix(text, "...") || strings.HasSuffix(text, "…"))
	m[markFigure] = yes(len(figures.Read(s.article.Body, s.sentences[s.at].tokens)) > 0)
	return m
}

func yes(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// elsewhere is how alike the most alike sentence of each other article is, on
// average.
func (p *Points) elsewhere(i int) float64 {
	best := make(map[*reading]float64)
	for j := range p.pool.sentences {
		if r := p.pool.sentences[j].reading; r != p.pool.sentences[i].reading {
			best[r] = max(best[r], p.alike[i][j])
		}
	}
	sum := 0.
	for j := range p.pool.sentences { // in order, so that the same always gives the same
		r := p.pool.sentences[j].reading
		sum += best[r]
		delete(best, r)
	}
	return sum / float64(max(p.readers-1, 1))
}

// Central orders the sentences by LexRank and chooses n that are not much
// alike: the method to compare with.
func (p *Points) Central(n int) []int {
	return p.pick(n, func(i int, _ []int) float64 { return p.central[i] })
}

// Choose chooses n sentences, the best first, without one that says what
// another does or that stands in another.
func (p *Points) Choose(n int) []int {
	model := pointModel()
	return p.pick(n, func(i int, chosen []int) float64 {
		m := p.marks(i, chosen)
		return model.Score(m[:]) - asks*m[markQuestion] - breaksOff*m[markBroken]
	})
}

// What a sentence that asks, and one that breaks off as the opening of an
// article may, loses besides: it states no point, or not all of it, however
// much it has in common with one.
const (
	asks      = 3
	breaksOff = 0.2
)

// tooAlike is how alike two points are that say the same.
const tooAlike = 0.5

func (p *Points) pick(n int, worth func(i int, chosen []int) float64) []int {
	var chosen []int
	for len(chosen) < n {
		best, bestWorth := -1, math.Inf(-1)
		for i := range p.pool.sentences {
			if w := worth(i, chosen); w > bestWorth && !p.told(i, chosen) {
				best, bestWorth = i, w
			}
		}
		if best < 0 {
			break
		}
		chosen = append(chosen, best)
	}
	return chosen
}

// told reports whether a chosen point says what sentence i does.
func (p *Points) told(i int, chosen []int) bool {
	s := &p.pool.sentences[i]
	return slices.ContainsFunc(chosen, func(c int) bool {
		o := &p.pool.sentences[c]
		return p.alike[i][c] >= tooAlike || s.reading == o.reading && s.window.first <= o.window.last && o.window.first <= s.window.last
	})
}
