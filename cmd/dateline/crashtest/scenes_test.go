package crashtest

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// scenes are the kinds of acts that are cut off.
var scenes = map[string]func(*world) act{
	"load": func(w *world) act {
		c := w.w.articles(w.have, 20+w.w.Intn(200), 5)
		return act{args: in("load", "-"), stdin: c.lines(), becomes: c, resumes: true}
	},
	"edit": func(w *world) act {
		id := w.w.some(w.have, 1)[0]
		a := w.have[id]
		a.Title, a.Outlet = "Corrected: "+w.w.sentence(), w.w.pick(outlets)
		return act{args: in("articles", "edit", id, "--title", a.Title, "--outlet", a.Outlet), becomes: change{id: &a}}
	},
	"remove": func(w *world) act {
		c := change{}
		for _, id := range w.w.some(w.have, 1+w.w.Intn(8)) {
			c[id] = nil
		}
		return act{args: in(append([]string{"articles", "remove"}, c.ids()...)...), becomes: c, whole: true}
	},
	"undo":        undo,
	"poll a feed": poll,
	"index": func(w *world) act {
		remove(w.t, filepath.Join(w.p.data, "index"))
		return act{args: in("search", "herring")}
	},
	"migrate": migrate,
	"back up": backUp,
	"restore": restore,
	"serve":   serve,
}

// undo takes a load back.
func undo(w *world) act {
	before := w.have
	c := w.w.articles(w.have, 15, 5)
	w.p.must(c.lines(), in("load", "-")...)
	w.have = w.have.after(c)
	last := decoded[struct{ ID string }](w.t, w.p.must("", in("articles", "log", "--limit", "1")...).stdout)[0]
	back := change{}
	for id := range c {
		back[id] = nil
		if a, was := before[id]; was {
			back[id] = &a
		}
	}
	return act{args: in("articles", "undo", last.ID), becomes: back, whole: true}
}

// fresh is how many pages a feed lists, each time other ones.
const fresh = 8

// site has pages, and a feed of the newest.
type site struct {
	mu    sync.Mutex
	base  string
	pages []article
}

func newSite(t testing.TB) *site {
	s := &site{}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.base = server.URL
	return s
}

// ServeHTTP implements http.Handler.
func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r.URL.Path == "/feed" {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Feed</title>`)
		for _, a := range s.pages[max(0, len(s.pages)-fresh):] {
			fmt.Fprintf(w, "<item><guid>%s</guid><link>%s</link><title>%s</title></item>", a.URL, a.URL, a.Title)
		}
		fmt.Fprint(w, `</channel></rss>`)
		return
	}
	for _, a := range s.pages {
		if a.URL == s.base+r.URL.Path {
			fmt.Fprintf(w, `<html><head><title>%s</title><meta property="og:site_name" content="Feed"></head><body><article><h1>%s</h1><p>%s</p></article></body></html>`,
				a.Title, a.Title, strings.ReplaceAll(a.Body, "\n\n", "</p><p>"))
			return
		}
	}
	http.NotFound(w, r)
}

// poll polls a feed that has new pages. What they become is learnt from another
// folder, into which the same pages are loaded.
func poll(w *world) act {
	s, listed := w.site, change{}
	s.mu.Lock()
	for range fresh {
		a := w.w.article()
		a.URL = fmt.Sprintf("%s/page/%d", s.base, len(s.pages))
		s.pages = append(s.pages, a)
		listed[a.URL] = &a
	}
	s.mu.Unlock()
	beside := w.p.on(filepath.Join(w.t.TempDir(), "beside"))
	loaded := exported(w.t, beside.must("", in(append([]string{"load"}, listed.ids()...)...)...).stdout)
	c := change{}
	for id, a := range exported(w.t, beside.must("", in("articles", "export")...).stdout) {
		if want := listed[a.URL]; want == nil || a.Title != want.Title || a.Body != want.Body {
			w.t.Errorf("a page became %+v, of %+v", a, want)
		}
		c[id] = &a
	}
	if len(c) != len(listed) || len(loaded) != len(listed) {
		w.t.Fatalf("%d of %d pages can be loaded", len(c), len(listed))
	}
	w.p.must("", in("feeds", "add", s.base+"/feed")...)
	return act{args: in("feeds", "poll"), becomes: c, resumes: true}
}

// migrate has the folder hold a store of an early form, which testdata keeps as
// that Dateline wrote it.
func migrate(w *world) act {
	remove(w.t, w.p.data)
	unpack(w.t, "testdata/early.db.gz", filepath.Join(w.p.data, "dateline.db"))
	raw, err := os.ReadFile("testdata/early.jsonl")
	if err != nil {
		w.t.Fatal(err)
	}
	w.have = exported(w.t, string(raw))
	return act{args: in("articles", "list")}
}

func unpack(t testing.TB, from, to string) {
	t.Helper()
	f, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(to, raw, 0o600); err != nil {
		t.Fatal(err)
	}
}

// backUp writes a backup, which is there whole or not at all.
func backUp(w *world) act {
	file := filepath.Join(w.t.TempDir(), "backup.db")
	return act{args: []string{"backup", file, "--json"}, check: func(o outcome) []string {
		if _, err := os.Stat(file); err != nil {
			if o.killed {
				return nil
			}
			return []string{"there is no backup"}
		}
		other := w.p.on(filepath.Join(w.t.TempDir(), "restored"))
		other.must("", "restore", file)
		got := exported(w.t, other.must("", in("articles", "export")...).stdout)
		return complaints(w.have, got, nil, nil, true)
	}}
}

// restore puts a backup in the place of the store, which half of the time is one
// whose last process was killed.
func restore(w *world) act {
	file := filepath.Join(w.t.TempDir(), "backup.db")
	w.p.must("", "backup", file)
	a := act{args: []string{"restore", "--replace", file, "--json"}, instead: w.have}
	a.becomes = w.w.articles(w.have, 60, 5)
	if w.w.Intn(2) == 0 {
		w.p.must(a.becomes.lines(), in("load", "-")...)
		w.have, a.becomes = w.have.after(a.becomes), nil
		return a
	}
	load := w.p.runFor(time.Duration(50+w.w.Intn(200))*time.Millisecond, a.becomes.lines(), in("load", "-")...)
	a.before = acknowledgedIn(load.stdout)
	return a
}
