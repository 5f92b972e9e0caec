package eval

import (
	"math/big"
	"slices"
)

// Figures are the measures of retrieval, each the mean over the answerable
// questions. k counts passages, or excerpts.
type Figures struct {
	// Questions is how many questions they are the mean of.
	Questions int `json:"questions"`
	// Hit1 and so on are the shares of questions with evidence among the first
	// k texts.
	Hit1  float64 `json:"hit@1"`
	Hit3  float64 `json:"hit@3"`
	Hit4  float64 `json:"hit@4"`
	Hit10 float64 `json:"hit@10"`
	// EvidenceRecall4 and EvidenceRecall10 are the shares of a question's
	// evidence that stand in the first k texts.
	EvidenceRecall4  float64 `json:"evidence-recall@4"`
	EvidenceRecall10 float64 `json:"evidence-recall@10"`
	// MRR10 is the mean reciprocal rank of the first text with evidence, 0
	// where it is not among the first ten.
	MRR10 float64 `json:"mrr@10"`
	// ArticleRecall10 and ArticleMRR10 are the same of articles: the share of
	// the evidence's among the first ten distinct ones, and the first one's
	// reciprocal rank.
	ArticleRecall10 float64 `json:"article-recall@10"`
	ArticleMRR10    float64 `json:"article-mrr@10"`
}

// Measure is one of the measures that Figures hold.
type Measure struct {
	Name string
	Of   func(*Figures) *float64
}

// Measures are the measures, in the order in which they are reported.
func Measures() []Measure {
	return []Measure{
		{"hit@1", func(f *Figures) *float64 { return &f.Hit1 }},
		{"hit@3", func(f *Figures) *float64 { return &f.Hit3 }},
		{"hit@4", func(f *Figures) *float64 { return &f.Hit4 }},
		{"hit@10", func(f *Figures) *float64 { return &f.Hit10 }},
		{"evidence-recall@4", func(f *Figures) *float64 { return &f.EvidenceRecall4 }},
		{"evidence-recall@10", func(f *Figures) *float64 { return &f.EvidenceRecall10 }},
		{"mrr@10", func(f *Figures) *float64 { return &f.MRR10 }},
		{"article-recall@10", func(f *Figures) *float64 { return &f.ArticleRecall10 }},
		{"article-mrr@10", func(f *Figures) *float64 { return &f.ArticleMRR10 }},
	}
}

// figures are the measures of one question.
func (j judgement) figures() Figures {
	rank := j.rank()
	hitAt := func(k int) float64 {
		if 0 < rank && rank <= k {
			return 1
		}
		return 0
	}
	articleRecall, articleRank := j.articles()
	return Figures{
		Questions: 1,
		Hit1:      hitAt(1), Hit3: hitAt(3), Hit4: hitAt(4), Hit10: hitAt(10),
		EvidenceRecall4: j.evidenceRecall(4), EvidenceRecall10: j.evidenceRecall(10),
		MRR10:           reciprocal(rank),
		ArticleRecall10: articleRecall, ArticleMRR10: reciprocal(articleRank),
	}
}

func reciprocal(rank int) float64 {
	if rank == 0 {
		return 0
	}
	return 1 / float64(rank)
}

// meanFigures is the mean of the figures of single questions.
func meanFigures(each []Figures) Figures {
	out := Figures{Questions: len(each)}
	values := make([]float64, len(each))
	for _, m := range Measures() {
		for i := range each {
			values[i] = *m.Of(&each[i])
		}
		*m.Of(&out) = Mean(values)
	}
	return out
}

// Mean returns the mean of values, 0 of none. It adds exactly and rounds
// once, so that the last digit depends neither on their order nor on who adds.
func Mean(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	const exact = 256 // bits: enough for any values that are measured here
	sum := new(big.Float).SetPrec(exact)
	for _, v := range values {
		sum.Add(sum, big.NewFloat(v))
	}
	out, _ := sum.Quo(sum, big.NewFloat(float64(len(values)))).Float64()
	return out
}

// Latency is how long questions took, in milliseconds.
type Latency struct {
	Median float64 `json:"median"`
	P95    float64 `json:"p95"`
	P99    float64 `json:"p99"`
}

// LatencyOf returns the latency of so many questions, 0 of none.
func LatencyOf(tookMS []float64) Latency {
	if len(tookMS) == 0 {
		return Latency{}
	}
	t := slices.Sorted(slices.Values(tookMS))
	n := len(t)
	return Latency{
		Median: (t[(n-1)/2] + t[n/2]) / 2,
		P95:    t[int(float64(n)*.95)],
		P99:    t[int(float64(n)*.99)],
	}
}

// auc is the probability that an answerable question gets a higher confidence
// than another, ties counting half: the area under the curve of the
// receiver's operating characteristic (Hanley and McNeil, 1982). It is nil
// when there are only questions of one kind.
func auc(answerable, other []float64) *float64 {
	if len(answerable) == 0 || len(other) == 0 {
		return nil
	}
	yes, no := slices.Sorted(slices.Values(answerable)), slices.Sorted(slices.Values(other))
	area := 0.
	for _, c := range yes {
		below, found := slices.BinarySearch(no, c)
		area += float64(below)
		if found {
			above, _ := slices.BinarySearchFunc(no, c, func(x, c float64) int {
				if x > c {
					return 1
				}
				return -1
			})
			area += float64(above-below) / 2
		}
	}
	area /= float64(len(yes) * len(no))
	return &area
}

// share is n of all, or nil of none.
func share(n, all int) *float64 {
	if all == 0 {
		return nil
	}
	s := float64(n) / float64(all)
	return &s
}
