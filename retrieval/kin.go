package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"dateline/retrieval/outlets"
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

// kinship is which articles of an open library share text. Who changes the
// library updates it, one at a time; everybody may ask what an article shares.
type kinship struct {
	log     *slog.Logger
	record  LibraryRecord
	store   KinStore
	catalog *catalog
	memory  *memory

	// sketches are nil until a change asks for them, and unrelated says that
	// some change was not looked at.
	sketches  *reuse.Sketches
	unrelated bool
	// linked are the articles that share text with any other: most do not, and
	// need not be looked up.
	linked atomic.Pointer[map[int64]bool]
}

// update finds out which articles share text with those, given by their
// numbers, that were changed up to seq. Like the index that is derived from the
// store and knows what it has seen: what fails now is made up for with the next
// change, or when the library is opened again.
func (k *kinship) update(ctx context.Context, seq int64, changed []int64) {
	find := func() error { return k.relate(ctx, seq, changed) }
	if k.unrelated {
		find = func() error { return k.catchUp(ctx) }
	}
	err := find()
	if err == nil {
		err = k.readLinked(ctx)
	}
	if k.unrelated = err != nil; err != nil && ctx.Err() == nil {
		k.log.ErrorContext(ctx, "which articles share text could not be found out; the next change makes up for it", "library", k.record.Name, "error", err)
	}
}

// relate is update when nothing was missed before.
func (k *kinship) relate(ctx context.Context, seq int64, changed []int64) error {
	if k.sketches == nil {
		if err := k.loadSketches(ctx); err != nil {
			return err
		}
	}
	for _, num := range changed {
		k.sketches.Remove(num)
	}
	all, err := k.sketched(ctx, changed)
	if err != nil {
		return err
	}
	again, err := k.sketched(ctx, k.unsettled(all))
	if err != nil {
		return err
	}
	all = append(all, again...)
	news := Related{Form: reuse.Form, Seq: seq}
	met := make(map[[2]int64]bool)
	for _, m := range all {
		shared, err := k.of(ctx, m, met)
		if err != nil {
			return err
		}
		news.Changed = append(news.Changed, Sketch{m.Num, m.sketch})
		news.Shared = append(news.Shared, shared...)
	}
	if err := k.store.Relate(ctx, k.record.Key, news); err != nil {
		return fmt.Errorf("keep which articles share text: %w", err)
	}
	return nil
}

// sketched sketches articles, all of them before any is compared, so that their
// order does not show. Those that were removed are left out.
func (k *kinship) sketched(ctx context.Context, nums []int64) ([]member, error) {
	var out []member
	for _, num := range nums {
		m, ok, err := k.member(ctx, num)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue
		}
		m.sketch = m.text.allShingles().Sketch()
		k.sketches.Put(num, m.sketch)
		out = append(out, m)
	}
	return out, nil
}

// unsettled are further articles to be compared anew: what they share with
// others may turn out to be what their outlet puts under whatever it publishes,
// now that one more of its articles has it.
func (k *kinship) unsettled(changed []member) []int64 {
	known := make(map[int64]bool)
	for _, m := range changed {
		known[m.Num] = true
	}
	linked := *k.linked.Load()
	var out, holders []int64
	for _, m := range changed {
		for _, h := range m.sketch {
			holders = k.sketches.Holding(h, holders[:0])
			for _, num := range holders {
				if known[num] || !linked[num] {
					continue
				}
				if e, ok := k.catalog.entry(num); ok && outlets.SameHouse(e.Outlet, m.Outlet) {
					known[num] = true
					out = append(out, num)
				}
			}
		}
	}
	return out
}

// readLinked notes which articles share text with any other.
func (k *kinship) readLinked(ctx context.Context) error {
	nums, err := k.store.Linked(ctx, k.record.Key)
	if err != nil {
		return fmt.Errorf("list the articles that share text: %w", err)
	}
	linked := make(map[int64]bool, len(nums))
	for _, num := range nums {
		linked[num] = true
	}
	k.linked.Store(&linked)
	return nil
}

// sharedWith lists what an article shares, in the order of the others' ids.
func (k *kinship) sharedWith(ctx context.Context, num int64) ([]Shared, error) {
	if linked := k.linked.Load(); linked != nil && !(*linked)[num] {
		return nil, nil
	}
	out, err := k.store.SharedWith(ctx, num)
	if err != nil {
		return nil, err
	}
	id := func(num int64) string {
		e, _ := k.catalog.entry(num)
		return e.ID
	}
	slices.SortFunc(out, func(a, b Shared) int { return cmp.Compare(id(a.B), id(b.B)) })
	return out, nil
}

// loadSketches reads the sketches of the library's articles.
func (k *kinship) loadSketches(ctx context.Context) error {
	kept, err := k.store.Sketches(ctx, k.record.Key)
	if err != nil {
		return fmt.Errorf("read sketches: %w", err)
	}
	k.sketches = reuse.NewSketches()
	for _, s := range kept {
		k.sketches.Put(s.Num, s.Hashes)
	}
	return nil
}

// member is an article of a library with its text.
type member struct {
	Entry
	text   *heldText
	sketch reuse.Sketch // where it was asked for
}

// of finds what an article shares with others that it was not compared with
// yet.
func (k *kinship) of(ctx context.Context, m member, met map[[2]int64]bool) ([]Shared, error) {
	others := k.sketches.Like(m.Num, m.sketch)
	known, err := k.sharedWith(ctx, m.Num)
	if err != nil {
		return nil, err
	}
	for _, s := range known {
		others = append(others, s.B)
	}
	var out []Shared
	mine := laidOutOf(m)
	for _, num := range others {
		pair := [2]int64{min(m.Num, num), max(m.Num, num)}
		if met[pair] {
			continue
		}
		met[pair] = true
		other, ok, err := k.member(ctx, num)
		if err != nil {
			return nil, err
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
	return out, nil
}

// member returns an article of that number, if there is one.
func (k *kinship) member(ctx context.Context, num int64) (member, bool, error) {
	e, ok := k.catalog.entry(num)
	if !ok {
		return member{}, false, nil
	}
	t, err := k.memory.text(ctx, e)
	if errors.Is(err, ErrDamaged) {
		return member{}, false, nil
	}
	return member{Entry: e, text: t}, err == nil, err
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
			return outlets.SameHouse(a.Outlet, b.Outlet) || k.furniture(r.Shingles(inA).Sketch(), a.member, b.member)
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

// furniture reports whether a part that articles a and b share is what the outlet
// of one of them puts under its articles: an invitation to subscribe, a notice.
func (k *kinship) furniture(part reuse.Sketch, a, b member) bool {
	found := 0
	for _, h := range part {
		others := 0
		for _, num := range k.sketches.Holding(h, nil) {
			if num == a.Num || num == b.Num {
				continue
			}
			e, ok := k.catalog.entry(num)
			if ok && (outlets.SameHouse(a.Outlet, e.Outlet) || outlets.SameHouse(b.Outlet, e.Outlet)) {
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

// catchUpBatch is how many articles are compared before that is kept.
const catchUpBatch = 256

// catchUp finds out what is not known yet of which articles share text.
func (k *kinship) catchUp(ctx context.Context) error {
	form, seq, err := k.store.RelatedTo(ctx, k.record.Key)
	if err != nil {
		return err
	}
	if form != reuse.Form {
		seq = 0
		if err := k.store.Relate(ctx, k.record.Key, Related{Form: reuse.Form}); err != nil {
			return err
		}
	}
	changes, last, err := k.store.Changes(ctx, k.record.Key, seq)
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
		if err := k.readLinked(ctx); err != nil {
			return err
		}
		if err := k.relate(ctx, upTo, nums); err != nil {
			return err
		}
	}
	if took := time.Since(start); took > time.Second {
		k.log.InfoContext(ctx, "found which articles share text", "library", k.record.Name, "took", took.Round(time.Millisecond))
	}
	return nil
}
