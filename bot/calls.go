package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/bwmarrin/discordgo"
)

// How long the calls may take. Discord waits three seconds for the response to
// an interaction, and takes edits of it for fifteen minutes.
const (
	respondWithin   = 2800 * time.Millisecond
	respondAttempt  = 1400 * time.Millisecond
	sendWithin      = time.Minute
	sendAttempt     = 15 * time.Second
	registerWithin  = 10 * time.Minute
	registerAttempt = 30 * time.Second
)

// respond gives an interaction its first response. Discord takes only one, so
// that it may be repeated: "already acknowledged" says that an earlier attempt
// got through.
func (r *rest) respond(ctx context.Context, it *interaction, response any) error {
	ctx, cancel := context.WithDeadline(ctx, it.received.Add(respondWithin))
	defer cancel()
	_, err := r.do(ctx, call{
		name:    "respond to an interaction",
		method:  http.MethodPost,
		url:     discordgo.EndpointInteractionResponse(it.ID, it.Token),
		body:    response,
		attempt: respondAttempt,
	})
	if code(err) == discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged {
		return nil
	}
	return err
}

// edit puts a message in the place of the deferred response.
func (r *rest) edit(ctx context.Context, it *interaction, m message) error {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	_, err := r.do(ctx, call{
		name:    "edit the response to an interaction",
		method:  http.MethodPatch,
		url:     discordgo.EndpointInteractionResponseActions(it.AppID, it.Token),
		body:    m.edit(),
		attempt: sendAttempt,
	})
	return err
}

// reply answers a message in its channel.
func (r *rest) reply(ctx context.Context, channelID, messageID string, m message) error {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	endpoint := discordgo.EndpointChannelMessages(channelID)
	_, err := r.do(ctx, call{
		name:    "reply to a message",
		method:  http.MethodPost,
		url:     endpoint,
		body:    m.reply(messageID),
		bucket:  endpoint,
		attempt: sendAttempt,
	})
	return err
}

// commands gives the commands that Discord has of the bot, in a server or, when
// guildID is empty, everywhere.
func (r *rest) commands(ctx context.Context, appID, guildID string) ([]*discordgo.ApplicationCommand, error) {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	endpoint := commandsEndpoint(appID, guildID)
	body, err := r.do(ctx, call{
		name:    "list commands",
		method:  http.MethodGet,
		url:     endpoint + "?with_localizations=true",
		bucket:  http.MethodGet + endpoint,
		attempt: registerAttempt,
	})
	if err != nil {
		return nil, err
	}
	var commands []*discordgo.ApplicationCommand
	if err := json.Unmarshal(body, &commands); err != nil {
		return nil, fmt.Errorf("list commands: %w", err)
	}
	return commands, nil
}

// setCommands makes those the only commands of the bot, in a server or, when
// guildID is empty, everywhere.
func (r *rest) setCommands(ctx context.Context, appID, guildID string, commands []*discordgo.ApplicationCommand) error {
	endpoint := commandsEndpoint(appID, guildID)
	_, err := r.do(ctx, call{
		name:    "set commands",
		method:  http.MethodPut,
		url:     endpoint,
		body:    commands,
		bucket:  endpoint,
		attempt: registerAttempt,
	})
	return err
}

func commandsEndpoint(appID, guildID string) string {
	if guildID == "" {
		return discordgo.EndpointApplicationGlobalCommands(appID)
	}
	return discordgo.EndpointApplicationGuildCommands(appID, guildID)
}

// errToken says that Discord does not know the token.
var errToken = errors.New("the token was refused by Discord: set discord.token to the one that the Developer Portal shows under Bot")

// gatewayAddress asks where the gateway is. It returns errToken, or a waitError
// when the day's connections are used up.
func (r *rest) gatewayAddress(ctx context.Context) (string, error) {
	gateway, err := r.gateway(ctx, discordgo.EndpointGatewayBot)
	if status(err) == http.StatusNotFound {
		// What stands in Discord's place may serve only what needs no token.
		gateway, err = r.gateway(ctx, discordgo.EndpointGateway)
	}
	if status(err) == http.StatusUnauthorized {
		return "", errToken
	}
	if err != nil {
		return "", err
	}
	if limit := gateway.SessionStartLimit; limit.Total > 0 && limit.Remaining == 0 {
		return "", &waitError{
			reason: "Discord allows no more connections today",
			wait:   time.Duration(limit.ResetAfter) * time.Millisecond,
		}
	}
	return gateway.URL, nil
}

// gateway asks once: who connects has a patience of its own.
func (r *rest) gateway(ctx context.Context, endpoint string) (discordgo.GatewayBotResponse, error) {
	const name = "ask for the gateway"
	var gateway discordgo.GatewayBotResponse
	body, err := r.try(ctx, call{method: http.MethodGet, url: endpoint, bucket: endpoint, attempt: sendAttempt}, nil)
	if err != nil {
		return gateway, newAPIError(name, err)
	}
	if err := json.Unmarshal(body, &gateway); err != nil || gateway.URL == "" {
		return gateway, errors.New(name + ": the response is not Discord's; check discord.api_url")
	}
	return gateway, nil
}
