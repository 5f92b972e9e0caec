package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// How many passages are shown at a time, and how many can be paged through.
const (
	passagesOnPage = 3
	maxPassages    = 30
)

// search shows the passages that rank best for a query.
func (b *Bot) search(ctx context.Context, r *request) (show.Message, error) {
	filter, _, err := narrowed(r.given)
	if err != nil {
		return show.Message{}, err
	}
	in := inquiry(record.Search, r.given.Text("query"), filter)
	if in.Text == "" {
		return show.Message{}, refuse("search_something")
	}
	res, err := b.passages(ctx, r, in)
	if err != nil {
		return show.Message{}, err
	}
	q := b.remember(r, in, answers.Answer{Answered: len(res.Hits) > 0})
	return show.Echo(r.say, b.passagePage(r, q, res, 0), in), nil
}

// turnSearch shows another page of what a search found.
func (b *Bot) turnSearch(ctx context.Context, r *request) (show.Message, error) {
	q, page, err := b.recallPage(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	res, err := b.passages(ctx, r, q.Inquiry)
	if err != nil {
		return show.Message{}, err
	}
	return show.Echo(r.say, b.passagePage(r, q, res, page), q.Inquiry), nil
}

func (b *Bot) passages(ctx context.Context, r *request, in record.Inquiry) (retrieval.Result, error) {
	lib, err := b.openWithin(ctx, r, filterOf(in))
	if err != nil {
		return retrieval.Result{}, err
	}
	said := answers.Said(in.Text, b.names())
	res, err := lib.Search(ctx, retrieval.Query{
		Text: cmp.Or(said.Question, in.Text), Filter: filterOf(in), Limit: maxPassages, Locale: r.locale, Newest: said.Recent,
	})
	if err != nil {
		return retrieval.Result{}, fmt.Errorf("search: %w", err)
	}
	return res, nil
}

func (b *Bot) passagePage(r *request, q record.Question, res retrieval.Result, page int) show.Message {
	if len(res.Hits) == 0 {
		return show.Message{Content: r.say.Say("nothing_found")}
	}
	pages := (len(res.Hits) + passagesOnPage - 1) / passagesOnPage
	page = min(page, pages-1)
	from := page * passagesOnPage
	excerpts := make([]answers.Excerpt, 0, passagesOnPage)
	for _, h := range res.Hits[from:min(from+passagesOnPage, len(res.Hits))] {
		excerpts = append(excerpts, b.passage(h, res.Terms))
	}
	m := show.Message{}.With(r.say, show.ByArticle(r.say, excerpts), "passages_left")
	m.Rows = turning(r.say, page, pages, turnID("turn-search", q.ID))
	return m
}

// passage returns a passage as what is quoted, with the words that were looked
// for.
func (b *Bot) passage(h retrieval.Hit, terms []retrieval.QueryTerm) answers.Excerpt {
	e := answers.Excerpt{Text: h.Text, Start: h.Start, End: h.End, Article: h.Article.Meta}
	for _, t := range b.analyzer.Tokens(h.Text, h.Language()) {
		if slices.ContainsFunc(terms, func(q retrieval.QueryTerm) bool { return q.Term == t.Term && !q.Stop }) {
			t.Start, t.End = h.Start+t.Start, h.Start+t.End
			e.Matched = t.Mark(e.Matched)
		}
	}
	return e
}

// find shows the excerpts that bear on a message: on all of it, or else on its
// longest sentences.
func (b *Bot) find(ctx context.Context, r *request) (show.Message, error) {
	whole := answers.Inline(r.target.Text())
	if whole == "" {
		return show.Message{}, refuse("no_text")
	}
	lib, err := b.openWithin(ctx, r, retrieval.Filter{})
	if err != nil {
		return show.Message{}, err
	}
	held, err := linked(ctx, r.say, lib, links(whole))
	if err != nil {
		return show.Message{}, err
	}
	text := answers.Inline(linkForm.ReplaceAllString(whole, " "))
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		return show.Message{Content: cmp.Or(strings.Join(held, "\n"), r.say.Say("link_not_held"))}, nil
	}
	in := record.Inquiry{Kind: record.Find, Text: show.ClipText(text, command.MaxQuestion)}
	var found answers.Answer
	matter := false
	for _, part := range parts(text) {
		a, err := lib.Ask(ctx, b.asks(r, record.Inquiry{Text: part}, r.asked()))
		if err != nil {
			return show.Message{}, fmt.Errorf("find what bears on a message: %w", err)
		}
		matter = matter || a.Kind == manner.Question
		found = join(found, a, b.excerptsOf(r))
	}
	if !matter {
		return show.Message{Content: cmp.Or(strings.Join(held, "\n"), r.say.Say("no_answer"))}, nil
	}
	q := b.remember(r, in, found)
	m := b.withControls(answerFor(r, found), r, q, len(found.Excerpts))
	m.Content = strings.TrimSpace(strings.Join(held, "\n") + "\n" + m.Content)
	return show.Echo(r.say, m, in), nil
}

// linked says which articles of the library the first links of a message lead to,
// each once.
func linked(ctx context.Context, v show.Voice, lib Names, links []string) ([]string, error) {
	var out []string
	known := map[string]bool{}
	for _, link := range links[:min(len(links), maxParts)] {
		a, err := lib.AtURL(ctx, link)
		switch {
		case errors.Is(err, retrieval.ErrNoArticle), err == nil && known[a.ID]:
			continue
		case err != nil:
			return nil, err
		}
		known[a.ID] = true
		out = append(out, v.Say("link_held", "Article", show.ClipMarkdown(choiceName(v, a), 2*show.MaxChoice)))
	}
	return out, nil
}

// maxParts bounds how many sentences and links of a message are looked for.
const maxParts = 4

// parts returns the texts to look a message up by: the whole and, when it is
// several sentences, the longest of them.
func parts(content string) []string {
	content = show.ClipText(content, 2*command.MaxQuestion)
	sentences := text.Sentences(content, text.Span{End: len(content)})
	if len(sentences) < 2 {
		return []string{content}
	}
	slices.SortStableFunc(sentences, func(a, b text.Span) int { return cmp.Compare(b.Len(), a.Len()) })
	out := []string{content}
	for _, s := range sentences[:min(len(sentences), maxParts)] {
		out = append(out, content[s.Start:s.End])
	}
	return out
}

// join adds the excerpts of another answer that a first one does not have.
func join(a, b answers.Answer, limit int) answers.Answer {
	a.Answered = a.Answered || b.Answered
	for _, e := range b.Excerpts {
		known := slices.ContainsFunc(a.Excerpts, func(o answers.Excerpt) bool {
			return o.Article.ID == e.Article.ID && o.Start < e.End && e.Start < o.End
		})
		if !known && len(a.Excerpts) < limit {
			a.Excerpts = append(a.Excerpts, e)
		}
	}
	if a.Nearest == nil {
		a.Nearest = b.Nearest
	}
	return a
}
