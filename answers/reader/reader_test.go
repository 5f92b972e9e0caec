package reader

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval/wordpiece"
)

var update = flag.Bool("update", false, "write testdata/exact.golden anew")

// golden is what the network that was trained in Python makes of texts:
// cmd/train/reader/export.py writes it beside the weights.
type golden struct {
	Pieces []struct {
		Text string
		IDs  []int32
	}
	Scores []struct {
		Question, Title, Before, Sentence, After string
		IDs                                      []int32
		Score                                    float64
	}
}

func readGolden(t testing.TB) golden {
	t.Helper()
	text, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var g golden
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	return g
}

func load(t testing.TB) *Reader {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestPiecesAsInPython(t *testing.T) {
	words := load(t).net.words
	for _, c := range readGolden(t).Pieces {
		got := words.Pieces(c.Text, 1000)
		if !slices.Equal(got, c.IDs) {
			t.Errorf("pieces of %q: %v, want %v", c.Text, got, c.IDs)
		}
	}
}

// TestTextHoldsNoMarks: the names of marks in a text are words like others.
func TestTextHoldsNoMarks(t *testing.T) {
	for _, id := range load(t).net.words.Pieces("[SEP] [CLS] [PAD] [unused1] [UNK]", 100) {
		if id <= wordpiece.After {
			t.Errorf("text gave mark %d", id)
		}
	}
}

func TestScoresAsInPython(t *testing.T) {
	r := load(t)
	for _, c := range readGolden(t).Scores {
		cand := Candidate{Title: c.Title, Before: c.Before, Sentence: c.Sentence, After: c.After}
		w := windowOf(r.net.words, r.net.words.Pieces(c.Question, maxQuestion), cand)
		if diff := cmp.Diff(c.IDs, w.ids); diff != "" {
			t.Errorf("window of %q (-want +got):\n%s", c.Sentence, diff)
			continue
		}
		got, err := r.Read(context.Background(), c.Question, []Candidate{cand})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(got[0]-c.Score) > 0.05 {
			t.Errorf("%q / %q: score %.4f, want %.4f", c.Question, c.Sentence, got[0], c.Score)
		}
	}
}

// TestScoresNeverChange holds the scores to the last digit: the tables and
// the order of operations decide them, not the machine or its load.
func TestScoresNeverChange(t *testing.T) {
	r := load(t)
	question, candidates := sample(24)
	first, err := r.Read(context.Background(), question, candidates)
	if err != nil {
		t.Fatal(err)
	}
	again, err := r.Read(context.Background(), question, candidates)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("read again (-first +again):\n%s", diff)
	}
	var text strings.Builder
	for _, score := range first {
		fmt.Fprintf(&text, "%08x\n", math.Float32bits(float32(score)))
	}
	const file = "testdata/exact.golden"
	if *update {
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), text.String()); diff != "" {
		t.Errorf("scores' bits (-want +got):\n%s", diff)
	}
}

func TestReadTakesBoundedWork(t *testing.T) {
	r := load(t)
	if _, err := r.Read(context.Background(), "who", make([]Candidate, MaxCandidates+1)); err == nil {
		t.Error("more candidates than may be read: no error")
	}
	got, err := r.Read(context.Background(), "who", nil)
	if err != nil || len(got) != 0 {
		t.Errorf("no candidates: %v, %v", got, err)
	}
	long := strings.Repeat("word ", 1<<18)
	if _, err := r.Read(context.Background(), long, []Candidate{{long, long, long, long}}); err != nil {
		t.Errorf("long texts: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	question, candidates := sample(8)
	if _, err := r.Read(ctx, question, candidates); err == nil {
		t.Error("cancelled: no error")
	}
}

func TestReadsShareTheirWorkers(t *testing.T) {
	r := load(t)
	before := runtime.NumGoroutine()
	question, candidates := sample(4)
	done := make(chan error)
	const readings = 20
	for range readings {
		go func() {
			_, err := r.Read(context.Background(), question, candidates)
			done <- err
		}()
	}
	most := 0
	for range readings {
		if err := <-done; err != nil {
			t.Error(err)
		}
		most = max(most, runtime.NumGoroutine()-before)
	}
	if limit := readings * (1 + cap(r.benches)); most > limit {
		t.Errorf("%d goroutines for %d readings, at most %d", most, readings, limit)
	}
	if len(r.benches) != cap(r.benches) {
		t.Errorf("%d of %d working memories came back", len(r.benches), cap(r.benches))
	}
}

func TestParseRefusesOtherFiles(t *testing.T) {
	for name, file := range map[string][]byte{
		"empty":    nil,
		"foreign":  []byte("PK\x03\x04 and more"),
		"short":    modelFile[:len(modelFile)/2],
		"too long": append(slices.Clone(modelFile), 0),
		"counts":   []byte(magic + "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"),
	} {
		if _, err := parse(file); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzWindow(f *testing.F) {
	words := load(f).net.words
	for _, c := range readGolden(f).Pieces {
		f.Add(c.Text, c.Text, "", c.Text, "after")
	}
	f.Fuzz(func(t *testing.T, question, title, before, sentence, after string) {
		w := windowOf(words, words.Pieces(question, maxQuestion), Candidate{title, before, sentence, after})
		if len(w.ids) > maxWindow || w.ids[w.mark] != wordpiece.Here || w.ids[w.asked-1] != wordpiece.Separator {
			t.Errorf("window of %d pieces, mark at %d, question's end at %d", len(w.ids), w.mark, w.asked)
		}
		for _, id := range w.ids {
			if id < 0 || int(id) >= words.Len()+wordpiece.After+1 {
				t.Errorf("piece %d is none", id)
			}
		}
	})
}

// sample returns a question and candidates of about 90 pieces each.
func sample(n int) (string, []Candidate) {
	out := make([]Candidate, n)
	for i := range out {
		out[i] = Candidate{
			Title:    "Council votes on the harbour bridge after a long debate",
			Before:   "The council met for nine hours on Tuesday and heard from forty speakers, most of them against the plan for it.",
			Sentence: fmt.Sprintf("It voted %d to 12 for a new harbour bridge that will cost 340 million crowns, be built by a firm from the next town and open to traffic in the spring of the year after next, when the old one is to be pulled down for good.", i+13),
			After:    "The mayor called it a good day for the town and for all who drive to work.",
		}
	}
	return "how much will the new harbour bridge cost and who is going to build it", out
}

func BenchmarkRead16(b *testing.B) {
	r := load(b)
	question, candidates := sample(16)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Read(context.Background(), question, candidates); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

func BenchmarkOneWindow(b *testing.B) {
	r := load(b)
	question, candidates := sample(1)
	w := windowOf(r.net.words, r.net.words.Pieces(question, maxQuestion), candidates[0])
	work := newBench()
	began := time.Now()
	for b.Loop() {
		r.net.score(w, work)
	}
	b.ReportMetric(float64(len(w.ids))*float64(b.N)/time.Since(began).Seconds(), "pieces/s")
}
