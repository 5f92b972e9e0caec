package crashtest

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What the kernel refuses, by the name of a denial.
const (
	denyVariable = "DATELINE_CRASHTEST_DENY"

	noSync   = "EIO on sync"
	noRead   = "EIO on reading"
	noSpace  = "no space"
	readOnly = "read-only"
)

// killers end the program at the first call of a kind: moments that chance hits
// seldom.
var killers = []string{"killed at a rename", "killed at an unlink", "killed at a sync", "killed at a truncation"}

// told is how people are told of what failed.
var told = map[string]*regexp.Regexp{
	noSync:   regexp.MustCompile(`(?i)input/output|i/o error`),
	noRead:   regexp.MustCompile(`(?i)input/output|i/o error|could not be read|damaged`),
	noSpace:  regexp.MustCompile(`(?i)no space|disk is full|free some`),
	readOnly: regexp.MustCompile(`(?i)read-only file system|can only be read`),
}

// quoting is a quotation, and the article that it names, which has no body then.
type quoting struct {
	article
	text       string
	start, end int
}

// quotations are what the JSON lines of ask and search quote.
func quotations(t testing.TB, stdout string) []quoting {
	t.Helper()
	type quoted struct {
		Text       string
		Start, End int
		Article    article
	}
	var out []quoting
	for _, found := range decoded[struct{ Excerpts, Passages []quoted }](t, stdout) {
		for _, q := range slices.Concat(found.Excerpts, found.Passages) {
			out = append(out, quoting{q.Article, q.Text, q.Start, q.End})
		}
	}
	return out
}

// stands reports whether a library has what is quoted, word by word.
func (q quoting) stands(in state) bool {
	source, known := in[q.ID]
	body := source.Body
	source.Body = ""
	return known && q.article == source && 0 <= q.start && q.start <= q.end && q.end <= len(body) && body[q.start:q.end] == q.text
}

// batch writes questions for ask and search.
func batch(questions ...string) string {
	var b strings.Builder
	for i, q := range questions {
		fmt.Fprintf(&b, "{\"id\":\"%d\",\"question\":%q}\n", i, q)
	}
	return b.String()
}

// questions are a batch whose answers quote much.
func questions() string {
	return batch("How many crates of herring did the ferry to Lund ask for?", "Who counted letters?", "What did the school board pay?", "Report 7")
}

// step is a command that a fault meets.
type step struct {
	args    []string
	stdin   string
	becomes change
	// quotes says that it writes what quotations reads.
	quotes bool
}

// steps are what is done while the file system fails. What is changed is no two
// steps' business.
func (w *world) steps(backup string) []step {
	some := w.w.some(w.have, 4)
	edited := w.have[some[0]]
	edited.Title = "Corrected"
	loaded := w.w.articles(nil, 25, 0)
	return []step{
		{args: []string{"doctor"}},
		{args: in("ask", "--batch", "-"), stdin: questions(), quotes: true},
		{args: in("search", "--batch", "-"), stdin: questions(), quotes: true},
		{args: in("articles", "list")},
		{args: in("load", "-"), stdin: loaded.lines(), becomes: loaded},
		{args: in("articles", "edit", some[0], "--title", edited.Title), becomes: change{some[0]: &edited}},
		{args: in("articles", "remove", some[1], some[2]), becomes: change{some[1]: nil, some[2]: nil}},
		{args: []string{"backup", backup}},
	}
}

// meet carries the steps out while a fault lasts, and collects what they may have
// changed, and what they said that they have.
func (w *world) meet(p program, fault string, steps []step) (becomes change, acknowledged map[string]bool) {
	w.t.Helper()
	becomes, acknowledged = change{}, map[string]bool{}
	for _, s := range steps {
		o := p.run(s.stdin, s.args...)
		w.t.Logf("%s: %.40q: %d %s", fault, s.args, o.status, lastLine(o.stderr))
		if complaint := o.untold(); complaint != "" {
			w.t.Errorf("%s: %s: %s", fault, complaint, o)
		}
		if o.status != 0 && s.args[0] != "doctor" && !told[fault].MatchString(o.stderr+o.stdout) {
			w.t.Errorf("%s is not what it tells: %s", fault, o)
		}
		if s.quotes {
			for _, q := range quotations(w.t, o.stdout) {
				if !q.stands(w.have) {
					w.t.Errorf("%s: misquoted: %+v, of %+v", fault, q, w.have[q.ID])
				}
			}
		}
		for id, a := range s.becomes {
			becomes[id] = a
			acknowledged[id] = o.status == 0 || acknowledgedIn(o.stdout)[id]
			if acknowledged[id] && fault == noSync {
				w.t.Errorf("%s is acknowledged although it was not synced", id)
			}
		}
	}
	return becomes, acknowledged
}

func lastLine(text string) string {
	text = strings.TrimSpace(text)
	return text[strings.LastIndex(text, "\n")+1:]
}

// settle compares what is there after a fault with what there should be.
func (w *world) settle(fault string, becomes change, acknowledged map[string]bool) {
	w.t.Helper()
	got := w.examine()
	for _, complaint := range complaints(w.have, got, becomes, acknowledged, false) {
		w.t.Errorf("%s: %s", fault, complaint)
	}
	w.have = got
}

// TestFaults has the kernel refuse calls that a failing disk does not fulfil.
func TestFaults(t *testing.T) {
	if !*faults || !canDeny {
		t.Skip("without -faults on Linux, no call is refused")
	}
	for fault := range told {
		t.Run(fault, func(t *testing.T) {
			w := newWorld(t, *seed)
			w.load(40)
			p := w.p.with(denyVariable + "=" + fault)
			becomes, acknowledged := w.meet(p, fault, w.steps(filepath.Join(t.TempDir(), "backup.db")))
			w.settle(fault, becomes, acknowledged)
			file, kept := filepath.Join(t.TempDir(), "backup.db"), w.have
			w.p.must("", "backup", file)
			w.load(10)
			o := p.run("", "restore", "--replace", file)
			t.Logf("%s: restore: %d %s", fault, o.status, lastLine(o.stderr))
			if got := w.examine(); len(complaints(w.have, got, nil, nil, false)) > 0 || o.status == 0 {
				for _, complaint := range complaints(kept, got, nil, nil, false) {
					t.Errorf("%s: a restore left: %s", fault, complaint)
				}
			}
		})
	}
}

// TestFullDisk fills a file system to the last byte: before commands, and while
// the bot serves. In the end it can only be read.
func TestFullDisk(t *testing.T) {
	if !*faults {
		t.Skip("without -faults, nothing is filled")
	}
	w := newWorld(t, *seed)
	disk := t.TempDir()
	unmount, err := mountSmall(disk, 24<<20)
	if err != nil {
		t.Skip("no file system can be mounted here: ", err)
	}
	t.Cleanup(func() { _ = unmount() }) // else the folder cannot be removed, which is told
	w.p = w.p.on(filepath.Join(disk, "data"))
	w.load(60)
	free := fill(t, disk)
	becomes, acknowledged := w.meet(w.p, noSpace, w.steps(filepath.Join(disk, "backup.db")))
	free()
	w.settle(noSpace, becomes, acknowledged)
	w.fullWhileServing(disk)

	if err := remountReadOnly(disk); err != nil {
		t.Fatal(err)
	}
	w.meet(w.p, readOnly, w.steps(filepath.Join(disk, "third.db")))
	if diff := cmp.Diff(w.have, w.export()); diff != "" {
		t.Errorf("on a read-only disk it holds (-want +got):\n%s", diff)
	}
	w.found(w.p)
}

// fullWhileServing fills the disk under a bot, which goes on.
func (w *world) fullWhileServing(disk string) {
	s := startServing(w.p)
	defer s.witness.close()
	s.WaitReady()
	free := fill(w.t, disk)
	if text := s.Use(ask("What did the school board pay?")).Answer().Text(); text == "" {
		w.t.Error("a member is told nothing while the disk is full")
	}
	becomes, acknowledged := w.meet(s.program, noSpace, w.steps(filepath.Join(disk, "second.db"))[1:])
	free()
	more := w.w.articles(nil, 10, 0)
	s.program.must(more.lines(), in("load", "-")...)
	for id, a := range more {
		becomes[id], acknowledged[id] = a, true
	}
	if o := s.end(syscall.SIGTERM); o.status != 0 {
		w.t.Errorf("it does not end as it should: %s", o)
	}
	w.settle(noSpace, becomes, acknowledged)
}

// fill leaves no byte free, until free is called.
func fill(t testing.TB, dir string) (free func()) {
	t.Helper()
	path := filepath.Join(dir, "filler")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 1 << 20; size > 0; size /= 2 {
		for err = nil; err == nil; {
			_, err = f.Write(make([]byte, size))
		}
	}
	return func() { remove(t, path) }
}
