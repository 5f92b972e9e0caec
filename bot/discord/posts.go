package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// Send sends a message to a channel, once for each nonce, which is at most 25
// characters, and returns the message's id.
func (r *Client) Send(ctx context.Context, channelID, nonce string, m discordgo.MessageSend) (string, error) {
	endpoint := discordgo.EndpointChannelMessages(channelID)
	return r.made(ctx, call{
		name: "send a message", method: http.MethodPost, url: endpoint, body: posting{m, nonce, true}, bucket: endpoint,
	})
}

// StartPost starts a thread of that name in a forum, with m as its first message,
// and returns the thread's id, which is the message's too.
func (r *Client) StartPost(ctx context.Context, forumID, name string, m discordgo.MessageSend) (string, error) {
	endpoint := discordgo.EndpointChannelThreads(forumID)
	return r.made(ctx, call{
		name: "start a thread in a forum", method: http.MethodPost, url: endpoint,
		body: map[string]any{"name": name, "message": m}, bucket: endpoint,
	})
}

// Change puts m in the place of a message that the bot sent to a channel.
func (r *Client) Change(ctx context.Context, channelID, messageID string, m discordgo.MessageSend) error {
	return r.send(ctx, call{
		name: "change a message", method: http.MethodPatch, url: discordgo.EndpointChannelMessage(channelID, messageID),
		body:   Edit{Content: &m.Content, Embeds: m.Embeds, Components: m.Components, AllowedMentions: m.AllowedMentions},
		bucket: discordgo.EndpointChannelMessage(channelID, ""),
	}, nil)
}

// Publish gives a message of an announcement channel to those who follow it.
func (r *Client) Publish(ctx context.Context, channelID, messageID string) error {
	return r.send(ctx, call{
		name: "publish a message", method: http.MethodPost, url: discordgo.EndpointChannelMessageCrosspost(channelID, messageID),
		bucket: discordgo.EndpointChannelMessageCrosspost(channelID, ""),
	}, nil)
}
