package extract

import (
	"strings"
)

// legalWords are the kinds of words that a notice of rights is made of, each by
// its spellings in lower case; a block is judged by how many kinds it uses.
var legalWords = [][]string{
	{"copyright", "©"},
	{"permission", "authorized", "authorised", "consent of"},
	{"reproduc", "republish", "republication", "redistribut", "rewritten", "cross-post", "reprinted", "retransmi"},
	{"fair use", "fair dealing"},
	{"liable", "liability", "sole responsibility", "not be responsible", "not responsible", "held responsible", "warranty", "warranties"},
	{"disclaim"},
	{"terms of use", "terms of service", "terms and conditions", "privacy policy", "cookie policy", "user agreement"},
	{"views expressed", "opinions expressed", "not reflect the", "not necessarily reflect", "not necessarily represent", "contents of this"},
	{"trademark"},
	{"creative commons", "licensed under", "licenced under", "without profit", "noncommercial", "non-commercial", "commercial purposes", "commercial use", "commercial internet"},
	{"all rights reserved"},
}

var (
	// noticeLabel opens a notice that says that it is one.
	noticeLabel = lazy(`^(?i)(disclaimer|copyright( notice)?|legal (notice|disclaimer)|terms of use|fair use notice|©)(\s*[:.–—-]|\s+©|\s+\(c\)|\s+(19|20)\d\d|$)`)
	// ofThePage refers to the page or its publisher, as an article seldom does.
	ofThePage = lazy(`(?i)\b(this (article|site|website|web site|page|publication|blog|material|content|work|story|post|report)|(our|the) (site|website|readers|editors)|the (author\(s\)|material on|views expressed|opinions expressed|contents? of)|may not be|hyperlink|copyright (owner|holder)s?)`)
	// copyrightLine is the short form: the sign or the word, and a year.
	copyrightLine = lazy(`(?i)^.{0,30}(©|\(c\)|\bcopyright\b).*\b(19|20)\d\d\b`)
)

// dropNotices leaves out notices of rights and liability. They read as prose,
// so they are told by their vocabulary.
func (p *page) dropNotices() {
	for i := range p.kept {
		if notice(p.blocks[i]) {
			p.drop(i, whyNotice)
		}
	}
}

func notice(b block) bool {
	const short, longest = 30, 250
	n := b.words()
	if n > longest {
		return false
	}
	kinds := legalKinds(b.text)
	switch {
	case kinds == 0:
		return false
	case noticeLabel.MatchString(b.text):
		return true
	case n <= short && (copyrightLine.MatchString(b.text) && !endsSentence(b.text) || strings.Contains(strings.ToLower(b.text), "all rights reserved")):
		return true
	}
	return kinds >= 3 && ofThePage.MatchString(b.text)
}

// legalKinds counts the kinds of legal words in text.
func legalKinds(text string) int {
	text = strings.ToLower(text)
	kinds := 0
	for _, spellings := range legalWords {
		for _, spelling := range spellings {
			if strings.Contains(text, spelling) {
				kinds++
				break
			}
		}
	}
	return kinds
}
