package store_test

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dateline/retrieval"
	"dateline/retrieval/store"
)

// flip changes one bit of the first character of a word, wherever it stands in
// the database's file of a store that is closed.
func flip(t *testing.T, dir, word string) {
	t.Helper()
	file := filepath.Join(dir, store.FileName)
	raw, err := os.ReadFile(file)
	must(t, err)
	if !bytes.Contains(raw, []byte(word)) {
		t.Fatalf("%q is not in the file", word)
	}
	changed := []byte(word)
	changed[0] ^= 1
	must(t, os.WriteFile(file, bytes.ReplaceAll(raw, []byte(word), changed), 0o600))
}

// ferry is an article of which each part can be found in the file.
func ferry() retrieval.Article {
	a := article("ferry", "The quayside ferry leaves at seven.")
	a.Title, a.Outlet, a.Authors, a.Published, a.URL = "Timetable of ferries", "Harbour Post", []string{"Wilhelmina Zand"}, "2017-11-16", "https://harbour.example/ferry"
	return a
}

func TestChangedBitsAreFound(t *testing.T) {
	for _, word := range []string{"quayside", "Timetable", "Harbour Post", "Wilhelmina", "2017-11-16", "https://harbour", `"start":0`} {
		t.Run(word, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, dir)
			key := library(t, s, "news").Key
			e := put(t, s, key, retrieval.Entry{}, ferry())
			must(t, s.Check(t.Context()))
			must(t, s.Close())
			flip(t, dir, word)

			s = open(t, dir)
			if a, err := s.Revision(t.Context(), e.Num, 0); !errors.Is(err, retrieval.ErrDamaged) {
				t.Errorf("it is read as %+v, %v", a, err)
			}
			named := func(err error) bool {
				return errors.As(err, new(*store.DamageError)) && strings.Contains(err.Error(), `article "ferry" of library "news"`)
			}
			if err := s.Check(t.Context()); !named(err) {
				t.Errorf("check: %v", err)
			}
			backup := filepath.Join(t.TempDir(), "backup")
			if _, err := s.Backup(t.Context(), backup); !named(err) {
				t.Errorf("backup: %v", err)
			}
			if _, err := os.Stat(backup); !errors.Is(err, os.ErrNotExist) {
				t.Errorf("a backup is there: %v", err)
			}

			// Loading the article again mends it.
			_, err := s.Change(t.Context(), key, act(), func(tx retrieval.StoreTx) error {
				old, err := tx.ByID("ferry")
				if err != nil || !old.FactsDamaged && !old.TextDamaged {
					t.Errorf("a change finds %+v, %v", old, err)
				}
				_, err = tx.Put(old, ferry(), nil, retrieval.HashText(ferry().Body))
				return err
			})
			must(t, err)
			got, err := s.Revision(t.Context(), e.Num, 0)
			if err != nil || got.Body != ferry().Body || got.Title != ferry().Title {
				t.Errorf("loaded again it is %+v, %v", got, err)
			}
		})
	}
}

// A backup in which a bit has changed is refused before anything is replaced.
func TestRestoreRefusesChangedBits(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, library(t, s, "news").Key, retrieval.Entry{}, ferry())
	backup := t.TempDir()
	file := filepath.Join(backup, store.FileName)
	backUp(t, s, file)
	must(t, s.Close())
	flip(t, backup, "quayside")
	if err := store.Restore(t.Context(), dir, filepath.Join(dir, store.FileName), file, "test", true); !errors.As(err, new(*store.DamageError)) {
		t.Errorf("restore: %v", err)
	}
	holds(t, open(t, dir), store.Totals{Libraries: 1, Articles: 1})
}

// Nobody can mend a former revision: a backup carries it as it is, and says so.
func TestBackupOfADamagedPast(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := library(t, s, "news").Key
	e := put(t, s, key, retrieval.Entry{}, ferry())
	later := ferry()
	later.Body, later.Revision = "It leaves at eight.", 2
	put(t, s, key, e, later)
	must(t, s.Close())
	flip(t, dir, "quayside")

	s = open(t, dir)
	file := filepath.Join(t.TempDir(), "backup")
	past, err := s.Backup(t.Context(), file)
	if want := []string{`revision 1 of article "ferry" of library "news"`}; err != nil || !slices.Equal(past, want) {
		t.Errorf("backup: %q, %v, want %q", past, err, want)
	}
	must(t, s.Close())
	must(t, store.Restore(t.Context(), dir, filepath.Join(dir, store.FileName), file, "test", true))
	s = open(t, dir)
	if a, err := s.Revision(t.Context(), e.Num, 0); err != nil || a.Body != later.Body {
		t.Errorf("restored, it says %q, %v", a.Body, err)
	}
	if _, err := s.Revision(t.Context(), e.Num, 1); !errors.Is(err, retrieval.ErrDamaged) {
		t.Errorf("the former revision: %v", err)
	}
}

// A store of the form before sums knows what its current texts were, and takes
// the rest as sound.
func TestSumsOfAnOlderStore(t *testing.T) {
	for _, word := range []string{"", "quayside"} {
		dir := t.TempDir()
		s := open(t, dir)
		e := put(t, s, library(t, s, "news").Key, retrieval.Entry{}, ferry())
		edited := ferry()
		edited.Title = "Ferries"
		put(t, s, 1, e, edited)
		must(t, s.Close())
		formerForm(t, dir)
		if word != "" {
			flip(t, dir, word)
		}
		s = open(t, dir)
		err := s.Check(t.Context())
		if found := errors.As(err, new(*store.DamageError)); found != (word != "") {
			t.Errorf("with %q changed: %v", word, err)
		}
	}
}

// formerForm brings a closed store to the form before sums.
func formerForm(t *testing.T, dir string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, store.FileName))
	must(t, err)
	defer db.Close()
	for _, statement := range []string{
		`ALTER TABLE libraries DROP COLUMN lost`, `DROP TABLE text_sums`, `ALTER TABLE touched DROP COLUMN before_sum`,
		`ALTER TABLE aliases DROP COLUMN sum`, `ALTER TABLE articles DROP COLUMN sum`,
		`ALTER TABLE articles DROP COLUMN image`,
		`DELETE FROM goose_db_version WHERE version_id > 6`,
	} {
		_, err := db.ExecContext(t.Context(), statement)
		must(t, err)
	}
}

// What an act would be undone to must be what was stored, and so must aliases.
func TestChangedBitsOfTheLog(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	key := library(t, s, "news").Key
	e := put(t, s, key, retrieval.Entry{}, ferry())
	edited := ferry()
	edited.Title = "Ferries"
	put(t, s, key, e, edited)
	_, err := s.Change(t.Context(), key, act(), func(tx retrieval.StoreTx) error {
		return tx.SetAlias("quay news", retrieval.Alias{Alias: "Quay News", Outlet: "Wharf Post"})
	})
	must(t, err)
	must(t, s.Close())
	flip(t, dir, "Timetable")
	flip(t, dir, "Wharf")

	s = open(t, dir)
	acts, err := s.Acts(t.Context(), key, retrieval.LogQuery{Limit: 2})
	must(t, err)
	steps, err := s.Undoable(t.Context(), acts[1].Num, 0, 10)
	if err != nil || len(steps) != 1 || !steps[0].Damaged || steps[0].Before.Title != "" {
		t.Errorf("undoable: %+v, %v", steps, err)
	}
	if aliases, err := s.Aliases(t.Context(), key); err != nil || len(aliases) > 0 {
		t.Errorf("aliases: %v, %v", aliases, err)
	}
	err = s.Check(t.Context())
	if err == nil || !strings.Contains(err.Error(), `record of article "ferry"`) || !strings.Contains(err.Error(), `alias "Quay News"`) {
		t.Errorf("check: %v", err)
	}
}
