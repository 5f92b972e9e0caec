package bot

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/draft"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// Intake is how articles come in.
type Intake struct {
	// Loader reads the articles out of links and documents.
	Loader Loader
	// Files gets a file that a member attached, of at most MaxAttachment bytes,
	// from where Discord keeps it. Its errors say why not.
	Files func(ctx context.Context, address string) ([]byte, error)
	// Drafts keep what moderators have not decided on yet.
	Drafts Drafts
	// Feeds are the libraries' subscriptions.
	Feeds Feeds
}

// MaxAttachment is the largest file that is taken, in bytes.
const MaxAttachment = 25 << 20

// Loader reads articles: load.Loader.
type Loader interface {
	// Load calls each for every item of a request, in order. It is used for dry
	// runs alone, which need no library.
	Load(ctx context.Context, lib load.Library, req load.Request, each func(load.Item) error) error
}

// Drafts keep loads from their preview until a moderator's word: draft.Folder.
// Its methods are called from several goroutines at once.
type Drafts interface {
	// Keep keeps a draft, in the place of one of its name.
	Keep(d draft.Draft, now time.Time) error
	// Take returns a draft, which nobody else is given before release is called;
	// it returns draft.ErrGone or draft.ErrTaken.
	Take(library, id string) (d draft.Draft, release func(), err error)
	// Drop deletes a draft, Forget all for a library, Sweep those that are old.
	Drop(library, id string) error
	Forget(library string) error
	Sweep(now time.Time) error
}

// source is something to load: a link, a file, or a text.
type source struct {
	link  string
	file  *discord.Attachment
	text  string
	known retrieval.Meta
}

// Bounds of one load in Discord. What is more is for the terminal.
const (
	maxLoad      = 2000
	maxLoadBytes = 32 << 20
	maxSources   = 10
)

// gather reads the articles of sources, and stores nothing.
func (b *Bot) gather(ctx context.Context, r *request, sources []source) ([]load.Item, error) {
	var items []load.Item
	length := 0
	for _, s := range sources {
		each := func(it load.Item) error {
			if it.Source == stdin {
				it.Source = s.name(r.say)
			}
			if it.Err != nil {
				it.Reason = r.say.Reason(it.Err)
			}
			if it.Body != nil {
				length += len(*it.Body)
			}
			if len(items) == maxLoad || length > maxLoadBytes {
				return refuse("load_too_large", "Count", maxLoad)
			}
			items = append(items, it)
			r.progress.tell(r.say.Say("progress_read", "Count", len(items)))
			return nil
		}
		if err := b.read(ctx, s, each); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// stdin is the loader's name for what is given to it as bytes.
const stdin = "-"

// name returns what a source is called to members.
func (s source) name(v show.Voice) string {
	switch {
	case s.link != "":
		return s.link
	case s.file != nil:
		return fileName(*s.file)
	default:
		return v.Say("pasted_text")
	}
}

// read reads the articles of one source.
func (b *Bot) read(ctx context.Context, s source, each func(load.Item) error) error {
	req := load.Request{Known: s.known, DryRun: true}
	var content io.Reader = strings.NewReader(s.text)
	if s.file != nil {
		data, err := b.document(ctx, *s.file)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return each(load.Item{Source: stdin, Status: retrieval.Rejected, Err: err, Authors: []string{}})
		}
		content = bytes.NewReader(data)
	}
	if s.link != "" {
		req.Sources = []string{s.link}
	} else {
		req.Sources, req.Stdin = []string{stdin}, content
	}
	if err := b.intake.Loader.Load(ctx, nil, req, each); err != nil {
		return fmt.Errorf("read what is to be loaded: %w", err)
	}
	return nil
}

// actor returns the member as the library's log has them.
func (r *request) actor() retrieval.Actor {
	return retrieval.Actor{Kind: retrieval.ByDiscord, ID: r.user, Name: show.ClipText(answers.Inline(r.name), show.MaxChoice)}
}

// triage divides the items of a load into what a library would take, what it has,
// and what cannot be loaded.
func triage(ctx context.Context, v show.Voice, lib Editor, items []load.Item) (entries []draft.Entry, known, rejected []load.Item, err error) {
	var articles []retrieval.Article
	var of []load.Item
	for _, it := range items {
		if it.Article == nil {
			rejected = append(rejected, bare(it))
			continue
		}
		articles, of = append(articles, *it.Article), append(of, it)
	}
	outcomes, err := lib.Preview(ctx, articles...)
	if err != nil {
		return nil, nil, nil, fmt.Errorf("look up what is to be loaded: %w", err)
	}
	for i, o := range outcomes {
		it := bare(of[i])
		it.Status, it.ID, it.Revision = o.Status, o.Article.ID, o.Article.Revision
		switch o.Status {
		case retrieval.Duplicate:
			it.Title, it.Outlet, it.Published, it.URL = o.Article.Title, o.Article.Outlet, o.Article.Published, o.Article.URL
			known = append(known, it)
		case retrieval.Rejected:
			it.Reason = v.Reason(o.Err)
			rejected = append(rejected, it)
		default:
			entries = append(entries, draft.Entry{Article: articles[i], Item: it})
		}
	}
	return entries, known, rejected, nil
}

// bare returns an item without its text, which is kept with the article.
func bare(it load.Item) load.Item {
	it.Article, it.Body = nil, nil
	return it
}
