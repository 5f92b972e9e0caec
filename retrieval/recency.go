package retrieval

import (
	"math"

	"dateline/retrieval/dates"
)

// How much it speaks for a passage, in the score's unit, that its article is
// the newest of what was found, and in how many days that falls to a third:
// where the newest is asked for, and where a question names neither a day nor an
// outlet. Set by hand: much where the newest is asked for, little elsewhere.
const (
	newestWorth = 3
	newestDays  = 14
	newerWorth  = 0.7
	newerDays   = 60
	// sameNews is within how many days a story is told: a copy that appears a
	// day later is no newer. By hand.
	sameNews = 3
)

// favourNew adds to the candidates' scores what their age says. It is measured
// from the newest of them, so that an old library is no worse than a new one.
func (k *ranker) favourNew(candidates []scored) {
	worth, fall := k.recency()
	if worth == 0 {
		return
	}
	newest := ""
	for i := range candidates {
		newest = max(newest, candidates[i].entry.Day())
	}
	for i := range candidates {
		if age, ok := dates.Apart(candidates[i].entry.Day(), newest); ok {
			candidates[i].recent = worth * math.Exp(-max(0, age-sameNews)/fall)
		}
		candidates[i].score += candidates[i].recent
	}
}

// recency is how much being the newest speaks for a passage, and in how many
// days that falls to a third.
func (k *ranker) recency() (worth, fall float64) {
	switch {
	case len(k.asked.days) > 0:
		return 0, 0
	case k.newest:
		return newestWorth, newestDays
	case k.sided():
		return 0, 0
	}
	return newerWorth, newerDays
}
