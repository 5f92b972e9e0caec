package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/text"
)

// ask answers the question of a slash command.
func (b *Bot) ask(ctx context.Context, r *request) (show.Message, error) {
	filter, asOf, err := narrowed(r.given)
	if err != nil {
		return show.Message{}, err
	}
	in := inquiry(record.Ask, r.given.Text("question"), filter)
	in.AsOf = asOf
	return b.inquire(ctx, r, in)
}

func inquiry(kind record.Kind, text string, f retrieval.Filter) record.Inquiry {
	return record.Inquiry{Kind: kind, Text: text, Outlets: f.Outlets, Since: f.Since, Until: f.Until, LoadedBy: f.LoadedBy}
}

func filterOf(q record.Inquiry) retrieval.Filter {
	return retrieval.Filter{Outlets: q.Outlets, Since: q.Since, Until: q.Until, LoadedBy: q.LoadedBy}
}

// today returns the day that "yesterday" counts from in a question as of a day;
// zero in all others.
func today(in record.Inquiry) time.Time {
	day, err := time.Parse(time.DateOnly, in.AsOf)
	if err != nil {
		return time.Time{} // not given: the option takes nothing but days
	}
	return day
}

// asks returns an inquiry as a question to a library, of which the less is read
// the more wait.
func (b *Bot) asks(r *request, in record.Inquiry, excerpts int) answers.Question {
	return answers.Question{
		Text: in.Sought(), Locale: r.locale, Filter: filterOf(in), Excerpts: excerpts, Today: today(in), MostRead: b.queue.mostRead(),
	}
}

// inquire asks the library and shows what came of it.
func (b *Bot) inquire(ctx context.Context, r *request, in record.Inquiry) (show.Message, error) {
	if in.Text == "" {
		return show.Message{}, refuse("ask_something")
	}
	lib, err := b.openWithin(ctx, r, filterOf(in))
	if err != nil {
		return show.Message{}, err
	}
	a, err := lib.Ask(ctx, b.asks(r, in, r.asked()))
	if err != nil {
		return show.Message{}, fmt.Errorf("ask: %w", err)
	}
	if a.Reading.Unread > 0 {
		b.log.Info("many questions wait: the reader judged fewer candidates", "interaction", r.id, "read", a.Reading.Read, "unread", a.Reading.Unread)
	}
	if a.Kind != manner.Question {
		return b.courtesy(ctx, r, a.Kind)
	}
	q := b.remember(r, in, a)
	m := b.withControls(answerFor(r, a), r, q, len(a.Excerpts))
	if a.Answered && r.mode() == record.Thread && r.parent == "" && !r.private && r.guild != "" {
		m.Thread = show.ClipText(answers.Inline(in.Text), show.MaxThreadName)
	}
	if r.message {
		return show.Understood(r.say, m, in), nil
	}
	return show.Echo(r.say, m, in), nil
}

// answerFor shows an answer in the form that the server has chosen.
func answerFor(r *request, a answers.Answer) show.Message {
	m := show.Answer(r.say, a)
	if m.Layout != nil {
		m.Layout.Compact = r.settings.Compact && a.Answered
	}
	return m
}

// remember keeps a question: for an hour in memory, and in the store for as long
// as the server's settings say.
func (b *Bot) remember(r *request, in record.Inquiry, a answers.Answer) record.Question {
	q := record.Question{
		ID: r.id, Guild: r.guild, Channel: r.channel, User: r.user, Asked: time.Now(), Inquiry: in,
		Answered: a.Answered, Private: r.private, Citations: cite(a.Excerpts),
	}
	b.memory.Add(q)
	if keepDays(r.settings) > 0 && (a.Answered || r.pending == nil) { // else it is no gap yet
		// The answer does not wait for the disk.
		if err := b.journal.AddQuestion(q); err != nil {
			b.log.Error("a question was not kept", "question", q.ID, "error", err)
		}
	}
	return q
}

// recall returns a question that a button speaks of, or a refusal. It must have
// been asked where the button is.
func (b *Bot) recall(ctx context.Context, r *request) (record.Question, error) {
	if len(r.args) == 0 {
		return record.Question{}, errArgs
	}
	q, ok := b.memory.Question(r.args[0], time.Now())
	if !ok {
		var err error
		q, err = b.records.Question(ctx, r.args[0])
		if errors.Is(err, record.ErrNone) {
			return q, refuse("question_forgotten")
		}
		if err != nil {
			return q, err
		}
	}
	if q.Guild != r.guild || q.Private && q.User != r.user || q.Guild == "" && q.Channel != r.channel {
		return q, refuse("question_forgotten")
	}
	return q, nil
}

// recallPage returns the question that a button belongs to, and the page that it
// turns to: its first two arguments.
func (b *Bot) recallPage(ctx context.Context, r *request) (q record.Question, page int, err error) {
	if len(r.args) < 2 {
		return q, 0, errArgs
	}
	if page, err = pageNumber(r.args[1]); err != nil {
		return q, 0, err
	}
	q, err = b.recall(ctx, r)
	return q, page, err
}

// page returns the page that a button's argument names; the first one of a
// command, which has none.
func (r *request) page() (int, error) {
	if len(r.args) == 0 {
		return 0, nil
	}
	return pageNumber(r.args[0])
}

func pageNumber(arg string) (int, error) {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 0 {
		return 0, errArgs
	}
	return n, nil
}

// cite says where excerpts stand.
func cite(excerpts []answers.Excerpt) []record.Citation {
	out := make([]record.Citation, len(excerpts))
	for i, e := range excerpts {
		c := record.Citation{
			Citation: e.Cite(), TrimmedFront: e.TrimmedFront, TrimmedEnd: e.TrimmedEnd,
		}
		for _, s := range e.Matched {
			c.Matched = append(c.Matched, [2]int{s.Start, s.End})
		}
		for _, m := range e.AlsoCarriedBy {
			c.Carriers = append(c.Carriers, m.ID)
		}
		out[i] = c
	}
	return out
}

// quote reads an excerpt anew from where it stands; retrieval.ErrNoArticle when
// that has been removed.
func quote(ctx context.Context, lib Articles, c record.Citation) (answers.Excerpt, retrieval.Article, error) {
	a, err := lib.Article(ctx, c.Article, c.Revision)
	if err != nil {
		return answers.Excerpt{}, a, err
	}
	content, ok := text.Span{Start: c.Start, End: c.End}.Of(a.Body)
	if !ok {
		return answers.Excerpt{}, a, fmt.Errorf("bytes %d to %d of article %s: %w", c.Start, c.End, c.Article, retrieval.ErrNoArticle)
	}
	e := answers.Excerpt{
		Text: content, Start: c.Start, End: c.End, Article: a.Meta, TrimmedFront: c.TrimmedFront, TrimmedEnd: c.TrimmedEnd,
	}
	for _, m := range c.Matched {
		e.Matched = append(e.Matched, text.Span{Start: m[0], End: m[1]})
	}
	for _, id := range c.Carriers {
		if other, err := lib.Article(ctx, id, 0); err == nil {
			e.AlsoCarriedBy = append(e.AlsoCarriedBy, other.Meta)
		}
	}
	return e, a, nil
}
