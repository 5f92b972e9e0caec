package posts

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

// unread is a library with news, of which a part can be searched.
type unread struct{ Library }

func (unread) News(context.Context, int64) (retrieval.News, error) {
	return retrieval.News{Articles: []string{"a"}, Seq: 7}, nil
}

func (unread) Digest(context.Context, answers.Topic) (answers.Summary, error) {
	return answers.Summary{Extent: answers.Extent{Pending: &retrieval.Pending{Read: 1, Articles: 3}}}, nil
}

// host lends it.
type host struct{ Host }

func (host) Settings(context.Context, string) (record.Settings, show.Voice, error) {
	return record.Settings{}, show.Voice{}, nil
}

func (host) Library(context.Context, string, string) (Library, error) { return unread{}, nil }

func (host) Now() time.Time { return time.Date(2024, 5, 9, 12, 0, 0, 0, time.UTC) }

// A digest that is due while an index is made waits for it: what it does not find
// then may be news of its topic all the same.
func TestDigestWaitsForTheIndex(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	st, err := store.Open(ctx, t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = st.Close() }()
	if _, err := st.CreateLibrary(ctx, "news"); err != nil {
		t.Fatal(err)
	}
	records := record.In(st)
	d, err := records.AddDigest(ctx, retrieval.Actor{Kind: retrieval.ByDiscord, ID: "1"}, record.Digest{
		Library: "news", Guild: "2", Channel: "3", Plan: record.Plan{Every: record.Daily, At: 480, Topic: "ferries"}, Last: time.Date(2024, 5, 8, 8, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	p := New(slog.New(slog.DiscardHandler), host{}, records, nil)
	if err := p.digest(ctx, d); err != nil {
		t.Error(err)
	}
	all, err := records.AllDigests(ctx)
	if err != nil || len(all) != 1 || all[0].Seq != d.Seq || !all[0].Last.Equal(d.Last) {
		t.Errorf("it is %+v, %v; want %+v", all, err, d)
	}
}
