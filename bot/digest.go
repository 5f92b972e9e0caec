package bot

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/names"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// defaultDigestAt is when digests are posted where nobody says, in minutes.
const defaultDigestAt = 8 * 60

// addDigest has the main points of what is new posted to a channel, again and
// again.
func (b *Bot) addDigest(ctx context.Context, r *request) (show.Message, error) {
	d, err := r.digest()
	if err != nil {
		return show.Message{}, err
	}
	if _, err := b.openWithin(ctx, r, retrieval.Filter{Outlets: d.Outlets}); err != nil {
		return show.Message{}, err
	}
	b.adding.Lock()
	defer b.adding.Unlock()
	kept, err := b.records.Digests(ctx, r.library, r.guild)
	if err != nil {
		return show.Message{}, err
	}
	if len(kept) >= posts.MaxDigests {
		return show.Message{}, refuse("digest_full", "Count", posts.MaxDigests)
	}
	d.Last = b.timing.now()
	if d, err = b.records.AddDigest(ctx, r.actor(), d); err != nil {
		return show.Message{}, err
	}
	return show.Notice(r.say.Say("digest_added") + "\n" + b.posts.DigestLine(r.say, d, r.settings.Timezone)), nil
}

// digest reads what digest is asked for, or refuses it.
func (r *request) digest() (record.Digest, error) {
	d := record.Digest{Library: r.library, Guild: r.guild, Plan: record.Plan{
		Every: r.given.Text("every"), At: defaultDigestAt, Topic: r.given.Text("topic"), Outlets: posts.Words(r.given.Text("outlets")),
	}}
	channel, err := r.channelToPost()
	if err != nil {
		return d, err
	}
	d.Channel = channel.ID
	if at := r.given.Text("at"); at != "" {
		minutes, ok := posts.TimeOfDay(at)
		if !ok {
			return d, refuse("bad_time", "Value", show.ClipMarkdown(answers.Inline(at), show.MaxChoice))
		}
		d.At = minutes
	}
	switch {
	case !slices.Contains(posts.Days(), d.Every):
		return d, refuse("unknown")
	case show.Size(d.Topic) > command.MaxQuestion:
		return d, refuse("question_too_long", "Count", command.MaxQuestion)
	case len(d.Outlets) > posts.MaxWords:
		return d, refuse("too_many_words", "Count", posts.MaxWords)
	}
	return d, nil
}

// listDigests lists the server's digests.
func (b *Bot) listDigests(ctx context.Context, r *request) (show.Message, error) {
	kept, err := b.records.Digests(ctx, r.library, r.guild)
	if err != nil {
		return show.Message{}, err
	}
	if len(kept) == 0 {
		return show.Notice(r.say.Say("digest_none")), nil
	}
	return show.Message{Embeds: b.posts.DigestList(r.say, kept, r.settings.Timezone), Private: true}, nil
}

// removeDigest ends a digest.
func (b *Bot) removeDigest(ctx context.Context, r *request) (show.Message, error) {
	num := int64(r.given.Number("number"))
	err := b.records.RemoveDigest(ctx, r.actor(), r.library, r.guild, num)
	if errors.Is(err, record.ErrNone) {
		return show.Message{}, refuse("digest_unknown", "Number", num)
	}
	return show.Notice(r.say.Say("digest_removed", "Number", num)), err
}

// setTimezone sets the zone by whose clock digests are posted.
func (b *Bot) setTimezone(ctx context.Context, r *request) (show.Message, error) {
	name := r.given.Text("zone")
	if _, ok := posts.Zone(name); !ok {
		return show.Message{}, refuse("bad_zone", "Value", show.ClipMarkdown(answers.Inline(name), show.MaxChoice))
	}
	return b.changed(ctx, r, func(s *record.Settings) error {
		s.Timezone = name
		return nil
	})
}

// zoneChoices returns the time zones to suggest for what was typed.
func zoneChoices(typed string) []*discordgo.ApplicationCommandOptionChoice {
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	all := posts.Zones()
	if _, ok := posts.Zone(typed); ok && typed != "" && !slices.Contains(all, typed) {
		all = append([]string{typed}, all...)
	}
	sought := names.Fold(strings.ReplaceAll(typed, " ", "_"))
	for _, zone := range all {
		if len(choices) < names.Max && strings.Contains(names.Fold(zone), sought) {
			choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: show.Clip(zone, show.MaxChoice), Value: zone})
		}
	}
	return choices
}
