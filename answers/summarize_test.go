package answers

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

func digested(t *testing.T, lib Library, topic Topic) []SummarySentence {
	t.Helper()
	s, err := New(slog.New(slog.DiscardHandler), lib, Config{Threshold: DefaultThreshold}).Digest(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	return s.Sentences
}

// What all outlets tell comes first, said once.
func TestDigest(t *testing.T) {
	got := digested(t, bridges(t), Topic{Text: "harbour bridge closed after cracks were found", Limit: 2})
	if len(got) != 2 {
		t.Fatalf("%d sentences, want 2", len(got))
	}
	if len(got[0].Outlets) != 3 || !strings.Contains(got[0].Text, "closed") {
		t.Errorf("first %q by %v, want what all three tell", got[0].Text, got[0].Outlets)
	}
	if strings.Contains(got[1].Text, "closed") {
		t.Errorf("second %q, want another point", got[1].Text)
	}
}

// A text that several carry counts once, and is listed as carried.
func TestDigestOfWireCopies(t *testing.T) {
	const text = "The harbour bridge was closed on Monday after an inspector found long cracks in its pillars. The council expects repairs of the bridge to take nine weeks and to cost four million crowns."
	lib := library(t,
		published("a", "Courier", "2024-03-05", text), published("b", "Herald", "2024-03-06", text),
		published("c", "Post", "2024-03-06", "The book fair drew a record crowd to the market square on Sunday."),
	)
	got := digested(t, lib, Topic{Text: "harbour bridge", Limit: 5})
	if len(got) != 2 {
		t.Fatalf("%d sentences, want each of the text's two once: %+v", len(got), got)
	}
	for _, s := range got {
		if len(s.Outlets) != 1 || len(s.AlsoCarriedBy) != 1 {
			t.Errorf("%q: outlets %v, carried by %v, want one of each", s.Text, s.Outlets, s.AlsoCarriedBy)
		}
	}
}

// Without a topic, a digest is of what passes the filter.
func TestDigestWithin(t *testing.T) {
	got := digested(t, bridges(t), Topic{Filter: retrieval.Filter{Until: "2023-12-31"}})
	want := []string{"The book fair drew a record crowd to the market square on Sunday."}
	var texts []string
	for _, s := range got {
		texts = append(texts, s.Text)
	}
	if diff := cmp.Diff(want, texts); diff != "" {
		t.Errorf("digest (-want +got)\n%s", diff)
	}
	if got := digested(t, bridges(t), Topic{Filter: retrieval.Filter{Until: "1999-12-31"}}); got == nil || len(got) > 0 {
		t.Errorf("%+v, want an empty list", got)
	}
}

// Points stand alone: a sentence that leans on the one before brings it along.
func TestPointsStandAlone(t *testing.T) {
	an := text.NewAnalyzer()
	a := article("a", "Courier", "The harbour bridge was closed. It had long cracks in all of its old pillars, an inspector of the council found.")
	a.Blocks = text.FindBlocks(a.Body)
	p := NewPoints(an, []retrieval.Article{a}, "")
	for i := range p.Len() {
		if strings.HasPrefix(p.Text(i), "It ") {
			t.Errorf("%q leans on what is not quoted", p.Text(i))
		}
	}
	if len(p.Choose(9)) != 1 {
		t.Errorf("%d points, want one: the second holds the first", len(p.Choose(9)))
	}
}

func TestLexRank(t *testing.T) {
	// The second is like both others, which are unlike each other.
	rank := lexRank([][]float64{{1, .5, 0}, {.5, 1, .5}, {0, .5, 1}})
	if rank[1] <= rank[0] || rank[0] != rank[2] {
		t.Errorf("ranks %v, want the second highest and the others even", rank)
	}
}
