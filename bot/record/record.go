// Package record is what the bot keeps between its runs: what a server's admins
// have set, what was asked, what members thought of the answers, standing
// questions, what is posted where, and receipts of what was quoted. A Store keeps
// them beside the libraries, in tables of retrieval/store's database; what was
// deleted is overwritten there. The bot gives records their meaning.
package record

import (
	"cmp"
	"errors"
	"time"

	"dateline/answers"
)

// ErrNone says that nothing is kept under that id.
var ErrNone = errors.New("no such record")

// Settings are what a server's admins have set. The zero Settings leave all to
// the defaults, as does each field's zero value.
type Settings struct {
	// Moderators is the role whose members moderate beside those who may manage
	// messages.
	Moderators string `json:"moderators,omitempty"`
	// MoreModerators are further such roles.
	MoreModerators []string `json:"more_moderators,omitempty"`
	// Alerts is the channel where moderators are told of feeds that fail.
	Alerts string `json:"alerts,omitempty"`
	// Timezone names the zone by whose clock digests are posted; empty is UTC.
	Timezone string `json:"timezone,omitempty"`
	// Channels say how the bot answers in a channel, and Elsewhere in all that
	// are not named there.
	Channels  map[string]Mode `json:"channels,omitempty"`
	Elsewhere Mode            `json:"elsewhere,omitempty"`
	// Language is a BCP 47 tag; empty follows the language of whoever asks.
	Language string `json:"language,omitempty"`
	// Excerpts is how many an answer has.
	Excerpts int `json:"excerpts,omitempty"`
	// Compact shows an answer in its shortest form, and NoPictures without the
	// pictures of articles.
	Compact    bool `json:"compact,omitempty"`
	NoPictures bool `json:"no_pictures,omitempty"`
	// Threshold is the confidence, 0 to 1, under which the bot abstains.
	Threshold *float64 `json:"threshold,omitempty"`
	// Starter says whether the starter articles are in the library.
	Starter *bool `json:"starter,omitempty"`
	// KeepDays is how long questions are kept; 0 keeps none.
	KeepDays *int `json:"keep_days,omitempty"`
	// MemberRate and ServerRate are how many questions a minute a member and
	// all members together may ask; 0 sets no limit.
	MemberRate *int `json:"member_rate,omitempty"`
	ServerRate *int `json:"server_rate,omitempty"`
	// Quota is how many articles the library may hold; 0 sets no limit.
	Quota int `json:"quota,omitempty"`
}

// ModeOf returns how the bot answers in a channel; a thread, whose channel is
// given as its parent, is as that is.
func (s Settings) ModeOf(channel, parent string) Mode {
	for _, id := range []string{channel, parent} {
		if mode, ok := s.Channels[id]; ok {
			return mode
		}
	}
	return cmp.Or(s.Elsewhere, Public)
}

// ModeratorRoles returns the roles whose members moderate.
func (s Settings) ModeratorRoles() []string {
	if s.Moderators == "" {
		return nil
	}
	return append([]string{s.Moderators}, s.MoreModerators...)
}

// SetModeratorRoles has the members of these roles moderate; nobody by a role where
// there are none.
func (s *Settings) SetModeratorRoles(roles []string) {
	s.Moderators, s.MoreModerators = "", nil
	if len(roles) > 0 {
		s.Moderators = roles[0]
	}
	if len(roles) > 1 {
		s.MoreModerators = roles[1:]
	}
}

// Mode is how the bot answers in a channel.
type Mode string

// The modes; an empty one is Public.
const (
	Public  Mode = "public"
	Private Mode = "private"
	Thread  Mode = "thread"
	Off     Mode = "off"
)

// Modes are all of them, in the order in which admins are offered them.
func Modes() []Mode { return []Mode{Public, Private, Thread, Off} }

// Question is something that a member asked, and what came of it.
type Question struct {
	// ID is the snowflake of the interaction or the message that asked.
	ID      string    `json:"id"`
	Guild   string    `json:"server"` // empty in a direct message
	Channel string    `json:"channel"`
	User    string    `json:"-"`
	Asked   time.Time `json:"asked"`
	Inquiry
	// Answered says whether the library had an answer.
	Answered bool `json:"answered"`
	// Private says that only the member saw the answer.
	Private   bool       `json:"private"`
	Citations []Citation `json:"citations"`
	// Helpful is what the member themself said of the answer, nil when nothing.
	Helpful *bool `json:"helpful"`
}

// Quoted returns where the excerpts of the answer stand.
func (q Question) Quoted() []answers.Citation {
	out := make([]answers.Citation, len(q.Citations))
	for i, c := range q.Citations {
		out[i] = c.Citation
	}
	return out
}

// Inquiry is what is looked for, and within what.
type Inquiry struct {
	Kind Kind `json:"kind"`
	// Text is what was asked, and Understood what was looked for in its place
	// because of what was asked before, empty when that is the same.
	Text       string   `json:"text"`
	Understood string   `json:"understood,omitempty"`
	Outlets    []string `json:"outlets,omitempty"`
	Since      string   `json:"since,omitempty"`
	Until      string   `json:"until,omitempty"`
	// AsOf is the day that it was asked as of, and LoadedBy the one by whose end
	// texts had been loaded; empty for none.
	AsOf     string `json:"as_of,omitempty"`
	LoadedBy string `json:"loaded_by,omitempty"`
}

// Sought returns the text that the library is asked for.
func (q Inquiry) Sought() string {
	if q.Understood != "" {
		return q.Understood
	}
	return q.Text
}

// Kind says how something was asked.
type Kind string

// The kinds of inquiry.
const (
	Ask    Kind = "ask"
	Search Kind = "search"
	Find   Kind = "find" // what bears on a message

	// What several articles say on a topic.
	Compare  Kind = "compare"
	Timeline Kind = "timeline"
	Summary  Kind = "summary"
)

// Citation is where an excerpt stands, with what it takes to show it again.
type Citation struct {
	answers.Citation
	// TrimmedFront and TrimmedEnd say that its sentence goes on there.
	TrimmedFront bool `json:"trimmed_front,omitempty"`
	TrimmedEnd   bool `json:"trimmed_end,omitempty"`
	// Matched are the words that the question asked for, as pairs of offsets
	// into the body, and Carriers the articles that have the same text.
	Matched  [][2]int `json:"-"`
	Carriers []string `json:"-"`
}

// Watch is a standing question: asked again whenever its library has changed.
type Watch struct {
	Num     int64     `json:"number"`
	Library string    `json:"-"`
	Guild   string    `json:"server"` // empty for one of the terminal's
	Channel string    `json:"channel"`
	User    string    `json:"-"`
	Added   time.Time `json:"added"`
	Inquiry
	// Tell says how the member who asks is told of what is new.
	Tell Tell `json:"tell,omitempty"`
	// Seq is the library's last change that it was asked after.
	Seq int64 `json:"-"`
}

// Tell is how a member is told of what is new on a standing question.
type Tell string

// The ways; InChannel tells all who read the channel, and is the server's
// question. The others are the member's own.
const (
	InChannel Tell = ""
	ByMention Tell = "mention" // in the channel
	Directly  Tell = "direct"  // in a direct message
)

// Kept is all that is kept about a member. No list of it is nil.
type Kept struct {
	Questions []Question `json:"questions"`
	// Ratings are what they said of the answers that others got.
	Ratings []Rating `json:"ratings"`
	// Reasons are why they found answers not helpful.
	Reasons []Reason `json:"reasons"`
	// Watches are the standing questions that they began, Acts what they did to
	// libraries, and Feeds what they subscribed libraries to.
	Watches []Watch        `json:"standing_questions"`
	Acts    []Act          `json:"acts"`
	Feeds   []Subscription `json:"feeds"`
}

// Rating is what a member said of an answer.
type Rating struct {
	Question string `json:"question"` // its id
	Helpful  bool   `json:"helpful"`
}

// Act is what a member did to a library, as its log has it.
type Act struct {
	Library string    `json:"library"`
	ID      string    `json:"id"`
	Time    time.Time `json:"time"`
	Name    string    `json:"name"` // of the member then
	What    string    `json:"what"`
	Detail  string    `json:"detail"`
}

// Subscription is a feed that a member subscribed a library to.
type Subscription struct {
	Library string    `json:"library"`
	URL     string    `json:"url"`
	Added   time.Time `json:"added"`
	// By names the member.
	By string `json:"added_by"`
}

// Gap is a question that the library did not serve.
type Gap struct {
	Text  string
	Asked time.Time
	// Answered says that there was an answer, which somebody found not helpful.
	Answered bool
}
