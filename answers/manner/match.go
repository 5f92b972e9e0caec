package manner

import (
	"cmp"
	"slices"
)

// longestAside is how many words an aside may have that is open to its end.
const longestAside = 10

// match is a phrase found in a message.
type match struct {
	phrase
	length int
}

// matches returns the phrases that begin at a token, the longest first.
func (r *reading) matches(at int) []match {
	t := r.tokens[at]
	var found []match
	switch {
	case t.sort == mention, t.sort == picture:
		return []match{{phrase{class: stray}, 1}}
	case t.sort == handle && r.isHandle(t):
		return []match{{phrase{class: name}, 1}}
	case t.sort == handle:
		return nil
	case laughs(t.folded):
		found = append(found, match{phrase{class: laughter}, 1})
	}
	for _, words := range r.names {
		if r.spell(at, words) {
			found = append(found, match{phrase{class: name}, len(words)})
		}
	}
	for i := -1; i < len(t.squeezed); i++ {
		for _, p := range r.tables.first[t.reading(i)] {
			for _, end := range p.pattern.reach([]int{at}, first, r.onward(at)) {
				if p.open {
					end = r.toMark(end)
				}
				if end > at {
					found = append(found, match{p, end - at})
				}
			}
		}
	}
	longestFirst(found)
	return found
}

// matchesTo returns the phrases that end before a token, the longest first.
func (r *reading) matchesTo(end int) []match {
	t := r.tokens[end-1]
	var found []match
	switch {
	case t.sort == mention, t.sort == picture:
		return []match{{phrase{class: stray}, 1}}
	case t.sort == handle && r.isHandle(t):
		return []match{{phrase{class: stray}, 1}}
	case t.sort == handle:
		return nil
	case laughs(t.folded):
		found = append(found, match{phrase{class: laughter}, 1})
	}
	for _, words := range r.names {
		if at := end - len(words); at >= 0 && r.spell(at, words) {
			found = append(found, match{phrase{class: name}, len(words)})
		}
	}
	for i := -1; i < len(t.squeezed); i++ {
		for _, p := range r.tables.last[t.reading(i)] {
			for _, at := range p.pattern.reach([]int{end}, last, r.backward(end)) {
				if at < end {
					found = append(found, match{p, end - at})
				}
			}
		}
	}
	longestFirst(found)
	return found
}

func longestFirst(found []match) {
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(b.length, a.length) })
}

// reading returns one of the readings of a word; -1 is the plain one.
func (t token) reading(i int) string {
	if i < 0 {
		return t.folded
	}
	return t.squeezed[i]
}

// isHandle reports whether a name behind an at sign is the bot's, or everyone's.
func (r *reading) isHandle(t token) bool {
	if t.folded == "everyone" || t.folded == "here" {
		return true
	}
	return slices.ContainsFunc(r.names, func(words []string) bool { return len(words) > 0 && words[0] == t.folded })
}

// spell reports whether words stand there.
func (r *reading) spell(at int, words []string) bool {
	step, now := r.onward(at), at
	for _, w := range words {
		next, ok := step(now, w)
		if !ok {
			return false
		}
		now = next
	}
	return true
}

// onward steps over one word of a phrase that begins at start.
func (r *reading) onward(start int) func(at int, word string) (int, bool) {
	return func(at int, word string) (int, bool) {
		return at + 1, at < len(r.tokens) && r.tokens[at].reads(word) && (at == start || r.within(at))
	}
}

// backward steps back over one word of a phrase that ends before end.
func (r *reading) backward(end int) func(at int, word string) (int, bool) {
	return func(at int, word string) (int, bool) {
		return at - 1, at > 0 && r.tokens[at-1].reads(word) && (at == end || r.within(at))
	}
}

func (t token) reads(w string) bool {
	return t.sort == word && (t.folded == w || slices.Contains(t.squeezed, w))
}

// within reports whether no more stands before a token than may within a phrase:
// space, a hyphen or a comma.
func (r *reading) within(at int) bool {
	g := r.gaps[at]
	return g.text == " " || g.text == ", " || !g.quoted && !g.apart()
}

// toMark returns the first token from there with punctuation before it, the end
// of the message, or 0 when it is too far.
func (r *reading) toMark(at int) int {
	for i := at; i <= len(r.tokens); i++ {
		if i-at > longestAside {
			return 0
		}
		if i == len(r.tokens) || i > at && r.gaps[i].apart() {
			return i
		}
	}
	return 0
}
