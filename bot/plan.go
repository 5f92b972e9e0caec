package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/record"
	"dateline/bot/show"
)

// plan finds out what an interaction asks for, and how it is answered.
func (b *Bot) plan(ctx context.Context, it *discord.Interaction) plan {
	p := plan{kind: "unknown", say: b.voices.In(it.Locale, it.GuildLocale)}
	if err := b.planInto(ctx, it, &p); err != nil {
		refusal := refused(p.say, err)
		refusal.kind = p.kind
		return refusal
	}
	return p
}

// refused tells a member of an error.
func refused(v show.Voice, err error) plan {
	return plan{kind: "unknown", say: v, private: true, run: func(context.Context) (show.Message, error) { return show.Message{}, err }}
}

func (b *Bot) planInto(ctx context.Context, it *discord.Interaction, p *plan) error {
	switch it.Type {
	case discordgo.InteractionApplicationCommand:
		return b.planCommand(ctx, it, p)
	case discordgo.InteractionMessageComponent:
		return b.planButton(ctx, it, p)
	case discordgo.InteractionModalSubmit:
		return b.planForm(ctx, it, p)
	default:
		return refuse("unknown")
	}
}

func (b *Bot) planCommand(ctx context.Context, it *discord.Interaction, p *plan) error {
	given, err := command.Read(it.Data)
	if err != nil {
		return err
	}
	c, ok := handlers[given.Path]
	if !ok {
		return refuse("unknown")
	}
	p.kind = given.Path
	r, err := b.requestFor(ctx, it, p, c.anywhere)
	if err != nil {
		return err
	}
	r.given, r.target, r.files, r.named = given.Options, given.Target, given.Files, given.Named
	r.private = c.private && !r.given.Flag("public") || r.given.Flag("private")
	return b.admitTo(ctx, c, r, p)
}

// requestFor returns the request that came with an interaction; its plan then
// speaks the request's language.
func (b *Bot) requestFor(ctx context.Context, it *discord.Interaction, p *plan, anywhere bool) (*request, error) {
	r, err := b.request(ctx, it, anywhere)
	if err == nil {
		p.say = r.say
	}
	return r, err
}

// admitTo holds a request against what its command asks of it.
func (b *Bot) admitTo(ctx context.Context, c handler, r *request, p *plan) error {
	switch {
	case c.admins && !r.administers():
		return refuse("admins_only")
	case c.moderators && !r.moderates():
		return refuse("moderators_only")
	}
	if c.question {
		if err := b.mayAsk(r); err != nil {
			return err
		}
	}
	if c.form != nil {
		f, err := c.form(b, ctx, r)
		if p.form = f; err != nil || f != nil {
			return err
		}
	}
	p.do(b, r, c.handle, c.long)
	return nil
}

// do has a handler answer a request.
func (p *plan) do(b *Bot, r *request, handle func(*Bot, context.Context, *request) (show.Message, error), long bool) {
	if long {
		r.progress = &progress{}
	}
	p.private, p.request, p.long = r.private, r, long
	p.run = func(ctx context.Context) (show.Message, error) {
		m, err := handle(b, ctx, r)
		return r.permitted(show.Pending(r.say, m, r.pending)), err
	}
}

// mayAsk says where the answer to a question is to be shown, or refuses it.
func (b *Bot) mayAsk(r *request) error {
	switch r.mode() {
	case record.Off:
		r.private = true
		return refuse("channel_off")
	case record.Private:
		r.private = true
	default:
		r.hushed = !r.private && r.guild != "" && !r.maySpeak()
		r.private = r.private || r.hushed
	}
	return b.rates.take(r)
}

// planButton finds out what a button does.
func (b *Bot) planButton(ctx context.Context, it *discord.Interaction, p *plan) error {
	pressed, err := command.ReadSubmission(it.Data)
	if err != nil {
		return err
	}
	a, ok := actions[pressed.Name]
	if !ok {
		return refuse("unknown")
	}
	p.kind = "button " + pressed.Name
	r, err := b.requestFor(ctx, it, p, a.anywhere)
	if err != nil {
		return err
	}
	r.args, r.chosen = pressed.Args, pressed.Values
	if err := a.admits(r); err != nil {
		return err
	}
	shown := it.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	own := shown || it.Message.AskedBy() == "" || it.Message.AskedBy() == r.user
	// Who turns the pages of another member's message gets one of their own.
	p.replace = a.turns && (own || a.moderators)
	p.replaced = it.Message.Flags
	r.private = !a.public && !p.replace
	if a.counts {
		if err := b.rates.take(r); err != nil {
			return err
		}
	}
	if a.form != nil {
		p.form, err = a.form(b, ctx, r)
		return err
	}
	p.do(b, r, a.handle, a.long)
	return nil
}

// admits refuses an action to whom it is not for.
func (a action) admits(r *request) error {
	switch {
	case a.admins && !r.administers():
		return refuse("admins_only")
	case a.moderators && !r.moderates():
		return refuse("moderators_only")
	}
	return nil
}

// planForm finds out what a form that was filled in asks for.
func (b *Bot) planForm(ctx context.Context, it *discord.Interaction, p *plan) error {
	filled, err := command.ReadSubmission(it.Data)
	if err != nil {
		return err
	}
	c, ok := forms[filled.Name]
	if !ok {
		return refuse("unknown")
	}
	p.kind = "form " + filled.Name
	r, err := b.requestFor(ctx, it, p, c.anywhere)
	if err != nil {
		return err
	}
	r.args, r.given, r.files = filled.Args, filled.Fields, filled.Files
	r.private = c.private || it.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	p.replace = c.replaces && it.Message.ID != ""
	p.replaced = it.Message.Flags
	return b.admitTo(ctx, c, r, p)
}
