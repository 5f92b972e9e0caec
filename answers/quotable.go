package answers

import (
	"regexp"
	"strings"
)

// aside are lines that lead to something else than the text that they stand in:
// "WATCH: …", "READ MORE: …", "Sign up for our newsletter". Their form tells
// them, in any place of an article.
var aside = regexp.MustCompile(`^(?:` +
	`(?:WATCH|LISTEN|RELATED|GO DEEPER|READ MORE|READ NEXT|SEE ALSO|ALSO READ|LIVE|VIDEO|PHOTOS?|PODCAST|EXPLAINER)\b[ :|–—]` +
	`|(?i:read more|read also|see also|related|watch|listen|image credits?|photo credits?|photo|credit|source|follow us|sign up|subscribe|click here|download the app) ?:` +
	`|(?i:sign up (?:for|to)|subscribe (?:to|for)|click here|follow us on|download (?:our|the) app)\b)`)

// isAside reports whether a sentence is such a line, and never quoted. One that
// speaks on in small letters, as "Read the letter", is the article's own.
func isAside(sentence string) bool { return aside.MatchString(strings.TrimSpace(sentence)) }

// answering leaves of the choices those that may answer: no asides, and no
// questions as long as there is anything else.
func answering(choices []choice) []choice {
	var told, asked []choice
	for _, c := range choices {
		switch {
		case isAside(c.textOf(c.at)):
		case c.traits[traitQuestion] == 1:
			asked = append(asked, c)
		default:
			told = append(told, c)
		}
	}
	if len(told) == 0 {
		return asked
	}
	return told
}
