package retrieval

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"dateline/retrieval/text"
)

// An index that waits for the disk keeps no other one from being closed.
func TestIndexesAreClosedSideBySide(t *testing.T) {
	libs := New(slog.New(slog.DiscardHandler), nil, Config{})
	var indexes []*passageIndex
	for key := range int64(3) {
		p, err := createIndex(filepath.Join(t.TempDir(), fmt.Sprint(key)), "epoch", text.NewAnalyzer())
		if err != nil {
			t.Fatal(err)
		}
		s, err := p.snapshot() // which close lets go of first
		if err != nil {
			t.Fatal(err)
		}
		s.release()
		p.unsaved.Add(1)
		indexes = append(indexes, p)
		libs.open[key] = &slot{shelf: &shelf{index: p}}
	}
	closed := make(chan error)
	go func() { closed <- libs.Close() }()
	closing := func(p *passageIndex) bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.newest == nil
	}
	for end := time.Now().Add(saveTimeout / 2); !closing(indexes[0]) || !closing(indexes[1]) || !closing(indexes[2]); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Error("one waits for another")
			break
		}
	}
	for _, p := range indexes {
		p.unsaved.Done()
	}
	if err := <-closed; err != nil || len(libs.open) > 0 {
		t.Errorf("closed: %v, %d stay", err, len(libs.open))
	}
}
