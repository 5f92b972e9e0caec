package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/retrieval"
)

// suggest answers the list that is shown while a member types. When it cannot,
// the list is empty: there is no place for an apology.
func (b *Bot) suggest(ctx context.Context, log *slog.Logger, it *discord.Interaction) {
	ctx, cancel := context.WithDeadline(ctx, it.Received.Add(discord.RespondWithin))
	defer cancel()
	choices, _ := promptly(ctx, b, it, func(ctx context.Context) []*discordgo.ApplicationCommandOptionChoice {
		choices, err := b.choices(ctx, it)
		if told := (*refusal)(nil); err != nil && !errors.As(err, &told) {
			log.Warn("failed to suggest", "error", b.scrub(err.Error(), it.Token))
		}
		return choices
	})
	err := b.rest.Suggest(ctx, it, choices)
	if err != nil {
		log.Warn("failed to suggest", "error", err)
	}
	b.cfg.Observer.Answered("suggestions", outcomeOf(err), time.Since(it.Received))
}

// choices returns what to suggest for the option that a member types, or a
// refusal where the bot does not answer.
func (b *Bot) choices(ctx context.Context, it *discord.Interaction) (_ []*discordgo.ApplicationCommandOptionChoice, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	r, err := b.request(ctx, it, false)
	if err != nil {
		return nil, err
	}
	c, err := command.Read(it.Data)
	if err != nil {
		return nil, err
	}
	if handlers[c.Path].moderators && !r.moderates() {
		return nil, refuse("moderators_only")
	}
	typed := c.Options.Text(c.Focused)
	switch c.Focused {
	case "feed":
		return b.feedChoices(ctx, r, typed)
	case "zone":
		return zoneChoices(typed), nil
	case "since", "until", "as_of":
		return dayChoices(r.say, typed, time.Now()), nil
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return nil, err
	}
	switch c.Focused {
	case "act":
		return actChoices(ctx, r.say, lib, typed)
	case "outlet":
		return outletChoices(ctx, lib, typed)
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	return b.articleChoices(r.say, r.library, articles, typed), nil
}
