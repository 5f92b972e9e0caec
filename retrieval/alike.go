package retrieval

import "dateline/retrieval/meaning"

// Likeness in meaning counts where the best passage has less than this share of the
// question; for how many passages, and how much. Set by hand, on questions in other
// words than the articles'.
const alikeBelow, alikeAmong, alikeWorth = 0.9, 40, 8.0

// favourAlike adds to the best candidates' scores what their likeness says. A
// question of several sides is like no single passage that it asks for.
func (k *ranker) favourAlike(candidates []scored) {
	if k.sided() || len(k.sides) > 1 || !meaning.Serves(k.language) || candidates[0].features[featCoverage] >= alikeBelow {
		return
	}
	asked, best := meaning.Of(k.question), candidates[:min(len(candidates), alikeAmong)]
	for i := range best {
		best[i].alike = asked.Alike(best[i].vector.means)
		best[i].score += alikeWorth * best[i].alike
	}
	bestFirst(best)
}
