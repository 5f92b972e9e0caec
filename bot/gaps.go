package bot

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/bot/record"
	"dateline/bot/show"
	"dateline/retrieval/text"
)

// How many unserved questions are read, and how many groups of them are shown.
const (
	maxGaps   = 2000
	shownGaps = 15
)

// gaps shows moderators the questions that the library did not serve, without
// who asked them.
func (b *Bot) gaps(ctx context.Context, r *request) (show.Message, error) {
	all, err := b.records.Gaps(ctx, r.guild, maxGaps)
	if err != nil {
		return show.Message{}, err
	}
	reasons, err := b.records.GivenReasons(ctx, r.guild, maxGaps)
	if err != nil {
		return show.Message{}, err
	}
	groups := group(b.analyzer, all)
	for _, given := range reasons {
		key := fingerprint(b.analyzer, given.Question)
		if i := slices.IndexFunc(groups, func(g gapGroup) bool { return g.fingerprint == key }); i >= 0 {
			groups[i].reasons = append(groups[i].reasons, given.Reason)
		}
	}
	return renderGaps(r.say, groups, keepDays(r.settings)), nil
}

// gapGroup are questions that ask for the same.
type gapGroup struct {
	text        string // the newest of them
	unanswered  int
	unhelpful   int
	reasons     []string // why it was not, as far as members have said
	fingerprint string
}

// group joins the questions that have the same words, but for their order, their
// form and words without a topic. The most frequent come first, the newest
// before others.
func group(an *text.Analyzer, gaps []record.Gap) []gapGroup {
	var out []gapGroup
	for _, g := range gaps {
		key := fingerprint(an, g.Text)
		i := slices.IndexFunc(out, func(o gapGroup) bool { return o.fingerprint == key })
		if i < 0 {
			i = len(out)
			out = append(out, gapGroup{text: g.Text, fingerprint: key})
		}
		if g.Answered {
			out[i].unhelpful++
		} else {
			out[i].unanswered++
		}
	}
	slices.SortStableFunc(out, func(a, b gapGroup) int {
		return cmp.Compare(b.unanswered+b.unhelpful, a.unanswered+a.unhelpful)
	})
	return out
}

func fingerprint(an *text.Analyzer, question string) string {
	var terms []string
	question = cmp.Or(answers.Said(question, nil).Question, question)
	asking := manner.Asking(question)
	for _, t := range an.Tokens(question, text.LanguageOf("", question)) {
		asks := slices.ContainsFunc(asking, func(s [2]int) bool { return s[0] <= t.Start && t.End <= s[1] })
		if !t.Stop && !asks {
			terms = append(terms, string(t.Term))
		}
	}
	slices.Sort(terms)
	return strings.Join(slices.Compact(terms), " ")
}

func renderGaps(v show.Voice, groups []gapGroup, days int) show.Message {
	if len(groups) == 0 {
		return show.Notice(v.Say("gaps_none", "Count", days))
	}
	embed := &discordgo.MessageEmbed{
		Title: v.Say("gaps_title"), Color: show.ColourNearest, Description: v.Say("gaps_note", "Count", days),
	}
	for _, g := range groups[:min(len(groups), shownGaps)] {
		var why []string
		if g.unanswered > 0 {
			why = append(why, v.Say("gap_unanswered", "Count", g.unanswered))
		}
		if g.unhelpful > 0 {
			why = append(why, v.Say("gap_unhelpful", "Count", g.unhelpful))
		}
		why = append(why, reasonCounts(v, g.reasons)...)
		embed.Fields = append(embed.Fields, &discordgo.MessageEmbedField{
			Name: show.ClipMarkdown(g.text, show.MaxFieldName), Value: strings.Join(why, " · "),
		})
	}
	m := show.Message{Embeds: []*discordgo.MessageEmbed{embed}, Private: true}
	if left := len(groups) - shownGaps; left > 0 {
		m.Content = v.Say("gaps_left", "Count", left)
	}
	return m
}

// reasonCounts says how often each reason was given.
func reasonCounts(v show.Voice, given []string) []string {
	var out []string
	for _, reason := range record.Reasons() {
		n := 0
		for _, g := range given {
			if g == reason {
				n++
			}
		}
		if n > 0 {
			out = append(out, v.Say("reason_"+reason)+" ("+strconv.Itoa(n)+")")
		}
	}
	return out
}
