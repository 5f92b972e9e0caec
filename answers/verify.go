package answers

import (
	"context"
	"errors"
	"fmt"

	"dateline/retrieval/text"
)

// errNotVerbatim says that a quotation does not stand in the article it names.
var errNotVerbatim = errors.New("the quotation does not stand in its article")

// verified keeps the excerpts that stand, to the byte, in the revision of the
// article that they name, as the store has it now. One that does not is a
// fault of ours or an article changed this moment; it is logged, never shown.
func (a *Answerer) verified(ctx context.Context, excerpts []Excerpt) []Excerpt {
	out := make([]Excerpt, 0, len(excerpts))
	for _, e := range excerpts {
		if err := verify(ctx, a.lib, e); err != nil {
			a.log.ErrorContext(ctx, "an excerpt was dropped", "library", a.lib.Name(), "article", e.Article.ID,
				"revision", e.Article.Revision, "start", e.Start, "end", e.End, "error", err)
			continue
		}
		out = append(out, e)
	}
	return out
}

func verify(ctx context.Context, lib Texts, e Excerpt) error {
	body, err := lib.Body(ctx, e.Article.ID, e.Article.Revision)
	if err != nil {
		return fmt.Errorf("read the article again: %w", err)
	}
	text, ok := text.Span{Start: e.Start, End: e.End}.Of(body)
	if !ok || text != e.Text {
		return errNotVerbatim
	}
	return nil
}
