package main

import (
	"cmp"
	"errors"
	"time"

	"github.com/spf13/pflag"

	"dateline/retrieval"
)

// scope is the part of a library that flags leave.
type scope struct {
	outlets            names
	since, until, asOf day
	// loaded says that asOf counts by when an article was loaded.
	loaded bool
}

func (s *scope) register(flags *pflag.FlagSet) {
	flags.Var(&s.outlets, "outlet", "only articles of this outlet, under any of its names; repeat it for several")
	flags.Var(&s.since, "since", "only articles published on this day or later: 2017-11-12, 2017-11, 2017, yesterday, \"last week\"")
	flags.Var(&s.until, "until", "only articles published on this day or earlier")
	flags.Var(&s.asOf, "as-of", "only articles published by this day, from which \"yesterday\" is counted")
	flags.BoolVar(&s.loaded, "as-of-loaded", false, "apply --as-of to the day (UTC) on which an article's text was loaded")
}

// filter is the scope as the library takes it. "Yesterday" counts from the day
// of --as-of.
func (s *scope) filter() (retrieval.Filter, error) {
	_, asOf, err := s.asOf.days(time.Now())
	if err != nil {
		return retrieval.Filter{}, err
	}
	today := cmp.Or(s.today(), time.Now())
	since, _, errSince := s.since.days(today)
	_, until, errUntil := s.until.days(today)
	if err := errors.Join(errSince, errUntil); err != nil {
		return retrieval.Filter{}, err
	}
	f := retrieval.Filter{Outlets: s.outlets, Since: since, Until: until}
	switch {
	case s.loaded && asOf == "":
		return retrieval.Filter{}, usagef("--as-of-loaded needs --as-of: give --as-of YYYY-MM-DD too")
	case s.loaded:
		f.LoadedBy = asOf
	case asOf != "" && (until == "" || asOf < until):
		f.Until = asOf
	}
	if f.Until != "" && f.Since > f.Until {
		return retrieval.Filter{}, usagef("--since %s is after %s: no article can pass", f.Since, f.Until)
	}
	return f, nil
}

// today is the day of --as-of, which "yesterday" in a question counts from;
// zero without it.
func (s *scope) today() time.Time {
	_, asOf, _ := s.asOf.days(time.Now()) // the flag takes nothing but days
	day, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return time.Time{} // not given
	}
	return day
}
