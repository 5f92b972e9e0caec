package retrieval

import "dateline/retrieval/text"

// leastRowShare is what a row weighs at least, of what a word would.
const leastRowShare = 0.2

// wholeShare is what rows count that the library lacks and that touch none which it
// has: no end of a known word can be why.
const wholeShare = 1.6

// wholeSyllables is the same for rows of syllables, many of which lie between words.
const wholeSyllables = 0.5

// weighRows sets for the question's terms that are rows (see text.Token) the
// part of a word's weight that is theirs: rows overlap, so that so many of them
// have the characters of about half as many words. Of rows that the library lacks,
// those at the edges lie over the end of a word that it has, and stand for none.
// place is what termsOf returns.
func (k *ranker) weighRows(place []int) {
	shares, whole := make(map[int]float64), wholeShare
	if text.Syllabic(k.language) {
		whole = wholeSyllables
	}
	for first := 0; first < len(place); {
		after := k.rowsAlike(place, first)
		if n := place[first]; n >= 0 && k.terms[n].Sequence {
			rows := after - first
			characters := rows + 1
			if !k.terms[n].Known {
				characters -= k.linked(place, first) + k.linked(place, after)
			}
			share := max(float64(characters)/float64(2*rows), leastRowShare)
			if !k.terms[n].Known && characters == rows+1 {
				share *= whole
			}
			for _, n := range place[first:after] {
				shares[n] = max(shares[n], share)
			}
		}
		first = after
	}
	for n, share := range shares {
		k.terms[n].Weight *= share
	}
}

// rowsAlike returns where the rows end that overlap from first on and that the
// library all has, or all lacks.
func (k *ranker) rowsAlike(place []int, first int) int {
	after := first + 1
	for k.linked(place, after) > 0 && k.terms[place[after]].Known == k.terms[place[first]].Known {
		after++
	}
	return after
}

// linked returns 1 where token i overlaps with the one before and both are looked
// for, else 0.
func (k *ranker) linked(place []int, i int) int {
	if i > 0 && i < len(place) && k.asked.tokens[i-1].Shared > 0 && place[i-1] >= 0 && place[i] >= 0 {
		return 1
	}
	return 0
}
