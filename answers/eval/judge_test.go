package eval

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestEvidenceStandsIn(t *testing.T) {
	const sentence = "The outer wall was built in 1931 and strengthened later."
	factoid := Evidence{Article: "wall", Quote: "1931", Sentence: sentence}
	for _, tt := range []struct {
		name     string
		evidence Evidence
		hit      hit
		want     bool
	}{
		{"the quote", Evidence{"wall", "built in 1931", ""}, newHit("wall", "", sentence), true},
		{"the quote in another article", Evidence{"wall", "built in 1931", ""}, newHit("copy", "", sentence), true},
		{"white space aside", Evidence{"wall", "built\u00a0in\n 1931", ""}, newHit("wall", "", sentence), true},
		{"part of the quote", Evidence{"wall", "built in 1931", ""}, newHit("wall", "", "It was built in"), false},
		{"another case", Evidence{"wall", "Built in 1931", ""}, newHit("wall", "", sentence), false},
		{"any text of the article", Evidence{"wall", "", ""}, newHit("wall", "", "Else."), true},
		{"any text of another article", Evidence{"wall", "", ""}, newHit("copy", "", "Else."), false},
		{"a factoid", factoid, newHit("wall", "", sentence), true},
		{"a factoid elsewhere", factoid, newHit("copy", "", sentence), false},
		{"the answer without its sentence", factoid, newHit("wall", "", "In 1931 nobody lived here."), false},
		{"half of the sentence's ten words", factoid, newHit("wall", "", "1931: THE OUTER WALL built"), true},
		{"less than half of them", factoid, newHit("wall", "", "1931: the outer wall"), false},
		{"the sentence without the answer", factoid, newHit("wall", "", "The outer wall was built and strengthened later."), false},
	} {
		if got := tt.evidence.standsIn(tt.hit); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// The figures below are worked out by hand from the rules in Evidence and
// Figures.
func TestFigures(t *testing.T) {
	two := []Evidence{{"a", "alpha", ""}, {"b", "beta", ""}}
	hits := func(articleAndText ...string) []hit {
		var out []hit
		for i := 0; i < len(articleAndText); i += 2 {
			out = append(out, newHit(articleAndText[i], "", articleAndText[i+1]))
		}
		return out
	}
	var eleven []string
	for range 10 {
		eleven = append(eleven, "x", "nothing")
	}
	eleven = append(eleven, "a", "alpha and beta")
	for _, tt := range []struct {
		name     string
		evidence []Evidence
		hits     []hit
		want     Figures
	}{
		{"nothing found", two, nil, Figures{}},
		{"both in the first", two, hits("a", "alpha and beta"), Figures{
			Hit1: 1, Hit3: 1, Hit4: 1, Hit10: 1, EvidenceRecall4: 1, EvidenceRecall10: 1, MRR10: 1,
			ArticleRecall10: .5, ArticleMRR10: 1,
		}},
		{"one at the second place, one at the fifth", two,
			hits("x", "-", "b", "beta", "b", "-", "x", "-", "a", "alpha"), Figures{
				Hit3: 1, Hit4: 1, Hit10: 1, EvidenceRecall4: .5, EvidenceRecall10: 1, MRR10: .5,
				ArticleRecall10: 1, ArticleMRR10: .5,
			}},
		{"the articles without the quotes", two, hits("x", "-", "x", "-", "a", "-", "b", "-"), Figures{
			ArticleRecall10: 1, ArticleMRR10: .5, // the third passage, the second article
		}},
		{"an article's texts", []Evidence{{"a", "", ""}}, hits("x", "-", "x", "-", "x", "-", "a", "-"), Figures{
			Hit4: 1, Hit10: 1, EvidenceRecall4: 1, EvidenceRecall10: 1, MRR10: .25, ArticleRecall10: 1, ArticleMRR10: .5,
		}},
		{"at the eleventh place, of the second article", two, hits(eleven...), Figures{ArticleRecall10: .5, ArticleMRR10: .5}},
	} {
		tt.want.Questions = 1
		if diff := cmp.Diff(tt.want, judge(Question{Answerable: true, Evidence: tt.evidence}, tt.hits).figures()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAUC(t *testing.T) {
	for _, tt := range []struct {
		name              string
		answerable, other []float64
		want              float64 // NaN stands for none
	}{
		{"told apart", []float64{.6, .9}, []float64{.1, .5}, 1},
		{"the wrong way round", []float64{.1}, []float64{.5, .6}, 0},
		{"not told apart", []float64{.5, .5}, []float64{.5, .5, .5}, .5},
		{"five of six pairs", []float64{.3, .6, .9}, []float64{.1, .4}, 5. / 6},
		{"a tie counts half", []float64{.4, .9}, []float64{.4}, .75},
		{"of one kind", []float64{.4, .9}, nil, math.NaN()},
	} {
		got := auc(tt.answerable, tt.other)
		if math.IsNaN(tt.want) != (got == nil) || got != nil && *got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLatency(t *testing.T) {
	var hundred []float64
	for i := range 100 {
		hundred = append(hundred, float64(100-i))
	}
	for _, tt := range []struct {
		name string
		took []float64
		want Latency
	}{
		{"none", nil, Latency{}},
		{"one", []float64{3}, Latency{3, 3, 3}},
		{"an even number", []float64{4, 1, 3, 2}, Latency{2.5, 4, 4}},
		{"a hundred", hundred, Latency{50.5, 96, 100}},
	} {
		if diff := cmp.Diff(tt.want, LatencyOf(tt.took)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Adding the same shares in another order must not change a digit.
func TestMeanIsExact(t *testing.T) {
	var values []float64
	for i := range 3000 {
		values = append(values, 1/float64(1+i%7))
	}
	forth := Mean(values)
	for i, j := 0, len(values)-1; i < j; i, j = i+1, j-1 {
		values[i], values[j] = values[j], values[i]
	}
	if back := Mean(values); back != forth {
		t.Errorf("mean = %v forwards and %v backwards", forth, back)
	}
	if got := Mean([]float64{1, 0, 0, 1}); got != .5 {
		t.Errorf("mean = %v, want .5", got)
	}
}

func TestPart(t *testing.T) {
	var questions []Question
	for _, id := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		questions = append(questions, Question{ID: id})
	}
	ids := func(cfg Config) (out string) {
		for _, q := range part(questions, cfg) {
			out += q.ID
		}
		return out
	}
	if got := ids(Config{}); got != "abcdefgh" {
		t.Errorf("all = %s", got)
	}
	if got := ids(Config{Limit: 3}); got != "abc" {
		t.Errorf("the first three = %s", got)
	}
	if got := ids(Config{Limit: 30}) + ids(Config{Sample: 30}); got != "abcdefghabcdefgh" {
		t.Errorf("more than there are = %s", got)
	}
	// The smallest of their SHA-256 sums, in the folder's order.
	if got := ids(Config{Sample: 3}); got != "cdf" {
		t.Errorf("a sample of three = %s", got)
	}
}

func TestWorst(t *testing.T) {
	evidence := []Evidence{{"a", "alpha", ""}}
	w := worst{most: 4}
	for _, in := range []struct {
		id         string
		answerable bool
		decision   Decision
		texts      []string
	}{
		{"right", true, Decision{true, .9}, []string{"alpha"}},
		{"second place", true, Decision{true, .9}, []string{"else", "alpha"}},
		{"abstained, nearly sure", true, Decision{false, .4}, nil},
		{"abstained, sure", true, Decision{false, .1}, nil},
		{"abstained rightly", false, Decision{false, .1}, nil},
		{"answered what has no answer", false, Decision{true, .8}, []string{"else"}},
		{"wrong excerpt", true, Decision{true, .7}, []string{"else"}},
	} {
		q := Question{ID: in.id, Answerable: in.answerable}
		if in.answerable {
			q.Evidence = evidence
		}
		f := found{decision: &in.decision}
		for _, text := range in.texts {
			f.hits = append(f.hits, newHit("a", "", text))
		}
		w.add(judge(q, f.hits), f)
	}
	var got []string
	for _, m := range w.misses() {
		got = append(got, m.Question.ID)
	}
	want := []string{"abstained, sure", "answered what has no answer", "wrong excerpt", "abstained, nearly sure"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("worst (-want +got):\n%s", diff)
	}
}
