package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// said runs a command, and returns its status and what it wrote.
func said(t *testing.T, stdin string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(t.Context(), args, strings.NewReader(stdin), &out, &errs, nil)
	return status, out.String(), errs.String()
}

// What has changed on the disk is not quoted, whether the index stands already
// or not; the operator is told which article it is, and how it can be mended.
func TestChangedBitIsNotQuoted(t *testing.T) {
	const article = `{"id": "ferry", "title": "The ferry of Lindow", "outlet": "Harbour Post", "body": "The ferry of Lindow agreed on steps to be taken in March."}`
	for _, word := range []string{"steps to be", "Harbour Post"} {
		for _, indexed := range []bool{true, false} {
			t.Run(word, func(t *testing.T) {
				dir := t.TempDir()
				in := func(command ...string) []string { return append(command, "--data", dir, "--no-starter") }
				must := func(status int, stdout, stderr string) string {
					if status != exitDone {
						t.Fatalf("status %d: %s", status, stderr)
					}
					return stdout
				}
				must(said(t, article, in("load", "-")...))
				asked := must(said(t, "", in("ask", "--json", "What did the ferry of Lindow agree on?")...))
				var answer struct{ Receipt string }
				if err := json.Unmarshal([]byte(asked), &answer); err != nil || !strings.Contains(asked, "steps to be taken") {
					t.Fatalf("it answers %s, %v", asked, err)
				}
				flipWord(t, filepath.Join(dir, "dateline.db"), word)
				if !indexed {
					if err := os.RemoveAll(filepath.Join(dir, "index")); err != nil {
						t.Fatal(err)
					}
				}

				if status, stdout, stderr := said(t, "", in("ask", "--json", "What did the ferry of Lindow agree on?")...); status != exitDone ||
					!strings.Contains(stdout, `"excerpts":[]`) || !strings.Contains(stderr, "damaged") {
					t.Errorf("ask: status %d, %s%s", status, stdout, stderr)
				}
				if _, stdout, _ := said(t, "", in("receipt", "--json", answer.Receipt)...); !strings.Contains(stdout, `"state":"damaged"`) {
					t.Errorf("receipt: %s", stdout)
				}
				if status, _, stderr := said(t, "", in("backup", filepath.Join(t.TempDir(), "backup"))...); status == exitDone || !strings.Contains(stderr, `"ferry"`) {
					t.Errorf("backup: status %d, %s", status, stderr)
				}
				if _, stdout, _ := said(t, "", in("doctor")...); !strings.Contains(stdout, `[mend] store: not what was stored: article "ferry" of library "local": load`) {
					t.Errorf("doctor: %s", stdout)
				}
				if loaded := must(said(t, article, in("load", "--json", "-")...)); !strings.Contains(loaded, `"updated"`) {
					t.Errorf("loaded again: %s", loaded)
				}
				if _, stdout, _ := said(t, "", in("doctor")...); !strings.Contains(stdout, "[ok] store") {
					t.Errorf("doctor at last: %s", stdout)
				}
				if asked := must(said(t, "", in("ask", "--json", "What did the ferry of Lindow agree on?")...)); !strings.Contains(asked, "steps to be taken") {
					t.Errorf("at last it answers %s", asked)
				}
			})
		}
	}
}

// A damaged article can be removed.
func TestDamagedArticleIsRemoved(t *testing.T) {
	for _, word := range []string{"seven", "Harbour", `ferrylindow`} {
		dir := t.TempDir()
		in := func(command ...string) []string { return append(command, "--data", dir, "--no-starter") }
		if status, _, stderr := said(t, `{"id": "ferrylindow", "outlet": "Harbour", "body": "The boat leaves at seven."}`, in("load", "-")...); status != exitDone {
			t.Fatal(stderr)
		}
		flipWord(t, filepath.Join(dir, "dateline.db"), word)
		id := "ferrylindow"
		if word == id {
			id = "gerrylindow"
		}
		status, _, stderr := said(t, "", in("articles", "remove", id)...)
		if strings.Contains(stderr, "try again") {
			status, _, stderr = said(t, "", in("articles", "remove", id)...)
		}
		if status != exitDone {
			t.Errorf("%s changed: %s", word, stderr)
		}
		if status, stdout, _ := said(t, "", in("articles", "list")...); status != exitDone || !strings.Contains(stdout, "No articles") {
			t.Errorf("%s changed: %s", word, stdout)
		}
	}
}

// Damage in what an article was, in the log's record of that, and in an alias is
// not mended by loading the article again. What an article was goes into backups
// all the same, with a warning; an alias is set again first.
func TestDamageOfThePast(t *testing.T) {
	const former = `{"id": "ferry", "title": "Timetable", "outlet": "Harbour Post", "body": "The ferry calls at Lindow. Three boats sail."}`
	const current = `{"id": "ferry", "title": "Ferries", "outlet": "Harbour Post", "body": "The ferry calls at Lindow. Five boats sail."}`
	remove, alias := []string{"articles", "remove", "ferry"}, []string{"outlets", "alias", "Wharf Gazette", "Harbour Post"}
	for word, mend := range map[string][]string{"Three boats": remove, "Timetable": remove, "Wharf Gazette": alias} {
		t.Run(word, func(t *testing.T) {
			dir := t.TempDir()
			must := func(stdin string, command ...string) string {
				t.Helper()
				status, stdout, stderr := said(t, stdin, append(command, "--data", dir, "--no-starter")...)
				if status != exitDone {
					t.Fatalf("%v: status %d, %s%s", command, status, stdout, stderr)
				}
				return stdout
			}
			told := func() {
				t.Helper()
				status, _, stderr := said(t, "", "backup", filepath.Join(t.TempDir(), "backup"), "--data", dir)
				if word == "Wharf Gazette" {
					if status == exitDone || !strings.Contains(stderr, "not what was stored") {
						t.Errorf("backup: status %d, %s", status, stderr)
					}
				} else if status != exitDone || !strings.Contains(stderr, "damaged of the past") || !strings.Contains(stderr, "ferry") {
					t.Errorf("backup: status %d, %s", status, stderr)
				}
			}
			must(former, "load", "-")
			must(current, "load", "-")
			must("", alias...)
			flipWord(t, filepath.Join(dir, "dateline.db"), word)
			history := must("", "articles", "history", "ferry")
			if strings.Count(history, "load") != 2 || strings.Contains(history, "damaged") != (word == "Three boats") {
				t.Errorf("history: %s", history)
			}
			told()
			if loaded := must(current, "load", "--json", "-"); !strings.Contains(loaded, `"duplicate"`) {
				t.Errorf("loaded again: %s", loaded)
			}
			told()
			must("", mend...)
			must("", "backup", filepath.Join(t.TempDir(), "backup"))
			must(current, "load", "-")
			must("", "backup", filepath.Join(t.TempDir(), "backup"))
		})
	}
}

// An id may be damaged in the article, or in the database's own index of it:
// either way the library can be brought to rights.
func TestDamagedIDIsMended(t *testing.T) {
	const id, article = "ferrylindow", `{"id": "ferrylindow", "outlet": "Harbour", "body": "The boat leaves at seven."}`
	for n := 0; ; n++ {
		dir := t.TempDir()
		in := func(command ...string) []string { return append(command, "--data", dir, "--no-starter") }
		if status, _, stderr := said(t, article, in("load", "-")...); status != exitDone {
			t.Fatal(stderr)
		}
		file := filepath.Join(dir, "dateline.db")
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parts := bytes.Split(raw, []byte(id))
		if n == len(parts)-1 {
			if n < 3 {
				t.Errorf("the id stands in the file %d times only", n)
			}
			return
		}
		changed := slices.Concat(bytes.Join(parts[:n+1], []byte(id)), []byte("gerrylindow"), bytes.Join(parts[n+1:], []byte(id)))
		if err := os.WriteFile(file, changed, 0o600); err != nil {
			t.Fatal(err)
		}
		_, found, _ := said(t, "", in("doctor")...)
		sound := strings.Contains(found, "[ok] store")
		for range 2 {
			for _, id := range []string{"ferrylindow", "gerrylindow"} {
				_, _, stderr := said(t, "", in("articles", "remove", id)...)
				t.Log(n, id, stderr)
			}
		}
		if status, stdout, stderr := said(t, "", in("articles", "list")...); status != exitDone || !strings.Contains(stdout, "No articles") {
			t.Errorf("place %d (%t): %s%s", n, sound, stdout, stderr)
		}
		if _, stdout, _ := said(t, "", in("doctor")...); !strings.Contains(stdout, "[ok] store") {
			t.Errorf("place %d: %s", n, stdout)
		}
	}
}

// A store that has lost changes which its index has seen is told of, until as many
// were made again.
func TestLostChangesAreTold(t *testing.T) {
	dir := t.TempDir()
	in := func(command ...string) []string { return append(command, "--data", dir, "--no-starter") }
	add := func(n int) {
		t.Helper()
		if status, _, stderr := said(t, fmt.Sprintf(`{"id": "a%d", "body": "The boat %d leaves at seven."}`, n, n), in("load", "-")...); status != exitDone {
			t.Fatal(stderr)
		}
	}
	add(1)
	file := filepath.Join(dir, "dateline.db")
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	add(2)
	if _, stdout, _ := said(t, "", in("doctor")...); strings.Contains(stdout, "LOST") {
		t.Errorf("before it: %s", stdout)
	}
	if err := os.WriteFile(file, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := said(t, "", in("ask", "When does the boat leave?")...); status != exitDone || !strings.Contains(stderr, "changes of the library are lost") {
		t.Errorf("ask: status %d, %s", status, stderr)
	}
	for range 2 {
		if _, stdout, _ := said(t, "", in("doctor")...); !strings.Contains(stdout, "[mend] store: changes of library local are LOST: its index had seen change 2, and the store knows 1: load again") {
			t.Errorf("doctor: %s", stdout)
		}
	}
	add(2)
	if _, stdout, _ := said(t, "", in("doctor")...); strings.Contains(stdout, "LOST") {
		t.Errorf("loaded again: %s", stdout)
	}
}

// flipWord changes a bit of the first character of a word in a file, wherever
// it stands.
func flipWord(t *testing.T, file, word string) {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(raw, []byte(word)) {
		t.Fatalf("%q is not in %s", word, file)
	}
	changed := []byte(word)
	changed[0] ^= 1
	if err := os.WriteFile(file, bytes.ReplaceAll(raw, []byte(word), changed), 0o600); err != nil {
		t.Fatal(err)
	}
}
