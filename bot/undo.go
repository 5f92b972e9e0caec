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
	"dateline/bot/show"
	"dateline/retrieval"
)

// undoAct asks before an act is taken back.
func (b *Bot) undoAct(ctx context.Context, r *request) (show.Message, error) {
	id := r.given.Text("act")
	if len(r.args) > 0 {
		id = r.args[0]
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	act, err := lib.Act(ctx, id)
	if errors.Is(err, retrieval.ErrNoAct) {
		return show.Message{}, refuse("no_act")
	}
	if err != nil {
		return show.Message{}, fmt.Errorf("look up an act: %w", err)
	}
	if !undoable(act) {
		return show.Message{}, refuse("not_undoable")
	}
	m := show.Notice(r.say.Say("undo_confirm"))
	m.Embeds = []*discordgo.MessageEmbed{{Title: r.say.Say("log_title"), Description: actLine(r.say, act), Color: show.ColourNearest}}
	m.Rows = [][]show.Button{{
		{Label: r.say.Say("button_undo_now"), ID: show.JoinID("undo-now", act.ID), Style: discordgo.DangerButton},
		{Label: r.say.Say("button_cancel"), ID: "undo-not"},
	}}
	return m, nil
}

// undoable reports whether something of an act can be taken back: what is removed
// is forgotten.
func undoable(act retrieval.Act) bool {
	return (act.What == retrieval.DeedLoad || act.What == retrieval.DeedEdit) && act.Undone < act.Added+act.Updated
}

// undoNow takes an act back.
func (b *Bot) undoNow(ctx context.Context, r *request) (show.Message, error) {
	if len(r.args) != 1 {
		return show.Message{}, errArgs
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	undone, err := lib.Undo(ctx, r.actor(), r.args[0])
	switch {
	case errors.Is(err, retrieval.ErrNoAct):
		return show.Message{}, refuse("no_act")
	case errors.Is(err, retrieval.ErrNotUndone):
		return show.Message{}, refuse("not_undoable")
	case err != nil:
		return show.Message{}, fmt.Errorf("undo: %w", err)
	}
	b.log.Info("undid an act", "guild", r.guild, "by", r.user, "act", r.args[0])
	return renderUndone(r.say, undone), nil
}

// undoNot leaves an act as it is.
func (b *Bot) undoNot(_ context.Context, r *request) (show.Message, error) {
	return show.Notice(r.say.Say("undo_cancelled")), nil
}

// renderUndone says what became of the articles of an act that was taken back.
func renderUndone(v show.Voice, undone []retrieval.Undone) show.Message {
	counts := map[retrieval.Status]int{}
	var lines []string
	for _, u := range undone {
		counts[u.Status]++
		if u.Status == retrieval.Rejected && len(lines) < show.ShownRejected {
			lines = append(lines, v.Named("• **"+show.ClipMarkdown(u.ID, show.MaxChoice)+"**", show.ClipMarkdown(answers.Inline(v.Reason(u.Err)), 2*show.MaxChoice)))
		}
	}
	var parts []string
	for _, s := range []retrieval.Status{retrieval.Removed, retrieval.Updated, retrieval.Rejected} {
		if counts[s] > 0 {
			parts = append(parts, v.Say("undone_"+string(s), "Count", counts[s]))
		}
	}
	return show.Notice(strings.Join(append([]string{strings.Join(parts, " ")}, lines...), "\n"))
}

// maxActChoices bounds how far back acts are suggested.
const maxActChoices = 200

// actChoices returns the acts to suggest, newest first, for what was typed:
// those that can be taken back.
func actChoices(ctx context.Context, v show.Voice, lib Acts, typed string) ([]*discordgo.ApplicationCommandOptionChoice, error) {
	acts, err := lib.Log(ctx, retrieval.LogQuery{Limit: maxActChoices})
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	sought := names.Fold(typed)
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, act := range acts {
		at := act.Time.UTC() // a choice's name is plain text, which Discord puts into no zone
		parts := []string{v.Day(at.Format(time.DateOnly)) + ", " + at.Format("15:04 MST"), v.Say("deed_" + string(act.What)), actCounts(v, act), answers.Inline(act.Detail)}
		for _, a := range act.Articles[:min(len(act.Articles), 1)] {
			parts = append(parts, a.ID)
		}
		name := strings.Join(parts, " · ")
		if !undoable(act) || len(choices) == names.Max || !names.HoldsWords(names.Fold(name+" "+act.ID), sought) {
			continue
		}
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: show.Clip(name, show.MaxChoice), Value: act.ID})
	}
	return choices, nil
}
