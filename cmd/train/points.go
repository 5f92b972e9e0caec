package main

import (
	"context"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/cmd/train/measure"
	"dateline/retrieval/text"
)

// trainPoints learns which sentences make a digest, from folders of events.
func trainPoints(ctx context.Context, folders []string) error {
	var sets [][]eval.Ranking
	for _, folder := range folders {
		set, err := measure.DigestExamples(ctx, text.NewAnalyzer(), folder)
		if err != nil {
			return err
		}
		sets = append(sets, set)
	}
	if len(sets) == 0 {
		return nil
	}
	share := make([]float64, len(sets))
	for i := range share {
		share[i] = 1 / float64(len(sets))
	}
	return write("answers/points.json", named(answers.MarkNames(), learnRanking(sets, share)))
}
