package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/names"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
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
func (b *Bot) addFeed(ctx context.Context, r *request) (show.Message, error) {
	link, ok := loadable(r.given.Text("link"))
	if !ok {
		return show.Message{}, refuse("bad_link", "Value", show.ClipMarkdown(r.given.Text("link"), show.MaxChoice))
	}
	post, err := r.postTo()
	if err != nil {
		return show.Message{}, err
	}
	lib, err := b.openFor(ctx, r) // a subscription needs one
	if err != nil {
		return show.Message{}, err
	}
	fits, err := room(ctx, r, lib)
	if err != nil {
		return show.Message{}, err
	}
	f, added, err := b.intake.Feeds.Add(ctx, r.library, link, r.actor().String())
	if refused := (*load.RefusedError)(nil); errors.As(err, &refused) {
		return show.Message{}, refuse("feed_refused", "Link", show.Address(link, 3*show.MaxChoice), "Reason", show.ClipMarkdown(answers.Inline(r.say.Reason(refused)), show.MaxFieldValue/2))
	}
	if err != nil {
		return show.Message{}, fmt.Errorf("subscribe to a feed: %w", err)
	}
	text := "feed_known"
	if added {
		text = "feed_added"
		b.log.Info("subscribed to a feed", "guild", r.guild, "by", r.user, "url", f.URL)
		if err := b.records.Note(ctx, r.library, r.actor(), record.DeedSubscribe, f.URL); err != nil {
			return show.Message{}, err
		}
	}
	m := show.Notice(r.say.Say(text, "Feed", posts.FeedName(f.URL, f.Title)))
	if post != nil {
		if m.Content, err = b.setPost(ctx, r, f, *post); err != nil {
			return show.Message{}, err
		}
	}
	if fits == 0 {
		m.Content += "\n" + r.say.Say("quota_room", "Count", 0)
	}
	return m, nil
}

// removeFeed ends a subscription, or posting it to a channel.
func (b *Bot) removeFeed(ctx context.Context, r *request) (show.Message, error) {
	f, err := b.namedFeed(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	channel := r.given.Text("channel")
	n, err := b.records.RemovePosts(ctx, r.actor(), r.library, r.guild, f.URL, channel)
	switch {
	case err != nil:
		return show.Message{}, err
	case channel != "" && n == 0:
		return show.Message{}, refuse("no_post", "Channel", channel)
	case channel != "":
		return show.Notice(r.say.Say("post_removed", "Feed", posts.FeedName(f.URL, f.Title), "Channel", channel)), nil
	}
	if err := b.intake.Feeds.Remove(ctx, r.library, f.URL); err != nil && !errors.Is(err, retrieval.ErrNoFeed) {
		return show.Message{}, fmt.Errorf("remove a feed: %w", err)
	}
	b.log.Info("unsubscribed from a feed", "guild", r.guild, "by", r.user, "url", f.URL)
	return show.Notice(r.say.Say("feed_removed", "Feed", posts.FeedName(f.URL, f.Title))), b.records.Note(ctx, r.library, r.actor(), record.DeedUnsubscribe, f.URL)
}

// namedFeed returns the feed that the option names.
func (b *Bot) namedFeed(ctx context.Context, r *request) (retrieval.Feed, error) {
	feeds, err := b.intake.Feeds.List(ctx, r.library)
	if err != nil {
		return retrieval.Feed{}, fmt.Errorf("list feeds: %w", err)
	}
	given := r.given.Text("feed")
	link, _ := loadable(given)
	for _, f := range feeds {
		if f.URL == given || f.URL == link || choiceHash(f.URL) == given {
			return f, nil
		}
	}
	return retrieval.Feed{}, refuse("no_feed")
}

// feedsOnPage is how many feeds are shown at a time, at most.
const feedsOnPage = 7

// listFeeds shows the feeds and how their polling goes; a button's argument is
// the page.
func (b *Bot) listFeeds(ctx context.Context, r *request) (show.Message, error) {
	page, err := r.page()
	if err != nil {
		return show.Message{}, err
	}
	feeds, err := b.intake.Feeds.List(ctx, r.library)
	if err != nil {
		return show.Message{}, fmt.Errorf("list feeds: %w", err)
	}
	if len(feeds) == 0 {
		return show.Notice(r.say.Say("no_feeds")), nil
	}
	kept, err := b.records.Posts(ctx, r.library, r.guild)
	if err != nil {
		return show.Message{}, err
	}
	m := renderFeeds(r.say, feeds, page, func(f retrieval.Feed) string { return b.postsLine(r.say, kept, f) })
	m.Private = r.private
	return m, nil
}

// renderFeeds shows a page of feeds; posted tells where each is posted.
func renderFeeds(v show.Voice, feeds []retrieval.Feed, page int, posted func(retrieval.Feed) string) show.Message {
	pages := feedPages(v, feeds, posted)
	page = min(page, len(pages)-1)
	embed := &discordgo.MessageEmbed{Title: v.Say("feeds_title"), Color: show.ColourQuoted, Footer: &discordgo.MessageEmbedFooter{Text: v.Say("feeds", "Count", len(feeds))}}
	show.Fill(embed, pages[page], "\n")
	return show.Message{
		Embeds: []*discordgo.MessageEmbed{embed},
		Rows:   turning(v, page, len(pages), func(page int) string { return show.JoinID("turn-feeds", strconv.Itoa(page)) }),
	}
}

// feedPages puts feeds on pages, as many as Discord lets an embed have.
func feedPages(v show.Voice, feeds []retrieval.Feed, posted func(retrieval.Feed) string) [][]string {
	var pages [][]string
	size := 0
	for _, f := range feeds {
		line := posts.FeedName(f.URL, f.Title) + "\n" + feedState(v, f) + posted(f)
		last := len(pages) - 1
		if size += show.Size(line) + 1; last < 0 || len(pages[last]) == feedsOnPage || size > show.MaxDescription {
			pages, size = append(pages, nil), show.Size(line)
			last++
		}
		pages[last] = append(pages[last], line)
	}
	return pages
}

// feedState says how a feed's polling goes: since when it fails, and why.
func feedState(v show.Voice, f retrieval.Feed) string {
	switch {
	case f.Failures > 0:
		return "⚠ " + v.Say("feed_failing", "Since", timestamp(f.FailingSince), "Next", timestamp(f.Next),
			"Reason", show.ClipMarkdown(answers.Inline(f.Failure), 3*show.MaxChoice/2))
	case f.Polled.IsZero():
		return v.Say("feed_new")
	}
	return v.Say("feed_polled", "When", timestamp(f.Polled), "Next", timestamp(f.Next))
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
			name = show.Clip(title, show.MaxChoice/2) + " · " + f.URL
		}
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: show.Clip(name, show.MaxChoice), Value: choiceValue(f.URL)})
	}
	return choices, nil
}
