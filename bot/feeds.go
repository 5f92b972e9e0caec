package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/names"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// Feeds are the libraries' subscriptions to feeds: load.Feeds. Its methods are
// called from several goroutines at once.
type Feeds interface {
	// Add subscribes a library to the feed at an address, or to the one that the
	// page there names; added is false when it had subscribed before. A
	// load.RefusedError says why it cannot be.
	Add(ctx context.Context, library, address, by string) (f retrieval.Feed, added bool, err error)
	// Remove ends a subscription, or returns retrieval.ErrNoFeed.
	Remove(ctx context.Context, library, address string) error
	// List returns a library's feeds in the order in which they were added.
	List(ctx context.Context, library string) ([]retrieval.Feed, error)
}

// addFeed subscribes the server's library to a feed.
func (b *Bot) addFeed(ctx context.Context, r *request) (message, error) {
	link, ok := loadable(r.given.text("link"))
	if !ok {
		return message{}, refuse("bad_link", "Value", clipMarkdown(r.given.text("link"), maxChoice))
	}
	lib, err := b.openFor(ctx, r) // a subscription needs one
	if err != nil {
		return message{}, err
	}
	fits, err := room(ctx, r, lib)
	if err != nil {
		return message{}, err
	}
	f, added, err := b.intake.Feeds.Add(ctx, r.library, link, r.actor().String())
	if refused := (*load.RefusedError)(nil); errors.As(err, &refused) {
		return message{}, refuse("feed_refused", "Link", address(link, 3*maxChoice), "Reason", clipMarkdown(answers.Inline(r.say.reason(refused)), maxFieldValue/2))
	}
	if err != nil {
		return message{}, fmt.Errorf("subscribe to a feed: %w", err)
	}
	text := "feed_known"
	if added {
		text = "feed_added"
		b.log.Info("subscribed to a feed", "guild", r.guild, "by", r.user, "url", f.URL)
	}
	m := notice(r.say.say(text, "Feed", feedName(f)))
	if fits == 0 {
		m.content += "\n" + r.say.say("quota_room", "Count", 0)
	}
	return m, nil
}

// feedName names a feed to members.
func feedName(f retrieval.Feed) string {
	link := address(answers.Inline(f.URL), 2*maxChoice)
	if title := answers.Inline(f.Title); title != "" {
		return "**" + clipMarkdown(title, maxChoice) + "** " + link
	}
	return link
}

// removeFeed ends a subscription.
func (b *Bot) removeFeed(ctx context.Context, r *request) (message, error) {
	feeds, err := b.intake.Feeds.List(ctx, r.library)
	if err != nil {
		return message{}, fmt.Errorf("list feeds: %w", err)
	}
	given := r.given.text("feed")
	link, _ := loadable(given)
	for _, f := range feeds {
		if f.URL != given && f.URL != link && choiceHash(f.URL) != given {
			continue
		}
		if err := b.intake.Feeds.Remove(ctx, r.library, f.URL); err != nil && !errors.Is(err, retrieval.ErrNoFeed) {
			return message{}, fmt.Errorf("remove a feed: %w", err)
		}
		b.log.Info("unsubscribed from a feed", "guild", r.guild, "by", r.user, "url", f.URL)
		return notice(r.say.say("feed_removed", "Feed", feedName(f))), nil
	}
	return message{}, refuse("no_feed")
}

// feedsOnPage is how many feeds are shown at a time.
const feedsOnPage = 7

// listFeeds shows the feeds and how their polling goes; a button's argument is
// the page.
func (b *Bot) listFeeds(ctx context.Context, r *request) (message, error) {
	page, err := r.page()
	if err != nil {
		return message{}, err
	}
	feeds, err := b.intake.Feeds.List(ctx, r.library)
	if err != nil {
		return message{}, fmt.Errorf("list feeds: %w", err)
	}
	if len(feeds) == 0 {
		return notice(r.say.say("no_feeds")), nil
	}
	m := renderFeeds(r.say, feeds, page)
	m.private = r.private
	return m, nil
}

func renderFeeds(v voice, feeds []retrieval.Feed, page int) message {
	pages := (len(feeds) + feedsOnPage - 1) / feedsOnPage
	page = min(page, pages-1)
	embed := &discordgo.MessageEmbed{Title: v.say("feeds_title"), Color: colourQuoted, Footer: &discordgo.MessageEmbedFooter{Text: v.say("feeds", "Count", len(feeds))}}
	var lines []string
	for _, f := range feeds[page*feedsOnPage : min((page+1)*feedsOnPage, len(feeds))] {
		lines = append(lines, feedName(f)+"\n"+feedState(v, f))
	}
	fill(embed, lines, "\n")
	return message{
		embeds: []*discordgo.MessageEmbed{embed},
		rows:   turning(v, page, pages, func(page int) string { return joinID("turn-feeds", strconv.Itoa(page)) }),
	}
}

// feedState says how a feed's polling goes: since when it fails, and why.
func feedState(v voice, f retrieval.Feed) string {
	switch {
	case f.Failures > 0:
		return "⚠ " + v.say("feed_failing", "Since", timestamp(f.FailingSince), "Next", timestamp(f.Next),
			"Reason", clipMarkdown(answers.Inline(f.Failure), 3*maxChoice/2))
	case f.Polled.IsZero():
		return v.say("feed_new")
	}
	return v.say("feed_polled", "When", timestamp(f.Polled), "Next", timestamp(f.Next))
}

// feedChoices returns the feeds to suggest for what was typed.
func (b *Bot) feedChoices(ctx context.Context, r *request, typed string) ([]*discordgo.ApplicationCommandOptionChoice, error) {
	feeds, err := b.intake.Feeds.List(ctx, r.library)
	if err != nil {
		return nil, fmt.Errorf("list feeds: %w", err)
	}
	all := make([]string, len(feeds))
	for i, f := range feeds {
		all[i] = answers.Inline(f.Title) + "\n" + f.URL
	}
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, i := range names.New(all).Find(typed) {
		f := feeds[i]
		name := f.URL
		if title := answers.Inline(f.Title); title != "" {
			name = clip(title, maxChoice/2) + " · " + f.URL
		}
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: clip(name, maxChoice), Value: choiceValue(f.URL)})
	}
	return choices, nil
}
