package retrieval

import (
	"cmp"
	"maps"
	"slices"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/outlets"
)

// catalog holds what is known of each article but its text.
type catalog struct {
	mu    sync.RWMutex
	byNum map[int64]Entry
	byID  map[string]int64
	// damaged are articles of which nothing is shown or searched, by their ids.
	damaged map[string]Entry
	names   *outlets.Names // nil until asked for after a change
	// aliases are replaced as a whole, never changed.
	aliases *outletAliases
}

func (c *catalog) outletAliases() *outletAliases {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.aliases
}

func (c *catalog) setAliases(aliases *outletAliases) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.aliases, c.names = aliases, nil
}

// outletKeys are the folded names of all articles' outlets.
func (c *catalog) outletKeys() map[string]bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	keys := make(map[string]bool)
	for _, e := range c.byNum {
		keys[outlets.Fold(e.Outlet)] = true
	}
	return keys
}

// outletNames knows the outlets of all articles.
func (c *catalog) outletNames() *outlets.Names {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.names == nil {
		held := make(map[string]bool)
		for _, e := range c.byNum {
			held[e.Outlet] = true
		}
		c.names = outlets.New(slices.Sorted(maps.Keys(held)), c.aliases.pairs(), c.aliases.key)
	}
	return c.names
}

func newCatalog(entries []Entry, aliases *outletAliases) *catalog {
	c := &catalog{byNum: make(map[int64]Entry, len(entries)), byID: make(map[string]int64, len(entries)), damaged: make(map[string]Entry), aliases: aliases}
	c.put(entries...)
	return c
}

// current returns the entry that p was indexed for, and false when the article
// has changed since.
func (c *catalog) current(p passageRef) (Entry, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.byNum[p.num]
	return e, ok && e.Seq == p.seq
}

// passageOrder puts the passages that r reads in the order of their articles'
// ids, and those of one article as they stand in it.
func (c *catalog) passageOrder(r index.IndexReader) passageOrder {
	type placed struct {
		doc   uint64
		id    string
		start int
	}
	return func(docs []uint64) error {
		refs, err := resolveAll(r, docs)
		if err != nil {
			return err
		}
		all := make([]placed, len(docs))
		for i, ref := range refs {
			e, _ := c.entry(ref.num)
			all[i] = placed{docs[i], e.ID, ref.Start}
		}
		slices.SortFunc(all, func(a, b placed) int { return cmp.Or(cmp.Compare(a.id, b.id), cmp.Compare(a.start, b.start)) })
		for i, p := range all {
			docs[i] = p.doc
		}
		return nil
	}
}

func (c *catalog) find(id string) (Entry, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.byNum[c.byID[id]]
	return e, ok
}

// removable returns the article of that id, be it damaged.
func (c *catalog) removable(id string) (Entry, bool) {
	if e, ok := c.find(id); ok {
		return e, true
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.damaged[id]
	return e, ok
}

// entry returns the article of that number.
func (c *catalog) entry(num int64) (Entry, bool) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e, ok := c.byNum[num]
	return e, ok
}

// size is how many articles there are.
func (c *catalog) size() int {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return len(c.byNum) + len(c.damaged)
}

func (c *catalog) put(entries ...Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.names = nil
	for _, e := range entries {
		if e.FactsDamaged {
			c.damaged[e.ID] = e
			continue
		}
		c.byNum[e.Num], c.byID[e.ID] = e, e.Num
		maps.DeleteFunc(c.damaged, func(_ string, d Entry) bool { return d.Num == e.Num })
	}
}

func (c *catalog) remove(e Entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.names = nil
	if e.FactsDamaged {
		delete(c.damaged, e.ID)
		return
	}
	delete(c.byNum, e.Num)
	delete(c.byID, e.ID)
}

func (c *catalog) all() []Entry {
	c.mu.RLock()
	defer c.mu.RUnlock()
	out := make([]Entry, 0, len(c.byNum))
	for _, e := range c.byNum {
		out = append(out, e)
	}
	return out
}
