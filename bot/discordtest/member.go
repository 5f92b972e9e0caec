package discordtest

import (
	"cmp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Command is a slash command that a member uses.
type Command struct {
	Name    string
	Options map[string]any
	// Typing is the option that the member is still typing: the bot is asked
	// for suggestions in place of an answer.
	Typing string
	// Guild and Channel are the package's when empty.
	Guild, Channel string
	// Direct says that it is used in a direct message.
	Direct bool
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
}

// Use has a member use a command.
func (s *Server) Use(c Command) *Interaction {
	s.tb.Helper()
	options := []map[string]any{}
	for name, value := range c.Options {
		options = append(options, map[string]any{
			"name": name, "type": optionType(value), "value": value, "focused": name == c.Typing,
		})
	}
	kind := discordgo.InteractionApplicationCommand
	if c.Typing != "" {
		kind = discordgo.InteractionApplicationCommandAutocomplete
	}
	fields := map[string]any{
		"type":       kind,
		"channel_id": cmp.Or(c.Channel, Channel),
		"data":       map[string]any{"id": "5500000000000000001", "name": c.Name, "type": 1, "options": options},
	}
	user := map[string]any{"id": User, "username": "member", "discriminator": "0", "bot": false}
	if c.Direct {
		fields["user"], fields["context"] = user, discordgo.InteractionContextBotDM
	} else {
		fields["guild_id"] = cmp.Or(c.Guild, Guild)
		fields["member"] = map[string]any{"user": user, "permissions": "2147483647", "roles": []string{}}
		fields["context"] = discordgo.InteractionContextGuild
	}
	return s.Interact(fields)
}

func optionType(value any) discordgo.ApplicationCommandOptionType {
	switch value.(type) {
	case bool:
		return discordgo.ApplicationCommandOptionBoolean
	case int:
		return discordgo.ApplicationCommandOptionInteger
	default:
		return discordgo.ApplicationCommandOptionString
	}
}

// Interact sends the bot an interaction of any kind, with these fields beside
// those that each one has.
func (s *Server) Interact(fields map[string]any) *Interaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	it := &Interaction{
		server: s, ID: s.id(), created: time.Now(), answered: make(chan struct{}), channel: Channel,
	}
	it.token = "aW50ZXJhY3Rpb246" + it.ID
	if channel, ok := fields["channel_id"].(string); ok {
		it.channel = channel
	}
	s.interactions[it.ID] = it
	event := map[string]any{
		"id": it.ID, "application_id": AppID, "token": it.token, "version": 1,
		"locale": "en-US", "app_permissions": "2147483647", "entitlements": []any{},
	}
	for name, value := range fields {
		event[name] = value
	}
	s.emit("INTERACTION_CREATE", event)
	return it
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

// Deferred says whether the first response said that an answer would come.
func (it *Interaction) Deferred() bool {
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	return it.acknowledged == discordgo.InteractionResponseDeferredChannelMessageWithSource
}

// Token is the interaction's secret.
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
	m.Private = it.private
	first := it.message == nil
	it.message = &m
	if !m.Private {
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
}

// Say has a member write a message, and gives its id. The bot gets to read it
// as far as its intents allow.
func (s *Server) Say(p Post) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := s.id()
	event := map[string]any{
		"id": id, "type": 0, "channel_id": cmp.Or(p.Channel, Channel), "content": p.Content,
		"author":   map[string]any{"id": User, "username": "member", "discriminator": "0", "bot": p.ByBot},
		"mentions": []any{}, "mention_everyone": false, "attachments": []any{}, "embeds": []any{},
		"timestamp": time.Now().UTC().Format(time.RFC3339),
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
