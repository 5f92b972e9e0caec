package speaker

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// subject is who stands before verb v of w: right before it, or before what is said
// of them between commas.
func (r *Reading) subject(w []word, v int) (text.Span, bool) {
	k := v - 1
	for k >= 0 && !divides(w[k+1].gap) && r.besideVerb(w, k) {
		k--
	}
	switch {
	case k < 0:
		return text.Span{}, false
	case dashed(w[k+1].gap):
		return r.beforeDashes(w, k)
	case divides(w[k+1].gap):
		if strings.ContainsAny(w[k+1].gap, `"“”„«»:;`) {
			return text.Span{}, false // a quotation ends there
		}
		return r.beforeAsides(w, k)
	case coordinating[w[k].Exact]:
		return text.Span{}, false
	case r.tongue.relative[w[k].Exact]:
		if k == 0 {
			return text.Span{}, false
		}
		if first, last, ok := r.phraseEnding(w, k-1); ok {
			return r.mention(w, first, last)
		}
		return text.Span{}, false
	}
	return r.endingAt(w, k)
}

// beforeDashes is who is named before what stands between dashes up to word k of w:
// "Ada Holm — the mayor — said".
func (r *Reading) beforeDashes(w []word, k int) (text.Span, bool) {
	for ; k > 0; k-- {
		if dashed(w[k].gap) {
			return r.endingAt(w, k-1)
		}
		if strings.ContainsAny(w[k].gap, `"“”„«»:;`) {
			break
		}
	}
	return text.Span{}, false
}

// dashed reports whether a dash stands in a gap.
func dashed(gap string) bool {
	return strings.ContainsAny(gap, "—–") || strings.Contains(gap, " - ")
}

// besideVerb reports whether word k of w may stand between whoever says something
// and the verb.
func (r *Reading) besideVerb(w []word, k int) bool {
	x := w[k].Exact
	if stopNames[x] && w[k].Upper && (k > 0 || strings.ContainsAny(w[k].gap, `"”`)) {
		return false
	}
	return r.tongue.beside[x] || !w[k].Upper && len(x) > 4 && strings.HasSuffix(string(x), "ly") && r.tongue == tongues["en"] || r.inDay(w, k)
}

// endingAt is who is named by the words of w that end with the last one: back to
// the mark or the word before that ends what it stands in.
func (r *Reading) endingAt(w []word, last int) (text.Span, bool) {
	first, last, ok := r.phraseEnding(w, last)
	if !ok {
		return text.Span{}, false
	}
	if first > 0 && !divides(w[first].gap) && prepositions[w[first-1].Exact] && w[first-1].Exact != "as" && r.tongue == tongues["en"] {
		return r.afterPlace(w, first, last)
	}
	return r.mention(w, first, last)
}

// phraseEnding are the words that name somebody and end with the last one.
func (r *Reading) phraseEnding(w []word, last int) (first, end int, ok bool) {
	if last < 0 || r.inDay(w, last) {
		return 0, 0, false
	}
	first, head := last, -1
	for more := true; more && first > 0 && last-first < maxName; {
		switch {
		case divides(w[first].gap), r.inDay(w, first-1):
			more = false
		case r.joins(w, first):
			first -= 2
			head = first
		case r.goesOnAfterAnd(w, first):
			first -= 2
		case r.endsPhrase(w, first-1), w[last].Upper && r.outOfName(w, first):
			more = false
		default:
			first--
		}
	}
	if head >= first && w[head].Upper && !r.officeWithin(w, head, last) && !r.tongue.determiners[w[first].Exact] {
		last = head // "Jack Markell of Delaware"
	}
	return first, last, true
}

// endsPhrase reports whether word k of w, before who is named, is no part of that.
func (r *Reading) endsPhrase(w []word, k int) bool {
	return r.tongue.ends[w[k].Exact] || r.isVerb(w, k)
}

// joins reports whether a preposition before word k of w goes on with who is named
// before it: "a lawyer with the Center".
func (r *Reading) joins(w []word, k int) bool {
	return k > 1 && joining[w[k-1].Exact] && !divides(w[k-1].gap) && r.nounLike(w[k-2]) && r.tongue == tongues["en"]
}

// goesOnAfterAnd reports whether "and" joins word k of w to another name: "Ada Holm
// and Peter Ohm".
func (r *Reading) goesOnAfterAnd(w []word, k int) bool {
	return k > 1 && w[k-1].Exact == "and" && w[k].Upper && w[k-2].Upper && !divides(w[k-1].gap) && !r.inDay(w, k-2)
}

// outOfName reports whether the word before the first of a name, in small letters,
// is neither an office nor what leads to one: "met Ada Holm".
func (r *Reading) outOfName(w []word, first int) bool {
	b := w[first-1]
	return w[first].Upper && !w[first].Stop && !b.Upper && !isRole(b.Exact) && !particles[b.Exact] && !attributive[b.Exact] &&
		!r.tongue.determiners[b.Exact] && r.tongue == tongues["en"]
}

// attributive words may stand before a name in small letters.
var attributive = text.TermSet(`co former ex then longtime fellow veteran senior junior lead chief top independent incoming outgoing new young old
	late retired head assistant associate deputy vice general moderate conservative liberal progressive embattled`)

// officeWithin reports whether an office stands between the first word of w and the
// last, so that the last ones name who holds it: "head of policy at X Ada Holm".
func (r *Reading) officeWithin(w []word, first, last int) bool {
	return w[last].Upper && slices.ContainsFunc(w[first:last], func(x word) bool { return titles[x.Exact] || roles[x.Exact] })
}

// joining are prepositions that go on with somebody's name: "a lawyer with the
// Center".
var joining = text.TermSet(`of for from at with in`)

var prepositions = text.TermSet(`of for from at with in on by to after before during since until through about as under over against into`)

// nounLike reports whether w may be what a preposition goes with.
func (r *Reading) nounLike(w word) bool {
	return (w.Upper || !w.Stop) && !r.tongue.ends[w.Exact] && !r.tongue.saying[w.Exact] && !strings.HasSuffix(string(w.Exact), "ed") &&
		!strings.HasSuffix(string(w.Exact), "ing")
}

// isVerb reports whether word k of w is a verb of saying of another clause.
func (r *Reading) isVerb(w []word, k int) bool {
	return !w[k].Upper && (r.tongue.saying[w[k].Exact] && !r.tongue.base[w[k].Exact])
}

// afterPlace is who is named at the end of words that a preposition begins, "In
// Washington Ada Holm": where the article names them so elsewhere.
func (r *Reading) afterPlace(w []word, first, last int) (text.Span, bool) {
	if r.tongue.pronouns[w[last].Exact] {
		return r.mention(w, last, last)
	}
	if !w[last].Upper || len(r.people.byName[w[last].Exact]) == 0 {
		return text.Span{}, false
	}
	start := last
	for start > first && r.people.given(w[start-1].Exact, w[last].Exact) {
		start--
	}
	if start == last && last > first {
		return text.Span{}, false
	}
	return r.mention(w, start, last)
}

// segment is words between commas, from first to last.
type segment struct{ first, last int }

// segments cuts the words from one to another of w at their commas and brackets.
func segments(w []word, from, to int) []segment {
	var out []segment
	for k := from; k <= to; k++ {
		if len(out) == 0 || divides(w[k].gap) {
			out = append(out, segment{k, k})
			continue
		}
		out[len(out)-1].last = k
	}
	return out
}

// clauseStart is where the clause begins that word k of w ends: after a mark that
// parts clauses, or after "and" behind a comma.
func (r *Reading) clauseStart(w []word, k int) int {
	for stop := max(0, k-farthest); k > stop; k-- {
		if strings.ContainsAny(w[k].gap, `;:"“”„«»—`) || coordinating[w[k].Exact] && divides(w[k].gap) {
			return k
		}
	}
	return k
}

var coordinating = text.TermSet(`and but while though although because und aber et mais y pero e mas`)

// beforeAsides is who is named before what stands between commas up to word k of
// w: "Ada Holm, the mayor, who built it," and "the mayor, Ada Holm,".
func (r *Reading) beforeAsides(w []word, k int) (text.Span, bool) {
	parts := segments(w, r.clauseStart(w, k), k)
	for i, p := range parts {
		if r.adverbial(w, p) {
			continue
		}
		last, ok := r.nounPhrase(w, p)
		if !ok {
			return text.Span{}, false
		}
		if r.officeOnly(w, p, last) && i+1 < len(parts) && r.allNames(w, parts[i+1]) && !brackets(w[parts[i+1].first].gap) {
			return r.mention(w, parts[i+1].first, parts[i+1].last)
		}
		return r.mention(w, p.first, last)
	}
	return text.Span{}, false
}

// officeOnly reports whether a segment, whose noun phrase ends with the last one, is
// an office whose holder may be named after it: "the head of the harbour, Ada Holm".
func (r *Reading) officeOnly(w []word, p segment, last int) bool {
	if w[last].Upper && !roles[w[last].Exact] {
		return false
	}
	return last == p.last || isRole(w[last].Exact) && joining[w[last+1].Exact]
}

// brackets reports whether brackets stand in a gap.
func brackets(gap string) bool { return strings.ContainsAny(gap, "()[]") }

// adverbial reports whether a segment says when, where or how: "On Monday,", "Asked
// about it,", "However,".
func (r *Reading) adverbial(w []word, p segment) bool {
	first := p.first
	for first < p.last && coordinating[w[first].Exact] {
		first++
	}
	x := w[first].Exact
	switch {
	case r.tongue.pronouns[x], r.nameAfterOpener(w, segment{first, p.last}):
		return false
	case r.inDay(w, first):
		return true
	case prepositions[x], subordinate[x], r.tongue.openers[x], r.tongue.according[x]:
		return true
	case r.tongue.determiners[x]:
		return timely[w[p.last].Exact] || timely[w[min(first+1, p.last)].Exact]
	}
	name := w[first].Upper && (first > 0 || first < p.last && w[first+1].Upper)
	return !name && len(r.people.byName[x]) == 0 && adverbialEnd(string(x))
}

// nameAfterOpener reports whether a segment is a name behind a word that opens a
// clause: "when Ada Holm, the mayor, said".
func (r *Reading) nameAfterOpener(w []word, p segment) bool {
	x := w[p.first].Exact
	return subordinate[x] && r.tongue.openers[x] && p.first < p.last && r.onlyName(w, segment{p.first + 1, p.last})
}

// adverbialEnd reports whether a word that begins a segment ends as participles and
// adverbs do.
func adverbialEnd(x string) bool {
	return strings.HasSuffix(x, "ing") || strings.HasSuffix(x, "ed") || strings.HasSuffix(x, "ly")
}

var (
	subordinate = text.TermSet(`when if as while though although because once where unless whether asked speaking citing despite following
		according like unlike instead however meanwhile still then now later earlier amid among throughout within without told
		even just both given since per addressing responding faced seen born known also yet so thus prior alongside besides plus`)
	// timely are nouns by which a segment says when.
	timely = text.TermSet(`day week month year time morning evening night afternoon moment weeks months years days hours minutes later earlier`)
)

// onlyName reports whether a segment is a name with its offices.
func (r *Reading) onlyName(w []word, p segment) bool {
	last, ok := r.nounPhrase(w, p)
	return ok && last == p.last && w[last].Upper
}

// nounPhrase reports whether segment p is somebody and nothing more, and where that
// ends: "Gov. Jack Markell of Delaware" ends before "of".
func (r *Reading) nounPhrase(w []word, p segment) (last int, ok bool) {
	first := p.first
	for first < p.last && (r.tongue.openers[w[first].Exact] || coordinating[w[first].Exact]) {
		first++
	}
	x := w[first].Exact
	if r.tongue.pronouns[x] {
		return first, first == p.last
	}
	last = first
	for last < p.last && !r.tongue.ends[w[last+1].Exact] && last-first < maxName {
		last++
	}
	if r.tongue.determiners[x] {
		for last > first && strings.HasSuffix(string(w[last].Exact), "ed") {
			last--
		}
		return last, last > first
	}
	if !w[last].Upper {
		return last, isRole(w[last].Exact) || last-first < 3 && strings.HasSuffix(string(w[last].Exact), "s") && !w[last].Stop
	}
	return last, true
}

// allNames reports whether a segment is a name and nothing else.
func (r *Reading) allNames(w []word, p segment) bool {
	for _, x := range w[p.first : p.last+1] {
		if !x.Upper && !particles[x.Exact] {
			return false
		}
	}
	return p.last-p.first < 4 && !r.inDay(w, p.first)
}

// particles are words in small letters within names.
var particles = text.TermSet(`de del della da dos du van von der den ten ter la le al el bin ibn di`)

// mainSubject is whom the sentence of w is about, by the first words of it that are
// no adverbial, up to the verb; they stand before word v.
func (r *Reading) mainSubject(w []word, v int) (text.Span, bool) {
	if v == 0 {
		return text.Span{}, false
	}
	start := r.clauseStart(w, v-1)
	if start == v-1 && start > 0 {
		start = 0
	}
	for _, p := range segments(w, start, v-1) {
		if r.adverbial(w, p) {
			continue
		}
		first := p.first
		for first < p.last && (r.tongue.openers[w[first].Exact] || coordinating[w[first].Exact]) {
			first++
		}
		return r.beginning(w, first, p.last)
	}
	return text.Span{}, false
}

// beginning is who is named at the beginning of the words from first to last: a
// pronoun, or a name with the offices before it.
func (r *Reading) beginning(w []word, first, last int) (text.Span, bool) {
	x := w[first].Exact
	if r.tongue.pronouns[x] {
		return r.mention(w, first, first)
	}
	k, end := first, -1
	if r.tongue.determiners[x] {
		k++
	}
	for ; k <= last; k++ {
		switch {
		case r.naming(w, k, end, last):
			end = k
		case w[k].Exact == "and" && (isRoleAt(w, k+1, last) || isRoleAt(w, k+2, last)), w[k].Exact == "s":
		case end < 0 && k-first < 4 && r.describing(w[k]):
		default:
			last = k - 1
		}
	}
	if end < 0 {
		return text.Span{}, false
	}
	return r.mention(w, first, end)
}

// naming reports whether word k of w is part of who the words up to last begin
// with, of whom the last word was end.
func (r *Reading) naming(w []word, k, end, last int) bool {
	t := w[k]
	if t.Upper && !t.Stop || particles[t.Exact] && k < last && w[k+1].Upper {
		return true
	}
	if !isRole(t.Exact) {
		return false
	}
	return end < 0 || !roles[t.Exact] || possessive(r.body[w[end].Start:w[end].End]) || r.roleGoesOn(w, k, last)
}

// describing reports whether a word in small letters may stand before an office:
// "the special".
func (r *Reading) describing(t word) bool {
	return !r.tongue.beside[t.Exact] && !r.tongue.ends[t.Exact] && !strings.HasSuffix(string(t.Exact), "ed")
}

// isRoleAt reports whether word k of w, which is not behind the last one, is an
// office.
func isRoleAt(w []word, k, last int) bool { return k <= last && roles[w[k].Exact] }

// possessive reports whether a word is one: "trump's".
func possessive(x string) bool { return strings.HasSuffix(x, "'s") || strings.HasSuffix(x, "’s") }

// isRole reports whether a word is an office or a calling, of one or of several.
func isRole(x text.Term) bool {
	return roles[x] || roles[text.Term(strings.TrimSuffix(string(x), "s"))]
}

// roleGoesOn reports whether an office at word k, behind a name, is followed by
// another name, so that the one before belongs to it: "Fox News host Sean Hannity".
func (r *Reading) roleGoesOn(w []word, k, last int) bool {
	for k++; k <= last && !divides(w[k].gap); k++ {
		if w[k].Upper && !w[k].Stop {
			return true
		}
		if !roles[w[k].Exact] && w[k].Exact != "and" {
			return false
		}
	}
	return false
}
