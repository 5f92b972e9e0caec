package bot

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/bot/record"
)

// reader is a member who may see channels and write in them, and no more.
var reader = discordtest.Member{User: "4400000000000000077", Permissions: "3072"}

func watchBy(m discordtest.Member, question, tell string) discordtest.Command {
	c := watchAdd(question)
	c.Member = m
	if tell != "" {
		c.Options["tell"] = tell
	}
	return c
}

// TestWatchOfMember tells a member in a direct message what is new, until they
// press the button there.
func TestWatchOfMember(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, wreck())
	if m := r.Use(watchBy(reader, divers, "")).Answer(); !m.Private || !strings.Contains(m.Text(), "direct message") {
		t.Fatalf("watch add: %s", m.Text())
	}
	list := func(m discordtest.Member) string {
		return r.Use(discordtest.Command{Member: m, Name: "watch list"}).Answer().Text()
	}
	if text := list(reader); !strings.Contains(text, "by direct message How many divers") {
		t.Errorf("listed to the member:\n%s", text)
	}
	if text := list(discordtest.Member{}); strings.Contains(text, "divers") {
		t.Errorf("listed to a moderator:\n%s", text)
	}
	log := r.Use(discordtest.Command{Name: "library log"}).Answer().Text()
	if !strings.Contains(log, "<@"+reader.User+"> · **began a standing question**") || strings.Contains(log, "divers") {
		t.Errorf("the log:\n%s", log)
	}
	h.put(t, oneMore())
	h.allAsked(t)
	got := r.Messages(reader.User)
	if len(got) != 1 || !strings.Contains(plain(got[0]), "three divers") || len(r.Messages(discordtest.Channel)) > 0 {
		t.Fatalf("told %+v", got)
	}
	byOther := discordtest.Member{User: "4400000000000000078", Direct: true}
	if m := r.Press(byOther, got[0], "Stop telling me").Answer(); m.Content != english.Say("watch_not_yours") {
		t.Errorf("pressed by another member: %s", m.Content)
	}
	byMember := discordtest.Member{User: reader.User, Direct: true}
	for range 2 {
		if m := r.Press(byMember, got[0], "Stop telling me").Answer(); m.Content != english.Say("watch_removed", "Number", 1) {
			t.Errorf("pressed: %s", m.Content)
		}
	}
	h.put(t, aMuseum())
	h.allAsked(t)
	if got := r.Messages(reader.User); len(got) != 1 {
		t.Errorf("told after the end: %+v", got)
	}
}

// TestWatchByMention mentions the member, and nobody else, in the channel, while
// they may write there themselves.
func TestWatchByMention(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	r.AllowPing(reader.User)
	h.put(t, wreck())
	r.Use(watchBy(reader, divers, "mention")).Answer()
	r.Silence(reader.User, true)
	h.put(t, oneMore())
	awaitIn(t, func() bool {
		listed := r.Use(discordtest.Command{Member: reader, Name: "watch list"}).Answer().Text()
		return strings.Contains(listed, "⚠")
	})
	if got := r.Messages(discordtest.Channel); len(got) > 0 {
		t.Fatalf("told where the member may not write: %+v", got)
	}
	r.Silence(reader.User, false)
	h.allAsked(t)
	got := r.Messages(discordtest.Channel)
	if len(got) != 1 || !cmp.Equal(got[0].Users, []string{reader.User}) || !strings.Contains(plain(got[0]), "three divers") {
		t.Fatalf("told %+v", got)
	}
	if m := r.Press(reader, got[0], "Stop telling me").Answer(); m.Content != english.Say("watch_removed", "Number", 1) || !m.Private {
		t.Errorf("pressed: %s", m.Text())
	}
}

// TestWatchOfMemberEnds ends a member's questions when they leave the server or
// have their data deleted, and has them wait while they take no messages.
func TestWatchOfMemberEnds(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	lib := h.put(t, wreck())
	left := discordtest.Member{User: "4400000000000000079", Permissions: "3072"}
	for _, m := range []discordtest.Member{reader, left} {
		r.Use(watchBy(m, divers, "direct")).Answer()
	}
	r.Leave(left.User)
	r.Fault(discordtest.RouteDirect, discordtest.Fault{Status: http.StatusForbidden, Body: `{"code": 50007, "message": "Cannot send messages to this user"}`})
	kept := func() int {
		all, err := h.records.Watches(t.Context(), lib.Name(), discordtest.Guild)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	h.put(t, oneMore())
	awaitIn(t, func() bool { return kept() == 1 })
	h.allAsked(t)
	if got := r.Messages(left.User); len(got) > 0 || len(r.Messages(reader.User)) != 1 {
		t.Errorf("told %+v and %+v", got, r.Messages(reader.User))
	}
	if _, err := h.records.ForgetUser(t.Context(), reader.User); err != nil || kept() != 0 {
		t.Errorf("%d are kept after all was deleted, %v", kept(), err)
	}
}

// TestWatchOfMemberRefused adds what a member may not have.
func TestWatchOfMemberRefused(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	h.put(t, wreck())
	silent := reader
	silent.Permissions = "1024"
	for _, test := range []struct {
		by         discordtest.Member
		tell, want string
	}{
		{reader, "channel", english.Say("moderators_only")},
		{silent, "mention", english.Say("channel_not_yours", "Channel", discordtest.Channel)},
		{reader, "pigeon", english.Say("unknown")},
	} {
		if m := r.Use(watchBy(test.by, divers, test.tell)).Answer(); m.Content != test.want || !m.Private {
			t.Errorf("%s: %s", test.tell, m.Text())
		}
	}
	for i := range maxOwnWatches {
		r.Use(watchBy(reader, fmt.Sprintf("Who found wreck %d?", i), "")).Answer()
	}
	other := reader
	other.User = "4400000000000000078"
	for question, want := range map[string]string{
		"Who found wreck 1?":  english.Say("watch_known", "Number", 2),
		"Who found wreck 99?": english.Say("watch_own_full", "Count", maxOwnWatches),
	} {
		if m := r.Use(watchBy(reader, question, "")).Answer(); m.Content != want {
			t.Errorf("%s: %s", question, m.Content)
		}
	}
	if m := r.Use(watchBy(other, "Who found wreck 1?", "")).Answer(); !strings.Contains(m.Content, "as number 6") {
		t.Errorf("another member: %s", m.Content)
	}
	remove := discordtest.Command{Member: other, Name: "watch remove", Options: map[string]any{"number": 1}}
	if m := r.Use(remove).Answer(); m.Content != english.Say("watch_unknown", "Number", 1) {
		t.Errorf("another's is removed: %s", m.Content)
	}
}

// TestWatchOfMemberGone ends the questions of a member whose account is no more;
// what went wrong otherwise is tried again.
func TestWatchOfMemberGone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	lib := h.put(t, wreck())
	r.Use(watchBy(reader, divers, "direct")).Answer()
	r.Fault(discordtest.RouteMember, discordtest.Fault{Status: http.StatusBadRequest, Body: `{"code": 50035, "message": "Invalid Form Body"}`})
	r.Fault(discordtest.RouteMember, discordtest.Fault{Status: http.StatusNotFound, Body: `{"code": 10013, "message": "Unknown User"}`})
	h.put(t, oneMore())
	awaitIn(t, func() bool {
		kept, err := h.records.Watches(t.Context(), lib.Name(), discordtest.Guild)
		return err == nil && len(kept) == 0
	})
	if got := r.Messages(reader.User); len(got) > 0 {
		t.Errorf("told %+v", got)
	}
}

// TestWatchNotes says why news on a standing question was not told.
func TestWatchNotes(t *testing.T) {
	t.Parallel()
	closed, muted := english.Say("watch_closed"), english.Say("watch_muted", "Command", "/settings channel")
	for _, test := range []struct {
		tells []record.Tell
		want  string
	}{
		{[]record.Tell{record.Directly}, closed},
		{[]record.Tell{record.ByMention, record.InChannel}, muted},
		{[]record.Tell{record.Directly, record.InChannel, record.Directly}, closed + "\n" + muted},
	} {
		var kept []record.Watch
		for _, tell := range test.tells {
			kept = append(kept, record.Watch{Tell: tell})
		}
		m := renderWatches(english, kept, func(int64) bool { return true })
		if got := m.Embeds[0].Footer.Text; got != test.want {
			t.Errorf("%q: %s", test.tells, got)
		}
	}
}
