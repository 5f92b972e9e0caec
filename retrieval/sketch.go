package retrieval

import (
	"cmp"
	"math"
	"slices"
)

// shingles are hashes of a text's runs of shingleWords words, by the word that
// each begins with.
type shingles []uint32

// shingleWords is how many words in a row make a shingle. Few of them survive
// where every other word was changed, so that they are short.
const shingleWords = 3

// shinglesOf gives the shingles of a text whose words are given as hashes.
func shinglesOf(words []uint64) shingles {
	out := make(shingles, 0, max(0, len(words)-shingleWords+1))
	for i := shingleWords; i <= len(words); i++ {
		out = append(out, uint32(hashRun(words[i-shingleWords:i])>>32))
	}
	return out
}

// words is how many words the text has, 0 for one too short to have a shingle.
func (s shingles) words() int {
	if len(s) == 0 {
		return 0
	}
	return len(s) + shingleWords - 1
}

// The parameters of FNV-1a.
const (
	fnvBasis  = 14695981039346656037
	fnvFactor = 1099511628211
)

// hashRun is a hash of words that are hashes themselves.
func hashRun(words []uint64) uint64 {
	h := uint64(fnvBasis)
	for _, w := range words {
		h = (h ^ w) * fnvFactor
		h ^= h >> 29
	}
	// The finalizer of MurmurHash3: each of its bits must be as good as any.
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// A sketch is a sample of a text's shingles: those that are 0 modulo
// sketchShare, whatever text they stand in, so that texts which share a part
// share its part of their sketches. Unlike sketches of a fixed size it tells
// containment and not only resemblance (Broder, "On the resemblance and
// containment of documents", 1997).
type sketch []uint32

const sketchShare = 8

// sketchForm changes whenever the same texts would be linked otherwise, so that
// the links made before are made anew.
const sketchForm = 2

func (s shingles) sketch() sketch {
	var out sketch
	for _, h := range s {
		if h%sketchShare == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// sketches are those of a library's articles, to find the ones that share text
// with another. They are not for use from several goroutines at once.
type sketches struct {
	of map[int64]sketch
	// sorted holds hash<<32 | place of nums, and fresh what came since it was
	// sorted.
	sorted []uint64
	fresh  map[uint32][]uint32
	nums   []int64
	added  int // how many hashes are in fresh
}

func newSketches() *sketches {
	return &sketches{of: make(map[int64]sketch), fresh: make(map[uint32][]uint32)}
}

// put takes an article's sketch in the place of the one it had.
func (s *sketches) put(num int64, sk sketch) {
	s.remove(num)
	s.of[num] = sk
	place := uint32(len(s.nums))
	s.nums = append(s.nums, num)
	for _, h := range sk {
		s.fresh[h] = append(s.fresh[h], place)
	}
	if s.added += len(sk); s.added > len(s.sorted)/4+4096 {
		s.sort()
	}
}

func (s *sketches) remove(num int64) {
	if _, ok := s.of[num]; !ok {
		return
	}
	delete(s.of, num)
	s.nums[slices.Index(s.nums, num)] = 0 // no article has that number
}

// sort makes one sorted row of all that is there.
func (s *sketches) sort() {
	s.nums, s.sorted, s.added = s.nums[:0], s.sorted[:0], 0
	clear(s.fresh)
	for num, sk := range s.of {
		place := uint64(len(s.nums))
		s.nums = append(s.nums, num)
		for _, h := range sk {
			s.sorted = append(s.sorted, uint64(h)<<32|place)
		}
	}
	slices.Sort(s.sorted)
}

const (
	// commonShingle is in how many articles a shingle is too common to tell
	// anything.
	commonShingle = 100
	// leastLikeness is how much must be shared for two articles to be compared:
	// a shingle that no other article has counts 1, a common one less. A short
	// article needs less, down to 1 and another for each shortSketch hashes.
	leastLikeness = 3
	shortSketch   = 20
	// mostCompared bounds with how many others an article is compared.
	mostCompared = 32
)

// like gives the articles that may share text with sk, the likeliest first.
func (s *sketches) like(num int64, sk sketch) []int64 {
	likeness := make(map[int64]float64)
	whole := math.Log(float64(len(s.of) + 2))
	var holders []int64
	for _, h := range sk {
		holders = s.holding(h, holders[:0])
		if len(holders) > commonShingle {
			continue
		}
		weight := math.Log(float64(len(s.of)+2)/float64(max(len(holders), 1))) / whole
		for _, other := range holders {
			likeness[other] += weight
		}
	}
	var out []int64
	least := min(leastLikeness, 1+float64(len(sk))/shortSketch)
	for other, l := range likeness {
		if other != num && l >= least {
			out = append(out, other)
		}
	}
	slices.SortFunc(out, func(a, b int64) int { return cmp.Or(cmp.Compare(likeness[b], likeness[a]), cmp.Compare(a, b)) })
	return out[:min(len(out), mostCompared)]
}

// holding adds to out the articles whose sketch has h.
func (s *sketches) holding(h uint32, out []int64) []int64 {
	add := func(place uint32) {
		if num := s.nums[place]; num != 0 {
			out = append(out, num)
		}
	}
	from, _ := slices.BinarySearch(s.sorted, uint64(h)<<32)
	for ; from < len(s.sorted) && s.sorted[from]>>32 == uint64(h); from++ {
		add(uint32(s.sorted[from]))
	}
	for _, place := range s.fresh[h] {
		add(place)
	}
	return out
}
