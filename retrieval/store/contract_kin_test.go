package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

var kinContract = []promise{
	{"Relate RelatedTo Sketches Linked SharedWith", sharedTextsAreKept},
}

func sharedTextsAreKept(t *testing.T, at place) {
	s := at.open(t)
	ctx := t.Context()
	key, other := library(t, s, "local").Key, library(t, s, "other").Key
	var nums [3]int64
	for i, id := range []string{"a", "b", "c"} {
		nums[i] = put(t, s, key, retrieval.Entry{}, article(id, "Text of "+id)).Num
	}
	if form, seq, err := s.RelatedTo(ctx, key); form != 0 || seq != 0 || err != nil {
		t.Errorf("at first it is known to %d, %d, %v", form, seq, err)
	}
	shared := retrieval.Shared{A: nums[0], B: nums[1], Copy: true, Words: 3, Spans: []retrieval.SharedSpan{
		{A: text.Span{Start: 1, End: 2}, B: text.Span{Start: 3, End: 4}, Same: 99},
	}}
	news := retrieval.Related{
		Form: 1, Seq: 3,
		Changed: []retrieval.Sketch{{Num: nums[0], Hashes: []uint32{1, 1<<32 - 1}}, {Num: nums[1], Hashes: []uint32{1}}, {Num: 1 << 40}},
		Shared:  []retrieval.Shared{shared, {A: nums[0], B: 1 << 40}},
	}
	must(t, s.Relate(ctx, key, news))
	must(t, s.Relate(ctx, key, news))
	if form, seq, err := s.RelatedTo(ctx, key); form != 1 || seq != 3 || err != nil {
		t.Errorf("it is known to %d, %d, %v", form, seq, err)
	}
	sketches := map[int64][]uint32{}
	for _, sk := range got[[]retrieval.Sketch](t)(s.Sketches(ctx, key)) {
		sketches[sk.Num] = sk.Hashes
	}
	if diff := cmp.Diff(map[int64][]uint32{nums[0]: {1, 1<<32 - 1}, nums[1]: {1}}, sketches); diff != "" {
		t.Errorf("sketches (-want +got):\n%s", diff)
	}
	for i, want := range [][]retrieval.Shared{{shared}, {shared.Flipped()}, nil} {
		if diff := cmp.Diff(want, got[[]retrieval.Shared](t)(s.SharedWith(ctx, nums[i]))); diff != "" {
			t.Errorf("shared with article %d (-want +got):\n%s", i, diff)
		}
	}
	linked := func(want int) {
		t.Helper()
		if all := got[[]int64](t)(s.Linked(ctx, key)); len(all) != want {
			t.Errorf("those that share text are %v, want %d", all, want)
		}
	}
	linked(2)
	if of := got[[]int64](t)(s.Linked(ctx, other)); len(of) > 0 {
		t.Errorf("another library's: %v", of)
	}
	must(t, s.Relate(ctx, key, retrieval.Related{Form: 1, Seq: 4, Changed: []retrieval.Sketch{{Num: nums[1], Hashes: []uint32{2}}}}))
	linked(0)
	must(t, s.Relate(ctx, key, retrieval.Related{Form: 2, Seq: 5, Changed: []retrieval.Sketch{{Num: nums[2]}}}))
	if left := got[[]retrieval.Sketch](t)(s.Sketches(ctx, key)); len(left) != 1 || left[0].Num != nums[2] {
		t.Errorf("of another form there are the sketches %v", left)
	}
}
