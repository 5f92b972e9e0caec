package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"iter"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/names"
	"dateline/bot/show"
	"dateline/retrieval"
	"dateline/retrieval/dates"
)

// headlines keep the names of the libraries' articles and outlets ready, for
// they are looked through with every letter that a member types.
type headlines struct {
	seed  maphash.Seed
	mu    sync.Mutex
	known *lru.Cache[string, *names.Index]
}

// maxHeadlines bounds how many libraries' names are kept ready.
const maxHeadlines = 64

func newHeadlines() *headlines {
	// New fails for a size that is not positive, and for nothing else.
	known, _ := lru.New[string, *names.Index](maxHeadlines)
	return &headlines{seed: maphash.MakeSeed(), known: known}
}

// of returns names ready to be looked through; key says whose they are. They are
// put together anew when what they are made of is not the same any more.
func (h *headlines) of(key string, of iter.Seq[string], all func() []string) *names.Index {
	var hash maphash.Hash
	hash.SetSeed(h.seed)
	for part := range of {
		_, _ = hash.WriteString(part) // never fails
		_ = hash.WriteByte(0)
	}
	sum := hash.Sum64()
	h.mu.Lock()
	defer h.mu.Unlock()
	if n, ok := h.known.Get(key); ok && n.Print == sum {
		return n
	}
	n := names.New(all())
	n.Print = sum
	h.known.Add(key, n)
	return n
}

// articleChoices returns the articles to suggest for what was typed.
func (b *Bot) articleChoices(v show.Voice, library string, articles []retrieval.Meta, typed string) []*discordgo.ApplicationCommandOptionChoice {
	madeOf := func(yield func(string) bool) {
		for _, a := range articles {
			for _, part := range []string{a.ID, a.Title, a.Outlet, a.Agency, a.Published} {
				if !yield(part) {
					return
				}
			}
		}
	}
	named := func() []string {
		all := make([]string, len(articles))
		for i, a := range articles {
			all[i] = v.Headline(a) + "\n" + a.ID
		}
		return all
	}
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, i := range b.headlines.of("article "+v.Tag+" "+library, madeOf, named).Find(typed) {
		a := articles[i]
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: choiceName(v, a), Value: choiceValue(a.ID)})
	}
	return choices
}

// outletChoices returns the outlets to suggest for what was typed, by all their
// names.
func outletChoices(ctx context.Context, lib Names, typed string) ([]*discordgo.ApplicationCommandOptionChoice, error) {
	outlets, err := lib.Outlets(ctx)
	if err != nil {
		return nil, fmt.Errorf("list outlets: %w", err)
	}
	var all, called []string
	for _, o := range outlets {
		if name := answers.Inline(o.Name); name != "" && show.Size(o.Name) <= command.MaxOutletName {
			all, called = append(all, name), append(called, name+"\n"+strings.Join(o.Aliases, "\n"))
		}
	}
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, i := range names.New(called).Find(typed) {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: all[i], Value: all[i]})
	}
	return choices, nil
}

// dayChoices returns the days to suggest for what was typed: that, if it names
// any, and what the language calls others, each with the days that it stands for.
func dayChoices(v show.Voice, typed string, today time.Time) []*discordgo.ApplicationCommandOptionChoice {
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for i, words := range append([]string{typed}, strings.Split(v.Say("days_suggested"), ", ")...) {
		first, last, err := dates.Given(words, today)
		if err != nil || i > 0 && (words == typed || !strings.HasPrefix(names.Fold(words), names.Fold(typed))) {
			continue
		}
		name := words + " · " + v.Day(first)
		if last != first {
			name += " – " + v.Day(last)
		}
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: show.Clip(name, show.MaxChoice), Value: words})
	}
	return choices
}

// choiceName shows an article in the list, its outlet and day whole where the
// headline leaves room for nothing else.
func choiceName(v show.Voice, a retrieval.Meta) string {
	where := " · " + show.Clip(v.Outlet(a), show.MaxChoice/3)
	if a.Day() != "" {
		where += " · " + v.Date(a)
	}
	return show.Clip(v.Headline(a), show.MaxChoice-show.Size(where)) + where
}

// choiceValue stands for an article's id, which may be longer than Discord lets
// a choice's value be.
func choiceValue(id string) string {
	if show.Size(id) <= show.MaxChoice {
		return id
	}
	return choiceHash(id)
}

// choiceHash stands for an article's id wherever that has no room.
func choiceHash(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hashMark + hex.EncodeToString(sum[:])
}

const hashMark = "sha256:"

// find returns the article that a member named: by choosing it from the list, by
// its id, by its headline, or by words that only its headline has.
func find(articles []retrieval.Meta, text string) (retrieval.Meta, bool) {
	hashed := strings.HasPrefix(text, hashMark)
	for _, a := range articles {
		if a.ID == text || hashed && choiceHash(a.ID) == text {
			return a, true
		}
	}
	sought := names.Fold(text)
	var found []retrieval.Meta
	for _, a := range articles {
		title := names.Fold(answers.Headline(a))
		if title == sought {
			return a, true
		}
		if names.HoldsWords(title, sought) {
			found = append(found, a)
		}
	}
	if sought == "" || len(found) != 1 {
		return retrieval.Meta{}, false
	}
	return found[0], true
}
