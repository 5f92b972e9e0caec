package bot

import (
	"context"
	"errors"
	"time"

	"dateline/bot/memory"
	"dateline/bot/record"
)

// housekeeping deletes what is kept no longer, until ctx ends.
func (b *Bot) housekeeping(ctx context.Context) {
	hour := time.NewTicker(memory.SweepEvery)
	defer hour.Stop()
	store := time.NewTicker(purgeEvery)
	defer store.Stop()
	b.purgeAll(ctx, time.Now())
	b.sweepDrafts(time.Now())
	for {
		select {
		case <-ctx.Done():
			return
		case now := <-hour.C:
			b.memory.Sweep(now)
		case now := <-store.C:
			b.purgeAll(ctx, now)
			b.sweepDrafts(now)
		}
	}
}

func (b *Bot) sweepDrafts(now time.Time) {
	if err := b.intake.Drafts.Sweep(now); err != nil {
		b.log.Error("drafts were not deleted", "error", err)
	}
}

const (
	purgeEvery = time.Hour
	aDay       = 24 * time.Hour
)

// purgeAll deletes the questions that have been kept for as long as their
// server says, and all of the servers that the bot was removed from long ago.
func (b *Bot) purgeAll(ctx context.Context, now time.Time) {
	if err := b.journal.Flush(ctx); err != nil { // who has come back is not forgotten
		return
	}
	guilds, err := b.records.AskedIn(ctx)
	if err != nil {
		b.log.Error("the servers with questions cannot be listed", "error", err)
	}
	for _, guild := range guilds {
		if err := b.purgeAt(ctx, guild, now); err != nil {
			b.log.Error("questions were not deleted", "guild", guild, "error", err)
		}
	}
	gone, err := b.records.Departed(ctx, now.Add(-departedDays*aDay))
	if err != nil {
		b.log.Error("the servers that were left cannot be listed", "error", err)
	}
	for _, guild := range gone {
		if err := b.forgetGuild(ctx, guild); err != nil {
			b.log.Error("a server was not forgotten", "guild", guild, "error", err)
		}
	}
}

func (b *Bot) purge(ctx context.Context, guild string) error {
	if err := b.journal.Flush(ctx); err != nil {
		return err
	}
	return b.purgeAt(ctx, guild, time.Now())
}

func (b *Bot) purgeAt(ctx context.Context, guild string, now time.Time) error {
	set, err := b.settings.of(ctx, guild)
	if err != nil {
		return err
	}
	days := keepDays(set)
	before := now.Add(-time.Duration(days) * aDay)
	if days == 0 {
		before = now.Add(aDay) // what was asked this very moment goes too
	}
	n, err := b.records.Purge(ctx, guild, before)
	if n > 0 {
		b.log.Info("deleted questions", "guild", guild, "questions", n, "kept_days", days)
	}
	return err
}

// forgetGuild deletes a server's library, its settings and its questions,
// standing ones too.
func (b *Bot) forgetGuild(ctx context.Context, guild string) error {
	if b.cfg.SharedLibrary == "" {
		if err := errors.Join(b.libraries.Delete(ctx, guild), b.intake.Drafts.Forget(guild)); err != nil {
			return err
		}
	}
	err := b.records.ForgetGuild(ctx, guild)
	// After that: what is asked meanwhile brings what is deleted into memory.
	b.memory.Forget(func(q record.Question) bool { return q.Guild == guild })
	b.settings.forget(guild)
	b.turns.Forget(guild)
	if err != nil {
		return err
	}
	b.log.Info("deleted the data of a server that the bot was removed from", "guild", guild)
	return nil
}
