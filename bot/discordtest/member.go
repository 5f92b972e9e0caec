package discordtest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Member is who does something, and where. What is empty is the package's.
type Member struct {
	User string
	// Permissions are the member's in the channel, and Own the bot's, as
	// Discord writes them; empty stands for all of them.
	Permissions, Own string
	Roles            []string
	Locale           string
	Guild, Channel   string
	// Parent is the channel that the channel is a thread of.
	Parent string
	// Direct says that it is done in a direct message.
	Direct bool
	// Alone says that the member has installed the bot, not the server.
	Alone bool
}

// all is the number of all permissions.
const all = "9007199254740991"

// fields returns what an interaction tells of the member.
func (m Member) fields() map[string]any {
	channel := map[string]any{"id": cmp.Or(m.Channel, Channel), "type": discordgo.ChannelTypeGuildText}
	if m.Parent != "" {
		channel["type"], channel["parent_id"] = discordgo.ChannelTypeGuildPublicThread, m.Parent
	}
	fields := map[string]any{
		"channel_id": channel["id"], "channel": channel,
		"locale": cmp.Or(m.Locale, "en-US"), "app_permissions": cmp.Or(m.Own, all),
	}
	user := map[string]any{"id": cmp.Or(m.User, User), "username": "member", "discriminator": "0", "bot": false}
	fields["authorizing_integration_owners"] = map[string]any{"0": cmp.Or(m.Guild, Guild)}
	if m.Alone {
		fields["authorizing_integration_owners"] = map[string]any{"1": user["id"]}
	}
	if m.Direct {
		fields["user"], fields["context"] = user, discordgo.InteractionContextBotDM
		return fields
	}
	roles := append([]string{}, m.Roles...)
	fields["guild_id"] = cmp.Or(m.Guild, Guild)
	fields["member"] = map[string]any{"user": user, "permissions": cmp.Or(m.Permissions, all), "roles": roles}
	fields["context"] = discordgo.InteractionContextGuild
	return fields
}

// Command is a command that a member uses.
type Command struct {
	Member
	// Name is its name, with that of its subcommand after a space. A message
	// command's goes with the text of the message that it is used on.
	Name    string
	Target  string
	Options map[string]any
	// Files are attached: to the options of these names, or, with the name "",
	// to the message that a message command is used on.
	Files map[string]File
	// Typing is the option that the member is still typing: the bot is asked
	// for suggestions in place of an answer.
	Typing string
}

// Interaction is something that a member did and that the bot is to answer.
type Interaction struct {
	server   *Server
	ID       string
	token    string
	channel  string
	created  time.Time
	answered chan struct{}

	// What the server's lock guards.
	acknowledged discordgo.InteractionResponseType
	private      bool
	message      *Message
	choices      []*discordgo.ApplicationCommandOptionChoice
	form         *Form
	followups    []Message
	pressed      *Message // the message that the button is under
	asker        string
}

// Use has a member use a command.
func (s *Server) Use(c Command) *Interaction {
	s.tb.Helper()
	options := []map[string]any{}
	resolved := map[string]any{}
	for name, value := range c.Options {
		options = append(options, map[string]any{
			"name": name, "type": optionType(value), "value": optionValue(value, resolved), "focused": name == c.Typing,
		})
	}
	attached := map[string]any{}
	var posted []any
	for name, f := range c.Files {
		a := s.attach(f)
		attached[fmt.Sprint(a["id"])] = a
		if name == "" {
			posted = append(posted, a)
			continue
		}
		options = append(options, map[string]any{"name": name, "type": discordgo.ApplicationCommandOptionAttachment, "value": a["id"]})
	}
	name, sub, _ := strings.Cut(c.Name, " ")
	data := map[string]any{"id": "5500000000000000001", "name": name, "type": discordgo.ChatApplicationCommand}
	switch {
	case c.Target != "" || posted != nil:
		const target = "6600000000000000001"
		data["name"], data["type"], data["target_id"] = c.Name, discordgo.MessageApplicationCommand, target
		resolved = map[string]any{"messages": map[string]any{target: map[string]any{"id": target, "content": c.Target, "attachments": posted}}}
	case sub != "":
		data["options"] = []map[string]any{{"name": sub, "type": discordgo.ApplicationCommandOptionSubCommand, "options": options}}
	default:
		data["options"] = options
	}
	if len(attached) > len(posted) {
		resolved["attachments"] = attached
	}
	data["resolved"] = resolved
	fields := c.fields()
	fields["type"], fields["data"] = discordgo.InteractionApplicationCommand, data
	if c.Typing != "" {
		fields["type"] = discordgo.InteractionApplicationCommandAutocomplete
	}
	return s.Interact(fields)
}

// Press has a member press the button of that label, or choose what a list has of
// that name.
func (s *Server) Press(by Member, m Message, label string) *Interaction {
	s.tb.Helper()
	for _, row := range m.Buttons {
		for _, b := range row {
			if b.Label == label && !b.Disabled {
				fields := by.fields()
				fields["type"] = discordgo.InteractionMessageComponent
				fields["data"] = map[string]any{"custom_id": b.ID, "component_type": discordgo.ButtonComponent}
				fields["message"] = m.event()
				return s.interact(fields, &m)
			}
		}
	}
	for _, menu := range m.Menus {
		for _, o := range menu.Options {
			if o.Label == label {
				return s.Choose(by, m, menu, o.ID)
			}
		}
	}
	s.tb.Fatalf("discordtest: no button %q to press in:\n%s", label, m.Text())
	return nil
}

// Choose has a member choose from a list below a message.
func (s *Server) Choose(by Member, m Message, menu Menu, values ...string) *Interaction {
	fields := by.fields()
	fields["type"] = discordgo.InteractionMessageComponent
	fields["data"] = map[string]any{"custom_id": menu.ID, "component_type": menu.Type, "values": values}
	fields["message"] = m.event()
	return s.interact(fields, &m)
}

// event returns a message as events tell of it.
func (m Message) event() map[string]any {
	var flags discordgo.MessageFlags
	if m.Private {
		flags = discordgo.MessageFlagsEphemeral
	}
	if m.Parts != nil {
		flags |= discordgo.MessageFlagsIsComponentsV2
	}
	event := map[string]any{"id": m.ID, "channel_id": m.Channel, "content": m.Content, "flags": flags, "author": map[string]any{"id": BotID, "bot": true}}
	if m.it != "" {
		event["interaction_metadata"] = map[string]any{"id": m.it, "user": map[string]any{"id": m.asker}}
	}
	if m.ReplyTo != "" {
		event["message_reference"] = map[string]any{"message_id": m.ReplyTo}
	}
	return event
}

func optionType(value any) discordgo.ApplicationCommandOptionType {
	switch value.(type) {
	case bool:
		return discordgo.ApplicationCommandOptionBoolean
	case int:
		return discordgo.ApplicationCommandOptionInteger
	case float64:
		return discordgo.ApplicationCommandOptionNumber
	case ChannelOption:
		return discordgo.ApplicationCommandOptionChannel
	case RoleOption:
		return discordgo.ApplicationCommandOptionRole
	default:
		return discordgo.ApplicationCommandOptionString
	}
}

// ChannelOption is a channel that a member chooses for an option.
type ChannelOption struct {
	ID     string
	Type   discordgo.ChannelType
	Parent string // of a thread
	// Permissions are the member's there; empty stands for all of them.
	Permissions string
}

// RoleOption is a role that a member chooses for an option.
type RoleOption struct {
	ID          string
	Mentionable bool // by everybody
}

// optionValue returns what an option is given, and notes what goes with it.
func optionValue(value any, resolved map[string]any) any {
	note := func(kind, id string, what map[string]any) {
		of, _ := resolved[kind].(map[string]any)
		if of == nil {
			of = map[string]any{}
		}
		of[id], resolved[kind] = what, of
	}
	switch o := value.(type) {
	case ChannelOption:
		note("channels", o.ID, map[string]any{"id": o.ID, "type": o.Type, "parent_id": o.Parent, "permissions": cmp.Or(o.Permissions, all)})
		return o.ID
	case RoleOption:
		note("roles", o.ID, map[string]any{"id": o.ID, "name": "readers", "mentionable": o.Mentionable})
		return o.ID
	}
	return value
}

// Interact sends the bot an interaction of any kind, with these fields beside
// those that each one has.
func (s *Server) Interact(fields map[string]any) *Interaction { return s.interact(fields, nil) }

func (s *Server) interact(fields map[string]any, pressed *Message) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{
		server: s, ID: s.id(), created: time.Now(), answered: make(chan struct{}), channel: Channel,
		pressed: pressed, asker: asker(fields),
	}
	it.token = "aW50ZXJhY3Rpb246" + it.ID
	if channel, ok := fields["channel_id"].(string); ok {
		it.channel = channel
	}
	s.interactions[it.ID] = it
	event := map[string]any{
		"id": it.ID, "application_id": AppID, "token": it.token, "version": 1,
		"locale": "en-US", "app_permissions": all, "entitlements": []any{},
	}
	for name, value := range fields {
		event[name] = value
	}
	s.emit("INTERACTION_CREATE", event)
	return it
}

// asker returns the id of whoever did what the fields tell of.
func asker(fields map[string]any) string {
	at := fields
	if member, ok := fields["member"].(map[string]any); ok {
		at = member
	}
	user, _ := at["user"].(map[string]any)
	id, _ := user["id"].(string)
	return id
}

// Asides returns the further messages that came after the answer.
func (it *Interaction) Asides() []Message {
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	return append([]Message(nil), it.followups...)
}

// Replaced reports whether the answer took the place of the message that the
// button is under.
func (it *Interaction) Replaced() bool {
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	return it.acknowledged == discordgo.InteractionResponseUpdateMessage || it.acknowledged == discordgo.InteractionResponseDeferredMessageUpdate
}

// Answer waits for what the member gets to see, and fails the test when nothing
// comes.
func (it *Interaction) Answer() Message {
	it.server.tb.Helper()
	it.wait()
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	if it.message == nil {
		it.server.tb.Fatalf("discordtest: an interaction got suggestions where an answer was due")
		return Message{}
	}
	return *it.message
}

// Choices waits for the suggestions that the member gets to see.
func (it *Interaction) Choices() []*discordgo.ApplicationCommandOptionChoice {
	it.server.tb.Helper()
	it.wait()
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	return it.choices
}

// Deferred reports whether the first response said that an answer would come.
func (it *Interaction) Deferred() bool {
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	return it.acknowledged == discordgo.InteractionResponseDeferredChannelMessageWithSource
}

// Token returns the interaction's secret.
func (it *Interaction) Token() string { return it.token }

func (it *Interaction) wait() {
	it.server.tb.Helper()
	select {
	case <-it.answered:
	case <-time.After(patience):
		it.server.tb.Fatalf("discordtest: the application did not respond; problems: %q", it.server.TakeProblems())
	}
}

// show lets members see the answer to an interaction; s.mu is held.
func (s *Server) show(it *Interaction, given sent) {
	m := s.message(it.channel, given)
	m.Private, m.it, m.asker = it.private, it.ID, it.asker
	first := it.message == nil
	if !first {
		m.ID = it.message.ID
	}
	it.message = &m
	if !m.Private {
		s.messages = slices.DeleteFunc(s.messages, func(old Message) bool { return old.ID == m.ID })
		s.messages = append(s.messages, m)
	}
	if first {
		close(it.answered)
	}
}

// Post is a message that a member writes.
type Post struct {
	Content string
	// Guild and Channel are the package's when empty.
	Guild, Channel string
	// Direct says that it is sent to the bot.
	Direct bool
	// ByBot says that another bot wrote it.
	ByBot bool
	// User is who wrote it; the package's when empty.
	User string
	// ReplyTo is the message that it replies to.
	ReplyTo *Message
}

// Say has a member write a message, and returns its id. The bot gets to read it
// as far as its intents allow.
func (s *Server) Say(p Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id()
	event := map[string]any{
		"id": id, "type": 0, "channel_id": cmp.Or(p.Channel, Channel), "content": p.Content,
		"author":   map[string]any{"id": cmp.Or(p.User, User), "username": "member", "discriminator": "0", "bot": p.ByBot},
		"mentions": []any{}, "mention_everyone": false, "attachments": []any{}, "embeds": []any{},
		"timestamp": time.Now().UTC().Format(time.RFC3339),
	}
	if p.ReplyTo != nil {
		event["type"], event["referenced_message"] = discordgo.MessageTypeReply, p.ReplyTo.event()
	}
	intent := discordgo.IntentsDirectMessages
	mentioned := strings.Contains(p.Content, "<@"+BotID+">")
	if mentioned {
		event["mentions"] = []map[string]any{{"id": BotID, "username": "Dateline", "bot": true}}
	}
	if !p.Direct {
		intent = discordgo.IntentsGuildMessages
		event["guild_id"] = cmp.Or(p.Guild, Guild)
		if !mentioned {
			event["content"] = "" // the bot has no message content intent
		}
	}
	if s.gateway.intents&intent != 0 {
		s.emit("MESSAGE_CREATE", event)
	}
	return id
}

// Reply waits for the bot's reply to a message.
func (s *Server) Reply(id string) Message {
	s.tb.Helper()
	var reply Message
	s.Wait("a reply", func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		for _, m := range s.messages {
			if m.ReplyTo == id {
				reply = m
				return true
			}
		}
		return false
	})
	return reply
}
