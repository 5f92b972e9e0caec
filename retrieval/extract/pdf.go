package extract

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumErrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"

	"dateline/retrieval"
)

// Bounds on a PDF.
const (
	maxPages   = 3000
	pdfTimeout = 15 * time.Second // without waiting for its turn
	// pdfReaders is how many are read at once.
	pdfReaders = 2
	// pdfMemory is how much memory its reader may take, in pages of 64 KiB.
	pdfMemory = 1024
	// maxPageChars is how many characters a page may have, and maxChars a
	// document: many more than a printed one. Their places take memory.
	maxPageChars = 100_000
	maxChars     = 8_000_000
	maxPDFLines  = 200_000
	maxLineBytes = 20_000
)

// pdfEngine is pdfium, compiled to WebAssembly: it has no files, no network,
// and only so much memory and time. Compiling takes a second or two, so it is
// done when the first PDF comes.
type pdfEngine struct {
	cache string
	// turns holds a value for each document that is read.
	turns chan struct{}
	// mu guards what follows. The library's pool may not be closed while it
	// gives an instance or takes one back; neither waits for another document.
	mu   sync.Mutex
	pool pdfium.Pool
	code wazero.CompilationCache
}

func newPDFEngine(cache string) pdfEngine {
	return pdfEngine{cache: cache, turns: make(chan struct{}, pdfReaders)}
}

// instance returns a fresh engine for one document, when it is its turn. It is
// given back by release.
func (e *pdfEngine) instance(ctx context.Context) (pdfium.Pdfium, error) {
	select {
	case e.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	instance, err := e.borrow(ctx)
	if err != nil {
		<-e.turns
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, fmt.Errorf("start pdfium: %w", err)
	}
	return instance, nil
}

// borrow takes an instance from the pool, which has one for each turn.
func (e *pdfEngine) borrow(ctx context.Context) (pdfium.Pdfium, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if e.pool == nil {
		if err := e.start(); err != nil {
			return nil, err
		}
	}
	return e.pool.GetInstanceWithContext(ctx)
}

// release ends an instance, and with it a turn.
func (e *pdfEngine) release(instance pdfium.Pdfium) {
	e.mu.Lock()
	// Closing one that was stopped fails, and frees it all the same.
	_ = instance.Close()
	e.mu.Unlock()
	<-e.turns
}

// bind has the calls of an instance end with ctx. The library gives them the
// background's context, and no way to change that but this exported field of an
// internal type.
func bind(ctx context.Context, instance pdfium.Pdfium) {
	field := reflect.ValueOf(instance.GetImplementation()).Elem().FieldByName("Context")
	field.Set(reflect.ValueOf(ctx))
}

// start compiles pdfium, or takes it from the cache.
func (e *pdfEngine) start() error {
	cfg := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(pdfMemory)
	if e.cache != "" {
		code, err := wazero.NewCompilationCacheWithDir(e.cache)
		if err != nil {
			return err
		}
		e.code, cfg = code, cfg.WithCompilationCache(code)
	}
	pool, err := webassembly.Init(webassembly.Config{
		MaxTotal: pdfReaders, MaxIdle: 1,
		FSConfig: wazero.NewFSConfig(),
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: cfg,
	})
	if err != nil {
		return err
	}
	e.pool = pool
	return nil
}

// Close ends the engine, if it was started.
func (e *pdfEngine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	if e.code != nil {
		err = errors.Join(err, e.code.Close(context.Background()))
	}
	e.pool, e.code = nil, nil
	return err
}

// read returns the text of a PDF's pages, with where it stands, and what its
// properties say.
func (e *pdfEngine) read(ctx context.Context, data []byte) ([]pdfPage, retrieval.Meta, error) {
	instance, err := e.instance(ctx)
	if err != nil {
		return nil, retrieval.Meta{}, err
	}
	defer e.release(instance)
	ctx, cancel := context.WithTimeout(ctx, pdfTimeout)
	defer cancel()
	bind(ctx, instance)
	return readAll(ctx, instance, data)
}

func readAll(ctx context.Context, instance pdfium.Pdfium, data []byte) ([]pdfPage, retrieval.Meta, error) {
	var filed retrieval.Meta
	doc, err := instance.OpenDocument(&requests.OpenDocument{File: &data})
	if err != nil {
		return nil, filed, pdfError(ctx, err)
	}
	count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, filed, pdfError(ctx, err)
	}
	if count.PageCount > maxPages {
		return nil, filed, retrieval.NewProblem("many_pages", "it has more than %d pages: give a part of it", maxPages)
	}
	var out []pdfPage
	chars, lines := 0, 0
	for i := range count.PageCount {
		n, err := pageChars(instance, doc.Document, i)
		if err != nil {
			return nil, filed, pdfPageError(ctx, err)
		}
		if chars += n; n > maxPageChars || chars > maxChars {
			return nil, filed, retrieval.NewProblem("many_characters", "it has more than %d characters on a page, or %d in all: give a part of it", maxPageChars, maxChars)
		}
		page, err := readPDFPage(instance, doc.Document, i)
		if err != nil {
			return nil, filed, pdfPageError(ctx, err)
		}
		if lines += len(page.lines); lines > maxPDFLines {
			return nil, filed, errBlocks
		}
		out = append(out, page)
	}
	return out, readPDFMeta(instance, doc.Document), nil
}

// pdfPageError says why a page of a PDF that is open cannot be read. pdfium does
// not tell whether its memory was too small.
func pdfPageError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return pdfError(ctx, err)
	}
	return retrieval.NewProblem("pdf_page", "a page of it is broken, or takes too much memory to read: give a part of it, or its text")
}

// pageChars counts the characters of a page.
func pageChars(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (int, error) {
	page, err := instance.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}})
	if err != nil {
		return 0, err
	}
	count, err := instance.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: page.TextPage})
	if err != nil {
		return 0, err
	}
	_, err = instance.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: page.TextPage})
	return count.Count, err
}

// pdfError says in a few words why a PDF cannot be read, and what would do.
func pdfError(ctx context.Context, err error) error {
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return retrieval.NewProblem("slow", "it takes too long to read: give a part of it, or its text")
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, pdfiumErrors.ErrPassword), errors.Is(err, pdfiumErrors.ErrSecurity):
		return errEncrypted
	}
	return retrieval.NewProblem("broken_pdf", "it is a broken PDF: get it again from where it came")
}

// readPDFPage returns the lines of a page, in the order in which the file draws
// them, which for text in columns is the order in which it is read.
func readPDFPage(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) (pdfPage, error) {
	page := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: i}}
	size, err := instance.GetPageSize(&requests.GetPageSize{Page: page})
	if err != nil {
		return pdfPage{}, err
	}
	text, err := instance.GetPageTextStructured(&requests.GetPageTextStructured{
		Page: page, Mode: requests.GetPageTextStructuredModeChars,
	})
	if err != nil {
		return pdfPage{}, err
	}
	var line lineReader
	for _, c := range text.Chars {
		if math.Sin(c.Angle) > 0.1 || math.Sin(c.Angle) < -0.1 {
			continue // what is set upright along the margin
		}
		switch c.Text {
		case "\r", "\n":
			line.end()
		case "\x02", "\ufffe":
			// A hyphen that divides a word ends its line.
			line.add(c.Text, c.PointPosition)
			line.end()
		default:
			line.add(c.Text, c.PointPosition)
		}
	}
	line.end()
	return line.page(size.Height), nil
}

// readPDFMeta returns what the file's properties say.
func readPDFMeta(instance pdfium.Pdfium, doc references.FPDF_DOCUMENT) retrieval.Meta {
	tag := func(name string) string {
		value, err := instance.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: doc, Tag: name})
		if err != nil {
			return ""
		}
		return tidy(value.Value)
	}
	return filedMeta(tag("Title"), tag("Author"))
}
