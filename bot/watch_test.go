package bot

import (
	"strings"
	"testing"
	"time"

	"dateline/bot/discordtest"
	"dateline/retrieval"
)

func TestWatch(t *testing.T) {
	h := newHouse(t)
	r := moderated(t, h, nil)
	lib := h.put(t, wreck())
	watching := discordtest.Command{Name: "watch add", Options: map[string]any{"question": "How many divers found the wreck of the Lumora?"}}
	if m := r.Use(watching).Answer(); !m.Private || !strings.Contains(m.Text(), "as number 1") {
		t.Fatalf("watch add: %s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "watch list"}).Answer(); !strings.Contains(m.Text(), "How many divers") {
		t.Errorf("watch list: %s", m.Text())
	}
	if m := r.Use(discordtest.Command{Name: "watch list", Member: discordtest.Member{Permissions: "0"}}).Answer(); strings.Contains(m.Text(), "How many divers") {
		t.Errorf("a member who does not moderate sees the list: %s", m.Text())
	}

	asked := func() { // which nothing in Discord tells of
		t.Helper()
		for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
			if due, err := h.records.DueWatches(t.Context()); err == nil && len(due) == 0 {
				return
			}
		}
		t.Fatal("the question is not asked")
	}
	posted := func() []discordtest.Message { return r.Messages(discordtest.Channel) }
	before := len(posted())
	reprint := wreck()
	reprint.ID, reprint.Outlet = "reprint", "Mirror"
	h.put(t, reprint)
	asked()
	if got := posted(); len(got) != before {
		t.Fatalf("a copy is told: %+v", got)
	}

	h.put(t, retrieval.Article{Meta: retrieval.Meta{ID: "later", Title: "One more", Outlet: "Herald", Published: "2024-05-09"},
		Body: "It was three divers who found the wreck of the Lumora, the coast guard said on Thursday: one of them had stayed in the boat."})
	r.Wait("the new evidence is told", func() bool { return len(posted()) > before })
	news := posted()[len(posted())-1]
	for _, want := range []string{"**New on question 1:**", "three divers who found the wreck", "Herald"} {
		if !strings.Contains(strings.ReplaceAll(news.Text(), "**", ""), strings.ReplaceAll(want, "**", "")) {
			t.Errorf("it lacks %q:\n%s", want, news.Text())
		}
	}
	asked()

	remove := discordtest.Command{Name: "watch remove", Options: map[string]any{"number": 1}}
	if m := r.Use(remove).Answer(); !strings.Contains(m.Text(), "is ended") {
		t.Errorf("watch remove: %s", m.Text())
	}
	if m := r.Use(remove).Answer(); !strings.Contains(m.Text(), "There is no standing question 1") {
		t.Errorf("watch remove again: %s", m.Text())
	}
	if kept, err := h.records.Watches(t.Context(), lib.Name(), discordtest.Guild); err != nil || len(kept) > 0 {
		t.Errorf("kept: %+v, %v", kept, err)
	}
}
