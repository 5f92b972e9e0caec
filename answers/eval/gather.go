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
	Remove(ctx context.Context, by retrieval.Actor, id string) error
}

// Wanted says which examples are to be collected.
type Wanted struct {
	Passages, Answers bool
	// Half leaves every other article out, so that the questions it answers
	// become ones without an answer; only decisions are collected then.
	Half bool
	// Reader judges candidates; nil leaves that to their words.
	Reader answers.Reader
	// Keep says which questions to learn from, by their place in the folder; nil
	// keeps all.
	Keep func(place int, q Question) bool
}

// Gather loads the benchmark folder into lib and collects examples.
func Gather(ctx context.Context, log *slog.Logger, lib Studied, folder string, wanted Wanted) (ex Examples, err error) {
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
	if wanted.Half {
		if left, err = leaveOut(ctx, lib); err != nil {
			return Examples{}, err
		}
	}
	g := gatherer{lib: lib, answerer: answers.New(log, lib, answers.Config{Reader: wanted.Reader})}
	for i, q := range b.questions {
		if wanted.Keep != nil && !wanted.Keep(i, q) {
			continue
		}
		if err := g.question(ctx, q, wanted, left, &ex); err != nil {
			return Examples{}, fmt.Errorf("question %q: %w", q.ID, err)
		}
	}
	return ex, nil
}

// question collects the examples of one question.
func (g gatherer) question(ctx context.Context, q Question, wanted Wanted, left map[string]bool, ex *Examples) error {
	if wanted.Passages && q.Answerable {
		if err := g.passages(ctx, q, ex); err != nil {
			return err
		}
	}
	if !wanted.Answers {
		return nil
	}
	in, err := g.answerer.Inspect(ctx, answers.Question{Text: q.Text})
	if err != nil {
		return err
	}
	decide(q, in, left, ex)
	// Where whole articles are wanted, no sentence is right or wrong.
	if q.Answerable && !wanted.Half && q.Evidence[0].Quote != "" {
		sentences := Ranking{Right: make([][]int, len(q.Evidence))}
		for i, s := range in.Sentences {
			sentences.add(q, s.Traits, newHit(s.Article.ID, s.Article.Title, s.Text), i)
		}
		ex.Sentences = append(ex.Sentences, sentences)
	}
	return nil
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
		if err := lib.Remove(ctx, retrieval.Actor{Kind: retrieval.ByProgram}, m.ID); err != nil {
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

// passages collects those that a search for q weighs.
func (g gatherer) passages(ctx context.Context, q Question, ex *Examples) error {
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

// decide notes what told whether q has an answer. A question that only some of
// the articles left could answer teaches nothing.
func decide(q Question, in answers.Inspection, left map[string]bool, ex *Examples) {
	gone := 0
	for _, e := range q.Evidence {
		if left[e.Article] {
			gone++
		}
	}
	if gone == 0 || gone == len(q.Evidence) {
		ex.Decisions = append(ex.Decisions, Decided{in.Signals, q.Answerable && gone == 0})
	}
}
