package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"unicode"

	"github.com/bwmarrin/discordgo"
	"golang.org/x/text/unicode/norm"

	"dateline/answers"
	"dateline/retrieval"
)

// suggestions are the articles whose headline holds all the words that a member
// has typed so far, those that begin with them first.
func suggestions(articles []retrieval.Meta, typed string) []*discordgo.ApplicationCommandOptionChoice {
	sought := fold(typed)
	var first, rest []retrieval.Meta
	for _, a := range articles {
		switch title := fold(answers.Headline(a)); {
		case strings.HasPrefix(title, sought):
			first = append(first, a)
		case holdsWords(title, sought):
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

// holdsWords says whether title holds each word of sought; both are folded.
func holdsWords(title, sought string) bool {
	return !slices.ContainsFunc(strings.Fields(sought), func(word string) bool {
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
