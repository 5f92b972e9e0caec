package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestEngines has every engine that is here load and find the same articles.
func TestEngines(t *testing.T) {
	c, err := readCorpus(t.Context(), harbour)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"dateline", "bleve", "fts5"} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), name)
			e, err := open(t.Context(), name, dir, "")
			if err != nil {
				t.Fatal(err)
			}
			if err := e.load(t.Context(), slices.Values(c.base)); err != nil {
				t.Fatal(err)
			}
			if err := e.close(); err != nil {
				t.Fatal(err)
			}
			if e, err = open(t.Context(), name, dir, ""); err != nil { // as the measuring does
				t.Fatal(err)
			}
			defer func() {
				if err := e.close(); err != nil {
					t.Error(err)
				}
			}()
			for _, a := range c.base {
				ids, err := e.search(t.Context(), a.Title)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Contains(ids, a.ID) {
					t.Errorf("%q: found %v, not %s", a.Title, ids, a.ID)
				}
			}
			if n, err := e.size(t.Context()); err != nil || n == 0 {
				t.Errorf("size %d, %v", n, err)
			}
		})
	}
}

// What cannot be opened is no engine, so that nobody closes it.
func TestOpenFails(t *testing.T) {
	if e, err := open(t.Context(), "grep", t.TempDir(), ""); e != nil || !errors.Is(err, errUsage) {
		t.Errorf("an engine that is none: %v, %v", e, err)
	}
	for name, file := range map[string]string{"dateline": "dateline.db", "bleve": "bleve", "fts5": "fts5.db"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, file), []byte("no engine's"), 0o600); err != nil {
			t.Fatal(err)
		}
		if e, err := open(t.Context(), name, dir, ""); e != nil || err == nil {
			t.Errorf("%s in a folder that is damaged: %v, %v", name, e, err)
		}
	}
}
