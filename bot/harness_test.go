package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"dateline/answers"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
	"dateline/bot/draft"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/store"
	"dateline/retrieval/text"
)

// everything is what a library is asked for.
type everything interface {
	Answers
	Topics
	Articles
	Names
	Acts
	Editor
}

func allOf(l everything) Library { return Library{l, l, l, l, l, l} }

// library does what a test says, and nothing else.
type library struct {
	everything
	ask       func(ctx context.Context, q answers.Question) (answers.Answer, error)
	summarize func(ctx context.Context, id string, n int) (answers.Summary, error)
	digest    func(answers.Topic) answers.Summary
	compare   func(answers.Topic) answers.Comparison
	timeline  func(answers.Topic) answers.Timeline
	search    func(ctx context.Context, q retrieval.Query) (retrieval.Result, error)
	articles  []retrieval.Meta
	outlets   []retrieval.Outlet
	bodies    map[string]retrieval.Article
	starters  *bool
	pending   *retrieval.Pending
}

func (l library) Pending(context.Context) (*retrieval.Pending, error) { return l.pending, nil }

func (l library) Search(ctx context.Context, q retrieval.Query) (retrieval.Result, error) {
	if l.search == nil {
		return retrieval.Result{}, nil
	}
	return l.search(ctx, q)
}

func (l library) Article(_ context.Context, id string, _ int) (retrieval.Article, error) {
	a, ok := l.bodies[id]
	if !ok {
		return a, retrieval.ErrNoArticle
	}
	return a, nil
}

func (l library) SetStarters(_ context.Context, _ retrieval.Actor, on bool) error {
	*l.starters = on
	return nil
}

// libraries are one library under all names; they note what is done with them.
type libraries struct {
	lib everything

	mu      sync.Mutex
	opened  []string
	tuned   Tuning
	deleted []string
}

func (l *libraries) Open(_ context.Context, name string, t Tuning) (Library, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.opened, l.tuned = append(l.opened, name), t
	return allOf(l.lib), nil
}

func (l *libraries) Delete(_ context.Context, name string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deleted = append(l.deleted, name)
	return nil
}

// english is the voice that most tests hear.
var (
	testVoices = func() show.Voices {
		vs, err := show.LoadVoices()
		if err != nil {
			panic(err)
		}
		return vs
	}()
	english = testVoices.In("en")
)

// newDatabase is the file of a store that holds nothing. It is made once: most
// tests need one, and each step of making it waits for the disk.
var newDatabase = sync.OnceValues(func() (file []byte, err error) {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	s, err := store.Open(context.Background(), dir, "test")
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(filepath.Join(dir, store.FileName))
})

// openStore opens a store of its own.
func openStore(t testing.TB) *store.Store {
	t.Helper()
	file, err := newDatabase()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, store.FileName), file, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// records are kept in a store of their own.
func records(t testing.TB) *record.Store { t.Helper(); return record.In(openStore(t)) }

func (l library) Ask(ctx context.Context, q answers.Question) (answers.Answer, error) {
	return l.ask(ctx, q)
}

func (l library) CheckOutlets(context.Context, retrieval.Filter) error { return nil }

func (l library) Outlets(context.Context) ([]retrieval.Outlet, error) { return l.outlets, nil }

func (l library) Digest(_ context.Context, t answers.Topic) (answers.Summary, error) {
	return l.digest(t), nil
}

func (l library) Compare(_ context.Context, t answers.Topic) (answers.Comparison, error) {
	return l.compare(t), nil
}

func (l library) Timeline(_ context.Context, t answers.Topic) (answers.Timeline, error) {
	return l.timeline(t), nil
}

func (l library) Summarize(ctx context.Context, id string, n int) (answers.Summary, error) {
	return l.summarize(ctx, id, n)
}

func (l library) List(context.Context, retrieval.Filter) ([]retrieval.Meta, error) {
	return l.articles, nil
}

// answering is a library that gives the same answer to every question.
func answering(a answers.Answer) library {
	return library{ask: func(context.Context, answers.Question) (answers.Answer, error) { return a, nil }}
}

// run is a bot that runs against a Discord.
type run struct {
	*discordtest.Server
	bot       *Bot
	log       *logBuffer
	stop      context.CancelFunc
	ended     chan struct{}
	err       error
	libraries *libraries
	records   *record.Store
}

func (r *run) opened() []string {
	r.libraries.mu.Lock()
	defer r.libraries.mu.Unlock()
	return append([]string(nil), r.libraries.opened...)
}

// start runs a bot until the test ends.
func start(t *testing.T, d *discordtest.Server, lib everything, change func(*Config)) *run {
	t.Helper()
	libs := &libraries{lib: lib}
	r := startWith(t, d, libs, records(t), intake(t, t.TempDir()), change)
	r.libraries = libs
	return r
}

// intake is a real one, whose drafts stand in a folder. It may fetch from this
// machine, where the tests have their pages and files.
func intake(t testing.TB, drafts string) Intake {
	t.Helper()
	fetch, err := load.NewFetcher(load.FetchConfig{Allow: []string{"127.0.0.1"}})
	if err != nil {
		t.Fatal(err)
	}
	folder, err := draft.Open(drafts)
	if err != nil {
		t.Fatal(err)
	}
	files := func(ctx context.Context, address string) ([]byte, error) {
		doc, err := fetch.Get(ctx, address, load.Since{})
		return doc.Data, err
	}
	return Intake{Loader: load.New(load.Config{Fetch: fetch}), Files: files, Drafts: folder}
}

// startWith runs a bot on what is given until the test ends.
func startWith(t *testing.T, d *discordtest.Server, libs Libraries, recs *record.Store, in Intake, change func(*Config)) *run {
	t.Helper()
	return startAt(t, d, libs, recs, in, change, time.Now)
}

// startAt is startWith by another clock.
func startAt(t *testing.T, d *discordtest.Server, libs Libraries, recs *record.Store, in Intake, change func(*Config), now func() time.Time) *run {
	t.Helper()
	cfg := Config{Token: discordtest.Token, APIURL: d.APIURL(), DeferAfter: time.Second, Excerpts: 3, Threshold: 0.5, Starter: true}
	if change != nil {
		change(&cfg)
	}
	r := &run{Server: d, log: &logBuffer{}, ended: make(chan struct{}), records: recs}
	b, err := New(slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})), libs, recs, in, cfg)
	if err != nil {
		t.Fatal(err)
	}
	r.bot = b
	b.timing, b.gateway.Timing = quick()
	b.timing.now = now
	ctx, stop := context.WithCancel(t.Context())
	r.stop = stop
	go func() {
		defer close(r.ended)
		r.err = b.Run(ctx)
	}()
	t.Cleanup(func() {
		stop()
		<-r.ended
		if strings.Contains(r.log.String(), discordtest.Token) {
			t.Error("the token is in the log")
		}
		if t.Failed() {
			t.Log(r.log.String())
		}
	})
	return r
}

// patience is how long a test waits for what should come at once.
const patience = 20 * time.Second

// quick comes back at once where Discord asks for a wait.
func quick() (timing, discord.Timing) {
	const soon = 10 * time.Millisecond
	return timing{progress: soon, watch: 3 * soon, stop: time.Second, now: time.Now},
		discord.Timing{LetIn: patience, Retry: soon, MaxRetry: 2 * soon, Invalid: soon, Beat: patience}
}

// connected runs a bot and waits until it can be asked.
func connected(t *testing.T, d *discordtest.Server, lib everything, change func(*Config)) *run {
	t.Helper()
	r := start(t, d, lib, change)
	d.WaitReady()
	return r
}

func logTo(l *logBuffer) *slog.Logger { return slog.New(slog.NewTextHandler(l, nil)) }

// logBuffer collects a log.
type logBuffer struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// meeting is an answer to look for.
func meeting() answers.Answer {
	const body = "Trump and Putin met in Da Nang on Saturday."
	return answers.Answer{
		Answered: true, Confidence: 0.9,
		Excerpts: []answers.Excerpt{{
			Text: body, Start: 100, End: 100 + len(body), Article: danang,
			Matched: []text.Span{{Start: 110, End: 115}, {Start: 116, End: 119}},
		}},
	}
}

var danang = retrieval.Meta{
	ID: "danang", Title: "Leaders meet in Da Nang", Outlet: "CNN", Agency: "AP",
	Published: "2017-11-11", URL: "https://example.org/da-nang", Revision: 1,
}
