package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// ErrToken says that Discord does not know the token.
var ErrToken = errors.New("the token was refused by Discord: set discord.token to the one that the Developer Portal shows under Bot")

// gatewaySite asks where the gateway is. It returns ErrToken, or a waitError
// when the day's connections are used up.
func (r *Client) gatewaySite(ctx context.Context) (site, error) {
	gateway, err := r.gateway(ctx, discordgo.EndpointGatewayBot)
	if Status(err) == http.StatusNotFound {
		// What stands in Discord's place may serve only what needs no token.
		gateway, err = r.gateway(ctx, discordgo.EndpointGateway)
	}
	if Status(err) == http.StatusUnauthorized {
		return site{}, ErrToken
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
func (r *Client) gateway(ctx context.Context, endpoint string) (discordgo.GatewayBotResponse, error) {
	const name = "ask for the gateway"
	var gateway discordgo.GatewayBotResponse
	body, err := r.try(ctx, call{name: name, method: http.MethodGet, url: endpoint, bucket: endpoint, attempt: sendAttempt}, "", nil)
	if err != nil {
		return gateway, newAPIError(name, err)
	}
	if err := json.Unmarshal(body, &gateway); err != nil || gateway.URL == "" {
		return gateway, errors.New(name + ": the response is not Discord's; check discord.api_url")
	}
	return gateway, nil
}

// Application asks for the id of the bot's application.
func (r *Client) Application(ctx context.Context) (string, error) {
	var lastErr error
	// What stands in Discord's place may not know the newest of these; an
	// application and its bot share their id, unless the bot is very old.
	for _, endpoint := range []string{discordgo.EndpointApplication("@me"), discordgo.EndpointUser("@me")} {
		var self struct {
			ID string `json:"id"`
		}
		err := r.get(ctx, "ask who the bot is", endpoint, &self)
		switch {
		case Status(err) == http.StatusUnauthorized:
			return "", fmt.Errorf("ask who the bot is: %w", ErrToken)
		case err == nil && self.ID != "":
			return self.ID, nil
		case err == nil:
			err = errors.New("ask who the bot is: the response is not Discord's; check discord.api_url")
		}
		lastErr = err
		if Status(err) != http.StatusNotFound {
			break
		}
	}
	return "", lastErr
}

// Membership is how the bot stands in a server.
type Membership struct {
	ID, Name string
	// Permissions are those that it has there; channels may give or take more.
	Permissions int64
}

// Memberships lists the servers that the bot is in.
func (r *Client) Memberships(ctx context.Context) ([]Membership, error) {
	const page = 200 // the most that Discord gives at once
	var out []Membership
	for after := "0"; ; {
		var guilds []struct {
			ID          string `json:"id"`
			Name        string `json:"name"`
			Permissions string `json:"permissions"`
		}
		address := discordgo.EndpointUserGuilds("@me") + "?limit=" + strconv.Itoa(page) + "&after=" + after
		err := r.send(ctx, call{name: "list the bot's servers", method: http.MethodGet, url: address, bucket: discordgo.EndpointUserGuilds("@me")}, &guilds)
		if err != nil {
			return nil, err
		}
		for _, g := range guilds {
			has, err := strconv.ParseInt(g.Permissions, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("permissions in server %s: %w", g.ID, err)
			}
			out = append(out, Membership{ID: g.ID, Name: g.Name, Permissions: has})
		}
		if len(guilds) < page || guilds[page-1].ID == after {
			return out, nil
		}
		after = guilds[page-1].ID
	}
}
