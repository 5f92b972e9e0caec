package answers

import (
	"context"
	"slices"
	"strings"

	"dateline/retrieval"
)

// farBelow is how much lower than the best a sentence scores that is rather left
// out: its odds to be what was asked for are less than a four-hundredth of the
// best one's. On squad this leaves out a quarter of the excerpts and no answer, on
// natural one in fourteen and one answer of a hundred.
const farBelow = 6

// quote fills answer with excerpts: the best, none far below it unless more were
// asked for, and one of each outlet that the question names.
func (a *Answerer) quote(ctx context.Context, q Question, f searched, answer *Answer) error {
	limit := q.Excerpts
	if limit <= 0 {
		limit = a.cfg.Excerpts
	}
	excerpts := choose(f.choices, f.need, limit)
	if q.Excerpts <= 0 {
		excerpts = slices.DeleteFunc(excerpts, func(e Excerpt) bool { return e.Score < excerpts[0].Score-farBelow })
	}
	a.carry(ctx, excerpts, f.readings, q.Filter)
	for _, named := range f.res.Named[:min(len(f.res.Named), limit)] {
		if slices.ContainsFunc(excerpts, func(e Excerpt) bool { return e.of(named) }) || len(q.Filter.Outlets) > 0 {
			continue
		}
		theirs, err := a.tellOf(ctx, q, f, named)
		if err != nil {
			return err
		}
		if len(theirs) == 0 {
			answer.Silent = append(answer.Silent, strings.TrimSuffix(strings.TrimSuffix(named.Name, "'s"), "’s"))
			continue
		}
		excerpts = withOne(excerpts, theirs[0], f.res.Named, limit)
	}
	answer.Excerpts = a.verified(ctx, excerpts)
	if len(answer.Excerpts) == 0 {
		answer.Silent = []string{}
	}
	answer.Articles, answer.Independent = a.count(ctx, answer.Excerpts)
	return nil
}

// of reports whether e is an article of the outlet, or carried by one.
func (e *Excerpt) of(o retrieval.NamedOutlet) bool {
	return slices.ContainsFunc(append([]retrieval.Meta{e.Article}, e.AlsoCarriedBy...), func(m retrieval.Meta) bool {
		return slices.Contains(o.Keys, m.OutletKey())
	})
}

// tellOf quotes what an outlet tells of the question: its best sentence among the
// choices, or what is found when it is looked for in this outlet's articles alone,
// if it bears on the question.
func (a *Answerer) tellOf(ctx context.Context, q Question, f searched, o retrieval.NamedOutlet) ([]Excerpt, error) {
	best, own := f.choices[0], f
	theirs := f.bearing(f.choices, o, best)
	if len(theirs) == 0 {
		narrow := q
		narrow.Filter.Outlets = o.Keys
		var err error
		if own, err = a.search(ctx, narrow, nil); err != nil {
			return nil, err
		}
		theirs = f.bearing(own.choices, o, best)
	}
	excerpts := choose(theirs, own.need, 1)
	a.carry(ctx, excerpts, own.readings, q.Filter)
	return excerpts, nil
}

const (
	// bearingShare is how much of the question what an outlet tells must have, of
	// what the best sentence of all has, to bear on it.
	bearingShare = 0.6
	// sidedShare is the same of one side of a question that names several outlets:
	// what one of them tells is never an answer to the whole.
	sidedShare = 0.5
)

// bearing are the choices of an outlet that bear on the question.
func (s searched) bearing(choices []choice, o retrieval.NamedOutlet, best choice) []choice {
	return slices.DeleteFunc(slices.Clone(choices), func(c choice) bool {
		bears := c.traits[traitAround] >= bearingShare*best.traits[traitAround] ||
			len(s.res.Named) > 1 && c.traits[traitSide] >= sidedShare*best.traits[traitSide]
		return !bears || !slices.Contains(o.Keys, c.article.OutletKey())
	})
}

// withOne adds e, if need be in the place of the last excerpt that is of no outlet
// which was named, or of one that has another.
func withOne(excerpts []Excerpt, e Excerpt, named []retrieval.NamedOutlet, limit int) []Excerpt {
	if len(excerpts) < limit {
		return append(excerpts, e)
	}
	for i := len(excerpts) - 1; i >= 0; i-- {
		needed := slices.ContainsFunc(named, func(o retrieval.NamedOutlet) bool {
			others := 0
			for k := range excerpts {
				if k != i && excerpts[k].of(o) {
					others++
				}
			}
			return excerpts[i].of(o) && others == 0
		})
		if !needed {
			return append(slices.Delete(excerpts, i, i+1), e)
		}
	}
	return excerpts
}
