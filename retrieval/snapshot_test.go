package retrieval

import "testing"

// Searches of one state share a snapshot. One that began before a change goes on
// with what it began with.
func TestSnapshot(t *testing.T) {
	p := shapes[1].made(t)
	take := func() *snapshot {
		t.Helper()
		s, err := p.snapshot()
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	frequency := func(s *snapshot) uint64 {
		t.Helper()
		n, err := s.frequency(t.Context(), fieldBody, "zephyr")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, again := take(), take()
	if before != again {
		t.Error("two searches of one state do not share a snapshot")
	}
	again.release()

	a := &Article{Body: "A zephyr."}
	a.complete()
	if err := p.apply(t.Context(), 100, []indexed{{num: 1000, seq: 100, article: a}}); err != nil {
		t.Fatal(err)
	}
	if n := before.users.Load(); n != 1 {
		t.Errorf("after the change %d hold the old state, want the search that reads it", n)
	}
	after := take()
	defer after.release()
	if n := frequency(after); n != 1 {
		t.Errorf("after the change %d passages hold the word, want 1", n)
	}
	if n := frequency(before); n != 0 {
		t.Errorf("before the change %d passages hold the word, want 0", n)
	}
	if before.release(); before.users.Load() != 0 {
		t.Errorf("%d searches still read the old state", before.users.Load())
	}
}

// A language has the passages that there are, also where one has just been put in
// the place of one that stood beside others.
func TestLanguagesAreCounted(t *testing.T) {
	p := shapes[1].made(t)
	put := func(seq int64, nums ...int64) {
		t.Helper()
		var changes []indexed
		for _, num := range nums {
			a := &Article{Meta: Meta{Language: "pt"}, Body: "Uma frase curta."}
			a.complete()
			changes = append(changes, indexed{num: num, seq: seq, article: a})
		}
		if err := p.apply(t.Context(), seq, changes); err != nil {
			t.Fatal(err)
		}
	}
	put(100, 1000, 1001, 1002)
	put(101, 1001)
	s, err := p.snapshot()
	if err != nil {
		t.Fatal(err)
	}
	defer s.release()
	if n := s.languages["pt"]; n != 3 {
		t.Errorf("%d passages in Portuguese, want 3", n)
	}
}
