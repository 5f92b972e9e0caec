package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/retrieval"
)

// damageShown bounds how many damaged articles a DamageError names.
const damageShown = 10

// DamageError names what is kept of articles and is not what was stored: the
// file can be read, and says something else.
type DamageError struct {
	// Found are such as `article "ferry" of library "news"`, without the same
	// one twice.
	Found []string
	// Past are former revisions and records of the log, which loading an article
	// again does not mend.
	Past []string
}

func (e *DamageError) Error() string {
	all := append(slices.Clone(e.Found), e.Past...)
	shown := strings.Join(all[:min(len(all), damageShown)], ", ")
	if more := len(all) - damageShown; more > 0 {
		shown += fmt.Sprintf(" and %d more", more)
	}
	return "not what was stored: " + shown
}

// pastOf returns what of the past is damaged, when err says that and no more.
func pastOf(err error) (past []string, rest error) {
	damage := (*DamageError)(nil)
	if errors.As(err, &damage) && len(damage.Found) == 0 {
		return damage.Past, nil
	}
	return nil, err
}

// verify compares all that has a sum with that, and returns a DamageError.
func verify(ctx context.Context, q querier) error {
	names, err := libraryNames(ctx, q)
	if err != nil {
		return err
	}
	v := verification{names: names, ids: make(map[int64]string), library: make(map[int64]int64), told: make(map[string]bool)}
	if err := v.facts(ctx, q); err != nil {
		return err
	}
	if err := eachText(ctx, q, func(t storedText) error {
		of := fmt.Sprintf("article %q of library %q", v.ids[t.num], v.names[v.library[t.num]])
		switch {
		case t.sound():
		case len(t.hash) > 0:
			v.tell(of)
		default:
			v.past = append(v.past, fmt.Sprintf("revision %d of %s", t.revision, of))
		}
		return nil
	}); err != nil {
		return err
	}
	if err := v.rest(ctx, q); err != nil {
		return err
	}
	if len(v.found) > 0 || len(v.past) > 0 {
		return &DamageError{v.found, v.past}
	}
	return nil
}

// verification is what verify has found so far.
type verification struct {
	names   map[int64]string // libraries by their keys
	ids     map[int64]string // articles by their numbers
	library map[int64]int64  // of those
	told    map[string]bool
	found   []string
	past    []string
}

func (v *verification) tell(what string) {
	if !v.told[what] {
		v.told[what] = true
		v.found = append(v.found, what)
	}
}

// facts looks at all that is kept of articles beside their texts.
func (v *verification) facts(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, selectMeta+`, (SELECT count(*) FROM revisions r WHERE r.article = a.num AND r.revision = a.revision)
		FROM articles a ORDER BY num`)
	if err != nil {
		return fmt.Errorf("read all articles: %w", err)
	}
	_, err = collect(rows, func(row Row) (none struct{}, err error) {
		values, err := readValues(row, facts+2)
		if err != nil {
			return none, err
		}
		e := entryOf(values[:facts+1])
		library, _ := values[1].(int64)
		v.ids[e.Num], v.library[e.Num] = e.ID, library
		if texts, _ := values[facts+1].(int64); e.FactsDamaged || texts == 0 {
			v.tell(fmt.Sprintf("article %q of library %q", e.ID, v.names[library]))
		}
		return none, nil
	})
	if err != nil {
		return fmt.Errorf("read all articles: %w", err)
	}
	return nil
}

// rest looks at aliases and at what can be undone.
func (v *verification) rest(ctx context.Context, q querier) error {
	rows, err := q.QueryContext(ctx, selectAliases)
	if err != nil {
		return fmt.Errorf("read all aliases: %w", err)
	}
	aliases, err := collect(rows, scanAlias)
	if err != nil {
		return fmt.Errorf("read all aliases: %w", err)
	}
	for _, a := range aliases {
		if a.damaged {
			v.tell(fmt.Sprintf("alias %q of outlet %q", a.Alias.Alias, a.Outlet))
		}
	}
	if rows, err = q.QueryContext(ctx, selectTouched+` WHERE before <> ''`); err != nil {
		return fmt.Errorf("read all acts: %w", err)
	}
	steps, err := collect(rows, func(row Row) (retrieval.Undoable, error) {
		u, err := scanTouched(row)
		return retrieval.Undoable{Touched: retrieval.Touched{ID: u.ID}, Damaged: u.Damaged}, err
	})
	if err != nil {
		return fmt.Errorf("read all acts: %w", err)
	}
	for _, u := range steps {
		if u.Damaged {
			v.past = append(v.past, fmt.Sprintf("the log's record of article %q", u.ID))
		}
	}
	return nil
}

func libraryNames(ctx context.Context, q querier) (map[int64]string, error) {
	rows, err := q.QueryContext(ctx, selectLibraries)
	if err != nil {
		return nil, fmt.Errorf("list libraries: %w", err)
	}
	all, err := collect(rows, scanLibrary)
	names := make(map[int64]string, len(all))
	for _, l := range all {
		names[l.Key] = l.Name
	}
	return names, err
}
