package bot

import (
	"strconv"

	"dateline/bot/command"
	"dateline/bot/record"
	"dateline/bot/show"
)

// withControls puts below an answer of so many excerpts what can be done with it:
// what is done most as buttons, the rest as a list.
func (b *Bot) withControls(m show.Message, r *request, q record.Question, excerpts int) show.Message {
	follow := show.Button{Label: r.say.Say("button_follow"), ID: show.JoinID("follow", q.ID)}
	if excerpts == 0 {
		m.Rows = [][]show.Button{{follow}}
		return m
	}
	m.Rows = [][]show.Button{{{Label: r.say.Say("button_context"), ID: show.JoinID("context", q.ID, "0")}, follow}}
	more := show.Menu{ID: show.JoinID(command.MenuName, q.ID), Label: r.say.Say("button_menu")}
	offer := func(label, id string) {
		more.Options = append(more.Options, show.Button{Label: r.say.Say(label), ID: id})
	}
	if excerpts >= b.excerptsOf(r) {
		offer("button_more", show.JoinID("more", q.ID, "0"))
	}
	offer("button_receipt", show.JoinID("receipt", q.ID))
	if keepDays(r.settings) > 0 {
		offer("button_helpful", show.JoinID("helpful", q.ID))
		offer("button_unhelpful", show.JoinID("unhelpful", q.ID))
	}
	if r.private && r.mayShare() {
		offer("button_share", show.JoinID("share", q.ID))
	}
	m.Menus = []show.Menu{more}
	return m
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
