package answers

import (
	"log/slog"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/retrieval"
)

// told is an event as tests write it down.
type told struct{ Date, Until, Basis, Words, Text string }

func timeline(t *testing.T, lib Library, topic Topic) []told {
	t.Helper()
	a := New(slog.New(slog.DiscardHandler), lib, Config{Excerpts: 3})
	line, err := a.Timeline(t.Context(), topic)
	if err != nil {
		t.Fatal(err)
	}
	out := []told{}
	for _, e := range line.Events {
		out = append(out, told{e.Date, e.Until, string(e.Basis), e.Words, e.Excerpt.Text})
	}
	return out
}

func published(id, outlet, day, body string) retrieval.Article {
	a := article(id, outlet, body)
	a.Published = day
	return a
}

func TestTimeline(t *testing.T) {
	lib := library(t,
		published("closed", "Courier", "2024-03-06", "The harbour bridge was closed on Monday after an inspector found cracks. Work on the harbour bridge will begin next Thursday."),
		published("repairs", "Herald", "2024-03-20", "Repairs of the harbour bridge cost more than the council had planned.\n\nThe harbour bridge was built in May 1931 and last painted on 2 April 1998."),
		published("fair", "Herald", "2024-03-06", "The book fair drew a record crowd on Sunday."),
	)
	want := []told{
		{"1931-05-01", "1931-05-31", "text", "May 1931", ""},
		{"1998-04-02", "", "text", "2 April 1998", "The harbour bridge was built in May 1931 and last painted on 2 April 1998."},
		{"2024-03-04", "", "text", "Monday", "The harbour bridge was closed on Monday after an inspector found cracks."},
		{"2024-03-07", "", "text", "Thursday", "Work on the harbour bridge will begin next Thursday."},
		{"2024-03-20", "", "published", "", "Repairs of the harbour bridge cost more than the council had planned."},
	}
	// Of a sentence that tells a day and a month, only the day counts.
	if diff := cmp.Diff(want[1:], timeline(t, lib, Topic{Text: "harbour bridge"})); diff != "" {
		t.Errorf("timeline (-want +got)\n%s", diff)
	}
	if diff := cmp.Diff(want[4:], timeline(t, lib, Topic{Text: "harbour bridge repairs", Filter: retrieval.Filter{Outlets: []string{"Herald"}}, Limit: 1})); diff != "" {
		t.Errorf("timeline of one outlet (-want +got)\n%s", diff)
	}
}

// "Today" in a text that is quoted is not the day on which the article that
// quotes it appeared; a copy of a text is dated by the earlier article.
func TestTimelineOfBorrowedText(t *testing.T) {
	const statement = "The two presidents today affirmed their support for the harbour treaty and for all that it contains."
	lib := library(t,
		published("late", "Herald", "2024-03-16", "The statement reads:\n\n"+statement),
		published("early", "Courier", "2024-03-11", statement),
	)
	want := []told{{"2024-03-11", "", "text", "today", statement}}
	if diff := cmp.Diff(want, timeline(t, lib, Topic{Text: "harbour treaty"})); diff != "" {
		t.Errorf("timeline (-want +got)\n%s", diff)
	}
}

// A sentence stands on one day, however many it tells, and what a page that is
// written on counts from its appearance is told as published.
func TestTimelineOfUnclearDays(t *testing.T) {
	live := published("live", "Courier", "2024-03-11", "The harbour treaty was debated on Tuesday by fishermen of every village around the bay.")
	live.Title = "Harbour treaty: live updates"
	lib := library(t,
		published("two", "Herald", "2024-03-16", "The harbour treaty was signed on 3 March and took effect on 5 March in both towns."),
		live,
	)
	want := []told{
		{"2024-03-03", "", "text", "3 March", "The harbour treaty was signed on 3 March and took effect on 5 March in both towns."},
		{"2024-03-11", "", "published", "", "The harbour treaty was debated on Tuesday by fishermen of every village around the bay."},
	}
	if diff := cmp.Diff(want, timeline(t, lib, Topic{Text: "harbour treaty"})); diff != "" {
		t.Errorf("timeline (-want +got)\n%s", diff)
	}
}

// In a page of entries "Tuesday" counts from the day of its entry.
func TestTimelineOfEntries(t *testing.T) {
	live := published("live", "Courier", "2024-03-01", "All talks on the harbour treaty so far.\n\nDate: Tuesday, March 12\n\n"+
		"The harbour treaty was debated on Sunday by fishermen of every village around the bay.\n\nDate: March 5\n\n"+
		"Fishermen burned a copy of the harbour treaty on Sunday before the doors of the town hall.")
	live.Title = "Harbour treaty tracker"
	want := []told{
		{"2024-03-01", "", "published", "", "All talks on the harbour treaty so far."},
		{"2024-03-03", "", "text", "Sunday", "Fishermen burned a copy of the harbour treaty on Sunday before the doors of the town hall."},
		{"2024-03-10", "", "text", "Sunday", "The harbour treaty was debated on Sunday by fishermen of every village around the bay."},
	}
	if diff := cmp.Diff(want, timeline(t, library(t, live), Topic{Text: "harbour treaty"})); diff != "" {
		t.Errorf("timeline (-want +got)\n%s", diff)
	}
}

func TestTimelineAbstains(t *testing.T) {
	lib := library(t, published("closed", "Courier", "2024-03-06", bridge))
	a := New(slog.New(slog.DiscardHandler), lib, Config{Threshold: DefaultThreshold})
	line, err := a.Timeline(t.Context(), Topic{Text: "volcano eruption in Iceland"})
	if err != nil {
		t.Fatal(err)
	}
	if line.Events == nil || line.Nearest == nil || len(line.Events) > 0 {
		t.Errorf("%+v, want no events, and empty lists rather than none", line)
	}
	if _, err := a.Timeline(t.Context(), Topic{Text: " "}); err == nil {
		t.Error("an empty topic is taken")
	}
}
