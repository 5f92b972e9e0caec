package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// RelatedTo implements retrieval.Store.
func (s *Store) RelatedTo(ctx context.Context, key int64) (form int, seq int64, err error) {
	err = s.db.QueryRowContext(ctx, `SELECT form, seq FROM reuse WHERE library = ?`, key).Scan(&form, &seq)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, 0, nil
	}
	if err != nil {
		err = fmt.Errorf("read how far shared texts are known: %w", err)
	}
	return form, seq, err
}

// Relate implements retrieval.Store.
func (s *Store) Relate(ctx context.Context, key int64, news retrieval.Related) error {
	return s.Database().Transact(ctx, func(tx *sql.Tx) error {
		if _, err := takeLibrary(ctx, tx, key); err != nil {
			return err
		}
		return relate(ctx, tx, key, news)
	})
}

func relate(ctx context.Context, tx *sql.Tx, key int64, news retrieval.Related) error {
	if err := forgetOtherForms(ctx, tx, key, news.Form); err != nil {
		return err
	}
	for _, sk := range news.Changed {
		if _, err := tx.ExecContext(ctx, `DELETE FROM shared_texts WHERE a = ?1 OR b = ?1`, sk.Num); err != nil {
			return fmt.Errorf("forget what article %d shares: %w", sk.Num, err)
		}
		// One that was removed meanwhile has nothing to be kept.
		_, err := tx.ExecContext(ctx, `INSERT INTO sketches (article, hashes) SELECT num, CAST(?2 AS BLOB) FROM articles WHERE num = ?1
			ON CONFLICT (article) DO UPDATE SET hashes = excluded.hashes`, sk.Num, hashBytes(sk.Hashes))
		if err != nil {
			return fmt.Errorf("keep the sketch of article %d: %w", sk.Num, err)
		}
	}
	for _, sh := range news.Shared {
		spans, err := json.Marshal(quintuples(sh.Spans))
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO shared_texts (a, b, copy, words, spans)
			SELECT x.num, y.num, CAST(?3 AS BIGINT), CAST(?4 AS BIGINT), ?5 FROM articles x, articles y WHERE x.num = ?1 AND y.num = ?2
			ON CONFLICT (a, b) DO UPDATE SET (copy, words, spans) = (excluded.copy, excluded.words, excluded.spans)`,
			sh.A, sh.B, sh.Copy, sh.Words, string(spans))
		if err != nil {
			return fmt.Errorf("keep what articles %d and %d share: %w", sh.A, sh.B, err)
		}
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO reuse (library, form, seq) VALUES (?, ?, ?)
		ON CONFLICT (library) DO UPDATE SET (form, seq) = (excluded.form, excluded.seq)`, key, news.Form, news.Seq); err != nil {
		return fmt.Errorf("count the changes looked at: %w", err)
	}
	return nil
}

// forgetOtherForms deletes what was found out in another form.
func forgetOtherForms(ctx context.Context, tx *sql.Tx, key int64, form int) error {
	var kept int
	err := tx.QueryRowContext(ctx, `SELECT form FROM reuse WHERE library = ?`, key).Scan(&kept)
	if errors.Is(err, sql.ErrNoRows) || err == nil && kept == form {
		return nil
	}
	if err != nil {
		return err
	}
	for _, statement := range []string{
		`DELETE FROM shared_texts WHERE b IN (SELECT num FROM articles WHERE library = ?)`,
		`DELETE FROM sketches WHERE article IN (SELECT num FROM articles WHERE library = ?)`,
	} {
		if _, err := tx.ExecContext(ctx, statement, key); err != nil {
			return fmt.Errorf("forget shared texts of another form: %w", err)
		}
	}
	return nil
}

// Sketches implements retrieval.Store.
func (s *Store) Sketches(ctx context.Context, key int64) ([]retrieval.Sketch, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT s.article, s.hashes FROM sketches s JOIN articles a ON a.num = s.article WHERE a.library = ?`, key)
	if err != nil {
		return nil, fmt.Errorf("list sketches: %w", err)
	}
	return collect(rows, func(row Row) (sk retrieval.Sketch, err error) {
		var hashes []byte
		err = row.Scan(&sk.Num, &hashes)
		for ; len(hashes) >= 4; hashes = hashes[4:] {
			sk.Hashes = append(sk.Hashes, binary.LittleEndian.Uint32(hashes))
		}
		return sk, err
	})
}

func hashBytes(hashes []uint32) []byte {
	out := make([]byte, 0, 4*len(hashes))
	for _, h := range hashes {
		out = binary.LittleEndian.AppendUint32(out, h)
	}
	return out
}

// Linked implements retrieval.Store.
func (s *Store) Linked(ctx context.Context, key int64) ([]int64, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT num FROM articles WHERE library = ?
		AND (num IN (SELECT a FROM shared_texts) OR num IN (SELECT b FROM shared_texts))`, key)
	if err != nil {
		return nil, fmt.Errorf("list articles that share text: %w", err)
	}
	return collect(rows, scanNumber)
}

// SharedWith implements retrieval.Store.
func (s *Store) SharedWith(ctx context.Context, num int64) ([]retrieval.Shared, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT a, b, copy, words, spans FROM shared_texts WHERE a = ?1
		UNION ALL SELECT a, b, copy, words, spans FROM shared_texts WHERE b = ?1 ORDER BY a, b`, num)
	if err != nil {
		return nil, fmt.Errorf("list what article %d shares: %w", num, err)
	}
	return collect(rows, func(row Row) (retrieval.Shared, error) {
		var sh retrieval.Shared
		var spans []byte
		if err := row.Scan(&sh.A, &sh.B, &sh.Copy, &sh.Words, &spans); err != nil {
			return sh, err
		}
		var q [][5]int
		err := json.Unmarshal(spans, &q)
		for _, s := range q {
			sh.Spans = append(sh.Spans, retrieval.SharedSpan{
				A: text.Span{Start: s[0], End: s[1]}, B: text.Span{Start: s[2], End: s[3]}, Same: s[4],
			})
		}
		if sh.A != num {
			sh = sh.Flipped()
		}
		return sh, err
	})
}

// quintuples are spans as they are kept.
func quintuples(spans []retrieval.SharedSpan) [][5]int {
	out := make([][5]int, len(spans))
	for i, s := range spans {
		out[i] = [5]int{s.A.Start, s.A.End, s.B.Start, s.B.End, s.Same}
	}
	return out
}
