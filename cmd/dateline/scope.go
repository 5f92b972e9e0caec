package main

import (
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
	flags.Var(&s.since, "since", "only articles published on this day or later")
	flags.Var(&s.until, "until", "only articles published on this day or earlier")
	flags.Var(&s.asOf, "as-of", "only articles published by this day, from which \"yesterday\" is counted")
	flags.BoolVar(&s.loaded, "as-of-loaded", false, "apply --as-of to the day (UTC) on which an article's text was loaded")
}

// filter is the scope as the library takes it.
func (s *scope) filter() (retrieval.Filter, error) {
	if s.loaded {
		return s.loadedFilter()
	}
	until := s.until
	if s.asOf != "" && (until == "" || s.asOf < until) {
		until = s.asOf
	}
	if until != "" && s.since > until {
		return retrieval.Filter{}, usagef("--since %s is after %s: no article can pass", s.since, until)
	}
	return retrieval.Filter{Outlets: s.outlets, Since: string(s.since), Until: string(until)}, nil
}

// loadedFilter is filter where the day of loading counts.
func (s *scope) loadedFilter() (retrieval.Filter, error) {
	switch {
	case s.asOf == "":
		return retrieval.Filter{}, usagef("--as-of-loaded needs --as-of: give --as-of YYYY-MM-DD too")
	case s.until != "" && s.since > s.until:
		return retrieval.Filter{}, usagef("--since %s is after %s: no article can pass", s.since, s.until)
	}
	return retrieval.Filter{Outlets: s.outlets, Since: string(s.since), Until: string(s.until), LoadedBy: string(s.asOf)}, nil
}

// today is the day of --as-of, which "yesterday" in a question counts from;
// zero without it.
func (s *scope) today() time.Time {
	day, err := time.Parse(time.DateOnly, string(s.asOf))
	if err != nil {
		return time.Time{} // not given: the flag takes nothing but days
	}
	return day
}
