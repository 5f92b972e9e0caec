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
	"dateline/retrieval"
)

// editForm shows an article's metadata to be mended. The form's id tells what it
// showed, so that what another moderator changes meanwhile is not taken back.
func (b *Bot) editForm(ctx context.Context, r *request) (*form, error) {
	name := r.given.text("article")
	if len(r.args) > 0 {
		name = r.articleOf()
	}
	_, a, err := b.named(ctx, r, name)
	if err != nil {
		return nil, err
	}
	return metaForm(r.say, articleID(joinID("edit", metaSum(a.Meta)), a.ID), a.Meta), nil
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
func (b *Bot) editArticle(ctx context.Context, r *request) (message, error) {
	if len(r.args) < 2 {
		return message{}, errArgs
	}
	shown := r.args[0]
	lib, a, err := b.named(ctx, r, strings.Join(r.args[1:], idSeparator))
	if err != nil {
		return message{}, err
	}
	if metaSum(a.Meta) != shown {
		return message{}, refuse("changed_meanwhile")
	}
	meant, notes := mend(a.Meta, r.given)
	edited, err := lib.Edit(ctx, r.actor(), a.ID, editTo(a.Meta, meant))
	switch {
	case errors.Is(err, retrieval.ErrTaken):
		return message{}, refuse("link_taken")
	case err != nil:
		return message{}, fmt.Errorf("edit an article: %w", err)
	}
	a.Meta = edited.Article
	m := renderStored(r.say, a)
	m.rows, m.private = articleButtons(r.say, a), r.private
	m.content = r.say.say("edited", "Count", len(edited.Changes))
	for _, c := range edited.Changes {
		m.content += "\n• " + fieldChange(r.say, c)
	}
	for _, n := range notes {
		m.content += "\n" + r.say.say(n.Text, "Value", clipMarkdown(answers.Inline(n.Value), maxChoice))
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
func fieldChange(v voice, c retrieval.FieldChange) string {
	value := func(s string) string {
		if s = answers.Inline(s); s == "" {
			return "—"
		}
		return clipMarkdown(s, maxChoice)
	}
	return v.say("meta_"+c.Field) + ": " + strings.Join([]string{value(c.From), value(c.To)}, " → ")
}
