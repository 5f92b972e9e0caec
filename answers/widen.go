package answers

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/answers/speaker"
	"dateline/retrieval/text"
)

// widen returns the window around sentence i that can be understood by itself: a
// quotation from its beginning and with its speaker, a list with what leads to it,
// and what a pronoun at the start speaks of; as far as an excerpt's length allows.
func (r *reading) widen(i int) window {
	w := window{i, i}
	for r.quoted(w.first) {
		wider, ok := r.before(w)
		if !ok || r.sentences[wider.first].block != r.sentences[i].block {
			break
		}
		w = wider
	}
	w = r.finishQuote(w)
	w = r.nameSpeaker(w)
	for r.goesOn(w.last) {
		wider, ok := r.after(w)
		if !ok {
			break
		}
		w = wider
	}
	for w.first > 0 && r.goesOn(w.first-1) {
		wider, ok := r.before(w)
		if !ok {
			break
		}
		w = wider
	}
	for r.leansBack(w.first) {
		wider, ok := r.before(w)
		if !ok {
			break
		}
		w = wider
	}
	return w
}

// fill adds what stands beside the window in its paragraph, in turn after and
// before: an answer is easier to trust, and more often whole, with its
// surroundings.
func (r *reading) fill(w window) window {
	for grew := true; grew; {
		grew = false
		for _, wider := range []func(window) (window, bool){r.after, r.before} {
			next, ok := wider(w)
			if ok && r.sentences[next.first].block == r.sentences[next.last].block {
				w, grew = next, true
			}
		}
	}
	return w
}

// leadsOn reports whether sentence i promises what follows it: "He said:".
func (r *reading) leadsOn(i int) bool { return strings.HasSuffix(r.text(r.sentences[i].Span), ":") }

// goesOn reports whether sentence i is not whole without the next: it promises it,
// is an item of a list that has more, or a paragraph was broken within it.
func (r *reading) goesOn(i int) bool {
	if i+1 >= len(r.sentences) || r.leadsOn(i) {
		return true // of the last one, nothing follows
	}
	this, next := r.textOf(i), r.textOf(i+1)
	switch {
	case r.sentences[i].block == r.sentences[i+1].block:
		return item.MatchString(this) && item.MatchString(next)
	case strings.HasSuffix(this, ";"), strings.HasSuffix(this, ","):
		return true
	}
	first, _ := utf8.DecodeRuneInString(next)
	return item.MatchString(this) && item.MatchString(next) || unicode.IsLower(first) && !strings.ContainsAny(lastMark(this), ".!?…")
}

// item is how an item of a list begins.
var item = regexp.MustCompile(`^(?:[-–—•*·▪‣] ?|\(?(?:\d{1,2}|[a-z])[.)] )`)

// lastMark is the last character of a sentence, closing marks left out.
func lastMark(sentence string) string {
	bare := strings.TrimRight(sentence, "\"'”’»)]}")
	_, n := utf8.DecodeLastRuneInString(bare)
	return bare[len(bare)-n:]
}

// finishQuote adds sentences until a quotation opened in the window is closed.
func (r *reading) finishQuote(w window) window {
	for openQuote(r.text(r.span(w))) {
		wider, ok := r.after(w)
		if !ok || r.sentences[wider.last].block != r.sentences[w.last].block {
			break
		}
		w = wider
	}
	return w
}

// nameSpeaker adds the sentence that introduces a quotation, or follows it,
// and says whose it is.
func (r *reading) nameSpeaker(w window) window {
	text := r.text(r.span(w))
	if !strings.HasPrefix(text, "„") && !strings.HasPrefix(text, "“") && !strings.HasPrefix(text, "«") && !strings.HasPrefix(text, `"`) || r.attributed(w) {
		return w
	}
	if wider, ok := r.before(w); ok && r.introduces(wider.first) {
		return wider
	}
	if wider, ok := r.after(w); ok && r.attributed(window{wider.last, wider.last}) {
		return wider
	}
	return w
}

// introduces reports whether sentence i leads to the quotation after it.
func (r *reading) introduces(i int) bool {
	return r.leadsOn(i) || r.attributed(window{i, i})
}

// attributed reports whether a verb of saying stands outside quotation marks in w.
func (r *reading) attributed(w window) bool {
	span := r.span(w)
	saying := speaker.Verbs(r.language)
	for _, s := range r.sentences[w.first : w.last+1] {
		for _, t := range s.tokens {
			if saying[t.Exact] && !openQuote(r.article.Body[span.Start:t.Start]) {
				return true
			}
		}
	}
	return false
}

// leansBack reports whether sentence i begins with a word that speaks of what
// went before.
func (r *reading) leansBack(i int) bool {
	tokens := r.sentences[i].tokens
	if len(tokens) == 0 {
		return false
	}
	first := tokens[0].Exact
	if leaning[first] {
		return true
	}
	if first != "the" || len(tokens) < 2 {
		return false
	}
	second := tokens[1].Exact
	return anaphoric[second]
}

var (
	leaning = text.TermSet(`he she it they his her its their him them this that these those both such another others
		however but and so then there instead meanwhile moreover furthermore also`)
	// anaphoric nouns, after "the", mean one named before.
	anaphoric = text.TermSet(`statement two three pair latter former move decision announcement agreement deal report company
		group leaders presidents men women couple`)
)
