package posts

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/bot/show"
)

// alerts tells moderators of feeds that have begun to fail, and of those that are
// well again, where admins have set a channel for that.
func (p *Poster) alerts(ctx, work context.Context) {
	guilds, err := p.records.Alerted(work)
	if err != nil {
		p.log.Error("who is told of feeds that fail cannot be listed", "error", err)
	}
	for _, guild := range guilds {
		p.do(ctx, work, duty{
			name: "alerts of " + guild, guild: guild, log: p.log,
			post: func(ctx context.Context) error { return p.alert(ctx, guild) },
		})
	}
}

func (p *Poster) alert(ctx context.Context, guild string) error {
	set, say, err := p.host.Settings(ctx, guild)
	if err != nil {
		return err
	}
	library, err := p.host.LibraryOf(guild)
	if err != nil {
		return err
	}
	due, err := p.records.Alerts(ctx, library, guild)
	if err != nil {
		return err
	}
	for _, a := range due {
		m := posting{Message: show.Message{Content: alertText(say, a)}}
		nonce := fmt.Sprintf("f%s-%s-%t", strconv.FormatInt(a.Feed, 36), strconv.FormatInt(a.Since.Unix(), 36), a.Failing)
		_, err := p.rest.Send(ctx, set.Alerts, nonce, m.send())
		if gone(err) || barred(err) {
			err = fmt.Errorf("%w: %w", ErrMute, err)
		}
		if err != nil {
			return err
		}
		if err := p.records.Alert(ctx, guild, a); err != nil {
			return err
		}
	}
	return nil
}

func alertText(v show.Voice, a record.Alert) string {
	feed := FeedName(a.URL, a.Title)
	if !a.Failing {
		return "✅ " + v.Say("alert_well", "Feed", feed)
	}
	return "⚠ " + v.Say("alert_failing", "Feed", feed) + "\n" + v.Say("feed_failing", "Since", timestamp(a.Since), "Next", timestamp(a.Next),
		"Reason", show.ClipMarkdown(answers.Inline(a.Failure), 3*show.MaxChoice))
}

// timestamp returns a moment as Discord shows it to each member.
func timestamp(t time.Time) string { return fmt.Sprintf("<t:%d:R>", t.Unix()) }

// FeedName names a feed to members.
func FeedName(url, title string) string {
	link := show.Address(answers.Inline(url), 2*show.MaxChoice)
	if title = answers.Inline(title); title != "" {
		return "**" + show.ClipMarkdown(title, show.MaxChoice) + "** " + link
	}
	return link
}
