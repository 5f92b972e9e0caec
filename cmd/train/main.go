// Train learns the weights by which passages are ranked, sentences are chosen
// and answers are given or not, from benchmark folders:
//
//	go run ./cmd/train ../shared/data/multihop-rag ../shared/data/squad ../shared/data/basil ../shared/data/time-1963 \
//	  answers/eval/testdata/harbour
//
// It writes retrieval/model.json and answers/model.json, or with -only ranking
// or -only answers one of them. What an answer goes by depends on the ranking,
// so train the answers again after the ranking has changed.
//
// With -reader it learns instead how what the reader makes of the candidates
// counts, from the third of each folder's questions that the reader was not
// trained on (see docs/reader.md): squad2 by article, natural by question.
//
//	go run ./cmd/train -reader ../shared/data/squad2 ../shared/data/natural
//
// Folders of events with an editor's digest make answers/points.json, by which
// digests are chosen.
//
// It also measures what dateline eval does not, on one folder:
//
//	go run ./cmd/train measure [-n N] [-worst N] [-json] quotes|copies|comparisons|digests FOLDER
//
// -n is how many sentences are quoted, how many copies are made at each rate of
// changed words, or how many events are compared.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"strings"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/answers/reader"
	"dateline/cmd/train/measure"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

func main() {
	var err error
	if len(os.Args) > 1 && os.Args[1] == "measure" {
		err = runMeasure(context.Background(), os.Args[2:])
	} else {
		err = learn(context.Background())
	}
	switch {
	case errors.Is(err, errUsage):
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(2)
	case err != nil:
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// errUsage is wrapped by what is wrong with the command line.
var errUsage = errors.New("usage")

// learn learns from the folders of the command line.
func learn(ctx context.Context) error {
	only := flag.String("only", "", "learn only the `ranking` or only the answers")
	read := flag.Bool("reader", false, "learn how the reader's judgement counts")
	flag.Parse()
	wanted := eval.Wanted{Passages: *only != "answers", Answers: *only != "ranking"}
	if flag.NArg() == 0 || *only != "" && (*read || wanted.Passages && wanted.Answers) {
		return fmt.Errorf("%w: name the benchmark folders to learn from; -only takes ranking or answers, and -reader is for itself", errUsage)
	}
	if *read {
		return trainReading(ctx, flag.Args())
	}
	var events, folders []string
	for _, folder := range flag.Args() {
		if measure.HasEvents(folder) {
			events = append(events, folder)
		} else {
			folders = append(folders, folder)
		}
	}
	err := trainPoints(ctx, events)
	if len(folders) > 0 {
		err = errors.Join(err, train(ctx, folders, wanted))
	}
	return err
}

// lessons are the examples of all folders, a set per folder.
type lessons struct {
	plain, sided, sentences [][]eval.Ranking
	decisions               [][]eval.Decided
}

func train(ctx context.Context, folders []string, wanted eval.Wanted) error {
	var all lessons
	for _, folder := range folders {
		whole, err := gather(ctx, folder, wanted)
		if err != nil {
			return err
		}
		all.add(whole)
		if !wanted.Answers {
			continue
		}
		half, err := gather(ctx, folder, eval.Wanted{Answers: true, Half: true})
		if err != nil {
			return err
		}
		all.decisions = append(all.decisions, append(whole.Decisions, half.Decisions...))
	}
	if wanted.Passages {
		if err := write("retrieval/model.json", map[string]any{
			"plain": named(retrieval.FeatureNames(), learnRanking(all.plain, evenly(all.plain))),
			"sided": named(retrieval.FeatureNames(), learnRanking(all.sided, evenly(all.sided))),
		}); err != nil {
			return err
		}
	}
	if !wanted.Answers {
		return nil
	}
	return all.writeJudgement("words")
}

// trainReading learns how what the reader makes of the candidates counts.
func trainReading(ctx context.Context, folders []string) error {
	r, err := reader.Load()
	if err != nil {
		return err
	}
	var all lessons
	for _, folder := range folders {
		wanted := eval.Wanted{Answers: true, Reader: r, Keep: heldOut}
		whole, err := gather(ctx, folder, wanted)
		if err != nil {
			return err
		}
		wanted.Half = true
		half, err := gather(ctx, folder, wanted)
		if err != nil {
			return err
		}
		all.add(whole)
		all.decisions = append(all.decisions, append(whole.Decisions, half.Decisions...))
	}
	return all.writeJudgement("read")
}

// heldOut reports whether the reader was not trained on a question, as
// cmd/train/reader/train.py divides them.
func heldOut(place int, q eval.Question) bool {
	about := q.Article
	if len(q.Evidence) > 0 {
		about = q.Evidence[0].Article
	}
	if strings.HasPrefix(about, "sq-") {
		sum := 0
		for _, r := range about {
			sum += int(r)
		}
		return sum%3 == 0
	}
	return place%3 == 0
}

// modelFile holds how answers are judged.
const modelFile = "answers/model.json"

// writeJudgement puts what was learnt in its place among the judgements.
func (l *lessons) writeJudgement(name string) error {
	raw, err := os.ReadFile(filepath.FromSlash(modelFile))
	if err != nil {
		return err
	}
	var model map[string]any
	if err := json.Unmarshal(raw, &model); err != nil {
		return fmt.Errorf("read %s: %w", modelFile, err)
	}
	decision := learnDecision(l.decisions, evenly(l.decisions), answers.SignalSigns())
	bias := len(decision) - 1
	old, _ := model[name].(map[string]any)
	model[name] = map[string]any{
		"slope":   old["slope"], // how confidence is told is not learnt here
		"shift":   old["shift"],
		"traits":  named(answers.TraitNames(), learnRanking(l.sentences, evenly(l.sentences))),
		"signals": named(answers.SignalNames(), decision[:bias]),
		"bias":    round(decision[bias]),
	}
	return write(modelFile, model)
}

func (l *lessons) add(ex eval.Examples) {
	for _, s := range []struct {
		to  *[][]eval.Ranking
		set []eval.Ranking
	}{{&l.plain, ex.Plain}, {&l.sided, ex.Sided}, {&l.sentences, ex.Sentences}} {
		if len(s.set) > 0 {
			*s.to = append(*s.to, s.set)
		}
	}
}

// evenly returns a share for each set, the square root of its size: large sets
// count more and do not drown small ones.
func evenly[T any](sets [][]T) []float64 {
	share := make([]float64, len(sets))
	for i, set := range sets {
		share[i] = math.Sqrt(float64(len(set)))
	}
	return share
}

// gather collects the folder's examples.
func gather(ctx context.Context, folder string, wanted eval.Wanted) (ex eval.Examples, err error) {
	err = withLibrary(ctx, func(log *slog.Logger, lib *retrieval.Library) (err error) {
		ex, err = eval.Gather(ctx, log, lib, folder, wanted)
		return err
	})
	return ex, err
}

// withLibrary calls f with an empty library, which is gone afterwards.
func withLibrary(ctx context.Context, f func(*slog.Logger, *retrieval.Library) error) (err error) {
	dir, err := os.MkdirTemp("", "dateline-train-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	st, err := store.Open(ctx, dir, "train")
	if err != nil {
		return err
	}
	libs := retrieval.New(log, st, retrieval.Config{Dir: dir})
	defer func() { err = errors.Join(err, libs.Close(), st.Close()) }()
	lib, err := libs.Make(ctx, "local")
	if err != nil {
		return err
	}
	return f(log, lib)
}

func named(names []string, weights []float64) map[string]float64 {
	out := make(map[string]float64, len(names))
	for i, name := range names {
		out[name] = round(weights[i])
	}
	return out
}

func round(w float64) float64 { return math.Round(w*1000) / 1000 }

func write(path string, model any) error {
	raw, err := json.MarshalIndent(model, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.FromSlash(path), append(raw, '\n'), 0o644)
}
