package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"dateline/answers"
	"dateline/retrieval"
)

// defaultSentences is how long a summary is when nothing else is asked for, and
// maxSentences how long it can be.
const (
	defaultSentences = 5
	maxSentences     = 15
)

// summary shows the sentences that carry an article.
func summary(ctx context.Context, lib Library, given options) (message, error) {
	articles, err := lib.List(ctx, retrieval.Filter{})
	if err != nil {
		return message{}, fmt.Errorf("list articles: %w", err)
	}
	article, ok := find(articles, given.text("article"))
	if !ok {
		return message{}, refusal(textNoArticle)
	}
	n := given.number("sentences")
	if n <= 0 {
		n = defaultSentences
	}
	s, err := lib.Summarize(ctx, article.ID, min(n, maxSentences))
	if err != nil {
		return message{}, fmt.Errorf("summarize article %s: %w", article.ID, err)
	}
	return renderSummary(s), nil
}

// find gives the article that a member named: by choosing it from the list, by
// its id, or by words that only its headline has.
func find(articles []retrieval.Meta, text string) (retrieval.Meta, bool) {
	for _, a := range articles {
		if a.ID == text || choiceValue(a.ID) == text {
			return a, true
		}
	}
	var found []retrieval.Meta
	for _, a := range articles {
		if fold(answers.Headline(a)) == fold(text) {
			return a, true
		}
		if matches(a, text) {
			found = append(found, a)
		}
	}
	if text == "" || len(found) != 1 {
		return retrieval.Meta{}, false
	}
	return found[0], true
}

// suggestions are the articles whose headline holds all the words that a member
// has typed so far, those that begin with them first.
func suggestions(articles []retrieval.Meta, typed string) []*discordgo.ApplicationCommandOptionChoice {
	var first, rest []retrieval.Meta
	for _, a := range articles {
		switch {
		case strings.HasPrefix(fold(answers.Headline(a)), fold(typed)):
			first = append(first, a)
		case matches(a, typed):
			rest = append(rest, a)
		}
	}
	found := slices.Concat(first, rest)
	choices := make([]*discordgo.ApplicationCommandOptionChoice, 0, maxChoices)
	for _, a := range found[:min(len(found), maxChoices)] {
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: choiceName(a), Value: choiceValue(a.ID)})
	}
	return choices
}

// matches says whether an article's headline holds each word of text.
func matches(a retrieval.Meta, text string) bool {
	title := fold(answers.Headline(a))
	return !slices.ContainsFunc(strings.Fields(fold(text)), func(word string) bool {
		return !strings.Contains(title, word)
	})
}

// choiceName shows an article in the list, its outlet and day whole where the
// headline leaves room for nothing else.
func choiceName(a retrieval.Meta) string {
	where := " · " + clip(answers.OutletName(a), maxChoice/3)
	if a.Day() != "" {
		where += " · " + answers.LongDate(a)
	}
	return clip(answers.Headline(a), maxChoice-size(where)) + where
}

// choiceValue stands for an article's id, which may be longer than Discord lets
// a choice's value be.
func choiceValue(id string) string {
	if size(id) <= maxChoice {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// fold makes words comparable without regard to case and accents.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(s))
}
