package bot

import (
	"context"
	"testing"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/discordtest"
)

func TestMostRead(t *testing.T) {
	q := newQueue()
	read := 0
	for inHand := range maxWaiting {
		q.waiting <- struct{}{}
		most := q.mostRead()
		if inHand+1 <= readWhole != (most == 0) || most != 0 && most < readLeast {
			t.Fatalf("with %d in hand each reads %d", inHand+1, most)
		}
		if inHand < 100 && most > 0 {
			read += most
		}
	}
	if read > 1000 {
		t.Errorf("a hundred at once read %d candidates", read)
	}
}

// TestReadLess has all that asks a library read less while many wait.
func TestReadLess(t *testing.T) {
	t.Parallel()
	lib := quoting(6)
	asked, ask := make(chan answers.Question, 100), lib.ask
	lib.ask = func(ctx context.Context, q answers.Question) (answers.Answer, error) {
		asked <- q
		return ask(ctx, q)
	}
	r := connected(t, discordtest.Start(t, discordtest.Options{}), lib, nil)
	for range 2 * readWhole {
		r.bot.queue.waiting <- struct{}{}
	}
	answer := r.Use(question("What of the summit?")).Answer()
	for name, c := range map[string]func() *discordtest.Interaction{
		"ask": func() *discordtest.Interaction { return r.Use(question("What of the summit?")) },
		"find": func() *discordtest.Interaction {
			return r.Use(discordtest.Command{Name: command.FindName, Target: "What of the summit?"})
		},
		"help": func() *discordtest.Interaction { return r.Use(discordtest.Command{Name: "help"}) },
		"more": func() *discordtest.Interaction { return r.Press(member, answer, "More excerpts") },
	} {
		for len(asked) > 0 {
			<-asked
		}
		c().Answer()
		if len(asked) == 0 {
			t.Errorf("%s asks nothing", name)
		}
		for len(asked) > 0 {
			if q := <-asked; q.MostRead == 0 {
				t.Errorf("%s has all read for %q", name, q.Text)
			}
		}
	}
}
