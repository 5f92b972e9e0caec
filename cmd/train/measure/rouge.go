package measure

import (
	"regexp"
	"strings"
)

// Rouge is how much two texts have in common (Lin, "ROUGE: a package for
// automatic evaluation of summaries", 2004), as F1: of their words (ROUGE-1),
// and of the longest sequence of words that stands in both (ROUGE-L, over the
// texts whole). Words are runs of letters a to z and digits, in small letters,
// not stemmed.
type Rouge struct {
	One float64 `json:"rouge-1"`
	L   float64 `json:"rouge-l"`
	// Words is how long the text is.
	Words float64 `json:"words"`
}

var rougeWord = regexp.MustCompile(`[a-z0-9]+`)

// RougeOf compares a text with a reference.
func RougeOf(text, reference string) Rouge {
	return rougeOf(rougeWords(text), rougeWords(reference))
}

func rougeWords(text string) []string { return rougeWord.FindAllString(strings.ToLower(text), -1) }

func rougeOf(a, b []string) Rouge {
	out := Rouge{Words: float64(len(a))}
	if len(a) == 0 || len(b) == 0 {
		return out
	}
	counts := make(map[string]int, len(b))
	for _, w := range b {
		counts[w]++
	}
	common := 0
	for _, w := range a {
		if counts[w] > 0 {
			counts[w]--
			common++
		}
	}
	both := float64(len(a) + len(b))
	out.One = 2 * float64(common) / both
	out.L = 2 * float64(longestCommon(a, b)) / both
	return out
}

// longestCommon is the length of the longest common subsequence.
func longestCommon(a, b []string) int {
	row := make([]int, len(b)+1)
	for _, w := range a {
		diagonal := 0
		for j, v := range b {
			above := row[j+1]
			if w == v {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			diagonal = above
		}
	}
	return row[len(b)]
}
