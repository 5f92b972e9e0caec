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
	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// onMessage answers a message that mentions the bot or was sent to it.
func (b *Bot) onMessage(ctx context.Context, e discord.Event) {
	var p discord.Message
	if err := json.Unmarshal(e.Data, &p); err != nil {
		b.log.Debug("a message that cannot be read", "error", err)
		return
	}
	self := b.self.Load()
	if self == nil {
		return
	}
	question, ok := questionIn(p, self.userID)
	if !ok || !b.recent.First(p.ID) {
		return
	}
	ctx = discord.For(ctx, p.ID)
	log := b.log.With("message", p.ID, "guild", p.GuildID)
	work, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	r := &request{id: p.ID, guild: p.GuildID, channel: p.ChannelID, user: p.Author.ID, roles: p.Member.Roles, message: true}
	r.locale = languageOf(question, b.names())
	r.say = b.voices.In(r.locale)
	admitted := b.admitMessage(work, r)
	m := b.produce(work, log, b.queue, plan{kind: "message", say: r.say, run: func(ctx context.Context) (show.Message, error) {
		if admitted != nil {
			return show.Message{}, admitted
		}
		m, err := b.askByMessage(ctx, r, p, question)
		return r.permitted(show.Pending(r.say, m, r.pending)), err
	}}, "")
	took := time.Since(e.Received).Round(time.Millisecond)
	switch err := b.deliver(ctx, log, r, p, m); {
	case discord.Status(err) == http.StatusForbidden:
		log.Info("may not answer in that channel", "channel", p.ChannelID, "error", err)
	case err != nil:
		b.cfg.Observer.Undelivered("message")
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
	c, err := b.rest.Channel(ctx, r.channel)
	if err != nil {
		return err
	}
	r.parent = c.Parent()
	return nil
}

// questionIn returns what a message asks the bot, and whether it asks at all.
// Other bots are not answered, so that no two of them talk forever, and in a
// server only who names the bot in the text: a reply to what it said is not
// meant for it unless it says so.
func questionIn(p discord.Message, userID string) (string, bool) {
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

func (b *Bot) askByMessage(ctx context.Context, r *request, p discord.Message, question string) (show.Message, error) {
	if question == "" {
		return show.Message{}, refuse("ask_something")
	}
	question = show.ClipText(question, command.MaxQuestion)
	if q, meant, ok := b.before(ctx, r, p); ok {
		return b.converse(ctx, r, question, q, meant)
	}
	return b.inquire(ctx, r, inquiry(record.Ask, question, retrieval.Filter{}))
}

// deliver shows the answer to a message: as a reply, in a thread, or to the
// member alone, as the channel's setting says and as the bot may.
func (b *Bot) deliver(ctx context.Context, log *slog.Logger, r *request, p discord.Message, m show.Message) error {
	if r.private && r.guild != "" {
		return b.rest.Direct(ctx, r.user, "d"+r.id, m.Post())
	}
	if m.Thread != "" {
		err := b.intoThread(ctx, r, p.ID, m)
		if err == nil {
			return nil
		}
		log.Info("no thread for an answer", "channel", r.channel, "error", err)
	}
	err := b.rest.Reply(ctx, p.ChannelID, p.ID, m.Post())
	if discord.Status(err) != http.StatusForbidden {
		return err
	}
	plain := m.Plain(r.say)
	if len(m.Embeds) > 0 && b.rest.Reply(ctx, p.ChannelID, p.ID, plain.Post()) == nil {
		return b.rest.Direct(ctx, r.user, "d"+r.id, show.Notice(r.say.Say("may_not_embed")).Post())
	}
	m.Head = r.say.Say("may_not_speak") + "\n" + m.Head
	return b.rest.Direct(ctx, r.user, "d"+r.id, m.Post())
}
