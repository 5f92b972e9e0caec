package answers

import (
	"regexp"
	"slices"
	"strings"
)

// aside are lines that lead to something else than the text that they stand in,
// or tell of the page rather than of its matter: "WATCH: …", "READ MORE: …",
// "Sign up for our newsletter", "Image source, Getty Images", "Updated at 02.36
// GMT". Their form tells them, in any place of an article.
var aside = regexp.MustCompile(`^(?:` +
	`(?:WATCH|LISTEN|RELATED|GO DEEPER|READ MORE|READ NEXT|READ|MORE|SEE ALSO|ALSO READ|LIVE|VIDEO|PHOTOS?|PODCAST|EXPLAINER|WATCH THIS STORY|CLICK HERE|LIVE BLOG|LIVE COVERAGE|SHARE)\b *[:|–—]` +
	`|(?:WATCH|LISTEN|RELATED|GO DEEPER|READ MORE|READ NEXT|SEE ALSO|ALSO READ|VIDEO|PHOTOS?|PODCAST|EXPLAINER|CLICK HERE|LIVE BLOG|LIVE COVERAGE)\b ` +
	`|(?i:read more|read also|see also|more|more from [^.]{1,60}|related(?: \w+)?|watch|listen|images?|image credits?|image caption|photo credits?|photos?|photographs?|credit|source|follow us|sign up|subscribe|click here|download the app) ?:` +
	`|(?i:image (?:source|caption|credit)s?,|photo (?:by|courtesy)\b|file photo\b|\(?ap photo\b)` +
	`|(?i:sign up (?:for|to|now|here)\b|subscribe (?:to|for|now|here)\b|click here\b|follow (?:us on\b|@)|download (?:our|the) app\b|listen to this (?:story|article)|watch (?:now|the video)\b|check out our\b|read (?:our|more)\b|share (?:all sharing|copy link|this (?:article|story)))` +
	`|(?i:this (?:article|story|piece|post|report) (?:contains? affili?ate|was (?:originally|first) published|originally appeared|first appeared|is republished|has been (?:updated|corrected)|was updated))` +
	`|(?i:(?:last |first )?(?:updated|published)(?: at| on|:) ?[^.]{0,20}\d|published by [^.]{1,60} on )` +
	`|(?:©|\(c\) ?\d|(?i:copyright (?:©|\(c\)|\d)|all rights reserved))` +
	`)`)

// Other forms: a line that only sends on, a byline, an agency's signature, or
// nothing but an address.
var (
	sendsOn   = regexp.MustCompile(`(?i)^(?:read|see|watch|listen|for more|find|get|learn|check)\b.{0,120}\bhere ?[.!]?$`)
	byline    = regexp.MustCompile(`^(?:Written by|Story by|By|BY) (?:(?:the )?[\p{Lu}][\p{L}.'’-]*(?: |, | and |, and |$)| ?and ){2,10}$`)
	signature = regexp.MustCompile(`^\(?(?:Additional )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Cc]ompiled|Photograph) by [\p{Lu}]`)
	address   = regexp.MustCompile(`^(?:pic\.twitter\.com/|https?://|www\.)\S+$`)
)

// isAside reports whether a sentence is such a line, and never quoted. One that
// speaks on in small letters, as "Read the letter", is the article's own.
func isAside(sentence string) bool {
	sentence = strings.TrimSpace(sentence)
	if strings.EqualFold(strings.TrimRight(sentence, ".:"), "advertisement") || strings.HasPrefix(sentence, "ADVERTISEMENT ") {
		return true
	}
	for _, form := range []*regexp.Regexp{aside, sendsOn, byline, signature, address} {
		if form.MatchString(sentence) {
			return true
		}
	}
	return false
}

// answering leaves of the choices those that may answer: no questions as long as
// there is anything else.
func answering(choices []choice) []choice {
	told := slices.DeleteFunc(slices.Clone(choices), func(c choice) bool { return c.traits[traitQuestion] == 1 })
	if len(told) == 0 {
		return choices
	}
	return told
}
