package extract

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// takeTitle leaves out the lines that repeat the headline. When none is known,
// the document's first line becomes it, if it has the form of one.
func (p *page) takeTitle() {
	if p.meta.Title == "" {
		p.meta.Title = p.firstLineTitle()
	}
	titles := map[string]bool{}
	for _, title := range append(p.headings, p.meta.Title) {
		titles[fold(title)] = true
	}
	first, ok := p.firstProse()
	for i := range p.kept {
		if ok && i > first {
			return
		}
		if titles[fold(p.blocks[i].text)] {
			p.drop(i, whyTitle)
		}
	}
}

// firstLineTitle is the first block's text when it can be a headline, else "".
func (p *page) firstLineTitle() string {
	const maxWords, maxGuessed = 30, 20
	first, ok := p.firstKept()
	if !ok {
		return ""
	}
	prose, ok := p.firstProse()
	b := p.blocks[first]
	likely := b.guessed || strings.ContainsAny(b.text[len(b.text)-1:], "?!") || strings.HasSuffix(b.text, "…")
	marked := b.heading() && b.words() <= maxWords
	guessed := ok && first < prose && likely && b.words() <= maxGuessed && !labelled(b.text)
	stated := dateline(b.text) || bylineForm.MatchString(b.text) || navigation(b.text)
	if (marked || guessed) && !stated {
		return b.text
	}
	return ""
}

// runIn matches metadata that runs into the first paragraph: a stated date,
// and a dateline that repeats it, as in "date 2017-11-12 12 Nov, Washington:".
var runIn = lazy(`^(?i:(date|published|posted|updated)\b:?\s+)?(\d{4}-\d{2}-\d{2})\b[\s,|–—-]*(\d{1,2}\s+\pL{3,9}\.?,\s+\pL[\pL. ]{1,30}:\s+)?`)

// takeRunIn takes the metadata that runs into the first block.
func (p *page) takeRunIn() {
	first, ok := p.firstKept()
	if !ok {
		return
	}
	text := p.blocks[first].text
	at := runIn.FindStringSubmatchIndex(text)
	if len(at) == 0 || at[2] < 0 && at[6] < 0 || at[1] == len(text) {
		return
	}
	if day := publishedFrom(text[at[4]:at[5]]); day != "" {
		p.setPublished(day)
		p.trimLead(first, at[1], whyByline)
	}
}

func (p *page) setPublished(day string) {
	if p.meta.Published == "" && possible(day, time.Now()) {
		p.meta.Published = day
	}
}

// byWords open a byline.
const byWords = `(?:(?:written|posted|reported|story|analysis|opinion|review) )?by|von|par|por|di`

// bylineForm matches one of them and names, on a line of their own.
var bylineForm = lazy(`^(?i:(?:` + byWords + `):?|authors?:)\s+(\p{Lu}.*)$`)

// headBlocks is how many blocks from the first prose on can still be the
// page's head: a standfirst often stands above the byline.
const headBlocks = 3

// takeHead takes bylines, date lines and labels from above the article.
func (p *page) takeHead() {
	first, ok := p.firstProse()
	if !ok {
		first = len(p.blocks)
	}
	for i := range p.kept {
		b := p.blocks[i]
		if i > first+headBlocks {
			return
		}
		switch {
		case b.prose() || b.item:
		case p.takeByline(b.text), p.takeDateline(b.text):
			p.drop(i, whyByline)
		case i < first && (labelled(b.text) && !b.heading() || navigation(b.text)):
			p.drop(i, whyLabel)
		}
	}
}

// bylineWords is how many words a byline has at most.
const bylineWords = 20

// takeByline reports whether text is a byline, and takes the names from it.
func (p *page) takeByline(text string) bool {
	m := bylineForm.FindStringSubmatch(text)
	if m == nil || len(strings.Fields(text)) > bylineWords || endsSentence(text) {
		return false
	}
	if p.credit(m[1]) {
		return true
	}
	if len(authorsOf(m[1])) == 0 {
		return false
	}
	if len(p.meta.Authors) == 0 {
		p.meta.Authors = personsOf(m[1], p.meta.Outlet, p.meta.URL)
	}
	return true
}

// takeDateline reports whether text is a date line, and takes the day from it.
func (p *page) takeDateline(text string) bool {
	if !dateline(text) {
		return false
	}
	p.setPublished(statedDay(text))
	return true
}

// dateline reports whether text does nothing but date: a day, and beside it at
// most a time, and a few words of who or where.
func dateline(text string) bool {
	const maxBeside = 8
	day, start, end := findDay(text)
	if day == "" || endsSentence(text[end:]) {
		return false
	}
	beside := strings.Fields(text[:start] + " " + text[end:])
	if len(beside) > maxBeside {
		return false
	}
	for _, word := range beside {
		if !besideDate(word) {
			return false
		}
	}
	return true
}

// dateWords are the small words that date lines use.
var dateWords = wordSet(`published updated posted modified last on at of the and pm a.m p.m date
	de às um uhr le à el am vom den lundi mardi mercredi jeudi vendredi samedi dimanche
	lunes martes miércoles jueves viernes sábado domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira`)

// besideDate reports whether word may stand beside a date on a date line: a name,
// a figure, a mark, or one of the words that such lines use.
func besideDate(word string) bool {
	word = strings.Trim(word, ",.:|()[]–—-·•/")
	first, _ := utf8.DecodeRuneInString(word)
	return word == "" || dateWords[strings.ToLower(word)] || unicode.IsUpper(first) || unicode.IsDigit(first)
}

// labelForm matches a label, a colon, and what it labels.
var labelForm = lazy(`^(\p{Lu}[\pL-]*(?: [\pL-]+){0,3}):\s+(\S.*)$`)

// labelled reports whether text is a label and its values, not a sentence: the
// values are names or keywords, each with a capital.
func labelled(text string) bool {
	const maxWords = 25
	m := labelForm.FindStringSubmatch(text)
	if m == nil || endsSentence(text) || len(strings.Fields(text)) > maxWords {
		return false
	}
	for _, word := range strings.Fields(m[2]) {
		first, _ := utf8.DecodeRuneInString(word)
		small := unicode.IsLower(first)
		if small && !joinWords[word] {
			return false
		}
	}
	return true
}

// joinWords join the words of a name or a list.
var joinWords = map[string]bool{"and": true, "of": true, "the": true, "in": true, "for": true, "on": true, "&": true}
