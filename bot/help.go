package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval"
)

// How many questions help gives as examples, and how many it tries for them.
const (
	maxExamples = 3
	maxTried    = 12
)

// help says what can be asked here.
func (b *Bot) help(ctx context.Context, r *request) (show.Message, error) {
	lib, articles, err := b.articlesFor(ctx, r)
	if err != nil {
		return show.Message{}, err
	}
	examples, err := b.exampleQuestions(ctx, r, lib, articles)
	if err != nil {
		return show.Message{}, err
	}
	return renderHelp(r, articles, examples), nil
}

// exampleQuestions returns questions that the library answers: about those whom
// headlines name, or else about headlines. No two are about the same outlet while
// there are others.
func (b *Bot) exampleQuestions(ctx context.Context, r *request, lib Library, articles []retrieval.Meta) ([]string, error) {
	articles = spread(articles, maxTried)
	var about, headlines [][]string
	for _, m := range articles {
		questions, err := b.questionsOn(ctx, r, lib, m)
		if err != nil {
			return nil, err
		}
		about = append(about, questions)
		headlines = append(headlines, []string{r.say.Say("example_question", "Headline", strings.TrimRight(answers.Inline(m.Title), "?!. "))})
	}
	out, err := b.answered(ctx, r, lib, about)
	if err != nil || len(out) > 0 {
		return out, err
	}
	return b.answered(ctx, r, lib, headlines)
}

// answered returns of each group the first question that the library answers,
// found by asking half of maxTried at most.
func (b *Bot) answered(ctx context.Context, r *request, lib Answers, groups [][]string) (out []string, err error) {
	tried := 0
	for _, questions := range groups {
		for _, question := range questions {
			if tried++; tried > maxTried/2 || len(out) == maxExamples {
				return out, nil
			}
			a, err := lib.Ask(ctx, b.asks(r, record.Inquiry{Text: question}, 0))
			if err != nil {
				return nil, fmt.Errorf("try a question: %w", err)
			}
			if a.Answered && !slices.Contains(out, question) {
				out = append(out, question)
				break
			}
		}
	}
	return out, nil
}

// questionsOn returns what people may ask about those whom a headline names.
func (b *Bot) questionsOn(ctx context.Context, r *request, lib Articles, m retrieval.Meta) ([]string, error) {
	title := answers.Inline(m.Title)
	isName, err := namesOf(ctx, r, lib, title)
	if err != nil || isName == nil {
		return nil, err
	}
	var names []string
	last := -1 // where the name before ends
	for _, t := range b.analyzer.Tokens(title, m.Language) {
		if t.Stop || !t.Upper || !isName(t.Exact) {
			continue
		}
		if n := len(names) - 1; n >= 0 && title[last:t.Start] == " " {
			names[n] += title[last:t.End]
		} else {
			names = append(names, title[t.Start:t.End])
		}
		last = t.End
	}
	if len(names) == 0 {
		return nil, nil
	}
	out := []string{r.say.Say("example_latest", "Name", names[0])}
	if len(names) > 1 {
		out = append([]string{r.say.Say("example_said", "Name", names[0], "Topic", names[1])}, out...)
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
		case answers.Inline(a.Title) == "" || show.Size(a.Title) > command.MaxQuestion/4:
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

func renderHelp(r *request, articles []retrieval.Meta, examples []string) show.Message {
	v := r.say
	embed := &discordgo.MessageEmbed{
		Title: v.Say("help_title"), Color: show.ColourQuoted, Description: v.Say("help_intro", "Articles", v.Say("articles", "Count", len(articles))),
	}
	if len(examples) > 0 {
		var lines []string
		for _, q := range examples {
			lines = append(lines, "• "+show.ClipMarkdown(q, show.MaxFieldValue/maxExamples-3))
		}
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("help_examples"), Value: strings.Join(lines, "\n")})
	}
	lines := commandLines(v, "ask", "search", "summary", "compare", "timeline", "sources", "watch", "privacy")
	lines = append(lines, "**"+v.Say("name_find")+"** "+v.Say("help_find"), "**"+v.Say("name_check")+"** "+v.Say("help_check"))
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("help_commands"), Value: strings.Join(lines, "\n")})
	if r.moderates() {
		lines := append(commandLines(v, "library", "feed", "digest"), "**"+v.Say("name_add")+"** "+v.Say("help_add"))
		if r.administers() {
			lines = append(lines, commandLines(v, "settings")...)
		}
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("help_moderators"), Value: strings.Join(lines, "\n")})
	}
	embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{Name: v.Say("help_follow_title"), Value: v.Say("help_follow")})
	return show.Message{Embeds: []*discordgo.MessageEmbed{embed}}
}

// commandLines say what commands are for.
func commandLines(v show.Voice, names ...string) []string {
	lines := make([]string, len(names))
	for i, name := range names {
		lines[i] = "**" + v.Command(name) + "** " + v.Say("command_"+name)
	}
	return lines
}
