package record_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
	"dateline/retrieval/store"
)

// kept are records in a store that is open until the test ends.
type kept struct {
	*record.Store
	file *store.Store
}

func open(t *testing.T, dir string) kept {
	t.Helper()
	file, err := store.Open(t.Context(), dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return kept{record.In(file), file}
}

func library(t *testing.T, s kept, name string) retrieval.LibraryRecord {
	t.Helper()
	r, err := s.file.CreateLibrary(t.Context(), name)
	must(t, err)
	return r
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestSettings changes settings, one change on top of another, and finds them in
// the store when it is opened again.
func TestSettings(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx := t.Context()
	seven := 7
	if got, err := s.Settings(ctx, "1"); err != nil || !cmp.Equal(record.Settings{}, got) {
		t.Fatalf("an unknown server has the settings %+v, %v", got, err)
	}
	_, err := s.ChangeSettings(ctx, "1", func(set *record.Settings) error {
		set.Channels = map[string]record.Mode{"9": record.Thread}
		return nil
	})
	must(t, err)
	refused := errors.New("refused")
	if _, err := s.ChangeSettings(ctx, "1", func(set *record.Settings) error {
		set.Quota = 5
		return refused
	}); !errors.Is(err, refused) {
		t.Errorf("got error %v", err)
	}
	_, err = s.ChangeSettings(ctx, "1", func(set *record.Settings) error {
		set.KeepDays = &seven
		return nil
	})
	must(t, err)
	must(t, s.file.Close())
	s = open(t, dir)
	want := record.Settings{Channels: map[string]record.Mode{"9": record.Thread}, KeepDays: &seven}
	if got, err := s.Settings(ctx, "1"); err != nil || !cmp.Equal(want, got) {
		t.Errorf("%v: %s", err, cmp.Diff(want, got))
	}
}

func TestQuestions(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	ask := func(id, guild, user string, age time.Duration, answered bool) record.Question {
		q := record.Question{
			ID: id, Guild: guild, Channel: "c", User: user, Asked: now.Add(-age), Answered: answered, Private: true,
			Inquiry:   record.Inquiry{Kind: record.Ask, Text: "and " + id + "?", Understood: id, Outlets: []string{"BBC"}, Since: "2017-01-01"},
			Citations: []record.Citation{{Citation: answers.Citation{Article: "a", Revision: 2, Start: 3, End: 4}, TrimmedEnd: true}},
		}
		must(t, s.AddQuestion(ctx, q))
		return q
	}
	want := ask("1", "g", "u", 0, true)
	ask("2", "g", "v", 48*time.Hour, false)
	ask("3", "h", "u", 48*time.Hour, false)

	must(t, s.AddQuestion(ctx, record.Question{ID: "1", Guild: "other"}))
	if got, err := s.Question(ctx, "1"); err != nil || !cmp.Equal(want, got) {
		t.Errorf("%v: %s", err, cmp.Diff(want, got))
	}
	if _, err := s.Question(ctx, "7"); !errors.Is(err, record.ErrNone) {
		t.Errorf("an unknown question: %v", err)
	}
	must(t, s.Rate(ctx, "1", "u", true))
	must(t, s.Rate(ctx, "1", "u", false))
	must(t, s.Rate(ctx, "1", "v", true))
	must(t, s.GiveReason(ctx, "1", "u", record.Incomplete))
	must(t, s.GiveReason(ctx, "1", "u", record.Outdated))
	must(t, s.GiveReason(ctx, "1", "v", record.OffTopic)) // who finds it helpful by now
	if err := s.GiveReason(ctx, "1", "w", record.OffTopic); err == nil {
		t.Error("a reason of who has rated nothing is kept")
	}
	if err := s.Rate(ctx, "7", "u", true); !errors.Is(err, record.ErrNone) {
		t.Errorf("rated an unknown question: %v", err)
	}
	gaps, err := s.Gaps(ctx, "g", 10)
	must(t, err)
	wantGaps := []record.Gap{{Text: "1", Asked: now, Answered: true}, {Text: "2", Asked: now.Add(-48 * time.Hour)}}
	if diff := cmp.Diff(wantGaps, gaps); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	about, err := s.Kept(ctx, "u")
	must(t, err)
	if asked := about.Questions; len(asked) != 2 || asked[0].ID != "3" || asked[1].Helpful == nil || *asked[1].Helpful {
		t.Errorf("u asked %+v", asked)
	}
	about, err = s.Kept(ctx, "v")
	must(t, err)
	if diff := cmp.Diff([]record.Rating{{Question: "1", Helpful: true}}, about.Ratings); diff != "" {
		t.Errorf("v said of others' answers (-want +got):\n%s", diff)
	}
	if n, err := s.Purge(ctx, "h", now.Add(-24*time.Hour)); err != nil || n != 1 {
		t.Errorf("purged %d questions, %v; want 1", n, err)
	}
	if n, err := s.ForgetUser(ctx, "u"); err != nil || n != 1 {
		t.Errorf("forgot %d questions, %v; want 1", n, err)
	}
	if in, err := s.AskedIn(ctx); err != nil || !cmp.Equal([]string{"g"}, in) {
		t.Errorf("questions in %q, %v", in, err)
	}
}

func TestDeparting(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	list := func(f func() ([]string, error)) []string {
		t.Helper()
		ids, err := f()
		must(t, err)
		return append([]string{}, ids...)
	}
	here := func() []string { return list(func() ([]string, error) { return s.Guilds(ctx) }) }
	gone := func() []string { return list(func() ([]string, error) { return s.Departed(ctx, now) }) }
	j := record.NewJournal(slog.New(slog.DiscardHandler), s.Store)
	j.Arrive("1", nil)
	j.Arrive("2", nil)
	j.Depart("1", now.Add(-time.Hour))
	j.Depart("1", now.Add(time.Hour)) // does not put it off
	j.Depart("3", now)
	must(t, j.Flush(ctx))
	if diff := cmp.Diff([][]string{{"2"}, {"1"}}, [][]string{here(), gone()}); diff != "" {
		t.Errorf("here and gone (-want +got):\n%s", diff)
	}
	j.Arrive("1", nil)
	must(t, j.Flush(ctx))
	if diff := cmp.Diff([][]string{{"1", "2"}, {}}, [][]string{here(), gone()}); diff != "" {
		t.Errorf("after coming back (-want +got):\n%s", diff)
	}
	must(t, s.AddQuestion(ctx, record.Question{ID: "1", Guild: "1", Asked: now}))
	must(t, s.ForgetGuild(ctx, "1"))
	if in := list(func() ([]string, error) { return s.AskedIn(ctx) }); len(in) > 0 || !cmp.Equal([]string{"2"}, here()) {
		t.Errorf("questions in %q, here in %q after a server was forgotten", in, here())
	}
}

// A member is given what they did to libraries too, and when they have what is
// kept about them deleted, they stay there by id alone.
func TestMemberInTheLogs(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	lib := library(t, s, "local")
	by := retrieval.Actor{Kind: retrieval.ByDiscord, ID: "42", Name: "Ada"}
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	_, err := s.file.Change(ctx, lib.Key, retrieval.Act{ID: "load", By: by, What: retrieval.DeedLoad, Detail: "a.txt"}, func(tx retrieval.StoreTx) error {
		a := retrieval.Article{Meta: retrieval.Meta{ID: "a", Revision: 1}, Body: "One."}
		_, err := tx.Put(retrieval.Entry{}, a, nil, retrieval.HashText(a.Body))
		return err
	})
	must(t, err)
	for _, id := range []string{"42", "421"} {
		by := retrieval.Actor{Kind: retrieval.ByDiscord, ID: id, Name: "Ada (A)"}
		_, err = s.file.AddFeed(ctx, retrieval.Feed{Library: "local", URL: "https://example.org/" + id, Added: now, AddedBy: by.String()})
		must(t, err)
	}
	w, err := s.AddWatch(ctx, record.Watch{Library: "local", Guild: "g", Channel: "c", User: "42", Added: now, Inquiry: record.Inquiry{Kind: record.Ask, Text: "Who?"}})
	must(t, err)

	want := record.Kept{
		Questions: []record.Question{}, Ratings: []record.Rating{}, Reasons: []record.Reason{}, Watches: []record.Watch{w},
		Acts:  []record.Act{{Library: "local", ID: "load", Name: "Ada", What: "load", Detail: "a.txt"}},
		Feeds: []record.Subscription{{Library: "local", URL: "https://example.org/42", Added: now, By: "discord 42 (Ada (A))"}},
	}
	got, err := s.Kept(ctx, "42")
	must(t, err)
	if len(got.Acts) == 1 && !got.Acts[0].Time.IsZero() {
		want.Acts[0].Time = got.Acts[0].Time // now
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept (-want +got):\n%s", diff)
	}

	_, err = s.ForgetUser(ctx, "42")
	must(t, err)
	want.Acts[0].Name, want.Feeds[0].By, want.Watches = "", "discord 42", []record.Watch{}
	got, err = s.Kept(ctx, "42")
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kept after all was deleted (-want +got):\n%s", diff)
	}
	kept, err := s.Watches(ctx, "local", "g")
	must(t, err)
	feeds, err := s.file.Feeds(ctx, "local")
	must(t, err)
	if len(kept) != 1 || kept[0].User != "" || len(feeds) != 2 || feeds[1].AddedBy != "discord 421 (Ada (A))" {
		t.Errorf("the server's own: %+v, %+v", kept, feeds)
	}
}

// What is deleted for good must not be readable in any file of the folder, not
// even until the store is closed.
func TestDeletingErases(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	ctx := t.Context()
	library(t, s, "local")
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	secret := record.Inquiry{Kind: record.Ask, Text: "unmistakable"}
	watch := func() record.Watch {
		w, err := s.AddWatch(ctx, record.Watch{Library: "local", Guild: "g", Channel: "c", User: "u", Added: now, Inquiry: secret})
		must(t, err)
		return w
	}
	ask := func() {
		must(t, s.AddQuestion(ctx, record.Question{ID: "q", Guild: "g", User: "u", Asked: now, Inquiry: secret}))
	}
	for name, erase := range map[string]func() error{
		"a standing question": func() error { return s.RemoveWatch(ctx, "local", "g", watch().Num) },
		"a server's watch": func() error {
			watch()
			return s.ForgetGuild(ctx, "g")
		},
		"a member's question": func() error {
			ask()
			_, err := s.ForgetUser(ctx, "u")
			return err
		},
		"an old question": func() error {
			ask()
			_, err := s.Purge(ctx, "g", now.Add(time.Hour))
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			must(t, erase())
			unreadable(t, dir, "unmistakable")
		})
	}
}

// unreadable fails the test when a word stands in any file of a folder.
func unreadable(t *testing.T, dir, word string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		raw, err := os.ReadFile(filepath.Join(dir, f.Name()))
		must(t, err)
		if strings.Contains(string(raw), word) {
			t.Errorf("%s still holds what was deleted", f.Name())
		}
	}
}
