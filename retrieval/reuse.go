package retrieval

import (
	"cmp"
	"math/bits"
	"slices"
)

// Text that two articles share is found as in passim: shingles that stand in
// both are seeds, and seeds that follow each other in both, at about the same
// distance, are one region (Smith, Cordell and Mullen, "Computational Methods
// for Uncovering Reprinted Texts in Antebellum Newspapers", 2015).

// region is a part of two texts that is one text: words from a to aEnd of the
// first and from b to bEnd of the second, of which matched stand in both.
type region struct {
	a, aEnd, b, bEnd int
	matched          int
	seeds            int // how many runs of words stand in both
	run, longest     int // the last of them and the longest, in words
}

const (
	// seedOccurs is how often a shingle may stand in a text to be a seed.
	seedOccurs = 4
	// seedGap is how many changed words may lie between two seeds, and
	// seedDrift how many more there may be in one of the texts, beside an
	// eighth of the gap.
	seedGap   = 80
	seedDrift = 4
)

// shinglePlaces finds where in a text its shingles stand: a hash table whose
// chains run through the text from its end.
type shinglePlaces struct {
	of    shingles
	heads []int32 // by the lowest bits of a shingle: its last place and 1, 0 for none
	next  []int32 // the place before each in its chain, likewise
}

func placesOf(of shingles) *shinglePlaces {
	p := &shinglePlaces{of: of, heads: make([]int32, 1<<bits.Len(uint(2*len(of)))), next: make([]int32, len(of))}
	for i, h := range of {
		head := p.head(h)
		p.next[i], *head = *head, int32(i+1)
	}
	return p
}

func (p *shinglePlaces) head(shingle uint32) *int32 { return &p.heads[int(shingle)&(len(p.heads)-1)] }

// at gives the places of a shingle, none of one that stands there often.
func (p *shinglePlaces) at(shingle uint32, buffer []int) []int {
	for i := *p.head(shingle); i > 0; i = p.next[i-1] {
		if p.of[i-1] != shingle {
			continue
		}
		if len(buffer) == seedOccurs {
			return nil
		}
		buffer = append(buffer, int(i-1))
	}
	return buffer
}

// sharedRegions gives the regions that a text a shares with another text b, the
// largest first, none of which overlap.
func sharedRegions(a shingles, b *shinglePlaces) []region {
	var done, open []region
	var buffer [seedOccurs]int
	for i, h := range a {
		seeds := b.at(h, buffer[:0])
		if len(seeds) == 0 {
			continue
		}
		open = slices.DeleteFunc(open, func(r region) bool {
			if i-r.aEnd <= seedGap {
				return false
			}
			done = append(done, r)
			return true
		})
		for _, j := range seeds {
			if n := nearestRegion(open, i, j); n >= 0 {
				open[n].extend(i, j)
				continue
			}
			open = append(open, region{i, i + shingleWords, j, j + shingleWords, shingleWords, 1, shingleWords, shingleWords})
		}
	}
	return linked(apart(append(done, open...)), a.words(), b.of.words())
}

// nearestRegion is the region that a seed at i and j goes on, or -1.
func nearestRegion(open []region, i, j int) int {
	best, bestDrift := -1, 0
	for n, r := range open {
		di, dj := i+shingleWords-r.aEnd, j+shingleWords-r.bEnd
		drift := max(di-dj, dj-di)
		if di < 1 || dj < 1 || dj > seedGap+shingleWords || drift > seedDrift+min(di, dj)/8 {
			continue
		}
		if best < 0 || drift < bestDrift {
			best, bestDrift = n, drift
		}
	}
	return best
}

// shingles are those of the text in whose words the region runs from a to aEnd.
func (r region) shingles(a shingles) shingles { return a[r.a : r.aEnd-shingleWords+1] }

func (r *region) extend(i, j int) {
	step := min(i+shingleWords-r.aEnd, j+shingleWords-r.bEnd)
	if step == 1 && i+shingleWords-r.aEnd == j+shingleWords-r.bEnd {
		r.run++
	} else {
		r.run = shingleWords
		r.seeds++
	}
	r.longest = max(r.longest, r.run)
	r.matched += min(step, shingleWords)
	r.aEnd, r.bEnd = i+shingleWords, j+shingleWords
}

const (
	// carriedRun is how many words in a row two articles share when one carries
	// a part of the other: half an excerpt, more than reported speech that
	// follows a statement closely. carriedWords is how many they share with
	// changes between, and carriedShare how few changes.
	carriedRun   = 40
	carriedWords = 60
	carriedShare = 0.5
	// editedWords and editedSeeds are how many words, in how many places, must
	// have stayed the same for a region to be a text that was edited.
	editedWords = 18
	editedSeeds = 5
	// copyShare is the share of the shorter article that lies in shared regions
	// where one is a copy of the other.
	copyShare = 0.7
)

// carried says whether the region is a part that both articles carry.
func (r region) carried() bool {
	return r.longest >= carriedRun || r.matched >= carriedWords && float64(r.matched) >= carriedShare*float64(r.aEnd-r.a)
}

// same is the percentage of its words that stand in both.
func (r region) same() int { return 100 * r.matched / max(r.aEnd-r.a, r.bEnd-r.b) }

func (r region) edited() bool { return r.matched >= editedWords && r.seeds >= editedSeeds }

// apart keeps the regions that are more than chance, and of those that overlap
// the largest; in that order.
func apart(regions []region) []region {
	slices.SortFunc(regions, func(x, y region) int { return cmp.Or(cmp.Compare(y.matched, x.matched), cmp.Compare(x.a, y.a)) })
	var out []region
	for _, r := range regions {
		overlaps := func(o region) bool { return r.a < o.aEnd && o.a < r.aEnd || r.b < o.bEnd && o.b < r.bEnd }
		if (r.carried() || r.edited()) && !slices.ContainsFunc(out, overlaps) {
			out = append(out, r)
		}
	}
	return out
}

// linked keeps the regions that link articles of so many words: all of them
// where one is a copy of the other, else the parts that both carry.
func linked(regions []region, a, b int) []region {
	if isCopy(regions, a, b) {
		return regions
	}
	return slices.DeleteFunc(regions, func(r region) bool { return !r.carried() })
}

// isCopy says whether articles of so many words are one text.
func isCopy(regions []region, a, b int) bool {
	inA, inB := 0, 0
	for _, r := range regions {
		inA += r.aEnd - r.a
		inB += r.bEnd - r.b
	}
	return float64(inA) >= copyShare*float64(a) || float64(inB) >= copyShare*float64(b)
}
