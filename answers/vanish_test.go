package answers

import (
	"context"
	"log/slog"
	"slices"
	"testing"

	"dateline/retrieval"
)

// vanishing is a library of which an article is removed once it was read.
type vanishing struct {
	*retrieval.Library
	id string
}

func (v vanishing) Article(ctx context.Context, id string, revision int) (retrieval.Article, error) {
	if id == v.id && revision == 0 {
		return retrieval.Article{}, retrieval.ErrNoArticle
	}
	return v.Library.Article(ctx, id, revision)
}

func (v vanishing) Body(ctx context.Context, id string, revision int) (string, error) {
	if id == v.id {
		return "", retrieval.ErrNoArticle
	}
	return v.Library.Body(ctx, id, revision)
}

// What an article alone told is not left as a point without a quotation.
func TestCompareDropsWhatVanishes(t *testing.T) {
	const topic = "harbour bridge closed after cracks were found"
	lib := bridges(t)
	told := func(c Comparison) (outlets []string, excerpts int) {
		for _, o := range c.Outlets {
			outlets, excerpts = append(outlets, o.Outlet), excerpts+len(o.Excerpts)
		}
		for _, p := range slices.Concat(c.Common, c.Only) {
			outlets, excerpts = append(outlets, p.Outlets...), excerpts+len(p.Excerpts)
		}
		for _, v := range c.Quoted {
			outlets, excerpts = append(outlets, v.Outlets...), excerpts+len(v.Excerpts)
		}
		return outlets, excerpts
	}
	if outlets, _ := told(compared(t, lib, topic)); !slices.Contains(outlets, "Herald") {
		t.Fatalf("told by %v, want the Herald among them", outlets)
	}
	c := compared(t, vanishing{lib, "herald"}, topic)
	if outlets, excerpts := told(c); slices.Contains(outlets, "Herald") || excerpts == 0 {
		t.Errorf("told by %v in %d excerpts, want what the others tell", outlets, excerpts)
	}
	for _, o := range c.Outlets {
		if len(o.Excerpts) == 0 {
			t.Errorf("%s has no excerpts", o.Outlet)
		}
	}
	for _, p := range slices.Concat(c.Common, c.Only) {
		if len(p.Excerpts) == 0 {
			t.Error("a point has no excerpts")
		}
	}
	for _, p := range c.Common {
		if len(p.Outlets) < 2 {
			t.Errorf("%v alone is no agreement", p.Outlets)
		}
	}
	for _, v := range c.Quoted {
		if len(v.Excerpts) == 0 {
			t.Errorf("%s has no quotation", v.Speaker)
		}
	}
}

// An article that is removed while it is checked is removed, no error.
func TestRecheckOfWhatVanishes(t *testing.T) {
	lib := quoteLibrary(t)
	cited := []Citation{{Article: "bridge", Revision: 1, Start: 0, End: len("The harbour bridge was closed")}}
	got, err := New(slog.New(slog.DiscardHandler), vanishing{lib, "bridge"}, Config{}).Recheck(t.Context(), cited)
	if err != nil || len(got) != 1 || got[0].State != Gone || got[0].Excerpt != nil {
		t.Errorf("got %+v, %v", got, err)
	}
}
