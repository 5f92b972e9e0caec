package bot

import (
	"context"
	"fmt"
	"strings"
	"time"

	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/draft"
	"dateline/bot/show"
	"dateline/retrieval"
)

// add shows what a link or a file would bring into the library.
func (b *Bot) add(ctx context.Context, r *request) (show.Message, error) {
	address, file := r.given.Text("link"), r.given.Text("file")
	if address != "" && file != "" {
		return show.Message{}, refuse("add_one")
	}
	if file != "" {
		a, ok := r.files[file]
		if !ok {
			return show.Message{}, refuse("unknown")
		}
		return b.offer(ctx, r, []source{{file: &a}})
	}
	link, ok := loadable(address)
	if !ok {
		return show.Message{}, refuse("bad_link", "Value", show.ClipMarkdown(address, show.MaxChoice))
	}
	return b.offer(ctx, r, []source{{link: link}})
}

// filesField names the field of the form that takes files.
const filesField = "files"

// uploadForm takes several files at once.
func (b *Bot) uploadForm(_ context.Context, r *request) (*show.Form, error) {
	return &show.Form{ID: "upload", Title: r.say.Say("form_upload"), Fields: []show.Field{{
		Name: filesField, Label: r.say.Say("field_files"), Hint: r.say.Say("field_files_hint"), File: true, Most: maxSources, Required: true,
	}}}, nil
}

// addFiles shows what the files of a form would bring into the library.
func (b *Bot) addFiles(ctx context.Context, r *request) (show.Message, error) {
	var found []source
	for _, id := range r.given.List(filesField) {
		if a, ok := r.files[id]; ok && len(found) < maxSources {
			found = append(found, source{file: &a})
		}
	}
	if len(found) == 0 {
		return show.Message{}, refuse("unknown")
	}
	return b.offer(ctx, r, found)
}

// addMessage shows what the links and files of a message would bring into the
// library.
func (b *Bot) addMessage(ctx context.Context, r *request) (show.Message, error) {
	found := sourcesIn(r.target)
	dropped := len(found) - maxSources
	if dropped > 0 {
		found = found[:maxSources]
	}
	m, err := b.offer(ctx, r, found)
	if err == nil && dropped > 0 {
		m.Content = strings.TrimSpace(m.Content + "\n" + r.say.Say("sources_left", "Count", dropped))
	}
	return m, err
}

// sourcesIn returns what a message has to load: its links, or else the first that
// its embeds or buttons lead to, and its files.
func sourcesIn(p discord.Message) []source {
	var out []source
	found := links(p.Content)
	for _, leads := range p.Links() {
		if link, ok := loadable(leads); ok && len(found) == 0 {
			found = append(found, link)
		}
	}
	for _, link := range found {
		out = append(out, source{link: link})
	}
	for _, a := range p.Attachments {
		out = append(out, source{file: &a})
	}
	return out
}

// addForm is opened when neither a link nor a file is given: the text goes in
// there.
func (b *Bot) addForm(_ context.Context, r *request) (*show.Form, error) {
	if r.given.Text("link") != "" || r.given.Text("file") != "" {
		return nil, nil //nolint:nilnil // no form is opened
	}
	return textForm(r.say, ""), nil
}

// messageForm is opened on a message that has neither links nor files: its text
// stands in it.
func (b *Bot) messageForm(_ context.Context, r *request) (*show.Form, error) {
	if len(sourcesIn(r.target)) > 0 {
		return nil, nil //nolint:nilnil // no form is opened
	}
	text := r.target.Text()
	if text == "" {
		return nil, refuse("no_text_to_add")
	}
	return textForm(r.say, text), nil
}

// The longest that the fields of an article can be in a form.
const (
	maxTitleField  = 400
	maxOutletField = 100
	maxDateField   = 35
	maxListField   = 400
)

// textForm takes an article's text, and what is known of it.
func textForm(v show.Voice, text string) *show.Form {
	return &show.Form{ID: "add-text", Title: v.Say("form_add"), Fields: []show.Field{
		{Name: "title", Label: v.Say("field_title"), Most: maxTitleField},
		{Name: "outlet", Label: v.Say("field_outlet"), Placeholder: v.Say("field_outlet_example"), Most: maxOutletField},
		{Name: "date", Label: v.Say("field_date"), Placeholder: v.Say("field_date_example"), Most: maxDateField},
		{Name: "link", Label: v.Say("field_link"), Placeholder: "https://…", Most: show.MaxURL},
		{Name: "text", Label: v.Say("field_text"), Value: text, Most: show.MaxInput, Long: true, Required: true},
	}}
}

// addText shows what a text would bring into the library.
func (b *Bot) addText(ctx context.Context, r *request) (show.Message, error) {
	text := r.given.Text("text")
	if text == "" {
		return show.Message{}, refuse("no_text_to_add")
	}
	known, notes := mend(retrieval.Meta{}, r.given)
	return b.offer(ctx, r, []source{{text: text, known: known}}, notes...)
}

// mend returns metadata with what a moderator has filled into a form in its place.
// A field that stands as the form showed it changes nothing, also where it had
// no room for all of it. What cannot be read is left as it was, and noted.
func mend(m retrieval.Meta, given command.Options) (retrieval.Meta, []draft.Note) {
	var notes []draft.Note
	if value, ok := changedField(given, "title", m.Title, maxTitleField); ok {
		m.Title = value
	}
	if value, ok := changedField(given, "outlet", m.Outlet, maxOutletField); ok {
		m.Outlet = value
	}
	if value, ok := changedField(given, "authors", authorList(m.Authors), maxListField); ok {
		m.Authors = readAuthors(value)
	}
	if value, ok := changedField(given, "date", m.Published, maxDateField); ok {
		if value != "" && !isMoment(value) {
			notes = append(notes, draft.Note{Text: "date_left", Value: value})
		} else {
			m.Published, m.PublishedInferred = value, false
		}
	}
	if value, ok := changedField(given, "link", m.URL, show.MaxURL); ok {
		link, good := loadable(value)
		if value != "" && !good {
			notes = append(notes, draft.Note{Text: "link_left", Value: show.ClipText(value, show.MaxChoice)})
		} else {
			m.URL = link
		}
	}
	return m, notes
}

// changedField returns what stands in a field, and whether that differs from
// what the form showed.
func changedField(given command.Options, name, old string, most int) (string, bool) {
	if _, ok := given[name]; !ok {
		return "", false
	}
	value := strings.Join(strings.Fields(given.Text(name)), " ")
	shown := strings.Join(strings.Fields(show.ClipText(old, most)), " ")
	return value, value != shown
}

// isMoment reports whether a text is a day or a moment, as the library takes it.
func isMoment(text string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, text); err == nil {
			return true
		}
	}
	return false
}

func authorList(authors []string) string { return strings.Join(authors, "; ") }

// readAuthors reads names with semicolons between them, or commas where there
// are no semicolons.
func readAuthors(text string) []string {
	between := ","
	if strings.Contains(text, ";") {
		between = ";"
	}
	out := []string{}
	for _, name := range strings.Split(text, between) {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

// offer reads sources and shows what adding them would do, with the buttons to
// decide on it. What is to be added is kept until then.
func (b *Bot) offer(ctx context.Context, r *request, sources []source, notes ...draft.Note) (show.Message, error) {
	items, err := b.gather(ctx, r, sources)
	if err != nil {
		return show.Message{}, err
	}
	lib, err := b.openFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	d := draft.Draft{Library: r.library, ID: r.id, Notes: notes}
	if d.Entries, d.Known, d.Rejected, err = triage(ctx, r.say, lib, items); err != nil {
		return show.Message{}, err
	}
	return b.showDraft(ctx, r, lib, d)
}

// showDraft keeps a draft and shows it. One that would change nothing is shown
// alone, and one that the server's quota leaves no room for is not offered.
func (b *Bot) showDraft(ctx context.Context, r *request, lib Articles, d draft.Draft) (show.Message, error) {
	fits, err := room(ctx, r, lib)
	if err != nil {
		return show.Message{}, err
	}
	if len(d.Entries) > 0 {
		if err := b.intake.Drafts.Keep(d, time.Now()); err != nil {
			return show.Message{}, err
		}
	}
	m := show.Draft(r.say, d, fits)
	m.Private = r.private
	return m, nil
}

// unbounded is the room of a library without a quota.
const unbounded = int(^uint(0) >> 1)

// room returns how many new articles the server's quota leaves room for.
func room(ctx context.Context, r *request, lib Articles) (int, error) {
	if r.settings.Quota == 0 {
		return unbounded, nil
	}
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return 0, fmt.Errorf("count articles: %w", err)
	}
	return max(r.settings.Quota-len(articles), 0), nil
}
