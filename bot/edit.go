package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dateline/answers"
	"dateline/bot/show"
	"dateline/retrieval"
)

// editForm shows an article's metadata to be mended. The form's id tells what it
// showed, so that what another moderator changes meanwhile is not taken back.
func (b *Bot) editForm(ctx context.Context, r *request) (*show.Form, error) {
	name := r.given.Text("article")
	if len(r.args) > 0 {
		name = r.articleOf()
	}
	_, a, err := b.named(ctx, r, name)
	if err != nil {
		return nil, err
	}
	return metaForm(r.say, articleID(show.JoinID("edit", metaSum(a.Meta)), a.ID), a.Meta), nil
}

// metaSum tells states of an article's metadata apart.
func metaSum(m retrieval.Meta) string {
	text, err := json.Marshal(m)
	if err != nil {
		return "" // texts and numbers alone do not fail
	}
	sum := sha256.Sum256(text)
	const enough = 4
	return hex.EncodeToString(sum[:enough])
}

// editArticle mends an article's metadata as the form was filled in.
func (b *Bot) editArticle(ctx context.Context, r *request) (show.Message, error) {
	if len(r.args) < 2 {
		return show.Message{}, errArgs
	}
	shown := r.args[0]
	lib, a, err := b.named(ctx, r, strings.Join(r.args[1:], show.IDSeparator))
	if err != nil {
		return show.Message{}, err
	}
	if metaSum(a.Meta) != shown {
		return show.Message{}, refuse("changed_meanwhile")
	}
	meant, notes := mend(a.Meta, r.given)
	edited, err := lib.Edit(ctx, r.actor(), a.ID, editTo(a.Meta, meant))
	switch {
	case errors.Is(err, retrieval.ErrTaken):
		return show.Message{}, refuse("link_taken")
	case err != nil:
		return show.Message{}, fmt.Errorf("edit an article: %w", err)
	}
	a.Meta = edited.Article
	m := renderStored(r.say, a)
	m.Rows, m.Private = articleButtons(r.say, a), r.private
	m.Content = r.say.Say("edited", "Count", len(edited.Changes))
	for _, c := range edited.Changes {
		m.Content += "\n• " + fieldChange(r.say, c)
	}
	for _, n := range notes {
		m.Content += "\n" + r.say.Say(n.Text, "Value", show.ClipMarkdown(answers.Inline(n.Value), show.MaxChoice))
	}
	return m, nil
}

// editTo returns what to change of an article's metadata to make it as it is
// meant.
func editTo(old, meant retrieval.Meta) retrieval.Edit {
	var e retrieval.Edit
	for _, f := range []struct {
		old, meant *string
		to         **string
	}{
		{&old.Title, &meant.Title, &e.Title}, {&old.Outlet, &meant.Outlet, &e.Outlet},
		{&old.Published, &meant.Published, &e.Published}, {&old.URL, &meant.URL, &e.URL},
	} {
		if *f.old != *f.meant {
			*f.to = f.meant
		}
	}
	if !slices.Equal(old.Authors, meant.Authors) {
		e.Authors = &meant.Authors
	}
	return e
}

// fieldChange says how a field of an article's metadata has changed.
func fieldChange(v show.Voice, c retrieval.FieldChange) string {
	value := func(s string) string {
		if s = answers.Inline(s); s == "" {
			return "—"
		}
		return show.ClipMarkdown(s, show.MaxChoice)
	}
	return v.Named(v.Say("meta_"+c.Field), value(c.From)+" → "+value(c.To))
}
