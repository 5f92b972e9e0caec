package answers

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"dateline/answers/reader"
	"dateline/retrieval/text"
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
	// readCandidates is how many of the best candidates by their words are read,
	// and readRest how many more of the rest of the best article: who asks about
	// what it tells often asks in other words for what stands further down.
	readCandidates, readRest = 16, 16
	// restBytes bounds how much of an article, before and after its best passage,
	// is looked at.
	restBytes = 8_000
	// mostOdds are log-odds as good as certain.
	mostOdds = 8
)

// judge has the reader judge the best choices, and puts them in the order that
// follows; the others are chosen no more. It returns what the reader made of all
// of them together: the log-odds that one answers, were each all there is. Where
// it is not asked, nothing was read.
func (a *Answerer) judge(ctx context.Context, q Question, s *searched) (together float64, err error) {
	if a.cfg.Reader == nil || !readable[s.res.Language] || s.res.Sided() || len(s.choices) == 0 {
		return 0, nil
	}
	best := slices.Concat(s.choices[:min(len(s.choices), readCandidates)], a.rest(s))
	s.reading.Read = len(best)
	if q.MostRead > 0 && q.MostRead < len(best) {
		s.reading = Reading{Read: q.MostRead, Unread: len(best) - q.MostRead}
		best = best[:q.MostRead]
	}
	candidates := make([]reader.Candidate, len(best))
	for i, c := range best {
		candidates[i] = reader.Candidate{
			Title: c.article.Title, Before: c.textOf(c.at - 1), Sentence: c.textOf(c.at), After: c.textOf(c.at + 1),
		}
	}
	odds, err := a.cfg.Reader.Read(ctx, q.Text, candidates)
	if err != nil {
		return 0, fmt.Errorf("read candidates: %w", err)
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
	return math.Log(sum), nil
}

// rest returns the best choices of what stands around the best passage in its
// article and is not part of a passage that was found.
func (a *Answerer) rest(s *searched) []choice {
	hit := s.res.Hits[0]
	hit.Span = text.Span{Start: max(0, hit.Start-restBytes), End: hit.End + restBytes}
	r := readHit(a.lib.Analyzer(), hit)
	r.rank, r.best = len(s.readings), hit.Score
	s.need.mark([]*reading{r})
	known := make(map[int]bool)
	for _, other := range s.readings {
		if other.article.ID == r.article.ID {
			for _, sentence := range other.sentences {
				known[sentence.block] = true
			}
		}
	}
	choices := slices.DeleteFunc(s.need.weigh([]*reading{r}, s.by.traits), func(c choice) bool { return known[c.sentences[c.at].block] })
	choices = answering(choices)
	return choices[:min(len(choices), readRest)]
}

// ofCertain is log-odds between -1 and 1, as good as certain.
func ofCertain(odds float64) float64 { return max(-1, min(odds/mostOdds, 1)) }
