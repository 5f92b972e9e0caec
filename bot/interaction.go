package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
	"dateline/bot/show"
)

// onInteraction answers an interaction.
func (b *Bot) onInteraction(ctx context.Context, e discord.Event) {
	it := &discord.Interaction{Received: e.Received}
	if err := json.Unmarshal(e.Data, it); it.ID == "" || it.Token == "" {
		b.log.Warn("an interaction that cannot be answered: it has no id or no token", "error", err)
		return
	}
	if !b.recent.First(it.ID) {
		return
	}
	if self := b.self.Load(); self != nil {
		it.AppID = cmp.Or(it.AppID, self.appID)
	}
	ctx = discord.For(ctx, it.ID)
	log := b.log.With("interaction", it.ID, "guild", it.GuildID)
	if it.Type == discordgo.InteractionApplicationCommandAutocomplete {
		b.suggest(ctx, log, it)
		return
	}
	p, ok := promptly(ctx, b, it, func(ctx context.Context) plan { return b.plan(ctx, it) })
	if !ok {
		p = refused(b.voices.In(it.Locale, it.GuildLocale), refuse("busy"))
	}
	b.answer(ctx, log, it, p)
}

// promptly returns what find finds, or false when that takes so long that a
// member could not be told of it in time; find is to end then. It is for what
// cannot be deferred.
func promptly[T any](ctx context.Context, b *Bot, it *discord.Interaction, find func(context.Context) T) (found T, ok bool) {
	ctx, cancel := context.WithDeadline(ctx, it.Received.Add(MaxDeferAfter))
	defer cancel()
	ready := make(chan T, 1)
	b.spawn("begin an answer", func() { ready <- find(ctx) })
	select {
	case found = <-ready:
		return found, ctx.Err() == nil // else it may tell of no more than that
	case <-ctx.Done():
		return found, false
	}
}

// task finds out what a member is to be shown.
type task func(ctx context.Context) (show.Message, error)

// plan is how an interaction is answered.
type plan struct {
	// kind names what is answered, for who counts.
	kind string
	say  show.Voice
	// private shows the answer to the member alone.
	private bool
	// replace puts it in the place of the message that the button is under.
	replace bool
	// replaced are the flags of that message.
	replaced discordgo.MessageFlags
	// form is opened in the place of an answer.
	form *show.Form
	// request is what is asked, nil where that cannot be told.
	request *request
	// long says that it may take longer than anybody waits for an answer.
	long bool
	run  task
}

// limits returns how long the work on an answer may take, and the queue that it
// waits in.
func (b *Bot) limits(p plan) (limit time.Duration, turns *queue) {
	if p.long {
		return longWithin, b.loads
	}
	return answerWithin, b.queue
}

// answerWithin bounds the work on one answer. A deferred response could be
// edited for fifteen minutes, but nobody waits that long.
const answerWithin = 2 * time.Minute

// answer sends an interaction its one answer: with the first response when it is
// ready in time, else in the place of a response that says it is being worked on.
func (b *Bot) answer(ctx context.Context, log *slog.Logger, it *discord.Interaction, p plan) {
	if p.form != nil {
		b.cfg.Observer.Answered(p.kind, outcomeOf(nil), time.Since(it.Received))
		b.report(log, it, "open a form", b.rest.Respond(ctx, it, p.form.Response()))
		return
	}
	limit, turns := b.limits(p)
	work, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	ready := make(chan show.Message, 1)
	b.tasks.Go(func() { ready <- b.produce(work, log, turns, p, it.Token) })

	if m, ok := b.inTime(ready, it); ok {
		m.Private = m.Private || p.private
		b.respond(ctx, log, it, m, p)
		return
	}
	if err := b.rest.Respond(ctx, it, deferred(p)); err != nil {
		// It may have got through all the same: the edit will tell.
		b.report(log, it, "defer", err)
	}
	m := b.await(work, log, it, p, ready)
	if ctx.Err() != nil {
		// The bot is stopped, which is told yet.
		last, done := context.WithTimeout(context.WithoutCancel(ctx), stopGiveUp)
		defer done()
		ctx = last
	}
	b.finish(ctx, log, it, m, p)
}

// finish sends the answer in the place of the response that said it would come.
func (b *Bot) finish(ctx context.Context, log *slog.Logger, it *discord.Interaction, m show.Message, p plan) {
	if p.replace && m.Alone {
		b.report(log, it, "follow up", b.rest.Follow(ctx, it, m.Followup()))
		return
	}
	err := errExpired
	if !it.Expired() {
		err = b.rest.Edit(ctx, it, p.placed(m.Above(p.say)).Edit())
	}
	if p.long && (it.Expired() || unknownToken(err)) {
		b.report(log, it, "answer by a message", b.late(ctx, m, p))
		return
	}
	b.report(log, it, "edit", err)
	b.complete(ctx, log, it, m, p)
}

// respond sends the answer with the first response.
func (b *Bot) respond(ctx context.Context, log *slog.Logger, it *discord.Interaction, m show.Message, p plan) {
	kind := discordgo.InteractionResponseChannelMessageWithSource
	if p.replace && !m.Alone {
		kind = discordgo.InteractionResponseUpdateMessage
	}
	err := b.rest.Respond(ctx, it, p.placed(m.Above(p.say)).Response(kind))
	b.report(log, it, "respond", err)
	if err == nil && len(m.Files) > 0 {
		// A file is too much for a response that is due within three seconds.
		b.report(log, it, "attach", b.rest.Edit(ctx, it, p.placed(m).Edit()))
	}
	if err == nil {
		b.complete(ctx, log, it, m, p)
	}
}

// placed returns an answer as it can take the place of the message that it is to.
func (p plan) placed(m show.Message) show.Message {
	if !p.replace || m.Alone {
		return m
	}
	return m.InPlaceOf(p.replaced)
}

// complete says what does not stand in the answer itself: what belongs into a
// thread, and what is for the member alone.
func (b *Bot) complete(ctx context.Context, log *slog.Logger, it *discord.Interaction, m show.Message, p plan) {
	if m.Thread != "" {
		b.answerInThread(ctx, log, it, m, p.request)
	}
	if m.Aside != "" {
		b.report(log, it, "tell", b.rest.Follow(ctx, it, show.Notice(m.Aside).Followup()))
	}
}

// inTime waits for the answer while it can go out with the first response.
func (b *Bot) inTime(ready <-chan show.Message, it *discord.Interaction) (show.Message, bool) {
	if b.cfg.DeferAfter == 0 {
		return show.Message{}, false
	}
	timer := time.NewTimer(b.cfg.DeferAfter - time.Since(it.Received))
	defer timer.Stop()
	select {
	case m := <-ready:
		return m, true
	case <-timer.C:
		return show.Message{}, false
	}
}

func deferred(p plan) discordgo.InteractionResponse {
	kind := discordgo.InteractionResponseDeferredChannelMessageWithSource
	if p.replace {
		kind = discordgo.InteractionResponseDeferredMessageUpdate
	}
	return discordgo.InteractionResponse{
		Type: kind,
		Data: &discordgo.InteractionResponseData{Flags: show.Message{Private: p.private}.Flags()},
	}
}

// report logs what became of an answer.
func (b *Bot) report(log *slog.Logger, it *discord.Interaction, step string, err error) {
	took := time.Since(it.Received).Round(time.Millisecond)
	if err != nil {
		b.cfg.Observer.Undelivered(step)
		log.Error("an interaction may not have been answered", "step", step, "took", took, "error", err)
		return
	}
	log.Info("answered an interaction", "step", step, "took", took)
}
