package bot

import (
	"context"

	"dateline/answers"
	"dateline/answers/manner"
	"dateline/bot/show"
	"dateline/retrieval/text"
)

// courtesy replies to a message that asks nothing of the library. It is kept
// nowhere, so that a conversation goes on from the question before it.
func (b *Bot) courtesy(ctx context.Context, r *request, kind manner.Kind) (m show.Message, err error) {
	switch kind {
	case manner.Help:
		m, err = b.help(ctx, r)
	case manner.Sources:
		m, err = b.sources(ctx, r)
	default: // the short reply says it all
	}
	m.Head = r.say.Mannerly(kind)
	return m, err
}

// languageOf returns the tag of the language that a message is written in, ""
// where too little tells: Discord does not say what language a member reads who
// writes a message.
func languageOf(message string, names []string) string {
	said := answers.Said(message, names)
	if said.Kind != manner.Question {
		return said.Language
	}
	const enough = 2 // words: one may be another language's, or a name
	seen := text.Witness(message)
	best := seen.Best(said.Language, "en")
	for tag, words := range seen {
		if words < enough && tag == best || words == seen[best] && tag != best && best != said.Language {
			return ""
		}
	}
	return best
}
