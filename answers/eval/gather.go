package eval

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"

	"dateline/answers"
	"dateline/retrieval"
)

// Examples are what the models learn from.
type Examples struct {
	// Plain and Sided are the passages of a search, for questions that name
	// none of the library's outlets and for those that do.
	Plain, Sided []Ranking
	// Sentences are those that might be quoted.
	Sentences []Ranking
	// Decisions are whether the library holds an answer.
	Decisions []Decided
}

// Ranking is the options of one question, and which of them are right.
type Ranking struct {
	Options [][]float64
	// Right lists, for each place that the answer stands in, the options that
	// hold it.
	Right [][]int
}

// Decided is what told of one question whether it has an answer, and whether
// it has.
type Decided struct {
	Signals    []float64
	Answerable bool
}

// Studied is a library to learn from, empty before; *retrieval.Library is one.
type Studied interface {
	Library
	// Candidates gives every passage that a search weighs.
	Candidates(context.Context, retrieval.Query) (retrieval.Result, error)
	// List gives the articles that pass the filter.
	List(context.Context, retrieval.Filter) ([]retrieval.Meta, error)
	// Remove forgets an article, or returns retrieval.ErrNoArticle.
	Remove(ctx context.Context, by, id string) error
}

// Gather loads the benchmark folder into lib and collects examples. With half,
// every other article is left out, so that the questions it answers become
// ones without an answer; then only decisions are collected.
func Gather(ctx context.Context, log *slog.Logger, lib Studied, folder string, half bool) (ex Examples, err error) {
	b, err := openBenchmark(ctx, folder)
	if err != nil {
		return Examples{}, fmt.Errorf("benchmark %s: %w", folder, err)
	}
	defer func() { err = errors.Join(err, b.close()) }()
	var r Report
	if err := r.load(ctx, log, lib, Config{Folder: folder}, 0); err != nil {
		return Examples{}, fmt.Errorf("benchmark %s: %w", folder, err)
	}
	left := make(map[string]bool)
	if half {
		if left, err = leaveOut(ctx, lib); err != nil {
			return Examples{}, err
		}
	}
	g := gatherer{lib: lib, answerer: answers.New(log, lib, answers.Config{})}
	for _, q := range b.questions {
		if err := g.decide(ctx, q, left, &ex); err != nil {
			return Examples{}, fmt.Errorf("question %q: %w", q.ID, err)
		}
		if half || !q.Answerable {
			continue
		}
		if err := g.rank(ctx, q, &ex); err != nil {
			return Examples{}, fmt.Errorf("question %q: %w", q.ID, err)
		}
	}
	return ex, nil
}

// leaveOut removes every other article and says which.
func leaveOut(ctx context.Context, lib Studied) (map[string]bool, error) {
	res := make(map[string]bool)
	metas, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return nil, err
	}
	for _, m := range metas {
		h := fnv.New32a()
		_, _ = h.Write([]byte(m.ID)) // never fails
		if h.Sum32()%2 == 0 {
			continue
		}
		if err := lib.Remove(ctx, "cmd/train", m.ID); err != nil {
			return nil, err
		}
		res[m.ID] = true
	}
	return res, nil
}

type gatherer struct {
	lib      Studied
	answerer *answers.Answerer
}

// rank collects the passages and the sentences for q.
func (g gatherer) rank(ctx context.Context, q Question, ex *Examples) error {
	res, err := g.lib.Candidates(ctx, retrieval.Query{Text: q.Text})
	if err != nil {
		return err
	}
	passages := Ranking{Right: make([][]int, len(q.Evidence))}
	for i, h := range res.Hits {
		values := make([]float64, len(h.Reasons))
		for k, reason := range h.Reasons {
			values[k] = reason.Value
		}
		passages.add(q, values, newHit(h.Article.ID, h.Article.Title, h.Text), i)
	}
	if res.Sided() {
		ex.Sided = append(ex.Sided, passages)
	} else {
		ex.Plain = append(ex.Plain, passages)
	}
	if q.Evidence[0].Quote == "" {
		return nil // whole articles are wanted, not sentences
	}
	in, err := g.answerer.Inspect(ctx, answers.Question{Text: q.Text})
	if err != nil {
		return err
	}
	sentences := Ranking{Right: make([][]int, len(q.Evidence))}
	for i, s := range in.Sentences {
		sentences.add(q, s.Traits, newHit(s.Article.ID, s.Article.Title, s.Text), i)
	}
	ex.Sentences = append(ex.Sentences, sentences)
	return nil
}

// add adds option i.
func (r *Ranking) add(q Question, values []float64, h hit, i int) {
	r.Options = append(r.Options, values)
	for k, e := range q.Evidence {
		if e.standsIn(h) {
			r.Right[k] = append(r.Right[k], i)
		}
	}
}

// decide collects what tells whether q has an answer. A question that only
// some of the articles left could answer teaches nothing.
func (g gatherer) decide(ctx context.Context, q Question, left map[string]bool, ex *Examples) error {
	gone := 0
	for _, e := range q.Evidence {
		if left[e.Article] {
			gone++
		}
	}
	if gone > 0 && gone < len(q.Evidence) {
		return nil
	}
	in, err := g.answerer.Inspect(ctx, answers.Question{Text: q.Text})
	if err != nil {
		return err
	}
	ex.Decisions = append(ex.Decisions, Decided{in.Signals, q.Answerable && gone == 0})
	return nil
}
