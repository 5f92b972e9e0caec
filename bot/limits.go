package bot

import "dateline/bot/record"

// The most that can be given to options.
const (
	// maxQuestion bounds a question, in characters.
	maxQuestion = 1000
	// maxOutletName leaves room in a button's id for the outlet that a list is
	// narrowed to.
	maxOutletName = 80
	// maxSentences is how long a summary can be, and MaxExcerpts how many
	// excerpts an answer can have.
	maxSentences = 15
	MaxExcerpts  = 10
	// maxKeepDays is for how many days questions can be kept, maxRate how many a
	// minute can be allowed, and maxQuota how many articles a library can be.
	maxKeepDays = 365
	maxRate     = 1000
	maxQuota    = 1_000_000
)

// The forms that answers have.
const (
	formFull    = "full"
	formCompact = "compact"
)

// How a member can have themself told what is new on a standing question.
const (
	tellDirectly  = string(record.Directly)
	tellByMention = string(record.ByMention)
	tellChannel   = "channel"
)
