package answers

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

func compared(t *testing.T, lib Library, topic string) Comparison {
	t.Helper()
	c, err := New(slog.New(slog.DiscardHandler), lib, Config{Threshold: DefaultThreshold}).Compare(t.Context(), Topic{Text: topic})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// bridges are three outlets' articles on one event, and one on another.
func bridges(t *testing.T) *retrieval.Library {
	return library(t,
		published("courier", "Courier", "2024-03-05", "The harbour bridge was closed on Monday after an inspector found long cracks in its pillars. “We had no choice,” harbour master Ada Holm said. The repairs of the harbour bridge will cost $4 million."),
		published("herald", "Herald", "2024-03-05", "An inspector found long cracks in the pillars of the harbour bridge, which was closed on Monday. The fishing village of Norsund has no other road to the harbour bridge. “It is safe to walk on,” said Ada Holm, the harbour master."),
		published("post", "Post", "2024-03-06", "The harbour bridge was closed on Tuesday when an inspector found cracks in two pillars. At least 300 lorries were turned back at the harbour bridge."),
		published("fair", "Herald", "2023-01-06", "The book fair drew a record crowd to the market square on Sunday."),
	)
}

func TestCompare(t *testing.T) {
	c := compared(t, bridges(t), "harbour bridge closed after cracks were found")
	got := map[string]string{}
	for _, o := range c.Outlets {
		var ids []string
		for _, e := range o.Excerpts {
			ids = append(ids, e.Article.ID)
		}
		got[o.Outlet] = strings.Join(ids, " ")
	}
	for outlet, id := range map[string]string{"Courier": "courier", "Herald": "herald", "Post": "post"} {
		if !strings.HasPrefix(got[outlet], id) || strings.Contains(got[outlet], "fair") {
			t.Errorf("%s is quoted from %q, want from %q and nothing of another event", outlet, got[outlet], id)
		}
	}
	if len(c.Common) == 0 || len(c.Common[0].Outlets) != 3 {
		t.Errorf("common %+v, want first what all three report", c.Common)
	}
	only := map[string]string{}
	for _, p := range c.Only {
		only[p.Outlets[0]] = p.Excerpts[0].Text
	}
	for outlet, words := range map[string]string{"Courier": "$4 million", "Herald": "Norsund", "Post": "300 lorries"} {
		if !strings.Contains(only[outlet], words) {
			t.Errorf("only %s: %q, want what holds %q", outlet, only[outlet], words)
		}
	}
	if len(c.Quoted) != 1 || len(c.Quoted[0].Outlets) != 2 || !strings.Contains(c.Quoted[0].Speaker, "Ada Holm") {
		t.Errorf("quoted %+v, want Ada Holm by two outlets", c.Quoted)
	}
	if len(c.Differ) != 1 || !strings.HasPrefix(c.Differ[0].What, "day: ") || len(c.Differ[0].Values) != 2 {
		t.Errorf("differ %+v, want the day of the closing, told twice", c.Differ)
	}
}

// differing are the values that texts of one event state differently.
func differing(t *testing.T, articles ...retrieval.Article) string {
	t.Helper()
	var out []string
	articles = append(articles, published("fair", "Post", "2024-03-01", "The book fair drew a record crowd to the market square on Sunday."))
	c := compared(t, library(t, articles...), "phone call of president Ada Holm with president Ilmar Kask")
	if len(c.Outlets) == 0 {
		t.Fatal("the articles are not on the topic")
	}
	for _, d := range c.Differ {
		var values []string
		for _, v := range d.Values {
			values = append(values, v.Value)
		}
		out = append(out, d.What+" = "+strings.Join(values, " | "))
	}
	return strings.Join(out, "; ")
}

func TestDiffer(t *testing.T) {
	first := published("a", "Courier", "2024-03-05", "President Ada Holm had a 90 minute phone call with president Ilmar Kask on Monday.")
	for _, row := range []struct{ name, outlet, day, body, want string }{
		{"another length", "Herald", "2024-03-06", "President Ada Holm spoke by phone with president Ilmar Kask for more than one hour.", "duration: phone call = 90 minute | more than one hour"},
		{"the same length", "Herald", "2024-03-06", "President Ada Holm and president Ilmar Kask had a phone call of an hour and a half.", ""},
		{"rounded", "Herald", "2024-03-06", "President Ada Holm and president Ilmar Kask had a phone call of about 95 minutes.", ""},
		{"somebody else's call", "Herald", "2024-03-06", "A phone call of Minister Peter Ohm and the Norsund mayor Eva Lind, with president Ada Holm away, took two hours.", ""},
		{"weeks later", "Herald", "2024-04-29", "President Ada Holm spoke by phone with president Ilmar Kask for more than one hour.", ""},
		{"the same outlet", "Courier", "2024-03-06", "President Ada Holm spoke by phone with president Ilmar Kask for more than one hour.", ""},
		{"the length of another thing", "Herald", "2024-03-06", "Before the phone call of presidents Ada Holm and Ilmar Kask it had rained in the harbour without an end and over all of the many islands off Norsund for nearly six hours.", ""},
	} {
		if diff := cmp.Diff(row.want, differing(t, first, published("b", row.outlet, row.day, row.body))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.name, diff)
		}
	}
}

// A day and a number are those of what stands beside them.
func TestDifferOfOtherThings(t *testing.T) {
	first := published("a", "Courier", "2024-03-05", "The call was no use, president Ada Holm told the harbour radio on Monday. At least 9 people were killed on Ilmar Kask's island of Norsund.")
	for name, body := range map[string]string{
		"the day of another happening": "The call was no use, president Ada Holm told the harbour radio after a report on the fleet of Ilmar Kask was released Sunday.",
		"a number far off":             "In the war over the island of Norsund 400 people were killed before the call of Ada Holm and Ilmar Kask.",
	} {
		if diff := cmp.Diff("", differing(t, first, published("b", "Herald", "2024-03-06", body))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
	want := "number: people killed = At least 9 people | A dozen people"
	body := "A dozen people were killed on the island of Norsund before the call, Ilmar Kask told president Ada Holm."
	if diff := cmp.Diff(want, differing(t, first, published("b", "Herald", "2024-03-06", body))); diff != "" {
		t.Errorf("a number near by (-want +got)\n%s", diff)
	}
}

// What is measured is what the clause of a figure says, with whose it is.
func TestDifferByClause(t *testing.T) {
	for _, row := range []struct{ name, a, b, want string }{
		{"costs", "The flood barrier will cost 1.5 billion crowns, the committee said.", "Officials put the cost of the flood barrier at 1.8 billion crowns.", "amount: cost flood barrier = 1.8 billion crowns | 1.5 billion crowns"},
		{"one cost in two forms", "The flood barrier will cost 1.5 billion crowns.", "The flood barrier will cost 1,500 million crowns.", ""},
		{"rounded", "The flood barrier will cost about $1.5 billion.", "The flood barrier will cost $1.46 billion.", ""},
		{"bounded", "A petition against the flood barrier has at least 10 signatures.", "A petition against the flood barrier has 12 signatures.", ""},
		{"percent and count", "A petition against the flood barrier was signed by 12 percent.", "A petition against the flood barrier was signed by 40 residents.", ""},
		{"ages", "Mayor Ada Holm, 45, opened the flood barrier.", "Mayor Ilmar Kask, 54, opened the flood barrier.", ""},
		{"others counted", "The flood barrier floods 12 farms near the town.", "The flood barrier floods three other farms near the town.", ""},
		{"opposites", "Imports over the flood barrier rose 12 percent.", "Exports over the flood barrier rose 8 percent.", ""},
		{"both told", "The flood barrier will cost $1.5 billion.", "The flood barrier will cost $1.8 billion, but the flood barrier was to cost $1.5 billion.", ""},
	} {
		lib := library(t, published("a", "Courier", "2024-03-05", row.a), published("b", "Herald", "2024-03-05", row.b),
			published("fair", "Post", "2024-03-01", "The book fair drew a record crowd to the market square on Sunday."))
		var got []string
		for _, d := range compared(t, lib, "flood barrier").Differ {
			var values []string
			for _, v := range d.Values {
				values = append(values, v.Value)
			}
			got = append(got, d.What+" = "+strings.Join(values, " | "))
		}
		if diff := cmp.Diff(row.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", row.name, diff)
		}
	}
}

// An article does not contradict itself, but whom it quotes may.
func TestDifferWithinAnArticle(t *testing.T) {
	own := "President Ada Holm had a 90 minute phone call with president Ilmar Kask. "
	for name, row := range map[string]struct{ body, want string }{
		"quoted":        {own + "“My phone call with president Ilmar Kask took two hours,” Ada Holm said.", "duration: phone call = 90 minute | two hours"},
		"its own words": {own + "A second phone call of presidents Ada Holm and Ilmar Kask took two hours.", ""},
	} {
		if diff := cmp.Diff(row.want, differing(t, published("a", "Courier", "2024-03-05", row.body))); diff != "" {
			t.Errorf("%s (-want +got)\n%s", name, diff)
		}
	}
}

func TestCompareAbstains(t *testing.T) {
	c := compared(t, bridges(t), "volcano eruption in Iceland")
	if len(c.Outlets) > 0 || c.Outlets == nil || c.Common == nil || c.Only == nil || c.Differ == nil || c.Quoted == nil || c.Nearest == nil {
		t.Errorf("%+v, want no outlets, and empty lists rather than none", c)
	}
}
