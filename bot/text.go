package bot

import (
	"fmt"
	"strings"

	"dateline/answers"
	"dateline/retrieval"
)

// All that members read stands in this file, in the command descriptions of
// commands.go, and in the labels of articles that answers gives.
const (
	textNotServed      = "I am not set up for this server. Whoever runs me can add it."
	textNoDirect       = "I answer in servers only: each has a library of its own, and a direct message belongs to none."
	textBusy           = "I have more questions than I can answer at the moment. Please ask again in a minute."
	textTooLong        = "Finding an answer took too long, so I stopped. Please try again, perhaps with fewer words."
	textUnknown        = "I do not know what to do with that. It may come from an older version of me."
	textAskSomething   = "Ask me a question about the news, such as: when did they last meet?"
	textNoAnswer       = "I found no answer to that in the library."
	textNearest        = "Not an answer: the nearest articles"
	textNearestNote    = "These came closest to the question. They do not answer it."
	textNoSummary      = "That article has no sentences that I could quote."
	textNoArticle      = "The library has no such article. Please pick one from the list that appears as you type."
	textSummaryOf      = "Sentences of the article, in its order"
	textPassageTooLong = "This passage is too long to be shown whole here. Please read it in the article."
)

func textApology(ref string) string {
	return "Sorry, something went wrong on my side. If it happens again, tell whoever runs me this reference: " + ref
}

func textBadDate(option, value string) string {
	return fmt.Sprintf("%q is not a day that I can read. Please write %s as YYYY-MM-DD, such as 2017-11-16.", value, option)
}

func textEmptyRange(since, until string) string {
	return fmt.Sprintf("No day lies between %s and %s: since must not be later than until.", since, until)
}

// textMore says that n things found no room in a message.
func textMore(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d more %s did not fit into this message.", n, what)
}

// maxCarriers bounds how many outlets are named as carrying a text too.
const maxCarriers = 10

// alsoCarriedBy names the outlets of the other articles with the same text,
// each once.
func alsoCarriedBy(articles []retrieval.Meta) string {
	var names []string
	seen := map[string]bool{}
	for _, m := range articles {
		if name := answers.OutletName(m); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	if more := len(names) - maxCarriers; more > 0 {
		names = append(names[:maxCarriers], fmt.Sprintf("%d more", more))
	}
	return "also carried by " + strings.Join(names, ", ")
}
