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
	"dateline/bot/show"
)

// maxWatches is how many standing questions a server has.
const maxWatches = 20

// addWatch keeps a standing question, which is answered in its channel: where
// the bot may speak, and answers in public.
func (b *Bot) addWatch(ctx context.Context, r *request) (show.Message, error) {
	text := r.given.text("question")
	switch {
	case text == "":
		return show.Message{}, refuse("ask_something")
	case show.Size(text) > maxQuestion:
		return show.Message{}, refuse("question_too_long", "Count", maxQuestion)
	case r.mode() == record.Off:
		return show.Message{}, refuse("channel_off")
	case r.mode() == record.Private:
		return show.Message{}, refuse("may_not_share")
	case !r.maySpeak():
		return show.Message{}, refuse("may_not_speak")
	}
	if _, err := b.openFor(ctx, r); err != nil { // there is a library to be watched
		return show.Message{}, err
	}
	b.watching.adding.Lock()
	defer b.watching.adding.Unlock()
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return show.Message{}, err
	}
	same := slices.IndexFunc(kept, func(w record.Watch) bool {
		return w.Channel == r.channel && names.Fold(answers.Inline(w.Text)) == names.Fold(answers.Inline(text))
	})
	switch {
	case same >= 0:
		return show.Message{}, refuse("watch_known", "Number", kept[same].Num)
	case len(kept) >= maxWatches:
		return show.Message{}, refuse("watch_full", "Count", maxWatches)
	}
	w, err := b.records.AddWatch(ctx, record.Watch{
		Library: r.library, Guild: r.guild, Channel: r.channel, User: r.user, Added: time.Now(),
		Inquiry: record.Inquiry{Kind: record.Ask, Text: text},
	})
	if err != nil {
		return show.Message{}, err
	}
	return renderWatchAdded(r.say, w), nil
}

func renderWatchAdded(v show.Voice, w record.Watch) show.Message {
	return show.Notice(v.Say("watch_added", "Number", w.Num) + "\n> " + show.ClipMarkdown(answers.Inline(w.Text), show.MaxContent/2))
}

// listWatches lists the server's standing questions.
func (b *Bot) listWatches(ctx context.Context, r *request) (show.Message, error) {
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return show.Message{}, err
	}
	if len(kept) == 0 {
		return show.Notice(r.say.Say("watch_none")), nil
	}
	return renderWatches(r.say, kept, b.watching.muted), nil
}

// renderWatches shows standing questions; muted tells those with news that may
// not be told in their channel.
func renderWatches(v show.Voice, kept []record.Watch, muted func(num int64) bool) show.Message {
	embed := &discordgo.MessageEmbed{Title: v.Say("watch_title"), Color: show.ColourQuoted}
	lines := make([]string, len(kept))
	for i, w := range kept {
		mark := ""
		if muted(w.Num) {
			mark = "⚠ "
			embed.Footer = &discordgo.MessageEmbedFooter{Text: v.Say("watch_muted", "Command", v.Command("settings channel"))}
		}
		lines[i] = fmt.Sprintf("**%d** %s<#%s> %s", w.Num, mark, w.Channel, show.ClipMarkdown(answers.Inline(w.Text), show.MaxDescription/maxWatches/2))
	}
	show.Fill(embed, lines, "\n")
	return show.Message{Embeds: []*discordgo.MessageEmbed{embed}, Private: true}
}

// removeWatch ends a standing question.
func (b *Bot) removeWatch(ctx context.Context, r *request) (show.Message, error) {
	num := int64(r.given.number("number"))
	err := b.records.RemoveWatch(ctx, r.library, r.guild, num)
	if errors.Is(err, record.ErrNone) {
		return show.Message{}, refuse("watch_unknown", "Number", num)
	}
	if err != nil {
		return show.Message{}, err
	}
	b.watching.forget(num)
	return show.Notice(r.say.Say("watch_removed", "Number", num)), nil
}
