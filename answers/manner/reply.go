package manner

// replies are the short replies in English, one for each kind but Question.
var replies = [...]string{
	Unclear:  "What is that about? Name a person, a place or a topic, such as: what did the UN say about Syria?",
	Greeting: "Hello! Ask me about the news, and I answer with excerpts of articles, word for word.",
	Thanks:   "You are welcome. Ask me whenever you want to know more.",
	Praise:   "Thank you. Ask me about the news whenever you like.",
	Blame:    "Sorry about that. Naming a person, a place or a day in the question often helps.",
	Laughter: "Glad to amuse. Ask me about the news whenever you like.",
	Farewell: "Goodbye! Come back whenever you want to know something about the news.",
	Help:     "Ask me about the news, such as: what did the UN say about Syria? I answer with excerpts of articles, word for word, each with its outlet and date.",
	Who:      "I am a bot, no person: I quote what news articles say, word for word, and hold no views of my own.",
	Sources:  "I quote the articles of this library alone, and name outlet and date with each excerpt.",
	Remark:   "Ask me about the news whenever you like.",
}

// Reply returns what the interface answers to a message of that kind, in
// English; "" when it is a question.
func Reply(kind Kind) string {
	if int(kind) >= len(replies) {
		return ""
	}
	return replies[kind]
}
