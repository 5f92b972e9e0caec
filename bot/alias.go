package bot

import (
	"context"
	"errors"
	"fmt"

	"dateline/answers"
	"dateline/bot/show"
	"dateline/retrieval"
)

// setAlias makes a name another name of an outlet, or ends that when no outlet
// is given.
func (b *Bot) setAlias(ctx context.Context, r *request) (show.Message, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	name, outlet := r.given.Text("alias"), r.given.Text("outlet")
	var alias retrieval.Alias
	if outlet == "" {
		alias, err = lib.DropAlias(ctx, r.actor(), name)
	} else {
		alias, err = lib.SetAlias(ctx, r.actor(), name, outlet)
	}
	shown := func(s string) string { return show.ClipMarkdown(answers.Inline(s), show.MaxChoice) }
	switch {
	case errors.Is(err, retrieval.ErrNoAlias):
		return show.Message{}, refuse("no_alias", "Alias", shown(name))
	case errors.Is(err, retrieval.ErrNoOutlet):
		return show.Message{}, refuse("no_such_outlet", "Outlet", shown(outlet))
	case errors.Is(err, retrieval.ErrInvalid):
		return show.Message{}, refuse("bad_alias", "Alias", shown(name), "Outlet", shown(outlet))
	case err != nil:
		return show.Message{}, fmt.Errorf("alias: %w", err)
	case outlet == "":
		return show.Notice(r.say.Say("alias_dropped", "Alias", shown(alias.Alias), "Outlet", shown(alias.Outlet))), nil
	}
	return show.Notice(r.say.Say("alias_set", "Alias", shown(alias.Alias), "Outlet", shown(alias.Outlet))), nil
}
