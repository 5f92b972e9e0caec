package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/retrieval/outlets"
)

// Outlet is what a library has of one outlet, under whatever names.
type Outlet struct {
	// Name is the one that others were made aliases of, else the one that most
	// articles have; "" for articles whose outlet is not known.
	Name     string `json:"outlet"`
	Articles int    `json:"articles"`
	// First and Last are the days of its oldest and its newest article, "" when
	// none of them has one.
	First   string   `json:"first"`
	Last    string   `json:"last"`
	Aliases []string `json:"aliases"`
}

// Outlets returns the outlets of the library's articles, those with the most
// first.
func (l *Library) Outlets(ctx context.Context) ([]Outlet, error) {
	return read(ctx, l, func(sh *shelf) ([]Outlet, error) { return sh.outlets(), nil })
}

func (sh *shelf) outlets() []Outlet {
	return countOutlets(sh.catalog.all(), sh.catalog.outletAliases())
}

func countOutlets(entries []Entry, aliases *outletAliases) []Outlet {
	byKey := make(map[string]*Outlet)
	spellings := make(map[string]map[string]int)
	for _, e := range entries {
		key := aliases.key(e.Outlet)
		o := byKey[key]
		if o == nil {
			o = &Outlet{Aliases: []string{}}
			byKey[key], spellings[key] = o, make(map[string]int)
		}
		o.Articles++
		spellings[key][e.Outlet]++
		if day := e.Day(); day != "" {
			o.Last = max(o.Last, day)
			if o.First == "" || day < o.First {
				o.First = day
			}
		}
	}
	for key, o := range byKey {
		for name, n := range spellings[key] {
			if best := spellings[key][o.Name]; n > best || n == best && name < o.Name {
				o.Name = name
			}
		}
	}
	for _, a := range aliases.all {
		if o := byKey[outlets.Fold(a.Outlet)]; o != nil {
			o.Name, o.Aliases = a.Outlet, append(o.Aliases, a.Alias)
		}
	}
	out := make([]Outlet, 0, len(byKey))
	for _, o := range byKey {
		out = append(out, *o)
	}
	slices.SortFunc(out, func(a, b Outlet) int {
		return cmp.Or(cmp.Compare(b.Articles, a.Articles), cmp.Compare(outlets.Fold(a.Name), outlets.Fold(b.Name)))
	})
	return out
}

// OutletName returns the name under which the library counts an outlet that is
// called so: that of which it is an alias, else the name itself.
func (l *Library) OutletName(ctx context.Context, name string) (string, error) {
	aliases, err := l.Aliases(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range aliases {
		if outlets.Fold(a.Alias) == outlets.Fold(name) {
			return a.Outlet, nil
		}
	}
	return name, nil
}

// ErrNoOutlet says that a library has no article of an outlet.
var ErrNoOutlet = errors.New("no article of that outlet")

// CheckOutlets returns nil when the library has articles of each of the filter's
// outlets; else an error that wraps ErrNoOutlet and names those that may be meant.
func (l *Library) CheckOutlets(ctx context.Context, f Filter) error {
	if len(f.Outlets) == 0 {
		return nil
	}
	_, err := read(ctx, l, func(sh *shelf) (struct{}, error) { return struct{}{}, sh.checkOutlets(f) })
	return err
}

func (sh *shelf) checkOutlets(f Filter) error {
	known, aliases := sh.catalog.outletKeys(), sh.catalog.outletAliases()
	for _, name := range f.Outlets {
		if !slices.ContainsFunc(aliases.names(aliases.key(name)), func(key string) bool { return known[key] }) {
			return fmt.Errorf("library %q: %w", sh.record.Name, sh.catalog.unknownOutlet(name))
		}
	}
	return nil
}

// unknownOutlet is an ErrNoOutlet that names the outlets that may be meant.
func (c *catalog) unknownOutlet(name string) error {
	const most = 3
	held := countOutlets(c.all(), c.outletAliases())
	var near []string
	for _, o := range held {
		if outlets.Fold(o.Name) != "" && slices.ContainsFunc(append(o.Aliases, o.Name), func(other string) bool { return outlets.Like(name, other) }) {
			near = append(near, "“"+o.Name+"”")
		}
	}
	hint := ""
	switch {
	case len(near) > 0:
		hint = "; did you mean " + strings.Join(near[:min(len(near), most)], " or ") + "?"
	case len(held) > 0 && held[0].Name != "":
		hint = "; most of its articles are of “" + held[0].Name + "”"
	}
	return fmt.Errorf("%w: %.200q%s", ErrNoOutlet, name, hint)
}
