package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
)

// What several articles say on a topic is shown by pages. A page is made anew
// when it is turned to, so that it quotes what the library holds then.

// compare shows what outlets say about a topic, side by side.
func (b *Bot) compare(ctx context.Context, r *request) (show.Message, error) {
	return b.topic(ctx, r, record.Compare)
}

// timeline shows what is told of a topic, by day.
func (b *Bot) timeline(ctx context.Context, r *request) (show.Message, error) {
	return b.topic(ctx, r, record.Timeline)
}

// digest shows the main points of the articles on a topic, of an outlet or of
// some days.
func (b *Bot) digest(ctx context.Context, r *request) (show.Message, error) {
	return b.topic(ctx, r, record.Summary)
}

func (b *Bot) topic(ctx context.Context, r *request, kind record.Kind) (show.Message, error) {
	filter, _, err := narrowed(r.given)
	if err != nil {
		return show.Message{}, err
	}
	in := inquiry(kind, r.given.Text("topic"), filter)
	narrowed := len(filter.Outlets) > 0 || filter.Since != "" || filter.Until != ""
	switch {
	case in.Text == "" && kind != record.Summary:
		return show.Message{}, refuse("topic_something")
	case in.Text == "" && !narrowed:
		return show.Message{}, refuse("summary_something")
	}
	sentences := r.given.Number("sentences")
	pages, err := b.onTopic(ctx, r, in, sentences)
	if err != nil {
		return show.Message{}, err
	}
	q := b.remember(r, in, answers.Answer{Answered: len(pages) > 0})
	return topicPage(r.say, q, pages, 0, sentences), nil
}

// turnTopic shows another page.
func (b *Bot) turnTopic(ctx context.Context, r *request) (show.Message, error) {
	q, page, err := b.recallPage(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	sentences := 0
	if len(r.args) > 2 {
		if sentences, err = strconv.Atoi(r.args[2]); err != nil {
			return show.Message{}, errArgs
		}
	}
	pages, err := b.onTopic(ctx, r, q.Inquiry, sentences)
	if err != nil {
		return show.Message{}, err
	}
	return topicPage(r.say, q, pages, page, sentences), nil
}

// onTopic asks the library and renders what it gives, by pages.
func (b *Bot) onTopic(ctx context.Context, r *request, in record.Inquiry, sentences int) ([][]*discordgo.MessageEmbed, error) {
	lib, err := b.openWithin(ctx, r, filterOf(in))
	if err != nil {
		return nil, err
	}
	t := answers.Topic{Text: in.Text, Filter: filterOf(in)}
	if in.Kind == record.Compare {
		c, err := lib.Compare(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("compare: %w", err)
		}
		return show.Comparison(r.say, c), nil
	}
	if in.Kind == record.Timeline {
		l, err := lib.Timeline(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("timeline: %w", err)
		}
		return show.Pages(show.Timeline(r.say, l)), nil
	}
	if t.Limit = min(sentences, command.MaxSentences); t.Limit <= 0 {
		t.Limit = defaultSentences
	}
	s, err := lib.Digest(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	return show.Pages(show.Digest(r.say, s)), nil
}

// topicPage returns one of the pages; its buttons remember how many sentences
// were asked for.
func topicPage(v show.Voice, q record.Question, pages [][]*discordgo.MessageEmbed, page, sentences int) show.Message {
	m := show.Message{Content: v.Say("nothing_found")}
	if len(pages) > 0 {
		page = min(page, len(pages)-1)
		m = show.Message{Rows: turning(v, page, len(pages), func(page int) string {
			return show.JoinID("turn-topic", q.ID, strconv.Itoa(page), strconv.Itoa(sentences))
		})}.With(v, pages[page], "embeds_left")
	}
	return show.Echo(v, m, q.Inquiry)
}
