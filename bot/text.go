package bot

import (
	"fmt"
	"strings"
	"time"

	"dateline/retrieval"
)

// All that members read stands in this file and in the command descriptions of
// commands.go.
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
	textNoOutlet       = "outlet not stated"
	textNoDate         = "date not stated"
	textUntitled       = "untitled report"
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

// headline names an article that may have no headline.
func headline(m retrieval.Meta) string {
	if title := oneLine(m.Title); title != "" {
		return title
	}
	parts := []string{textUntitled}
	for _, part := range []string{oneLine(firstOf(m.Agency, m.Outlet)), day(m)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func outlet(m retrieval.Meta) string { return firstOf(oneLine(m.Outlet), textNoOutlet) }

// day is the day of publication as "16 November 2017", or "".
func day(m retrieval.Meta) string {
	t, err := time.Parse(time.DateOnly, m.Day())
	if err != nil {
		return ""
	}
	return t.Format("2 January 2006")
}

// published is the day of publication with how sure it is.
func published(m retrieval.Meta) string {
	switch d := day(m); {
	case d == "":
		return textNoDate
	case m.PublishedInferred:
		return "about " + d + " (inferred)"
	default:
		return d
	}
}

// maxCarriers bounds how many outlets are named as carrying a text too.
const maxCarriers = 10

// alsoCarriedBy names the outlets of the other articles with the same text,
// each once.
func alsoCarriedBy(articles []retrieval.Meta) string {
	var names []string
	seen := map[string]bool{}
	for _, m := range articles {
		if name := outlet(m); !seen[name] {
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

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}
