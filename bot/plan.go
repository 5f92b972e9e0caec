package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
)

// plan finds out what an interaction asks for, and how it is answered.
func (b *Bot) plan(ctx context.Context, it *interaction) plan {
	p := plan{say: b.voices.in(it.Locale, it.GuildLocale)}
	if err := b.planInto(ctx, it, &p); err != nil {
		return plan{say: p.say, private: true, run: func(context.Context) (message, error) { return message{}, err }}
	}
	return p
}

func (b *Bot) planInto(ctx context.Context, it *interaction, p *plan) error {
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

func (b *Bot) planCommand(ctx context.Context, it *interaction, p *plan) error {
	given, err := readCommand(it.Data)
	if err != nil {
		return err
	}
	c, ok := handlers[given.path]
	if !ok {
		return refuse("unknown")
	}
	r, err := b.requestFor(ctx, it, p)
	if err != nil {
		return err
	}
	r.given, r.target, r.files = given.options, given.target, given.files
	r.private = c.private && !r.given.flag("public") || r.given.flag("private")
	return b.admitTo(ctx, c, r, p)
}

// requestFor gives the request that came with an interaction; its plan then
// speaks the request's language.
func (b *Bot) requestFor(ctx context.Context, it *interaction, p *plan) (*request, error) {
	r, err := b.request(ctx, it)
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
func (p *plan) do(b *Bot, r *request, handle func(*Bot, context.Context, *request) (message, error), long bool) {
	if long {
		r.progress = &progress{}
	}
	p.private, p.request, p.long = r.private, r, long
	p.run = func(ctx context.Context) (message, error) {
		m, err := handle(b, ctx, r)
		return m.within(r), err
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

// command is what came with the use of a command.
type command struct {
	path    string // its name, with that of its subcommand
	options options
	// focused is the option that is still typed.
	focused string
	target  posted
	files   map[string]attachment
}

func readCommand(data json.RawMessage) (c command, err error) {
	var given struct {
		Name     string                                               `json:"name"`
		Options  []*discordgo.ApplicationCommandInteractionDataOption `json:"options"`
		TargetID string                                               `json:"target_id"`
		Resolved struct {
			Messages    map[string]posted     `json:"messages"`
			Attachments map[string]attachment `json:"attachments"`
		} `json:"resolved"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return c, fmt.Errorf("read a command: %w", err)
	}
	c.path, c.options = readOptions(given.Name, given.Options)
	c.focused = focusedOption(given.Options)
	c.target, c.files = given.Resolved.Messages[given.TargetID], given.Resolved.Attachments
	return c, nil
}

func focusedOption(given []*discordgo.ApplicationCommandInteractionDataOption) string {
	for _, o := range given {
		if o == nil {
			continue
		}
		if o.Focused {
			return o.Name
		}
		if name := focusedOption(o.Options); name != "" {
			return name
		}
	}
	return ""
}

// planButton finds out what a button does.
func (b *Bot) planButton(ctx context.Context, it *interaction, p *plan) error {
	pressed, err := readSubmission(it.Data)
	if err != nil {
		return err
	}
	a, ok := actions[pressed.name]
	if !ok {
		return refuse("unknown")
	}
	r, err := b.requestFor(ctx, it, p)
	if err != nil {
		return err
	}
	r.args = pressed.args
	if a.moderators && !r.moderates() {
		return refuse("moderators_only")
	}
	shown := it.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	own := shown || it.Message.askedBy() == "" || it.Message.askedBy() == r.user
	// Who turns the pages of another member's message gets one of their own.
	p.replace = a.turns && (own || a.moderators)
	r.private = !a.public && !p.replace
	if a.form != nil {
		p.form, err = a.form(b, ctx, r)
		return err
	}
	p.do(b, r, a.handle, a.long)
	return nil
}

// planForm finds out what a form that was filled in asks for.
func (b *Bot) planForm(ctx context.Context, it *interaction, p *plan) error {
	filled, err := readSubmission(it.Data)
	if err != nil {
		return err
	}
	c, ok := forms[filled.name]
	if !ok {
		return refuse("unknown")
	}
	r, err := b.requestFor(ctx, it, p)
	if err != nil {
		return err
	}
	r.args, r.given = filled.args, filled.fields
	r.private = c.private || it.Message.Flags&discordgo.MessageFlagsEphemeral != 0
	p.replace = c.replaces && it.Message.ID != ""
	return b.admitTo(ctx, c, r, p)
}

// submission is what came with the press of a button or with a form.
type submission struct {
	name   string // of the action
	args   []string
	fields options // of a form
}

// readSubmission reads one. The id that Discord sends back is an action's name
// and its arguments, with colons between them.
func readSubmission(data json.RawMessage) (submission, error) {
	var given struct {
		CustomID   string      `json:"custom_id"`
		Components []component `json:"components"`
	}
	if err := json.Unmarshal(data, &given); err != nil {
		return submission{}, fmt.Errorf("read a button or a form: %w", err)
	}
	s := submission{fields: options{}}
	s.name, s.args = splitID(given.CustomID)
	for _, field := range given.Components {
		field.into(s.fields)
	}
	return s, nil
}

// component is what a member filled into a form: a row or a label around a
// field, or the field.
type component struct {
	CustomID   string      `json:"custom_id"`
	Value      string      `json:"value"`
	Component  *component  `json:"component"`
	Components []component `json:"components"`
}

func (c component) into(o options) {
	if c.CustomID != "" {
		o[c.CustomID] = c.Value
	}
	if c.Component != nil {
		c.Component.into(o)
	}
	for _, inner := range c.Components {
		inner.into(o)
	}
}

const idSeparator = ":"

func splitID(id string) (name string, args []string) {
	parts := strings.Split(id, idSeparator)
	return parts[0], parts[1:]
}

func joinID(name string, args ...string) string {
	return strings.Join(append([]string{name}, args...), idSeparator)
}

// errArgs says that a button's id was not made by this version of the bot.
var errArgs = errors.New("a button with other arguments than its action has")
