package retrieval

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
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
	A, B Span
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

// keepRelated finds out which articles share text with those that were changed
// up to seq. Like the index that is derived from the store and knows what it has
// seen: what fails now is made up for with the next change, or when the library
// is opened again.
func (l *Library) keepRelated(ctx context.Context, sh *shelf, seq int64, changed []changedArticle) {
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
func (l *Library) relate(ctx context.Context, sh *shelf, seq int64, changed []changedArticle) error {
	if sh.sketches == nil {
		if err := l.set.loadSketches(ctx, sh, l.record.Key); err != nil {
			return err
		}
	}
	news := Related{Form: sketchForm, Seq: seq}
	k := kinship{set: l.set, shelf: sh, texts: make(map[int64]*Article)}
	for _, c := range changed {
		// Of two that changed together the second finds the first, once.
		sh.sketches.remove(c.Num)
		if c.article != nil {
			k.texts[c.Num] = c.article
		}
	}
	for _, c := range changed {
		if c.article == nil {
			continue
		}
		sk, shared, err := k.of(ctx, c.Entry, c.article)
		if err != nil {
			return err
		}
		news.Changed = append(news.Changed, Sketch{c.Num, sk})
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

// shared lists what an article shares.
func (s *Libraries) shared(ctx context.Context, sh *shelf, num int64) ([]Shared, error) {
	if linked := sh.linked.Load(); linked != nil && !(*linked)[num] {
		return nil, nil
	}
	return s.store.SharedWith(ctx, num)
}

// loadSketches reads the sketches of a library's articles.
func (s *Libraries) loadSketches(ctx context.Context, sh *shelf, key int64) error {
	kept, err := s.store.Sketches(ctx, key)
	if err != nil {
		return fmt.Errorf("read sketches: %w", err)
	}
	sh.sketches = newSketches()
	for _, k := range kept {
		sh.sketches.put(k.Num, k.Hashes)
	}
	return nil
}

// kinship compares articles with the others of their library.
type kinship struct {
	set   *Libraries
	shelf *shelf
	texts map[int64]*Article // of articles that were just changed
}

// of sketches an article and finds what it shares with others.
func (k *kinship) of(ctx context.Context, e Entry, a *Article) (sketch, []Shared, error) {
	words := Spellings(a.Body)
	sk := sketchOf(words)
	likes := k.shelf.sketches.like(e.Num, sk)
	k.shelf.sketches.put(e.Num, sk)
	if len(likes) == 0 {
		return sk, nil, nil
	}
	var out []Shared
	own := shinglesOf(words)
	for _, num := range likes {
		other, text, err := k.text(ctx, num)
		if err != nil {
			return nil, nil, err
		}
		if text == nil {
			continue
		}
		theirs := Spellings(text.Body)
		regions := sharedRegions(theirs, own)
		s := Shared{A: num, B: e.Num, Copy: isCopy(regions, len(theirs), len(words))}
		if !s.Copy {
			regions = slices.DeleteFunc(regions, func(r region) bool {
				return sameHouse(a.Outlet, other.Outlet) || k.furniture(theirs[r.a:r.aEnd], num, e.Num, a.Outlet, other.Outlet)
			})
		}
		if len(regions) == 0 {
			continue
		}
		for _, r := range regions {
			s.Words += r.matched
			s.Spans = append(s.Spans, SharedSpan{spanOf(theirs[r.a:r.aEnd]), spanOf(words[r.b:r.bEnd]), r.same()})
		}
		out = append(out, s)
	}
	return sk, out, nil
}

// text gives another article, nil when it is there no more.
func (k *kinship) text(ctx context.Context, num int64) (Meta, *Article, error) {
	if a := k.texts[num]; a != nil {
		return a.Meta, a, nil
	}
	e, ok := k.shelf.catalog.entry(num)
	if !ok {
		return Meta{}, nil, nil
	}
	t, err := k.set.text(ctx, e)
	if err != nil {
		return Meta{}, nil, err
	}
	return e.Meta, t.article, nil
}

// furnitureHolders is how many further articles of an outlet have a part in
// common where the outlet puts it under whatever it publishes.
const furnitureHolders = 2

// furniture says whether a part that articles a and b share is what the outlet
// of one of them puts under its articles: an invitation to subscribe, a notice.
func (k *kinship) furniture(part []Spelling, a, b int64, outlets ...string) bool {
	sk := sketchOf(part)
	found := 0
	for _, h := range sk {
		others := 0
		for _, num := range k.shelf.sketches.holding(h) {
			if num == a || num == b {
				continue
			}
			e, ok := k.shelf.catalog.entry(num)
			if ok && slices.ContainsFunc(outlets, func(o string) bool { return sameHouse(o, e.Outlet) }) {
				others++
			}
		}
		if others >= furnitureHolders {
			found++
		}
	}
	return found > 0 && 2*found >= len(sk)
}

func spanOf(words []Spelling) Span { return Span{words[0].Start, words[len(words)-1].End} }

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
	if form != sketchForm {
		seq = 0
		if err := l.set.store.Relate(ctx, l.record.Key, Related{Form: sketchForm}); err != nil {
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
		changed, err := l.changedArticles(ctx, sh, batch)
		if err != nil {
			return err
		}
		if err := l.relate(ctx, sh, upTo, changed); err != nil {
			return err
		}
	}
	if took := time.Since(start); took > time.Second {
		l.set.log.InfoContext(ctx, "found which articles share text", "library", l.Name(), "took", took.Round(time.Millisecond))
	}
	return nil
}

// changedArticles reads what changes left.
func (l *Library) changedArticles(ctx context.Context, sh *shelf, changes []Change) ([]changedArticle, error) {
	var out []changedArticle
	for _, c := range changes {
		e, ok := sh.catalog.entry(c.Num)
		if !ok {
			out = append(out, changedArticle{Entry: Entry{Num: c.Num, Seq: c.Seq}})
			continue
		}
		t, err := l.set.text(ctx, e)
		if err != nil {
			return nil, err
		}
		out = append(out, changedArticle{Entry: e, article: t.article})
	}
	return out, nil
}
