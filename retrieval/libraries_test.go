package retrieval

import (
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"dateline/retrieval/text"
)

// An index that waits for something keeps no other one from being closed.
func TestIndexesAreClosedSideBySide(t *testing.T) {
	libs := New(slog.New(slog.DiscardHandler), nil, Config{})
	over := make(chan struct{})
	var closing sync.WaitGroup
	closing.Add(3)
	for key := range int64(3) {
		p, err := createIndex(filepath.Join(t.TempDir(), fmt.Sprint(key)), "epoch", text.NewAnalyzer())
		if err != nil {
			t.Fatal(err)
		}
		sh := &shelf{index: p}
		sh.missed.stop, sh.missed.over = func() { closing.Done() }, over
		libs.open[key] = &slot{shelf: sh}
	}
	closed := make(chan error)
	go func() { closed <- libs.Close() }()
	all := make(chan struct{})
	go func() {
		closing.Wait()
		close(all)
	}()
	select {
	case <-all:
	case <-time.After(10 * time.Second):
		t.Error("one waits for another")
	}
	close(over)
	if err := <-closed; err != nil || len(libs.open) > 0 {
		t.Errorf("closed: %v, %d stay", err, len(libs.open))
	}
}
