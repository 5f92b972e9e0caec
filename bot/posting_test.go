package bot

import (
	"fmt"
	"maps"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/google/go-cmp/cmp"

	"dateline/bot/discordtest"
	"dateline/bot/posts"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// clock is the time in a test.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Now()} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

// Where the tests post.
const (
	newsChannel  = "3300000000000000011"
	forumChannel = "3300000000000000012"
	plainChannel = "3300000000000000013"
	readers      = "7700000000000000001"
)

// press is a server whose library subscribes to feeds.
type press struct {
	*run
	house
	clock *clock
	site  string
}

// newPress runs a bot by a clock of its own, beside a site that has feeds.
func newPress(t *testing.T) press {
	t.Helper()
	const feed = `<rss version="2.0"><channel><title>Gazette</title></channel></rss>`
	h, c := newHouse(t), newClock()
	d := discordtest.Start(t, discordtest.Options{})
	d.SetChannel(newsChannel, discordgo.ChannelTypeGuildNews)
	d.SetChannel(forumChannel, discordgo.ChannelTypeGuildForum)
	p := press{house: h, clock: c, site: newsSite(t, map[string]string{"/a": feed, "/b": feed})}
	p.run = startAt(t, d, h.libraries, h.records, h.intake, nil, c.now)
	d.WaitReady()
	return p
}

// to is the option for a channel.
func to(id string, kind discordgo.ChannelType) discordtest.ChannelOption {
	return discordtest.ChannelOption{ID: id, Type: kind}
}

// subscribe has a feed posted.
func (p press) subscribe(t *testing.T, path string, options map[string]any) {
	t.Helper()
	all := map[string]any{"link": p.site + path}
	maps.Copy(all, options)
	if m := p.Use(discordtest.Command{Name: "feed add", Options: all}).Answer(); !strings.Contains(m.Content, "are posted to") || !m.Private {
		t.Fatalf("feed add: %s", m.Text())
	}
}

// polled says that a feed has been polled, so that it is no new one.
func (p press) polled(t *testing.T, path string) {
	t.Helper()
	feeds, ok := p.intake.Feeds.(*load.Feeds)
	if !ok {
		t.Fatal("no feeds")
	}
	if _, err := feeds.Poll(t.Context(), retrieval.Feed{Library: discordtest.Guild, URL: p.site + path}); err != nil {
		t.Fatal(err)
	}
}

// bring lets a feed bring articles.
func (p press) bring(t *testing.T, path string, articles ...retrieval.Article) {
	t.Helper()
	lib, err := p.house.libraries.Make(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	of := retrieval.NewLoad(retrieval.Actor{Kind: retrieval.ByFeed, ID: p.site + path}, p.site+path)
	if _, err := lib.Add(t.Context(), of, articles...); err != nil {
		t.Fatal(err)
	}
}

// settled waits until nothing is due.
func (p press) settled(t *testing.T) {
	t.Helper()
	awaitIn(t, func() bool {
		due, err := p.house.records.DuePosts(t.Context())
		return err == nil && len(due) == 0
	})
}

// titles are the headlines of what was posted to a channel.
func titles(messages []discordtest.Message) []string {
	out := []string{}
	for _, m := range messages {
		for _, e := range m.Embeds {
			out = append(out, e.Title)
		}
	}
	return out
}

// TestFeedPosts posts an article to an announcement channel, with a ping, and
// names there the outlet that has the same text later.
func TestFeedPosts(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.AllowPing(readers)
	role := discordtest.RoleOption{ID: readers, Mentionable: true}
	p.subscribe(t, "/a", map[string]any{"channel": to(newsChannel, discordgo.ChannelTypeGuildNews), "role": role, "publish": true})
	p.subscribe(t, "/b", map[string]any{"channel": to(newsChannel, discordgo.ChannelTypeGuildNews)})
	p.bring(t, "/a", ferry("a"))
	posted := func() []discordtest.Message { return p.Messages(newsChannel) }
	p.Wait("the post", func() bool { m := posted(); return len(m) == 1 && m[0].Published })
	m := posted()[0]
	text := m.Text()
	for _, want := range []string{"<@&" + readers + ">", "Ferry a", "Post", "13 November 2017", "“", "ferry between the islands"} {
		if !strings.Contains(text, want) {
			t.Errorf("the post lacks %q:\n%s", want, text)
		}
	}
	if !cmp.Equal(m.Roles, []string{readers}) || strings.Count(text, "“") < 2 {
		t.Errorf("pings %q:\n%s", m.Roles, text)
	}

	other := ferry("a")
	other.ID, other.Outlet, other.URL = "b", "Mirror", "https://example.net/b"
	p.bring(t, "/b", other)
	p.settled(t)
	if got := posted(); len(got) != 1 || !strings.Contains(got[0].Text(), "also by Mirror") {
		t.Fatalf("after a copy: %+v", got)
	}
	if m := p.Use(discordtest.Command{Name: "feed list"}).Answer(); !strings.Contains(m.Text(), "→ <#"+newsChannel+"> · at most 10 an hour · <@&"+readers+"> · published to followers") {
		t.Errorf("the list:\n%s", m.Text())
	}
	log := p.Use(discordtest.Command{Name: "library log"}).Answer().Text()
	for _, want := range []string{"**subscribed to a feed**", "**had a feed posted**"} {
		if strings.Count(log, want) != 2 {
			t.Errorf("the log lacks %q twice:\n%s", want, log)
		}
	}
	remove := discordtest.Command{Name: "feed remove", Options: map[string]any{"feed": p.site + "/a", "channel": to(newsChannel, discordgo.ChannelTypeGuildNews)}}
	if m := p.Use(remove).Answer(); !strings.Contains(m.Content, "no longer posted to <#"+newsChannel+">") {
		t.Errorf("feed remove: %s", m.Content)
	}
	if m := p.Use(remove).Answer(); m.Content != english.Say("no_post", "Channel", newsChannel) {
		t.Errorf("feed remove again: %s", m.Content)
	}
}

// TestFeedPostsElsewhere posts to a forum, a thread for each article, and to a
// thread.
func TestFeedPostsElsewhere(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.SetThread("31", plainChannel)
	p.subscribe(t, "/a", map[string]any{"channel": to(forumChannel, discordgo.ChannelTypeGuildForum)})
	p.subscribe(t, "/a", map[string]any{"channel": discordtest.ChannelOption{ID: "31", Type: discordgo.ChannelTypeGuildPublicThread, Parent: plainChannel}})
	p.bring(t, "/a", ferry("a"))
	p.settled(t)
	threads := p.Threads(forumChannel)
	if len(threads) != 1 {
		t.Fatalf("%d threads", len(threads))
	}
	if m := p.Messages(threads[0]); len(m) != 1 || m[0].Title != "Ferry a" {
		t.Errorf("in the forum: %+v", m)
	}
	if got := titles(p.Messages("31")); !cmp.Equal(got, []string{"Ferry a"}) {
		t.Errorf("in the thread: %q", got)
	}
	other := ferry("a")
	other.ID, other.Outlet, other.URL = "b", "Mirror", "https://example.net/b"
	p.bring(t, "/a", other)
	p.settled(t)
	if m := p.Messages(threads[0]); len(p.Threads(forumChannel)) != 1 || len(m) != 1 || !strings.Contains(m[0].Text(), "also by Mirror") {
		t.Errorf("in the forum, after a copy: %+v", m)
	}
}

// report is an article with words of its own, long enough that it is no other's copy.
func report(id, headline, body string) retrieval.Article {
	return retrieval.Article{Meta: retrieval.Meta{ID: id, Title: headline, Outlet: "Post", Published: "2024-05-0" + id, URL: "https://example.org/" + id}, Body: body}
}

// TestFeedPostsLimits posts what the words of a filter let through, and no more in
// an hour than was set; not what comes during a pause, nor what is a day old.
func TestFeedPostsLimits(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0), "only": "Storm, flood warning", "without": "football", "hourly": 2})
	p.polled(t, "/a")
	posted := func() []string { return titles(p.Messages(plainChannel)) }
	p.bring(t, "/a",
		report("1", "A storm at sea", "The storm came at night. Nobody was hurt."),
		report("2", "Stormy relations", "The ministers did not speak to each other."),
		report("3", "Rivers rise", "A flood warning was given for the valley on Friday."),
		report("4", "Storm stops football", "The football match was called off because of the storm."),
		report("5", "A storm on land", "Trees fell on Monday, when the storm reached the coast."))
	p.Wait("two posts", func() bool { return len(posted()) == 2 })
	p.clock.pass(61 * time.Minute)
	p.settled(t)
	want := []string{"A storm at sea", "Rivers rise", "A storm on land"}
	if diff := cmp.Diff(want, posted()); diff != "" {
		t.Errorf("posted (-want +got):\n%s", diff)
	}
	turn := func(sub, want string) {
		t.Helper()
		if m := p.Use(discordtest.Command{Name: "feed " + sub, Options: map[string]any{"feed": p.site + "/a"}}).Answer(); !strings.Contains(m.Content, want) {
			t.Errorf("feed %s: %s", sub, m.Content)
		}
	}
	turn("pause", "is loaded and not posted")
	p.bring(t, "/a", report("6", "A storm unseen", "The storm passed far from the coast, in the dark of Tuesday."))
	p.settled(t)
	turn("resume", "is posted again")
	p.clock.pass(2 * time.Hour)
	p.bring(t, "/a", report("7", "A storm seen", "Everybody saw the storm that came on Wednesday from the north."))
	p.settled(t)
	p.clock.pass(25 * time.Hour)
	p.bring(t, "/a", report("8", "A storm too late", "It was a storm of which the readers had heard long before."))
	p.settled(t)
	if diff := cmp.Diff(append(want, "A storm seen"), posted()); diff != "" {
		t.Errorf("posted in the end (-want +got):\n%s", diff)
	}
}

// TestFeedPostsFresh posts the newest three of what a new feed has, and all that
// comes later.
func TestFeedPostsFresh(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0)})
	p.bring(t, "/a",
		report("5", "Five", "The fifth day was the day of the fishermen."), report("4", "Four", "A fourth bridge is to be built over the river."),
		report("3", "Three", "Three judges heard the case of the millers."), report("2", "Two", "Both sides have signed what was agreed."))
	p.settled(t)
	p.clock.pass(time.Hour)
	p.bring(t, "/a", report("1", "One", "One ship alone has come back from the north."))
	p.settled(t)
	if diff := cmp.Diff([]string{"Three", "Four", "Five", "One"}, titles(p.Messages(plainChannel))); diff != "" {
		t.Errorf("posted (-want +got):\n%s", diff)
	}
}

// TestFeedPostTemplate posts what a template says; what articles say is no place
// in it.
func TestFeedPostTemplate(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0), "template": "**{headline}** ({outlet}, {day})\n{sentences}\n<{link}>"})
	a := report("1", "On {link} and @everyone", "One ship alone has come back from the {day} north.")
	p.bring(t, "/a", a)
	p.settled(t)
	got := p.Messages(plainChannel)
	want := "**On {link} and \\@everyone** (Post, 1 May 2024)\n“One ship alone has come back from the {day} north.”\n<https://example.org/1>"
	if len(got) != 1 || got[0].Content != want || len(got[0].Embeds) > 0 {
		t.Errorf("got %+v, want %q", got, want)
	}
}

// TestFeedPostsWait has what may not be posted wait, and ends with the channel.
func TestFeedPostsWait(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0)})
	p.polled(t, "/a")
	p.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "off", "channel": plainChannel}}).Answer()
	p.bring(t, "/a", report("1", "One", "One ship alone has come back from the north."))
	listed := func() string { return p.Use(discordtest.Command{Name: "feed list"}).Answer().Text() }
	awaitIn(t, func() bool { return strings.Contains(listed(), english.Say("post_muted")) })
	p.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "public", "channel": plainChannel}}).Answer()
	p.Fault(discordtest.RouteMessage, discordtest.Fault{Times: 2, Status: http.StatusForbidden, Body: `{"code": 50013, "message": "Missing Permissions"}`})
	p.clock.pass(11 * time.Minute)
	p.Wait("two refusals", func() bool { return len(p.Requests(discordtest.RouteMessage)) == 2 })
	awaitIn(t, func() bool {
		p.clock.pass(time.Minute)
		return len(p.Messages(plainChannel)) > 0
	})
	p.settled(t)
	if got := titles(p.Messages(plainChannel)); !cmp.Equal(got, []string{"One"}) || strings.Contains(listed(), "⚠") {
		t.Errorf("posted %q; listed:\n%s", got, listed())
	}
	p.Fault(discordtest.RouteChannel, discordtest.Fault{Status: http.StatusNotFound, Body: `{"code": 10003, "message": "Unknown Channel"}`})
	p.bring(t, "/a", report("2", "Two", "Both sides have signed what was agreed."))
	awaitIn(t, func() bool {
		kept, err := p.house.records.Posts(t.Context(), discordtest.Guild, discordtest.Guild)
		return err == nil && len(kept) == 0
	})
}

// TestFeedPostsUnfit posts as text alone what Discord does not take otherwise, and
// passes over what it does not take at all; in a forum that demands tags it waits.
func TestFeedPostsUnfit(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	unfit := discordtest.Fault{Times: 3, Status: http.StatusBadRequest, Body: `{"code": 50035, "message": "Invalid Form Body"}`}
	p.Fault(discordtest.RouteMessage, unfit)
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0)})
	p.bring(t, "/a",
		report("1", "One", "One ship alone has come back from the north."), report("2", "Two", "Both sides have signed what was agreed."),
		report("3", "Three", "Three judges heard the case of the millers."))
	p.settled(t)
	got := p.Messages(plainChannel)
	if len(got) != 2 || !strings.Contains(got[0].Content, "**Two**") || !cmp.Equal(titles(got), []string{"Three"}) {
		t.Errorf("posted %+v", got)
	}
	p.Fault(discordtest.RouteForumThread, discordtest.Fault{Times: 2, Status: http.StatusBadRequest, Body: `{"code": 40067, "message": "A tag is required"}`})
	p.subscribe(t, "/b", map[string]any{"channel": to(forumChannel, discordgo.ChannelTypeGuildForum)})
	p.bring(t, "/b", report("4", "Four", "A fourth bridge is to be built over the river."))
	awaitIn(t, func() bool {
		return strings.Contains(p.Use(discordtest.Command{Name: "feed list"}).Answer().Text(), english.Say("post_muted"))
	})
	p.clock.pass(11 * time.Minute)
	p.settled(t)
	if got := p.Threads(forumChannel); len(got) != 1 {
		t.Errorf("%d threads", len(got))
	}
}

// TestFeedPostRefused asks for posts where a moderator has no right to them.
func TestFeedPostRefused(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	p.Use(discordtest.Command{Name: "settings channel", Options: map[string]any{"answers": "private", "channel": "32"}}).Answer()
	moderator := discordtest.Member{Permissions: "11264"} // sees, writes and manages messages
	for name, test := range map[string]struct {
		options map[string]any
		by      discordtest.Member
		want    string
	}{
		"a role that others may not ping": {map[string]any{"role": discordtest.RoleOption{ID: readers}}, moderator, english.Say("role_not_yours", "Role", readers)},
		"a role, in another channel": {
			map[string]any{"role": discordtest.RoleOption{ID: readers}, "channel": discordtest.ChannelOption{ID: "31", Permissions: "3072"}},
			discordtest.Member{Permissions: "142336"}, english.Say("role_not_yours", "Role", readers), // may mention all where the command is used
		},
		"everyone":                  {map[string]any{"role": discordtest.RoleOption{ID: discordtest.Guild, Mentionable: true}}, discordtest.Member{}, english.Say("role_not_yours", "Role", discordtest.Guild)},
		"a channel to read":         {map[string]any{"channel": discordtest.ChannelOption{ID: "31", Permissions: "1024"}}, moderator, english.Say("channel_not_yours", "Channel", "31")},
		"a channel without answers": {map[string]any{"channel": to("32", 0)}, discordtest.Member{}, english.Say("post_channel_off", "Channel", "32", "Command", "/settings channel")},
		"publishing anywhere":       {map[string]any{"publish": true}, discordtest.Member{}, english.Say("publish_where", "Channel", discordtest.Channel)},
		"a place that there is not": {map[string]any{"template": "{headline} {author}"}, discordtest.Member{}, english.Say("bad_template", "Places", "{headline}, {outlet}, {day}, {sentences}, {link}, {image}")},
		"many words":                {map[string]any{"only": strings.Repeat("a,ab,abc,b,ba,bac,c,ca,cab,", 1) + "d,da,dab,e,ea,eab,f,fa,fab,g,ga,gab"}, discordtest.Member{}, english.Say("too_many_words", "Count", 20)},
		"no moderator":              {map[string]any{"channel": to(plainChannel, 0)}, discordtest.Member{Permissions: "3072"}, english.Say("moderators_only")},
	} {
		test.options["link"] = p.site + "/a"
		if m := p.Use(discordtest.Command{Member: test.by, Name: "feed add", Options: test.options}).Answer(); m.Content != test.want || !m.Private {
			t.Errorf("%s: %s", name, m.Text())
		}
	}
	if kept, err := p.house.records.Posts(t.Context(), discordtest.Guild, discordtest.Guild); err != nil || len(kept) > 0 {
		t.Errorf("kept %+v, %v", kept, err)
	}
	if m := p.Use(discordtest.Command{Name: "feed add", Options: map[string]any{"link": p.site + "/a", "role": discordtest.RoleOption{ID: readers}}, Member: discordtest.Member{Own: "3072"}}).Answer(); !strings.Contains(m.Content, english.Say("role_silent", "Role", readers)) {
		t.Errorf("a role that is not pinged: %s", m.Text())
	}
	if kept, err := p.house.records.Posts(t.Context(), discordtest.Guild, discordtest.Guild); err != nil || len(kept) != 1 || kept[0].Hourly != 10 || kept[0].Rule.Role != readers {
		t.Errorf("kept %+v, %v", kept, err)
	}
}

// TestFeedAlerts tells moderators once that a feed fails, and that it is well
// again.
func TestFeedAlerts(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	const desk = "3300000000000000021"
	if m := p.Use(discordtest.Command{Name: "settings alerts", Options: map[string]any{"channel": to(desk, 0)}}).Answer(); !strings.Contains(m.Text(), "<#"+desk+">") {
		t.Fatalf("settings alerts: %s", m.Text())
	}
	p.subscribe(t, "/a", map[string]any{"channel": to(plainChannel, 0)})
	state := func(failures int) {
		t.Helper()
		f := retrieval.Feed{Library: discordtest.Guild, URL: p.site + "/a", Title: "Gazette", Failures: failures}
		if failures > 0 {
			f.FailingSince, f.Next, f.Failure = p.clock.now(), p.clock.now().Add(time.Hour), "the server answered 404 Not Found"
		}
		if err := p.store.SaveFeed(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	told := func() []discordtest.Message { return p.Messages(desk) }
	known := func(n int) {
		t.Helper()
		awaitIn(t, func() bool {
			due, err := p.house.records.Alerts(t.Context(), discordtest.Guild, discordtest.Guild)
			return err == nil && len(due) == 0 && len(told()) == n
		})
	}
	state(1)
	known(1)
	state(2)
	known(1)
	state(0)
	known(2)
	p.clock.pass(time.Hour)
	state(1)
	known(3)
	got := told()
	if !strings.Contains(got[0].Content, "404 Not Found") || !strings.Contains(got[0].Content, "Gazette") || !strings.Contains(got[1].Content, "well again") {
		t.Errorf("told %+v", got)
	}
	// A feed that was removed is told of no more.
	p.Use(discordtest.Command{Name: "feed remove", Options: map[string]any{"feed": p.site + "/a"}}).Answer()
	known(3)
}

// TestFeedList lists all feeds by pages, however much there is to say of each.
func TestFeedList(t *testing.T) {
	t.Parallel()
	var feeds []retrieval.Feed
	var kept []record.Post
	for i := range 20 {
		url := fmt.Sprintf("https://example.org/%s/%d", strings.Repeat("a", 150), i)
		feeds = append(feeds, retrieval.Feed{URL: url, Title: strings.Repeat("_", 300), Failures: 1, Failure: strings.Repeat("*", 300)})
		for range i {
			kept = append(kept, record.Post{Feed: url, Channel: newsChannel, Rule: record.Rule{
				Role: readers, Publish: true, Paused: true, Template: "{link}", Only: []string{strings.Repeat("_", 200)}, Without: []string{strings.Repeat("*", 200)},
			}})
		}
	}
	b := &Bot{posts: posts.New(nil, nil, nil, nil)}
	for tag, v := range testVoices {
		shown := 0
		for page, pages := 0, 1; page < pages; page++ {
			posted := func(f retrieval.Feed) string { return b.postsLine(v, kept, f) }
			pages = len(feedPages(v, feeds, posted))
			e := renderFeeds(v, feeds, page, posted).Embeds[0]
			shown += strings.Count(e.Description, "https://example.org/")
			if size := show.Size(e.Description); size > show.MaxDescription {
				t.Errorf("%s: a page of %d characters", tag, size)
			}
		}
		if shown != len(feeds) {
			t.Errorf("%s: %d of %d feeds are listed", tag, shown, len(feeds))
		}
	}
}
