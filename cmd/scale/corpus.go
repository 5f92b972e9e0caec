package main

import (
	"context"
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"time"
	"unicode"

	"dateline/retrieval"
	"dateline/retrieval/load"
	"dateline/retrieval/text"
)

// rareIn is in how many of the benchmark's articles a word stands at most that
// is rare: such words are what a growing collection has ever more of.
const rareIn = 4

// corpus makes a collection of any size out of a benchmark's articles: first
// those themselves, then made-up ones.
//
// A made-up article has the paragraphs and sentences of one of the benchmark's,
// in their lengths, and its outlet. Its words follow each other as pairs of words
// do in the benchmark, so that usual words and turns are as frequent at any size.
// A rare word is one of its forms, of which there are as many as the square root
// of how many times the collection has grown: by Heaps' law the vocabulary grows
// like that, and a rare word stays rare. Few longer strings of words are shared,
// as between articles about different things.
type corpus struct {
	base []retrieval.Article
	// follows has the words after each word, as often as they come; those of ""
	// begin a sentence.
	follows map[string][]string
	rare    map[string]bool // by the bare word
}

func readCorpus(ctx context.Context, folder string) (*corpus, error) {
	c := &corpus{follows: make(map[string][]string), rare: make(map[string]bool)}
	file := filepath.Join(folder, "articles.jsonl")
	err := load.New(load.Config{}).Load(ctx, nil, load.Request{Sources: []string{file}, DryRun: true}, func(it load.Item) error {
		if it.Article == nil {
			return fmt.Errorf("%s: %s %s", it.ID, it.Status, it.Reason)
		}
		a := *it.Article
		a.Blocks = text.FindBlocks(a.Body)
		c.base = append(c.base, a)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the benchmark: %w", err)
	}
	in := make(map[string]int)
	for _, a := range c.base {
		seen := make(map[string]bool)
		for _, words := range sentences(a.Body) {
			c.learn(words, seen)
		}
		for w := range seen {
			in[w]++
		}
	}
	for w, n := range in {
		c.rare[w] = n <= rareIn
	}
	return c, nil
}

// learn notes which words follow which in a sentence, and which were seen.
func (c *corpus) learn(words []string, seen map[string]bool) {
	last := ""
	for _, w := range words {
		c.follows[last] = append(c.follows[last], w)
		seen[bare(w)] = true
		last = w
	}
}

// sentences returns the words of each sentence.
func sentences(body string) (out [][]string) {
	for _, block := range text.FindBlocks(body) {
		for _, s := range text.Sentences(body, block.Span) {
			out = append(out, strings.Fields(body[s.Start:s.End]))
		}
	}
	return out
}

func notWord(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

func bare(word string) string { return strings.ToLower(strings.TrimFunc(word, notWord)) }

// articles gives articles with about so many passages in all, the same ones
// each time.
func (c *corpus) articles(most int) iter.Seq[retrieval.Article] {
	return func(yield func(retrieval.Article) bool) {
		r := rand.New(rand.NewPCG(1, 1))
		count, first := 0, 0
		for i := 0; count < most; i++ {
			a := c.base[i%len(c.base)]
			if i >= len(c.base) {
				forms := int(math.Sqrt(float64(count) / float64(first)))
				a = c.made(r, a, i, forms)
			}
			count += len(passages(a))
			if i < len(c.base) {
				first = count
			}
			if !yield(a) {
				return
			}
		}
	}
}

// made returns the made-up article number i, in the form of another.
func (c *corpus) made(r *rand.Rand, like retrieval.Article, i, forms int) retrieval.Article {
	var body strings.Builder
	for _, block := range like.Blocks {
		for _, s := range text.Sentences(like.Body, block.Span) {
			n := len(strings.Fields(like.Body[s.Start:s.End]))
			body.WriteString(c.sentence(r, n, forms))
			body.WriteByte(' ')
		}
		body.WriteString("\n\n")
	}
	day := time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, r.IntN(1500))
	a := retrieval.Article{
		Meta: retrieval.Meta{
			ID: fmt.Sprintf("made-%d", i), Title: c.sentence(r, len(strings.Fields(like.Title)), forms),
			Outlet: like.Outlet, Published: day.Format(time.DateOnly), Language: like.Language,
		},
		Body: strings.TrimSpace(body.String()),
	}
	a.Blocks = text.FindBlocks(a.Body)
	return a
}

// sentence returns n words and a full stop.
func (c *corpus) sentence(r *rand.Rand, n, forms int) string {
	words := make([]string, max(n, 1))
	last := ""
	for i := range words {
		next := c.follows[last]
		if len(next) == 0 {
			next = c.follows[""]
		}
		last = next[r.IntN(len(next))]
		words[i] = last
		if c.rare[bare(last)] {
			words[i] = form(strings.TrimFunc(last, notWord), r.IntN(forms+1))
		}
	}
	return strings.TrimRight(strings.Join(words, " "), ".!?;:,") + "."
}

// form returns a word in its form n, of which 0 is the word itself.
func form(word string, n int) string {
	const syllables = "kolumonutopuvozurudo" // no stemmer takes them off
	for ; n > 0; n /= len(syllables) / 2 {
		at := n % (len(syllables) / 2) * 2
		word += syllables[at : at+2]
	}
	return word
}

// passageWords bounds the passages that every engine gets: Dateline cuts its own
// so.
const passageWords = 120

func passages(a retrieval.Article) []text.Span {
	return text.CutPassages(a.Body, a.Blocks, passageWords)
}
