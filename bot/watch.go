package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/names"
	"dateline/bot/record"
)

// maxWatches is how many standing questions a server has.
const maxWatches = 20

// addWatch keeps a standing question, which is answered in its channel: where
// the bot may speak, and answers in public.
func (b *Bot) addWatch(ctx context.Context, r *request) (message, error) {
	text := r.given.text("question")
	switch {
	case text == "":
		return message{}, refuse("ask_something")
	case size(text) > maxQuestion:
		return message{}, refuse("question_too_long", "Count", maxQuestion)
	case r.mode() == record.Off:
		return message{}, refuse("channel_off")
	case r.mode() == record.Private:
		return message{}, refuse("may_not_share")
	case !r.maySpeak():
		return message{}, refuse("may_not_speak")
	}
	if _, err := b.openFor(ctx, r); err != nil { // there is a library to be watched
		return message{}, err
	}
	b.watching.adding.Lock()
	defer b.watching.adding.Unlock()
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return message{}, err
	}
	same := slices.IndexFunc(kept, func(w record.Watch) bool {
		return w.Channel == r.channel && names.Fold(answers.Inline(w.Text)) == names.Fold(answers.Inline(text))
	})
	switch {
	case same >= 0:
		return message{}, refuse("watch_known", "Number", kept[same].Num)
	case len(kept) >= maxWatches:
		return message{}, refuse("watch_full", "Count", maxWatches)
	}
	w, err := b.records.AddWatch(ctx, record.Watch{
		Library: r.library, Guild: r.guild, Channel: r.channel, User: r.user, Added: time.Now(),
		Inquiry: record.Inquiry{Kind: record.Ask, Text: text},
	})
	if err != nil {
		return message{}, err
	}
	return renderWatchAdded(r.say, w), nil
}

func renderWatchAdded(v voice, w record.Watch) message {
	return notice(v.say("watch_added", "Number", w.Num) + "\n> " + clipMarkdown(answers.Inline(w.Text), maxContent/2))
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
	return renderWatches(r.say, kept, b.watching.muted), nil
}

// renderWatches shows standing questions; muted tells those with news that may
// not be told in their channel.
func renderWatches(v voice, kept []record.Watch, muted func(num int64) bool) message {
	embed := &discordgo.MessageEmbed{Title: v.say("watch_title"), Color: colourQuoted}
	lines := make([]string, len(kept))
	for i, w := range kept {
		mark := ""
		if muted(w.Num) {
			mark = "⚠ "
			embed.Footer = &discordgo.MessageEmbedFooter{Text: v.say("watch_muted", "Command", v.command("settings channel"))}
		}
		lines[i] = fmt.Sprintf("**%d** %s<#%s> %s", w.Num, mark, w.Channel, clipMarkdown(answers.Inline(w.Text), maxDescription/maxWatches/2))
	}
	fill(embed, lines, "\n")
	return message{embeds: []*discordgo.MessageEmbed{embed}, private: true}
}

// removeWatch ends a standing question.
func (b *Bot) removeWatch(ctx context.Context, r *request) (message, error) {
	num := int64(r.given.number("number"))
	err := b.records.RemoveWatch(ctx, r.library, r.guild, num)
	if errors.Is(err, record.ErrNone) {
		return message{}, refuse("watch_unknown", "Number", num)
	}
	if err != nil {
		return message{}, err
	}
	b.watching.forget(num)
	return notice(r.say.say("watch_removed", "Number", num)), nil
}
