package eval

import (
	"cmp"
	"math"
	"slices"
)

// Bin is a run of questions whose confidences lie next to each other.
type Bin struct {
	Questions int `json:"questions"`
	// Confidence is their mean confidence, Right the share of them whose
	// confidence was deserved: answerable, with the quote of an article of the
	// evidence among the first three excerpts.
	Confidence float64 `json:"confidence"`
	Right      float64 `json:"right"`
}

// deserved is a confidence, and whether it was right to have it.
type deserved struct {
	confidence float64
	right      bool
}

// calibrationBins is how many bins the expected calibration error is taken
// over. Where questions are left over they are one bin more.
const calibrationBins = 10

// calibrate parts questions by their confidence into bins of as many each.
func calibrate(questions []deserved) []Bin {
	all := slices.SortedFunc(slices.Values(questions), func(a, b deserved) int {
		if c := cmp.Compare(a.confidence, b.confidence); c != 0 || a.right == b.right {
			return c
		}
		if b.right {
			return -1
		}
		return 1
	})
	bins := make([]Bin, 0, calibrationBins+1)
	for run := range slices.Chunk(all, max(1, len(all)/calibrationBins)) {
		var confidence, right []float64
		for _, d := range run {
			confidence = append(confidence, d.confidence)
			right = append(right, zeroOne(d.right))
		}
		bins = append(bins, Bin{len(run), Mean(confidence), Mean(right)})
	}
	return bins
}

// calibrationError is how far confidence is from what it promises, averaged
// over the questions: the expected calibration error (Naeini, Cooper and
// Hauskrecht, 2015), over bins of equal count.
func calibrationError(bins []Bin) float64 {
	off, n := 0., 0
	for _, b := range bins {
		off += float64(b.Questions) * math.Abs(b.Confidence-b.Right)
		n += b.Questions
	}
	if n == 0 {
		return 0
	}
	return off / float64(n)
}

func zeroOne(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
