package answers

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// pooled is a sentence among those of several articles.
type pooled struct {
	choice
	outlet  string // its outletOrArticle
	vector  map[text.Term]float64
	length  float64
	counted []text.Term // its terms that carry a topic, each once, in their order
	window  window      // what is quoted of it
}

// pool is the sentences of several articles, to be compared with one another.
type pool struct {
	sentences []pooled
	// weight is how much a term tells among them: more, the fewer have it.
	weight map[text.Term]float64
}

// poolOf pools the best of the choices, so many of each article.
func poolOf(choices []choice, each int) *pool {
	p := &pool{weight: make(map[text.Term]float64)}
	taken := make(map[string]int)
	for _, c := range choices {
		if taken[c.article.ID] == each {
			continue
		}
		taken[c.article.ID]++
		p.add(pooled{choice: c, outlet: outletOrArticle(c.article.Meta), window: window{c.at, c.at}})
	}
	p.weigh()
	return p
}

func (p *pool) add(s pooled) {
	s.counted = slices.Sorted(maps.Keys(distinct(s.said())))
	for _, t := range s.counted {
		p.weight[t]++
	}
	p.sentences = append(p.sentences, s)
}

// weigh finds the terms' weights and the sentences' vectors, once all
// sentences are there.
func (p *pool) weigh() {
	n := float64(len(p.sentences))
	for t, df := range p.weight {
		p.weight[t] = math.Log(1 + n/df)
	}
	for i := range p.sentences {
		s := &p.sentences[i]
		s.vector, s.length = p.vectorOf(s.said())
	}
}

// said are the tokens of what is quoted of s.
func (s *pooled) said() []text.Token {
	if s.window.first == s.window.last {
		return s.sentences[s.window.first].tokens
	}
	var out []text.Token
	for _, sentence := range s.sentences[s.window.first : s.window.last+1] {
		out = append(out, sentence.tokens...)
	}
	return out
}

// vectorOf is a sentence's terms, each by how often it has it and how much it
// tells. Sums go by the order of the words: a map has none, and a sum of floats
// differs with it.
func (p *pool) vectorOf(tokens []text.Token) (vector map[text.Term]float64, length float64) {
	vector = make(map[text.Term]float64)
	for _, t := range tokens {
		if t.Stop {
			continue
		}
		before := vector[t.Term]
		vector[t.Term] = before + p.weight[t.Term]
		length += vector[t.Term]*vector[t.Term] - before*before
	}
	return vector, math.Sqrt(length)
}

// alike is the cosine, 0 to 1, of two sentences' vectors.
func (p *pool) alike(i, j int) float64 {
	a, b := &p.sentences[i], &p.sentences[j]
	if len(b.vector) < len(a.vector) {
		a, b = b, a
	}
	dot := 0.
	for _, t := range a.counted {
		dot += a.vector[t] * b.vector[t]
	}
	if dot == 0 {
		return 0
	}
	return dot / (a.length * b.length)
}

// outletOrArticle returns a key by which outlets are told apart. An article that
// does not state its outlet counts as one by itself.
func outletOrArticle(m retrieval.Meta) string {
	if key := m.OutletKey(); key != "" {
		return "outlet " + key
	}
	return "article " + m.ID
}

// outletOf is the name under which an article's outlet counts.
func outletOf(m retrieval.Meta) string { return cmp.Or(m.CountsAs, m.Outlet) }

// byOutlet gathers readings by outlet, in the order of the first of each.
func byOutlet(readings []*reading) [][]*reading {
	var out [][]*reading
	at := make(map[string]int)
	for _, r := range readings {
		key := outletOrArticle(r.article.Meta)
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, nil)
		}
		out[i] = append(out[i], r)
	}
	return out
}

// byStanding adds to each choice's score what its article's standing on the
// topic is worth, and sorts them, the best first.
func byStanding(choices []choice) []choice {
	for i := range choices {
		choices[i].score += standingWorth * choices[i].standing
	}
	slices.SortStableFunc(choices, func(a, b choice) int { return cmp.Compare(b.score, a.score) })
	return choices
}

// standingWorth is how much an article's standing counts beside its sentences'
// scores: so much that a day's or an outlet's best sentence is rather one of an
// article on the topic. It was chosen by hand.
const standingWorth = 2.5
