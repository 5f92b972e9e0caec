package posts

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
)

// ErrMute says that the bot may not say something where it is to be said.
var ErrMute = errors.New("it may not be said there")

// AsMay has something said as the bot may: without permission for embeds, or where
// Discord does not take these, plain, as text alone. It returns ErrMute where the
// bot may not say it at all.
func AsMay(say func(plain bool) error) (err error) {
	for _, plain := range []bool{false, true} {
		if err = say(plain); !unfit(err) && !barred(err) {
			return err
		}
	}
	if barred(err) {
		return fmt.Errorf("%w: %w", ErrMute, err)
	}
	return err
}

// unfit reports whether Discord does not take a message because of what it says.
func unfit(err error) bool { return discord.Code(err) == discordgo.ErrCodeInvalidFormBody }

// barred reports whether a channel does not let the bot post: by its permissions,
// or since it is locked or demands a tag.
func barred(err error) bool {
	const tagRequired = 40067
	code := discord.Code(err)
	return discord.Status(err) == http.StatusForbidden || code == tagRequired || code == discordgo.ErrCodeThreadIsLocked
}

// gone reports whether an error says that a channel is there no more.
func gone(err error) bool { return discord.Code(err) == discordgo.ErrCodeUnknownChannel }
