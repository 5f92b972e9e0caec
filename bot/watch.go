package bot

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
)

const (
	// maxWatches is how many standing questions a server has.
	maxWatches = 20
	// watchPause is how long a standing question says nothing more after it
	// told something; what comes meanwhile is told together.
	watchPause = 10 * time.Minute
)

// addWatch keeps a standing question, which is answered in its channel.
func (b *Bot) addWatch(ctx context.Context, r *request) (message, error) {
	text := r.given.text("question")
	if text == "" {
		return message{}, refuse("ask_something")
	}
	if _, err := b.openFor(ctx, r); err != nil { // there is a library to be watched
		return message{}, err
	}
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return message{}, err
	}
	if len(kept) >= maxWatches {
		return message{}, refuse("watch_full", "Count", maxWatches)
	}
	w, err := b.records.AddWatch(ctx, record.Watch{
		Library: r.library, Guild: r.guild, Channel: r.channel, User: r.user, Added: time.Now(),
		Inquiry: record.Inquiry{Kind: record.Ask, Text: text},
	})
	if err != nil {
		return message{}, err
	}
	return notice(r.say.say("watch_added", "Number", w.Num) + "\n> " + clipMarkdown(answers.Inline(text), maxContent/2)), nil
}

// listWatches lists the server's standing questions.
func (b *Bot) listWatches(ctx context.Context, r *request) (message, error) {
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return message{}, err
	}
	if len(kept) == 0 {
		return notice(r.say.say("watch_none")), nil
	}
	embed := &discordgo.MessageEmbed{Title: r.say.say("watch_title"), Color: colourQuoted}
	lines := make([]string, len(kept))
	for i, w := range kept {
		lines[i] = fmt.Sprintf("**%d** <#%s> %s", w.Num, w.Channel, clipMarkdown(answers.Inline(w.Text), maxDescription/maxWatches/2))
	}
	fill(embed, lines, "\n")
	return message{embeds: []*discordgo.MessageEmbed{embed}, private: true}, nil
}

// removeWatch ends a standing question.
func (b *Bot) removeWatch(ctx context.Context, r *request) (message, error) {
	err := b.records.RemoveWatch(ctx, r.library, r.guild, int64(r.given.number("number")))
	if errors.Is(err, record.ErrNone) {
		return message{}, refuse("watch_unknown", "Number", r.given.number("number"))
	}
	if err != nil {
		return message{}, err
	}
	return notice(r.say.say("watch_removed", "Number", r.given.number("number"))), nil
}

// watch asks the standing questions whose libraries have changed, whoever
// changed them, until ctx ends.
func (b *Bot) watch(ctx context.Context) {
	ticker := time.NewTicker(b.timing.watch)
	defer ticker.Stop()
	told := make(map[int64]time.Time)
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-ticker.C:
			due, err := b.records.DueWatches(ctx)
			if err != nil {
				b.log.Error("standing questions cannot be listed", "error", err)
			}
			for _, w := range due {
				if now.Sub(told[w.Num]) < b.timing.watchPause {
					continue
				}
				news, err := b.askAgain(ctx, w)
				if err != nil {
					b.log.Error("a standing question was not asked", "guild", w.Guild, "watch", w.Num, "error", err)
				}
				if news {
					told[w.Num] = now
				}
			}
		}
	}
}

// askAgain asks a standing question, tells its channel of new evidence, and
// says whether there was any.
func (b *Bot) askAgain(ctx context.Context, w record.Watch) (bool, error) {
	if !b.serves(w.Guild) {
		return false, nil
	}
	set, err := b.settings.of(ctx, w.Guild)
	if err != nil {
		return false, err
	}
	lib, err := b.libraries.Open(ctx, w.Library, Tuning{Threshold: set.Threshold})
	if err != nil {
		return false, fmt.Errorf("open library %s: %w", w.Library, err)
	}
	excerpts, seq, err := lib.NewEvidence(ctx, answers.Question{Text: w.Text, Filter: filterOf(w.Inquiry)}, w.Seq)
	if err != nil {
		return false, err
	}
	if len(excerpts) > 0 {
		err := b.rest.post(ctx, w.Channel, watchNonce(w.Num, seq), renderWatch(b.voices.in(set.Language), w, excerpts))
		switch code(err) {
		case discordgo.ErrCodeUnknownChannel:
			b.log.Info("ended a standing question, whose channel is gone", "guild", w.Guild, "watch", w.Num)
			return false, b.records.RemoveWatch(ctx, w.Library, w.Guild, w.Num)
		case discordgo.ErrCodeMissingAccess, discordgo.ErrCodeMissingPermissions:
			b.log.Warn("a standing question may not be answered in its channel", "guild", w.Guild, "channel", w.Channel, "watch", w.Num)
		default:
			if err != nil {
				return false, err
			}
		}
	}
	return len(excerpts) > 0, b.records.Watched(ctx, w.Num, seq)
}

// watchNonce names what is told of a standing question after a change, so that
// Discord takes it once.
func watchNonce(num, seq int64) string {
	return "w" + strconv.FormatInt(num, 36) + "-" + strconv.FormatInt(seq, 36)
}

// renderWatch shows new evidence on a standing question.
func renderWatch(v voice, w record.Watch, excerpts []answers.Excerpt) message {
	m := message{head: v.say("watch_news", "Number", w.Num) + " " + clipMarkdown(answers.Inline(w.Text), maxContent/4)}
	m.head = strings.TrimSpace(m.head)
	return m.with(v, renderExcerpts(v, excerpts), "excerpts_left")
}
