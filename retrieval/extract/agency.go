package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// agencies are the wire services that articles credit, by the names that a
// credit uses.
var agencies = map[string]string{
	"reuters": "Reuters", "thomson reuters": "Reuters", "ap": "AP", "associated press": "AP", "the associated press": "AP",
	"afp": "AFP", "agence france-presse": "AFP", "agence france presse": "AFP", "xinhua": "Xinhua", "xinhua news agency": "Xinhua",
	"dpa": "dpa", "deutsche presse-agentur": "dpa", "dpa-afx": "dpa-AFX", "ansa": "ANSA", "efe": "EFE", "tass": "TASS", "itar-tass": "TASS",
	"ria novosti": "RIA Novosti", "interfax": "Interfax", "interfax-ukraine": "Interfax-Ukraine", "kyodo": "Kyodo", "kyodo news": "Kyodo",
	"yonhap": "Yonhap", "jiji": "Jiji", "jiji press": "Jiji", "pti": "PTI", "press trust of india": "PTI", "ani": "ANI", "ians": "IANS", "uni": "UNI",
	"press association": "PA", "pa media": "PA", "upi": "UPI", "united press international": "UPI", "anadolu": "Anadolu Agency",
	"anadolu agency": "Anadolu Agency", "bernama": "Bernama", "antara": "Antara", "aap": "AAP", "australian associated press": "AAP",
	"the canadian press": "The Canadian Press", "canadian press": "The Canadian Press", "irna": "IRNA", "wam": "WAM", "belga": "Belga",
	"anp": "ANP", "ntb": "NTB", "ritzau": "Ritzau", "apa": "APA", "ukrinform": "Ukrinform", "sputnik": "Sputnik", "bloomberg news": "Bloomberg News",
	"ptv": "PTV", "app": "APP", "cna": "CNA", "vna": "VNA", "news agencies": "", "agencies": "",
}

// agencyName returns the name of the agency that text credits when it is
// nothing else, in brackets, dashes or strokes or not.
func agencyName(text string) (name string, ok bool) {
	text = strings.Trim(text, " \u00a0()[]–—-/.*")
	name, ok = agencies[strings.ToLower(text)]
	return name, ok
}

var (
	// datelineAgency is the agency in a dateline: "PARIS (Reuters) - ".
	datelineAgency = lazy(`^[\p{Lu}][\pL .,’'/-]{1,60}?\d{0,2},?\s*[(/]([\pL -]{2,30})[)/]\s*[–—-]`)
	// originalSource is a credit of an original source in a line of its own.
	originalSource = lazy(`(?i)^(?:the )?original source(?: of (?:this|the) (?:article|story|report))?(?: is|:)\s+(\S.{1,80})$`)
)

// takeAgency finds the wire service or original source that the text credits,
// and leaves out a credit that closes the text.
func (p *page) takeAgency() {
	if first, ok := p.firstProse(); ok {
		if m := datelineAgency.FindStringSubmatch(p.blocks[first].text); m != nil {
			p.credit(m[1])
		}
	}
	p.takeClosingCredit()
	for _, b := range p.blocks {
		if m := originalSource.FindStringSubmatch(b.text); m != nil && b.why != "" && p.meta.Agency == "" {
			p.meta.Agency = m[1]
		}
	}
}

// takeClosingCredit takes an agency's name from the end of the body: its last
// block is nothing else, or the name follows the last sentence.
func (p *page) takeClosingCredit() {
	last := -1
	for i := range p.kept {
		last = i
	}
	if last < 0 {
		return
	}
	text := p.blocks[last].text
	if p.credit(text) {
		p.drop(last, whyCredit)
	} else if at := lastSentenceEnd(text); at > 0 && p.credit(text[at:]) {
		p.trimTrail(last, at, whyCredit)
	}
}

// credit reports whether text names an agency and nothing else, and takes it.
func (p *page) credit(text string) bool {
	name, ok := agencyName(text)
	if ok && p.meta.Agency == "" {
		p.meta.Agency = name
	}
	return ok
}

// lastSentenceEnd is the offset behind the last end mark that a space
// follows, closing quotation marks included, or -1.
func lastSentenceEnd(text string) int {
	for end := len(text); ; {
		at := strings.LastIndexFunc(text[:end], unicode.IsSpace)
		if at < 0 {
			return -1
		}
		if endsSentence(text[:at]) {
			return at
		}
		end = at
	}
}

func startsLower(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLower(first)
}
