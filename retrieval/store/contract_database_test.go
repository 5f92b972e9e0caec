package store_test

import (
	"database/sql"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/store"
)

var databaseContract = []promise{
	{"Database Database.Exec Database.Row", statementsAreCarriedOut},
	{"Database.Transact", transactionsAreWholeOrNothing},
	{"Writable", changesAreTaken},
	{"Database.WithoutSync Database.Erase", whatIsDeletedIsGone},
}

const guildsWithout = `SELECT count(*) FROM guilds WHERE departed IS NULL`

func statementsAreCarriedOut(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	db := s.Database()
	for _, id := range []string{"1", "2"} {
		if n := got[int64](t)(db.Exec(ctx, `INSERT INTO guilds (id, settings) VALUES (?1, '{"a?": "?"}') ON CONFLICT DO NOTHING`, id)); n != 1 {
			t.Errorf("%d rows were changed", n)
		}
	}
	if n := got[int64](t)(db.Exec(ctx, `UPDATE guilds SET departed = ? WHERE id = ?`, "", "3")); n != 0 {
		t.Errorf("%d rows were changed", n)
	}
	if _, err := db.Exec(ctx, `UPDATE nothing SET x = 1`); err == nil {
		t.Error("nonsense is carried out")
	}
	var n int
	must(t, db.Row(ctx, guildsWithout).Scan(&n))
	if n != 2 {
		t.Errorf("there are %d", n)
	}
	if err := db.Row(ctx, `SELECT 1 FROM guilds WHERE id = ?`, "9").Scan(&n); !errors.Is(err, sql.ErrNoRows) {
		t.Errorf("no row: %v", err)
	}
	settings := got[[]string](t)(store.List(ctx, db, func(row store.Row) (text string, err error) {
		err = row.Scan(&text)
		return text, err
	}, `SELECT settings FROM guilds ORDER BY id`))
	if diff := cmp.Diff([]string{`{"a?": "?"}`, `{"a?": "?"}`}, settings); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
}

func changesAreTaken(t *testing.T, at place) { must(t, at.open(t).Writable()) }

func transactionsAreWholeOrNothing(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	db := s.Database()
	boom := errors.New("boom")
	insert := func(id string, err error) error {
		return db.Transact(ctx, func(tx *sql.Tx) error {
			_, failed := tx.ExecContext(ctx, `INSERT INTO guilds (id, settings) VALUES (?, '{}')`, id)
			return errors.Join(failed, err)
		})
	}
	if err := insert("1", boom); !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	must(t, insert("2", nil))
	if err := insert("2", nil); err == nil {
		t.Error("the same key twice")
	}
	var n int
	must(t, db.Row(ctx, guildsWithout).Scan(&n))
	if n != 1 {
		t.Errorf("there are %d", n)
	}
}

func whatIsDeletedIsGone(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	db := s.Database()
	must(t, db.WithoutSync(ctx, func(conn *sql.Conn) error {
		_, err := conn.ExecContext(ctx, `INSERT INTO guilds (id, settings) VALUES (?, '{}')`, "1")
		return err
	}))
	boom := errors.New("boom")
	if err := db.WithoutSync(ctx, func(*sql.Conn) error { return boom }); !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	if n := got[int64](t)(db.Exec(ctx, `DELETE FROM guilds WHERE id = ?`, "1")); n != 1 {
		t.Errorf("%d rows were deleted", n)
	}
	must(t, db.Erase(ctx))
	must(t, s.Close())
	var n int
	must(t, at.open(t).Database().Row(ctx, guildsWithout).Scan(&n))
	if n != 0 {
		t.Errorf("there are %d", n)
	}
}
