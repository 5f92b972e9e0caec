package draft

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/text"
)

func open(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func keep(t *testing.T, f *Folder, library, id string, now time.Time) Draft {
	t.Helper()
	d := Draft{Library: library, ID: id, Entries: []Entry{{
		Article: retrieval.Article{Meta: retrieval.Meta{Title: "Ferry", Authors: []string{"A. Rower"}}, Body: "It <sank> & rose.\u2028",
			Blocks: []text.Block{{Span: text.Span{End: 17}, Kind: text.Paragraph, Cut: true}}},
		Item: load.Item{Source: "https://example.org/ferry", Words: 3, Authors: []string{}},
	}}}
	if err := f.Keep(d, now); err != nil {
		t.Fatal(err)
	}
	return d
}

func gone(t *testing.T, f *Folder, library, id string) {
	t.Helper()
	if _, _, err := f.Take(library, id); !errors.Is(err, ErrGone) {
		t.Errorf("draft %s of %s: %v, want ErrGone", id, library, err)
	}
}

func TestTakeOnce(t *testing.T) {
	dir := t.TempDir()
	want := keep(t, open(t, dir), "news", "12", time.Now())
	f := open(t, dir) // as after a restart
	got, release, err := f.Take("news", "12")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("draft (-kept +taken):\n%s", diff)
	}
	if _, _, err := f.Take("news", "12"); !errors.Is(err, ErrTaken) {
		t.Errorf("taken twice: %v, want ErrTaken", err)
	}
	release()
	if _, release, err = f.Take("news", "12"); err != nil {
		t.Errorf("after its release: %v", err)
	}
	release()
	gone(t, f, "other", "12")
	for range 2 {
		if err := f.Drop("news", "12"); err != nil {
			t.Error(err)
		}
	}
	gone(t, f, "news", "12")
}

func TestNamesLeadNowhereElse(t *testing.T) {
	f := open(t, t.TempDir())
	for _, id := range []string{"", "../secret", "1/2", "1.json", "123456789012345678901"} {
		gone(t, f, "news", id)
		if err := f.Keep(Draft{Library: "news", ID: id}, time.Now()); err == nil {
			t.Errorf("kept a draft of the name %q", id)
		}
	}
	if _, _, err := f.Take("../news", "1"); !errors.Is(err, retrieval.ErrInvalid) {
		t.Errorf("library ../news: %v, want ErrInvalid", err)
	}
}

func TestBounds(t *testing.T) {
	now := time.Now()
	f := open(t, t.TempDir())
	for i := range MaxDrafts + 3 {
		id := fmt.Sprint(1000 + i)
		keep(t, f, "news", id, now)
		at := now.Add(time.Duration(i-1000) * time.Second)
		if err := os.Chtimes(filepath.Join(f.dir, fileName("news", id)), at, at); err != nil {
			t.Fatal(err)
		}
	}
	keep(t, f, "other", "1", now)
	gone(t, f, "news", "1003")
	if _, release, err := f.Take("news", "1004"); err != nil {
		t.Errorf("the oldest that there is room for: %v", err)
	} else {
		defer release()
	}
	if err := f.Forget("other"); err != nil {
		t.Fatal(err)
	}
	gone(t, f, "other", "1")
	if err := f.Sweep(now.Add(KeptFor)); err != nil {
		t.Fatal(err)
	}
	gone(t, f, "news", "1100")
	if _, _, err := f.Take("news", "1004"); !errors.Is(err, ErrTaken) {
		t.Errorf("a draft that is being decided on was swept away: %v", err)
	}
}
