package main

import (
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/answers/align"
)

// check writes what was found of a quote.
func (pg *page) check(c answers.Check, claim answers.Claim) {
	verdict := verdictLine(c, claim)
	if c.Verdict == align.Absent {
		verdict = pg.soFar(verdict)
	}
	pg.text(bold, "", verdict)
	if c.TooShort && c.Verdict != align.Absent {
		pg.text(plain, "", "It is too short to be known by: such words stand in texts that do not quote each other.")
	}
	if c.Verdict == align.Altered {
		pg.gap()
		pg.text(plain, "", difference(c.Pieces))
	}
	for _, m := range c.Matches {
		pg.gap()
		pg.excerpt(m.Excerpt)
		if m.In != "paragraph" {
			pg.text(faint, sourceIndent, "stands in a "+m.In)
		}
		for _, change := range m.Changes {
			pg.text(plain, sourceIndent, "— "+answers.Inline(change))
		}
		pg.said(m.Said)
	}
}

// verdictLine says the verdict in a sentence.
func verdictLine(c answers.Check, claim answers.Claim) string {
	verdict := map[align.Verdict]string{
		align.Exact:    "Exact: the library holds this quote to the letter.",
		align.Altered:  "Altered: the library holds this quote in other words.",
		align.Stitched: "Stitched: parts of this quote stand in several places.",
		align.Absent:   "Absent: the library does not hold this quote.",
	}[c.Verdict]
	if !c.Elsewhere {
		return verdict
	}
	where := "the outlet " + claim.Outlet
	if claim.Article != "" {
		where = "the article " + claim.Article
	}
	return verdict + " It is not from " + answers.Inline(where) + "."
}

// difference is a quote with its edits marked in the way of wdiff: [-what the
// article has-] and {+what the quote has+}.
func difference(pieces []align.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Kind == "" {
			b.WriteString(p.Text)
			continue
		}
		if b.Len() > 0 && !strings.HasSuffix(b.String(), " ") && p.Article != "" && p.Text == "" {
			b.WriteString(" ")
		}
		if p.Article != "" {
			fmt.Fprintf(&b, "[-%s-]", p.Article)
		}
		if p.Text != "" {
			fmt.Fprintf(&b, "{+%s+}", p.Text)
		}
	}
	return answers.Inline(b.String())
}

// said writes whose words a quotation is, in the article's words.
func (pg *page) said(a *answers.Attribution) {
	if a == nil {
		return
	}
	who := "“" + answers.Inline(a.Speaker.Text) + "”" + known(a.Speaker)
	line := "said by " + who
	if !a.Direct {
		line = "in the article's words, after " + who
	}
	if a.To != nil {
		line += fmt.Sprintf(" to “%s”", answers.Inline(a.To.Text))
	}
	if a.When != nil {
		line += fmt.Sprintf(", “%s”", answers.Inline(a.When.Text))
	}
	pg.text(plain, sourceIndent, line+": “"+answers.Inline(a.Excerpt.Text)+"”")
}

// known is who a speaker is, where the words alone do not tell it.
func known(m *answers.Mention) string {
	if name := answers.Inline(m.Known()); name != "" {
		return " " + name
	}
	return ""
}
