package bot

import (
	"context"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
)

// What several articles say on a topic is shown by pages. A page is made anew
// when it is turned to, so that it quotes what the library holds then.

// compare shows what outlets say about a topic, side by side.
func (b *Bot) compare(ctx context.Context, r *request) (message, error) {
	return b.topic(ctx, r, record.Compare)
}

// timeline shows what is told of a topic, by day.
func (b *Bot) timeline(ctx context.Context, r *request) (message, error) {
	return b.topic(ctx, r, record.Timeline)
}

// digest shows the main points of the articles on a topic, of an outlet or of
// some days.
func (b *Bot) digest(ctx context.Context, r *request) (message, error) {
	return b.topic(ctx, r, record.Summary)
}

func (b *Bot) topic(ctx context.Context, r *request, kind record.Kind) (message, error) {
	filter, _, err := r.given.filter()
	if err != nil {
		return message{}, err
	}
	in := inquiry(kind, r.given.text("topic"), filter)
	narrowed := len(filter.Outlets) > 0 || filter.Since != "" || filter.Until != ""
	switch {
	case in.Text == "" && kind != record.Summary:
		return message{}, refuse("topic_something")
	case in.Text == "" && !narrowed:
		return message{}, refuse("summary_something")
	}
	sentences := r.given.number("sentences")
	embeds, err := b.onTopic(ctx, r, in, sentences)
	if err != nil {
		return message{}, err
	}
	q := b.remember(r, in, answers.Answer{Answered: len(embeds) > 0})
	return topicPage(r.say, q, embeds, 0, sentences), nil
}

// turnTopic shows another page.
func (b *Bot) turnTopic(ctx context.Context, r *request) (message, error) {
	q, page, err := b.recallPage(ctx, r)
	if err != nil {
		return message{}, err
	}
	sentences := 0
	if len(r.args) > 2 {
		if sentences, err = strconv.Atoi(r.args[2]); err != nil {
			return message{}, errArgs
		}
	}
	embeds, err := b.onTopic(ctx, r, q.Inquiry, sentences)
	if err != nil {
		return message{}, err
	}
	return topicPage(r.say, q, embeds, page, sentences), nil
}

// onTopic asks the library and renders what it gives.
func (b *Bot) onTopic(ctx context.Context, r *request, in record.Inquiry, sentences int) ([]*discordgo.MessageEmbed, error) {
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
		return renderComparison(r.say, c), nil
	}
	if in.Kind == record.Timeline {
		l, err := lib.Timeline(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("timeline: %w", err)
		}
		return renderTimeline(r.say, l), nil
	}
	if t.Limit = min(sentences, maxSentences); t.Limit <= 0 {
		t.Limit = defaultSentences
	}
	s, err := lib.Digest(ctx, t)
	if err != nil {
		return nil, fmt.Errorf("digest: %w", err)
	}
	return renderDigest(r.say, s), nil
}

// topicPage returns one page of embeds, as many as Discord surely takes; its
// buttons remember how many sentences were asked for.
func topicPage(v voice, q record.Question, embeds []*discordgo.MessageEmbed, page, sentences int) message {
	m := message{content: v.say("nothing_found")}
	if len(embeds) > 0 {
		pages := pagesOf(embeds)
		page = min(page, len(pages)-1)
		m = message{embeds: pages[page], rows: turning(v, page, len(pages), func(page int) string {
			return joinID("turn-topic", q.ID, strconv.Itoa(page), strconv.Itoa(sentences))
		})}
	}
	return echo(v, m, q.Inquiry)
}

// embedsOnPage is how many embeds are comfortably read at a time.
const embedsOnPage = 4

// pagesOf puts embeds on pages, each page within Discord's limits.
func pagesOf(embeds []*discordgo.MessageEmbed) [][]*discordgo.MessageEmbed {
	var out [][]*discordgo.MessageEmbed
	total := 0
	for _, e := range embeds {
		last := len(out) - 1
		if total += embedSize(e); last < 0 || total > maxEmbedsTotal || len(out[last]) == embedsOnPage {
			out, total = append(out, nil), embedSize(e)
			last++
		}
		out[last] = append(out[last], e)
	}
	return out
}
