package retrieval

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"

	"dateline/retrieval/engine"
	"dateline/retrieval/outlets"
	"dateline/retrieval/text"
)

// indexedWords bounds a passage as it is indexed. It is searched narrower than
// it is shown: matched words that stand close together tell more, and what is
// shown can then be laid around them.
const indexedWords = 120

// shortMark stands in the index between an abbreviation and what it is short
// for, in the one order and in the other.
const shortMark = "="

// The fields of a passage in the index. Its text is not there: that comes from
// the store.
const (
	fieldBody     = "b" // terms of the passage
	fieldExact    = "x" // its capitalised words whole, where the stem differs
	fieldTitle    = "t" // terms of the article's headline
	fieldOutlet   = "o" // the article's outlet, folded
	fieldDay      = "d" // the article's day of publication
	fieldName     = "n" // terms that stand as names do in the passage
	fieldArticle  = "a" // the article's number
	fieldLanguage = "g" // the tag of the analysis that serves the article
	fieldShort    = "s" // abbreviations that the passage introduces, and their long forms
	fieldLong     = "l" // the same the other way round
	fieldVector   = "v" // stored only: hashes of the terms, in order
)

// indexFormat changes whenever the same articles would be indexed otherwise,
// so that older indexes are built anew.
const indexFormat = 10

// indexState is what an index knows of itself. It is written in one batch with
// what it speaks of.
type indexState struct {
	Format int `json:"format"`
	// Epoch names the store's library that the index was made from.
	Epoch string `json:"epoch"`
	// Seq is the last of the store's changes that the index holds.
	Seq      int64  `json:"seq"`
	Passages uint64 `json:"passages"`
	// Terms and TitleTerms are the lengths of those fields, added up.
	Terms      uint64 `json:"terms"`
	TitleTerms uint64 `json:"title_terms"`
}

func (s indexState) meanBody() float64  { return mean(s.Terms, s.Passages) }
func (s indexState) meanTitle() float64 { return mean(s.TitleTerms, s.Passages) }

func mean(sum, n uint64) float64 {
	return float64(max(sum, 1)) / float64(max(n, 1))
}

var stateKey = []byte("dateline")

// passageRef names a passage in the index: which article, at which of its
// changes, and where in the body.
type passageRef struct {
	num, seq int64
	text.Span
	terms, titleTerms int
}

func (p passageRef) String() string {
	return fmt.Sprintf("%d.%d.%d.%d.%d.%d", p.num, p.seq, p.Start, p.End, p.terms, p.titleTerms)
}

func parsePassageRef(id string) (passageRef, error) {
	parts := strings.Split(id, ".")
	if len(parts) != 6 {
		return passageRef{}, fmt.Errorf("index: passage %q", id)
	}
	var n [6]int64
	for i, p := range parts {
		v, err := strconv.ParseInt(p, 10, 64)
		if err != nil {
			return passageRef{}, fmt.Errorf("index: passage %q: %w", id, err)
		}
		n[i] = v
	}
	return passageRef{num: n[0], seq: n[1], Span: text.Span{Start: int(n[2]), End: int(n[3])}, terms: int(n[4]), titleTerms: int(n[5])}, nil
}

// passageIndex is the search index of one library, derived from the store.
type passageIndex struct {
	bleve    bleve.Index
	inner    index.Index
	writer   *engine.Writer
	analyzer *text.Analyzer
	// state is that of the last batch; only who writes may use it.
	state indexState
	// newest is what the last search read; nil before the first and after a change.
	mu     sync.Mutex
	newest *snapshot
}

var errStale = errors.New("the index is not of this store")

// aheadError says that the index has seen more changes than the store knows.
type aheadError struct{ seq int64 }

func (e aheadError) Error() string {
	return fmt.Sprintf("the index has seen change %d, which the store does not know", e.seq)
}

// openIndex opens the index in dir. It returns errStale when that index is of
// another format or another library, an aheadError when it has seen more than the
// store, and engine.ErrDamaged when its files cannot be read.
func openIndex(dir, epoch string, seq int64, analyzer *text.Analyzer) (*passageIndex, error) {
	b, err := engine.Open(dir)
	if err != nil {
		return nil, err
	}
	p, err := wrapIndex(dir, b, analyzer)
	switch {
	case err != nil:
	case p.state.Format != indexFormat || p.state.Epoch != epoch:
		err = errStale
	case p.state.Seq > seq:
		err = aheadError{p.state.Seq}
	}
	if err != nil {
		return nil, errors.Join(err, engine.Close(dir, b))
	}
	return p, nil
}

// createIndex makes an empty index in dir, in place of what is there.
func createIndex(dir, epoch string, analyzer *text.Analyzer) (*passageIndex, error) {
	b, err := engine.Create(dir)
	if err != nil {
		return nil, err
	}
	p, err := wrapIndex(dir, b, analyzer)
	if err != nil {
		return nil, errors.Join(err, engine.Close(dir, b))
	}
	p.state = indexState{Format: indexFormat, Epoch: epoch}
	return p, nil
}

func wrapIndex(dir string, b bleve.Index, analyzer *text.Analyzer) (*passageIndex, error) {
	inner, err := b.Advanced()
	if err != nil {
		return nil, err
	}
	p := &passageIndex{bleve: b, inner: inner, writer: engine.NewWriter(dir, b, inner), analyzer: analyzer}
	r, err := inner.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	p.state, err = readState(r)
	return p, err
}

// close waits until all is on disk, or cannot be.
func (p *passageIndex) close() error {
	p.letGo()
	return p.writer.Close()
}

// seq is the last of the store's changes that the index holds.
func (p *passageIndex) seq() int64 { return p.state.Seq }

// indexed is an article as the index takes it.
type indexed struct {
	num, seq int64
	article  *Article // nil when it was removed
}

// maxBatch bounds the text that is given to the engine in one batch, in bytes: of
// words that no other text has, it takes three hundred times that in memory.
const maxBatch = 192 << 10

// apply brings the index to seq: each of changed replaces what the index held
// of that article.
func (p *passageIndex) apply(ctx context.Context, seq int64, changed []indexed) error {
	return p.write(func(b *applied) error {
		for _, c := range changed {
			if err := b.take(ctx, c); err != nil {
				return err
			}
		}
		b.state.Seq = seq
		return b.commit(ctx)
	})
}

// write lets f write to the index. When it fails, the index must be opened anew.
func (p *passageIndex) write(f func(*applied) error) error {
	b := &applied{passageIndex: p, batch: p.bleve.NewBatch(), state: p.state, given: p.state}
	err := f(b)
	err = errors.Join(err, p.writer.Wait())
	p.state = b.given
	// Nobody asks for the former state any more: it must not hold lists and files
	// until the next search.
	p.letGo()
	return err
}

// applied is what changes an index, and what it knows of itself after that.
type applied struct {
	*passageIndex
	batch *bleve.Batch
	state indexState
	given indexState // that of the last batch given to the engine
	bytes int        // of text in the batch
}

// take puts c in the place of what the index held of that article.
func (b *applied) take(ctx context.Context, c indexed) error {
	if err := b.forget(ctx, c.num); err != nil || c.article == nil {
		return err
	}
	return b.put(ctx, c)
}

// commit gives the batch to the engine, which takes it while the next one is
// laid out.
func (b *applied) commit(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	raw, err := json.Marshal(b.state)
	if err != nil {
		return err
	}
	b.batch.SetInternal(stateKey, raw)
	if err := b.writer.Start(b.batch); err != nil {
		return err
	}
	b.batch, b.bytes, b.given = b.bleve.NewBatch(), 0, b.state
	return nil
}

// forget takes an article's passages out.
func (b *applied) forget(ctx context.Context, num int64) error {
	r, err := b.inner.Reader()
	if err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	defer r.Close()
	refs, err := matching(ctx, r, fieldArticle, strconv.FormatInt(num, 10))
	if err != nil {
		return err
	}
	for _, ref := range refs {
		b.batch.Delete(ref.String())
		b.state.Passages--
		b.state.Terms -= uint64(ref.terms)
		b.state.TitleTerms -= uint64(ref.titleTerms)
	}
	return nil
}

// matching are the passages that hold term in field.
func matching(ctx context.Context, r index.IndexReader, field, term string) ([]passageRef, error) {
	var refs []passageRef
	err := eachPassage(ctx, r, field, term, func(doc uint64) error {
		ref, err := resolve(r, doc)
		refs = append(refs, ref)
		return err
	})
	return refs, err
}

// eachPassage calls do with each passage that holds term in field, in the index's
// order, until do fails.
func eachPassage(ctx context.Context, r index.IndexReader, field, term string, do func(doc uint64) error) error {
	tfr, err := r.TermFieldReader(ctx, []byte(term), field, false, false, false)
	if err != nil {
		return fmt.Errorf("open postings of %s:%q: %w", field, term, err)
	}
	defer tfr.Close()
	var doc index.TermFieldDoc
	for {
		next, err := tfr.Next(&doc)
		if err != nil {
			return fmt.Errorf("read postings of %s:%q: %w", field, term, err)
		}
		if next == nil {
			return nil
		}
		if err := do(next.ID.Value()); err != nil {
			return err
		}
	}
}

// resolve tells which passage stands at doc.
func resolve(r index.IndexReader, doc uint64) (passageRef, error) {
	id, err := r.ExternalID(index.NewIndexInternalID(nil, doc))
	if err != nil {
		return passageRef{}, fmt.Errorf("resolve passage: %w", err)
	}
	return parsePassageRef(id)
}

// put adds an article's passages. Of a long one, those that the engine has already
// are forgotten when it is put again, as after a crash in between.
func (b *applied) put(ctx context.Context, c indexed) error {
	a := c.article
	language := text.LanguageOf(a.Language, a.Body)
	title := text.Content(b.analyzer.Tokens(a.Title, language))
	for _, span := range text.CutPassages(a.Body, a.Blocks, indexedWords) {
		tokens := b.analyzer.Tokens(a.Body[span.Start:span.End], language)
		body := text.Content(tokens)
		var shorts, longs []string
		for _, in := range text.Abbreviations(a.Body[span.Start:span.End], tokens) {
			shorts = append(shorts, in.Short+shortMark+in.Long)
			longs = append(longs, in.Long+shortMark+in.Short)
		}
		ref := passageRef{num: c.num, seq: c.seq, Span: span, terms: len(body), titleTerms: len(title)}
		doc := document.NewDocument(ref.String())
		for _, f := range []struct {
			name  string
			terms []string
		}{
			{fieldBody, body},
			{fieldExact, text.Whole(tokens)},
			{fieldName, text.Names(a.Body[span.Start:span.End], tokens)},
			{fieldTitle, title},
			{fieldOutlet, []string{outlets.Fold(a.Outlet)}},
			{fieldDay, []string{a.Day()}},
			{fieldLanguage, []string{language}},
			{fieldArticle, []string{strconv.FormatInt(c.num, 10)}},
			{fieldShort, shorts},
			{fieldLong, longs},
		} {
			if len(f.terms) == 0 {
				continue
			}
			doc.AddField(document.NewTextFieldCustom(f.name, nil, nil, index.IndexField, ready(f.terms)))
		}
		doc.AddField(document.NewTextFieldCustom(fieldVector, nil, packVector(title, a.Body[span.Start:span.End], tokens), index.StoreField, nil))
		if err := b.batch.IndexAdvanced(doc); err != nil {
			return fmt.Errorf("index passage %s: %w", ref, err)
		}
		b.state.Passages++
		b.state.Terms += uint64(len(body))
		b.state.TitleTerms += uint64(len(title))
		if b.bytes += span.Len(); b.bytes >= maxBatch {
			if err := b.commit(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// ready is an analyzer for text that is already cut into terms.
type ready []string

// Analyze returns the terms; an empty one stands for none.
func (terms ready) Analyze([]byte) analysis.TokenStream {
	stream := make(analysis.TokenStream, 0, len(terms))
	for i, t := range terms {
		if t != "" {
			stream = append(stream, &analysis.Token{Term: []byte(t), Position: i + 1})
		}
	}
	return stream
}

// passing returns the passages whose article passes the filter; nil for all.
func passing(ctx context.Context, r index.IndexReader, f Filter) (*roaring.Bitmap, error) {
	var allowed *roaring.Bitmap
	if len(f.Outlets) > 0 {
		allowed = roaring.New()
		for _, o := range f.Outlets {
			if err := collect(ctx, r, fieldOutlet, outlets.Fold(o), allowed); err != nil {
				return nil, err
			}
		}
	}
	if f.Since == "" && f.Until == "" {
		return allowed, nil
	}
	days, err := daysBetween(ctx, r, f.Since, f.Until)
	if err != nil {
		return nil, err
	}
	if allowed != nil {
		days.And(allowed)
	}
	return days, nil
}

// lastDay ends a range of days that is open.
const lastDay = "9999-12-31"

// daysBetween are the passages published from since to until, inclusive.
func daysBetween(ctx context.Context, r index.IndexReader, since, until string) (*roaring.Bitmap, error) {
	out := roaring.New()
	dict, err := r.FieldDictRange(fieldDay, []byte(since), []byte(cmp.Or(until, lastDay)))
	if err != nil {
		return nil, fmt.Errorf("days from %q to %q: %w", since, until, err)
	}
	defer dict.Close()
	for {
		day, err := dict.Next()
		if err != nil {
			return nil, fmt.Errorf("days from %q to %q: %w", since, until, err)
		}
		if day == nil {
			return out, nil
		}
		if err := collect(ctx, r, fieldDay, day.Term, out); err != nil {
			return nil, err
		}
	}
}

// anyBetween reports whether any article was published from since to until,
// inclusive; "" is open.
func anyBetween(r index.IndexReader, since, until string) (bool, error) {
	dict, err := r.FieldDictRange(fieldDay, []byte(since), []byte(cmp.Or(until, lastDay)))
	if err != nil {
		return false, fmt.Errorf("days from %q to %q: %w", since, until, err)
	}
	defer dict.Close()
	day, err := dict.Next()
	if err != nil {
		return false, fmt.Errorf("days from %q to %q: %w", since, until, err)
	}
	return day != nil, nil
}

// collect adds the passages that hold term in field to into.
func collect(ctx context.Context, r index.IndexReader, field, term string, into *roaring.Bitmap) error {
	return eachPassage(ctx, r, field, term, func(doc uint64) error {
		into.Add(uint32(doc))
		return nil
	})
}
