package discordtest

import (
	"encoding/json"
	"net/http"
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
		RouteEdit:             s.edit,
		RouteMessage:          s.createMessage,
	}
}

type response struct {
	status int
	body   any
}

func refuse(status, code int, message string) response {
	return response{status, map[string]any{"code": code, "message": message}}
}

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
		"shards": 1,
		"session_start_limit": map[string]any{
			"total": 1000, "remaining": 1000 - s.gateway.identified, "reset_after": 3_600_000, "max_concurrency": 1,
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
		return refuse(http.StatusBadRequest, 50109, err.Error())
	}
	guild := r.PathValue("guild_id")
	for _, c := range commands {
		c["id"], c["application_id"], c["version"] = s.id(), AppID, s.id()
		c["default_member_permissions"], c["nsfw"] = nil, false
		if guild != "" {
			c["guild_id"], c["contexts"] = guild, nil
			delete(c, "integration_types")
		}
	}
	set, err := json.Marshal(commands)
	if err != nil {
		return refuse(http.StatusBadRequest, 50109, err.Error())
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
			Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
		} `json:"data"`
	}
	if err := json.Unmarshal(body, &given); err != nil {
		return refuse(http.StatusBadRequest, 50109, err.Error())
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
	default:
		s.problem("an interaction got a response of type %d", given.Type)
	}
	return response{status: http.StatusNoContent}
}

func (s *Server) edit(r *http.Request, body []byte) response {
	var it *Interaction
	for _, candidate := range s.interactions {
		if candidate.token == r.PathValue("webhook_token") && r.PathValue("webhook_id") == AppID {
			it = candidate
		}
	}
	if it == nil || it.acknowledged == 0 {
		return refuse(http.StatusNotFound, 10015, "Unknown Webhook")
	}
	if it.message != nil {
		s.problem("an interaction was answered twice: %s", body)
	}
	var given sent
	if err := json.Unmarshal(body, &given); err != nil {
		return refuse(http.StatusBadRequest, 50109, err.Error())
	}
	s.show(it, given)
	return response{http.StatusOK, map[string]any{"id": it.message.ID, "channel_id": it.channel}}
}

func (s *Server) createMessage(r *http.Request, body []byte) response {
	var given sent
	if err := json.Unmarshal(body, &given); err != nil {
		return refuse(http.StatusBadRequest, 50109, err.Error())
	}
	channel := r.PathValue("channel_id")
	for _, m := range s.messages {
		if given.EnforceNonce && m.nonce != "" && m.nonce == given.Nonce {
			return response{http.StatusOK, map[string]any{"id": m.ID, "channel_id": channel}}
		}
	}
	m := s.message(channel, given)
	s.messages = append(s.messages, m)
	return response{http.StatusOK, map[string]any{"id": m.ID, "channel_id": channel}}
}
