package answers

import "time"

// Asked is what came of something that was asked, for whoever counts.
type Asked struct {
	// Kind is what was asked for: "ask", "summary", "compare", "timeline", "quote",
	// or "news" of a standing question. What is mere manner is not told of.
	Kind string
	// Answered says that there was something to quote, and Err why it could not be
	// found out.
	Answered bool
	Err      error
	Took     time.Duration
	// Stages are what the time of a question went into, in their order.
	Stages []Stage
	// Reading is what the reader did.
	Reading Reading
}

// Stage is a part of the way from question to answer: "search", "choose", "read",
// "quote" or "receipt".
type Stage struct {
	Name string
	Took time.Duration
}

// stages notes how long each stage takes.
type stages struct {
	last time.Time
	all  []Stage
}

func newStages() *stages { return &stages{last: time.Now()} }

// end ends a stage; the next one begins with it.
func (s *stages) end(name string) {
	if s == nil {
		return
	}
	now := time.Now()
	s.all = append(s.all, Stage{name, now.Sub(s.last)})
	s.last = now
}

// tell tells of what was asked, if anybody counts.
func (a *Answerer) tell(kind string, start time.Time, answered bool, err error) {
	if a.cfg.Observe != nil {
		a.cfg.Observe(Asked{Kind: kind, Answered: answered, Err: err, Took: time.Since(start)})
	}
}
