package main

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dateline/config"
)

// Libraries whose indexes are gone have them again before anybody asks, the one
// used last first.
func TestWarm(t *testing.T) {
	cfg := config.Config{Data: config.Data{Dir: t.TempDir()}}
	open := func(log *slog.Logger) *workspace {
		w, err := openWorkspace(t.Context(), log, cfg, "test")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.close() })
		return w
	}
	w := open(slog.New(slog.DiscardHandler))
	for _, name := range []string{"early", "late", "middle"} {
		lib, err := w.libraries.Make(t.Context(), name)
		if err == nil {
			err = addStarters(t.Context(), lib)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, at := range map[string]string{"early": "2020-01-01T00:00:00Z", "middle": "2021-01-01T00:00:00Z", "late": "2022-01-01T00:00:00Z"} {
		_, err := w.store.Database().Exec(t.Context(), `UPDATE acts SET at = ?1 WHERE library = (SELECT key FROM libraries WHERE name = ?2)`, at, name)
		if err == nil {
			_, err = w.store.Database().Exec(t.Context(), `UPDATE libraries SET created = '2019-01-01T00:00:00Z' WHERE name = ?`, name)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	indexes := filepath.Join(cfg.Data.Dir, "index")
	if err := os.RemoveAll(indexes); err != nil {
		t.Fatal(err)
	}

	var said strings.Builder
	w = open(slog.New(slog.NewTextHandler(&said, nil)))
	w.warm(t.Context())
	var order []string
	for _, line := range strings.Split(said.String(), "\n") {
		if strings.Contains(line, "brought the index up to date") {
			_, rest, _ := strings.Cut(line, "library=")
			name, _, _ := strings.Cut(rest, " ")
			order = append(order, name)
		}
	}
	if got := strings.Join(order, " "); got != "late middle early" {
		t.Errorf("opened: %s\n%s", got, &said)
	}
	for _, name := range order {
		if _, err := os.Stat(filepath.Join(indexes, name)); err != nil {
			t.Error(err)
		}
	}
}
