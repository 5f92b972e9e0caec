package record_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/answers"
	"dateline/bot/record"
	"dateline/retrieval"
)

// contract is what records are kept to, whatever the store's database, by the
// methods that each part is about.
var contract = []struct {
	methods string
	test    func(t *testing.T, s kept)
}{
	{"Settings ChangeSettings", settingsAreChangedOneByOne},
	{"Journal.Arrive Journal.Depart Journal.Flush Guilds Departed ForgetGuild", serversComeAndGo},
	{"Journal.Miss", serversAreMissedByShard},
	{"Journal.AddQuestion Journal.Share AddQuestion Question", questionsAreKept},
	{"Rate Gaps", answersAreRated},
	{"Purge AskedIn", questionsArePurged},
	{"Kept ForgetUser", membersAreForgotten},
	{"AddWatch Watch Watches DueWatches Watched RemoveWatch", watchesAreKept},
	{"KeepReceipt Receipt", receiptsAreKept},
	{"Journal.Run Journal.Waiting", journalsRun},
	{"SetPost Post Posts PausePosts RemovePosts Note", postsAreKept},
	{"DuePosts Arrivals KeepPosted CountPosted PostedIn PostedAll EndPost", articlesArePosted},
	{"AddDigest Digests AllDigests Digested RemoveDigest EndDigest", digestsAreKept},
	{"Alert Alerts Alerted", moderatorsAreTold},
	{"GiveReason GivenReasons", reasonsAreGiven},
}

func TestContract(t *testing.T) {
	for _, p := range contract {
		t.Run(strings.ReplaceAll(p.methods, " ", "+"), func(t *testing.T) { p.test(t, open(t, t.TempDir())) })
	}
}

// The contract is about every method that others can call.
func TestContractIsWhole(t *testing.T) {
	promised := make(map[string]bool)
	for _, p := range contract {
		for method := range strings.FieldsSeq(p.methods) {
			promised[method] = true
		}
	}
	for prefix, of := range map[string]reflect.Type{"": reflect.TypeFor[*record.Store](), "Journal.": reflect.TypeFor[*record.Journal]()} {
		for i := range of.NumMethod() {
			if name := prefix + of.Method(i).Name; !promised[name] {
				t.Errorf("no part of the contract is about %s", name)
			}
		}
	}
}

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// strange is text that a database may stumble over.
const strange = "NUL \x00, a quote ', a backslash \\, ? and ?1 and $1, 漢字, 👩‍👩‍👧."

// got returns what a method gave, without an error.
func got[T any](t *testing.T) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

func same(t *testing.T, what string, want, have any) {
	t.Helper()
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func journal(s kept) *record.Journal {
	return record.NewJournal(slog.New(slog.DiscardHandler), s.Store)
}

func settingsAreChangedOneByOne(t *testing.T, s kept) {
	ctx := t.Context()
	same(t, "of an unknown server", record.Settings{}, got[record.Settings](t)(s.Settings(ctx, "1")))
	boom := errors.New("boom")
	if _, err := s.ChangeSettings(ctx, "1", func(set *record.Settings) error { set.Quota = 1; return boom }); !errors.Is(err, boom) {
		t.Errorf("got %v", err)
	}
	if in := got[[]string](t)(s.Guilds(ctx)); len(in) > 0 {
		t.Errorf("a change that failed leaves %v", in)
	}
	const changes = 12
	errs := make(chan error, changes)
	for range changes {
		go func() {
			_, err := s.ChangeSettings(ctx, "1", func(set *record.Settings) error { set.Quota++; return nil })
			errs <- err
		}()
	}
	for range changes {
		must(t, <-errs)
	}
	set := got[record.Settings](t)(s.ChangeSettings(ctx, "1", func(set *record.Settings) error { set.Language = strange; return nil }))
	want := record.Settings{Quota: changes, Language: strange}
	same(t, "changed", want, set)
	same(t, "kept", want, got[record.Settings](t)(s.Settings(ctx, "1")))
}

func serversComeAndGo(t *testing.T, s kept) {
	ctx := t.Context()
	j := journal(s)
	for _, id := range []string{"10", "9", "8"} {
		j.Arrive(id, func() { t.Errorf("the arrival in %s is lost", id) })
	}
	_, err := s.ChangeSettings(ctx, "10", func(set *record.Settings) error { set.Quota = 7; return nil })
	must(t, err)
	j.Depart("9", noon)
	j.Depart("9", noon.Add(time.Hour)) // it has left already
	j.Depart("none", noon)
	must(t, j.Flush(ctx))
	same(t, "it is in", []string{"10", "8"}, got[[]string](t)(s.Guilds(ctx)))
	same(t, "it has left", []string{"9"}, got[[]string](t)(s.Departed(ctx, noon.Add(time.Minute))))
	same(t, "it has left before", []string{}, got[[]string](t)(s.Departed(ctx, noon)))
	j.Arrive("9", nil)
	j.Arrive("10", nil)
	must(t, j.Flush(ctx))
	same(t, "it is in", []string{"10", "8", "9"}, got[[]string](t)(s.Guilds(ctx)))
	same(t, "settings", record.Settings{Quota: 7}, got[record.Settings](t)(s.Settings(ctx, "10")))

	library(t, s, "10")
	must(t, s.AddQuestion(ctx, record.Question{ID: "1", Guild: "10", Asked: noon}))
	must(t, s.AddQuestion(ctx, record.Question{ID: "2", Guild: "8", Asked: noon}))
	_, err = s.AddWatch(ctx, record.Watch{Library: "10", Guild: "10"})
	must(t, err)
	must(t, s.ForgetGuild(ctx, "10"))
	same(t, "it is in", []string{"8", "9"}, got[[]string](t)(s.Guilds(ctx)))
	same(t, "asked in", []string{"8"}, got[[]string](t)(s.AskedIn(ctx)))
	same(t, "watched", []record.Watch{}, got[[]record.Watch](t)(s.Watches(ctx, "10", "10")))
	same(t, "settings", record.Settings{}, got[record.Settings](t)(s.Settings(ctx, "10")))
}

func serversAreMissedByShard(t *testing.T, s kept) {
	ctx := t.Context()
	j := journal(s)
	id := func(n int) string { return fmt.Sprint(n<<22 | 5) }
	for n := range 6 {
		j.Arrive(id(n), nil)
	}
	j.Arrive("a name", nil)
	j.Arrive(id(2)+"x", nil)
	j.Miss([]string{id(0), id(1)}, 0, 2, noon) // of the even ones it has the first
	j.Miss(nil, 5, 6, noon.Add(time.Hour))
	j.Arrive(id(4), nil)
	must(t, j.Flush(ctx))
	same(t, "it has left", []string{id(2)}, got[[]string](t)(s.Departed(ctx, noon.Add(time.Minute))))
	same(t, "it has left at last", sorted(id(2), id(5)), got[[]string](t)(s.Departed(ctx, noon.Add(2*time.Hour))))
	same(t, "it is in", sorted(id(0), id(1), id(3), id(4), "a name", id(2)+"x"), got[[]string](t)(s.Guilds(ctx)))
}

// sorted are ids as they are listed.
func sorted(ids ...string) []string {
	slices.Sort(ids)
	return ids
}

// asked is a question of which no field is empty.
func asked(id string) record.Question {
	return record.Question{
		ID: id, Guild: "g", Channel: "c", User: "u", Asked: noon, Answered: true, Private: true,
		Inquiry: record.Inquiry{
			Kind: record.Ask, Text: strange, Understood: "who?", Outlets: []string{strange}, Since: "2017-01-01", Until: "2018-01-01", AsOf: "2019-01-01", LoadedBy: "2020-01-01",
		},
		Citations: []record.Citation{{Citation: answers.Citation{Article: "a", Revision: 2, Start: 3, End: 4}, TrimmedEnd: true}},
	}
}

func questionsAreKept(t *testing.T, s kept) {
	ctx := t.Context()
	one, two := asked("1"), asked("2")
	must(t, s.AddQuestion(ctx, one))
	j := journal(s)
	must(t, j.AddQuestion(two))
	must(t, j.AddQuestion(record.Question{ID: "1", Guild: "other"})) // it is kept already
	j.Share("2")
	j.Share("none")
	must(t, j.Flush(ctx))
	two.Private = false
	same(t, "question 1", one, got[record.Question](t)(s.Question(ctx, "1")))
	same(t, "question 2", two, got[record.Question](t)(s.Question(ctx, "2")))
	if _, err := s.Question(ctx, "3"); !errors.Is(err, record.ErrNone) {
		t.Errorf("no question: %v", err)
	}
}

func answersAreRated(t *testing.T, s kept) {
	ctx := t.Context()
	for i, answered := range []bool{true, false, true} {
		q := asked(fmt.Sprint(i))
		q.Answered, q.Asked, q.Understood = answered, noon.Add(time.Duration(i)*time.Minute), fmt.Sprint("q", i)
		must(t, s.AddQuestion(ctx, q))
	}
	must(t, s.Rate(ctx, "0", "v", true))
	must(t, s.Rate(ctx, "0", "v", false)) // thought better of it
	must(t, s.Rate(ctx, "2", "u", true))
	if err := s.Rate(ctx, "none", "u", true); !errors.Is(err, record.ErrNone) {
		t.Errorf("no question: %v", err)
	}
	gaps := []record.Gap{{Text: "q1", Asked: noon.Add(time.Minute)}, {Text: "q0", Asked: noon, Answered: true}}
	same(t, "gaps", gaps, got[[]record.Gap](t)(s.Gaps(ctx, "g", 9)))
	same(t, "the first gap", gaps[:1], got[[]record.Gap](t)(s.Gaps(ctx, "g", 1)))
	same(t, "gaps elsewhere", []record.Gap{}, got[[]record.Gap](t)(s.Gaps(ctx, "h", 9)))
	if own := got[record.Question](t)(s.Question(ctx, "2")).Helpful; own == nil || !*own {
		t.Errorf("who asked said %v", own)
	}
	if others := got[record.Question](t)(s.Question(ctx, "0")).Helpful; others != nil {
		t.Errorf("who asked said %v", *others)
	}
}

func questionsArePurged(t *testing.T, s kept) {
	ctx := t.Context()
	for i, guild := range []string{"g", "g", "", "h"} {
		q := asked(fmt.Sprint(i))
		q.Guild, q.Asked = guild, noon.Add(time.Duration(i)*time.Hour)
		must(t, s.AddQuestion(ctx, q))
	}
	must(t, s.Rate(ctx, "0", "u", true))
	same(t, "asked in", []string{"", "g", "h"}, got[[]string](t)(s.AskedIn(ctx)))
	if n := got[int](t)(s.Purge(ctx, "g", noon.Add(time.Hour))); n != 1 {
		t.Errorf("%d are deleted, want 1", n)
	}
	if n := got[int](t)(s.Purge(ctx, "", noon.Add(9*time.Hour))); n != 1 {
		t.Errorf("%d are deleted, want 1", n)
	}
	same(t, "asked in", []string{"g", "h"}, got[[]string](t)(s.AskedIn(ctx)))
}

func membersAreForgotten(t *testing.T, s kept) {
	ctx := t.Context()
	library(t, s, "g")
	for id, user := range map[string]string{"1": "42", "2": "421", "3": "42"} {
		q := asked(id)
		q.User = user
		must(t, s.AddQuestion(ctx, q))
		must(t, s.Rate(ctx, id, "42", true))
	}
	by := retrieval.Actor{Kind: retrieval.ByDiscord, ID: "42", Name: "Ada (A)"}
	for _, url := range []string{"1", "2", "3"} {
		_, err := s.file.AddFeed(ctx, retrieval.Feed{Library: "g", URL: url, Added: noon, AddedBy: []string{by.String(), "discord 42", "discord 421 (Ada)"}[url[0]-'1']})
		must(t, err)
	}
	w := got[record.Watch](t)(s.AddWatch(ctx, record.Watch{Library: "g", Guild: "g", User: "42", Added: noon}))
	own := got[record.Watch](t)(s.AddWatch(ctx, record.Watch{Library: "g", Guild: "g", User: "42", Added: noon, Tell: record.Directly}))
	must(t, s.GiveReason(ctx, "2", "42", record.OffTopic))
	_, err := s.file.Change(ctx, library(t, s, "g").Key, retrieval.Act{ID: "load", By: by, What: retrieval.DeedLoad}, func(tx retrieval.StoreTx) error {
		return tx.SetAlias("a", retrieval.Alias{Alias: "A", Outlet: "B"})
	})
	must(t, err)

	about := got[record.Kept](t)(s.Kept(ctx, "42"))
	if len(about.Questions) != 2 || about.Questions[0].ID != "1" || len(about.Acts) != 1 || about.Acts[0].Name != "Ada (A)" {
		t.Errorf("kept: %+v", about)
	}
	same(t, "ratings", []record.Rating{{Question: "2", Helpful: true}}, about.Ratings)
	same(t, "reasons", []record.Reason{{Question: "2", Reason: record.OffTopic}}, about.Reasons)
	same(t, "watches", []record.Watch{w, own}, about.Watches)
	if n := got[int](t)(s.ForgetUser(ctx, "42")); n != 2 {
		t.Errorf("%d questions are forgotten, want 2", n)
	}
	about = got[record.Kept](t)(s.Kept(ctx, "42"))
	if len(about.Questions)+len(about.Ratings)+len(about.Reasons)+len(about.Watches) > 0 || len(about.Acts) != 1 || about.Acts[0].Name != "" {
		t.Errorf("still kept: %+v", about)
	}
	w.User = ""
	same(t, "what goes on without them", []record.Watch{w}, got[[]record.Watch](t)(s.Watches(ctx, "g", "g")))
	if len(about.Feeds) != 2 || about.Feeds[0].By != "discord 42" || about.Feeds[1].By != "discord 42" {
		t.Errorf("feeds: %+v", about.Feeds)
	}
	if others := got[record.Kept](t)(s.Kept(ctx, "421")); len(others.Questions) != 1 || len(others.Feeds) != 1 || others.Feeds[0].By != "discord 421 (Ada)" {
		t.Errorf("of another member: %+v", others)
	}
}

func watchesAreKept(t *testing.T, s kept) {
	ctx := t.Context()
	lib := library(t, s, "local")
	add := func(guild string) record.Watch {
		return got[record.Watch](t)(s.AddWatch(ctx, record.Watch{Library: "local", Guild: guild, Channel: "c", User: "u", Added: noon, Inquiry: asked("").Inquiry}))
	}
	terminal, one, two := add(""), add("g"), add("g")
	if _, err := s.AddWatch(ctx, record.Watch{Library: "none"}); err == nil {
		t.Error("a library that is not there is watched")
	}
	same(t, "of the server", []record.Watch{one, two}, got[[]record.Watch](t)(s.Watches(ctx, "local", "g")))
	same(t, "the second", two, got[record.Watch](t)(s.Watch(ctx, two.Num)))
	if _, err := s.Watch(ctx, two.Num+9); !errors.Is(err, record.ErrNone) {
		t.Errorf("no standing question: %v", err)
	}
	same(t, "of the terminal", []record.Watch{terminal}, got[[]record.Watch](t)(s.Watches(ctx, "local", "")))
	due := func(want ...record.Watch) {
		t.Helper()
		same(t, "due", append([]record.Watch{}, want...), got[[]record.Watch](t)(s.DueWatches(ctx)))
	}
	due()
	seq, err := s.file.Change(ctx, lib.Key, retrieval.Act{ID: "load"}, func(tx retrieval.StoreTx) error {
		_, err := tx.Put(retrieval.Entry{}, retrieval.Article{Meta: retrieval.Meta{ID: "a", Revision: 1}, Body: "One."}, nil, retrieval.Hash{1})
		return err
	})
	must(t, err)
	due(one, two)
	must(t, s.Watched(ctx, one.Num, seq))
	due(two)
	j := journal(s)
	j.Arrive("g", nil)
	j.Depart("g", noon)
	must(t, j.Flush(ctx))
	due() // it rests where the bot is no more
	for _, where := range []struct{ library, guild string }{{"local", "h"}, {"other", "g"}} {
		if err := s.RemoveWatch(ctx, where.library, where.guild, two.Num); !errors.Is(err, record.ErrNone) {
			t.Errorf("ended from %v: %v", where, err)
		}
	}
	must(t, s.RemoveWatch(ctx, "local", "g", two.Num))
	if later := add("g"); later.Num <= two.Num || later.Seq != seq {
		t.Errorf("a later one is %+v", later)
	}
}

func receiptsAreKept(t *testing.T, s kept) {
	ctx := t.Context()
	library(t, s, "local")
	library(t, s, "other")
	receipt := func(id string, made time.Time) answers.Receipt {
		return answers.Receipt{ID: id, Made: made, Citations: []answers.Citation{{Article: "a", Revision: 1, Start: 2, End: 3, Sum: strange}}}
	}
	old, one := receipt("old", noon.AddDate(0, 0, -91)), receipt("one", noon)
	must(t, s.KeepReceipt(ctx, "local", old))
	must(t, s.KeepReceipt(ctx, "other", old2(old)))
	same(t, "receipt", old, got[answers.Receipt](t)(s.Receipt(ctx, "local", "old")))
	must(t, s.KeepReceipt(ctx, "local", one))
	same(t, "receipt", one, got[answers.Receipt](t)(s.Receipt(ctx, "local", "one")))
	for library, id := range map[string]string{"local": "old", "other": "one"} {
		if _, err := s.Receipt(ctx, library, id); !errors.Is(err, record.ErrNone) {
			t.Errorf("receipt %s of library %s: %v", id, library, err)
		}
	}
	same(t, "another library's", old2(old), got[answers.Receipt](t)(s.Receipt(ctx, "other", "old2")))
	must(t, s.KeepReceipt(ctx, "none", receipt("two", noon)))
	if _, err := s.Receipt(ctx, "none", "two"); !errors.Is(err, record.ErrNone) {
		t.Errorf("of no library: %v", err)
	}
}

// old2 is the same receipt under another id.
func old2(r answers.Receipt) answers.Receipt {
	r.ID = "old2"
	return r
}

func journalsRun(t *testing.T, s kept) {
	j := journal(s)
	j.Depart("none", noon)
	if n := j.Waiting(); n != 1 {
		t.Errorf("%d wait, want 1", n)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		j.Run(ctx)
	}()
	defer func() { stop(); <-done }()
	j.Arrive("1", nil)
	for end := time.Now().Add(10 * time.Second); len(got[[]string](t)(s.Guilds(t.Context()))) == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it is not kept")
		}
	}
}
