package main

import (
	"bytes"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"dateline/config"
)

func TestNotices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var stderr bytes.Buffer
		n := (&program{stderr: &stderr}).notices()
		end := n.begin("making soup")
		time.Sleep(900 * time.Millisecond)
		end()
		time.Sleep(time.Minute)
		if stderr.Len() > 0 {
			t.Errorf("what was done in time is told: %q", &stderr)
		}
		end = n.begin("making soup")
		time.Sleep(1100 * time.Millisecond)
		end()
		if got, want := stderr.String(), "dateline: making soup\n"; got != want {
			t.Errorf("what takes long is told as %q, want %q", got, want)
		}
		stderr.Reset()
		quiet := &program{stderr: &stderr}
		quiet.flags.quiet = true
		end = quiet.notices().begin("making soup")
		time.Sleep(time.Minute)
		end()
		if stderr.Len() > 0 {
			t.Errorf("with --quiet it is told: %q", &stderr)
		}
	})
}

// The library is made once, and a command that finds it made tells nothing.
func TestMakingIsTold(t *testing.T) {
	cfg, err := config.Load(config.Source{
		Defaults: defaults(),
		Most:     limits(),
		Environ:  []string{"DATELINE_DATA_DIR=" + filepath.Join(t.TempDir(), "data")},
	})
	if err != nil {
		t.Fatal(err)
	}
	w, err := openWorkspace(t.Context(), slog.New(slog.DiscardHandler), cfg, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer w.close()
	var stderr bytes.Buffer
	w.notices = notices{to: &stderr}
	for _, want := range []string{"dateline: making the library \"local\" and its search index\n", ""} {
		stderr.Reset()
		if _, err := w.readable(t.Context(), defaultLibrary); err != nil {
			t.Fatal(err)
		}
		if got := stderr.String(); got != want {
			t.Errorf("it tells %q, want %q", got, want)
		}
	}
}
