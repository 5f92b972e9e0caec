package eval

import (
	"cmp"
	"slices"
)

// Miss is a question that went wrong, and what was found instead of its
// evidence.
type Miss struct {
	Question Question `json:"question"`
	// Loss is how wrong it went, from just over 0 to 1.
	Loss float64 `json:"loss"`
	// Decision is nil for a search.
	Decision *Decision `json:"decision"`
	Found    []Found   `json:"found"`
}

// Found is a text that a question got, or, with no text, an article that an
// abstention names as near.
type Found struct {
	Article string `json:"article"`
	Title   string `json:"title"`
	Text    string `json:"text"`
	// Evidence says that evidence stands in it.
	Evidence bool `json:"evidence"`
}

// loss is how wrong a question went, from 0 to 1. A wrong decision is the
// worst; else it counts how much of the evidence was found and how high up.
// Of a search for what is not there nothing can be said.
func (j judgement) loss(d *Decision) float64 {
	if d != nil && d.Answered != j.question.Answerable {
		return 1
	}
	if !j.question.Answerable {
		return 0
	}
	f := j.figures()
	return 1 - (f.EvidenceRecall10+f.MRR10)/2
}

// certainty orders equal losses: to be sure of a mistake makes it worse.
func (m Miss) certainty() float64 {
	switch {
	case m.Decision == nil:
		return 0
	case m.Decision.Answered:
		return m.Decision.Confidence
	}
	return 1 - m.Decision.Confidence
}

// worst keeps the worst of the questions that it is given.
type worst struct {
	most int
	list []Miss
}

func (w *worst) add(j judgement, f found) {
	m := Miss{Question: j.question, Loss: j.loss(f.decision), Decision: f.decision, Found: []Found{}}
	at, _ := slices.BinarySearchFunc(w.list, m, func(a, b Miss) int {
		// One as bad as what is there already comes after it.
		return cmp.Or(cmp.Compare(b.Loss, a.Loss), cmp.Compare(b.certainty(), a.certainty()), -1)
	})
	if m.Loss == 0 || at >= w.most {
		return
	}
	for i, h := range j.hits {
		m.Found = append(m.Found, Found{h.article, h.title, h.text, j.holds(i)})
	}
	for _, near := range f.nearest {
		m.Found = append(m.Found, Found{Article: near.ID, Title: near.Title})
	}
	w.list = slices.Insert(w.list, at, m)
	w.list = w.list[:min(len(w.list), w.most)]
}

// misses are the worst, the worst first; never nil, as JSON wants it.
func (w *worst) misses() []Miss {
	return append([]Miss{}, w.list...)
}
