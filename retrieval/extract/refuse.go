package extract

import (
	"slices"
	"strings"

	"dateline/retrieval"
	"dateline/retrieval/text"
)

// pageForm is a kind of page that stands where an article should and is none,
// told by what such pages say to their readers.
type pageForm struct {
	problem error
	// bare says that a short headline is enough.
	bare bool
	// headline is the whole of its title or headline, the site's name aside.
	headline pattern
	// says is in the paragraphs of its text.
	says pattern
}

// pageForms are those kinds, in English, German, French, Spanish and Portuguese,
// the first ones also in Italian and Dutch.
var pageForms = []pageForm{
	{
		problem:  retrieval.NewProblem("blocked_page", "it is not shown from here and holds no article: save the page in a browser that may see it and load the file"),
		headline: whole(blockedHeadline),
		says:     spoken(blockedText),
	},
	{
		problem:  retrieval.NewProblem("not_found_page", "it says that the page is not there: check the link"),
		bare:     true,
		headline: whole(notFoundHeadline),
		says:     spoken(notFoundHeadline, notFoundText),
	},
	{
		problem:  retrieval.NewProblem("challenge_page", "it checks for a browser and holds no article: open the page in a browser, save it and load the file"),
		headline: whole(challengeHeadline),
		says:     spoken(challengeText),
	},
	{
		problem:  retrieval.NewProblem("consent_page", "it asks for consent and holds no article: open the page in a browser, save it and load the file"),
		headline: whole(consentHeadline),
		says:     spoken(consentText),
	},
	{
		problem:  errSendsOn,
		headline: whole(movedHeadline),
		says:     spoken(movedText),
	},
	{
		problem:  retrieval.NewProblem("login_page", "it asks for a login and holds no article: save the page in a browser where you are logged in and load the file"),
		headline: whole(loginHeadline),
		says:     spoken(loginText),
	},
	{
		problem:  retrieval.NewProblem("error_page", "it tells of an error of the site and holds no article: try again later"),
		headline: whole(errorHeadline),
		says:     spoken(errorText),
	},
}

// errSendsOn refuses a page that leads to another one and has no text itself.
var errSendsOn = retrieval.NewProblem("sends_on", "it only sends on to another page: give that page's address")

// whole is the pattern of a text that is one of those expressions and nothing
// else.
func whole(exprs string) pattern { return lazy(`(?i)^\W*(` + alternatives(exprs) + `)\W*$`) }

// spoken is the pattern of a text in which one of those expressions stands.
func spoken(exprs ...string) pattern {
	return lazy(`(?i)(` + alternatives(strings.Join(exprs, " ")) + `)`)
}

// alternatives joins expressions that white space sets apart.
func alternatives(exprs string) string {
	joined := strings.Join(strings.Fields(exprs), "|")
	return strings.NewReplacer("_?", `[^\pL\pN]{0,2}`, "_", `[^\pL\pN]{1,3}`, "~", `.{0,40}`).Replace(joined)
}

// refusal is the reason why a page is no article, nil when it may be one. title
// and headline are what it is called, blocks the text that it shows.
func refusal(title, headline string, blocks []block) error {
	const most, shortest, longest = 600, 4, 12
	total := countWords(blocks)
	if total > most {
		return nil
	}
	// A headline of many words is an article's.
	parts := slices.DeleteFunc(append(siteSeparator.Split(title, -1), title), func(part string) bool { return len(strings.Fields(part)) > longest })
	if len(strings.Fields(headline)) > longest {
		headline = ""
	}
	for _, form := range pageForms {
		titled, headed := false, headline != "" && form.headline.MatchString(headline)
		for _, part := range parts {
			titled = titled || form.headline.MatchString(part)
		}
		if form.bare && titled && headed && len(strings.Fields(headline)) <= shortest || total > 0 && form.is(titled, headed, total, blocks) {
			return form.problem
		}
	}
	return nil
}

// is reports whether a page of total words is of that form: its title or its
// headline says so, and some of the text, or most of the text does.
func (f pageForm) is(titled, headed bool, total int, blocks []block) bool {
	const few, some, most = 12, 150, 400
	named := titled || headed
	switch {
	case named && total <= few:
		return true
	case !named && total > some:
		return false
	}
	enough := total/2 + 1
	switch {
	case titled && headed:
		enough = (total + 9) / 10
	case total > most:
		return false
	case named:
		enough = (total + 4) / 5
	}
	return f.saidBy(blocks, enough)
}

// saidBy reports whether paragraphs with enough words together say what such a
// page does. It looks no further once that is certain, or out of reach.
func (f pageForm) saidBy(blocks []block, enough int) bool {
	left := 0
	for _, b := range blocks {
		if b.why == "" && b.kind != text.Heading {
			left += b.words()
		}
	}
	for _, b := range blocks {
		if enough <= 0 || left < enough {
			break
		}
		if b.why != "" || b.kind == text.Heading {
			continue
		}
		n := b.words()
		left -= n
		if f.says.MatchString(b.text) {
			enough -= n
		}
	}
	return enough <= 0
}
