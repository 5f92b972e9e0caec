package discord

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
	RespondWithin   = 2800 * time.Millisecond
	respondAttempt  = 1400 * time.Millisecond
	sendWithin      = time.Minute
	sendAttempt     = 15 * time.Second
	registerAttempt = 30 * time.Second
)

// Respond gives an interaction its first response. Discord takes only one, so
// that it may be repeated: "already acknowledged" says that an earlier attempt
// got through.
func (r *Client) Respond(ctx context.Context, it *Interaction, response any) error {
	ctx, cancel := context.WithDeadline(ctx, it.Received.Add(RespondWithin))
	defer cancel()
	_, err := r.do(ctx, call{
		name:    "respond to an interaction",
		method:  http.MethodPost,
		url:     discordgo.EndpointInteractionResponse(it.ID, it.Token),
		body:    response,
		attempt: respondAttempt,
	})
	if Code(err) == discordgo.ErrCodeInteractionHasAlreadyBeenAcknowledged {
		return nil
	}
	return err
}

// Suggest answers the list that is shown while a member types.
func (r *Client) Suggest(ctx context.Context, it *Interaction, choices []*discordgo.ApplicationCommandOptionChoice) error {
	// discordgo's type would leave an empty list out, which Discord refuses.
	var list struct {
		Type discordgo.InteractionResponseType `json:"type"`
		Data struct {
			Choices []*discordgo.ApplicationCommandOptionChoice `json:"choices"`
		} `json:"data"`
	}
	list.Type = discordgo.InteractionApplicationCommandAutocompleteResult
	list.Data.Choices = append([]*discordgo.ApplicationCommandOptionChoice{}, choices...)
	return r.Respond(ctx, it, list)
}

// Edit is what becomes of a message. Unlike discordgo's it has flags, and says
// outright that there is to be no content and no embed, as Discord demands where
// a message comes to be made of components.
type Edit struct {
	Content         *string                           `json:"content"`
	Embeds          []*discordgo.MessageEmbed         `json:"embeds"`
	Components      []discordgo.MessageComponent      `json:"components"`
	AllowedMentions *discordgo.MessageAllowedMentions `json:"allowed_mentions"`
	Flags           discordgo.MessageFlags            `json:"flags,omitempty"`
	Files           []*discordgo.File                 `json:"-"`
}

// Edit puts a message in the place of the deferred response.
func (r *Client) Edit(ctx context.Context, it *Interaction, m Edit) error {
	return r.send(ctx, call{
		name:   "edit the response to an interaction",
		method: http.MethodPatch,
		url:    discordgo.EndpointInteractionResponseActions(it.AppID, it.Token),
		body:   m,
		files:  m.Files,
	}, nil)
}

// Follow says something more to an interaction that was answered.
func (r *Client) Follow(ctx context.Context, it *Interaction, m discordgo.WebhookParams) error {
	return r.send(ctx, call{
		name:   "follow an interaction up",
		method: http.MethodPost,
		url:    discordgo.EndpointFollowupMessage(it.AppID, it.Token),
		body:   m,
	}, nil)
}

// Original returns the id of the message that the response to an interaction is.
func (r *Client) Original(ctx context.Context, it *Interaction) (string, error) {
	return r.made(ctx, call{
		name:   "look up the response to an interaction",
		method: http.MethodGet,
		url:    discordgo.EndpointInteractionResponseActions(it.AppID, it.Token),
	})
}

// posting is a message to a channel. The nonce has Discord take it once,
// however often it is sent.
type posting struct {
	discordgo.MessageSend
	Nonce        string `json:"nonce"`
	EnforceNonce bool   `json:"enforce_nonce"`
}

// Reply answers a message in its channel, once; the message may have been
// deleted since.
func (r *Client) Reply(ctx context.Context, channelID, messageID string, m discordgo.MessageSend) error {
	ifExists := false
	m.Reference = &discordgo.MessageReference{MessageID: messageID, FailIfNotExists: &ifExists}
	endpoint := discordgo.EndpointChannelMessages(channelID)
	return r.send(ctx, call{
		name: "reply to a message", method: http.MethodPost, url: endpoint, body: posting{m, messageID, true}, bucket: endpoint,
	}, nil)
}

// Post sends a message to a channel, once for each nonce, which is at most 25
// characters.
func (r *Client) Post(ctx context.Context, channelID, nonce string, m discordgo.MessageSend) error {
	_, err := r.Send(ctx, channelID, nonce, m)
	return err
}

// Direct sends a message to a member alone, who may have closed the way.
func (r *Client) Direct(ctx context.Context, userID, nonce string, m discordgo.MessageSend) error {
	endpoint := discordgo.EndpointUserChannels("@me")
	var c Channel
	err := r.send(ctx, call{
		name: "open a direct channel", method: http.MethodPost, url: endpoint,
		body: map[string]string{"recipient_id": userID}, bucket: endpoint,
	}, &c)
	if err != nil {
		return err
	}
	return r.Post(ctx, c.ID, nonce, m)
}

// StartThread starts a thread at a message and returns its id.
func (r *Client) StartThread(ctx context.Context, channelID, messageID, name string) (string, error) {
	return r.made(ctx, call{
		name: "start a thread", method: http.MethodPost, url: discordgo.EndpointChannelMessageThread(channelID, messageID),
		body: map[string]any{"name": name, "auto_archive_duration": 1440}, bucket: discordgo.EndpointChannelMessageThread(channelID, ""),
	})
}

// Channel tells what a channel is.
func (r *Client) Channel(ctx context.Context, channelID string) (Channel, error) {
	var c Channel
	err := r.get(ctx, "look up a channel", discordgo.EndpointChannel(channelID), &c)
	return c, err
}

// send makes a call that is not urgent, and reads the response into out unless
// that is nil.
func (r *Client) send(ctx context.Context, c call, out any) error {
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

// get reads what stands at an endpoint that has a rate limit of its own.
func (r *Client) get(ctx context.Context, name, endpoint string, out any) error {
	return r.send(ctx, call{name: name, method: http.MethodGet, url: endpoint, bucket: endpoint}, out)
}

// made makes a call that tells of one thing that was made, and returns its id.
func (r *Client) made(ctx context.Context, c call) (string, error) {
	var thing struct {
		ID string `json:"id"`
	}
	err := r.send(ctx, c, &thing)
	if err == nil && thing.ID == "" {
		err = errors.New(c.name + ": it has no id")
	}
	return thing.ID, err
}
