package crashtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand"
	"slices"
	"strings"
)

// article is one as the program exports it and reads it back.
type article struct {
	ID        string `json:"id"`
	Title     string `json:"title"`
	Outlet    string `json:"outlet"`
	Published string `json:"published"`
	URL       string `json:"url"`
	Body      string `json:"body"`
}

// state is what a library holds, by id.
type state map[string]article

// change is what an act makes of articles: nil is an article that is gone.
type change map[string]*article

// ids are those of a change, in order.
func (c change) ids() []string { return slices.Sorted(maps.Keys(c)) }

// lines writes the articles of a change as JSON lines.
func (c change) lines() string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	for _, id := range c.ids() {
		if err := enc.Encode(c[id]); err != nil {
			panic(err) // a struct of strings can be encoded
		}
	}
	return b.String()
}

// after is what a library holds once a change is done.
func (s state) after(c change) state {
	out := maps.Clone(s)
	for id, a := range c {
		if a == nil {
			delete(out, id)
			continue
		}
		out[id] = *a
	}
	return out
}

// complaints say what is wrong with what a library holds after a change was cut
// off: each article has to be as it was or as it was to be, the latter where that
// was acknowledged. Of a whole change, all are one or all the other.
func complaints(before, got state, c change, acknowledged map[string]bool, whole bool) []string {
	var out []string
	want := before.after(c)
	all := maps.Clone(before)
	maps.Copy(all, want)
	maps.Copy(all, got)
	done, undone := 0, 0
	for _, id := range slices.Sorted(maps.Keys(all)) {
		old, had := before[id]
		now, has := got[id]
		due, wanted := want[id]
		same, finished := had == has && old == now, wanted == has && due == now
		switch {
		case finished && same:
		case finished:
			done++
		case same && !acknowledged[id]:
			undone++
		case same:
			out = append(out, fmt.Sprintf("%s: what was acknowledged is lost: it is still\n%.999s", id, fmt.Sprint(now)))
		default:
			out = append(out, fmt.Sprintf("%s: it is\n%.999s, neither what it was,\n%.999s, nor what it was to be,\n%.999s", id, fmt.Sprint(now), fmt.Sprint(old), fmt.Sprint(due)))
		}
	}
	if whole && done > 0 && undone > 0 {
		out = append(out, fmt.Sprintf("%d articles are changed and %d are not, of a change that is to be whole", done, undone))
	}
	return out
}

// acknowledgedIn are the articles that the output of a command says are done with.
func acknowledgedIn(stdout string) map[string]bool {
	done := map[string]bool{}
	for lines := bufio.NewScanner(strings.NewReader(stdout)); lines.Scan(); {
		var item struct{ ID, Status string }
		// What was cut off within a line acknowledges nothing.
		if json.Unmarshal(lines.Bytes(), &item) == nil && item.Status != "" && item.Status != "rejected" {
			done[item.ID] = true
		}
	}
	return done
}

// writer makes up articles, each another one.
type writer struct {
	*rand.Rand
	made int
}

var (
	subjects = []string{"the ferry to Lund", "the harbour master", "the weekly market", "the school board", "the night train", "the lighthouse"}
	deeds    = []string{"was delayed by", "asked for", "gave up", "paid", "counted", "lost"}
	objects  = []string{"crowns", "passengers", "crates of herring", "litres of water", "letters", "hours of sleep"}
	outlets  = []string{"The Courier", "The Gazette", "Wire", "Ärendet"}
)

func (w *writer) pick(of []string) string { return of[w.Intn(len(of))] }

func (w *writer) sentence() string {
	s := w.pick(subjects)
	return fmt.Sprintf("%s%s %s %d %s on day %d, “as agreed”.", strings.ToUpper(s[:1]), s[1:], w.pick(deeds), w.Intn(9000), w.pick(objects), w.Intn(365))
}

func (w *writer) body() string {
	var paragraphs []string
	for range 1 + w.Intn(4) {
		sentences := make([]string, 2+w.Intn(5))
		for i := range sentences {
			sentences[i] = w.sentence()
		}
		paragraphs = append(paragraphs, strings.Join(sentences, " "))
	}
	return strings.Join(paragraphs, "\n\n")
}

func (w *writer) article() article {
	w.made++
	return article{
		ID: fmt.Sprintf("a%05d", w.made), Title: fmt.Sprintf("Report %d: %s", w.made, w.pick(subjects)), Outlet: w.pick(outlets),
		Published: fmt.Sprintf("2021-%02d-%02d", 1+w.Intn(12), 1+w.Intn(28)), URL: fmt.Sprintf("https://example.org/%d", w.made), Body: w.body(),
	}
}

// articles are new ones and, of those in a library, new revisions and copies by
// other outlets.
func (w *writer) articles(have state, fresh, revised int) change {
	c := change{}
	for _, id := range w.some(have, revised) {
		a, copied := have[id], w.article()
		copied.Body = a.Body + " " + w.sentence()
		a.Body = w.sentence() + "\n\n" + a.Body
		if len(a.Body) > 4000 {
			a.Body = w.body()
		}
		c[a.ID], c[copied.ID] = &a, &copied
	}
	for range fresh {
		a := w.article()
		c[a.ID] = &a
	}
	return c
}

// some are up to n ids of a library.
func (w *writer) some(have state, n int) []string {
	ids := slices.Sorted(maps.Keys(have))
	w.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	return ids[:min(n, len(ids))]
}
