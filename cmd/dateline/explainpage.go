package main

import (
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// understood writes what a question was taken to ask for.
func (pg *page) understood(u retrieval.Understood) {
	pg.text(plain, "", "Understood as:")
	for _, w := range u.Words {
		line := fmt.Sprintf("%s, weight %.2f", answers.Inline(string(w.Term)), w.Weight)
		if !w.Known {
			line += ", not in the library"
		}
		if len(w.Also) > 0 {
			line += ", also " + answers.Inline(joined(w.Also))
		}
		pg.text(faint, sourceIndent, line)
	}
	if len(u.Sides) > 1 {
		for i, s := range u.Sides {
			pg.text(faint, sourceIndent, fmt.Sprintf("side %d: %s", i+1, answers.Inline(joined(s))))
		}
	}
	for _, o := range u.Outlets {
		pg.text(faint, sourceIndent, "outlet: "+answers.Inline(o))
	}
	for _, d := range u.Days {
		pg.text(faint, sourceIndent, fmt.Sprintf("date: from %s to %s", orAny(d.Since), orAny(d.Until)))
	}
	for _, m := range u.Missing {
		pg.text(faint, sourceIndent, "source that the library does not have: "+answers.Inline(m))
	}
}

func joined(terms []text.Term) string {
	words := make([]string, len(terms))
	for i, t := range terms {
		words[i] = string(t)
	}
	return strings.Join(words, " ")
}

func orAny(day string) string {
	if day == "" {
		return "any day"
	}
	return day
}

// reasons writes what counted, and leaves out what did not.
func (pg *page) reasons(list []linear.Reason) {
	for _, r := range list {
		if points := r.Value * r.Weight; points > 0.005 || points < -0.005 {
			pg.text(faint, sourceIndent, fmt.Sprintf("%+.2f  %s: %.2f × %.2f", points, r.Name, r.Value, r.Weight))
		}
	}
}
