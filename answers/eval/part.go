package eval

import (
	"cmp"
	"crypto/sha256"
	"slices"
)

// part returns the questions that cfg wants, in the folder's order.
func part(questions []Question, cfg Config) []Question {
	switch {
	case cfg.Sample > 0 && cfg.Sample < len(questions):
		return sample(questions, cfg.Sample)
	case cfg.Sample == 0 && cfg.Limit > 0 && cfg.Limit < len(questions):
		return questions[:cfg.Limit]
	}
	return questions
}

// sample returns n of the questions, those whose ids have the smallest hashes:
// as good as drawn by lot, and the same ones every time.
func sample(questions []Question, n int) []Question {
	type ticket struct {
		hash [sha256.Size]byte
		at   int
	}
	tickets := make([]ticket, len(questions))
	for i, q := range questions {
		tickets[i] = ticket{sha256.Sum256([]byte(q.ID)), i}
	}
	slices.SortFunc(tickets, func(a, b ticket) int { return slices.Compare(a.hash[:], b.hash[:]) })
	drawn := tickets[:n]
	slices.SortFunc(drawn, func(a, b ticket) int { return cmp.Compare(a.at, b.at) })
	out := make([]Question, n)
	for i, t := range drawn {
		out[i] = questions[t.at]
	}
	return out
}
