package bot

import (
	"context"
)

// Sync makes Discord offer the bot's commands, without connecting to answer
// them, and says what did not work.
func (b *Bot) Sync(ctx context.Context) error {
	defer b.rest.Close()
	appID, err := b.rest.Application(ctx)
	if err != nil {
		return err
	}
	b.self.Store(&identity{appID: appID})
	b.log.Info("to add the bot to a server, open the link", "link", InviteLink(appID))
	return b.register(ctx)
}
