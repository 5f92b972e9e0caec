package bot

import (
	"context"
	"errors"
	"fmt"

	"dateline/answers"
	"dateline/retrieval"
)

// setAlias makes a name another name of an outlet, or ends that when no outlet
// is given.
func (b *Bot) setAlias(ctx context.Context, r *request) (message, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	name, outlet := r.given.text("alias"), r.given.text("outlet")
	var alias retrieval.Alias
	if outlet == "" {
		alias, err = lib.DropAlias(ctx, r.actor(), name)
	} else {
		alias, err = lib.SetAlias(ctx, r.actor(), name, outlet)
	}
	shown := func(s string) string { return clipMarkdown(answers.Inline(s), maxChoice) }
	switch {
	case errors.Is(err, retrieval.ErrNoAlias):
		return message{}, refuse("no_alias", "Alias", shown(name))
	case errors.Is(err, retrieval.ErrNoOutlet):
		return message{}, refuse("no_such_outlet", "Outlet", shown(outlet))
	case errors.Is(err, retrieval.ErrInvalid):
		return message{}, refuse("bad_alias", "Alias", shown(name), "Outlet", shown(outlet))
	case err != nil:
		return message{}, fmt.Errorf("alias: %w", err)
	case outlet == "":
		return notice(r.say.say("alias_dropped", "Alias", shown(alias.Alias), "Outlet", shown(alias.Outlet))), nil
	}
	return notice(r.say.say("alias_set", "Alias", shown(alias.Alias), "Outlet", shown(alias.Outlet))), nil
}
