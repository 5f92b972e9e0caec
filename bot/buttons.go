package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
	"dateline/bot/show"
)

// answerButtons returns what can be done with an answer of so many excerpts.
func (b *Bot) answerButtons(r *request, q record.Question, excerpts int) [][]show.Button {
	follow := show.Button{Label: r.say.Say("button_follow"), ID: show.JoinID("follow", q.ID)}
	if excerpts == 0 {
		return [][]show.Button{{follow}}
	}
	first := []show.Button{{Label: r.say.Say("button_context"), ID: show.JoinID("context", q.ID, "0")}}
	if excerpts >= b.excerptsOf(r) {
		first = append(first, show.Button{Label: r.say.Say("button_more"), ID: show.JoinID("more", q.ID, "0")})
	}
	first = append(first, follow, show.Button{Label: r.say.Say("button_receipt"), ID: show.JoinID("receipt", q.ID)})
	var second []show.Button
	if keepDays(r.settings) > 0 {
		second = append(second,
			show.Button{Label: r.say.Say("button_helpful"), ID: show.JoinID("helpful", q.ID)},
			show.Button{Label: r.say.Say("button_unhelpful"), ID: show.JoinID("unhelpful", q.ID)})
	}
	if r.private && r.mayShare() {
		second = append(second, show.Button{Label: r.say.Say("button_share"), ID: show.JoinID("share", q.ID), Style: discordgo.PrimaryButton})
	}
	if len(second) == 0 {
		return [][]show.Button{first}
	}
	return [][]show.Button{first, second}
}

// mayShare reports whether answers may be public where the request comes from.
func (r *request) mayShare() bool {
	mode := r.mode()
	return r.guild != "" && (mode == record.Public || mode == record.Thread) && r.maySpeak()
}

// turning returns the buttons that turn pages: back and forth, and between them
// at which of how many the member is.
func turning(v show.Voice, page, pages int, id func(page int) string) [][]show.Button {
	if pages <= 1 {
		return nil
	}
	return [][]show.Button{{
		{Label: "◀ " + v.Say("button_back"), ID: id(page - 1), Off: page == 0},
		{Label: strconv.Itoa(page+1) + " / " + strconv.Itoa(pages), ID: show.JoinID("page", strconv.Itoa(page)), Off: true},
		{Label: v.Say("button_next") + " ▶", ID: id(page + 1), Off: page >= pages-1},
	}}
}

// turnID makes the ids of buttons that turn the pages of a question's answer.
func turnID(name, question string) func(page int) string {
	return func(page int) string { return show.JoinID(name, question, strconv.Itoa(page)) }
}
