package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dateline/answers"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// What people are shown follows these rules:
//
//   - A quotation stands in quotation marks; what was left out of a long
//     sentence is marked outside them. Below it stand headline, outlet, date
//     and link.
//   - A terminal gets lines of its own width and colour. Elsewhere a quotation
//     is one line, however long, and there is no colour.
//   - Text that comes from articles goes through answers.Inline, always:
//     nothing in it steers the terminal.
//   - Exact bytes are for --json.

// style says how a page is laid out.
type style struct {
	width  int // columns; 0 leaves lines as long as they are
	colour bool
}

// maxWidth is the longest line that is comfortably read.
const maxWidth = 100

// styleOf finds the style for what is written to w.
func styleOf(w io.Writer, environ []string) style {
	to := screenOf(w)
	if !to.Terminal {
		return style{}
	}
	s := style{width: maxWidth}
	if to.Columns > 0 {
		s.width = min(to.Columns, maxWidth)
	}
	s.colour = wantsColour(environ)
	return s
}

// wantsColour reports whether a terminal with that environment is to be coloured:
// see https://no-color.org.
func wantsColour(environ []string) bool {
	return !slices.ContainsFunc(environ, func(v string) bool {
		name, value, _ := strings.Cut(v, "=")
		return name == "NO_COLOR" && value != "" || name == "TERM" && value == "dumb"
	})
}

// page is a text for people, being written.
type page struct {
	style
	strings.Builder
	// pending says that what it tells of was looked for in a part of the library.
	pending *retrieval.Pending
}

// show writes v as JSON, or what draw makes of it for people.
func (p *program) show(v any, draw func(*page)) error {
	if p.flags.json {
		return p.writeJSON(v)
	}
	pg := &page{style: styleOf(p.stdout, p.environ)}
	if part, ok := v.(interface{ Unread() *retrieval.Pending }); ok {
		pg.pending = part.Unread()
	}
	draw(pg)
	pg.extent()
	return p.writeText(pg.String())
}

// extent says in how much of the library something was looked for, unless in all.
func (pg *page) extent() {
	if p := pg.pending; p != nil {
		pg.gap()
		pg.text(plain, "", fmt.Sprintf("The library is still being read in: %d of %s. What was not found may be in the rest.", p.Read, counted(p.Articles, "article", "articles")))
	}
}

// The looks of words, as terminal escape sequences.
const (
	plain = ""
	bold  = "\x1b[1m"
	faint = "\x1b[2m"
	reset = "\x1b[0m"
)

func (pg *page) answer(a answers.Answer) {
	pg.excerpts(a)
	if a.Explanation != nil {
		pg.gap()
		pg.understood(a.Explanation.Understood)
		made := "its log-odds made"
		if share := a.Explanation.Share; share < 1 {
			made = fmt.Sprintf("%.3g times one with log-odds made", share)
		}
		pg.text(plain, "", fmt.Sprintf("Confidence %.2f, %s of %.2f and:", a.Confidence, made, a.Explanation.Bias))
		pg.reasons(a.Explanation.Confidence)
		if r := a.Explanation.Reading; r.Read > 0 {
			pg.text(plain, "", "The reader judged "+counted(r.Read, "candidate", "candidates")+".")
		}
	}
}

func (pg *page) excerpts(a answers.Answer) {
	if !a.Answered {
		refusal := abstention(a)
		if a.Reply == "" && !a.NothingPasses {
			refusal = pg.soFar(refusal)
		}
		pg.text(plain, "", refusal)
		if len(a.Missing) > 0 && a.Languages == nil {
			pg.text(plain, "", "Not found together with the rest of the question: "+strings.Join(a.Missing, ", ")+".")
		}
		if len(a.Nearest) > 0 {
			pg.gap()
			pg.text(plain, "", "The nearest articles (not an answer):")
			pg.sources(a.Nearest)
		}
		return
	}
	for _, e := range a.Excerpts {
		pg.gap()
		pg.excerpt(e)
	}
	if len(a.Silent) > 0 {
		pg.gap()
		pg.text(plain, "", "Nothing on this was found in articles of: "+strings.Join(a.Silent, ", ")+".")
	}
	var facts []string
	if a.Independent < a.Articles {
		facts = append(facts, counted(a.Articles, "article", "articles")+", "+counted(a.Independent, "independent text", "independent texts"))
	}
	if a.Receipt != "" {
		facts = append(facts, "receipt "+a.Receipt)
	}
	if len(facts) > 0 {
		pg.gap()
		pg.text(faint, "", strings.Join(facts, " · "))
	}
}

// soFar returns what says that something is not there, unless that cannot be known
// yet.
func (pg *page) soFar(refusal string) string {
	if pg.pending != nil {
		return "Nothing was found so far."
	}
	return refusal
}

// abstention says that there is no answer, and why where that can be told.
func abstention(a answers.Answer) string {
	if a.Reply != "" {
		return a.Reply
	}
	if a.NothingPasses {
		return "No article of the library passes the filter: other days or outlets may have one."
	}
	if a.Languages == nil {
		return "The library holds no answer to that."
	}
	names := display.English.Languages()
	held := make([]string, len(a.Languages.Held))
	for i, tag := range a.Languages.Held {
		held[i] = names.Name(language.Make(tag))
	}
	return fmt.Sprintf("The library has next to nothing in %s; its articles are in %s.",
		names.Name(language.Make(a.Languages.Asked)), strings.Join(held, ", "))
}

func (pg *page) passages(r searchResult) {
	if len(r.Passages) == 0 {
		pg.text(plain, "", pg.soFar("No passage bears on that."))
	}
	for i, found := range r.Passages {
		pg.gap()
		pg.text(faint, "", fmt.Sprintf("%d. score %.2f", i+1, found.Score))
		pg.excerpt(answers.Excerpt{Text: found.Text, Start: found.Start, End: found.End, Article: found.Article, Reasons: found.Reasons})
	}
	if r.Explanation != nil {
		pg.gap()
		pg.understood(*r.Explanation)
	}
}

// article writes all of an article. Where something was cut out of its source,
// a mark says so.
func (pg *page) article(a retrieval.Article) {
	pg.source("", a.Meta)
	if len(a.Authors) > 0 {
		pg.text(faint, "", "by "+answers.Inline(strings.Join(a.Authors, ", ")))
	}
	pg.text(faint, "", fmt.Sprintf("id %s, revision %d", answers.Inline(a.ID), a.Revision))
	for _, b := range a.Blocks {
		pg.gap()
		if b.Cut {
			pg.text(faint, "", "[…]")
			pg.gap()
		}
		look := plain
		if b.Kind == text.Heading {
			look = bold
		}
		if text, ok := b.Of(a.Body); ok {
			pg.text(look, "", answers.Inline(text))
		}
	}
	if a.Partial {
		pg.gap()
		pg.text(faint, "", "[the source gave only this much]")
	}
}

// gap leaves a line empty, but for the page's first.
func (pg *page) gap() {
	if pg.Len() > 0 {
		pg.WriteByte('\n')
	}
}

// text writes a paragraph of ours in one look.
func (pg *page) text(look, indent, text string) {
	var line []word
	for _, w := range strings.Fields(text) {
		line = append(line, pg.word(piece{w, plain}))
	}
	pg.paragraph(look, indent, line)
}

// sourceIndent sets the source of an excerpt apart from it.
const sourceIndent = "    "

// excerpt writes a quotation and where it stands.
func (pg *page) excerpt(e answers.Excerpt) {
	pg.quotation(e)
	pg.source(sourceIndent, e.Article)
	for _, m := range e.AlsoCarriedBy {
		pg.text(faint, sourceIndent, "also carried by "+answers.OutletName(m)+": "+answers.Headline(answers.Beside(m))+", "+answers.LongDate(m))
	}
	pg.reasons(e.Reasons)
}

// source names an article: headline, then outlet, date and link.
func (pg *page) source(indent string, m retrieval.Meta) {
	pg.text(bold, indent, answers.Headline(m))
	facts := []string{answers.OutletName(m), answers.LongDate(m)}
	if agency := answers.Inline(m.Agency); agency != "" {
		facts = append(facts, "credits "+agency)
	}
	pg.text(faint, indent, strings.Join(facts, " · "))
	if m.URL != "" {
		pg.text(faint, indent, answers.Inline(m.URL))
	}
}

// sources lists articles that are not quoted.
func (pg *page) sources(list []retrieval.Meta) {
	for _, m := range list {
		pg.gap()
		pg.source(sourceIndent, m)
	}
}
