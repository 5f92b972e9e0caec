package retrieval_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// A question asks for a company that it does not name: the one that both outlets
// write of.
func TestSearchSharedNames(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib,
		by("Harbour Post", "fined", "A regulator fined Velmora for its ferry tickets. The fine was large."),
		by("Coast Times", "sued", "Angry passengers sued Velmora last week. They want their money back."),
		by("Coast Times", "other", "Angry passengers of Tarnby heard of delays last week. They want their money back."))
	for i := range 40 {
		add(t, lib, by("Harbour Post", fmt.Sprint("noise", i), telling(fmt.Sprint("noise", i), 4)))
	}
	res, err := lib.Search(t.Context(), retrieval.Query{
		Text: "Which company was fined by a regulator according to the Harbour Post and sued by passengers according to the Coast Times?",
	})
	if err != nil {
		t.Fatal(err)
	}
	shared := make(map[string]float64)
	for _, h := range res.Hits {
		at := slices.IndexFunc(h.Reasons, func(r linear.Reason) bool { return r.Name == "names that the outlets' best passages share" })
		shared[h.Article.ID] = h.Reasons[at].Value
	}
	if shared["fined"] <= shared["other"] || shared["sued"] <= shared["other"] {
		t.Errorf("of the names shared the passages have %v", shared)
	}
}

// A topic shows every article on it before any for the second time; a question
// may have two good passages of one article.
func TestSearchTopicShowsEveryArticle(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	strong := "Ferry fares rise. " + telling("a", 9) + " Ferry fares rise again. " + telling("b", 9) + " Ferry fares rise in May. " + telling("c", 9)
	add(t, lib, by("Harbour Post", "strong", strong))
	for i := range 4 {
		add(t, lib, by("Coast Times", fmt.Sprint("weak", i), telling(fmt.Sprint("weak", i), 5)+" A ferry came. "+telling(fmt.Sprint("more", i), 5)))
	}
	ids := found(t, lib, retrieval.Query{Text: "ferry fares rise", Limit: 5})
	slices.Sort(ids)
	if diff := cmp.Diff([]string{"strong", "weak0", "weak1", "weak2", "weak3"}, ids); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A word that the library does not have is read as the most usual one that is
// spelt nearly so; a name as a name.
func TestSearchMisspelt(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib,
		article("velmora", "The ferries of Velmora were late. Passengers of Velmora complained."),
		article("again", "Nobody at Velmora answered the phone."),
		article("other", "The barge of Velmori is a ruin."),
		article("backup", "She makes a backup of her files."))
	for _, test := range []struct {
		word string
		want []text.Term
	}{
		{"Velmore", []text.Term{"velmora"}},
		{"velmore", []text.Term{"velmora"}},
		{"backun", []text.Term{"backup"}},
		{"Backus", nil},
		{"Velmora", nil},
	} {
		res, err := lib.Search(t.Context(), retrieval.Query{Text: "late " + test.word})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, res.Terms[1].Also); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.word, diff)
		}
	}
}

// Vietnamese is found by words of two syllables, by the last syllable of a name,
// and without its tones, in which it looks like Italian.
func TestSearchVietnamese(t *testing.T) {
	lib := openHouse(t, t.TempDir()).library(t, "local")
	add(t, lib,
		article("library", "Giám đốc thư viện Hà Lâm là bà Trần Thị Mai. Thư viện có nhiều sách."),
		article("election", "Ông Đỗ Phú Trọng được bầu ở thành phố Xuân Lộc với 61,3 phần trăm số phiếu."),
		article("fares", "Công ty đường sắt tăng giá vé tàu, hội hành khách phản đối."))
	for question, want := range map[string]string{
		"Ai là giám đốc thư viện?":       "library",
		"ai la giam doc thu vien Ha Lam": "library",
		"ông Trọng có bao nhiêu phiếu?":  "election",
		"61,3 phần trăm":                 "election",
		"giá vé tàu":                     "fares",
	} {
		res, err := lib.Search(t.Context(), retrieval.Query{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		if res.Language != "vi" || len(res.Hits) == 0 || res.Hits[0].Article.ID != want {
			t.Errorf("%q, read as %s, finds %v first, want %s", question, res.Language, res.Hits, want)
		}
	}
}
