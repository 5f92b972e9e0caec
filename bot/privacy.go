package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
	"dateline/bot/show"
)

// How long questions are kept when a server's admins say nothing, and how long a
// server's data is once the bot was removed from it, in days.
const (
	defaultKeepDays = 30
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
func (b *Bot) privacy(ctx context.Context, r *request) (show.Message, error) {
	kept, err := b.kept(ctx, r.user)
	if err != nil {
		return show.Message{}, err
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

func renderPrivacy(v show.Voice, server bool, days int, kept record.Kept) show.Message {
	questions := v.Say("privacy_kept", "Count", days)
	switch {
	case !server:
		questions = v.Say("privacy_servers", "Days", v.Say("days", "Count", defaultKeepDays))
	case days == 0:
		questions = v.Say("privacy_none_kept")
	}
	yours := v.Say("privacy_count", "Count", len(kept.Questions))
	if n := len(kept.Acts) + len(kept.Feeds) + len(kept.Watches); n > 0 {
		yours += "\n" + v.Say("privacy_deeds", "Count", n)
	}
	embed := &discordgo.MessageEmbed{
		Title: v.Say("privacy_title"), Color: show.ColourQuoted,
		Description: questions + "\n\n" + v.Say("privacy_memory") + "\n\n" + v.Say("privacy_library") + "\n\n" +
			v.Say("privacy_departed", "Count", departedDays),
		Fields: []*discordgo.MessageEmbedField{{Name: v.Say("privacy_yours"), Value: yours}},
	}
	return show.Message{
		Embeds: []*discordgo.MessageEmbed{embed},
		Rows: [][]show.Button{{
			{Label: v.Say("button_export"), ID: "export"},
			{Label: v.Say("button_forget"), ID: "forget", Style: discordgo.DangerButton},
		}},
	}
}

// export sends a member what is kept about them, as a file.
func (b *Bot) export(ctx context.Context, r *request) (show.Message, error) {
	kept, err := b.kept(ctx, r.user)
	if err != nil {
		return show.Message{}, err
	}
	text, err := json.MarshalIndent(struct {
		Member   string `json:"member"`
		Exported string `json:"exported"`
		record.Kept
	}{r.user, time.Now().UTC().Format(time.RFC3339), kept}, "", "  ")
	if err != nil {
		return show.Message{}, fmt.Errorf("export: %w", err)
	}
	m := show.Notice(r.say.Say("exported", "Count", len(kept.Questions)))
	m.Files = []*discordgo.File{{Name: "dateline-export.json", ContentType: "application/json", Reader: bytes.NewReader(text)}}
	return m, nil
}

// confirmForget asks before anything is deleted.
func (b *Bot) confirmForget(_ context.Context, r *request) (show.Message, error) {
	m := show.Notice(r.say.Say("forget_confirm"))
	m.Rows = [][]show.Button{{
		{Label: r.say.Say("button_forget_now"), ID: "forget-now", Style: discordgo.DangerButton},
		{Label: r.say.Say("button_cancel"), ID: "forget-not"},
	}}
	return m, nil
}

// forget deletes what is kept about a member.
func (b *Bot) forget(ctx context.Context, r *request) (show.Message, error) {
	if err := b.journal.Flush(ctx); err != nil {
		return show.Message{}, err
	}
	// What is asked while that waits goes too: a rating would write it back.
	b.memory.Forget(func(q record.Question) bool { return q.User == r.user })
	n, err := b.records.ForgetUser(ctx, r.user)
	if err != nil {
		return show.Message{}, err
	}
	return show.Notice(r.say.Say("forgotten", "Count", n)), nil
}
