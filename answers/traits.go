package answers

import "math"

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
	traitRead
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
	traitRead:     "what the reader makes of it",
}

type traits [traitCount]float64

// How much a term counts beside one in the sentence itself.
const (
	besideShare   = 0.4
	headlineShare = 0.3
)

// Where values of traits bend. Their weights are learnt, so that any scale of
// this size would do: a passage's score, words of a long sentence, and the bytes
// within which an article begins.
const (
	scoreScale  = 4
	longWords   = 40
	leadingSize = 200
)

// describe tells what speaks for quoting sentence i of r.
func (n need) describe(r *reading, i int) traits {
	var t traits
	s := r.sentences[i]
	inside, around := n.none(), n.none()
	around.note(r.about, headlineShare)
	if i > 0 && r.joined(i-1) {
		around.note(r.sentences[i-1].meets, besideShare)
	}
	if i+1 < len(r.sentences) && r.joined(i) {
		around.note(r.sentences[i+1].meets, besideShare)
	}
	around.note(s.meets, 1)
	inside.note(s.meets, 1)
	t[traitCoverage], t[traitAround] = n.whole.met(inside), n.whole.met(around)
	t[traitRare] = n.rare.met(inside)
	t[traitHeadline] = n.whole.met(n.none().note(r.about, 1))
	for _, side := range n.sides {
		t[traitSide] = max(t[traitSide], side.met(around))
	}
	t[traitKind] = n.want.Meets(r.article.Body, s.tokens, n.asked)
	t[traitPassage] = math.Exp((r.score - r.best) / scoreScale)
	t[traitRank] = 1 / float64(1+r.rank)
	t[traitLength] = min(float64(s.words)/longWords, 1)
	if s.block <= 1 {
		t[traitLead] = 1 / (1 + float64(s.Start)/leadingSize)
	}
	if r.leansBack(i) {
		t[traitLeaning] = 1
	}
	if last := r.text(s.Span); last[len(last)-1] == '?' {
		t[traitQuestion] = 1
	}
	return t
}
