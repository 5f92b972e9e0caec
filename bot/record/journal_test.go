package record

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"dateline/retrieval/store"
)

// TestJournal keeps what comes in its order, and one thing that cannot be kept
// takes nothing with it.
func TestJournal(t *testing.T) {
	t.Parallel()
	file, err := store.Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s := In(file)
	var log strings.Builder
	j := NewJournal(slog.New(slog.NewTextHandler(&log, nil)), s)
	j.Arrive("999", nil) // and missed
	j.Arrive("2", nil)
	const servers = 3 * maxBatch
	for i := range servers {
		j.Arrive(fmt.Sprint(1000+i), nil)
	}
	j.Miss([]string{"1", "2"}, 0, 1, time.Now())
	for i := range servers { // back again
		j.Arrive(fmt.Sprint(1000+i), nil)
	}
	j.add("nonsense", "INSERT INTO nothing VALUES (1)")
	j.Depart("1001", time.Now())
	j.Depart("1002", time.Now())
	j.Arrive("1002", nil)
	if err := j.AddQuestion(Question{ID: "1", Guild: "1000", Asked: time.Now()}); err != nil {
		t.Fatal(err)
	}
	if err := j.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	known, err := s.Guilds(t.Context())
	if err != nil || len(known) != servers {
		t.Errorf("%d servers are known, %v; want %d", len(known), err, servers)
	}
	if _, err := s.Question(t.Context(), "1"); err != nil {
		t.Error(err)
	}
	if n := strings.Count(log.String(), "\n"); n != 1 || !strings.Contains(log.String(), "nonsense") {
		t.Errorf("the log has:\n%s", log.String())
	}
}

// TestJournalStops says nothing of what waits on when keeping it was ended.
func TestJournalStops(t *testing.T) {
	t.Parallel()
	file, err := store.Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var log strings.Builder
	j := NewJournal(slog.New(slog.NewTextHandler(&log, nil)), In(file))
	j.Arrive("1", nil)
	ended, end := context.WithCancel(t.Context())
	end()
	for range 20 { // or it may end before it begins
		if err := j.Flush(ended); !errors.Is(err, context.Canceled) {
			t.Fatalf("got error %v", err)
		}
	}
	if err := j.Flush(t.Context()); err != nil || log.Len() > 0 {
		t.Errorf("%v; the log has:\n%s", err, log.String())
	}
}

// TestJournalLoses tells of what there is no room for, and of what cannot be kept.
func TestJournalLoses(t *testing.T) {
	t.Parallel()
	file, err := store.Open(t.Context(), t.TempDir(), "test")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	j := NewJournal(slog.New(slog.DiscardHandler), In(file))
	lost := 0
	arrive := func() { j.Arrive("1", func() { lost++ }) }
	j.waiting = make([]entry, maxWaiting)
	arrive()
	if lost != 1 {
		t.Errorf("lost %d for want of room, want 1", lost)
	}
	j.waiting = nil
	if _, err := j.store.db.Exec(t.Context(), "ALTER TABLE guilds RENAME TO others"); err != nil {
		t.Fatal(err)
	}
	arrive()
	if err := j.Flush(t.Context()); err != nil || lost != 2 {
		t.Errorf("%v, lost %d, want 2", err, lost)
	}
}
