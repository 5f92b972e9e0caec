package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"iter"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/agnivade/levenshtein"
	"github.com/bwmarrin/discordgo"
	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/text/unicode/norm"

	"dateline/answers"
	"dateline/retrieval"
)

// names are things to choose from by their names: articles by their headlines
// and ids, outlets. The names of one thing stand on lines of their own.
type names struct {
	print uint64 // of what it was made of
	// folded are the names without case and accents, and words which of them
	// hold a word on their first line: who mistypes an id or a number is not
	// helped.
	folded []string
	words  map[string][]int
}

func newNames(all []string) *names {
	n := &names{folded: make([]string, len(all)), words: map[string][]int{}}
	for i, name := range all {
		n.folded[i] = fold(name)
		first, _, _ := strings.Cut(n.folded[i], "\n")
		for _, word := range nameWords(first) {
			if !strings.ContainsFunc(word, unicode.IsLetter) {
				continue
			}
			if at := n.words[word]; len(at) == 0 || at[len(at)-1] != i {
				n.words[word] = append(at, i)
			}
		}
	}
	return n
}

// find gives at most maxChoices names for what a member has typed so far: those that
// begin with it, then those that hold all its words, then those that hold words
// like them, for members mistype.
func (n *names) find(typed string) []int {
	sought := strings.TrimSpace(fold(typed))
	var begin, hold []int
	for i, name := range n.folded {
		switch {
		case strings.HasPrefix(name, sought), strings.Contains(name, "\n"+sought):
			begin = append(begin, i)
		case holdsWords(name, sought):
			hold = append(hold, i)
		}
		if len(begin) == maxChoices {
			return begin
		}
	}
	found := slices.Concat(begin, hold)
	if len(found) == 0 {
		found = n.like(nameWords(sought))
	}
	return found[:min(len(found), maxChoices)]
}

// like gives the names that hold a word like each of those, the most alike
// first.
func (n *names) like(sought []string) []int {
	var far map[int]int // the distance of each name that is left
	for _, word := range sought {
		if !strings.ContainsFunc(word, unicode.IsLetter) {
			continue
		}
		near := n.near(word)
		if far != nil {
			for i := range near {
				if d, ok := far[i]; ok {
					near[i] += d
				} else {
					delete(near, i)
				}
			}
		}
		if far = near; len(far) == 0 {
			break
		}
	}
	found := make([]int, 0, len(far))
	for i := range far {
		found = append(found, i)
	}
	slices.SortFunc(found, func(a, b int) int { return cmp.Or(cmp.Compare(far[a], far[b]), cmp.Compare(a, b)) })
	return found
}

// near gives the names with a word like that one, and how far it is off. The
// beginning of a word counts too: it may still be typed.
func (n *names) near(word string) map[int]int {
	out := map[int]int{}
	allowed := 0
	switch length := len([]rune(word)); {
	case length >= 8:
		allowed = 2
	case length >= 4:
		allowed = 1
	}
	swaps := swapped(word, allowed)
	for other, at := range n.words {
		d := apart(word, other, allowed)
		if d > 1 && slices.ContainsFunc(swaps, func(s string) bool { return strings.Contains(other, s) }) {
			d = 1
		}
		if d > allowed {
			continue
		}
		for _, i := range at {
			if old, ok := out[i]; !ok || d < old {
				out[i] = d
			}
		}
	}
	return out
}

// swapped are a word's forms with two neighbouring letters in each other's
// place, which is how people mistype most; none where nothing is allowed.
func swapped(word string, allowed int) []string {
	if allowed == 0 {
		return nil
	}
	letters := []rune(word)
	var out []string
	for i := range len(letters) - 1 {
		letters[i], letters[i+1] = letters[i+1], letters[i]
		out = append(out, string(letters))
		letters[i], letters[i+1] = letters[i+1], letters[i]
	}
	return out
}

// apart is how many letters have to change to make a word the other, or the
// beginning of it. Where that is more than allowed, it need not be exact.
func apart(word, other string, allowed int) int {
	if strings.Contains(other, word) {
		return 0
	}
	if allowed == 0 || len(word) > utf8.UTFMax*(len(other)+allowed) {
		return allowed + 1
	}
	w, o := []rune(word), []rune(other)
	if len(w) > len(o)+allowed {
		return allowed + 1
	}
	best := levenshtein.ComputeDistance(word, string(o[:min(len(o), len(w))]))
	if len(o) > len(w) {
		best = min(best, levenshtein.ComputeDistance(word, string(o[:len(w)+1])))
	}
	return best
}

func nameWords(folded string) []string {
	return strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// holdsWords says whether name holds each word of sought; both are folded.
func holdsWords(name, sought string) bool {
	return !slices.ContainsFunc(strings.Fields(sought), func(word string) bool {
		return !strings.Contains(name, word)
	})
}

// headlines keep the names of the libraries' articles and outlets ready, for
// they are looked through with every letter that a member types.
type headlines struct {
	seed  maphash.Seed
	mu    sync.Mutex
	known *lru.Cache[string, *names]
}

// maxHeadlines bounds how many libraries' names are kept ready.
const maxHeadlines = 64

func newHeadlines() *headlines {
	// New fails for a size that is not positive, and for nothing else.
	known, _ := lru.New[string, *names](maxHeadlines)
	return &headlines{seed: maphash.MakeSeed(), known: known}
}

// of gives names ready to be looked through; key says whose they are. They are
// put together anew when what they are made of is not the same any more.
func (h *headlines) of(key string, of iter.Seq[string], all func() []string) *names {
	var hash maphash.Hash
	hash.SetSeed(h.seed)
	for part := range of {
		_, _ = hash.WriteString(part) // never fails
		_ = hash.WriteByte(0)
	}
	sum := hash.Sum64()
	h.mu.Lock()
	defer h.mu.Unlock()
	if n, ok := h.known.Get(key); ok && n.print == sum {
		return n
	}
	n := newNames(all())
	n.print = sum
	h.known.Add(key, n)
	return n
}

// articleChoices are the articles to suggest for what was typed.
func (b *Bot) articleChoices(v voice, library string, articles []retrieval.Meta, typed string) []*discordgo.ApplicationCommandOptionChoice {
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
			all[i] = v.headline(a) + "\n" + a.ID
		}
		return all
	}
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, i := range b.headlines.of("article "+v.tag+" "+library, madeOf, named).find(typed) {
		a := articles[i]
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: choiceName(v, a), Value: choiceValue(a.ID)})
	}
	return choices
}

// outletChoices are the outlets to suggest for what was typed, by all their
// names.
func outletChoices(ctx context.Context, lib Library, typed string) ([]*discordgo.ApplicationCommandOptionChoice, error) {
	outlets, err := lib.Outlets(ctx)
	if err != nil {
		return nil, fmt.Errorf("list outlets: %w", err)
	}
	var all, called []string
	for _, o := range outlets {
		if name := answers.Inline(o.Name); name != "" && size(o.Name) <= maxOutletName {
			all, called = append(all, name), append(called, name+"\n"+strings.Join(o.Aliases, "\n"))
		}
	}
	choices := []*discordgo.ApplicationCommandOptionChoice{}
	for _, i := range newNames(called).find(typed) {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: all[i], Value: all[i]})
	}
	return choices, nil
}

// choiceName shows an article in the list, its outlet and day whole where the
// headline leaves room for nothing else.
func choiceName(v voice, a retrieval.Meta) string {
	where := " · " + clip(v.outlet(a), maxChoice/3)
	if a.Day() != "" {
		where += " · " + v.date(a)
	}
	return clip(v.headline(a), maxChoice-size(where)) + where
}

// choiceValue stands for an article's id, which may be longer than Discord lets
// a choice's value be.
func choiceValue(id string) string {
	if size(id) <= maxChoice {
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

// fold makes words comparable without regard to case and accents.
func fold(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.ToLower(s)
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}
