package answers

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"dateline/answers/kinds"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// Comparison is what outlets say about a topic, side by side. It judges
// nothing.
type Comparison struct {
	ID    string `json:"id"`
	Topic string `json:"topic"`
	// Outlets are the nearest to the topic first.
	Outlets []OutletReport `json:"outlets"`
	// Common is what most outlets report, and Only what one alone does, as far
	// as their words tell.
	Common []Point `json:"common"`
	Only   []Point `json:"only"`
	// Differ are figures and days that differ for the same thing.
	Differ []Difference `json:"differ"`
	// Quoted is who is quoted, and by whom.
	Quoted []Voice `json:"quoted"`
	// Nearest name what came closest when the library does not hold the topic.
	Nearest []retrieval.Meta `json:"nearest"`
	Extent
	TookMS float64 `json:"took_ms"`
}

// OutletReport is what one outlet says.
type OutletReport struct {
	// Outlet is "" where it is not stated; then it is one article's.
	Outlet string `json:"outlet"`
	// Articles is how many of its articles are on the topic.
	Articles int       `json:"articles"`
	Excerpts []Excerpt `json:"excerpts"`
}

// Point is one thing that is reported, in the words of each of its outlets.
type Point struct {
	Outlets  []string  `json:"outlets"`
	Excerpts []Excerpt `json:"excerpts"`
}

// DefaultOutletExcerpts is how many excerpts of each outlet a comparison has
// at most by default.
const DefaultOutletExcerpts = 3

// pooledEach is how many sentences of each article are compared with others'.
const pooledEach = 16

// Compare sets side by side what the outlets say about a topic.
func (a *Answerer) Compare(ctx context.Context, t Topic) (out Comparison, err error) {
	start := time.Now()
	defer func() { a.tell("compare", start, len(out.Outlets) > 0, err) }()
	c, err := a.cover(ctx, t)
	if err != nil {
		return Comparison{}, err
	}
	out = Comparison{
		ID: t.ID, Topic: t.Text, Outlets: []OutletReport{}, Common: []Point{}, Only: []Point{},
		Differ: []Difference{}, Quoted: []Voice{}, Nearest: append([]retrieval.Meta{}, c.nearest...), Extent: c.extent,
	}
	choices := byStanding(c.need.weigh(c.articles, a.model.words.traits))
	for _, own := range byOutlet(c.articles) {
		out.Outlets = append(out.Outlets, c.report(own, choices, cmp.Or(t.Limit, DefaultOutletExcerpts)))
	}
	p := poolOf(c.bearing(choices), pooledEach)
	out.Common, out.Only = c.common(p, len(out.Outlets)), c.only(p, len(out.Outlets))
	out.Differ = c.differences()
	out.Quoted = c.voices()
	a.verifyComparison(ctx, &out)
	out.TookMS = milliseconds(time.Since(start))
	return out, nil
}

// verifyComparison keeps what stands as the store has it now. What then has
// nothing to quote, or too little to be said of several, goes too.
func (a *Answerer) verifyComparison(ctx context.Context, c *Comparison) {
	for i := range c.Outlets {
		c.Outlets[i].Excerpts = a.verified(ctx, c.Outlets[i].Excerpts)
	}
	c.Outlets = slices.DeleteFunc(c.Outlets, func(o OutletReport) bool { return len(o.Excerpts) == 0 })
	c.Common = a.verifiedPoints(ctx, c.Common, fewestSharing)
	c.Only = a.verifiedPoints(ctx, c.Only, 1)
	for i := range c.Quoted {
		v := &c.Quoted[i]
		v.Outlets, v.Excerpts = a.verifiedBy(ctx, v.Outlets, v.Excerpts)
	}
	c.Quoted = slices.DeleteFunc(c.Quoted, func(v Voice) bool { return len(v.Excerpts) == 0 })
	for i := range c.Differ {
		c.Differ[i].Values = slices.DeleteFunc(c.Differ[i].Values, func(v Value) bool {
			return len(a.verified(ctx, []Excerpt{v.Excerpt})) == 0
		})
	}
	c.Differ = slices.DeleteFunc(c.Differ, func(d Difference) bool { return len(d.Values) < 2 })
}

// verifiedPoints keeps the points that at least so many outlets tell.
func (a *Answerer) verifiedPoints(ctx context.Context, points []Point, outlets int) []Point {
	for i := range points {
		p := &points[i]
		p.Outlets, p.Excerpts = a.verifiedBy(ctx, p.Outlets, p.Excerpts)
	}
	return slices.DeleteFunc(points, func(p Point) bool { return len(p.Excerpts) < outlets })
}

// verifiedBy keeps the excerpts that stand, and of the outlets, which are those
// of the excerpts in their order, theirs.
func (a *Answerer) verifiedBy(ctx context.Context, outlets []string, excerpts []Excerpt) (by []string, standing []Excerpt) {
	for i, e := range excerpts {
		if len(a.verified(ctx, []Excerpt{e})) > 0 {
			by, standing = append(by, outlets[i]), append(standing, e)
		}
	}
	return by, standing
}

// report quotes an outlet's articles.
func (c coverage) report(own []*reading, choices []choice, limit int) OutletReport {
	theirs := slices.DeleteFunc(slices.Clone(choices), func(o choice) bool { return !slices.Contains(own, o.reading) })
	r := OutletReport{Outlet: outletOf(own[0].article.Meta), Articles: len(own), Excerpts: choose(theirs, c.need, limit)}
	carryRead(r.Excerpts, c.articles)
	return r
}

// bearing are the choices that bear on the topic.
func (c coverage) bearing(choices []choice) []choice {
	most := 0.
	for _, o := range choices {
		most = max(most, o.traits[traitAround])
	}
	return slices.DeleteFunc(slices.Clone(choices), func(o choice) bool { return o.traits[traitAround] < most*onTopic })
}

// How alike sentences are that tell the same, and how unlike all of the others'
// one is that tells what they do not. They were chosen by hand: no collection
// says which points outlets share.
const (
	sameThing  = 0.3
	otherThing = 0.15
)

// fewestSharing is how many outlets tell a common point at least.
const fewestSharing = 2

// The most points of each kind.
const (
	maxCommon = 5
	maxOnly   = 6
)

// shared is a sentence and those of other outlets that tell the same.
type shared struct {
	sentences []int // one of each outlet
	strength  float64
}

// common is what more than half of the outlets report, the most widely
// reported first. A text that several carry counts once.
func (c coverage) common(p *pool, outlets int) []Point {
	var all []shared
	for i := range p.sentences {
		if s := p.sharing(i); len(s.sentences) > 1 && 2*len(s.sentences) > outlets {
			all = append(all, s)
		}
	}
	slices.SortStableFunc(all, func(x, y shared) int {
		return cmp.Or(cmp.Compare(len(y.sentences), len(x.sentences)), cmp.Compare(y.strength, x.strength))
	})
	out := []Point{}
	var told []int
	for _, s := range all {
		repeats := slices.ContainsFunc(told, func(j int) bool {
			return slices.ContainsFunc(s.sentences, func(i int) bool { return i == j || p.alike(i, j) >= sameThing })
		})
		if repeats || len(out) == maxCommon {
			continue
		}
		told = append(told, s.sentences...)
		out = append(out, c.point(p, s.sentences))
	}
	return out
}

// sharing finds the sentences that tell what sentence i does, the one that is
// most alike of each outlet, copies of one text aside.
func (p *pool) sharing(i int) shared {
	best := make(map[string]int)
	for j := range p.sentences {
		key := p.sentences[j].outlet
		if key == p.sentences[i].outlet || p.alike(i, j) < sameThing {
			continue
		}
		if old, ok := best[key]; !ok || p.alike(i, j) > p.alike(i, old) {
			best[key] = j
		}
	}
	s := shared{sentences: []int{i}, strength: p.sentences[i].score}
	for _, key := range slices.Sorted(maps.Keys(best)) {
		j := best[key]
		if !slices.ContainsFunc(s.sentences, func(k int) bool { return p.copies(j, k) }) {
			s.sentences = append(s.sentences, j)
			s.strength += p.alike(i, j)
		}
	}
	slices.Sort(s.sentences[1:])
	return s
}

// copies reports whether two sentences are one text.
func (p *pool) copies(i, j int) bool {
	a, b := trigrams(p.sentences[i].tokens()), trigrams(p.sentences[j].tokens())
	return max(shareIn(a, b), shareIn(b, a)) >= sameWords
}

func (c choice) tokens() []text.Token { return c.sentences[c.at].tokens }

// only is what one outlet alone reports: of each, the best sentence that names
// somebody or something, or tells a number, that no other outlet's article
// has, and that is like nothing that the others say.
func (c coverage) only(p *pool, outlets int) []Point {
	out := []Point{}
	if outlets < fewestSharing {
		return out
	}
	told := make(map[string]bool)
	words := c.words()
	for i := range p.sentences {
		s := &p.sentences[i]
		if told[s.outlet] || len(out) == maxOnly || s.traits[traitQuestion] > 0 || len(s.counted) < minTelling {
			continue
		}
		elsewhere := slices.ContainsFunc(c.articles, func(r *reading) bool {
			return outletOrArticle(r.article.Meta) != s.outlet && p.toldBy(s, r)
		})
		if !elsewhere && s.namesOwn(words) {
			told[s.outlet] = true
			out = append(out, c.point(p, []int{i}))
		}
	}
	return out
}

// minTelling is how many terms a sentence has at least that tells something.
const minTelling = 6

// words are, for each word of the articles, the outlets that have it.
func (c coverage) words() map[text.Term]map[string]bool {
	out := make(map[text.Term]map[string]bool)
	for _, r := range c.articles {
		key := outletOrArticle(r.article.Meta)
		for i := range r.sentences {
			for _, t := range r.sentences[i].tokens {
				if out[t.Exact] == nil {
					out[t.Exact] = make(map[string]bool)
				}
				out[t.Exact][key] = true
			}
		}
	}
	return out
}

// namesOwn reports whether the sentence has a name or a number that only its
// outlet has.
func (s *pooled) namesOwn(words map[text.Term]map[string]bool) bool {
	for k, t := range s.tokens() {
		if (t.Upper && k > 0 && !t.Stop || kinds.IsNumber(t)) && len(words[t.Exact]) == 1 {
			return true
		}
	}
	return false
}

// toldBy reports whether an article, anywhere, says something like s.
func (p *pool) toldBy(s *pooled, r *reading) bool {
	for i := range r.sentences {
		_, length := p.vectorOf(r.sentences[i].tokens)
		dot := 0.
		for _, t := range r.sentences[i].tokens {
			if !t.Stop {
				dot += p.weight[t.Term] * s.vector[t.Term]
			}
		}
		if dot > otherThing*s.length*length {
			return true
		}
	}
	return false
}

// point quotes sentences that tell the same.
func (c coverage) point(p *pool, sentences []int) Point {
	var out Point
	for _, i := range sentences {
		s := p.sentences[i].choice
		out.Outlets = append(out.Outlets, outletOf(s.article.Meta))
		out.Excerpts = append(out.Excerpts, s.standalone(c.need))
	}
	carryRead(out.Excerpts, c.articles)
	return out
}

// standalone quotes the sentence with what it needs to be understood.
func (c choice) standalone(n need) Excerpt {
	if c.sentences[c.at].words > MaxExcerptWords {
		return c.trimmed(c.at, n)
	}
	return c.excerpt(c.span(c.widen(c.at)), c.score, n)
}
