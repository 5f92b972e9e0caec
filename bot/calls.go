package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
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
		files:   m.files,
		attempt: sendAttempt,
	})
	return err
}

// follow says something more to an interaction that was answered.
func (r *rest) follow(ctx context.Context, it *interaction, m message) error {
	return r.send(ctx, call{
		name:   "follow an interaction up",
		method: http.MethodPost,
		url:    discordgo.EndpointFollowupMessage(it.AppID, it.Token),
		body:   m.followup(),
	}, nil)
}

// original gives the id of the message that the response to an interaction is.
func (r *rest) original(ctx context.Context, it *interaction) (string, error) {
	var m posted
	err := r.send(ctx, call{
		name:   "look up the response to an interaction",
		method: http.MethodGet,
		url:    discordgo.EndpointInteractionResponseActions(it.AppID, it.Token),
	}, &m)
	if err == nil && m.ID == "" {
		err = errors.New("look up the response to an interaction: it has no id")
	}
	return m.ID, err
}

// reply answers a message in its channel.
func (r *rest) reply(ctx context.Context, channelID, messageID string, m message) error {
	endpoint := discordgo.EndpointChannelMessages(channelID)
	return r.send(ctx, call{
		name: "reply to a message", method: http.MethodPost, url: endpoint, body: m.reply(messageID), bucket: endpoint,
	}, nil)
}

// post sends a message to a channel, once for each nonce.
func (r *rest) post(ctx context.Context, channelID, nonce string, m message) error {
	endpoint := discordgo.EndpointChannelMessages(channelID)
	return r.send(ctx, call{
		name: "send a message", method: http.MethodPost, url: endpoint, body: m.post(nonce), bucket: endpoint,
	}, nil)
}

// direct sends a message to a member alone, who may have closed the way.
func (r *rest) direct(ctx context.Context, userID, nonce string, m message) error {
	endpoint := discordgo.EndpointUserChannels("@me")
	var c channel
	err := r.send(ctx, call{
		name: "open a direct channel", method: http.MethodPost, url: endpoint,
		body: map[string]string{"recipient_id": userID}, bucket: endpoint,
	}, &c)
	if err != nil {
		return err
	}
	return r.post(ctx, c.ID, nonce, m)
}

// startThread starts a thread at a message and gives its id.
func (r *rest) startThread(ctx context.Context, channelID, messageID, name string) (string, error) {
	endpoint := discordgo.EndpointChannelMessageThread(channelID, messageID)
	var c channel
	err := r.send(ctx, call{
		name: "start a thread", method: http.MethodPost, url: endpoint,
		body: map[string]any{"name": name, "auto_archive_duration": 1440}, bucket: discordgo.EndpointChannelMessageThread(channelID, ""),
	}, &c)
	if err == nil && c.ID == "" {
		err = errors.New("start a thread: it has no id")
	}
	return c.ID, err
}

// channel tells what a channel is.
func (r *rest) channel(ctx context.Context, channelID string) (channel, error) {
	var c channel
	endpoint := discordgo.EndpointChannel(channelID)
	err := r.send(ctx, call{name: "look up a channel", method: http.MethodGet, url: endpoint, bucket: endpoint}, &c)
	return c, err
}

// send makes a call that is not urgent, and reads the response into out unless
// that is nil.
func (r *rest) send(ctx context.Context, c call, out any) error {
	ctx, cancel := context.WithTimeout(ctx, sendWithin)
	defer cancel()
	c.attempt = sendAttempt
	body, err := r.do(ctx, c)
	if err != nil || out == nil {
		return err
	}
	if err := json.Unmarshal(body, out); err != nil {
		return fmt.Errorf("%s: the response cannot be read: %w", c.name, err)
	}
	return nil
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
	var given []wireCommand
	if err := json.Unmarshal(body, &given); err != nil {
		return nil, fmt.Errorf("list commands: %w", err)
	}
	commands := make([]*discordgo.ApplicationCommand, len(given))
	for i, c := range given {
		if c.ApplicationCommand == nil {
			return nil, errors.New("list commands: one of them is empty")
		}
		c.ApplicationCommand.DefaultMemberPermissions = (*int64)(c.Permissions)
		commands[i] = c.ApplicationCommand
	}
	return commands, nil
}

// wireCommand is a command as Discord's description of its API has it, in which
// permissions are a number. Discord itself gives them as a text, which is all
// that discordgo knows.
type wireCommand struct {
	*discordgo.ApplicationCommand
	Permissions *permissionBits `json:"default_member_permissions,omitempty"`
}

type permissionBits int64

// UnmarshalJSON reads a number, in quotation marks or not.
func (p *permissionBits) UnmarshalJSON(text []byte) error {
	n, err := strconv.ParseInt(strings.Trim(string(text), `"`), 10, 64)
	*p = permissionBits(n)
	return err
}

// setCommands makes those the only commands of the bot, in a server or, when
// guildID is empty, everywhere.
func (r *rest) setCommands(ctx context.Context, appID, guildID string, commands []*discordgo.ApplicationCommand) error {
	endpoint := commandsEndpoint(appID, guildID)
	body := make([]wireCommand, len(commands))
	for i, c := range commands {
		body[i] = wireCommand{c, (*permissionBits)(c.DefaultMemberPermissions)}
	}
	_, err := r.do(ctx, call{
		name:    "set commands",
		method:  http.MethodPut,
		url:     endpoint,
		body:    body,
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

// gatewaySite asks where the gateway is. It returns errToken, or a waitError
// when the day's connections are used up.
func (r *rest) gatewaySite(ctx context.Context) (site, error) {
	gateway, err := r.gateway(ctx, discordgo.EndpointGatewayBot)
	if status(err) == http.StatusNotFound {
		// What stands in Discord's place may serve only what needs no token.
		gateway, err = r.gateway(ctx, discordgo.EndpointGateway)
	}
	if status(err) == http.StatusUnauthorized {
		return site{}, errToken
	}
	if err != nil {
		return site{}, err
	}
	limit := gateway.SessionStartLimit
	if limit.Total > 0 && limit.Remaining == 0 {
		return site{}, &waitError{
			reason: "Discord allows no more connections today",
			wait:   time.Duration(limit.ResetAfter) * time.Millisecond,
		}
	}
	return site{gateway.URL, max(gateway.Shards, 1), max(limit.MaxConcurrency, 1)}, nil
}

// gateway asks once: who connects has a patience of its own.
func (r *rest) gateway(ctx context.Context, endpoint string) (discordgo.GatewayBotResponse, error) {
	const name = "ask for the gateway"
	var gateway discordgo.GatewayBotResponse
	body, err := r.try(ctx, call{method: http.MethodGet, url: endpoint, bucket: endpoint, attempt: sendAttempt}, "", nil)
	if err != nil {
		return gateway, newAPIError(name, err)
	}
	if err := json.Unmarshal(body, &gateway); err != nil || gateway.URL == "" {
		return gateway, errors.New(name + ": the response is not Discord's; check discord.api_url")
	}
	return gateway, nil
}
