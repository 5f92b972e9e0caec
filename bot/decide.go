package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"dateline/bot/draft"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// takeDraft returns the draft that a button is about, for this member to decide
// on.
func (b *Bot) takeDraft(r *request) (d draft.Draft, release func(), err error) {
	if len(r.args) != 1 {
		return d, nil, errArgs
	}
	d, release, err = b.intake.Drafts.Take(r.library, r.args[0])
	switch {
	case errors.Is(err, draft.ErrGone):
		return d, nil, refuse("draft_gone", "Count", int(draft.KeptFor.Hours()))
	case errors.Is(err, draft.ErrTaken):
		return d, nil, refuse("draft_taken")
	}
	return d, release, err
}

// addBatch is how many articles are given to the library at once.
const addBatch = 200

// addDraft stores the articles of a draft. When it stops on the way, the draft
// stays: what was stored until then is known when it is added again.
func (b *Bot) addDraft(ctx context.Context, r *request) (show.Message, error) {
	d, release, err := b.takeDraft(r)
	if err != nil {
		return show.Message{}, err
	}
	defer release()
	of := retrieval.NewLoad(r.actor(), d.From())
	done, err := b.store(ctx, r, d, of)
	if err != nil {
		m := b.tell(b.log.With("guild", r.guild, "draft", d.ID), r.say, "", err)
		m.Rows = show.DraftButtons(r.say, d)
		return m, nil
	}
	b.log.Info("added articles", "guild", r.guild, "by", r.user, "articles", len(done))
	if err := b.intake.Drafts.Drop(d.Library, d.ID); err != nil {
		return show.Message{}, err
	}
	m := show.Added(r.say, append(done, d.Known...), d.Rejected)
	if len(done) == 1 && changedLibrary(done[0]) {
		if err := b.tellKin(ctx, r, &m, done[0].ID); err != nil {
			return show.Message{}, err
		}
	}
	if slices.ContainsFunc(done, changedLibrary) {
		m.Rows = [][]show.Button{{{Label: r.say.Say("button_undo"), ID: show.JoinID("undo", of.ID())}}}
	}
	return m, nil
}

func changedLibrary(it load.Item) bool {
	return it.Status == retrieval.Added || it.Status == retrieval.Updated
}

// store adds the articles of a draft to the library, and says what became of
// each.
func (b *Bot) store(ctx context.Context, r *request, d draft.Draft, of retrieval.Load) ([]load.Item, error) {
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return nil, err
	}
	var done []load.Item
	for start := 0; start < len(d.Entries); start += addBatch {
		entries := d.Entries[start:min(start+addBatch, len(d.Entries))]
		articles := make([]retrieval.Article, len(entries))
		for i, e := range entries {
			articles[i] = e.Article
		}
		outcomes, err := lib.AddWithin(ctx, r.settings.Quota, of, articles...)
		if err != nil {
			return nil, fmt.Errorf("add articles: %w", err)
		}
		for i, o := range outcomes {
			it := entries[i].Item
			it.Status, it.ID, it.Revision = o.Status, o.Article.ID, o.Article.Revision
			switch {
			case errors.Is(o.Err, retrieval.ErrFull):
				it.Reason = r.say.Say("quota_full", "Command", r.say.Command("settings quota"))
			case o.Err != nil:
				it.Reason = r.say.Reason(o.Err)
			}
			done = append(done, it)
		}
		r.progress.tell(r.say.Say("progress_added", "Count", len(done), "Total", len(d.Entries)))
	}
	return done, nil
}

// cancelDraft forgets a draft.
func (b *Bot) cancelDraft(_ context.Context, r *request) (show.Message, error) {
	d, release, err := b.takeDraft(r)
	if err != nil {
		return show.Message{}, err
	}
	defer release()
	if err := b.intake.Drafts.Drop(d.Library, d.ID); err != nil {
		return show.Message{}, err
	}
	return show.Notice(r.say.Say("draft_cancelled")), nil
}

// correctForm is opened to mend the metadata of a draft's only article.
func (b *Bot) correctForm(_ context.Context, r *request) (*show.Form, error) {
	d, release, err := b.takeDraft(r)
	if err != nil {
		return nil, err
	}
	defer release()
	if len(d.Entries) != 1 {
		return nil, errArgs
	}
	return metaForm(r.say, show.JoinID("draft-correct", d.ID), d.Entries[0].Article.Meta), nil
}

// metaForm shows an article's metadata to be mended.
func metaForm(v show.Voice, id string, m retrieval.Meta) *show.Form {
	return &show.Form{ID: id, Title: v.Say("form_correct"), Fields: []show.Field{
		{Name: "title", Label: v.Say("field_title"), Value: m.Title, Most: maxTitleField},
		{Name: "outlet", Label: v.Say("field_outlet"), Value: m.Outlet, Most: maxOutletField, Placeholder: v.Say("field_outlet_example")},
		{Name: "authors", Label: v.Say("field_authors"), Value: authorList(m.Authors), Most: maxListField, Placeholder: v.Say("field_authors_example")},
		{Name: "date", Label: v.Say("field_date"), Value: m.Published, Most: maxDateField, Placeholder: v.Say("field_date_example")},
		{Name: "link", Label: v.Say("field_link"), Value: m.URL, Most: show.MaxURL, Placeholder: "https://…"},
	}}
}

// correctDraft mends the metadata of a draft's only article and shows it again.
func (b *Bot) correctDraft(ctx context.Context, r *request) (show.Message, error) {
	d, release, err := b.takeDraft(r)
	if err != nil {
		return show.Message{}, err
	}
	defer release()
	if len(d.Entries) != 1 {
		return show.Message{}, errArgs
	}
	e := d.Entries[0]
	e.Article.Meta, d.Notes = mend(e.Article.Meta, r.given)
	it := e.Item
	it.Title, it.Outlet, it.Authors, it.Published, it.URL = e.Article.Title, e.Article.Outlet, e.Article.Authors, e.Article.Published, e.Article.URL
	it.Article = &e.Article
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	d.Entries, d.Known, d.Rejected, err = triage(ctx, r.say, lib, []load.Item{it})
	if err != nil {
		return show.Message{}, err
	}
	return b.showDraft(ctx, r, lib, d)
}
