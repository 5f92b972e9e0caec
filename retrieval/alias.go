package retrieval

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/retrieval/outlets"
)

// Alias says that two names are those of one outlet.
type Alias struct {
	// Alias is the other name of Outlet, which is no other name itself.
	Alias  string `json:"alias"`
	Outlet string `json:"outlet"`
}

// ErrNoAlias says that a name is not another name of an outlet.
var ErrNoAlias = errors.New("no such alias")

// outletAliases resolve outlets' names, folded as outlets.Fold does it.
type outletAliases struct {
	all []Alias
	// outlets gives the outlet that another name stands for, and keys all names
	// of an outlet that has several, its own first.
	outlets map[string]string
	keys    map[string][]string
}

func newOutletAliases(all []Alias) *outletAliases {
	o := &outletAliases{all: all, outlets: make(map[string]string), keys: make(map[string][]string)}
	for _, a := range all {
		alias, outlet := outlets.Fold(a.Alias), outlets.Fold(a.Outlet)
		o.outlets[alias] = outlet
		if o.keys[outlet] == nil {
			o.keys[outlet] = []string{outlet}
		}
		o.keys[outlet] = append(o.keys[outlet], alias)
	}
	return o
}

// key is what names of the same outlet have in common.
func (o *outletAliases) key(name string) string {
	key := outlets.Fold(name)
	if outlet, ok := o.outlets[key]; ok {
		return outlet
	}
	return key
}

// pairs are the other names, each before what it is another name of.
func (o *outletAliases) pairs() [][2]string {
	out := make([][2]string, len(o.all))
	for i, a := range o.all {
		out[i] = [2]string{a.Alias, a.Outlet}
	}
	return out
}

// countsAs is the outlet that goes by several names, of which name is one.
func (o *outletAliases) countsAs(name string) string {
	if len(o.all) == 0 {
		return ""
	}
	key := o.key(name)
	for _, a := range o.all {
		if outlets.Fold(a.Outlet) == key {
			return a.Outlet
		}
	}
	return ""
}

// of returns the article as it is counted by its outlet; a itself is not changed.
func (o *outletAliases) of(a *Article) *Article {
	name := o.countsAs(a.Outlet)
	if name == "" {
		return a
	}
	counted := *a
	counted.CountsAs = name
	return &counted
}

// names are all names, folded, of the outlet with that key.
func (o *outletAliases) names(key string) []string {
	if keys := o.keys[key]; keys != nil {
		return keys
	}
	return []string{key}
}

// widen returns f with every name of its outlets.
func (o *outletAliases) widen(f Filter) Filter {
	var outlets []string
	for _, name := range f.Outlets {
		outlets = append(outlets, o.names(o.key(name))...)
	}
	f.Outlets = outlets
	return f
}

// Aliases returns the other names that outlets have, in alphabetical order.
func (l *Library) Aliases(ctx context.Context) ([]Alias, error) {
	return read(ctx, l, func(sh *shelf) ([]Alias, error) { return sh.aliases(), nil })
}

func (sh *shelf) aliases() []Alias { return slices.Clone(sh.catalog.outletAliases().all) }

// SetAlias makes alias another name of outlet: in questions, in filters and
// where articles are counted by outlet, from now on. What articles say of
// themselves stays. Other names of alias become names of outlet.
//
// It returns the alias as it is set, ErrNoOutlet when the library has no article
// of either, or an error that wraps ErrInvalid.
func (l *Library) SetAlias(ctx context.Context, by Actor, alias, outlet string) (Alias, error) {
	return change(ctx, l, func(sh *shelf) (Alias, error) { return sh.setAlias(ctx, by, alias, outlet) })
}

func (sh *shelf) setAlias(ctx context.Context, by Actor, alias, outlet string) (Alias, error) {
	var set Alias
	err := sh.changeAliases(ctx, func(c *catalog, aliases *outletAliases) (Act, error) {
		var err error
		if set, err = c.checkAlias(aliases, alias, outlet); err != nil {
			return Act{}, err
		}
		return newAct(by, DeedAlias, fmt.Sprintf("“%s” = “%s”", set.Alias, set.Outlet)), nil
	}, func(tx StoreTx, aliases *outletAliases) error {
		for _, a := range aliases.all {
			if outlets.Fold(a.Outlet) != outlets.Fold(set.Alias) {
				continue
			}
			if err := tx.SetAlias(outlets.Fold(a.Alias), Alias{a.Alias, set.Outlet}); err != nil {
				return err
			}
		}
		return tx.SetAlias(outlets.Fold(set.Alias), set)
	})
	return set, err
}

// checkAlias returns the alias that is to be set, or an error that says why it
// cannot be.
func (c *catalog) checkAlias(aliases *outletAliases, alias, outlet string) (Alias, error) {
	alias, err := oneLine("alias", alias)
	if err != nil {
		return Alias{}, err
	}
	if outlet, err = oneLine("outlet", outlet); err != nil {
		return Alias{}, err
	}
	if outlets.Fold(alias) == "" || outlets.Fold(outlet) == "" {
		return Alias{}, fmt.Errorf("%w: write two names", ErrInvalid)
	}
	for _, a := range aliases.all {
		if outlets.Fold(a.Alias) == outlets.Fold(outlet) {
			outlet = a.Outlet // it is another name itself
		}
	}
	if outlets.Fold(alias) == outlets.Fold(outlet) {
		return Alias{}, fmt.Errorf("%w: “%s” and “%s” are one name already", ErrInvalid, alias, outlet)
	}
	known := c.outletKeys()
	if !known[outlets.Fold(alias)] && !known[outlets.Fold(outlet)] {
		return Alias{}, c.unknownOutlet(outlet)
	}
	return Alias{alias, outlet}, nil
}

// DropAlias makes alias no longer another name of an outlet. It returns the alias
// that it was, or an error that wraps ErrNoAlias.
func (l *Library) DropAlias(ctx context.Context, by Actor, alias string) (Alias, error) {
	return change(ctx, l, func(sh *shelf) (Alias, error) { return sh.dropAlias(ctx, by, alias) })
}

func (sh *shelf) dropAlias(ctx context.Context, by Actor, alias string) (Alias, error) {
	var dropped Alias
	err := sh.changeAliases(ctx, func(_ *catalog, aliases *outletAliases) (Act, error) {
		i := slices.IndexFunc(aliases.all, func(a Alias) bool { return outlets.Fold(a.Alias) == outlets.Fold(alias) })
		if i < 0 {
			return Act{}, fmt.Errorf("%.200q: %w", alias, ErrNoAlias)
		}
		dropped = aliases.all[i]
		return newAct(by, DeedUnalias, fmt.Sprintf("“%s” ≠ “%s”", dropped.Alias, dropped.Outlet)), nil
	}, func(tx StoreTx, _ *outletAliases) error {
		return tx.DropAlias(outlets.Fold(dropped.Alias))
	})
	return dropped, err
}

// changeAliases stores what change does as the act that prepare returns, and puts
// it into effect.
func (sh *shelf) changeAliases(ctx context.Context, prepare func(*catalog, *outletAliases) (Act, error), change func(StoreTx, *outletAliases) error) error {
	before := sh.catalog.outletAliases()
	act, err := prepare(sh.catalog, before)
	if err != nil {
		return err
	}
	if _, err := sh.change(ctx, act, func(tx StoreTx) error { return change(tx, before) }); err != nil {
		return fmt.Errorf("library %q: %s: %w", sh.record.Name, act.What, err)
	}
	all, err := sh.store.Aliases(ctx, sh.record.Key)
	if err != nil {
		return fmt.Errorf("library %q: %w", sh.record.Name, err)
	}
	sh.catalog.setAliases(newOutletAliases(all))
	return nil
}
