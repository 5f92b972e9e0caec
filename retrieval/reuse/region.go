package reuse

import (
	"cmp"
	"math/bits"
	"slices"
)

// Text that two articles share is found as in passim: shingles that stand in
// both are seeds, and seeds that follow each other in both, at about the same
// distance, are one region (Smith, Cordell and Mullen, "Computational Methods
// for Uncovering Reprinted Texts in Antebellum Newspapers", 2015).

// Region is a part of two texts that is one text: words from A to AEnd of the
// first and from B to BEnd of the second, of which Matched stand in both.
type Region struct {
	A, AEnd, B, BEnd int
	Matched          int
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

// Places finds where in a text its shingles stand: a hash table whose
// chains run through the text from its end.
type Places struct {
	of    Shingles
	heads []int32 // by the lowest bits of a shingle: its last place and 1, 0 for none
	next  []int32 // the place before each in its chain, likewise
}

// PlacesOf returns the table of a text.
func PlacesOf(of Shingles) *Places {
	p := &Places{of: of, heads: make([]int32, 1<<bits.Len(uint(2*len(of)))), next: make([]int32, len(of))}
	for i, h := range of {
		head := p.head(h)
		p.next[i], *head = *head, int32(i+1)
	}
	return p
}

func (p *Places) head(shingle uint32) *int32 { return &p.heads[int(shingle)&(len(p.heads)-1)] }

// Words is how many words the text has.
func (p *Places) Words() int { return p.of.Words() }

// at returns the places of a shingle, none of one that stands there often.
func (p *Places) at(shingle uint32, buffer []int) []int {
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

// SharedRegions returns the regions that a text a shares with another text b, the
// largest first, none of which overlap.
func SharedRegions(a Shingles, b *Places) []Region {
	var done, open []Region
	var buffer [seedOccurs]int
	for i, h := range a {
		seeds := b.at(h, buffer[:0])
		if len(seeds) == 0 {
			continue
		}
		open = slices.DeleteFunc(open, func(r Region) bool {
			if i-r.AEnd <= seedGap {
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
			open = append(open, Region{i, i + RunWords, j, j + RunWords, RunWords, 1, RunWords, RunWords})
		}
	}
	return linked(keepLargest(append(done, open...)), a.Words(), b.Words())
}

// nearestRegion is the region that a seed at i and j goes on, or -1.
func nearestRegion(open []Region, i, j int) int {
	best, bestDrift := -1, 0
	for n, r := range open {
		di, dj := i+RunWords-r.AEnd, j+RunWords-r.BEnd
		drift := max(di-dj, dj-di)
		if di < 1 || dj < 1 || dj > seedGap+RunWords || drift > seedDrift+min(di, dj)/8 {
			continue
		}
		if best < 0 || drift < bestDrift {
			best, bestDrift = n, drift
		}
	}
	return best
}

// Shingles are those of the text in whose words the region runs from a to aEnd.
func (r Region) Shingles(a Shingles) Shingles { return a[r.A : r.AEnd-RunWords+1] }

func (r *Region) extend(i, j int) {
	step := min(i+RunWords-r.AEnd, j+RunWords-r.BEnd)
	if step == 1 && i+RunWords-r.AEnd == j+RunWords-r.BEnd {
		r.run++
	} else {
		r.run = RunWords
		r.seeds++
	}
	r.longest = max(r.longest, r.run)
	r.Matched += min(step, RunWords)
	r.AEnd, r.BEnd = i+RunWords, j+RunWords
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

// carried reports whether the region is a part that both articles carry.
func (r Region) carried() bool {
	return r.longest >= carriedRun || r.Matched >= carriedWords && float64(r.Matched) >= carriedShare*float64(r.AEnd-r.A)
}

// Same is the percentage of its words that stand in both.
func (r Region) Same() int { return 100 * r.Matched / max(r.AEnd-r.A, r.BEnd-r.B) }

func (r Region) edited() bool { return r.Matched >= editedWords && r.seeds >= editedSeeds }

// keepLargest keeps the regions that are more than chance, and of those that overlap
// the largest; in that order.
func keepLargest(regions []Region) []Region {
	slices.SortFunc(regions, func(x, y Region) int {
		return cmp.Or(cmp.Compare(y.Matched, x.Matched), cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B))
	})
	var out []Region
	for _, r := range regions {
		overlaps := func(o Region) bool { return r.A < o.AEnd && o.A < r.AEnd || r.B < o.BEnd && o.B < r.BEnd }
		if (r.carried() || r.edited()) && !slices.ContainsFunc(out, overlaps) {
			out = append(out, r)
		}
	}
	return out
}

// linked keeps the regions that link articles of so many words: all of them
// where one is a copy of the other, else the parts that both carry.
func linked(regions []Region, a, b int) []Region {
	if IsCopy(regions, a, b) {
		return regions
	}
	return slices.DeleteFunc(regions, func(r Region) bool { return !r.carried() })
}

// IsCopy reports whether articles of so many words are one text.
func IsCopy(regions []Region, a, b int) bool {
	inA, inB := 0, 0
	for _, r := range regions {
		inA += r.AEnd - r.A
		inB += r.BEnd - r.B
	}
	return float64(inA) >= copyShare*float64(a) || float64(inB) >= copyShare*float64(b)
}
