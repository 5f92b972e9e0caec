package answers

import (
	"time"

	"dateline/answers/manner"
	"dateline/retrieval"
	"dateline/retrieval/linear"
	"dateline/retrieval/text"
)

// Excerpt is a quotation: text is the body's bytes from start to end in that
// revision of the article, to the letter.
type Excerpt struct {
	Text  string `json:"text"`
	Start int    `json:"start"`
	End   int    `json:"end"`
	// Score orders the excerpts of one answer; it has no unit.
	Score   float64        `json:"score"`
	Article retrieval.Meta `json:"article"`
	// Trimmed says that the excerpt is part of a sentence longer than an
	// excerpt may be, at its front, its end, or both; shown outside the
	// quotation marks.
	TrimmedFront bool `json:"trimmed_front,omitempty"`
	TrimmedEnd   bool `json:"trimmed_end,omitempty"`
	// AlsoCarriedBy are the other articles that say the same in nearly the
	// same words; never nil.
	AlsoCarriedBy []retrieval.Meta `json:"also_carried_by"`
	// Matched are the words of the excerpt, as spans of the body, that the
	// question asked for.
	Matched []text.Span `json:"-"`

	// Reasons are why it was chosen, where an explanation is asked for; they
	// add up to the score, before what a further excerpt of an article loses.
	Reasons []linear.Reason `json:"reasons,omitempty"`

	traits traits           // of the sentence that it was chosen for
	grams  map[trigram]bool // of the text, to know it elsewhere
}

// Answer is what a question got.
type Answer struct {
	ID       string `json:"id"`
	Question string `json:"question"`
	// Answered is false when Dateline abstains; Excerpts is then empty.
	Answered bool `json:"answered"`
	// Confidence, 0 to 1, is how much of what was asked stands together in
	// one place of the library.
	Confidence float64   `json:"confidence"`
	Excerpts   []Excerpt `json:"excerpts"`
	// Nearest are the articles that came closest when it abstains; never an
	// answer.
	Nearest []retrieval.Meta `json:"nearest"`
	// Missing are the words or names of the question that were not found together
	// with the rest, where it abstains; never nil.
	Missing []string `json:"missing"`
	// NothingPasses says that it abstains because no article passes the filter.
	NothingPasses bool `json:"nothing_passes,omitempty"`
	// Silent are the outlets, of the first so many that the question names as there
	// may be excerpts, in its words, of whose articles none was found to tell it,
	// where it is answered; never nil.
	Silent []string `json:"silent_outlets"`
	// Kind is what was said: a question, or manner that asks nothing. Reply is
	// what there is to say, in English, to what is no question; else "".
	Kind  manner.Kind `json:"-"`
	Reply string      `json:"reply"`
	// Languages is there where it abstains because the library has nothing in the
	// question's language.
	Languages *Languages `json:"languages,omitempty"`
	// Articles is how many articles the excerpts name, those that carry them
	// too included, and Independent how many independent texts those are.
	Articles    int `json:"articles"`
	Independent int `json:"independent_texts"`
	// Receipt is the id under which it is kept what was quoted; "" where it is
	// not.
	Receipt string `json:"receipt"`
	Extent
	TookMS float64 `json:"took_ms"`
	// Reading is what the reader did for it.
	Reading Reading `json:"-"`
	// Explanation is there where it is asked for.
	Explanation *Explanation `json:"explanation,omitempty"`
}

// Languages are that of a question and those of the library, as BCP 47 tags.
type Languages struct {
	Asked string   `json:"asked"`
	Held  []string `json:"held"`
}

// Explanation is what an answer went by.
type Explanation struct {
	retrieval.Understood
	// Confidence are the signals that the confidence is made of: by logistic
	// regression, so that their products and Bias add up to the log-odds of what it
	// is before Share, 0 to 1, is taken of it: less than 1 where nothing of the form
	// that is asked for was found, or another thing of its kind.
	Confidence []linear.Reason `json:"confidence"`
	Bias       float64         `json:"bias"`
	Share      float64         `json:"share"`
	Reading
}

// Reading is how many candidates the reader judged, and how many it would have
// judged besides if it had not been told to read fewer.
type Reading struct {
	Read   int `json:"read"`
	Unread int `json:"unread"`
}

// Question is what is asked, and within what.
type Question struct {
	ID   string
	Text string
	// Locale is the tag of a language that who asks is known to read, or "".
	Locale string
	// Filter narrows the library strictly.
	Filter retrieval.Filter
	// Excerpts is how many at most; 0 means the default.
	Excerpts int
	// Today is the day that "yesterday" counts from; zero is the present.
	Today time.Time
	// Explain asks for an explanation.
	Explain bool

	// Newest says that the newest is asked for.
	Newest bool
	// MostRead bounds how many candidates the reader judges; 0 leaves it at what
	// serves the answer best.
	MostRead int
}
