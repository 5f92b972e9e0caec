package bot

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/discord"
	"dateline/bot/discordtest"
	"dateline/bot/memory"
	"dateline/bot/record"
	"dateline/retrieval"
	"dateline/retrieval/load"
)

// TestRecall presses buttons that speak of questions, also forged ones.
func TestRecall(t *testing.T) {
	t.Parallel()
	recs := records(t)
	b := &Bot{memory: memory.New(), records: recs}
	for _, test := range []struct {
		name, guild, user, refused string
		private, direct            bool
	}{
		{name: "who asked", guild: "1", user: "7"},
		{name: "another member of a public answer", guild: "1", user: "8"},
		{name: "who asked privately", guild: "1", user: "7", private: true},
		{name: "another member's private question", guild: "1", user: "8", private: true, refused: "question_forgotten"},
		{name: "another server's question", guild: "2", user: "8", refused: "question_forgotten"},
		{name: "another server's question, by who asked", guild: "2", user: "7", refused: "question_forgotten"},
		{name: "a server's question in direct messages", guild: "", user: "7", refused: "question_forgotten"},
		{name: "who asked in a direct message", guild: "", user: "7", direct: true},
		{name: "another's question in a direct message", guild: "", user: "8", direct: true, refused: "question_forgotten"},
	} {
		q := record.Question{ID: "q", Guild: "1", Channel: "5", User: "7", Asked: time.Now(), Private: test.private}
		if test.direct {
			q.Guild = ""
		}
		q.Inquiry.Kind, q.Inquiry.Text = record.Ask, "What?"
		kept := q
		kept.ID = "kept " + test.name
		if err := recs.AddQuestion(t.Context(), kept); err != nil {
			t.Fatal(err)
		}
		b.memory.Add(q)
		channel := "5"
		if test.guild == "" && test.user != q.User {
			channel = "6" // each has one of their own
		}
		for _, id := range []string{q.ID, kept.ID} {
			got, err := b.recall(t.Context(), &request{guild: test.guild, user: test.user, channel: channel, args: []string{id}})
			if (err != nil) != (test.refused != "") || err == nil && got.ID != id {
				t.Errorf("%s: got %q: %v", test.name, got.ID, err)
			}
		}
	}
}

// TestNobodyModeratesDirectMessages: there every member has every permission.
func TestNobodyModeratesDirectMessages(t *testing.T) {
	r := request{permissions: discordgo.PermissionAll}
	if r.moderates() || r.administers() {
		t.Errorf("moderates: %t, administers: %t", r.moderates(), r.administers())
	}
}

// TestSuggestionsForModerators: what the library holds is not suggested to others
// either, whatever they are said to type.
func TestSuggestionsForModerators(t *testing.T) {
	t.Parallel()
	r := connected(t, discordtest.Start(t, discordtest.Options{}), library{articles: []retrieval.Meta{danang}}, nil)
	typing := discordtest.Command{Name: "library show", Typing: "article", Options: map[string]any{"article": "Da"}}
	for permissions, want := range map[string]int{"2048": 0, "8192": 1} {
		typing.Member = discordtest.Member{Permissions: permissions}
		if choices := r.Use(typing).Choices(); len(choices) != want {
			t.Errorf("permissions %s: %d suggestions, want %d", permissions, len(choices), want)
		}
	}
}

func TestLargeFilesAreNotTaken(t *testing.T) {
	taken := 0
	b := &Bot{intake: Intake{Files: func(context.Context, string) ([]byte, error) { taken++; return nil, nil }}}
	for size, want := range map[int]int{MaxAttachment: 1, MaxAttachment + 1: 0} {
		taken = 0
		_, err := b.document(t.Context(), discord.Attachment{Size: int64(size)})
		if taken != want || (err == nil) != (want == 1) {
			t.Errorf("a file of %d bytes: taken %d times: %v", size, taken, err)
		}
	}
}

func TestLargeLoadsAreRefused(t *testing.T) {
	lines := func(n, length int) []byte {
		return []byte(strings.Repeat(`{"body": "`+strings.Repeat("a", length)+`"}`+"\n", n))
	}
	for name, test := range map[string]struct {
		file    []byte
		refused bool
	}{
		"few":           {file: lines(20, 10)},
		"many":          {file: lines(maxLoad+1, 10), refused: true},
		"few, but long": {file: lines(5, maxLoadBytes/4), refused: true},
	} {
		files := func(context.Context, string) ([]byte, error) { return test.file, nil }
		b := &Bot{intake: Intake{Files: files, Loader: load.New(load.Config{MaxBody: maxLoadBytes})}}
		_, err := b.gather(t.Context(), &request{say: english}, []source{{file: &discord.Attachment{Filename: "a.jsonl"}}})
		if (err != nil) != test.refused {
			t.Errorf("%s: %v", name, err)
		}
	}
}
