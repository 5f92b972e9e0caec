package record_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"dateline/bot/record"
	"dateline/retrieval"
)

var moderator = retrieval.Actor{Kind: retrieval.ByDiscord, ID: "42", Name: strange}

// posted is where a feed is posted, by rules of which no field is empty.
func posted(feed, channel string) record.Post {
	return record.Post{
		Library: "g", Guild: "g", Feed: feed, Channel: channel, Added: noon,
		Rule: record.Rule{Role: "7", Publish: true, Only: []string{strange}, Without: []string{"b"}, Template: strange, Hourly: 3, Fresh: true},
	}
}

// logged are what somebody did by the log, without the articles, oldest first.
func logged(t *testing.T, s kept, key int64) []string {
	t.Helper()
	var out []string
	for _, a := range got[[]retrieval.Act](t)(s.file.Acts(t.Context(), key, retrieval.LogQuery{Limit: 100})) {
		if a.By.Kind == retrieval.ByDiscord {
			out = append(out, string(a.What)+" "+a.Detail)
		}
	}
	slices.Reverse(out)
	return out
}

// arrive loads articles of a feed, and returns the library's last change.
func arrive(t *testing.T, s kept, key int64, feed string, ids ...string) (seq int64) {
	t.Helper()
	act := retrieval.Act{ID: "poll " + ids[0], By: retrieval.Actor{Kind: retrieval.ByFeed, ID: feed}, What: retrieval.DeedLoad}
	return got[int64](t)(s.file.Change(t.Context(), key, act, func(tx retrieval.StoreTx) error {
		for _, id := range ids {
			a := retrieval.Article{Meta: retrieval.Meta{ID: id, Revision: 1}, Body: id}
			if _, err := tx.Put(retrieval.Entry{}, a, nil, retrieval.HashText(id)); err != nil {
				return err
			}
		}
		return nil
	}))
}

func postsAreKept(t *testing.T, s kept) {
	ctx := t.Context()
	key := library(t, s, "g").Key
	one, two := posted("https://a.example/"+strange, "1"), posted("https://a.example/"+strange, "2")
	must(t, s.SetPost(ctx, moderator, one))
	must(t, s.SetPost(ctx, moderator, two))
	one.Hourly = 9
	must(t, s.SetPost(ctx, moderator, one)) // again, by other rules
	all := got[[]record.Post](t)(s.Posts(ctx, "g", "g"))
	if len(all) != 2 {
		t.Fatalf("there are %d posts", len(all))
	}
	one.Num, two.Num = all[0].Num, all[1].Num
	same(t, "posts", []record.Post{one, two}, all)
	same(t, "the first", one, got[record.Post](t)(s.Post(ctx, one.Num)))
	same(t, "of another server", []record.Post{}, got[[]record.Post](t)(s.Posts(ctx, "g", "h")))
	if _, err := s.Post(ctx, two.Num+9); !errors.Is(err, record.ErrNone) {
		t.Errorf("no post: %v", err)
	}
	for feed, want := range map[string]int{one.Feed: 2, "none": 0} {
		if n := got[int](t)(s.PausePosts(ctx, moderator, "g", "g", feed, true)); n != want {
			t.Errorf("%d are paused, want %d", n, want)
		}
	}
	one.Paused, two.Paused = true, true
	same(t, "paused", []record.Post{one, two}, got[[]record.Post](t)(s.Posts(ctx, "g", "g")))
	one.Seq = arrive(t, s, key, one.Feed, "a")
	if n := got[int](t)(s.PausePosts(ctx, moderator, "g", "g", one.Feed, false)); n != 2 {
		t.Errorf("%d go on", n)
	}
	one.Paused = false
	same(t, "it goes on with what comes from now on", one, got[record.Post](t)(s.Post(ctx, one.Num)))
	for channel, want := range map[string]int{"1": 1, "3": 0} {
		if n := got[int](t)(s.RemovePosts(ctx, moderator, "g", "g", one.Feed, channel)); n != want {
			t.Errorf("%d are ended in channel %s, want %d", n, channel, want)
		}
	}
	if n := got[int](t)(s.RemovePosts(ctx, moderator, "g", "g", one.Feed, "")); n != 1 {
		t.Errorf("%d are ended in all channels", n)
	}
	must(t, s.Note(ctx, "g", moderator, record.DeedSubscribe, strange))
	must(t, s.Note(ctx, "none", moderator, record.DeedSubscribe, strange))
	did := func(deed retrieval.Deed) string { return string(deed) + " " + one.Feed }
	same(t, "the log", []string{
		did(record.DeedPost), did(record.DeedPost), did(record.DeedPost), did(record.DeedPause), did(record.DeedResume),
		did(record.DeedUnpost), did(record.DeedUnpost), string(record.DeedSubscribe) + " " + strange,
	}, logged(t, s, key))
}

func articlesArePosted(t *testing.T, s kept) {
	ctx := t.Context()
	key := library(t, s, "g").Key
	must(t, s.SetPost(ctx, moderator, posted("f", "1")))
	p := got[[]record.Post](t)(s.Posts(ctx, "g", "g"))[0]
	same(t, "due", []record.Post{}, got[[]record.Post](t)(s.DuePosts(ctx)))
	seq := arrive(t, s, key, "f", "b", "a", "c")
	arrive(t, s, key, "other", "d")
	last := arrive(t, s, key, "f", "e")
	same(t, "due", []record.Post{p}, got[[]record.Post](t)(s.DuePosts(ctx)))
	ids := func(upTo int64) []string {
		t.Helper()
		out := []string{}
		for _, a := range got[[]record.Arrival](t)(s.Arrivals(ctx, p, upTo)) {
			if a.At.IsZero() {
				t.Errorf("%s came at no time", a.Article)
			}
			out = append(out, a.Article)
		}
		return out
	}
	same(t, "came", []string{"b", "a", "c"}, ids(seq))
	same(t, "came till now", []string{"b", "a", "c", "e"}, ids(last))
	first := record.Posted{Post: p.Num, Article: "a", Channel: "1", Message: "m1", At: noon}
	must(t, s.KeepPosted(ctx,
		first,
		record.Posted{Post: p.Num, Article: "b", At: noon}, // passed over
		record.Posted{Post: p.Num, Article: "c", Channel: "1", Message: "m2", At: noon.Add(time.Hour)},
		record.Posted{Post: p.Num, Article: "x", Channel: "1", Message: "m2", At: noon.Add(time.Hour)},
		record.Posted{Post: p.Num, Article: "a", Channel: "1", Message: "m3", At: noon}, // it was posted
		record.Posted{Post: p.Num + 9, Article: "y", Channel: "1", Message: "m4", At: noon},
	))
	same(t, "left", []string{"e"}, ids(last))
	if n := got[int](t)(s.CountPosted(ctx, p.Num, noon.Add(-time.Second))); n != 2 {
		t.Errorf("%d messages were posted, want 2", n)
	}
	if n := got[int](t)(s.CountPosted(ctx, p.Num, noon)); n != 1 {
		t.Errorf("%d messages were posted since noon, want 1", n)
	}
	same(t, "the first one posted", first, got[record.Posted](t)(s.PostedIn(ctx, "g", "1", []string{"c", "b", "a", strange})))
	for _, none := range [][]string{nil, {"b"}, {"z", "y"}} {
		if _, err := s.PostedIn(ctx, "g", "1", none); !errors.Is(err, record.ErrNone) {
			t.Errorf("of %v was posted: %v", none, err)
		}
	}
	if _, err := s.PostedIn(ctx, "g", "2", []string{"a"}); !errors.Is(err, record.ErrNone) {
		t.Errorf("posted elsewhere: %v", err)
	}
	must(t, s.PostedAll(ctx, p.Num, last, noon))
	must(t, s.PostedAll(ctx, p.Num, seq, noon.AddDate(0, 0, 15))) // it never goes back
	if now := got[record.Post](t)(s.Post(ctx, p.Num)); now.Seq != last {
		t.Errorf("all is posted up to %d, want %d", now.Seq, last)
	}
	if _, err := s.PostedIn(ctx, "g", "1", []string{"a", "c"}); !errors.Is(err, record.ErrNone) {
		t.Errorf("long after: %v", err)
	}
	must(t, s.EndPost(ctx, p.Num))
	if _, err := s.Post(ctx, p.Num); !errors.Is(err, record.ErrNone) {
		t.Errorf("after its end: %v", err)
	}
}

func digestsAreKept(t *testing.T, s kept) {
	ctx := t.Context()
	key := library(t, s, "g").Key
	seq := arrive(t, s, key, "f", "a")
	add := func(guild string) record.Digest {
		d := record.Digest{Library: "g", Guild: guild, Channel: "1", Plan: record.Plan{Every: record.Daily, At: 61, Topic: strange, Outlets: []string{strange}}, Last: noon}
		return got[record.Digest](t)(s.AddDigest(ctx, moderator, d))
	}
	one, two, left := add("g"), add("g"), add("left")
	if one.Seq != seq || two.Num <= one.Num {
		t.Errorf("set up as %+v and %+v", one, two)
	}
	if _, err := s.AddDigest(ctx, moderator, record.Digest{Library: "none"}); err == nil {
		t.Error("a digest of no library is kept")
	}
	same(t, "digests", []record.Digest{one, two}, got[[]record.Digest](t)(s.Digests(ctx, "g", "g")))
	j := journal(s)
	j.Arrive("left", nil)
	same(t, "all", []record.Digest{one, two, left}, got[[]record.Digest](t)(s.AllDigests(ctx)))
	j.Depart("left", noon)
	must(t, j.Flush(ctx))
	two.Last, two.Seq = noon.Add(time.Hour), seq+3
	must(t, s.Digested(ctx, two.Num, two.Last, two.Seq))
	same(t, "all but those of servers that it left", []record.Digest{one, two}, got[[]record.Digest](t)(s.AllDigests(ctx)))
	if err := s.RemoveDigest(ctx, moderator, "g", "h", one.Num); !errors.Is(err, record.ErrNone) {
		t.Errorf("ended from elsewhere: %v", err)
	}
	must(t, s.RemoveDigest(ctx, moderator, "g", "g", one.Num))
	must(t, s.EndDigest(ctx, two.Num))
	same(t, "digests", []record.Digest{}, got[[]record.Digest](t)(s.Digests(ctx, "g", "g")))
	if did := logged(t, s, key); len(did) != 4 || did[3] != "undigest 1" {
		t.Errorf("the log: %v", did)
	}
}

func moderatorsAreTold(t *testing.T, s kept) {
	ctx := t.Context()
	library(t, s, "g")
	f := retrieval.Feed{Library: "g", URL: "https://a.example/f", Title: strange, Added: noon}
	_, err := s.file.AddFeed(ctx, f)
	must(t, err)
	same(t, "nothing", []record.Alert{}, got[[]record.Alert](t)(s.Alerts(ctx, "g", "g")))
	f.Failures, f.FailingSince, f.Next, f.Failure = 3, noon, noon.Add(time.Hour), strange
	must(t, s.file.SaveFeed(ctx, f))
	fails := got[[]record.Alert](t)(s.Alerts(ctx, "g", "g"))
	if len(fails) != 1 {
		t.Fatalf("it fails: %+v", fails)
	}
	feed := fails[0].Feed
	same(t, "it fails", record.Alert{Feed: feed, URL: f.URL, Title: strange, Failing: true, Since: noon, Next: f.Next, Failure: strange}, fails[0])
	must(t, s.Alert(ctx, "g", fails[0]))
	must(t, s.Alert(ctx, "g", fails[0]))
	must(t, s.Alert(ctx, "g", record.Alert{Feed: feed + 9, Failing: true})) // which is gone
	same(t, "told", []record.Alert{}, got[[]record.Alert](t)(s.Alerts(ctx, "g", "g")))
	same(t, "another server is not", fails, got[[]record.Alert](t)(s.Alerts(ctx, "g", "h")))
	f.Failures, f.FailingSince, f.Failure = 0, time.Time{}, ""
	must(t, s.file.SaveFeed(ctx, f))
	well := got[[]record.Alert](t)(s.Alerts(ctx, "g", "g"))
	same(t, "it is well", []record.Alert{{Feed: feed, URL: f.URL, Title: strange, Since: noon, Next: f.Next}}, well)
	must(t, s.Alert(ctx, "g", well[0]))
	same(t, "told again", []record.Alert{}, got[[]record.Alert](t)(s.Alerts(ctx, "g", "g")))

	for guild, channel := range map[string]string{"10": "1", "9": strange, "8": "", "7": "1"} {
		_, err := s.ChangeSettings(ctx, guild, func(set *record.Settings) error { set.Alerts = channel; return nil })
		must(t, err)
	}
	_, err = s.ChangeSettings(ctx, "6", func(set *record.Settings) error { set.Language = `"alerts"`; return nil })
	must(t, err)
	j := journal(s)
	j.Depart("7", noon)
	must(t, j.Flush(ctx))
	same(t, "with a channel", []string{"10", "9"}, got[[]string](t)(s.Alerted(ctx)))
}

func reasonsAreGiven(t *testing.T, s kept) {
	ctx := t.Context()
	for i, id := range []string{"1", "2"} {
		q := asked(id)
		q.Asked, q.Understood = noon.Add(time.Duration(i)*time.Hour), "q"+id
		must(t, s.AddQuestion(ctx, q))
		must(t, s.Rate(ctx, id, "v", false))
	}
	if err := s.GiveReason(ctx, "1", "u", record.OffTopic); err == nil {
		t.Error("a reason of who has said nothing is kept")
	}
	must(t, s.GiveReason(ctx, "1", "v", record.OffTopic))
	must(t, s.GiveReason(ctx, "1", "v", record.Outdated)) // thought better of it
	must(t, s.GiveReason(ctx, "2", "v", record.Incomplete))
	all := []record.Reason{{Question: "q2", Reason: record.Incomplete}, {Question: "q1", Reason: record.Outdated}}
	same(t, "reasons", all, got[[]record.Reason](t)(s.GivenReasons(ctx, "g", 9)))
	same(t, "the newest", all[:1], got[[]record.Reason](t)(s.GivenReasons(ctx, "g", 1)))
	same(t, "of another server", []record.Reason{}, got[[]record.Reason](t)(s.GivenReasons(ctx, "h", 9)))
	same(t, "of the member", []record.Reason{{Question: "1", Reason: record.Outdated}, {Question: "2", Reason: record.Incomplete}}, got[record.Kept](t)(s.Kept(ctx, "v")).Reasons)
	must(t, s.Rate(ctx, "2", "v", true)) // who finds it helpful by now
	same(t, "reasons", all[1:], got[[]record.Reason](t)(s.GivenReasons(ctx, "g", 9)))
}
