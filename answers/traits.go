package answers

import (
	"math"
	"slices"

	"dateline/retrieval"
)

// A trait is one reason to quote a sentence or not. All lie between -1 and 1.
const (
	traitCoverage = iota
	traitAround
	traitSide
	traitRare
	traitKind
	traitPassage
	traitRank
	traitHeadline
	traitLength
	traitLead
	traitLeaning
	traitQuestion
	traitCount
)

var traitNames = [traitCount]string{
	traitCoverage: "share of the question in the sentence",
	traitAround:   "share of the question in the sentence, those beside it and the headline",
	traitSide:     "share of the side of the question that it serves best",
	traitRare:     "share of the question's rare words in the sentence",
	traitKind:     "the kind of answer that is asked for",
	traitPassage:  "its passage's score against the best",
	traitRank:     "its passage's rank",
	traitHeadline: "share of the question in the headline",
	traitLength:   "length",
	traitLead:     "the article's first sentences",
	traitLeaning:  "begins with a word that leans on what went before",
	traitQuestion: "is itself a question",
}

type traits [traitCount]float64

// need is what a question asks for.
type need struct {
	terms  []retrieval.QueryTerm
	weight map[retrieval.Term]float64
	total  float64
	rare   float64 // the squared weights, added up
	sides  []need
	kind   kind
	asked  map[retrieval.Term]bool // every word of the question
	// also gives the question's terms that another word counts as.
	also map[retrieval.Term][]retrieval.Term
}

func (a *Answerer) needOf(question string, res retrieval.Result) need {
	n := weighted(res.Terms)
	tokens := a.lib.Analyzer().Tokens(question, "en")
	n.kind = kindOf(tokens)
	n.asked = make(map[retrieval.Term]bool, len(tokens))
	for _, t := range tokens {
		n.asked[t.Term] = true
	}
	for _, side := range res.Sides {
		var own []retrieval.QueryTerm
		for _, t := range side {
			if n.weight[t] > 0 {
				own = append(own, n.terms[slices.IndexFunc(n.terms, func(q retrieval.QueryTerm) bool { return q.Term == t })])
			}
		}
		if len(own) > 0 {
			n.sides = append(n.sides, weighted(own))
		}
	}
	return n
}

func weighted(terms []retrieval.QueryTerm) need {
	n := need{terms: terms, weight: make(map[retrieval.Term]float64, len(terms)), also: make(map[retrieval.Term][]retrieval.Term)}
	for _, t := range terms {
		if n.weight[t.Term] > 0 {
			continue
		}
		n.weight[t.Term] = t.Weight
		for _, other := range t.Also {
			n.also[other] = append(n.also[other], t.Term)
		}
		n.total += t.Weight
		n.rare += t.Weight * t.Weight
	}
	return n
}

// found says, for each term, how well it was found, 0 to 1.
type found map[retrieval.Term]float64

// note raises what f says was found to share for each of the tokens.
func (n need) note(f found, tokens []retrieval.Token, share float64) {
	for _, t := range tokens {
		n.noteTerm(f, t.Term, share)
	}
}

func (n need) noteTerms(f found, terms map[retrieval.Term]bool, share float64) {
	for t := range terms {
		n.noteTerm(f, t, share)
	}
}

// noteTerm passes over what is not asked for: that is most of a text.
func (n need) noteTerm(f found, t retrieval.Term, share float64) {
	if n.weight[t] > 0 {
		f[t] = max(f[t], share)
	}
	for _, asked := range n.also[t] {
		f[asked] = max(f[asked], share)
	}
}

// met is the share, 0 to 1, of the need that was found. It adds up in the
// question's order, so that the same always gives the same.
func (n need) met(f found) float64 {
	if n.total == 0 {
		return 0
	}
	sum := 0.
	for _, t := range n.terms {
		sum += t.Weight * f[t.Term]
	}
	return sum / n.total
}

func (n need) metRare(f found) float64 {
	if n.rare == 0 {
		return 0
	}
	sum := 0.
	for _, t := range n.terms {
		sum += t.Weight * t.Weight * f[t.Term]
	}
	return sum / n.rare
}

// How much a term counts beside one in the sentence itself.
const (
	besideShare   = 0.4
	headlineShare = 0.3
)

// describe tells what speaks for quoting sentence i of r.
func (n need) describe(r *reading, i int) traits {
	var t traits
	s := r.sentences[i]
	inside, around, headline := found{}, found{}, found{}
	n.note(inside, s.tokens, 1)
	n.noteTerms(headline, r.terms, 1)
	n.noteTerms(around, r.terms, headlineShare)
	if i > 0 && r.joined(i-1) {
		n.note(around, r.sentences[i-1].tokens, besideShare)
	}
	if i+1 < len(r.sentences) && r.joined(i) {
		n.note(around, r.sentences[i+1].tokens, besideShare)
	}
	n.note(around, s.tokens, 1)
	t[traitCoverage], t[traitAround] = n.met(inside), n.met(around)
	t[traitRare] = n.metRare(inside)
	t[traitHeadline] = n.met(headline)
	for _, side := range n.sides {
		t[traitSide] = max(t[traitSide], side.met(around))
	}
	t[traitKind] = n.kind.meets(s, n.asked)
	t[traitPassage] = math.Exp((r.score - r.best) / 4)
	t[traitRank] = 1 / float64(1+r.rank)
	t[traitLength] = min(float64(s.words)/40, 1)
	if s.block <= 1 {
		t[traitLead] = 1 / (1 + float64(s.Start)/200)
	}
	if r.leansBack(i) {
		t[traitLeaning] = 1
	}
	if last := r.text(s.Span); last[len(last)-1] == '?' {
		t[traitQuestion] = 1
	}
	return t
}
