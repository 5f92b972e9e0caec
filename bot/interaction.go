package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/bwmarrin/discordgo"
)

// interaction is the part of Discord's interaction that the bot needs. It is
// read apart from its data, so that one whose data cannot be read, or whose type
// is new, gets an answer too.
type interaction struct {
	ID      string                    `json:"id"`
	AppID   string                    `json:"application_id"`
	Type    discordgo.InteractionType `json:"type"`
	Token   string                    `json:"token"`
	GuildID string                    `json:"guild_id"`
	Data    json.RawMessage           `json:"data"`

	received time.Time
}

// onInteraction answers an interaction.
func (b *Bot) onInteraction(ctx context.Context, e event) {
	it := &interaction{received: e.received}
	if err := json.Unmarshal(e.data, it); it.ID == "" || it.Token == "" {
		b.log.Warn("an interaction that cannot be answered: it has no id or no token", "err", err)
		return
	}
	if !b.recent.first(it.ID) {
		return
	}
	if self := b.self.Load(); self != nil {
		it.AppID = cmp.Or(it.AppID, self.appID)
	}
	log := b.log.With("interaction", it.ID, "guild", it.GuildID)
	if it.Type == discordgo.InteractionApplicationCommandAutocomplete {
		b.suggest(ctx, log, it)
		return
	}
	private, run := b.handler(it)
	b.answer(ctx, log, it, private, run)
}

// task finds out what a member is to be shown.
type task func(ctx context.Context) (message, error)

// handler gives what an interaction asks for, and whether only the member who
// asked is to see it.
func (b *Bot) handler(it *interaction) (private bool, run task) {
	refuse := func(err error) (bool, task) {
		return true, func(context.Context) (message, error) { return message{}, err }
	}
	if it.Type != discordgo.InteractionApplicationCommand {
		return refuse(refusal(textUnknown))
	}
	name, given, err := readCommand(it.Data)
	if err != nil {
		return refuse(err)
	}
	handle, ok := handlers[name]
	if !ok {
		return refuse(refusal(textUnknown))
	}
	library, err := b.library(it.GuildID)
	if err != nil {
		return refuse(err)
	}
	return given.flag("private"), func(ctx context.Context) (message, error) {
		lib, err := b.open(ctx, library)
		if err != nil {
			return message{}, fmt.Errorf("open library %s: %w", library, err)
		}
		return handle(ctx, lib, given)
	}
}

// readCommand gives a slash command's name and what was given to it.
func readCommand(data json.RawMessage) (name string, given options, err error) {
	var command discordgo.ApplicationCommandInteractionData
	if err := json.Unmarshal(data, &command); err != nil {
		return "", nil, fmt.Errorf("read a command: %w", err)
	}
	given = options{}
	for _, o := range command.Options {
		if o != nil {
			given[o.Name] = o.Value
		}
	}
	return command.Name, given, nil
}

// answerWithin bounds the work on one answer. A deferred response could be
// edited for fifteen minutes, but nobody waits that long.
const answerWithin = 2 * time.Minute

// answer gives an interaction its one answer: with the first response when it is
// ready in time, else in the place of a response that says it is being worked on.
func (b *Bot) answer(ctx context.Context, log *slog.Logger, it *interaction, private bool, run task) {
	work, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	ready := make(chan message, 1)
	b.tasks.Go(func() { ready <- b.produce(work, log, it.Token, run) })

	if m, ok := b.inTime(ready, it); ok {
		m.private = m.private || private
		b.report(log, it, "respond", b.rest.respond(ctx, it, m.response()))
		return
	}
	if err := b.rest.respond(ctx, it, deferred(private)); err != nil {
		// It may have got through all the same: the edit will tell.
		b.report(log, it, "defer", err)
	}
	var m message
	select {
	case m = <-ready:
	case <-work.Done():
		m = b.failed(log, it.Token, work.Err())
	}
	b.report(log, it, "edit", b.rest.edit(ctx, it, m))
}

// inTime waits for the answer while it can go out with the first response.
func (b *Bot) inTime(ready <-chan message, it *interaction) (message, bool) {
	if b.cfg.DeferAfter == 0 {
		return message{}, false
	}
	timer := time.NewTimer(b.cfg.DeferAfter - time.Since(it.received))
	defer timer.Stop()
	select {
	case m := <-ready:
		return m, true
	case <-timer.C:
		return message{}, false
	}
}

func deferred(private bool) discordgo.InteractionResponse {
	return discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Flags: message{private: private}.flags()},
	}
}

// report logs what became of an answer.
func (b *Bot) report(log *slog.Logger, it *interaction, step string, err error) {
	took := time.Since(it.received).Round(time.Millisecond)
	if err != nil {
		log.Error("an interaction may not have been answered", "step", step, "took", took, "err", err)
		return
	}
	log.Info("answered an interaction", "step", step, "took", took)
}
