package retrieval

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/RoaringBitmap/roaring/v2"

	"dateline/retrieval/outlets"
	"dateline/retrieval/text"
)

// ranker answers one query from one state of the index.
type ranker struct {
	index    *snapshot
	catalog  *catalog
	memory   *memory
	analyzer *text.Analyzer
	model    *model

	allowed *roaring.Bitmap
	aliases *outletAliases
	names   *outlets.Names

	asked    *understanding
	question string
	language string // of the question
	newest   bool   // the newest is asked for
	foreign  bool   // it is plainly in a language that the library nearly lacks
	// others are the question's tokens as the library's other languages have them.
	others [][]text.Token
	shorts map[int][]text.Term // by token: abbreviations of the name it is part of
	terms  []QueryTerm
	words  *askedTerms
	whole  weighting
	rare   weighting // the same with the weights squared
	sides  []weighting
	next   []int // the term after each in the question, or -1
}

// How much of the question's weight a match of outlet or date is worth in the
// first stage, and how much a word of the question counts for a side that it
// stands outside of. Set by hand, when sides came into the ranking; the learnt
// weights of the second stage (cmd/train) build on them. leastShare and alsoShare
// came later, likewise by hand.
const (
	outletWorth  = 0.3
	dayWorth     = 0.3
	outsideShare = 0.25
	frameShare   = 0.3  // of a word that belongs to how the question is put
	leastShare   = 0.27 // of the heaviest known term's weight, to be looked up
	alsoShare    = 0.7  // of an alternative beside the word itself
)

// How many passages the first stage brings for the whole question and for each
// of its sides. Set by hand.
const (
	wholePassages = 60
	sidePassages  = 30
)

func (sh *shelf) newRanker(ctx context.Context, s *snapshot, q Query) (*ranker, error) {
	k := &ranker{
		index: s, catalog: sh.catalog, memory: sh.memory, analyzer: sh.analyzer, model: sh.model,
		aliases: sh.catalog.outletAliases(), names: sh.catalog.outletNames(),
	}
	var err error
	if k.allowed, err = passing(ctx, s.reader, k.aliases.widen(q.Filter)); err != nil {
		return nil, err
	}
	if k.allowed, err = sh.passingNamed(ctx, s.reader, q.Filter, k.allowed); err != nil {
		return nil, err
	}
	today := q.Today
	if today.IsZero() {
		today = time.Now()
	}
	k.read(q)
	tokens := k.analyzer.Tokens(q.Text, k.language)
	days, err := readDays(s.reader, q.Text, tokens, today)
	if err != nil {
		return nil, err
	}
	k.asked = understand(q.Text, tokens, k.names, days)
	err = k.weigh(ctx)
	return k, err
}

// weigh sets the weights of the question's terms, as a whole and by side.
func (k *ranker) weigh(ctx context.Context) error {
	place, err := k.termsOf(ctx)
	if err != nil {
		return err
	}
	k.words = &askedTerms{byHash: make(map[termHash][]int), n: len(k.terms)}
	w, squares := make([]float64, len(k.terms)), make([]float64, len(k.terms))
	for i, t := range k.terms {
		w[i], squares[i] = t.Weight, t.Weight*t.Weight
		for _, term := range append([]text.Term{t.Term}, t.Also...) {
			k.words.add(term, i)
		}
	}
	k.whole, k.rare = newWeighting(w), newWeighting(squares)
	for _, s := range k.asked.sides {
		k.sides = append(k.sides, k.sideWeights(s, place))
	}
	k.next = neighbours(place, len(k.terms))
	return nil
}

// termsOf fills in the question's distinct terms, and returns for each of its
// tokens which of them it is, or -1.
func (k *ranker) termsOf(ctx context.Context) (place []int, err error) {
	if k.shorts, err = k.shortForms(ctx); err != nil {
		return nil, err
	}
	place = make([]int, len(k.asked.tokens))
	for i, t := range k.asked.tokens {
		place[i] = -1
		if !k.asked.topic[i] {
			continue
		}
		if place[i] = k.find(t.Term); place[i] >= 0 {
			continue
		}
		term, err := k.term(ctx, i)
		if err != nil {
			return nil, err
		}
		place[i] = len(k.terms)
		k.terms = append(k.terms, term)
	}
	k.weighRows(place)
	return place, nil
}

// term is what the question's token i looks for.
func (k *ranker) term(ctx context.Context, i int) (QueryTerm, error) {
	t := k.asked.tokens[i]
	with, err := k.index.frequency(ctx, fieldBody, string(t.Term))
	if err != nil {
		return QueryTerm{}, err
	}
	q := QueryTerm{Token: t, Weight: idf(k.index.docs, with), Known: with > 0, Frame: frame[t.Term]}
	if q.Frame {
		q.Weight *= frameShare
	}
	if q.Name = t.Upper; q.Known {
		if q.Name, err = k.index.isName(ctx, t.Term); err != nil {
			return QueryTerm{}, err
		}
	}
	q.Also, err = k.alternatives(ctx, i, q.Known)
	return q, err
}

// find returns the number of the question's term t, or -1.
func (k *ranker) find(t text.Term) int {
	return slices.IndexFunc(k.terms, func(q QueryTerm) bool { return q.Term == t })
}

// sideWeights returns the weights for a side: its terms have theirs in full, the
// others a part of it.
func (k *ranker) sideWeights(s side, place []int) weighting {
	w := make([]float64, len(k.terms))
	for i, whole := range k.whole.w {
		w[i] = whole * outsideShare
	}
	for i := s.first; i <= s.last; i++ {
		if place[i] >= 0 {
			w[place[i]] = k.whole.w[place[i]]
		}
	}
	return newWeighting(w)
}

// neighbours returns for each term the one that follows it in the question.
func neighbours(place []int, n int) []int {
	next := make([]int, n)
	for i := range next {
		next[i] = -1
	}
	last := -1
	for _, t := range place {
		if t < 0 {
			continue
		}
		if last >= 0 && next[last] < 0 && t != last {
			next[last] = t
		}
		last = t
	}
	return next
}

// scored is a passage with what speaks for it.
type scored struct {
	passageRef
	entry    Entry
	outlet   string // its key
	features features
	score    float64
	recent   float64 // what of the score its age is
	alike    float64 // how alike it is to the question in meaning, where that was looked at
	side     int     // the side that it serves best

	vector  vector
	profile profile
}

// candidates are the best passages of the first stage: for the question as a
// whole and, where it has several, for each of its sides.
func (k *ranker) candidates(ctx context.Context) ([]scored, error) {
	docs := roaring.New()
	find := func(q weighting, outlets map[string]bool, days []askedDays, n int) error {
		best, err := topPassages(ctx, k.index, k.clauses(q, outlets, days), n, k.allowed, k.catalog.passageOrder(k.index.reader))
		for _, c := range best {
			docs.Add(uint32(c.doc))
		}
		return err
	}
	if err := find(k.whole, k.asked.outlets, k.asked.days, wholePassages); err != nil {
		return nil, err
	}
	if len(k.sides) > 1 {
		for i, s := range k.asked.sides {
			if err := find(k.sides[i], s.outlets, s.days, sidePassages); err != nil {
				return nil, err
			}
		}
	}
	out := make([]scored, 0, docs.GetCardinality())
	for _, doc := range docs.ToArray() {
		ref, err := resolve(k.index.reader, uint64(doc))
		if err != nil {
			return nil, err
		}
		entry, ok := k.catalog.current(ref)
		if !ok {
			continue
		}
		v, err := k.memory.vector(k.index.reader, ref)
		if err != nil {
			return nil, err
		}
		out = append(out, scored{passageRef: ref, entry: entry, outlet: k.names.Key(entry.Outlet), vector: v, profile: k.words.profile(v)})
	}
	return out, nil
}

// clauses is the first stage's query. What weighs little beside the rest is
// left to the ranking: its postings are long, and it brings nothing in.
func (k *ranker) clauses(q weighting, outlets map[string]bool, days []askedDays) []clause {
	out := k.termClauses(q)
	for o := range outlets {
		for _, name := range k.aliases.names(o) {
			out = append(out, clause{field: fieldOutlet, term: name, weight: q.total * outletWorth})
		}
	}
	for _, d := range days {
		if d.weight < 1 || !d.narrow() {
			continue
		}
		for _, day := range d.days() {
			out = append(out, clause{field: fieldDay, term: day, weight: q.total * dayWorth})
		}
	}
	return out
}

func (k *ranker) termClauses(q weighting) []clause {
	var out []clause
	least := 0.
	for i, t := range k.terms {
		if t.Known {
			least = max(least, q.w[i]*leastShare)
		}
	}
	for i, t := range k.terms {
		w := q.w[i]
		if w < least || !t.Known && len(t.Also) == 0 {
			continue
		}
		out = append(out,
			clause{field: fieldBody, term: string(t.Term), weight: w, mean: k.index.state.meanBody()},
			clause{field: fieldTitle, term: string(t.Term), weight: w * titleWeight, mean: k.index.state.meanTitle()})
		for _, other := range t.Also {
			out = append(out, clause{field: fieldBody, term: string(other), weight: w * alsoShare, mean: k.index.state.meanBody()})
		}
		if t.Name && !t.Sequence && t.Exact != t.Term {
			out = append(out, clause{field: fieldExact, term: string(t.Exact), weight: w * exactWeight})
		}
	}
	return out
}

// rank scores the candidates, best first.
func (k *ranker) rank(ctx context.Context, candidates []scored) error {
	for i := range candidates {
		k.describe(&candidates[i])
	}
	k.describeArticles(candidates)
	k.score(candidates)
	if len(candidates) == 0 {
		return nil
	}
	if !k.asksForName() {
		k.favourAlike(candidates)
		return nil
	}
	if err := k.describeShared(ctx, candidates); err != nil {
		return err
	}
	k.score(candidates)
	return nil
}

// sided reports whether the question asks what outlets say.
func (k *ranker) sided() bool { return len(k.asked.outlets) > 0 }

func (k *ranker) score(candidates []scored) {
	model := k.model.of(k.sided())
	for i := range candidates {
		candidates[i].score = model.Score(candidates[i].features[:])
	}
	k.favourNew(candidates)
	bestFirst(candidates)
}

func bestFirst(candidates []scored) {
	slices.SortFunc(candidates, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.entry.ID, b.entry.ID), cmp.Compare(a.Start, b.Start))
	})
}

// sideMatch is how much an outlet or a day that a side names counts, beside the
// share of BM25, in telling which side a passage serves. By hand.
const sideMatch = 0.15

// describe fills in the features that the passage has by itself.
func (k *ranker) describe(c *scored) {
	p, f := c.profile, &c.features
	mean := k.index.state.meanBody()
	f[featBM25] = p.bm25(k.whole, mean)
	f[featCoverage] = p.coverage(k.whole)
	f[featWindow] = p.close(k.whole)
	f[featPairs] = p.pairs(k.whole, k.next)
	f[featTitle] = p.title(k.whole)
	f[featRare] = p.coverage(k.rare)
	f[featLead] = nearBeginning(c.Start)
	outlet, day := c.outlet, c.entry.Day()
	f[featOutlet] = sign(len(k.asked.outlets) > 0, k.asked.outlets[outlet])
	f[featDay] = fits(k.asked.days, day)
	best := -1.
	for i, q := range k.sides {
		s := k.asked.sides[i]
		bm := p.bm25(q, mean)
		match, date := sign(len(s.outlets) > 0, s.outlets[outlet]), fits(s.days, day)
		if fit := bm + sideMatch*match + sideMatch*date; fit > best {
			best, c.side = fit, i
			f[featSideBM25], f[featSideOutlet], f[featSideDay] = bm, match, date
		}
	}
	if len(k.sides) > 0 {
		q := k.sides[c.side]
		f[featSideCoverage], f[featSideWindow], f[featSideTitle] = p.coverage(q), p.close(q), p.title(q)
	}
}

// describeArticles fills in what the article's other passages found, and the
// neighbouring ones, say for a passage.
func (k *ranker) describeArticles(cands []scored) {
	byArticle := make(map[int64][]*scored)
	for i := range cands {
		byArticle[cands[i].num] = append(byArticle[cands[i].num], &cands[i])
	}
	for _, passages := range byArticle {
		slices.SortFunc(passages, func(a, b *scored) int { return cmp.Compare(a.Start, b.Start) })
		all := profile{counts: make([]int, len(k.terms)), inTitle: passages[0].profile.inTitle}
		for i, c := range passages {
			for t, n := range c.profile.counts {
				all.counts[t] += n
			}
			for _, j := range []int{i - 1, i + 1} {
				if j >= 0 && j < len(passages) && adjacent(c.Span, passages[j].Span) {
					c.features[featNeighbour] = max(c.features[featNeighbour], passages[j].features[featBM25])
				}
			}
		}
		cover := all.coverage(k.whole)
		best := bestPassages(passages)
		for _, c := range passages {
			c.features[featArticle], c.features[featArticleBM25] = cover, best
		}
	}
}

// articlePassages is how many of an article's passages speak for it. By hand; the
// weight of what they say is learnt.
const articlePassages = 3

// bestPassages is the mean BM25 of an article's best passages; one that was
// not found counts nothing.
func bestPassages(passages []*scored) float64 {
	values := make([]float64, 0, len(passages))
	for _, c := range passages {
		values = append(values, c.features[featBM25])
	}
	slices.Sort(values)
	sum := 0.
	for _, v := range values[max(0, len(values)-articlePassages):] {
		sum += v
	}
	return sum / articlePassages
}

// maxGap is how many bytes of white space stand between neighbouring passages at
// most. By hand: a blank line with carriage returns has four.
const maxGap = 4

// adjacent reports whether nothing but white space can stand between two spans.
func adjacent(a, b text.Span) bool {
	gap := max(b.Start-a.End, a.Start-b.End)
	return gap >= 0 && gap <= maxGap
}
