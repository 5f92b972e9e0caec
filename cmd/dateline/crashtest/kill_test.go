package crashtest

import (
	"encoding/json"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// world is a data folder that is never spared, and what it should hold.
type world struct {
	t    testing.TB
	p    program
	w    *writer
	have state
	site *site
	// acknowledged counts articles by the scene that was cut off after that.
	acknowledged map[string]int
}

func newWorld(t testing.TB, seed int64) *world {
	return &world{t: t, p: newProgram(t), w: &writer{Rand: rand.New(rand.NewSource(seed))}, have: state{}, site: newSite(t), acknowledged: map[string]int{}}
}

// act is one that is to be cut off.
type act struct {
	args    []string
	stdin   string
	becomes change
	// whole says that of all that it becomes nothing or everything is there.
	whole bool
	// instead is what the library holds in place of everything, once it is done.
	instead state
	// resumes says that the same command finishes what was cut off.
	resumes bool
	// run is called in place of running args, if there is one; it gives what
	// was acknowledged.
	run func(while time.Duration) (outcome, map[string]bool)
	// before was acknowledged before the act.
	before map[string]bool
	// check looks at what only this kind of act leaves behind.
	check func(outcome) []string
}

// TestKills kills the program at random moments of all that it does. After each
// kill the store opens, "doctor" finds it sound, all that was acknowledged is
// there to the byte, nothing is there by half, and search finds what it finds
// with an index built anew.
func TestKills(t *testing.T) {
	if *kills == 0 {
		t.Skip("without -kills, nothing is killed")
	}
	w := newWorld(t, *seed)
	w.load(60)
	typical := map[string]time.Duration{} // how long an act takes
	killed, spared := map[string]int{}, 0
	names := slices.Sorted(maps.Keys(scenes))
	if *scene != "" {
		names = []string{*scene}
	}
	n := 0
	for n < *kills && !t.Failed() {
		name := names[(n+spared)%len(names)]
		if len(w.have) > 200 {
			w.p.must("", in(append([]string{"articles", "remove"}, w.w.some(w.have, 140)...)...)...)
			w.have = w.export()
		}
		if len(w.have) < 20 { // as when this scene alone is played
			w.load(60)
		}
		a := scenes[name](w)
		took := max(typical[name], 100*time.Millisecond)
		while := took/4 + time.Duration(w.w.Int63n(int64(took)))
		o, acknowledged := w.suffer(a, while)
		if o.killed {
			n++
			killed[name]++
			w.acknowledged[name] += acknowledged
			typical[name] = took + took/20
		} else {
			spared++
			typical[name] = o.took
		}
		if t.Failed() {
			t.Logf("seed %d, after %d kills, in %q after %s: %s", *seed, n, name, while, o)
		}
		if spared > 20+3**kills {
			t.Fatalf("%d acts ended before they were killed, and %d did not", spared, n)
		}
	}
	t.Logf("killed %d times: %v; articles acknowledged just before: %v; %d acts were done before they were killed", n, killed, w.acknowledged, spared)
}

// load loads so many articles, undisturbed.
func (w *world) load(n int) {
	w.t.Helper()
	c := w.w.articles(w.have, n, 0)
	w.p.must(c.lines(), in("load", "-")...)
	w.have = w.have.after(c)
}

// suffer carries an act out, cuts it off, and looks at what is left. It says what came
// of it, and how many articles were acknowledged.
func (w *world) suffer(a act, while time.Duration) (o outcome, done int) {
	w.t.Helper()
	o, acknowledged := w.carryOut(a, while)
	got := w.examine()
	wrong := complaints(w.have, got, a.becomes, acknowledged, a.whole)
	if a.instead != nil {
		if replaced := cmp.Diff(a.instead, got); replaced == "" || !o.killed && o.status == 0 {
			wrong = nil
			if replaced != "" {
				wrong = []string{"what is acknowledged is not what is there: " + replaced}
			}
		}
	}
	if a.check != nil {
		wrong = append(wrong, a.check(o)...)
	}
	w.have = got
	if a.resumes && o.killed {
		w.p.must(a.stdin, a.args...)
		got := w.export()
		wrong = append(wrong, complaints(w.have, got, a.becomes, all(a.becomes), false)...)
		w.have = got
	}
	for _, complaint := range wrong[:min(3, len(wrong))] {
		w.t.Errorf("%s (one of %d complaints)", complaint, len(wrong))
	}
	return o, len(acknowledged)
}

func all(c change) map[string]bool {
	out := map[string]bool{}
	for id := range c {
		out[id] = true
	}
	return out
}

func (w *world) carryOut(a act, while time.Duration) (outcome, map[string]bool) {
	w.t.Helper()
	if a.run != nil {
		return a.run(while)
	}
	p := w.p
	if canDeny && w.w.Intn(4) == 0 {
		p, while = p.with(denyVariable+"="+w.w.pick(killers)), maxRun
	}
	o := p.runFor(while, a.stdin, a.args...)
	if !o.killed && o.status != 0 {
		w.t.Errorf("an act that nothing disturbed failed: %s", o)
	}
	if !o.killed && o.status == 0 {
		return o, all(a.becomes)
	}
	acknowledged := acknowledgedIn(o.stdout)
	maps.Copy(acknowledged, a.before)
	return o, acknowledged
}

// export is what the library holds now.
func (w *world) export() state {
	w.t.Helper()
	return exported(w.t, w.p.must("", in("articles", "export")...).stdout)
}

func exported(t testing.TB, lines string) state {
	t.Helper()
	got := state{}
	for _, a := range decoded[article](t, lines) {
		got[a.ID] = a
	}
	return got
}

// decoded reads lines of JSON.
func decoded[T any](t testing.TB, lines string) []T {
	t.Helper()
	var out []T
	for dec := json.NewDecoder(strings.NewReader(lines)); dec.More(); {
		var v T
		if err := dec.Decode(&v); err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

// examine opens the folder that a killed process has left, by one command or
// another, and compares its index with one built anew. It gives what it holds.
func (w *world) examine() state {
	w.t.Helper()
	var got state
	looks := []func(){
		func() { got = w.export() },
		w.doctor,
		func() { w.found(w.p) },
	}
	w.w.Shuffle(len(looks), func(i, j int) { looks[i], looks[j] = looks[j], looks[i] })
	for _, look := range looks {
		look()
	}
	anew := filepath.Join(w.t.TempDir(), "anew")
	copyFolder(w.t, w.p.data, anew)
	remove(w.t, filepath.Join(anew, "index"))
	if diff := cmp.Diff(w.found(w.p.on(anew)), w.found(w.p)); diff != "" {
		w.t.Errorf("search finds (-with an index built anew +with the one that is there):\n%s", diff)
	}
	remove(w.t, anew)
	return got
}

// doctor wants the store and the index to be sound.
func (w *world) doctor() {
	w.t.Helper()
	o := w.p.run("", "doctor", "--json")
	for _, finding := range decoded[struct{ Check, Status, Message string }](w.t, o.stdout) {
		// An index holds nothing of its own: what is killed may leave it to be made anew.
		anew := finding.Check == "index" && finding.Status == "warn"
		if slices.Contains([]string{"store", "index", "feeds"}, finding.Check) && finding.Status != "ok" && !anew {
			w.t.Errorf("doctor says %+v", finding)
		}
	}
	if !strings.Contains(o.stdout, `"check":"index"`) {
		w.t.Errorf("doctor did not come to the index: %s", o)
	}
}

// found is what questions find.
func (w *world) found(p program) []map[string]any {
	w.t.Helper()
	questions := batch("ferry to Lund delayed", "who counted letters?", "herring on day 12", "Ärendet weekly market", "Report 7", "nothing of the kind")
	all := decoded[map[string]any](w.t, p.must(questions, in("search", "--batch", "-")...).stdout)
	for _, found := range all {
		delete(found, "took_ms")
	}
	return all
}

func remove(t testing.TB, path string) {
	t.Helper()
	if err := os.RemoveAll(path); err != nil {
		t.Fatal(err)
	}
}

// copyFolder copies the regular files below a folder.
func copyFolder(t testing.TB, from, to string) {
	t.Helper()
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		inner, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, inner), 0o700)
		}
		if !d.Type().IsRegular() {
			return nil
		}
		raw, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, inner), raw, 0o600)
	})
	if err != nil {
		t.Fatal(err)
	}
}
