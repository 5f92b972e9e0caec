package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"dateline/retrieval/reuse"
	"dateline/retrieval/text"
)

// Sketch is a sample of an article's shingles as the store keeps it.
type Sketch struct {
	Num    int64
	Hashes []uint32
}

// Shared says that two articles share text.
type Shared struct {
	// A and B are the articles' numbers.
	A, B int64
	// Copy says that one is a copy of the other, not a part alone.
	Copy bool
	// Words is how many words stand in both.
	Words int
	Spans []SharedSpan
}

// SharedSpan is a part that stands in two articles.
type SharedSpan struct {
	A, B text.Span
	// Same is the percentage of its words that are the same.
	Same int
}

// Flipped is s told from B's side.
func (s Shared) Flipped() Shared {
	spans := make([]SharedSpan, len(s.Spans))
	for i, p := range s.Spans {
		spans[i] = SharedSpan{p.B, p.A, p.Same}
	}
	s.A, s.B, s.Spans = s.B, s.A, spans
	return s
}

// Related is what is known of which articles share text after a change.
type Related struct {
	// Form says how it was found out, and Seq up to which change.
	Form int
	Seq  int64
	// Changed are the sketches of the articles that were looked at. What was
	// known of them is forgotten, and Shared told in its place.
	Changed []Sketch
	Shared  []Shared
}

// keepRelated finds out which articles share text with those, given by their
// numbers, that were changed up to seq. Like the index that is derived from the
// store and knows what it has seen: what fails now is made up for with the next
// change, or when the library is opened again.
func (l *Library) keepRelated(ctx context.Context, sh *shelf, seq int64, changed []int64) {
	find := func() error { return l.relate(ctx, sh, seq, changed) }
	if sh.unrelated {
		find = func() error { return l.catchUpRelated(ctx, sh) }
	}
	err := find()
	if err == nil {
		err = l.set.readLinked(ctx, sh, l.record.Key)
	}
	if sh.unrelated = err != nil; err != nil {
		l.set.log.ErrorContext(ctx, "which articles share text could not be found out; the next change makes up for it", "library", l.Name(), "error", err)
	}
}

// relate is keepRelated when nothing was missed before.
func (l *Library) relate(ctx context.Context, sh *shelf, seq int64, changed []int64) error {
	if sh.sketches == nil {
		if err := l.set.loadSketches(ctx, sh, l.record.Key); err != nil {
			return err
		}
	}
	for _, num := range changed {
		// Of two that changed together the second finds the first, once.
		sh.sketches.Remove(num)
	}
	news := Related{Form: reuse.Form, Seq: seq}
	k := kinship{set: l.set, shelf: sh}
	for _, num := range changed {
		m, ok, err := k.member(ctx, num)
		if err != nil {
			return err
		}
		if !ok {
			continue // it was removed
		}
		sk, shared, err := k.of(ctx, m)
		if err != nil {
			return err
		}
		news.Changed = append(news.Changed, Sketch{num, sk})
		news.Shared = append(news.Shared, shared...)
	}
	if err := l.set.store.Relate(ctx, l.record.Key, news); err != nil {
		return fmt.Errorf("keep which articles share text: %w", err)
	}
	return nil
}

// readLinked notes which articles share text with any other.
func (s *Libraries) readLinked(ctx context.Context, sh *shelf, key int64) error {
	nums, err := s.store.Linked(ctx, key)
	if err != nil {
		return fmt.Errorf("list the articles that share text: %w", err)
	}
	linked := make(map[int64]bool, len(nums))
	for _, num := range nums {
		linked[num] = true
	}
	sh.linked.Store(&linked)
	return nil
}

// shared lists what an article shares, in the order of the others' ids.
func (s *Libraries) shared(ctx context.Context, sh *shelf, num int64) ([]Shared, error) {
	if linked := sh.linked.Load(); linked != nil && !(*linked)[num] {
		return nil, nil
	}
	out, err := s.store.SharedWith(ctx, num)
	if err != nil {
		return nil, err
	}
	id := func(num int64) string {
		e, _ := sh.catalog.entry(num)
		return e.ID
	}
	slices.SortFunc(out, func(a, b Shared) int { return cmp.Compare(id(a.B), id(b.B)) })
	return out, nil
}

// loadSketches reads the sketches of a library's articles.
func (s *Libraries) loadSketches(ctx context.Context, sh *shelf, key int64) error {
	kept, err := s.store.Sketches(ctx, key)
	if err != nil {
		return fmt.Errorf("read sketches: %w", err)
	}
	sh.sketches = reuse.NewSketches()
	for _, k := range kept {
		sh.sketches.Put(k.Num, k.Hashes)
	}
	return nil
}

// kinship compares articles with the others of their library.
type kinship struct {
	set   *Libraries
	shelf *shelf
}

// member is an article of a library with its text.
type member struct {
	Entry
	text *heldText
}

// of sketches an article and finds what it shares with others.
func (k *kinship) of(ctx context.Context, m member) (reuse.Sketch, []Shared, error) {
	own := m.text.allShingles()
	sk := own.Sketch()
	likes := k.shelf.sketches.Like(m.Num, sk)
	k.shelf.sketches.Put(m.Num, sk)
	if len(likes) == 0 {
		return sk, nil, nil
	}
	var out []Shared
	mine := laidOutOf(m)
	for _, num := range likes {
		other, ok, err := k.member(ctx, num)
		if err != nil {
			return nil, nil, err
		}
		if !ok {
			continue
		}
		a, b := laidOutOf(other), mine
		if b.ID < a.ID { // which of them came first must not show in what they share
			a, b = b, a
		}
		if s := k.shared(a, b); len(s.Spans) > 0 {
			out = append(out, s)
		}
	}
	return sk, out, nil
}

// member gives an article of that number, if there is one.
func (k *kinship) member(ctx context.Context, num int64) (member, bool, error) {
	e, ok := k.shelf.catalog.entry(num)
	if !ok {
		return member{}, false, nil
	}
	t, err := k.set.text(ctx, e)
	return member{e, t}, err == nil, err
}

// laidOut is a member with what comparing it takes, made when it is asked for:
// its words are cut only for who shares something.
type laidOut struct {
	member
	places func() *reuse.Places
	words  func() []text.Spelling
}

func laidOutOf(m member) laidOut {
	return laidOut{
		m,
		sync.OnceValue(func() *reuse.Places { return reuse.PlacesOf(m.text.allShingles()) }),
		sync.OnceValue(func() []text.Spelling { return text.Spellings(m.text.article.Body) }),
	}
}

// shared finds what two articles share.
func (k *kinship) shared(a, b laidOut) Shared {
	inA, inB := a.text.allShingles(), b.places()
	regions := reuse.SharedRegions(inA, inB)
	s := Shared{A: a.Num, B: b.Num, Copy: reuse.IsCopy(regions, inA.Words(), inB.Words())}
	if !s.Copy {
		regions = slices.DeleteFunc(regions, func(r reuse.Region) bool {
			return sameHouse(a.Outlet, b.Outlet) || k.furniture(r.Shingles(inA).Sketch(), a.member, b.member)
		})
	}
	if len(regions) == 0 {
		return s
	}
	wordsOfA, wordsOfB := a.words(), b.words()
	for _, r := range regions {
		s.Words += r.Matched
		s.Spans = append(s.Spans, SharedSpan{spanOf(wordsOfA[r.A:r.AEnd]), spanOf(wordsOfB[r.B:r.BEnd]), r.Same()})
	}
	return s
}

// furnitureHolders is how many further articles of an outlet have a part in
// common where the outlet puts it under whatever it publishes.
const furnitureHolders = 2

// furniture says whether a part that articles a and b share is what the outlet
// of one of them puts under its articles: an invitation to subscribe, a notice.
func (k *kinship) furniture(part reuse.Sketch, a, b member) bool {
	found := 0
	for _, h := range part {
		others := 0
		for _, num := range k.shelf.sketches.Holding(h, nil) {
			if num == a.Num || num == b.Num {
				continue
			}
			e, ok := k.shelf.catalog.entry(num)
			if ok && (sameHouse(a.Outlet, e.Outlet) || sameHouse(b.Outlet, e.Outlet)) {
				others++
			}
		}
		if others >= furnitureHolders {
			found++
		}
	}
	return found > 0 && 2*found >= len(part)
}

func spanOf(words []text.Spelling) text.Span {
	return text.Span{Start: words[0].Start, End: words[len(words)-1].End}
}

// sameHouse says whether two outlets are one, or sections of one: what their
// articles share in part is what they put under each of them.
func sameHouse(a, b string) bool {
	base := func(name string) string {
		for _, mark := range []string{" - ", " | ", " – "} {
			name, _, _ = strings.Cut(name, mark)
		}
		return outletKey(name)
	}
	return a != "" && base(a) == base(b)
}

// catchUpRelated finds out what is not known yet of which articles share text.
func (l *Library) catchUpRelated(ctx context.Context, sh *shelf) error {
	form, seq, err := l.set.store.RelatedTo(ctx, l.record.Key)
	if err != nil {
		return err
	}
	if form != reuse.Form {
		seq = 0
		if err := l.set.store.Relate(ctx, l.record.Key, Related{Form: reuse.Form}); err != nil {
			return err
		}
	}
	changes, last, err := l.set.store.Changes(ctx, l.record.Key, seq)
	if err != nil || len(changes) == 0 {
		return err
	}
	start := time.Now()
	slices.SortFunc(changes, func(a, b Change) int { return int(a.Seq - b.Seq) })
	for len(changes) > 0 {
		batch := changes[:min(catchUpBatch, len(changes))]
		changes = changes[len(batch):]
		upTo := batch[len(batch)-1].Seq
		if len(changes) == 0 {
			upTo = last
		}
		nums := make([]int64, len(batch))
		for i, c := range batch {
			nums[i] = c.Num
		}
		if err := l.relate(ctx, sh, upTo, nums); err != nil {
			return err
		}
	}
	if took := time.Since(start); took > time.Second {
		l.set.log.InfoContext(ctx, "found which articles share text", "library", l.Name(), "took", took.Round(time.Millisecond))
	}
	return nil
}
