package bot

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/names"
	"dateline/retrieval"
)

// undoAct asks before an act is taken back.
func (b *Bot) undoAct(ctx context.Context, r *request) (message, error) {
	id := r.given.text("act")
	if len(r.args) > 0 {
		id = r.args[0]
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	act, err := lib.Act(ctx, id)
	if errors.Is(err, retrieval.ErrNoAct) {
		return message{}, refuse("no_act")
	}
	if err != nil {
		return message{}, fmt.Errorf("look up an act: %w", err)
	}
	if !undoable(act) {
		return message{}, refuse("not_undoable")
	}
	m := notice(r.say.say("undo_confirm"))
	m.embeds = []*discordgo.MessageEmbed{{Title: r.say.say("log_title"), Description: actLine(r.say, act), Color: colourNearest}}
	m.rows = [][]button{{
		{label: r.say.say("button_undo_now"), id: joinID("undo-now", act.ID), style: discordgo.DangerButton},
		{label: r.say.say("button_cancel"), id: "undo-not"},
	}}
	return m, nil
}

// undoable reports whether something of an act can be taken back: what is removed
// is forgotten.
func undoable(act retrieval.Act) bool {
	return (act.What == retrieval.DeedLoad || act.What == retrieval.DeedEdit) && act.Undone < act.Added+act.Updated
}

// undoNow takes an act back.
func (b *Bot) undoNow(ctx context.Context, r *request) (message, error) {
	if len(r.args) != 1 {
		return message{}, errArgs
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	undone, err := lib.Undo(ctx, r.actor(), r.args[0])
	switch {
	case errors.Is(err, retrieval.ErrNoAct):
		return message{}, refuse("no_act")
	case errors.Is(err, retrieval.ErrNotUndone):
		return message{}, refuse("not_undoable")
	case err != nil:
		return message{}, fmt.Errorf("undo: %w", err)
	}
	b.log.Info("undid an act", "guild", r.guild, "by", r.user, "act", r.args[0])
	return renderUndone(r.say, undone), nil
}

// undoNot leaves an act as it is.
func (b *Bot) undoNot(_ context.Context, r *request) (message, error) {
	return notice(r.say.say("undo_cancelled")), nil
}

// renderUndone says what became of the articles of an act that was taken back.
func renderUndone(v voice, undone []retrieval.Undone) message {
	counts := map[retrieval.Status]int{}
	var lines []string
	for _, u := range undone {
		counts[u.Status]++
		if u.Status == retrieval.Rejected && len(lines) < shownRejected {
			lines = append(lines, "• **"+clipMarkdown(u.ID, maxChoice)+"**: "+clipMarkdown(answers.Inline(v.reason(u.Err)), 2*maxChoice))
		}
	}
	var parts []string
	for _, s := range []retrieval.Status{retrieval.Removed, retrieval.Updated, retrieval.Rejected} {
		if counts[s] > 0 {
			parts = append(parts, v.say("undone_"+string(s), "Count", counts[s]))
		}
	}
	return notice(strings.Join(append([]string{strings.Join(parts, " ")}, lines...), "\n"))
}

// maxActChoices bounds how far back acts are suggested.
const maxActChoices = 200

// actChoices returns the acts to suggest, newest first, for what was typed:
// those that can be taken back.
func actChoices(ctx context.Context, v voice, lib Acts, typed string) ([]*discordgo.ApplicationCommandOptionChoice, error) {
	acts, err := lib.Log(ctx, retrieval.LogQuery{Limit: maxActChoices})
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	sought := names.Fold(typed)
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, act := range acts {
		at := act.Time.UTC() // a choice's name is plain text, which Discord puts into no zone
		parts := []string{v.day(at.Format(time.DateOnly)) + ", " + at.Format("15:04 MST"), v.say("deed_" + string(act.What)), actCounts(v, act), answers.Inline(act.Detail)}
		for _, a := range act.Articles[:min(len(act.Articles), 1)] {
			parts = append(parts, a.ID)
		}
		name := strings.Join(parts, " · ")
		if !undoable(act) || len(choices) == names.Max || !names.HoldsWords(names.Fold(name+" "+act.ID), sought) {
			continue
		}
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: clip(name, maxChoice), Value: act.ID})
	}
	return choices, nil
}
