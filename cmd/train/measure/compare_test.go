package measure

import (
	"testing"

	"dateline/answers"
	"dateline/answers/eval"
	"dateline/retrieval"
)

func TestComparedWell(t *testing.T) {
	q := eval.Question{Evidence: []eval.Evidence{{Article: "a"}, {Article: "b"}}}
	quoting := func(ids ...string) answers.Comparison {
		var c answers.Comparison
		for _, id := range ids {
			c.Outlets = append(c.Outlets, answers.OutletReport{Excerpts: []answers.Excerpt{{Article: retrieval.Meta{ID: id}}}})
		}
		return c
	}
	for name, row := range map[string]struct {
		c               answers.Comparison
		complete, clean float64
	}{
		"all":            {quoting("a", "b"), 1, 1},
		"one is missing": {quoting("a", "a"), 0, 1},
		"another event":  {quoting("a", "x", "b"), 1, 0},
		"further down":   {quoting("a", "b", "a", "b", "a", "x"), 1, 1},
		"nothing":        {quoting(), 0, 0},
	} {
		if complete, clean := comparedWell(q, row.c); complete != row.complete || clean != row.clean {
			t.Errorf("%s: %v and %v, want %v and %v", name, complete, clean, row.complete, row.clean)
		}
	}
}
