package bot

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
)

// posted is the part of Discord's message that the bot needs.
type posted struct {
	ID        string                 `json:"id"`
	Type      discordgo.MessageType  `json:"type"`
	ChannelID string                 `json:"channel_id"`
	GuildID   string                 `json:"guild_id"`
	WebhookID string                 `json:"webhook_id"`
	Content   string                 `json:"content"`
	Flags     discordgo.MessageFlags `json:"flags"`
	Author    user                   `json:"author"`
	Member    struct {
		Roles []string `json:"roles"`
	} `json:"member"`
	Embeds []struct {
		Title       string `json:"title"`
		Description string `json:"description"`
		URL         string `json:"url"`
	} `json:"embeds"`
	Attachments []attachment `json:"attachments"`
	// Interaction is the one that a message answers, and Reference the message.
	Interaction         asked `json:"interaction"`
	InteractionMetadata asked `json:"interaction_metadata"`
	Reference           struct {
		MessageID string `json:"message_id"`
	} `json:"message_reference"`
	Referenced *posted `json:"referenced_message"`
}

// asked is the interaction that a message answers.
type asked struct {
	ID   string `json:"id"`
	User user   `json:"user"`
}

// askedBy is the member whose command or button the message answers, "" when
// that is not known.
func (p posted) askedBy() string {
	for _, a := range []asked{p.InteractionMetadata, p.Interaction} {
		if a.User.ID != "" {
			return a.User.ID
		}
	}
	return ""
}

// answered are the ids that the question may have that the message replies to
// the answer of: an interaction, or a message.
func (p posted) answered() []string {
	if p.Referenced == nil {
		return nil
	}
	var ids []string
	for _, id := range []string{p.Referenced.InteractionMetadata.ID, p.Referenced.Interaction.ID, p.Referenced.Reference.MessageID} {
		if id != "" {
			ids = append(ids, id)
		}
	}
	return ids
}

// text is what can be read of the message.
func (p posted) text() string {
	parts := []string{p.Content}
	for _, e := range p.Embeds {
		parts = append(parts, e.Title, e.Description)
	}
	return strings.TrimSpace(strings.Join(parts, "\n"))
}

// onMessage answers a message that mentions the bot or was sent to it.
func (b *Bot) onMessage(ctx context.Context, e event) {
	var p posted
	if err := json.Unmarshal(e.data, &p); err != nil {
		b.log.Debug("a message that cannot be read", "error", err)
		return
	}
	self := b.self.Load()
	if self == nil {
		return
	}
	question, ok := p.question(self.userID)
	if !ok || !b.recent.first(p.ID) {
		return
	}
	log := b.log.With("message", p.ID, "guild", p.GuildID)
	work, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	r := &request{id: p.ID, guild: p.GuildID, channel: p.ChannelID, user: p.Author.ID, roles: p.Member.Roles, message: true, say: b.voices.in()}
	admitted := b.admitMessage(work, r)
	m := b.produce(work, log, b.queue, r.say, "", func(ctx context.Context) (message, error) {
		if admitted != nil {
			return message{}, admitted
		}
		return b.askByMessage(ctx, r, p, question)
	})
	took := time.Since(e.received).Round(time.Millisecond)
	switch err := b.deliver(ctx, log, r, p, m); {
	case status(err) == http.StatusForbidden:
		log.Info("may not answer in that channel", "channel", p.ChannelID, "error", err)
	case err != nil:
		log.Error("a message may not have been answered", "took", took, "error", err)
	default:
		log.Info("answered a message", "took", took)
	}
}

// admitMessage completes a request that comes with a message.
func (b *Bot) admitMessage(ctx context.Context, r *request) error {
	if err := b.admit(ctx, r); err != nil {
		return err
	}
	if err := b.findParent(ctx, r); err != nil {
		b.log.Debug("a message's channel cannot be looked up", "guild", r.guild, "channel", r.channel, "error", err)
	}
	return b.mayAsk(r)
}

// findParent finds the channel that a thread belongs to, where that matters and
// nobody has told: a thread is as its channel is.
func (b *Bot) findParent(ctx context.Context, r *request) error {
	if len(r.settings.Channels) == 0 && r.mode() != record.Thread {
		return nil
	}
	c, err := b.rest.channel(ctx, r.channel)
	if err != nil {
		return err
	}
	if c.isThread() {
		r.parent = c.ParentID
	}
	return nil
}

// question is what the message asks the bot, and whether it asks at all. Other
// bots are not answered, so that no two of them talk for ever, and in a server
// only who names the bot in the text: a reply to what it said is not meant for
// it unless it says so.
func (p posted) question(userID string) (string, bool) {
	ordinary := p.Type == discordgo.MessageTypeDefault || p.Type == discordgo.MessageTypeReply
	if !ordinary || p.Author.Bot || p.WebhookID != "" || p.Author.ID == userID {
		return "", false
	}
	without := strings.NewReplacer("<@"+userID+">", " ", "<@!"+userID+">", " ").Replace(p.Content)
	if p.GuildID != "" && without == p.Content {
		return "", false
	}
	return answers.Inline(without), true
}

func (b *Bot) askByMessage(ctx context.Context, r *request, p posted, question string) (message, error) {
	if question == "" {
		return message{}, refuse("ask_something")
	}
	question = clipText(question, maxQuestion)
	if q, meant, ok := b.before(ctx, r, p); ok {
		return b.converse(ctx, r, question, q, meant)
	}
	return b.inquire(ctx, r, inquiry(record.Ask, question, retrieval.Filter{}))
}

// deliver shows the answer to a message: as a reply, in a thread, or to the
// member alone, as the channel's setting says and as the bot may.
func (b *Bot) deliver(ctx context.Context, log *slog.Logger, r *request, p posted, m message) error {
	if r.private && r.guild != "" {
		return b.rest.direct(ctx, r.user, "d"+r.id, m)
	}
	if m.thread != "" {
		err := b.intoThread(ctx, r, p.ID, m)
		if err == nil {
			return nil
		}
		log.Info("no thread for an answer", "channel", r.channel, "error", err)
	}
	err := b.rest.reply(ctx, p.ChannelID, p.ID, m)
	if status(err) != http.StatusForbidden {
		return err
	}
	plain := m.plain(r.say)
	if len(m.embeds) > 0 && b.rest.reply(ctx, p.ChannelID, p.ID, plain) == nil {
		return b.rest.direct(ctx, r.user, "d"+r.id, notice(r.say.say("may_not_embed")))
	}
	m.head = r.say.say("may_not_speak") + "\n" + m.head
	return b.rest.direct(ctx, r.user, "d"+r.id, m)
}
