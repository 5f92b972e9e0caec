package reuse

import (
	"cmp"
	"math"
	"slices"
)

// Shingles are hashes of a text's runs of RunWords words, by the word that
// each begins with.
type Shingles []uint32

// RunWords is how many words in a row make a shingle. It is small, because a long
// run seldom survives a change of words here and there.
const RunWords = 3

// ShinglesOf returns the shingles of a text whose words are given as hashes.
func ShinglesOf(words []uint64) Shingles {
	out := make(Shingles, 0, max(0, len(words)-RunWords+1))
	for i := RunWords; i <= len(words); i++ {
		out = append(out, uint32(HashRun(words[i-RunWords:i])>>32))
	}
	return out
}

// Words is how many words the text has, 0 for one too short to have a shingle.
func (s Shingles) Words() int {
	if len(s) == 0 {
		return 0
	}
	return len(s) + RunWords - 1
}

// The parameters of FNV-1a.
const (
	fnvBasis  = 14695981039346656037
	fnvFactor = 1099511628211
)

// HashRun is a hash of words that are hashes themselves.
func HashRun(words []uint64) uint64 {
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

// A Sketch is a sample of a text's shingles: those that are 0 modulo
// sketchShare, whatever text they stand in, so that texts which share a part
// also share the sample of that part. Unlike sketches of a fixed size it tells
// containment and not only resemblance (Broder, "On the resemblance and
// containment of documents", 1997).
type Sketch []uint32

const sketchShare = 8

// Form changes whenever the same texts would be linked differently, so that
// the links made before are made anew.
const Form = 3

// Sketch returns the sample of the shingles that the text is known by, sorted.
func (s Shingles) Sketch() Sketch {
	var out Sketch
	for _, h := range s {
		if h%sketchShare == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Sketches are those of a library's articles, to find the ones that share text
// with another. They are not for use from several goroutines at once.
type Sketches struct {
	of map[int64]Sketch
	// sorted holds hash<<32 | place of nums, and fresh what came since it was
	// sorted.
	sorted []uint64
	fresh  map[uint32][]uint32
	nums   []int64
	added  int // how many hashes are in fresh
}

// NewSketches returns sketches of no article.
func NewSketches() *Sketches {
	return &Sketches{of: make(map[int64]Sketch), fresh: make(map[uint32][]uint32)}
}

// Put sets an article's sketch, in place of the one it had.
func (s *Sketches) Put(num int64, sk Sketch) {
	s.Remove(num)
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

// Remove forgets an article; one that is not there is no error.
func (s *Sketches) Remove(num int64) {
	if _, ok := s.of[num]; !ok {
		return
	}
	delete(s.of, num)
	s.nums[slices.Index(s.nums, num)] = 0 // no article has that number
}

// sort merges all that is there into one sorted slice.
func (s *Sketches) sort() {
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

// Like returns the articles other than num that may share text with sk, the
// likeliest first.
func (s *Sketches) Like(num int64, sk Sketch) []int64 {
	likeness := make(map[int64]float64)
	whole := math.Log(float64(len(s.of) + 2))
	var holders []int64
	for _, h := range sk {
		holders = s.Holding(h, holders[:0])
		if len(holders) > commonShingle {
			continue
		}
		n := len(holders)
		if slices.Contains(holders, num) {
			n--
		}
		weight := math.Log(float64(len(s.of)+2)/float64(max(n, 1))) / whole
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

// Holding adds to out the articles whose sketch has h.
func (s *Sketches) Holding(h uint32, out []int64) []int64 {
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

// Runs returns the hashes of a text's runs of up to so many words as make a shingle.
func Runs(words []uint64) map[uint64]bool {
	out := make(map[uint64]bool, len(words)*RunWords)
	for n := 1; n <= RunWords; n++ {
		for i := n; i <= len(words); i++ {
			out[HashRun(words[i-n:i])] = true
		}
	}
	return out
}
