package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
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

// onGuild notes that the bot is in a server.
func (b *Bot) onGuild(ctx context.Context, e discord.Event) {
	guild, ok := b.available(e)
	if !ok {
		return
	}
	if err := b.records.Arrive(ctx, guild); err != nil {
		b.log.Error("a server was not noted", "guild", guild, "error", err)
	}
}

// onGuildGone notes that the bot was removed from a server.
func (b *Bot) onGuildGone(ctx context.Context, e discord.Event) {
	if guild, ok := b.available(e); ok {
		b.depart(ctx, guild)
	}
}

func (b *Bot) depart(ctx context.Context, guild string) {
	if err := b.records.Depart(ctx, guild, time.Now()); err != nil {
		b.log.Error("leaving a server was not noted", "guild", guild, "error", err)
		return
	}
	b.log.Info("removed from a server: its data is kept for a while, in case the bot comes back", "guild", guild, "days", departedDays)
}

// missGuilds notes the servers that the bot was removed from while it was not
// connected: those of a shard that the shard does not have.
func (b *Bot) missGuilds(ctx context.Context, have []string, shard, shards int) {
	known, err := b.records.Guilds(ctx)
	if err != nil {
		b.log.Error("the known servers cannot be listed", "error", err)
		return
	}
	for _, guild := range known {
		id, err := strconv.ParseUint(guild, 10, 64)
		if err == nil && int((id>>22)%uint64(max(shards, 1))) == shard && !slices.Contains(have, guild) {
			b.depart(ctx, guild)
		}
	}
}
