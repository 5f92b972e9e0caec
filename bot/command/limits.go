package command

import "dateline/bot/record"

// The most that can be given to options.
const (
	// MaxQuestion bounds a question, in characters.
	MaxQuestion = 1000
	// MaxOutletName leaves room in a button's id for the outlet that a list is
	// narrowed to.
	MaxOutletName = 80
	// MaxSentences is how long a summary can be, and MaxExcerpts how many
	// excerpts an answer can have.
	MaxSentences = 15
	MaxExcerpts  = 10
	// MaxKeepDays is for how many days questions can be kept, MaxRate how many a
	// minute can be allowed, and MaxQuota how many articles a library can be.
	MaxKeepDays = 365
	MaxRate     = 1000
	MaxQuota    = 1_000_000
)

// The forms that answers have.
const (
	FormFull    = "full"
	FormCompact = "compact"
)

// How a member can have themself told what is new on a standing question.
const (
	TellDirectly  = string(record.Directly)
	TellByMention = string(record.ByMention)
	TellChannel   = "channel"
)
