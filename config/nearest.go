package config

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// nearest gives the name that a misspelt one most likely meant: one that ends
// in it as a whole word, else the one with the fewest letters changed, about
// a third of them at most.
func nearest(name string, names []string) (string, bool) {
	best, fewest := "", len(name)/3+2
	for _, candidate := range names {
		if strings.HasSuffix(candidate, "."+name) {
			return candidate, true
		}
		if d := levenshtein.ComputeDistance(name, candidate); d < fewest {
			best, fewest = candidate, d
		}
	}
	return best, best != ""
}
