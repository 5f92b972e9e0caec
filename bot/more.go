package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// maxMore is the most excerpts that can be paged through after an answer.
const maxMore = 25

// asked returns how many excerpts the library is asked for, 0 for as many as the
// operator has set.
func (r *request) asked() int {
	if r.settings.Compact {
		return 1
	}
	return r.settings.Excerpts
}

// excerptsOf returns how many excerpts an answer has.
func (b *Bot) excerptsOf(r *request) int { return cmp.Or(r.asked(), b.cfg.Excerpts) }

// more shows the excerpts that an answer had no room for, by pages.
func (b *Bot) more(ctx context.Context, r *request) (show.Message, error) {
	q, page, err := b.recallPage(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	rest, err := b.further(ctx, r, q)
	if err != nil {
		return show.Message{}, err
	}
	if len(rest) == 0 {
		return show.Message{}, refuse("no_more_excerpts")
	}
	each := excerptsOnPage
	if !r.settings.Compact {
		each = min(b.excerptsOf(r), each)
	}
	pages := (len(rest) + each - 1) / each
	page = min(page, pages-1)
	from := page * each
	shown := rest[from:min(from+each, len(rest))]
	m := show.Message{}.With(r.say, show.ByArticle(r.say, shown), "excerpts_left")
	m.Rows = [][]show.Button{{{Label: r.say.Say("button_context"), ID: turnID("context", q.ID)(len(q.Citations) + from)}}}
	m.Rows = append(m.Rows, turning(r.say, page, pages, turnID("turn-more", q.ID))...)
	return m, nil
}

// excerptsOnPage is how many excerpts surely fit into a message.
const excerptsOnPage = 3

// further returns the excerpts that bear on a question, without those that its
// answer quoted.
func (b *Bot) further(ctx context.Context, r *request, q record.Question) ([]answers.Excerpt, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return nil, err
	}
	a, err := lib.Ask(ctx, b.asks(r, q.Inquiry, len(q.Citations)+maxMore))
	if err != nil {
		return nil, fmt.Errorf("ask for more: %w", err)
	}
	return slices.DeleteFunc(a.Excerpts, func(e answers.Excerpt) bool {
		return slices.ContainsFunc(q.Citations, func(c record.Citation) bool {
			return c.Article == e.Article.ID && c.Start < e.End && e.Start < c.End
		})
	}), nil
}

// context shows the paragraphs around a quotation, a page for each.
func (b *Bot) context(ctx context.Context, r *request) (show.Message, error) {
	q, n, err := b.recallPage(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	citations := q.Citations
	if n >= len(citations) {
		rest, err := b.further(ctx, r, q)
		if err != nil {
			return show.Message{}, err
		}
		citations = slices.Concat(citations, cite(rest))
	}
	if len(citations) == 0 {
		return show.Message{}, refuse("no_more_excerpts")
	}
	n = min(n, len(citations)-1)
	e, article, err := quote(ctx, lib, citations[n])
	var m show.Message
	switch {
	case errors.Is(err, retrieval.ErrNoArticle):
		m = show.Notice(r.say.Say("article_removed"))
	case err != nil:
		return m, fmt.Errorf("context: %w", err)
	default:
		m = show.Context(r.say, e, article)
	}
	m.Rows = turning(r.say, n, len(citations), turnID("turn-context", q.ID))
	return m, nil
}

// share shows to all what was answered to one member.
func (b *Bot) share(ctx context.Context, r *request) (show.Message, error) {
	q, err := b.recall(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	if !r.mayShare() {
		return show.Message{}, refuse("may_not_share")
	}
	if !q.Private {
		return show.Message{}, refuse("shared_already")
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	var excerpts []answers.Excerpt
	for _, c := range q.Citations {
		e, _, err := quote(ctx, lib, c)
		if errors.Is(err, retrieval.ErrNoArticle) {
			continue
		}
		if err != nil {
			return show.Message{}, fmt.Errorf("share: %w", err)
		}
		excerpts = append(excerpts, e)
	}
	if len(excerpts) == 0 {
		return show.Message{}, refuse("article_removed")
	}
	if !b.shared.First(q.ID) { // meanwhile
		return show.Message{}, refuse("shared_already")
	}
	q.Private = false
	b.memory.Add(q)
	b.journal.Share(q.ID)
	public := *r
	public.private = false
	m := b.withControls(answerFor(r, answers.Answer{Answered: true, Excerpts: excerpts}), &public, q, len(excerpts))
	m = show.Echo(r.say, m, q.Inquiry)
	m.Head += "\n" + r.say.Say("shared_by", "Member", "<@"+r.user+">")
	return m, nil
}
