package answers

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"dateline/answers/reader"
)

// Reader judges whether sentences answer a question: for each candidate the
// log-odds that it does. *reader.Reader is one.
type Reader interface {
	Read(ctx context.Context, question string, candidates []reader.Candidate) ([]float64, error)
}

// readable are the languages that the reader was measured on; elsewhere words
// decide. So they do where a question names outlets and asks what several
// articles say together: the reader sees one sentence at a time.
var readable = map[string]bool{"en": true}

const (
	// readCandidates is how many of the best candidates by their words are read.
	readCandidates = 16
	// mostOdds are log-odds as good as certain.
	mostOdds = 8
)

// judge has the reader judge the best choices, and puts them in the order that
// follows; the others are chosen no more. It returns what the reader made of all
// of them together: the log-odds that one answers, were each all there is. It
// reports whether it was asked.
func (a *Answerer) judge(ctx context.Context, question string, s *searched) (together float64, judged bool, err error) {
	if a.cfg.Reader == nil || !readable[s.res.Language] || s.res.Sided() || len(s.choices) == 0 {
		return 0, false, nil
	}
	best := s.choices[:min(len(s.choices), readCandidates)]
	candidates := make([]reader.Candidate, len(best))
	for i, c := range best {
		candidates[i] = reader.Candidate{
			Title: c.article.Title, Before: c.textOf(c.at - 1), Sentence: c.textOf(c.at), After: c.textOf(c.at + 1),
		}
	}
	odds, err := a.cfg.Reader.Read(ctx, question, candidates)
	if err != nil {
		return 0, false, fmt.Errorf("read candidates: %w", err)
	}
	s.by = a.model.read
	sum := 0.
	for i := range best {
		sum += math.Exp(odds[i])
		best[i].traits[traitRead] = ofCertain(odds[i])
		best[i].score = s.by.traits.Score(best[i].traits[:])
	}
	slices.SortStableFunc(best, func(x, y choice) int { return cmp.Compare(y.score, x.score) })
	s.choices = best
	return math.Log(sum), true, nil
}

// ofCertain is log-odds between -1 and 1, as good as certain.
func ofCertain(odds float64) float64 { return max(-1, min(odds/mostOdds, 1)) }
