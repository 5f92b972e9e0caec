package outlets

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Like reports whether one name may be meant by the other: it has its words,
// or nearly its letters.
func Like(name, other string) bool {
	a, b := strings.ReplaceAll(Fold(name), " ", ""), strings.ReplaceAll(Fold(other), " ", "")
	if a == "" || b == "" {
		return false
	}
	if strings.Contains(a, b) || strings.Contains(b, a) {
		return true
	}
	return levenshtein.ComputeDistance(a, b) <= max(len(a), len(b))/4+1
}
