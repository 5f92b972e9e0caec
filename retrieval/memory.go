package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/bytecache"
)

// revisionReader reads texts as an ArticleStore does.
type revisionReader interface {
	Revision(ctx context.Context, num int64, revision int) (Article, error)
}

// memory is what all libraries of a data folder keep in memory together, within
// bounds: the texts and the vectors that were asked for last.
type memory struct {
	log     *slog.Logger
	store   revisionReader
	texts   *bytecache.Cache[int64, *heldText] // by the article's number
	vectors *bytecache.Cache[passageRef, vector]
}

func newMemory(log *slog.Logger, store revisionReader) *memory {
	return &memory{
		log:     log,
		store:   store,
		texts:   bytecache.New[int64](maxTextBytes, (*heldText).bytes),
		vectors: bytecache.New[passageRef](maxVectorBytes, vector.bytes),
	}
}

// text returns the newest revision of an article, or an ErrNoArticle or
// ErrDamaged.
func (m *memory) text(ctx context.Context, e Entry) (*heldText, error) {
	if t, ok := m.texts.Get(e.Num); ok && t.seq == e.Seq {
		return t, nil
	}
	a, err := m.store.Revision(ctx, e.Num, e.Revision)
	if errors.Is(err, ErrDamaged) {
		m.log.ErrorContext(ctx, "an article is not quoted", "article", e.ID, "revision", e.Revision, "error", err)
	}
	if err != nil {
		return nil, fmt.Errorf("article %q: %w", e.ID, err)
	}
	return m.keep(e, &a), nil
}

// keep keeps the text of an article as it is after its last change.
func (m *memory) keep(e Entry, a *Article) *heldText {
	t := newHeldText(a, e.Seq)
	m.texts.Put(e.Num, t)
	return t
}

// forget lets go the text of an article that was removed.
func (m *memory) forget(e Entry) { m.texts.Forget(e.Num) }

// vector returns a passage as ranking sees it.
func (m *memory) vector(r index.IndexReader, ref passageRef) (vector, error) {
	if v, ok := m.vectors.Get(ref); ok {
		return v, nil
	}
	v, err := readVector(r, ref)
	if err == nil {
		m.vectors.Put(ref, v)
	}
	return v, err
}
