package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
)

// posted is the part of Discord's message that the bot needs.
type posted struct {
	ID        string                `json:"id"`
	Type      discordgo.MessageType `json:"type"`
	ChannelID string                `json:"channel_id"`
	GuildID   string                `json:"guild_id"`
	WebhookID string                `json:"webhook_id"`
	Content   string                `json:"content"`
	Author    struct {
		ID  string `json:"id"`
		Bot bool   `json:"bot"`
	} `json:"author"`
}

// onMessage answers a message that mentions the bot or was sent to it.
func (b *Bot) onMessage(ctx context.Context, e event) {
	var p posted
	if err := json.Unmarshal(e.data, &p); err != nil {
		b.log.Debug("a message that cannot be read", "err", err)
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
	m := b.produce(work, log, "", func(ctx context.Context) (message, error) {
		return b.askByMessage(ctx, p.GuildID, question)
	})
	took := time.Since(e.received).Round(time.Millisecond)
	switch err := b.rest.reply(ctx, p.ChannelID, p.ID, m); {
	case status(err) == http.StatusForbidden:
		log.Info("may not answer in that channel", "channel", p.ChannelID, "err", err)
	case err != nil:
		log.Error("a message may not have been answered", "took", took, "err", err)
	default:
		log.Info("answered a message", "took", took)
	}
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

func (b *Bot) askByMessage(ctx context.Context, guildID, question string) (message, error) {
	library, err := b.library(guildID)
	if err != nil {
		return message{}, err
	}
	if question == "" {
		return message{}, refusal(textAskSomething)
	}
	lib, err := b.open(ctx, library)
	if err != nil {
		return message{}, fmt.Errorf("open library %s: %w", library, err)
	}
	a, err := lib.Ask(ctx, answers.Question{Text: question})
	if err != nil {
		return message{}, fmt.Errorf("ask: %w", err)
	}
	return renderAnswer(a), nil
}
