package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/names"
	"dateline/bot/record"
	"dateline/bot/show"
)

// How many standing questions a server has: those of its channels, those that a
// member has of their own, and those of all members.
const (
	maxWatches        = 20
	maxOwnWatches     = 5
	maxMembersWatches = 200
)

// addWatch keeps a standing question: one of a channel, for moderators, where the
// bot may speak, and answers in public; or a member's own.
func (b *Bot) addWatch(ctx context.Context, r *request) (show.Message, error) {
	text := r.given.Text("question")
	switch {
	case text == "":
		return show.Message{}, refuse("ask_something")
	case show.Size(text) > command.MaxQuestion:
		return show.Message{}, refuse("question_too_long", "Count", command.MaxQuestion)
	}
	tell, err := r.tell()
	if err == nil && !r.moderates() {
		err = b.rates.take(r)
	}
	if err != nil {
		return show.Message{}, err
	}
	if _, err := b.openFor(ctx, r); err != nil { // there is a library to be watched
		return show.Message{}, err
	}
	w, err := b.keepWatch(ctx, r, record.Watch{
		Library: r.library, Guild: r.guild, Channel: r.channel, User: r.user, Added: time.Now(),
		Inquiry: record.Inquiry{Kind: record.Ask, Text: text}, Tell: tell,
	})
	if err != nil {
		return show.Message{}, err
	}
	return renderWatchAdded(r.say, w), nil
}

// tell returns how who asks is told of what is new, or a refusal: nobody has the
// bot write where they may not themselves.
func (r *request) tell() (record.Tell, error) {
	given := r.given.Text("tell")
	if given == "" {
		if given = command.TellDirectly; r.moderates() {
			given = command.TellChannel
		}
	}
	switch {
	case r.mode() == record.Off:
		return "", refuse("channel_off")
	case given == command.TellDirectly:
		return record.Directly, nil
	case given == command.TellChannel && !r.moderates():
		return "", refuse("moderators_only")
	case r.mode() == record.Private:
		return "", refuse("may_not_share")
	case !r.maySpeak():
		return "", refuse("may_not_speak")
	case given == command.TellChannel:
		return record.InChannel, nil
	case given != command.TellByMention:
		return "", refuse("unknown")
	case r.permissions&(discord.Writing(r.parent != "")|discordgo.PermissionAdministrator) == 0:
		return "", refuse("channel_not_yours", "Channel", r.channel)
	}
	return record.ByMention, nil
}

// keepWatch keeps a standing question, and notes it in the log, without its text.
func (b *Bot) keepWatch(ctx context.Context, r *request, w record.Watch) (record.Watch, error) {
	b.adding.Lock()
	defer b.adding.Unlock()
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	if err != nil {
		return w, err
	}
	own, others := 0, 0 // members'
	for _, k := range kept {
		switch {
		case sameWatch(k, w):
			return w, refuse("watch_known", "Number", k.Num)
		case k.Tell != record.InChannel && k.User == r.user:
			own++
		case k.Tell != record.InChannel:
			others++
		}
	}
	switch {
	case w.Tell == record.InChannel && len(kept)-own-others >= maxWatches:
		return w, refuse("watch_full", "Count", maxWatches)
	case w.Tell != record.InChannel && own >= maxOwnWatches:
		return w, refuse("watch_own_full", "Count", maxOwnWatches)
	case w.Tell != record.InChannel && own+others >= maxMembersWatches:
		return w, refuse("watch_full", "Count", maxMembersWatches)
	}
	if w, err = b.records.AddWatch(ctx, w); err != nil {
		return w, err
	}
	return w, b.records.Note(ctx, r.library, r.actor(), record.DeedWatch, strconv.FormatInt(w.Num, 10))
}

// sameWatch reports whether two standing questions tell the same of the same.
func sameWatch(a, b record.Watch) bool {
	if names.Fold(answers.Inline(a.Text)) != names.Fold(answers.Inline(b.Text)) || (a.Tell == record.InChannel) != (b.Tell == record.InChannel) {
		return false
	}
	if a.Tell == record.InChannel {
		return a.Channel == b.Channel
	}
	return a.User == b.User
}

// watches returns the standing questions that the member sees: their own, and, if
// they moderate, those of the server's channels.
func (b *Bot) watches(ctx context.Context, r *request) ([]record.Watch, error) {
	kept, err := b.records.Watches(ctx, r.library, r.guild)
	return slices.DeleteFunc(kept, func(w record.Watch) bool {
		if w.Tell == record.InChannel {
			return !r.moderates()
		}
		return w.User != r.user
	}), err
}

// watchAdded are the texts that say how a member will be told.
var watchAdded = map[record.Tell]string{
	record.InChannel: "watch_added", record.Directly: "watch_added_direct", record.ByMention: "watch_added_mention",
}

func renderWatchAdded(v show.Voice, w record.Watch) show.Message {
	return show.Notice(v.Say(watchAdded[w.Tell], "Number", w.Num) + "\n> " + show.ClipMarkdown(answers.Inline(w.Text), show.MaxContent/2))
}

// listWatches lists standing questions.
func (b *Bot) listWatches(ctx context.Context, r *request) (show.Message, error) {
	kept, err := b.watches(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	if len(kept) == 0 {
		return show.Notice(r.say.Say("watch_none")), nil
	}
	return renderWatches(r.say, kept, b.watching.Muted), nil
}

// renderWatches shows standing questions; muted tells those with news that may
// not be told.
func renderWatches(v show.Voice, kept []record.Watch, muted func(num int64) bool) show.Message {
	embed := &discordgo.MessageEmbed{Title: v.Say("watch_title"), Color: show.ColourQuoted}
	lines := make([]string, len(kept))
	var notes []string
	for i, w := range kept {
		mark := ""
		if muted(w.Num) {
			mark = "⚠ "
			note := v.Say("watch_muted", "Command", v.Command("settings channel"))
			if w.Tell == record.Directly {
				note = v.Say("watch_closed")
			}
			if !slices.Contains(notes, note) {
				notes = append(notes, note)
			}
		}
		where := "<#" + w.Channel + ">"
		if w.Tell != record.InChannel {
			where = v.Say("choice_tell_" + string(w.Tell))
		}
		lines[i] = fmt.Sprintf("**%d** %s%s %s", w.Num, mark, where, show.ClipMarkdown(answers.Inline(w.Text), show.MaxDescription/maxWatches/2))
	}
	if len(notes) > 0 {
		embed.Footer = &discordgo.MessageEmbedFooter{Text: strings.Join(notes, "\n")}
	}
	show.Fill(embed, lines, "\n")
	return show.Message{Embeds: []*discordgo.MessageEmbed{embed}, Private: true}
}

// removeWatch ends a standing question that the member sees.
func (b *Bot) removeWatch(ctx context.Context, r *request) (show.Message, error) {
	num := int64(r.given.Number("number"))
	kept, err := b.watches(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	i := slices.IndexFunc(kept, func(w record.Watch) bool { return w.Num == num })
	if i < 0 {
		return show.Message{}, refuse("watch_unknown", "Number", num)
	}
	return b.endWatch(ctx, r, kept[i])
}

// stopWatch ends a member's own standing question, by the button below what they
// were told, wherever that is.
func (b *Bot) stopWatch(ctx context.Context, r *request) (show.Message, error) {
	if len(r.args) != 1 {
		return show.Message{}, errArgs
	}
	num, err := strconv.ParseInt(r.args[0], 10, 64)
	if err != nil {
		return show.Message{}, errArgs
	}
	w, err := b.records.Watch(ctx, num)
	switch {
	case errors.Is(err, record.ErrNone):
		return show.Notice(r.say.Say("watch_removed", "Number", num)), nil
	case err != nil:
		return show.Message{}, err
	case w.Tell == record.InChannel || w.User != r.user:
		return show.Message{}, refuse("watch_not_yours")
	}
	return b.endWatch(ctx, r, w)
}

func (b *Bot) endWatch(ctx context.Context, r *request, w record.Watch) (show.Message, error) {
	err := b.records.RemoveWatch(ctx, w.Library, w.Guild, w.Num)
	if errors.Is(err, record.ErrNone) {
		return show.Message{}, refuse("watch_unknown", "Number", w.Num)
	}
	if err != nil {
		return show.Message{}, err
	}
	b.watching.Forget(w.Num)
	return show.Notice(r.say.Say("watch_removed", "Number", w.Num)),
		b.records.Note(ctx, w.Library, r.actor(), record.DeedUnwatch, strconv.FormatInt(w.Num, 10))
}
