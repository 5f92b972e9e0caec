package extract

var (
	// commentForm is what the form for writing a comment says.
	commentForm = lazy(`(?i)^((leave|post|write|add|submit) (a|your) (reply|comment|response)|cancel reply|you must (be )?(logged in|registered|log in|register|sign in)\b.*\b(comment|reply|post)|(log|sign) ?in to (comment|reply|post)|you are commenting (using|as|with)|your e-?mail (address )?will not be (published|shared)|comments (are|have been) (closed|disabled|turned off)|(show|view|read|load|hide|see)( all)?( \d+)?( more)? comments\b|schreiben? (sie )?einen kommentar|laisser un commentaire|deja (un comentario|una respuesta))`)
	// commentCount heads the comments of readers, by their number or by what
	// they are on.
	commentCount = lazy(`(?i)^((reader |latest |recent |user )?(comments|responses|replies|kommentare|commentaires|comentarios)|(\d[\d,.]*|no|one|two|three) (comments?|repl(y|ies)|responses?|thoughts?|kommentare?|commentaires?|comentarios?))( ?\(\d+\))?:?( (on|to) .*)?$`)
	// commentBy opens one reader's comment, with its time.
	commentBy = lazy(`(?i)^\S.{0,50} (says|said|wrote|commented)( on .{0,40}\d{4}.{0,20}| (a|an|\d+) (minutes?|hours?|days?|weeks?|months?|years?) ago)?:?$`)
	// commentRules says which comments are taken.
	commentRules = lazy(`(?i)\b(coment[áa]rios?|comments?|kommentare?|commentaires?|reader responses)\b.{0,160}\b(moderad[oa]r?|moderat(ed|ion|or|ors)|moderiert|modér(é|ée|és|ateur)|aprovad[oa]s|aprobad[oa]s|(will|may) not be (published|approved)|nicht (veröffentlicht|freigeschaltet)|ne seront pas publiés)`)
	atTime       = lazy(`(?i)\bat \d{1,2}[:.]\d{2}|\bago$`)
)

// dropComments leaves out the comments of readers and the form for writing
// one: from where they begin, if that is below the article's own text, to the
// end of the page. That they begin is certain when a form for more of them
// follows, and likely when what follows is less than what came before.
func (p *page) dropComments() {
	const short = 8
	first, ok := p.firstProse()
	lastForm, after := -1, 0
	for i := range p.kept {
		after += p.blocks[i].words()
		if commentForm.MatchString(p.blocks[i].text) {
			lastForm = i
		}
	}
	before := 0
	for i := range p.kept {
		b := p.blocks[i]
		n := b.words()
		byReader := p.commentAt(i)
		starts := byReader || commentCount.MatchString(b.text) || commentForm.MatchString(b.text)
		switch {
		case !starts:
		case ok && i > first && (lastForm > i || after <= before):
			p.dropFrom(i, whyComments)
			return
		case n <= short && !byReader:
			p.drop(i, whyFurniture)
		}
		before, after = before+n, after-n
	}
}

// dropFrom leaves out block i and all that follow.
func (p *page) dropFrom(i int, why string) {
	for ; i < len(p.blocks); i++ {
		if p.blocks[i].why == "" {
			p.drop(i, why)
		}
	}
}

// commentAt reports whether block i is the head of a reader's comment: who says
// so, and when.
func (p *page) commentAt(i int) bool {
	m := commentBy.FindStringSubmatch(p.blocks[i].text)
	if m == nil {
		return false
	}
	if m[2] != "" {
		return true
	}
	if i+1 == len(p.blocks) {
		return false
	}
	next := p.blocks[i+1].text
	return dateline(next) && atTime.MatchString(next)
}
