package main

import (
	"context"
	"errors"
	"time"
)

// maxWarm bounds how many libraries are opened before anybody asks for them.
const maxWarm = 32

// warm opens the libraries, the one that was used last first, so that the first
// question to each need not wait for its index to be opened or built anew.
func (w *workspace) warm(ctx context.Context) {
	names, err := w.store.LastUsed(ctx, maxWarm)
	if err != nil {
		if ctx.Err() == nil {
			w.log.Warn("libraries are opened when they are first asked for", "error", err)
		}
		return
	}
	for _, name := range names {
		start := time.Now()
		lib, err := w.libraries.Library(ctx, name)
		if err == nil {
			err = lib.Complete(ctx)
		}
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, context.Canceled): // closed or deleted meanwhile
		case err != nil:
			w.log.Error("a library cannot be opened", "library", name, "error", err)
		default:
			w.log.Debug("opened a library", "library", name, "took", time.Since(start).Round(time.Millisecond))
		}
	}
}
