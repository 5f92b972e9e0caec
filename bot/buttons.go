package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"dateline/bot/record"
)

// answerButtons returns what can be done with an answer of so many excerpts.
func (b *Bot) answerButtons(r *request, q record.Question, excerpts int) [][]button {
	follow := button{label: r.say.say("button_follow"), id: joinID("follow", q.ID)}
	if excerpts == 0 {
		return [][]button{{follow}}
	}
	first := []button{{label: r.say.say("button_context"), id: joinID("context", q.ID, "0")}}
	if excerpts >= b.excerptsOf(r) {
		first = append(first, button{label: r.say.say("button_more"), id: joinID("more", q.ID, "0")})
	}
	first = append(first, follow, button{label: r.say.say("button_receipt"), id: joinID("receipt", q.ID)})
	var second []button
	if keepDays(r.settings) > 0 {
		second = append(second,
			button{label: r.say.say("button_helpful"), id: joinID("helpful", q.ID)},
			button{label: r.say.say("button_unhelpful"), id: joinID("unhelpful", q.ID)})
	}
	if r.private && r.mayShare() {
		second = append(second, button{label: r.say.say("button_share"), id: joinID("share", q.ID), style: discordgo.PrimaryButton})
	}
	if len(second) == 0 {
		return [][]button{first}
	}
	return [][]button{first, second}
}

// mayShare reports whether answers may be public where the request comes from.
func (r *request) mayShare() bool {
	mode := r.mode()
	return r.guild != "" && (mode == record.Public || mode == record.Thread) && r.maySpeak()
}

// turning returns the buttons that turn pages: back and forth, and between them
// at which of how many the member is.
func turning(v voice, page, pages int, id func(page int) string) [][]button {
	if pages <= 1 {
		return nil
	}
	return [][]button{{
		{label: "◀ " + v.say("button_back"), id: id(page - 1), off: page == 0},
		{label: strconv.Itoa(page+1) + " / " + strconv.Itoa(pages), id: joinID("page", strconv.Itoa(page)), off: true},
		{label: v.say("button_next") + " ▶", id: id(page + 1), off: page >= pages-1},
	}}
}

// turnID makes the ids of buttons that turn the pages of a question's answer.
func turnID(name, question string) func(page int) string {
	return func(page int) string { return joinID(name, question, strconv.Itoa(page)) }
}
