package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
)

// How long questions are kept when a server's admins say nothing, at most, and
// how long a server's data is once the bot was removed from it, in days.
const (
	defaultKeepDays = 30
	maxKeepDays     = 365
	departedDays    = 30
)

// keepDays returns how long a server's questions are kept; 0 keeps none.
func keepDays(s record.Settings) int {
	if s.KeepDays == nil {
		return defaultKeepDays
	}
	return *s.KeepDays
}

// privacy says what is kept about the member, and offers it to them.
func (b *Bot) privacy(ctx context.Context, r *request) (message, error) {
	kept, err := b.kept(ctx, r.user)
	if err != nil {
		return message{}, err
	}
	return renderPrivacy(r.say, r.guild != "", keepDays(r.settings), kept), nil
}

// kept returns what is kept about a member, with what waits to be kept.
func (b *Bot) kept(ctx context.Context, user string) (record.Kept, error) {
	if err := b.journal.Flush(ctx); err != nil {
		return record.Kept{}, err
	}
	return b.records.Kept(ctx, user)
}

func renderPrivacy(v voice, server bool, days int, kept record.Kept) message {
	questions := v.say("privacy_kept", "Count", days)
	switch {
	case !server:
		questions = v.say("privacy_servers", "Days", v.say("days", "Count", defaultKeepDays))
	case days == 0:
		questions = v.say("privacy_none_kept")
	}
	yours := v.say("privacy_count", "Count", len(kept.Questions))
	if n := len(kept.Acts) + len(kept.Feeds) + len(kept.Watches); n > 0 {
		yours += "\n" + v.say("privacy_deeds", "Count", n)
	}
	embed := &discordgo.MessageEmbed{
		Title: v.say("privacy_title"), Color: colourQuoted,
		Description: questions + "\n\n" + v.say("privacy_memory") + "\n\n" + v.say("privacy_library") + "\n\n" +
			v.say("privacy_departed", "Count", departedDays),
		Fields: []*discordgo.MessageEmbedField{{Name: v.say("privacy_yours"), Value: yours}},
	}
	return message{
		embeds: []*discordgo.MessageEmbed{embed},
		rows: [][]button{{
			{label: v.say("button_export"), id: "export"},
			{label: v.say("button_forget"), id: "forget", style: discordgo.DangerButton},
		}},
	}
}

// export sends a member what is kept about them, as a file.
func (b *Bot) export(ctx context.Context, r *request) (message, error) {
	kept, err := b.kept(ctx, r.user)
	if err != nil {
		return message{}, err
	}
	text, err := json.MarshalIndent(struct {
		Member   string `json:"member"`
		Exported string `json:"exported"`
		record.Kept
	}{r.user, time.Now().UTC().Format(time.RFC3339), kept}, "", "  ")
	if err != nil {
		return message{}, fmt.Errorf("export: %w", err)
	}
	m := notice(r.say.say("exported", "Count", len(kept.Questions)))
	m.files = []*discordgo.File{{Name: "dateline-export.json", ContentType: "application/json", Reader: bytes.NewReader(text)}}
	return m, nil
}

// confirmForget asks before anything is deleted.
func (b *Bot) confirmForget(_ context.Context, r *request) (message, error) {
	m := notice(r.say.say("forget_confirm"))
	m.rows = [][]button{{
		{label: r.say.say("button_forget_now"), id: "forget-now", style: discordgo.DangerButton},
		{label: r.say.say("button_cancel"), id: "forget-not"},
	}}
	return m, nil
}

// forget deletes what is kept about a member.
func (b *Bot) forget(ctx context.Context, r *request) (message, error) {
	if err := b.journal.Flush(ctx); err != nil {
		return message{}, err
	}
	// What is asked while that waits goes too: a rating would write it back.
	b.memory.Forget(func(q record.Question) bool { return q.User == r.user })
	n, err := b.records.ForgetUser(ctx, r.user)
	if err != nil {
		return message{}, err
	}
	return notice(r.say.say("forgotten", "Count", n)), nil
}
