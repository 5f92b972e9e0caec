// Package names finds what a member means by what they have typed so far: articles
// by their headlines, outlets, whatever has names. It keeps nothing.
package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"golang.org/x/text/unicode/norm"
)

// Max bounds how many names Discord shows to choose from.
const Max = 25

// Index are things to choose from by their names: articles by their headlines
// and ids, outlets. The names of one thing stand on lines of their own.
type Index struct {
	// Print tells indexes of other names apart; whoever makes one sets it.
	Print uint64
	// folded are the names without case and accents, and words which of them
	// hold a word on their first line: who mistypes an id or a number is not
	// helped.
	folded []string
	words  map[string][]int
}

// New returns an index of names.
func New(all []string) *Index {
	n := &Index{folded: make([]string, len(all)), words: map[string][]int{}}
	for i, name := range all {
		n.folded[i] = Fold(name)
		first, _, _ := strings.Cut(n.folded[i], "\n")
		for _, word := range nameWords(first) {
			if !strings.ContainsFunc(word, unicode.IsLetter) {
				continue
			}
			if at := n.words[word]; len(at) == 0 || at[len(at)-1] != i {
				n.words[word] = append(at, i)
			}
		}
	}
	return n
}

// Find returns at most Max names for what a member has typed so far:
// those that begin with it, then those that hold all its words, then those that
// hold words like them, for members mistype.
func (n *Index) Find(typed string) []int {
	sought := strings.TrimSpace(Fold(typed))
	var begin, hold []int
	for i, name := range n.folded {
		switch {
		case strings.HasPrefix(name, sought), strings.Contains(name, "\n"+sought):
			begin = append(begin, i)
		case HoldsWords(name, sought):
			hold = append(hold, i)
		}
		if len(begin) == Max {
			return begin
		}
	}
	found := slices.Concat(begin, hold)
	if len(found) == 0 {
		found = n.like(nameWords(sought))
	}
	return found[:min(len(found), Max)]
}

// like returns the names that hold a word like each of those, the most alike
// first.
func (n *Index) like(sought []string) []int {
	var far map[int]int // the distance of each name that is left
	for _, word := range sought {
		if !strings.ContainsFunc(word, unicode.IsLetter) {
			continue
		}
		near := n.near(word)
		if far != nil {
			for i := range near {
				if d, ok := far[i]; ok {
					near[i] += d
				} else {
					delete(near, i)
				}
			}
		}
		if far = near; len(far) == 0 {
			break
		}
	}
	found := make([]int, 0, len(far))
	for i := range far {
		found = append(found, i)
	}
	slices.SortFunc(found, func(a, b int) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	return found
}

// near returns the names with a word like that one, and how far it is off. The
// beginning of a word counts too: it may still be typed.
func (n *Index) near(word string) map[int]int {
	out := map[int]int{}
	allowed := 0
	switch length := len([]rune(word)); {
	case length >= 8:
		allowed = 2
	case length >= 4:
		allowed = 1
	}
	swaps := swapped(word, allowed)
	for other, at := range n.words {
		d := lettersOff(word, other, allowed)
		if d > 1 && slices.ContainsFunc(swaps, func(s string) bool { return strings.Contains(other, s) }) {
			d = 1
		}
		if d > allowed {
			continue
		}
		for _, i := range at {
			if old, ok := out[i]; !ok || d < old {
				out[i] = d
			}
		}
	}
	return out
}

// swapped returns a word's forms with two neighbouring letters in each other's
// place, which is how people mistype most; none where nothing is allowed.
func swapped(word string, allowed int) []string {
	if allowed == 0 {
		return nil
	}
	letters := []rune(word)
	var out []string
	for i := range len(letters) - 1 {
		letters[i], letters[i+1] = letters[i+1], letters[i]
		out = append(out, string(letters))
		letters[i], letters[i+1] = letters[i+1], letters[i]
	}
	return out
}

// lettersOff returns how many letters have to change to make a word the other,
// or the beginning of it. Where that is more than allowed, it need not be exact.
func lettersOff(word, other string, allowed int) int {
	if strings.Contains(other, word) {
		return 0
	}
	if allowed == 0 || len(word) > utf8.UTFMax*(len(other)+allowed) {
		return allowed + 1
	}
	w, o := []rune(word), []rune(other)
	if len(w) > len(o)+allowed {
		return allowed + 1
	}
	best := levenshtein.ComputeDistance(word, string(o[:min(len(o), len(w))]))
	if len(o) > len(w) {
		best = min(best, levenshtein.ComputeDistance(word, string(o[:len(w)+1])))
	}
	return best
}

func nameWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// HoldsWords reports whether name holds each word of sought; both are folded.
func HoldsWords(name, sought string) bool {
	return !slices.ContainsFunc(strings.Fields(sought), func(word string) bool {
		return !strings.Contains(name, word)
	})
}

// Fold makes words comparable without regard to case and accents.
func Fold(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}
