package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discord"
	"dateline/bot/discordtest"
	"dateline/bot/record"
	"dateline/retrieval"
)

// hold takes the store's write lock until the function that it returns is called.
func hold(t *testing.T, recs *record.Store) (release func()) {
	t.Helper()
	held, end, done := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	go func() {
		_, err := recs.ChangeSettings(t.Context(), "1", func(*record.Settings) error {
			close(held)
			<-end
			return nil
		})
		done <- err
	}()
	<-held
	return func() {
		close(end)
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
}

// server returns the id of a server that nobody knows yet.
func server(i int) string { return fmt.Sprint(2_200_000_000_100_000_000 + i) }

// TestStoreIsHeld has members of new servers ask, and Discord tell of a thousand
// servers, while another writer holds the store: all are told at once that it is
// being worked on, and answered when the store is free.
func TestStoreIsHeld(t *testing.T) {
	t.Parallel()
	const asking, arriving = 30, 1000
	h := newHouse(t)
	r := moderated(t, h, func(c *Config) { c.DeferAfter = 0 })
	release := hold(t, h.records)
	for i := range arriving {
		r.Emit("GUILD_CREATE", map[string]any{"id": server(i)})
	}
	var asked []*discordtest.Interaction
	for i := range asking {
		c := question("How many divers found the wreck of the Lumora?")
		c.Guild = server(arriving + i)
		asked = append(asked, r.Use(c))
	}
	r.Wait("acknowledgements", func() bool {
		return !slices.ContainsFunc(asked, func(it *discordtest.Interaction) bool { return !it.Deferred() })
	})
	release()
	for _, it := range asked {
		if m := it.Answer(); !strings.Contains(m.Text(), english.Say("no_answer")) {
			t.Errorf("got %q", m.Text())
		}
	}
	awaitIn(t, func() bool {
		known, err := h.records.Guilds(t.Context())
		return err == nil && len(known) >= arriving+asking // the one that held it may be missed
	})
	if log := r.log.String(); strings.Contains(log, "was not kept") || strings.Contains(log, "level=ERROR") {
		t.Errorf("something went wrong:\n%s", log)
	}
}

// TestFormsWhileStoreIsHeld opens a form, which cannot be deferred, of a library
// that must be made first: the member is told to try again.
func TestFormsWhileStoreIsHeld(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	r := moderated(t, h, nil)
	release := hold(t, h.records)
	defer release()
	edit := r.Use(discordtest.Command{Name: "library edit", Options: map[string]any{"article": "x"}})
	typing := r.Use(discordtest.Command{Name: "library show", Options: map[string]any{"article": "x"}, Typing: "article"})
	if m := edit.Answer(); m.Content != english.Say("busy") {
		t.Errorf("got %q", m.Text())
	}
	if got := typing.Choices(); len(got) > 0 {
		t.Errorf("suggested %v", got)
	}
}

// TestPrivacyWhileStoreIsHeld shows what waits to be kept, and forgets what is
// asked while that waits.
func TestPrivacyWhileStoreIsHeld(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(3), func(c *Config) { c.DeferAfter = 0 })
	held := func(c func() *discordtest.Interaction) (*discordtest.Interaction, func()) {
		release := hold(t, r.records)
		r.Use(question("What of the summit?")).Answer()
		it := c()
		r.Wait("an acknowledgement", func() bool { return it.Deferred() || it.Replaced() })
		return it, release
	}
	privacy, release := held(func() *discordtest.Interaction { return r.Use(discordtest.Command{Name: "privacy"}) })
	release()
	shown := privacy.Answer()
	if !strings.Contains(shown.Text(), english.Say("privacy_count", "Count", 1)) {
		t.Errorf("got\n%s", shown.Text())
	}
	confirm := r.Press(member, shown, "Delete my data").Answer()
	forget, release := held(func() *discordtest.Interaction { return r.Press(member, confirm, "Yes, delete it") })
	r.Use(question("And what of the talks?")).Answer()
	release()
	forget.Answer()
	if q, _, ok := r.bot.before(t.Context(), &request{channel: discordtest.Channel, user: discordtest.User, guild: discordtest.Guild}, discord.Message{}); ok {
		t.Errorf("%q is remembered", q.Text)
	}
}

// TestKeptWhileStopping keeps what is answered while a stop waits for another
// answer.
func TestKeptWhileStopping(t *testing.T) {
	t.Parallel()
	next := map[string]chan struct{}{"One?": make(chan struct{}), "Two?": make(chan struct{})}
	begun := make(chan string, len(next))
	r := connected(t, discordtest.Start(t, discordtest.Options{}), library{ask: func(_ context.Context, q answers.Question) (answers.Answer, error) {
		begun <- q.Text
		<-next[q.Text]
		return meeting(), nil
	}}, nil)
	for text := range next {
		r.Use(question(text))
		<-begun
	}
	r.stop()
	awaitIn(t, func() bool { return !r.bot.Connected() })
	close(next["One?"])
	awaitIn(t, func() bool { return len(kept(t, r)) == 1 })
	select {
	case <-r.ended:
		t.Error("it was kept after the last answer")
	default:
	}
	close(next["Two?"])
}

// TestPromptly gives work up that a member cannot be told of in time, and ends it.
func TestPromptly(t *testing.T) {
	t.Parallel()
	b := &Bot{}
	it := &discord.Interaction{Received: time.Now().Add(20*time.Millisecond - MaxDeferAfter)}
	within, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	_, ok := promptly(within, b, it, func(ctx context.Context) error {
		<-ctx.Done()
		return ctx.Err()
	})
	b.tasks.Wait()
	if ok || within.Err() != nil {
		t.Errorf("found %t; the work went on: %v", ok, within.Err())
	}
	it.Received = time.Now()
	if n, ok := promptly(within, b, it, func(context.Context) int { return 7 }); n != 7 || !ok {
		t.Errorf("found %d, %t", n, ok)
	}
}

// TestButtonsCount has a member press buttons: an answer is shared once, and what
// asks the library counts as a question does.
func TestButtonsCount(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), quoting(6), nil)
	answer := r.Use(question("What of the summit?", "private", true)).Answer()
	shares := 0
	var presses []*discordtest.Interaction
	for range 5 {
		presses = append(presses, r.Press(member, answer, english.Say("button_share")))
	}
	for _, p := range presses {
		if m := p.Answer(); m.Content != english.Say("shared_already") {
			shares++
		}
	}
	if shares != 1 {
		t.Errorf("shared %d times", shares)
	}
	limited := false
	for range defaultMemberRate {
		m := r.Press(member, answer, english.Say("button_context")).Answer()
		limited = limited || strings.HasPrefix(m.Content, "You may ask 10 questions")
	}
	if !limited {
		t.Error("pages are turned without end")
	}
}

// TestFindLink looks a message up that holds the link of an article.
func TestFindLink(t *testing.T) {
	t.Parallel()
	r, h := onWreck(t, func(a *retrieval.Article) { a.URL = "https://news.example/wreck?utm_source=x" })
	lib, err := h.libraries.Make(t.Context(), discordtest.Guild)
	if err != nil {
		t.Fatal(err)
	}
	mended := "https://news.example/lumora"
	if _, err := lib.Edit(t.Context(), retrieval.Actor{}, wreck().ID, retrieval.Edit{URL: &mended}); err != nil {
		t.Fatal(err)
	}
	others := strings.Repeat("https://news.example/other ", 9)
	for text, want := range map[string]string{
		"https://news.example/wreck": "The library has this article: **Wreck found · Gazette · 2 May 2024**",
		"Look: <https://news.example/wreck> How many divers found the Lumora?": "The library has this article: **Wreck found",
		mended:                       "The library has this article: **Wreck found",
		"https://news.example/other": english.Say("link_not_held"),
		others + mended:              "The library has this article: **Wreck found",
		"https://news.example/1 https://news.example/2 https://news.example/3 https://news.example/4 " + mended: english.Say("link_not_held"),
	} {
		if m := r.Use(discordtest.Command{Name: command.FindName, Target: text}).Answer(); !strings.Contains(m.Text(), want) {
			t.Errorf("%s: got\n%s", text, m.Text())
		}
	}
	if m := r.Use(discordtest.Command{Name: command.FindName, Target: mended + " https://news.example/wreck"}).Answer(); strings.Count(m.Text(), "Wreck found") != 1 {
		t.Errorf("of two addresses of one article: got\n%s", m.Text())
	}
}
