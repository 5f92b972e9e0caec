package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"math"

	"dateline/retrieval"
)

// sumOf is the SHA-256 of values as the database gives them, which tells apart
// values of any kind.
func sumOf(values ...any) []byte {
	h := sha256.New()
	for _, v := range values {
		switch v := v.(type) {
		case int64:
			writeValue(h, 'i', uint64(v), "")
		case float64:
			writeValue(h, 'f', math.Float64bits(v), "")
		case string:
			writeValue(h, 's', uint64(len(v)), v)
		case []byte:
			writeValue(h, 'b', uint64(len(v)), string(v))
		default:
			writeValue(h, 'n', 0, "")
		}
	}
	return h.Sum(nil)
}

func writeValue(h hash.Hash, kind byte, number uint64, text string) {
	var head [9]byte
	head[0] = kind
	binary.LittleEndian.PutUint64(head[1:], number)
	_, _ = h.Write(head[:]) // a hash takes all
	_, _ = h.Write([]byte(text))
}

// textSum is that of what is kept in revisions of a text, under the article's
// number, so that no text passes for another's.
func textSum(num int64, revision int, body, blocks any) []byte {
	return sumOf(num, int64(revision), body, blocks)
}

// factColumns are what an article's sum speaks of: all that is kept in articles
// but the URL's hash, by which it is only looked up.
const factColumns = `a.num, a.library, a.seq, a.id, a.revision, a.revisions, a.title, a.outlet, a.agency, a.authors, a.published,
	a.published_inferred, a.url, a.language, a.partial, a.text_hash, a.stated, a.image`

// facts is how many they are.
const facts = 18

// selectMeta reads them and the sum.
const selectMeta = `SELECT ` + factColumns + `, a.sum`

// readValues returns a row's next values, of whatever kind they are: a changed bit can
// make a number a text.
func readValues(row Row, n int, rest ...any) ([]any, error) {
	values := make([]any, n)
	into := make([]any, n, n+len(rest))
	for i := range values {
		into[i] = &values[i]
	}
	err := row.Scan(append(into, rest...)...)
	return values, err
}

// scanEntry reads the columns of selectMeta, and more of the row into rest.
func scanEntry(row Row, rest ...any) (retrieval.Entry, error) {
	values, err := readValues(row, facts+1, rest...)
	if err != nil {
		return retrieval.Entry{}, err
	}
	return entryOf(values), nil
}

// entryOf is an entry of the columns of selectMeta.
func entryOf(values []any) retrieval.Entry {
	text := func(i int) string { s, _ := values[i].(string); return s }
	number := func(i int) int64 { n, _ := values[i].(int64); return n }
	e := retrieval.Entry{
		Num: number(0), Seq: number(2), Revisions: int(number(5)), Partial: number(14) != 0,
		Meta: retrieval.Meta{
			ID: text(3), Revision: int(number(4)), Title: text(6), Outlet: text(7), Agency: text(8), Authors: []string{},
			Published: text(10), PublishedInferred: number(11) != 0, URL: text(12), Language: text(13), Image: text(17),
		},
	}
	sum, _ := values[facts].([]byte)
	e.FactsDamaged = !bytes.Equal(sum, sumOf(values[:facts]...))
	hash, _ := values[15].([]byte)
	copy(e.Text[:], hash)
	if err := json.Unmarshal([]byte(text(9)), &e.Authors); err != nil {
		e.FactsDamaged = true
	}
	if stated := text(16); stated != "" {
		if err := json.Unmarshal([]byte(stated), &e.Stated); err != nil {
			e.FactsDamaged = true
		}
	}
	return e
}

// querier is a database or a transaction of it.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	ExecContext(ctx context.Context, statement string, args ...any) (sql.Result, error)
}

// sealFacts keeps the sum of what is kept of an article beside its texts.
func sealFacts(ctx context.Context, q querier, num int64) error {
	values, err := readValues(q.QueryRowContext(ctx, `SELECT `+factColumns+` FROM articles a WHERE num = ?`, num), facts)
	if err == nil {
		_, err = q.ExecContext(ctx, `UPDATE articles SET sum = ? WHERE num = ?`, sumOf(values...), num)
	}
	if err != nil {
		return fmt.Errorf("keep the sum of article %d: %w", num, err)
	}
	return nil
}

// sealText keeps the sum of a text, unless it is there.
func sealText(ctx context.Context, q querier, num int64, revision int, sum []byte) error {
	if _, err := q.ExecContext(ctx, `INSERT INTO text_sums (article, revision, sum) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
		num, revision, sum); err != nil {
		return fmt.Errorf("keep the sum of the text of article %d: %w", num, err)
	}
	return nil
}

// sealFrom is the form of the store that has sums, of what it held before too.
const sealFrom = 9

// sealAll makes the sums of what a store of an older form holds. Of a current
// text it is known what it was; all else is taken as sound.
func sealAll(ctx context.Context, tx *sql.Tx) error {
	err := eachText(ctx, tx, func(t storedText) error {
		sum := textSum(t.num, t.revision, t.body, t.blocks)
		if body, _ := t.body.(string); len(t.hash) > 0 {
			if hash := retrieval.HashText(body); !bytes.Equal(hash[:], t.hash) {
				sum = []byte{}
			}
		}
		return sealText(ctx, tx, t.num, t.revision, sum)
	})
	if err != nil {
		return err
	}
	nums, err := listNumbers(ctx, tx, `SELECT num FROM articles`)
	if err != nil {
		return err
	}
	for _, num := range nums {
		if err := sealFacts(ctx, tx, num); err != nil {
			return err
		}
	}
	return errors.Join(
		sealRows(ctx, tx, selectAliases, `UPDATE aliases SET sum = ?5 WHERE library = ?1 AND folded = ?2 AND alias = ?3 AND outlet = ?4`, 4),
		sealRows(ctx, tx, selectBefore, `UPDATE touched SET before_sum = ?4 WHERE act = ?1 AND article = ?2 AND before = ?3`, 3),
	)
}

// What the sums of aliases, and of what articles were before an act, speak of,
// and those sums.
const (
	selectAliases = `SELECT library, folded, alias, outlet, sum FROM aliases`
	selectBefore  = `SELECT act, article, before, before_sum FROM touched WHERE before <> ''`
)

// sealRows keeps the sums of rows of n values each.
func sealRows(ctx context.Context, tx *sql.Tx, query, update string, n int) error {
	rows, err := tx.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	all, err := collect(rows, func(row Row) ([]any, error) { return readValues(row, n+1) })
	if err != nil {
		return err
	}
	for _, values := range all {
		values[n] = sumOf(values[:n]...)
		if _, err := tx.ExecContext(ctx, update, values...); err != nil {
			return err
		}
	}
	return nil
}

func listNumbers(ctx context.Context, q querier, query string, args ...any) ([]int64, error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	return collect(rows, scanNumber)
}

// storedText is a text as it is kept.
type storedText struct {
	num          int64
	revision     int
	body, blocks any
	// hash is the article's, of its current text; empty for a former one.
	hash []byte
	// sum is the one that was kept; nil where there is none.
	sum []byte
}

// textsAtOnce is how many texts are listed at a time.
const textsAtOnce = 500

// eachText calls do with every text in the store, none of which it keeps.
func eachText(ctx context.Context, q querier, do func(storedText) error) error {
	type key struct {
		num      int64
		revision int
	}
	for last := (key{}); ; {
		rows, err := q.QueryContext(ctx, `SELECT article, revision FROM revisions WHERE (article, revision) > (?, ?) ORDER BY article, revision LIMIT ?`,
			last.num, last.revision, textsAtOnce)
		if err != nil {
			return fmt.Errorf("list texts: %w", err)
		}
		keys, err := collect(rows, func(row Row) (key, error) {
			var k key
			err := row.Scan(&k.num, &k.revision)
			return k, err
		})
		if err != nil {
			return fmt.Errorf("list texts: %w", err)
		}
		for _, k := range keys {
			t, err := readText(ctx, q, k.num, k.revision)
			if err != nil {
				return err
			}
			if err := do(t); err != nil {
				return err
			}
			last = k
		}
		if len(keys) < textsAtOnce {
			return nil
		}
	}
}

func readText(ctx context.Context, q querier, num int64, revision int) (storedText, error) {
	t := storedText{num: num, revision: revision}
	err := q.QueryRowContext(ctx, `SELECT r.body, r.blocks, a.text_hash, s.sum FROM revisions r
		LEFT JOIN articles a ON a.num = r.article AND a.revision = r.revision
		LEFT JOIN text_sums s ON s.article = r.article AND s.revision = r.revision
		WHERE r.article = ? AND r.revision = ?`, num, revision).Scan(&t.body, &t.blocks, &t.hash, &t.sum)
	if err != nil {
		return t, fmt.Errorf("read the text of article %d, revision %d: %w", num, revision, err)
	}
	return t, nil
}

// sound reports whether the text is what was stored.
func (t storedText) sound() bool {
	return bytes.Equal(t.sum, textSum(t.num, t.revision, t.body, t.blocks))
}
