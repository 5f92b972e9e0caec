package load

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dateline/retrieval"
	"dateline/retrieval/extract"
	"dateline/retrieval/text"
)

// shelf is a library that keeps what it is given, in memory. It rejects a body
// that is "refused".
type shelf struct {
	batches  [][]retrieval.Article
	articles []retrieval.Article
	fail     error
}

func (s *shelf) Add(_ context.Context, _ retrieval.Load, articles ...retrieval.Article) ([]retrieval.Outcome, error) {
	if s.fail != nil {
		return nil, s.fail
	}
	var out []retrieval.Outcome
	s.batches = append(s.batches, append([]retrieval.Article(nil), articles...))
	for _, a := range articles {
		if a.Body == "refused" {
			out = append(out, retrieval.Outcome{Status: retrieval.Rejected, Article: a.Meta, Err: fmt.Errorf("%w: %w", retrieval.ErrInvalid, retrieval.NewProblem("test", "not wanted"))})
			continue
		}
		s.articles = append(s.articles, a)
		m := a.Meta
		m.Revision = 1
		if m.ID == "" {
			m.ID = fmt.Sprintf("made-%d", len(s.articles))
		}
		out = append(out, retrieval.Outcome{Status: retrieval.Added, Article: m})
	}
	return out, nil
}

// loadAll loads sources into lib and gives the items.
func loadAll(t *testing.T, l *Loader, lib Library, req Request) []Item {
	t.Helper()
	var items []Item
	if err := l.Load(t.Context(), lib, req, func(it Item) error {
		items = append(items, it)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return items
}

func write(t *testing.T, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const story = "The river rose by two metres overnight, the town said on Friday, and the bridge was closed to traffic.\n"

// brief is an item in one line.
func brief(dir string, it Item) string {
	source := strings.TrimPrefix(strings.TrimPrefix(it.Source, dir), "/")
	if it.Status == retrieval.Rejected {
		return fmt.Sprintf("%s rejected: %s", source, it.Reason)
	}
	return fmt.Sprintf("%s %s %s", source, it.Status, it.ID)
}

func briefs(dir string, items []Item) []string {
	var out []string
	for _, it := range items {
		out = append(out, brief(dir, it))
	}
	return out
}

func TestFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "b.txt", story)
	write(t, dir, "a/deep.md", "# Flood\n\n"+story)
	write(t, dir, "empty.txt", " \n")
	write(t, dir, "image.png", "\x89PNG\r\n\x1a\n\x00\x00")
	write(t, dir, "latin.txt", "caf\xe9 "+story)
	write(t, dir, "long.txt", strings.Repeat(story, 20))
	write(t, dir, "list.json", "[{\"body\": \"x\"}]")
	write(t, dir, ".hidden", story)
	write(t, dir, ".git/config", story)
	write(t, dir, "z.jsonl", `{"id":"z1","body":"one"}`+"\n\n"+`{"id":"z2","body":""}`+"\n"+`{"id":"z3","body":"refused"}`+"\n")
	for name, target := range map[string]string{"link.txt": "b.txt", "broken.txt": "nowhere", "loop": "."} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o644); err != nil {
		t.Fatal(err)
	}
	lib := &shelf{}
	got := briefs(dir, loadAll(t, New(Config{MaxBody: 1000}), lib, Request{Sources: []string{dir}}))
	want := []string{
		"a/deep.md added made-1",
		"b.txt added made-2",
		"broken.txt rejected: there is no such file or folder: check the path",
		"empty.txt rejected: it is empty: give a document with text",
		"image.png rejected: it is an image, not text: give the article as text or Markdown",
		"latin.txt rejected: it is not UTF-8 (byte 0xe9 at offset 3): convert it first, for example with iconv -t UTF-8",
		"link.txt added made-3",
		`list.json rejected: it is JSON, but not JSON lines: write one article a line, as an object with "body"`,
		"long.txt rejected: it is longer than the limit of 1000 bytes for an article: split it",
		"loop rejected: it is a link to a folder, and such links are not followed: load that folder by its own name",
		"pipe rejected: it is a named pipe, not a file: copy its content into a file",
		"z.jsonl added z1",
		`z.jsonl rejected: line 3: it has no text: give it a "body"`,
		"z.jsonl rejected: line 4: not wanted",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

// The data folder is no source, wherever it lies.
func TestFolderWithDataFolder(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "a.txt", story)
	write(t, dir, "b/data/dateline.owner", "dateline load, process 1")
	write(t, dir, "c/data/e.txt", story)
	l := New(Config{DataDir: filepath.Join(dir, "b", "data")})
	want := []string{"a.txt added made-1", "c/data/e.txt added made-2"}
	if diff := cmp.Diff(want, briefs(dir, loadAll(t, l, &shelf{}, Request{Sources: []string{dir}}))); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
	want = []string{" rejected: the folder holds no files: name a folder with articles in it"}
	own := filepath.Join(dir, "b", "data")
	if diff := cmp.Diff(want, briefs(own, loadAll(t, l, &shelf{}, Request{Sources: []string{own}}))); diff != "" {
		t.Errorf("items of the data folder (-want +got):\n%s", diff)
	}
}

func TestSourcesThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "none"), 0o755); err != nil {
		t.Fatal(err)
	}
	sources := []string{filepath.Join(dir, "absent.txt"), filepath.Join(dir, "none"), "/dev/zero"}
	if os.Getuid() != 0 {
		path := write(t, dir, "secret.txt", story)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		sources = append(sources, path)
	}
	items := loadAll(t, New(Config{}), &shelf{}, Request{Sources: sources})
	reasons := []string{
		"there is no such file or folder: check the path",
		"the folder holds no files: name a folder with articles in it",
		"it is a device, not a file: copy its content into a file",
		"it may not be read: change its permissions",
	}
	for i, it := range items {
		if it.Source != sources[i] || it.Status != retrieval.Rejected || it.Reason != reasons[i] {
			t.Errorf("item %d = %+v, want %s rejected: %s", i, it, sources[i], reasons[i])
		}
	}
	if len(items) != len(sources) {
		t.Errorf("%d items for %d sources", len(items), len(sources))
	}
}

// A pipe that is named is read to its end, whoever comes first; one to which
// nobody comes ends with the load.
func TestNamedPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o644); err != nil {
		t.Fatal(err)
	}
	wrote := make(chan error)
	go func() { wrote <- os.WriteFile(pipe, []byte(story), 0) }()
	items := loadAll(t, New(Config{}), &shelf{}, Request{Sources: []string{pipe}})
	if err := <-wrote; err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 || items[0].Status != retrieval.Added {
		t.Errorf("what came through a pipe: %+v", items)
	}

	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	err := New(Config{}).Load(ctx, &shelf{}, Request{Sources: []string{pipe}}, func(it Item) error {
		t.Errorf("of a pipe to which nobody came: %+v", it)
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a pipe to which nobody came: %v", err)
	}
}

// A file that was opened just when the load was broken off is closed.
func TestOpenedIsClosed(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "a.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := New(Config{}).opened(ctx, Request{}, place{name: f.Name()}, f, nil, &batch{}); !errors.Is(err, context.Canceled) {
		t.Errorf("opened: %v, want %v", err, context.Canceled)
	}
	if err := f.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("the file was left open: %v", err)
	}
}

func TestJSONLines(t *testing.T) {
	long := strings.Repeat("x", 120)
	for _, test := range []struct{ name, line, reason string }{
		{"no object", `[1]`, `it is a JSON array, not an object: write one article a line, as {"title": …, "body": …}`},
		{"broken", `{"body": "a`, `it is not JSON (unexpected end of JSON input, at byte 11): write one article a line, as {"title": …, "body": …}`},
		{"wrong title", `{"body": "a", "title": 7}`, `its "title" is a JSON number: write a text`},
		{"wrong id", `{"body": "a", "id": ["x"]}`, `its "id" is a JSON array: write a text`},
		{"wrong body", `{"body": {"text": "a"}}`, `its "body" is a JSON object: write a text`},
		{"wrong flag", `{"body": "a", "partial": "yes"}`, `its "partial" is a JSON string: write true or false`},
		{"wrong blocks", `{"body": "a", "blocks": "p"}`, `its "blocks" is a JSON string: write a list`},
		{"wrong authors", `{"body": "a", "authors": 3}`, `its "authors" are neither a text nor a list of texts: write ["First Last"]`},
		{"no body", `{"title": "a"}`, `it has no text: give it a "body"`},
		{"too long", `{"body": "` + long + `"}`, `it is longer than the limit of 100 bytes for an article: split it`},
		{"not UTF-8", "{\"body\": \"caf\xe9\"}", `it is not UTF-8: convert the file first`},
		{"half a pair", `{"body": "\ud83d and"}`, `it holds half of a surrogate pair (\ud800 to \udfff), which is no character: write the pair or leave it out`},
		{"bad url", `{"body": "a", "url": "javascript:alert(1)"}`, `its "url" "javascript:alert(1)" is no web address: write it whole, as https://example.org/page, or leave it empty`},
		{"bad date", `{"body": "a", "published": "11/12/2017"}`, `its "published" "11/12/2017" is no date: write YYYY-MM-DD or an RFC 3339 time, or leave it empty`},
	} {
		t.Run(test.name, func(t *testing.T) {
			items := loadAll(t, New(Config{MaxBody: 100}), &shelf{}, Request{
				Sources: []string{"-"}, Stdin: strings.NewReader(`{"body": "before"}` + "\n" + test.line + "\n" + `{"body": "after"}`),
			})
			want := []string{"- added made-1", "- rejected: line 2: " + test.reason, "- added made-2"}
			if diff := cmp.Diff(want, briefs("", items)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSONLinesKeepWhatIsGiven(t *testing.T) {
	path := write(t, t.TempDir(), "one.JSONL", `{"id":"x","title":" T ","outlet":"O","agency":"A","author":"One","authors":["Two","Three"],`+
		`"published":"2023-10-05T01:02:03+05:30","published_inferred":true,"url":"https://example.org/a","language":"en","revision":7,`+
		`"blocks":[{"start":0,"end":3,"kind":"h"},{"start":5,"end":8,"kind":"p","cut":true}],"partial":true,"unknown":[1],`+
		`"body":"e\u0301a\r\n\tTo Top\ud83d\ude00"}`)
	lib := &shelf{}
	loadAll(t, New(Config{}), lib, Request{Sources: []string{path}, Known: retrieval.Meta{Title: "not for this"}})
	want := []retrieval.Article{{
		Meta: retrieval.Meta{
			ID: "x", Title: " T ", Outlet: "O", Agency: "A", Authors: []string{"Two", "Three", "One"},
			Published: "2023-10-05T01:02:03+05:30", PublishedInferred: true, URL: "https://example.org/a", Language: "en",
		},
		Body:    "e\u0301a\r\n\tTo Top😀",
		Blocks:  []text.Block{{Span: text.Span{Start: 0, End: 3}, Kind: "h"}, {Span: text.Span{Start: 5, End: 8}, Kind: "p", Cut: true}},
		Partial: true,
	}}
	if diff := cmp.Diff(want, lib.articles); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// Whatever a body holds, it comes out of JSON lines to the byte.
func TestJSONLinesBodyToTheByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringN(1, 200, -1).Draw(t, "body")
		line, err := json.Marshal(map[string]string{"body": body})
		if err != nil {
			t.Fatal(err)
		}
		lib := &shelf{}
		err = New(Config{}).Load(context.Background(), lib, Request{Sources: []string{"-"}, Stdin: bytes.NewReader(line)}, func(Item) error { return nil })
		if err != nil || len(lib.articles) != 1 || lib.articles[0].Body != body {
			t.Fatalf("%q became %+v, %v", body, lib.articles, err)
		}
	})
}

// endless gives a line that never ends, and counts what is read of it.
type endless struct{ left int64 }

func (e *endless) Read(p []byte) (int, error) {
	n := min(int64(len(p)), e.left)
	if n == 0 {
		return 0, io.EOF
	}
	e.left -= n
	for i := range p[:n] {
		p[i] = 'x'
	}
	return int(n), nil
}

func TestLongLineIsNotHeld(t *testing.T) {
	const size = 64 << 20
	in := io.MultiReader(strings.NewReader(`{"body": "`), &endless{size}, strings.NewReader("\"}\n"+`{"id": "next", "body": "short"}`))
	items := loadAll(t, New(Config{MaxBody: 1000}), &shelf{}, Request{Sources: []string{"-"}, Stdin: in})
	want := []string{"- rejected: line 1: it is longer than the limit of 1000 bytes for an article: split it", "- added next"}
	if diff := cmp.Diff(want, briefs("", items)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestBatches(t *testing.T) {
	var in strings.Builder
	const n = 2*batchArticles + 10
	for i := range n {
		fmt.Fprintf(&in, "{\"id\":\"a%d\",\"body\":\"text\"}\n", i)
	}
	lib := &shelf{}
	reported := 0
	err := New(Config{}).Load(t.Context(), lib, Request{Sources: []string{"-"}, Stdin: strings.NewReader(in.String())}, func(it Item) error {
		if it.ID != fmt.Sprintf("a%d", reported) {
			t.Errorf("item %d is %s", reported, it.ID)
		}
		if reported++; reported > len(lib.articles) {
			t.Errorf("item %d is reported while the library has %d articles", reported, len(lib.articles))
		}
		return nil
	})
	if err != nil || reported != n {
		t.Fatalf("%d of %d items, %v", reported, n, err)
	}
	if len(lib.batches) != 3 {
		t.Errorf("%d batches, want 3", len(lib.batches))
	}
}

func TestStop(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var in strings.Builder
	for range 3 * batchArticles {
		in.WriteString("{\"body\":\"text\"}\n")
	}
	lib := &shelf{}
	reported := 0
	err := New(Config{}).Load(ctx, lib, Request{Sources: []string{"-"}, Stdin: strings.NewReader(in.String())}, func(Item) error {
		if reported++; reported == batchArticles {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
	if reported != batchArticles || len(lib.articles) != batchArticles {
		t.Errorf("%d reported, %d stored, want %d of each", reported, len(lib.articles), batchArticles)
	}
}

// A terminal that nobody types into does not hold up a stop.
func TestStopWhileWaitingForInput(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = r.Close(), w.Close() }()
	ctx, cancel := context.WithCancel(t.Context())
	go cancel()
	err = New(Config{}).Load(ctx, &shelf{}, Request{Sources: []string{"-"}, Stdin: r}, func(Item) error { return nil })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want the context's", err)
	}
}

func TestLibraryFails(t *testing.T) {
	full := errors.New("disk full")
	err := New(Config{}).Load(t.Context(), &shelf{fail: full}, Request{Sources: []string{"-"}, Stdin: strings.NewReader(story)}, func(it Item) error {
		t.Errorf("reported %+v", it)
		return nil
	})
	if !errors.Is(err, full) {
		t.Errorf("error %v, want the library's", err)
	}
}

func TestDryRun(t *testing.T) {
	path := write(t, t.TempDir(), "a.md", "---\ntitle: Flood\noutlet: The Gazette\nurl: https://example.org/flood\n---\n# Flood\n\n"+story+"\n[Become a member](#)\n")
	items := loadAll(t, New(Config{}), nil, Request{
		Sources: []string{path}, DryRun: true, Known: retrieval.Meta{Outlet: "The Herald"},
	})
	body := strings.TrimSpace(story)
	if len(items) == 1 && items[0].Article != nil {
		if got := *items[0].Article; got.Body != body || got.Title != "Flood" || len(got.Blocks) != 1 {
			t.Errorf("the article is %+v", got)
		}
		items[0].Article = nil
	}
	want := []Item{{
		Source: path, Status: retrieval.Added, Title: "Flood", Outlet: "The Herald", Authors: []string{}, Language: "en",
		URL: "https://example.org/flood", Words: 19, Body: &body,
		Removed: []extract.Removed{{Text: "Flood", Why: "headline"}, {Text: "Become a member", Why: "page furniture"}},
	}}
	if diff := cmp.Diff(want, items); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestItemJSONHasEveryField(t *testing.T) {
	got, err := json.Marshal(rejected("a.txt", errors.New("no")))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"source":"a.txt","status":"rejected","reason":"no","id":"","title":"","outlet":"","agency":"","authors":[],"published":"","language":"","url":"","image":"","revision":0,"words":0,"removed":[]}`
	if string(got) != want {
		t.Errorf("JSON %s, want %s", got, want)
	}
}

func FuzzStream(f *testing.F) {
	f.Add([]byte(`{"body":"a"}` + "\n[]\n"))
	f.Add([]byte("# T\n\n" + story))
	f.Add([]byte("---\ntitle: [\n---\nx"))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := New(Config{MaxBody: 1 << 16}).Load(t.Context(), &shelf{}, Request{Sources: []string{"-"}, Stdin: bytes.NewReader(data)}, func(it Item) error {
			if (it.Status == retrieval.Rejected) != (it.Reason != "") {
				t.Errorf("item %+v", it)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}
