package bot

import (
	"encoding/json"
	"time"

	"dateline/bot/discord"
)

// available returns the server that an event tells of; false for one that is
// merely not available, whose data is kept for as long as that lasts.
func (b *Bot) available(e discord.Event) (guild string, ok bool) {
	var g struct {
		ID          string `json:"id"`
		Unavailable bool   `json:"unavailable"`
	}
	if err := json.Unmarshal(e.Data, &g); g.ID == "" || g.Unavailable {
		b.log.Info("a server is not available", "guild", g.ID, "error", err)
		return "", false
	}
	return g.ID, true
}

// onGuild notes that the bot is in a server, and onGuildGone that it was removed.
// What comes first is noted first.
func (b *Bot) onGuild(e discord.Event) {
	if guild, ok := b.available(e); ok {
		b.arrive(guild)
	}
}

// arrive notes that the bot is in a server; when that is lost, whoever asks there
// next has it noted again.
func (b *Bot) arrive(guild string) {
	b.journal.Arrive(guild, func() { b.settings.unmeet(guild) })
}

func (b *Bot) onGuildGone(e discord.Event) {
	if guild, ok := b.available(e); ok {
		b.depart(guild)
	}
}

func (b *Bot) depart(guild string) {
	b.journal.Depart(guild, time.Now())
	b.log.Info("removed from a server: its data is kept for a while, in case the bot comes back", "guild", guild, "days", departedDays)
}
