package extract

import (
	"strings"
	"unicode"

	"dateline/retrieval/text"
)

// dropSeparators leaves out blocks without a letter or a figure.
func (p *page) dropSeparators() {
	for i := range p.kept {
		if !strings.ContainsFunc(p.blocks[i].text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			p.drop(i, whySeparator)
		}
	}
}

// dropFurniture leaves out what serves the page and not the article, wherever
// it stands: lines that are links and no sentence, labels of links, words of
// navigation, and calls to act that name the page's own services.
func (p *page) dropFurniture() {
	for i := range p.kept {
		b := p.blocks[i]
		switch {
		case linksOnly(b), linkedLabel(b), navigation(b.text), pointsElsewhere(b), callToAct(b), slideCount.MatchString(b.text):
			p.drop(i, whyFurniture)
		case caption(b):
			p.blocks[i].kind, p.blocks[i].guessed = text.Caption, false
		}
	}
}

// linksOnly reports whether b is nothing but links and is not a sentence of the
// article that happens to be linked.
func linksOnly(b block) bool {
	letters := len(strings.TrimSpace(b.text))
	return b.linked*10 >= letters*9 && !b.own && !b.prose() && b.kind != text.Heading
}

// linkedLabel reports whether b is a label whose values are links.
func linkedLabel(b block) bool {
	label, values, ok := strings.Cut(b.text, ":")
	const maxLabel = 4
	return ok && b.linked > 0 && !endsSentence(b.text) && len(strings.Fields(label)) <= maxLabel && b.linked*10 >= len(values)*7
}

// navigationWords are those that buttons and menus are made of.
var navigationWords = wordSet(`to top back home menu search next previous prev page print email e-mail mail share tweet pin
	facebook twitter x whatsapp telegram linkedin reddit pinterest instagram youtube flipboard copy link comment comments
	save bookmark login log in sign up register subscribe newsletter advert advertisement advertisements sponsored skip content
	main more read loading close open follow like reply permalink rss contact about sitemap this article story post page
	on via with a an the and of or`)

// navigationAnchors are those of them that no other line is made of.
var navigationAnchors = wordSet(`top home menu next previous prev print email e-mail share tweet pin facebook twitter whatsapp
	telegram linkedin reddit pinterest instagram youtube flipboard login log sign register subscribe newsletter
	advert advertisement advertisements sponsored skip loading follow reply permalink rss sitemap more bookmark comments`)

// navigation reports whether text is a button or a menu: a few words, all of
// them words of navigation, or short items with bars between them.
func navigation(text string) bool {
	const maxWords = 8
	if endsSentence(text) {
		return false
	}
	if menu(text) {
		return true
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-'
	})
	if len(words) == 0 || len(words) > maxWords {
		return false
	}
	anchored := false
	for _, word := range words {
		if !navigationWords[word] {
			return false
		}
		anchored = anchored || navigationAnchors[word]
	}
	return anchored
}

// menu reports whether text, which is no sentence, is short items with bars
// between them.
func menu(text string) bool {
	const fewest, maxWords = 3, 3
	items := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("|›»•·", r) })
	for _, item := range items {
		if len(strings.Fields(item)) > maxWords {
			return false
		}
	}
	return len(items) >= fewest
}

// slideCount counts the pictures of a gallery.
var slideCount = lazy(`^(?i)(image|photo|slide|picture|bild|foto) \d+ (of|/|von|de) \d+$`)

// caption reports whether b is a picture's caption: it says so, or credits the
// picture.
func caption(b block) bool {
	const maxWords = 45
	return b.words() <= maxWords && (captionLabel.MatchString(b.text) || pictureCredit.MatchString(b.text))
}

// pictureCredit matches a credit for a picture at the end of its caption, or
// the sign for one at the start.
var pictureCredit = lazy(`^©\s|(?i)[(\[](image|photo|picture|credit|source|foto|bild|©)( credit)?s?( by|:)?\s[^()\[\]]{2,60}[)\]]$|\((AP|AFP|Reuters|Getty|EPA|dpa|PA)?[^()]{0,40}(photo|/[^()]{2,40})\)$|/\s?(getty images|afp|reuters|shutterstock|alamy|dpa)\)?$`)

// captionLabel opens a caption that says that it is one.
var captionLabel = lazy(`^(?i)(file )?(photo|image|picture|illustration|graphic|foto|bild)( \pL+){0,2}:\s`)

// pointer opens a line that leads to other pages.
var pointer = lazy(`^(?i)(read (more|also|next)|also read|see also|related( \pL+){0,2}|more on this( \pL+)?|more in this \pL+|watch this \pL+|lire aussi|lesen sie auch|mehr zum thema)\s*[:|–—-]`)

func pointsElsewhere(b block) bool {
	const maxWords = 25
	return pointer.MatchString(b.text) && b.words() <= maxWords
}

// A call to act opens with a verb in the imperative and names a service of the
// page, or addresses the reader on behalf of it.
var (
	callVerb    = lazy(`^(?i)(please |to )?(become|subscribe|sign up|sign in|log in|follow|share|like|click|tap|press|swipe|donate|support|join|download|get|register|read (more|also|next|the full)|see (also|more)|watch|listen|comment|email|send|tell us|let us know|have (your say|something to share)|don[’']t miss|stay (tuned|up to date|informed)|continue reading|keep reading|scroll|go to|return to|visit|check out|buy|shop|advertise|contact|report (a|an)|print|save|view|add|enable|turn on|allow)\b`)
	callService = lazy(`(?i)\b(newsletters?|inbox|member(ship)?|subscri(be|ber|ption)s?|our (app|site|website|facebook|twitter|telegram|whatsapp|youtube|instagram|channel|page|newsletter|podcast|team|journalism|coverage)|us (on|at|by|via)|(on|via|by) (facebook|twitter|whatsapp|telegram|linkedin|instagram|email|google news)|this (article|story|post|page)|(click|tap) here|here to|free (account|trial)|e-?mail (address|alerts?)|notifications?|cookies|javascript|app store|google play)\b`)
	interrupted = lazy(`^(?i)((story|article) continues (below|after)|(this )?(advertisement|ad) (is )?(below|loading|feedback)|article continues|scroll (down )?(to|for))`)
)

// callToAct reports whether b asks the reader to do something with the page.
func callToAct(b block) bool {
	const maxWords, maxLinked = 18, 30
	n := b.words()
	if n <= maxWords && interrupted.MatchString(b.text) {
		return true
	}
	linked := b.linked > 0
	if n > maxLinked || n > maxWords && !linked {
		return false
	}
	return callVerb.MatchString(b.text) && callService.MatchString(b.text)
}

// What stands below the last prose of the article is told by these.
var (
	contact   = lazy(`(?i)\S+@\S+\.\w+|\bhttps?://\S+|\bwww\.\S+`)
	appeared  = lazy(`(?i)^(this|the) (article|story|post|piece|report|item|essay|interview)\b.{0,40}\b(appeared|published|posted|produced|written|syndicated|updated|corrected)\b`)
	pageLabel = lazy(`(?i)^(regions?|themes?|topics?|tags?|tagged|categor(y|ies)|keywords?|sections?|filed under|posted (in|on)|in-depth report|author|editor|reporter|published|updated|last (updated|modified)|source|contact|e-?mail|phone|tel|address|website|(for )?(media|press) (inquir|enquir|contact)\w*|for more information|photos?( credit)?|image( credit)?|picture( credit)?|credit|video( credit)?|reading time|share this)\b[^.:]{0,20}:`)
	// reachAuthor tells how to reach the author, or what else to buy of them.
	reachAuthor = lazy(`(?i)\b(follow|email|contact|reach|write to|find)\b.{0,60}(@\w|\bon (twitter|facebook|instagram|x|linkedin|bluesky|mastodon)\b)|\breached (at|on)\b|\bis (a|an|the) .{0,60}\b(writer|reporter|editor|correspondent|columnist|journalist|author)\b.{0,60}@`)
	contributed = lazy(`(?i)\bcontributed( \w+)? to (this|the) (report|story|article|piece)\b`)
	sourceLine  = lazy(`(?i)^[(\[]?((the )?(original )?source( of (this|the) (article|story|report))?( is\b|:)|(with )?(inputs?|reporting|additional reporting|editing|writing)( \w+){0,3} (from|by)\b|articles (by|from)\b|read (more|also)\b|related\b|see also\b|more (from|on|about|in)\b|originally published|first published)`)
)

// dropTail leaves out what stands below the article. It goes from the end up
// and stops at the first block that is the article's.
func (p *page) dropTail() {
	first, ok := p.firstProse()
	if !ok {
		return
	}
	for i := len(p.blocks) - 1; i > first; i-- {
		b := p.blocks[i]
		if b.why != "" {
			continue
		}
		why := tailReason(b)
		if p.credit(b.text) {
			why = whyCredit
		}
		switch {
		case why != "":
			p.drop(i, why)
		case b.kind != text.Caption:
			return
		}
	}
}

// tailReason says why b, below the article's prose, is not the article's.
func tailReason(b block) string {
	const short, long, plug = 15, 30, 60
	switch n := b.words(); {
	case n > plug:
		return ""
	case reachAuthor.MatchString(b.text):
		return whyByline
	case n > long:
		return ""
	case commentRules.MatchString(b.text):
		return whyComments
	case asksAtEnd(b.text):
		return whyFurniture
	case sourceLine.MatchString(b.text), appeared.MatchString(b.text), contributed.MatchString(b.text):
		return whyCredit
	case pageLabel.MatchString(b.text), dateline(b.text):
		return whyLabel
	case bylineForm.MatchString(b.text) && n <= short:
		return whyByline
	case contact.MatchString(b.text) && n <= short, navigation(b.text):
		return whyFurniture
	case callVerb.MatchString(b.text) && n <= short && !endsSentence(b.text):
		return whyFurniture
	}
	return ""
}

// asksAtEnd reports whether the last of several sentences asks the reader to do
// something with the page.
func asksAtEnd(text string) bool {
	at := lastSentenceEnd(text)
	if at < 0 {
		return false
	}
	last := strings.TrimSpace(text[at:])
	return callVerb.MatchString(last) && callService.MatchString(last)
}

// elsewhere heads a list of other articles, below the article or within it.
var elsewhere = lazy(`(?i)^((you (may|might|will)( also)? (like|be interested)|more (from|on|great|stories|news|in|about|like this)|related|recommended|read (more|next|also)|don[’']?t miss|most (read|popular|viewed)|trending|also (read|on|in)|see also|editor[’']s picks?|popular (now|stories)|explore further|up next|what to read next|keep reading|mehr zum thema|lesen sie (auch|mehr)|das könnte sie|lire aussi|à lire|leia (mais|também)|você pode gostar|lea también|te puede interesar|leggi anche|lees ook)\b.{0,50})$`)

// dropElsewhere leaves out the headings of lists of other articles, with what
// stands under them for as long as it holds links or is a list.
func (p *page) dropElsewhere() {
	const maxWords = 8
	under := false
	for i := range p.kept {
		b := p.blocks[i]
		switch {
		case elsewhere.MatchString(b.text) && b.words() <= maxWords && !strings.HasSuffix(b.text, ".") || strings.HasSuffix(b.text, "...") && elsewhere.MatchString(b.text):
			p.drop(i, whyRelated)
			under = true
		case under && b.linked > 0 && b.words() <= 30:
			p.drop(i, whyRelated)
		default:
			under = false
		}
	}
}

// dropEmptySections leaves out a heading under which nothing is left, because
// its section was left out whole. A line that is only guessed to be a heading
// must stand at the page's end, and be a short one.
func (p *page) dropEmptySections() {
	const short = 4
	var next *block // the nearest block kept below, nil at the page's end
	cut := false    // whether something was left out above it
	for i := len(p.blocks) - 1; i >= 0; i-- {
		b := &p.blocks[i]
		if b.why != "" {
			cut = cut || b.why != whySeparator
			continue
		}
		var empty bool
		switch {
		case b.kind != text.Heading:
		case b.guessed:
			empty = cut && next == nil && b.words() <= short
		default:
			empty = next == nil || cut && next.kind == text.Heading
		}
		if empty {
			p.drop(i, whyFurniture)
			cut = true
			continue
		}
		next, cut = b, false
	}
}
