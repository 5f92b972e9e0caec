package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// Sync makes Discord offer the bot's commands, without connecting to answer
// them, and says what did not work.
func (b *Bot) Sync(ctx context.Context) error {
	defer b.rest.close()
	appID, err := b.rest.application(ctx)
	if err != nil {
		return err
	}
	b.self.Store(&identity{appID: appID})
	b.log.Info("to add the bot to a server, open the link", "link", InviteLink(appID))
	return b.register(ctx)
}

// application asks for the id of the bot's application.
func (r *rest) application(ctx context.Context) (string, error) {
	var lastErr error
	// What stands in Discord's place may not know the newest of these; an
	// application and its bot share their id, unless the bot is very old.
	for _, endpoint := range []string{discordgo.EndpointApplication("@me"), discordgo.EndpointUser("@me")} {
		var self struct {
			ID string `json:"id"`
		}
		err := r.send(ctx, call{name: "ask who the bot is", method: http.MethodGet, url: endpoint, bucket: endpoint}, &self)
		switch {
		case status(err) == http.StatusUnauthorized:
			return "", fmt.Errorf("ask who the bot is: %w", errToken)
		case err == nil && self.ID != "":
			return self.ID, nil
		case err == nil:
			err = errors.New("ask who the bot is: the response is not Discord's; check discord.api_url")
		}
		lastErr = err
		if status(err) != http.StatusNotFound {
			break
		}
	}
	return "", lastErr
}
