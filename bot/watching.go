package bot

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
)

// watch asks the standing questions whose libraries have changed, whoever
// changed them, until ctx ends; what it is at then, it finishes within work.
func (b *Bot) watch(ctx, work context.Context) {
	every(ctx, b.timing.watch, func(now time.Time) {
		due, err := b.records.DueWatches(work)
		if err != nil {
			b.log.Error("standing questions cannot be listed", "error", err)
		}
		for _, w := range due {
			if ctx.Err() == nil && b.serves(w.Guild) && !b.watching.Resting(w.Num, now) {
				b.guard("ask a standing question", func() { b.askAgain(work, w, now) })
			}
		}
	})
}

// watchPause is how long a standing question rests after it had news; what comes
// meanwhile is told together.
const watchPause = 10 * time.Minute

// askAgain asks a standing question and tells its channel of new evidence. What
// may not be told there waits: it is asked again from the same change on.
func (b *Bot) askAgain(ctx context.Context, w record.Watch, now time.Time) {
	log := b.log.With("guild", w.Guild, "channel", w.Channel, "watch", w.Num)
	until := now.Add(b.timing.watchPause)
	found, err := b.newsOn(ctx, w)
	if err == nil && len(found.excerpts) > 0 {
		err = b.tellNews(ctx, w, found)
	}
	switch {
	case errors.Is(err, posts.ErrMute):
		if b.watching.Rest(w.Num, until, true) {
			log.Warn("a standing question may not be answered in its channel", "error", err)
		}
		return
	case discord.Code(err) == discordgo.ErrCodeUnknownChannel, errors.Is(err, errLeft):
		log.Info("ended a standing question, whose channel or member is gone")
		b.watching.Forget(w.Num)
		err = b.records.RemoveWatch(ctx, w.Library, w.Guild, w.Num)
	case err == nil && len(found.excerpts) == 0:
		b.watching.Forget(w.Num)
		err = b.records.Watched(ctx, w.Num, found.seq)
	case err == nil:
		b.watching.Rest(w.Num, until, false)
		err = b.records.Watched(ctx, w.Num, found.seq)
	}
	if err != nil {
		b.watching.Rest(w.Num, until, false)
		log.Error("a standing question was not asked", "error", err)
	}
}

// news is what is new on a standing question.
type news struct {
	say      show.Voice
	mode     record.Mode // of its channel
	excerpts []answers.Excerpt
	seq      int64 // the library's last change
	// noPictures says that the server does not want the pictures of articles.
	noPictures bool
}

// newsOn looks for new evidence on a standing question.
func (b *Bot) newsOn(ctx context.Context, w record.Watch) (news, error) {
	set, err := b.settings.of(ctx, w.Guild)
	if err != nil {
		return news{}, err
	}
	r := &request{guild: w.Guild, channel: w.Channel, library: w.Library, settings: set}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return news{}, err
	}
	n := news{say: b.voices.In(set.Language), noPictures: set.NoPictures}
	n.excerpts, n.seq, err = lib.NewEvidence(ctx, answers.Question{Text: w.Text, Filter: filterOf(w.Inquiry)}, w.Seq)
	if err != nil || len(n.excerpts) == 0 {
		return n, err
	}
	if w.Tell != record.InChannel {
		if here, err := b.rest.IsMember(ctx, w.Guild, w.User); err != nil || !here {
			return n, cmp.Or(err, errLeft)
		}
	}
	if w.Tell == record.Directly {
		return n, nil
	}
	err = b.findParent(ctx, r)
	if discord.Status(err) == http.StatusForbidden {
		err = fmt.Errorf("%w: %w", posts.ErrMute, err)
	}
	if n.mode = r.mode(); w.Tell == record.ByMention && err == nil {
		err = b.stillMay(ctx, w)
	}
	return n, err
}

// stillMay returns posts.ErrMute where a member has the bot write and may not do so
// themselves any more. Where Discord does not say, it is as it was.
func (b *Bot) stillMay(ctx context.Context, w record.Watch) error {
	may, err := b.rest.MayWrite(ctx, w.Guild, w.User, w.Channel)
	if status := discord.Status(err); err != nil && status != http.StatusForbidden && status != http.StatusNotFound {
		return err
	}
	if err == nil && !may {
		return fmt.Errorf("%w: the member may not write there", posts.ErrMute)
	}
	return nil
}

// errLeft says that the member who is to be told something is gone.
var errLeft = errors.New("the member is not in the server any more")

// tellNews tells a standing question's channel what is new, as far as the bot
// may: without embeds where these are not allowed, and not at all where it may
// not speak or the server's settings do not let it answer in public.
func (b *Bot) tellNews(ctx context.Context, w record.Watch, n news) error {
	if w.Tell != record.Directly && (n.mode == record.Off || n.mode == record.Private) {
		return fmt.Errorf("%w by the server's settings", posts.ErrMute)
	}
	// The nonce names what is told after a change, so that Discord takes it once.
	nonce := "w" + strconv.FormatInt(w.Num, 36) + "-" + strconv.FormatInt(n.seq, 36)
	m := renderWatch(n.say, w, n.excerpts)
	if n.noPictures {
		m = m.WithoutPictures()
	}
	return posts.AsMay(func(plain bool) error {
		p := m.Post()
		if plain {
			p = m.Plain(n.say).Post()
		}
		if w.Tell == record.Directly {
			return b.rest.Direct(ctx, w.User, nonce, p)
		}
		if w.Tell == record.ByMention {
			p.AllowedMentions.Users = []string{w.User}
		}
		return b.rest.Post(ctx, w.Channel, nonce, p)
	})
}

// renderWatch shows new evidence on a standing question, to a member with a button
// that ends it.
func renderWatch(v show.Voice, w record.Watch, excerpts []answers.Excerpt) show.Message {
	m := show.Message{Head: v.Say("watch_news", "Number", w.Num) + " " + show.ClipMarkdown(answers.Inline(w.Text), show.MaxContent/4)}
	if w.Tell == record.ByMention {
		m.Head = "<@" + w.User + "> " + m.Head
	}
	if w.Tell != record.InChannel {
		m.Rows = [][]show.Button{{{Label: v.Say("button_stop"), ID: show.JoinID("watch-stop", strconv.FormatInt(w.Num, 10))}}}
	}
	return m.With(v, show.ByArticle(v, excerpts), "excerpts_left")
}
