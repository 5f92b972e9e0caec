package speaker

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// says reports whether word v of w says something: a verb of saying, or words that
// stand before whoever is gone by.
func (r *Reading) says(w []word, v int) bool {
	t, x := r.tongue, w[v].Exact
	switch {
	case r.tongue == tongues["en"] && (w[v].Upper && v > 0 || passive(w, v)):
		return false // a name, or what is done to somebody
	case t.according[x]:
		return true
	case t.nouns[x]:
		return r.isVerbHere(w, v)
	case t.base[x]:
		return v > 0 && !divides(w[v].gap) && (t.pronouns[w[v-1].Exact] || strings.HasSuffix(string(w[v-1].Exact), "s"))
	case x == "put" || x == "puts":
		return v+1 < len(w) && w[v+1].Exact == "it"
	}
	return t.saying[x]
}

// passive reports whether verb v of w tells what is done to whoever stands before it:
// "she was told".
func passive(w []word, v int) bool {
	x := w[v].Exact
	if x != "told" && x != "said" && !strings.HasSuffix(string(x), "ed") {
		return false
	}
	k := v - 1
	for k > 0 && !divides(w[k+1].gap) && strings.HasSuffix(string(w[k].Exact), "ly") {
		k--
	}
	return k >= 0 && !divides(w[k+1].gap) && being[w[k].Exact]
}

var being = text.TermSet(`is are was were be been being`)

// isVerbHere reports whether word v of w, which may be a noun, is a verb: behind a
// name, or where what is said follows.
func (r *Reading) isVerbHere(w []word, v int) bool {
	x := w[v].Exact
	if v == 0 || divides(w[v].gap) || prepositions[w[v-1].Exact] || r.tongue.determiners[w[v-1].Exact] {
		return false
	}
	if w[v-1].Upper && x != "states" {
		return true // "Morosi reports the trade"
	}
	return v+1 == len(w) || divides(w[v+1].gap) || w[v+1].Exact == "that" || w[v+1].Exact == "on" || w[v+1].Exact == "in"
}

// firstCue is who says something by the first word from one to another of w, the
// words of sentence i, that tells it.
func (r *Reading) firstCue(i int, w []word, from, to int) (Attribution, bool) {
	var gone Attribution
	for v := from; v < to; v++ {
		if !r.says(w, v) {
			continue
		}
		out, ok := r.cueAt(i, w, v)
		switch {
		case !ok:
		case w[v].Exact != "according" && !r.tongue.according[w[v].Exact]:
			return out, true
		case gone.Speaker.Len() == 0:
			gone = out // a paper that is gone by, where nobody is told to say it
		}
	}
	return gone, gone.Speaker.Len() > 0
}

// cueAt is who says something by word v of w, the words of sentence i.
func (r *Reading) cueAt(i int, w []word, v int) (Attribution, bool) {
	span, ok := r.speakerAt(w, v)
	if !ok {
		return Attribution{}, false
	}
	out := Attribution{Speaker: Mention{Span: span}, Sentence: i}
	if r.tongue.telling[w[v].Exact] {
		if to, ok := r.following(w, v+1); ok && to.Start != span.Start {
			out.To = &to
		}
	}
	return out, true
}

func (r *Reading) speakerAt(w []word, v int) (text.Span, bool) {
	x := w[v].Exact
	switch {
	case x == "according":
		if v+1 < len(w) && w[v+1].Exact == "to" {
			return r.following(w, v+2)
		}
		return text.Span{}, false
	case r.tongue.according[x]:
		return r.following(w, v+1)
	case r.tongue.participles[x] && (v == 0 || divides(w[v].gap) || !r.tongue.beside[w[v-1].Exact]):
		if s, ok := r.besideParticiple(w, v); ok {
			return s, true
		}
		return r.participle(w, v)
	}
	if s, ok := r.direct(w, v); ok {
		return s, true
	}
	if r.goesWithVerbBefore(w, v) {
		return r.participle(w, v)
	}
	return text.Span{}, false
}

// direct is who stands before verb v or, where they may, after it.
func (r *Reading) direct(w []word, v int) (text.Span, bool) {
	if r.parenthesis(w, v) {
		return r.following(w, v+1)
	}
	if s, ok := r.subject(w, v); ok {
		return s, true
	}
	if r.goesWithVerbBefore(w, v) || r.tongue.telling[w[v].Exact] || !r.inverted(w, v) {
		return text.Span{}, false
	}
	return r.following(w, v+1)
}

// parenthesis reports whether verb v and the name after it stand between marks in
// what is said: "A bridge, said Ada Holm, is a promise".
func (r *Reading) parenthesis(w []word, v int) bool {
	if v == 0 || !strings.HasPrefix(w[v].gap, ",") || strings.ContainsAny(w[v].gap, `"“”„«»`) || r.tongue.telling[w[v].Exact] || r.tongue.participles[w[v].Exact] {
		return false
	}
	if len(segments(w, r.clauseStart(w, v-1), v-1)) > 1 {
		return false // "Ada Holm, the mayor, said"
	}
	k := v + 1
	for k < len(w) && k < v+5 && w[k].Upper && !w[k].Stop && !divides(w[k].gap) && !r.inDay(w, k) {
		k++
	}
	return k > v+1 && strings.HasPrefix(r.body[w[k-1].End:], ",")
}

// besideParticiple is who stands right before participle v: "one of them asking", "a
// woman is heard saying".
func (r *Reading) besideParticiple(w []word, v int) (text.Span, bool) {
	if divides(w[v].gap) {
		return text.Span{}, false
	}
	if first, last, ok := r.phraseEnding(w, v-1); ok && someone[w[first].Exact] && (first == last || !several[w[first].Exact]) {
		return r.mention(w, first, last)
	}
	if v > 2 && perceived[w[v-1].Exact] && r.tongue.beside[w[v-2].Exact] {
		return r.endingAt(w, v-3)
	}
	return text.Span{}, false
}

// goesWithVerbBefore reports whether verb v follows "and", so that whoever says it
// stands before another verb: "she accused him and claimed".
func (r *Reading) goesWithVerbBefore(w []word, v int) bool {
	k := v - 1
	for k > 0 && !divides(w[k+1].gap) && r.besideVerb(w, k) {
		k--
	}
	return k > 0 && (w[k].Exact == "and" || w[k].Exact == "but") && r.tongue == tongues["en"]
}

// inverted reports whether whoever says it may follow verb v: after a mark, a
// quotation or nothing. Other languages than English have it anywhere.
func (r *Reading) inverted(w []word, v int) bool {
	if r.tongue != tongues["en"] {
		return true
	}
	return v == 0 || divides(w[v].gap) || r.tongue.beside[w[v-1].Exact] && (v == 1 || divides(w[v-1].gap))
}

// farthest is how many words back in a sentence whoever says something is looked
// for.
const farthest = 120

// participle is who says something by a participle, "…, saying": who says something
// before it in the sentence, or whom that is about.
func (r *Reading) participle(w []word, v int) (text.Span, bool) {
	for p := v - 1; p >= max(0, v-farthest) && !beginsSentence(w[p+1]); p-- {
		if !r.says(w, p) || r.tongue.participles[w[p].Exact] || w[p].Exact == "according" || r.tongue.according[w[p].Exact] {
			continue
		}
		if s, ok := r.direct(w, p); ok {
			return s, true
		}
	}
	return r.mainSubject(w, v)
}

// beginsSentence reports whether a quotation ended a sentence right before w.
func beginsSentence(w word) bool {
	return w.Upper && (strings.Contains(w.gap, ".”") || strings.Contains(w.gap, "?”") || strings.Contains(w.gap, "!”") ||
		strings.Contains(w.gap, `."`) || strings.Contains(w.gap, `?"`) || strings.Contains(w.gap, `!"`))
}

// someone are words that begin with who is meant where a participle follows.
var (
	someone = text.TermSet(`one some another many others`)
	several = text.TermSet(`some many others`)
	// perceived are participles that stand between who says it and "saying".
	perceived = text.TermSet(`heard seen shown quoted recorded cited`)
)

// maxName is how many words name somebody at most.
const maxName = 12

// following is who is named from word k of w on.
func (r *Reading) following(w []word, k int) (text.Span, bool) {
	if k >= len(w) || k > 0 && divides(w[k].gap) || r.inDay(w, k) {
		return text.Span{}, false
	}
	last := k
	for last+1 < len(w) && last-k < maxName && !divides(w[last+1].gap) && !r.stopsName(w, last+1) && !r.dayBehind(w, k, last+1) {
		last++
	}
	for last > k && r.tongue.determiners[w[last].Exact] { // "el" of "el lunes"
		last--
	}
	return r.mention(w, k, last)
}

// dayBehind reports whether word k of w begins the naming of a day behind a name that
// began with word first: "said Holm today", but not "a Saturday letter".
func (r *Reading) dayBehind(w []word, first, k int) bool {
	if r.tongue.determiners[w[first].Exact] && k == first+1 {
		return false
	}
	return dated(r.body[w[k].Start:w[k].End]) || r.inDay(w, k)
}

// stopsName reports whether word k of w, after a name, is no part of it. "And" is
// one of two offices: "co-founder and chief Ada Holm".
func (r *Reading) stopsName(w []word, k int) bool {
	if w[k].Exact == "and" && k+1 < len(w) && r.tongue == tongues["en"] && !w[k+1].Stop &&
		(!w[k+1].Upper || isRole(w[k-1].Exact) || titles[w[k-1].Exact] || r.officeAhead(w, k+1)) {
		return false
	}
	return r.tongue.ends[w[k].Exact]
}

// officeAhead reports whether the words from k on lead to an office and a name:
// "Urban Development Secretary Ada Holm".
func (r *Reading) officeAhead(w []word, k int) bool {
	for ; k+1 < len(w) && w[k].Upper && !divides(w[k+1].gap); k++ {
		if (titles[w[k].Exact] || isRole(w[k].Exact)) && isName(w[k+1]) {
			return true
		}
	}
	return false
}

// mention names somebody by the words from first to last, or nobody when that is no
// name: neither a capitalised word, nor a pronoun, nor a noun with its article, nor a
// single word for several.
func (r *Reading) mention(w []word, first, last int) (text.Span, bool) {
	for first < last && r.tongue.openers[w[first].Exact] {
		first++
	}
	raw := r.body[w[last].Start:w[last].End]
	if first > last || r.tongue.narrators[w[last].Exact] || possessive(raw) {
		return text.Span{}, false
	}
	span := text.Span{Start: w[first].Start, End: w[last].End}
	if r.tongue.pronouns[w[last].Exact] {
		return text.Span{Start: w[last].Start, End: span.End}, r.tongue.determiners[w[first].Exact] || first == last
	}
	return span, r.namesSomebody(w[first : last+1])
}

// namesSomebody reports whether words, which no pronoun ends, are who somebody is.
func (r *Reading) namesSomebody(w []word) bool {
	first, last := w[0], w[len(w)-1]
	switch {
	case r.tongue.pronouns[first.Exact], r.tongue.nobody[last.Exact], prepositions[last.Exact] && !last.Upper:
		return false
	case slices.ContainsFunc(w[:len(w)-1], func(t word) bool { return auxiliary[t.Exact] && !t.Upper }):
		return false
	case r.tongue.determiners[first.Exact]:
		return len(w) > 1 || first.Upper && !first.Stop
	case r.tongue.ends[first.Exact]:
		return false
	}
	return namesSeveral(w) || slices.ContainsFunc(w, func(t word) bool { return t.Upper && (!t.Stop || stopNames[t.Exact]) })
}

// stopNames are names that are words of no topic otherwise.
var stopNames = text.TermSet(`will may`)

// auxiliary verbs make a clause of what would name somebody.
var auxiliary = text.TermSet(`would will could can should must may might is was are were has have had be been did does do`)

// namesSeveral reports whether words name several people: "officials".
func namesSeveral(w []word) bool {
	last := w[len(w)-1]
	return !last.Stop && !w[0].Stop && strings.HasSuffix(string(last.Exact), "s") && len(w) <= 3
}

// day finds the naming of a day.
var day = regexp.MustCompile(`(?i)\b(?:(?:on|last|this)\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:,?\s+(?:night|morning|afternoon|evening))?` +
	`(?:,?\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s+\d{1,2}(?:,?\s+\d{4})?)?` +
	`|(?:january|february|march|april|may|june|july|august|september|october|november|december|jan\.|feb\.|aug\.|sept\.|oct\.|nov\.|dec\.)\s+\d{1,2}(?:,\s+\d{4})?` +
	`|\d{1,2}\s+(?:january|february|march|april|may|june|july|august|september|october|november|december)(?:\s+\d{4})?)\b|\b(?:yesterday|today)\b`)

// dayWords are the words that it finds.
var dayWords = text.TermSet(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
	october november december jan feb mar apr jun jul aug sep sept oct nov dec yesterday today`)

func dated(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first) && strings.HasPrefix(word, day.FindString(word)) && day.MatchString(word)
}

// inDay reports whether word k of w is part of the naming of a day.
func (r *Reading) inDay(w []word, k int) bool {
	if len(w) == 0 {
		return false
	}
	from, to := max(0, k-4), min(len(w)-1, k+4)
	if !slices.ContainsFunc(w[from:to+1], func(x word) bool { return dayWords[x.Exact] }) {
		return false
	}
	start, end := w[from].Start, w[to].End
	for _, m := range day.FindAllStringIndex(r.body[start:end], -1) {
		if start+m[0] <= w[k].Start && w[k].End <= start+m[1] {
			return true
		}
	}
	return false
}

// when is the first day that sentence i names outside of quotation marks.
func (r *Reading) when(i int) *text.Span {
	s := r.sentences[i]
	for _, m := range day.FindAllStringIndex(r.body[s.Start:s.End], -1) {
		span := text.Span{Start: s.Start + m[0], End: s.Start + m[1]}
		if !r.quoted(span.Start) {
			return &span
		}
	}
	return nil
}

// quoted reports whether offset stands within quotation marks.
func (r *Reading) quoted(offset int) bool {
	for _, q := range r.quotes {
		if q.outer.Start <= offset && offset < q.outer.End {
			return true
		}
	}
	return false
}
