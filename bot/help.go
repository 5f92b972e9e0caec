package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/retrieval"
)

// How many questions help gives as examples, and how many articles it tries for
// them.
const (
	maxExamples = 3
	maxTried    = 12
)

// help says what can be asked here.
func (b *Bot) help(ctx context.Context, r *request) (message, error) {
	lib, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return message{}, err
	}
	examples, err := exampleQuestions(ctx, r.say, lib, articles)
	if err != nil {
		return message{}, err
	}
	return renderHelp(r, articles, examples), nil
}

// exampleQuestions returns questions that the library answers, found by asking
// them; no two are about the same outlet while there are others.
func exampleQuestions(ctx context.Context, v voice, lib Answers, articles []retrieval.Meta) ([]string, error) {
	var out []string
	for _, a := range spread(articles, maxTried) {
		question := v.say("example_question", "Headline", strings.TrimRight(answers.Inline(a.Title), "?!. "))
		answer, err := lib.Ask(ctx, answers.Question{Text: question})
		if err != nil {
			return nil, fmt.Errorf("try a question: %w", err)
		}
		if answer.Answered {
			if out = append(out, question); len(out) == maxExamples {
				break
			}
		}
	}
	return out, nil
}

// spread picks at most n articles with headlines, an outlet's second one only
// after the first of each.
func spread(articles []retrieval.Meta, n int) []retrieval.Meta {
	var first, rest []retrieval.Meta
	seen := map[string]bool{}
	for _, a := range articles {
		switch {
		case answers.Inline(a.Title) == "" || size(a.Title) > maxQuestion/4:
		case seen[a.Outlet]:
			rest = append(rest, a)
		default:
			seen[a.Outlet] = true
			first = append(first, a)
		}
	}
	all := slices.Concat(first, rest)
	return all[:min(len(all), n)]
}

func renderHelp(r *request, articles []retrieval.Meta, examples []string) message {
	v := r.say
	embed := &discordgo.MessageEmbed{
		Title: v.say("help_title"), Color: colourQuoted, Description: v.say("help_intro", "Articles", v.say("articles", "Count", len(articles))),
	}
	if len(examples) > 0 {
		var lines []string
		for _, q := range examples {
			lines = append(lines, "• "+clipMarkdown(q, maxFieldValue/maxExamples-3))
		}
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("help_examples"), Value: strings.Join(lines, "\n")})
	}
	lines := commandLines(v, "ask", "search", "summary", "compare", "timeline", "sources", "privacy")
	lines = append(lines, "**"+v.say("name_find")+"** "+v.say("help_find"), "**"+v.say("name_check")+"** "+v.say("help_check"))
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("help_commands"), Value: strings.Join(lines, "\n")})
	if r.moderates() {
		lines := append(commandLines(v, "library", "feed", "watch"), "**"+v.say("name_add")+"** "+v.say("help_add"))
		if r.administers() {
			lines = append(lines, commandLines(v, "settings")...)
		}
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("help_moderators"), Value: strings.Join(lines, "\n")})
	}
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.say("help_follow_title"), Value: v.say("help_follow")})
	return message{embeds: []*discordgo.MessageEmbed{embed}}
}

// commandLines say what commands are for.
func commandLines(v voice, names ...string) []string {
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = "**" + v.command(name) + "** " + v.say("command_"+name)
	}
	return lines
}
