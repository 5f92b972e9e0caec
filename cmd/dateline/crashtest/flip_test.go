package crashtest

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
)

// unhurt are files whose damage nobody has to be told of: they say who owns the
// folder, and are written anew.
var unhurt = regexp.MustCompile(`dateline\.(lock|owner|reserve)$|-shm$`)

// TestFlippedBits damages each file of a data folder in turn: a bit, some of its
// pages, its end. Whatever is quoted then stands in its source, and what is lost
// is told.
func TestFlippedBits(t *testing.T) {
	if !*faults {
		t.Skip("without -faults, no bit is flipped")
	}
	w := newWorld(t, *seed)
	w.load(40)
	s := startServing(w.p)
	s.WaitReady()
	c := w.w.articles(w.have, 60, 5)
	s.program.must(c.lines(), in("load", "-")...)
	s.end(syscall.SIGKILL) // which leaves a write-ahead log
	s.witness.close()
	whole := filepath.Join(t.TempDir(), "whole")
	copyFolder(t, w.p.data, whole)
	before := w.have
	w.have = w.export()
	sound := w.found(w.p)
	files := 0
	err := filepath.WalkDir(whole, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := os.ReadFile(path)
		if err != nil || len(raw) == 0 {
			return err
		}
		files++
		name, err := filepath.Rel(whole, path)
		for i := 0; i < flips(name) && err == nil; i++ {
			remove(t, w.p.data)
			copyFolder(t, whole, w.p.data)
			how, hurt := w.damage(raw, i)
			err = os.WriteFile(filepath.Join(w.p.data, name), hurt, 0o600)
			w.suspect(name+" "+how, before, !unhurt.MatchString(name))
			if strings.HasPrefix(name, "index") && err == nil {
				if diff := cmp.Diff(sound, w.found(w.p)); diff != "" {
					t.Errorf("%s %s: search finds (-before +now):\n%s", name, how, diff)
				}
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d files damaged", files)
}

// flips is how often a file is damaged: the store, which has all that can be
// quoted, most often.
func flips(name string) int {
	if strings.HasPrefix(name, "dateline.db") && !unhurt.MatchString(name) {
		return 16
	}
	return 4
}

// damage returns what a file is after its n-th damage.
func (w *world) damage(raw []byte, n int) (how string, hurt []byte) {
	hurt = append([]byte(nil), raw...)
	at := w.w.Intn(len(hurt))
	switch {
	case n == 2:
		return fmt.Sprintf("cut at %d", at), hurt[:at]
	case n%2 == 0: // within what is quoted, where that is
		a := w.have[w.w.some(w.have, 1)[0]]
		if i := bytes.Index(hurt, []byte(w.w.pick([]string{a.Title, a.URL, a.Body, a.Body}))); i >= 0 {
			at = i + w.w.Intn(20)
		}
	case n == 3:
		for i := at; i < min(at+4096, len(hurt)); i++ {
			hurt[i] = 0
		}
		return fmt.Sprintf("zeroed from %d", at), hurt
	}
	bit := w.w.Intn(8)
	hurt[at] ^= 1 << bit
	return fmt.Sprintf("bit %d of byte %d", bit, at), hurt
}

// suspect looks at a damaged folder as people would. What is quoted or exported
// stands in the source, or in what that was before the last change, which may be
// lost with the log; what is lost has to be told.
func (w *world) suspect(damage string, before state, telling bool) {
	w.t.Helper()
	ask := w.p.run(questions(), in("ask", "--batch", "-")...)
	search := w.p.run(questions(), in("search", "--batch", "-")...)
	doctor := w.p.run("", "doctor")
	export := w.p.run("", in("articles", "export")...)
	backup := w.p.run("", "backup", filepath.Join(w.t.TempDir(), "backup.db"))
	said := ""
	for _, o := range []outcome{ask, search, doctor, export, backup} {
		if complaint := o.untold(); complaint != "" {
			w.t.Errorf("%s: %s: %s", damage, complaint, o)
		}
		said += o.stdout + o.stderr
	}
	said = strings.Join(telltale.FindAllString(said, -1), "\n")
	for _, q := range append(quotations(w.t, ask.stdout), quotations(w.t, search.stdout)...) {
		if !q.stands(w.have) && !q.stands(before) {
			w.t.Errorf("%s: misquoted: %+v, of %+v", damage, q, w.have[q.ID])
		}
	}
	got, lost := exported(w.t, export.stdout), 0
	for id, a := range got {
		if a != w.have[id] && a != before[id] {
			w.t.Errorf("%s: exported: %+v, of %+v", damage, a, w.have[id])
		}
	}
	for id, a := range w.have {
		if got[id] != a {
			lost++
		}
	}
	if lost > 0 && said == "" && telling {
		w.t.Errorf("%s: %d articles are lost, and nobody says so; export: %s", damage, lost, export)
	}
	w.t.Logf("%s: ask %d, search %d, doctor %d, export %d (%d lost), backup %d; %.160q", damage, ask.status, search.status, doctor.status, export.status, lost, backup.status, said)
}

// telltale is how damage is told: by doctor, in the log, in an error.
var telltale = regexp.MustCompile(`(?m)^\[(warn|mend)\] (store|index).*|level=(WARN|ERROR).*`)

// TestFlippedSettings damages the files that the operator writes. What they say
// then is refused or followed, and the token is never shown.
func TestFlippedSettings(t *testing.T) {
	if !*faults {
		t.Skip("without -faults, no bit is flipped")
	}
	w := newWorld(t, *seed)
	w.load(10)
	d := discordtest.Start(t, discordtest.Options{})
	dir := t.TempDir()
	files := map[string]string{
		"settings.yaml": "library: {starter: false}\nanswers: {threshold: 0.2, excerpts: 3}\nhttp:\n  listen: 127.0.0.1:0\ndiscord:\n  token_file: " + filepath.Join(dir, "token") + "\n",
		"token":         discordtest.Token + "\n",
	}
	p := w.p.with("DATELINE_CONFIG="+filepath.Join(dir, "settings.yaml"), "DATELINE_DISCORD_API_URL="+d.APIURL())
	for name := range files {
		for n := range 16 {
			how := ""
			for other, text := range files {
				raw := []byte(text)
				if other == name {
					how, raw = w.damage(raw, n)
				}
				if err := os.WriteFile(filepath.Join(dir, other), raw, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for _, args := range [][]string{{"doctor"}, in("search", "herring")} {
				if o := p.run("", args...); o.untold() != "" {
					t.Errorf("%s, %s: %s: %s", name, how, o.untold(), o)
				}
			}
		}
	}
	d.TakeProblems() // of tokens that are none
}
