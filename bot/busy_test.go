package bot

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"dateline/bot/discordtest"
	"dateline/bot/record"
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
		if m := it.Answer(); !strings.Contains(m.Text(), english.say("no_answer")) {
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
	if m := edit.Answer(); m.Content != english.say("busy") {
		t.Errorf("got %q", m.Text())
	}
	if got := typing.Choices(); len(got) > 0 {
		t.Errorf("suggested %v", got)
	}
}
