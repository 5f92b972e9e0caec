package discord

import (
	"cmp"
	"encoding/json"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Event is something that the gateway tells of.
type Event struct {
	Name     string
	Data     json.RawMessage
	Received time.Time
}

// Interaction is the part of Discord's interaction that the bot needs. It is
// read apart from its data, so that one whose data cannot be read, or whose type
// is new, gets an answer too.
type Interaction struct {
	ID             string                    `json:"id"`
	AppID          string                    `json:"application_id"`
	Type           discordgo.InteractionType `json:"type"`
	Token          string                    `json:"token"`
	GuildID        string                    `json:"guild_id"`
	ChannelID      string                    `json:"channel_id"`
	Channel        Channel                   `json:"channel"`
	Locale         string                    `json:"locale"`
	GuildLocale    string                    `json:"guild_locale"`
	AppPermissions string                    `json:"app_permissions"`
	User           User                      `json:"user"` // in direct messages
	// Owners are who installed the application where it was used, by how: "0" is
	// the server, "1" the member.
	Owners map[string]string `json:"authorizing_integration_owners"`
	Member struct {
		User        User     `json:"user"`
		Permissions string   `json:"permissions"`
		Roles       []string `json:"roles"`
	} `json:"member"`
	// Message is the one that a button is under.
	Message Message         `json:"message"`
	Data    json.RawMessage `json:"data"`

	// Received is when the event came: Discord waits three seconds from then on.
	Received time.Time `json:"-"`
}

// editsFor is how long an interaction takes edits, with room for the last one
// within Discord's fifteen minutes.
const editsFor = 14 * time.Minute

// Expired reports whether it is too late to edit the answer.
func (it *Interaction) Expired() bool { return time.Since(it.Received) > editsFor }

// OfMember reports whether a member alone installed the application, not the server
// that they use it in.
func (it *Interaction) OfMember() bool {
	_, member := it.Owners["1"]
	_, server := it.Owners["0"]
	return member && !server
}

// By returns who did it.
func (it *Interaction) By() User {
	if it.Member.User.ID != "" {
		return it.Member.User
	}
	return it.User
}

// User is the part of Discord's user that the bot needs.
type User struct {
	ID       string `json:"id"`
	Bot      bool   `json:"bot"`
	Username string `json:"username"`
	Global   string `json:"global_name"`
}

// Name returns what the user is called.
func (u User) Name() string { return cmp.Or(u.Global, u.Username) }

// Channel is the part of Discord's channel that the bot needs.
type Channel struct {
	ID       string                `json:"id"`
	Type     discordgo.ChannelType `json:"type"`
	ParentID string                `json:"parent_id"`
}

// IsThread reports whether the channel is a thread, which belongs to its parent.
func (c Channel) IsThread() bool {
	switch c.Type {
	case discordgo.ChannelTypeGuildNewsThread, discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread:
		return true
	default:
		return false
	}
}

// Parent returns the id of the channel that a thread is in, "" for what is none.
func (c Channel) Parent() string {
	if !c.IsThread() {
		return ""
	}
	return c.ParentID
}

// Writing returns the permission that it takes to write in a channel, or in a thread.
func Writing(inThread bool) int64 {
	if inThread {
		return discordgo.PermissionSendMessagesInThreads
	}
	return discordgo.PermissionSendMessages
}

// Attachment is the part of Discord's attachment that the bot needs. Its URL
// holds for a day.
type Attachment struct {
	ID       string `json:"id"`
	Filename string `json:"filename"`
	Size     int64  `json:"size"`
	URL      string `json:"url"`
}

// Message is the part of Discord's message that the bot needs.
type Message struct {
	ID        string                 `json:"id"`
	Type      discordgo.MessageType  `json:"type"`
	ChannelID string                 `json:"channel_id"`
	GuildID   string                 `json:"guild_id"`
	WebhookID string                 `json:"webhook_id"`
	Content   string                 `json:"content"`
	Flags     discordgo.MessageFlags `json:"flags"`
	Author    User                   `json:"author"`
	Member    struct {
		Roles []string `json:"roles"`
	} `json:"member"`
	Embeds []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		URL         string `json:"url"`
	} `json:"embeds"`
	// Components are all that a message has which is made of them.
	Components  []Component  `json:"components"`
	Attachments []Attachment `json:"attachments"`
	// Interaction is the one that the message answers, and Reference the message.
	Interaction         Asked `json:"interaction"`
	InteractionMetadata Asked `json:"interaction_metadata"`
	Reference           struct {
		MessageID string `json:"message_id"`
	} `json:"message_reference"`
	Referenced *Message `json:"referenced_message"`
}

// Component is the part of Discord's components that the bot needs: what can be read,
// and where a button leads.
type Component struct {
	Content    string      `json:"content"`
	URL        string      `json:"url"`
	Components []Component `json:"components"`
	Accessory  *Component  `json:"accessory"`
}

// read adds what can be read of components, and where their buttons lead.
func read(components []Component, texts, links []string) ([]string, []string) {
	for _, c := range components {
		if c.Content != "" {
			texts = append(texts, c.Content)
		}
		if c.URL != "" {
			links = append(links, c.URL)
		}
		texts, links = read(c.Components, texts, links)
		if c.Accessory != nil {
			texts, links = read([]Component{*c.Accessory}, texts, links)
		}
	}
	return texts, links
}

// Links returns where the message's embeds and buttons lead.
func (m Message) Links() []string {
	var out []string
	for _, e := range m.Embeds {
		if e.URL != "" {
			out = append(out, e.URL)
		}
	}
	_, links := read(m.Components, nil, out)
	return links
}

// Asked is the interaction that a message answers.
type Asked struct {
	ID   string `json:"id"`
	User User   `json:"user"`
}

// AskedBy returns the member whose command or button the message answers, ""
// when that is not known.
func (m Message) AskedBy() string {
	return cmp.Or(m.InteractionMetadata.User.ID, m.Interaction.User.ID)
}

// Answered returns the ids that the question may have whose answer the message
// replies to: an interaction's, or a message's.
func (m Message) Answered() []string {
	if m.Referenced == nil {
		return nil
	}
	var ids []string
	for _, id := range []string{m.Referenced.InteractionMetadata.ID, m.Referenced.Interaction.ID, m.Referenced.Reference.MessageID} {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// Text returns what can be read of the message.
func (m Message) Text() string {
	parts := []string{m.Content}
	for _, e := range m.Embeds {
		parts = append(parts, e.Title, e.Description)
	}
	parts, _ = read(m.Components, parts, nil)
	return strings.TrimSpace(strings.Join(parts, "\n"))
}
