// Package posts says what nobody has asked for, where a server's moderators have
// set that up: new articles of feeds, digests, and that a feed fails.
//
// It looks for what is due from time to time and posts it: quotations to the
// letter, read from the store when they are posted, and no ping but of the role
// that was set. Where the bot may not write, by its permissions or by the
// server's settings, what is to be posted waits, an article for a day at most.
// Nothing is posted twice in a channel: a copy of what was posted is named there.
package posts

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// Host is the bot, as far as posting needs it.
type Host interface {
	// Serves reports whether the bot says anything in a server.
	Serves(guild string) bool
	// Settings returns what a server's admins have set, and the voice in which it
	// is spoken to.
	Settings(ctx context.Context, guild string) (record.Settings, show.Voice, error)
	// LibraryOf names the library of a server.
	LibraryOf(guild string) (string, error)
	// Library opens the library of that name for a server.
	Library(ctx context.Context, name, guild string) (Library, error)
	// Guard carries a task out, and goes on though it panics.
	Guard(name string, task func())
	// Now is the time.
	Now() time.Time
}

// Library is what is read of a library.
type Library interface {
	// News returns the articles whose text came after a change, and the last
	// change, up to which all is known of who shares text.
	News(ctx context.Context, after int64) (retrieval.News, error)
	// Article returns an article in a revision, 0 for the newest, or
	// retrieval.ErrNoArticle.
	Article(ctx context.Context, id string, revision int) (retrieval.Article, error)
	// Lineage tells which articles share text with one, or returns
	// retrieval.ErrNoArticle.
	Lineage(ctx context.Context, id string) (retrieval.Lineage, error)
	// Summarize returns at most n sentences of an article, verified, or
	// retrieval.ErrNoArticle.
	Summarize(ctx context.Context, articleID string, n int) (answers.Summary, error)
	// Digest returns the main points of the articles on a topic, or of the newest
	// within its filter, verified.
	Digest(ctx context.Context, t answers.Topic) (answers.Summary, error)
}

// Poster posts what is due. It may be used from several goroutines at once.
type Poster struct {
	log     *slog.Logger
	host    Host
	records *record.Store
	rest    *discord.Client

	// rests are what went wrong, by its name.
	rests *Rests[string]
}

// New returns a poster.
func New(log *slog.Logger, host Host, records *record.Store, rest *discord.Client) *Poster {
	return &Poster{log: log, host: host, records: records, rest: rest, rests: NewRests[string]()}
}

// Round posts what is due. It begins nothing more when ctx ends; what it is at
// then, it finishes within work.
func (p *Poster) Round(ctx, work context.Context) {
	p.articles(ctx, work)
	p.alerts(ctx, work)
	p.digests(ctx, work)
}

// duty is something that is posted to a server when it is due.
type duty struct {
	name, guild string
	log         *slog.Logger
	post        func(ctx context.Context) error
	// end ends it for good, once its channel is gone; nil where a setting does.
	end func(ctx context.Context) error
}

// do sees to a duty within work, unless ctx has ended or it rests.
func (p *Poster) do(ctx, work context.Context, d duty) {
	if ctx.Err() != nil || !p.host.Serves(d.guild) || p.resting(d.name) {
		return
	}
	p.host.Guard("see to "+d.name, func() {
		log := d.log.With("guild", d.guild, "duty", d.name)
		err := d.post(work)
		switch {
		case gone(err) && d.end != nil:
			log.Info("ended what was posted to a channel that is gone")
			p.note(d.name, nil)
			if err := d.end(work); err != nil {
				log.Error("what was posted to a channel that is gone has not ended", "error", err)
			}
		case p.note(d.name, err):
			log.Warn("what is due is not posted", "error", err)
		}
	})
}

// pause is how long something is left alone after it went wrong.
const pause = 10 * time.Minute

func (p *Poster) resting(name string) bool { return p.rests.Resting(name, p.host.Now()) }

// note notes how it went, and reports whether that is to be logged: an error is,
// but that something may not be posted only once.
func (p *Poster) note(name string, err error) (tell bool) {
	if err == nil {
		p.rests.Forget(name)
		return false
	}
	mute := errors.Is(err, ErrMute)
	anew := p.rests.Rest(name, p.host.Now().Add(pause), mute)
	return anew || !mute
}

// place is a channel at the moment of posting.
type place struct {
	discord.Channel
}

// isForum reports whether what is posted is a thread of its own.
func (c place) isForum() bool {
	return c.Type == discordgo.ChannelTypeGuildForum || c.Type == discordgo.ChannelTypeGuildMedia
}

// open looks up a channel, and whether the server's settings let the bot post
// there: in a thread they are those of its channel.
func (p *Poster) open(ctx context.Context, set record.Settings, channel string) (place, error) {
	c, err := p.rest.Channel(ctx, channel)
	if discord.Status(err) == http.StatusForbidden {
		return place{}, fmt.Errorf("%w: %w", ErrMute, err)
	}
	if err != nil {
		return place{}, err
	}
	if mode := set.ModeOf(channel, c.Parent()); mode == record.Off || mode == record.Private {
		return place{}, ErrMute
	}
	c.ID = channel
	return place{c}, nil
}

// send posts a message as the bot may, as a thread with that title in a forum, and
// returns where it is.
func (p *Poster) send(ctx context.Context, c place, v show.Voice, title, nonce string, m posting) (channel, message string, err error) {
	err = AsMay(func(plain bool) (err error) {
		form := m
		if plain {
			form = m.plain(v)
		}
		if c.isForum() {
			message, err = p.rest.StartPost(ctx, c.ID, title, form.send())
			channel = message
			return err
		}
		message, err = p.rest.Send(ctx, c.ID, nonce, form.send())
		channel = c.ID
		return err
	})
	return channel, message, err
}

// posting is a message that may ping roles.
type posting struct {
	show.Message
	roles []string
}

// plain returns a posting as text alone; below a template's text there is nothing
// but a picture.
func (m posting) plain(v show.Voice) posting {
	if m.Content != "" {
		m.Embeds = nil
		return m
	}
	m.Message = m.Plain(v)
	return m
}

func (m posting) send() discordgo.MessageSend {
	out := m.Post()
	out.AllowedMentions.Roles = m.roles
	return out
}
