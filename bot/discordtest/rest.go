package discordtest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// The routes that a bot may call, as the OpenAPI description has them.
const (
	RouteGateway          = "GET /gateway/bot"
	RoutePublicGateway    = "GET /gateway"
	RouteCommands         = "GET /applications/{application_id}/commands"
	RouteSetCommands      = "PUT /applications/{application_id}/commands"
	RouteGuildCommands    = "GET /applications/{application_id}/guilds/{guild_id}/commands"
	RouteSetGuildCommands = "PUT /applications/{application_id}/guilds/{guild_id}/commands"
	RouteRespond          = "POST /interactions/{interaction_id}/{interaction_token}/callback"
	RouteEdit             = "PATCH /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	RouteMessage          = "POST /channels/{channel_id}/messages"
	RouteOriginal         = "GET /webhooks/{webhook_id}/{webhook_token}/messages/@original"
	RouteFollowup         = "POST /webhooks/{webhook_id}/{webhook_token}"
	RouteThread           = "POST /channels/{channel_id}/messages/{message_id}/threads"
	RouteChannel          = "GET /channels/{channel_id}"
	RouteDirect           = "POST /users/@me/channels"
	RouteApplication      = "GET /applications/@me"
	RouteGuilds           = "GET /users/@me/guilds"
	RouteGuildChannels    = "GET /guilds/{guild_id}/channels"
	RouteChange           = "PATCH /channels/{channel_id}/messages/{message_id}"
	RoutePublish          = "POST /channels/{channel_id}/messages/{message_id}/crosspost"
	RouteForumThread      = "POST /channels/{channel_id}/threads"
	RouteMember           = "GET /guilds/{guild_id}/members/{user_id}"
	RouteGuild            = "GET /guilds/{guild_id}"
)

// operation carries out a call whose body was found valid; the server's lock is
// held.
type operation func(r *http.Request, body []byte) response

func (s *Server) operations() map[string]operation {
	return map[string]operation{
		RouteGateway:          s.getGateway,
		RoutePublicGateway:    s.getPublicGateway,
		RouteCommands:         s.getCommands,
		RouteSetCommands:      s.setCommands,
		RouteGuildCommands:    s.getCommands,
		RouteSetGuildCommands: s.setCommands,
		RouteRespond:          s.respond,
		RouteEdit:             s.editOriginal,
		RouteMessage:          s.createMessage,
		RouteOriginal:         s.getOriginal,
		RouteFollowup:         s.followUp,
		RouteThread:           s.startThread,
		RouteChannel:          s.getChannel,
		RouteDirect:           s.openDirect,
		RouteApplication:      s.getApplication,
		RouteGuilds:           s.getGuilds,
		RouteGuildChannels:    s.getGuildChannels,
		RouteChange:           s.changeMessage,
		RoutePublish:          s.publish,
		RouteForumThread:      s.startForumThread,
		RouteMember:           s.getMember,
		RouteGuild:            s.getGuild,
	}
}

type response struct {
	status int
	body   any
}

func refuse(status, code int, message string) response {
	return response{status, map[string]any{"code": code, "message": message}}
}

// unread refuses a body that cannot be read.
func unread(message string) response { return refuse(http.StatusBadRequest, 50109, message) }

func write(w http.ResponseWriter, r response) {
	if r.body == nil {
		w.WriteHeader(r.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(r.status)
	_ = json.NewEncoder(w).Encode(r.body)
}

func (s *Server) getGateway(*http.Request, []byte) response {
	return response{http.StatusOK, map[string]any{
		"url":    s.gatewayURL(),
		"shards": max(s.opts.Shards, 1),
		"session_start_limit": map[string]any{
			"total": 1000, "remaining": 1000 - s.gateway.identified, "reset_after": 3_600_000, "max_concurrency": max(s.opts.MaxConcurrency, 1),
		},
	}}
}

func (s *Server) getPublicGateway(*http.Request, []byte) response {
	return response{http.StatusOK, map[string]any{"url": s.gatewayURL()}}
}

func (s *Server) getCommands(r *http.Request, _ []byte) response {
	if set := s.commands[r.PathValue("guild_id")]; set != nil {
		return response{http.StatusOK, set}
	}
	return response{http.StatusOK, []any{}}
}

// setCommands keeps the commands with what Discord adds to them.
func (s *Server) setCommands(r *http.Request, body []byte) response {
	var commands []map[string]any
	if err := json.Unmarshal(body, &commands); err != nil {
		return unread(err.Error())
	}
	guild := r.PathValue("guild_id")
	for _, c := range commands {
		c["id"], c["application_id"], c["version"] = s.id(), AppID, s.id()
		c["nsfw"] = false
		// Discord takes permissions as a number and gives them as a text.
		if n, ok := c["default_member_permissions"].(float64); ok {
			c["default_member_permissions"] = strconv.FormatInt(int64(n), 10)
		}
		if guild != "" {
			c["guild_id"], c["contexts"] = guild, nil
			delete(c, "integration_types")
		}
	}
	set, err := json.Marshal(commands)
	if err != nil {
		return unread(err.Error())
	}
	s.commands[guild] = set
	return response{http.StatusOK, json.RawMessage(set)}
}

// How long Discord takes the first response to an interaction.
const respondWithin = 3 * time.Second

func (s *Server) respond(r *http.Request, body []byte) response {
	it := s.interactions[r.PathValue("interaction_id")]
	if it == nil || it.token != r.PathValue("interaction_token") || time.Since(it.created) > respondWithin {
		return refuse(http.StatusNotFound, discordgo.ErrCodeUnknownInteraction, "Unknown interaction")
	}
	if it.acknowledged != 0 {
		return refuse(http.StatusBadRequest, discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged,
			"Interaction has already been acknowledged.")
	}
	var given struct {
		Type discordgo.InteractionResponseType `json:"type"`
		Data struct {
			sent
			Choices  []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
			CustomID string                                      `json:"custom_id"`
			Title    string                                      `json:"title"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &given); err != nil {
		return unread(err.Error())
	}
	given.Data.nulls = true // discordgo's type always names them
	if refused := given.Data.legacy(it.pressedFor(given.Type)); refused != nil {
		return *refused
	}
	it.acknowledged = given.Type
	it.private = given.Data.Flags&discordgo.MessageFlagsEphemeral != 0
	switch given.Type {
	case discordgo.InteractionApplicationCommandAutocompleteResult:
		it.choices = given.Data.Choices
		close(it.answered)
	case discordgo.InteractionResponseChannelMessageWithSource:
		s.show(it, given.Data.sent)
	case discordgo.InteractionResponseDeferredChannelMessageWithSource:
	case discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseDeferredMessageUpdate:
		if it.pressed == nil {
			s.problem("an interaction that is no button's changes a message")
			return response{status: http.StatusNoContent}
		}
		it.private = it.pressed.Private
		if given.Type == discordgo.InteractionResponseUpdateMessage {
			s.show(it, given.Data.sent)
		}
	case discordgo.InteractionResponseModal:
		it.form = given.Data.form(given.Data.CustomID, given.Data.Title)
		close(it.answered)
	default:
		s.problem("an interaction got a response of type %d", given.Type)
	}
	return response{status: http.StatusNoContent}
}

// pressedFor returns the message that an answer of that kind takes the place of,
// nil where it is one of its own.
func (it *Interaction) pressedFor(kind discordgo.InteractionResponseType) *Message {
	if kind == discordgo.InteractionResponseUpdateMessage || kind == discordgo.InteractionResponseDeferredMessageUpdate {
		return it.pressed
	}
	return nil
}

// webhook returns the interaction that a call's token belongs to, nil when it
// was not answered yet.
func (s *Server) webhook(r *http.Request) *Interaction {
	for _, it := range s.interactions {
		if it.token == r.PathValue("webhook_token") && r.PathValue("webhook_id") == AppID && it.acknowledged != 0 {
			return it
		}
	}
	return nil
}

var unknownWebhook = refuse(http.StatusNotFound, 10015, "Unknown Webhook")

func (s *Server) edit(it *Interaction, given sent) response {
	old := it.message
	if old == nil {
		old = it.pressedFor(it.acknowledged)
	}
	if refused := given.legacy(old); refused != nil {
		return *refused
	}
	if it.message != nil && it.message.Content != "" && given.Content == "" && len(given.Embeds)+len(given.Components) == 0 {
		s.problem("an answer was made empty")
	}
	s.show(it, given)
	return it.message.named()
}

func (s *Server) editOriginal(r *http.Request, body []byte) response {
	it := s.webhook(r)
	if it == nil {
		return unknownWebhook
	}
	given, err := readSent(r, body)
	if err != nil {
		return unread(err.Error())
	}
	return s.edit(it, given)
}

func (s *Server) getOriginal(r *http.Request, _ []byte) response {
	it := s.webhook(r)
	if it == nil || it.message == nil {
		return unknownWebhook
	}
	return it.message.named()
}

func (s *Server) followUp(r *http.Request, body []byte) response {
	it := s.webhook(r)
	if it == nil {
		return unknownWebhook
	}
	given, err := readSent(r, body)
	if err != nil {
		return unread(err.Error())
	}
	if refused := given.legacy(nil); refused != nil {
		return *refused
	}
	m := s.message(it.channel, given)
	it.followups = append(it.followups, m)
	if !m.Private {
		s.messages = append(s.messages, m)
	}
	return m.named()
}

// startThread starts a thread, whose id is that of the message it starts at.
func (s *Server) startThread(r *http.Request, body []byte) response {
	var given struct {
		Name string `json:"name"`
	}
	if err := json.Unmarshal(body, &given); err != nil || given.Name == "" {
		return unread("a thread needs a name")
	}
	id := r.PathValue("message_id")
	s.threads[id] = r.PathValue("channel_id")
	return response{http.StatusCreated, map[string]any{"id": id, "type": discordgo.ChannelTypeGuildPublicThread, "parent_id": s.threads[id], "name": given.Name}}
}

func (s *Server) getChannel(r *http.Request, _ []byte) response {
	id := r.PathValue("channel_id")
	if parent, ok := s.threads[id]; ok {
		return response{http.StatusOK, map[string]any{"id": id, "type": discordgo.ChannelTypeGuildPublicThread, "parent_id": parent}}
	}
	overwrites := []any{}
	for user := range s.silent {
		overwrites = append(overwrites, map[string]any{"id": user, "type": 1, "allow": "0", "deny": strconv.Itoa(discordgo.PermissionSendMessages)})
	}
	return response{http.StatusOK, map[string]any{"id": id, "type": s.channels[id], "permission_overwrites": overwrites}}
}

// openDirect opens the direct channel of a member, whose id is the member's.
func (s *Server) openDirect(_ *http.Request, body []byte) response {
	var given struct {
		Recipient string `json:"recipient_id"`
	}
	if err := json.Unmarshal(body, &given); err != nil || given.Recipient == "" {
		return unread("a direct channel needs a recipient")
	}
	return response{http.StatusOK, map[string]any{"id": given.Recipient, "type": discordgo.ChannelTypeDM}}
}

func (s *Server) getApplication(*http.Request, []byte) response {
	return response{http.StatusOK, map[string]any{"id": AppID, "name": "Dateline", "bot": map[string]any{"id": BotID}}}
}

// getGuilds lists the one server, with the permissions of the options.
func (s *Server) getGuilds(*http.Request, []byte) response {
	return response{http.StatusOK, []any{map[string]any{
		"id": Guild, "name": "Newsroom", "permissions": strconv.FormatInt(s.opts.Permissions, 10),
	}}}
}

// getGuild tells of a server in which everybody may do everything, but for what
// makes an administrator.
func (s *Server) getGuild(*http.Request, []byte) response {
	return response{http.StatusOK, map[string]any{"id": Guild, "name": "Newsroom", "owner_id": AppID, "roles": []any{
		map[string]any{"id": Guild, "name": "@everyone", "permissions": strconv.Itoa(discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionSendMessagesInThreads)},
	}}}
}

// botRole is the role of the bot in its server.
const botRole = "7700000000000000009"

// getGuildChannels lists a channel that takes nothing from the bot, one that takes
// the permissions of the options from its role, one that hides from it, and one where
// nobody writes.
func (s *Server) getGuildChannels(*http.Request, []byte) response {
	channel := func(id, name string, kind discordgo.ChannelType, denied int64) map[string]any {
		return map[string]any{"id": id, "name": name, "type": kind, "permission_overwrites": []any{map[string]any{
			"id": botRole, "type": 0, "allow": "0", "deny": strconv.FormatInt(denied, 10),
		}}}
	}
	return response{http.StatusOK, []any{
		channel("3300000000000000011", "general", discordgo.ChannelTypeGuildText, 0),
		channel("3300000000000000012", "news", discordgo.ChannelTypeGuildText, s.opts.Denied),
		channel("3300000000000000013", "staff", discordgo.ChannelTypeGuildText, discordgo.PermissionViewChannel|discordgo.PermissionSendMessages),
		channel("3300000000000000014", "Talk", discordgo.ChannelTypeGuildVoice, s.opts.Denied),
	}}
}

func (s *Server) createMessage(r *http.Request, body []byte) response {
	given, err := readSent(r, body)
	if err != nil {
		return unread(err.Error())
	}
	channel := r.PathValue("channel_id")
	if s.isForum(channel) {
		return refuse(http.StatusBadRequest, discordgo.ErrCodeCannotSendMessagesInVoiceChannel, "Cannot send messages in a non-text channel")
	}
	for _, m := range s.messages {
		if given.EnforceNonce && m.nonce != "" && m.nonce == given.Nonce {
			return m.named()
		}
	}
	if refused := given.legacy(nil); refused != nil {
		return *refused
	}
	m := s.message(channel, given)
	s.messages = append(s.messages, m)
	return m.named()
}
