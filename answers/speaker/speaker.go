package speaker

import (
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// Sentence is a sentence of an article's body. Its tokens are placed in the body.
type Sentence struct {
	text.Span
	Tokens []text.Token
	// Paragraph is the number of the block that holds it.
	Paragraph int
}

// Mention is words of the body that name somebody.
type Mention struct {
	text.Span
	// Name is who that is, as far as the article tells: "Ada Holm" where the words
	// are "Mrs. Holm" or "she". It is "" where they are a pronoun that may stand
	// for several.
	Name string
}

// Attribution is whose words a quotation is.
type Attribution struct {
	// Direct says that the words stand in quotation marks.
	Direct  bool
	Speaker Mention
	// To is whom they were said to, and When the naming of the day; nil where the
	// article does not tell.
	To, When *text.Span
	// Sentence is which of the sentences says so.
	Sentence int
}

// Reading is an article, or a part of it, read for its speakers.
type Reading struct {
	body      string
	tongue    *tongue
	sentences []Sentence
	words     [][]word // of each sentence, those outside of quotation marks
	quotes    []quote
	people    people
}

// Read reads sentences of body, in their order, in the language of a BCP 47 tag.
func Read(body, language string, sentences []Sentence) *Reading {
	r := &Reading{body: body, tongue: tongueOf(language), sentences: sentences}
	for first := 0; first < len(sentences); {
		last := first
		for last+1 < len(sentences) && sentences[last+1].Paragraph == sentences[first].Paragraph {
			last++
		}
		span := text.Span{Start: sentences[first].Start, End: sentences[last].End}
		r.quotes = append(r.quotes, quotesIn(body, span, sentences[first].Paragraph)...)
		first = last + 1
	}
	r.words = make([][]word, len(sentences))
	for i := range sentences {
		r.words[i] = r.outside(i)
	}
	r.people = r.findPeople()
	return r
}

// Of returns whose words span is, and false where the sentences do not tell.
func (r *Reading) Of(span text.Span) (Attribution, bool) {
	at := slices.IndexFunc(r.sentences, func(s Sentence) bool { return s.Overlaps(span) })
	if at < 0 {
		return Attribution{}, false
	}
	for k, q := range r.quotes {
		if q.Start <= span.Start && span.Start < q.End {
			out, ok := r.ofQuote(k, maxSteps)
			out.Direct = true
			return r.complete(out), ok
		}
	}
	for ; at < len(r.sentences) && r.sentences[at].Overlaps(span); at++ {
		if out, ok := r.In(at); ok {
			return out, true
		}
	}
	return Attribution{}, false
}

// In returns who says something in sentence i, by that sentence alone, outside of
// quotation marks.
func (r *Reading) In(i int) (Attribution, bool) {
	c, ok := r.firstCue(i, r.words[i], 0, len(r.words[i]))
	return r.complete(c), ok
}

// Attributes reports whether sentence i has a verb of saying outside of quotation
// marks.
func (r *Reading) Attributes(i int) bool {
	return slices.ContainsFunc(r.words[i], func(w word) bool { return r.tongue.saying[w.Exact] })
}

// complete names the speaker, and says when.
func (r *Reading) complete(a Attribution) Attribution {
	if a.Speaker.Len() == 0 {
		return a
	}
	a.Speaker.Name = r.nameOf(a.Sentence, a.Speaker.Span)
	a.When = r.when(a.Sentence)
	return a
}

// maxSteps is how many quotations or paragraphs back the speaker of a quotation
// is looked for.
const maxSteps = 8

// ofQuote reads whose quotation k is: by its own sentence, by the others of its
// paragraph, by the place where its words stand again, by a signature, or by the
// paragraph before, in at most so many steps.
func (r *Reading) ofQuote(k, steps int) (Attribution, bool) {
	if steps == 0 {
		return Attribution{}, false
	}
	for _, read := range []func(int, int) (Attribution, bool){
		r.around, r.goesOnFromBefore, r.besideInParagraph, r.repeated, r.signed, r.fromParagraphBefore,
	} {
		if out, ok := read(k, steps-1); ok {
			return out, true
		}
	}
	return Attribution{}, false
}

// sentenceAt is the sentence that holds offset, or the last one before it; -1
// where there is none.
func (r *Reading) sentenceAt(offset int) int {
	i, found := slices.BinarySearchFunc(r.sentences, offset, func(s Sentence, at int) int { return s.Start - at })
	if found {
		return i
	}
	return i - 1
}

// around reads whose quotation k is in the sentences that hold it.
func (r *Reading) around(k, _ int) (Attribution, bool) {
	q := r.quotes[k]
	first, last := r.sentenceAt(q.outer.Start), r.sentenceAt(q.outer.End-1)
	if first < 0 {
		return Attribution{}, false
	}
	w := r.words[first]
	lead := slices.IndexFunc(w, func(x word) bool { return x.Start >= q.outer.Start })
	if lead < 0 {
		lead = len(w)
	}
	near := r.leadIn(w, lead, q)
	if near >= 0 {
		if out, ok := r.cueAt(first, w, near); ok {
			return out, true
		}
	}
	from, to := r.after(k, last)
	if r.goesOn(q) || lead == 0 {
		if out, ok := r.firstCue(last, r.words[last], from, to); ok {
			return out, true
		}
	}
	if out, ok := r.before(first, lead); ok {
		return out, true
	}
	if strings.HasPrefix(r.body[q.outer.End:], ")") {
		return Attribution{}, false
	}
	if out, ok := r.firstCue(last, r.words[last], from, to); ok {
		return out, true
	}
	return r.afterComma(q, last, from, to)
}

// before is who says something by the last verb before word lead of sentence i.
func (r *Reading) before(i, lead int) (Attribution, bool) {
	w := r.words[i]
	for v := lead - 1; v >= max(0, lead-farthest); v-- {
		if !r.says(w, v) && !r.tongue.calling[w[v].Exact] {
			continue
		}
		if out, ok := r.cueAt(i, w, v); ok {
			return out, true
		}
	}
	return Attribution{}, false
}

// afterComma is who is named right after a quotation that ends with a comma, by whatever
// verb: "“…,” moaned Ada Holm", "“…,” Ada Holm shrugged". The words from one to another
// are those of sentence i after it.
func (r *Reading) afterComma(q quote, i, from, to int) (Attribution, bool) {
	w := r.words[i]
	if !strings.HasSuffix(strings.TrimSpace(r.body[q.Start:q.End]), ",") || to-from < 2 || r.tongue != tongues["en"] {
		return Attribution{}, false
	}
	verb, first := w[from], w[from+1]
	if !verb.Upper && first.Upper && strings.HasSuffix(string(verb.Exact), "ed") {
		s, ok := r.following(w, from+1)
		return Attribution{Speaker: Mention{Span: s}, Sentence: i}, ok
	}
	if !verb.Upper || verb.Stop {
		return Attribution{}, false
	}
	s, ok := r.beginning(w, from, to-1)
	return Attribution{Speaker: Mention{Span: s}, Sentence: i}, ok
}

// leadIn is the verb among the words before lead that leads straight to
// quotation q, or -1: "he said that “", "she said in May: “".
func (r *Reading) leadIn(w []word, lead int, q quote) int {
	gap := r.gapBefore(q)
	for v := lead - 1; v >= max(0, lead-farthest); v-- {
		if !r.says(w, v) {
			continue
		}
		rest := lead - 1 - v
		if rest == 0 || rest == 1 && r.tongue.ends[w[lead-1].Exact] || strings.HasSuffix(gap, ":") || strings.HasSuffix(gap, ",") && rest < farCue {
			return v
		}
		return -1
	}
	return -1
}

// farCue is how many words may stand between a verb and the comma before its
// quotation: "he said in a speech, “".
const farCue = 8

// gapBefore is what stands between the word before q and its opening mark.
func (r *Reading) gapBefore(q quote) string {
	return strings.TrimSpace(r.body[max(0, q.outer.Start-2):q.outer.Start])
}

// goesOn reports whether the sentence of a quotation goes on after it as one does
// that says who said it.
func (r *Reading) goesOn(q quote) bool {
	if strings.HasPrefix(r.body[q.outer.End:], ")") {
		return false
	}
	inner := strings.TrimSpace(r.body[q.Start:q.End])
	if strings.HasSuffix(inner, ",") || strings.HasSuffix(inner, "?") || strings.HasSuffix(inner, "!") || strings.HasSuffix(inner, "…") {
		return true
	}
	rest := strings.TrimLeft(r.body[q.outer.End:], " ")
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "–") || strings.HasPrefix(rest, "- ")
}

// after are the words of sentence i after quotation k and before the next one.
func (r *Reading) after(k, i int) (from, to int) {
	q := r.quotes[k]
	end := r.sentences[i].End
	if k+1 < len(r.quotes) {
		end = min(end, r.quotes[k+1].outer.Start)
	}
	w := r.words[i]
	for from < len(w) && w[from].Start < q.outer.End {
		from++
	}
	for to = from; to < len(w) && w[to].End <= end; to++ {
	}
	return from, to
}

// maxBeside is how many quotations of a paragraph before one may say whose it is.
const maxBeside = 16

// besideInParagraph reads whose quotation k is by the paragraph: the sentence right
// before it, the quotations before it, or the one after it.
func (r *Reading) besideInParagraph(k, _ int) (Attribution, bool) {
	q := r.quotes[k]
	i := r.sentenceAt(q.outer.Start)
	if i > 0 && r.sentences[i-1].Paragraph == q.paragraph && (k == 0 || r.quotes[k-1].outer.End <= r.sentences[i-1].Start) {
		if out, ok := r.leading(i - 1); ok {
			return out, true
		}
	}
	for p := k - 1; p >= max(0, k-maxBeside) && r.quotes[p].paragraph == q.paragraph; p-- {
		if out, ok := r.around(p, 0); ok {
			return out, true
		}
	}
	return r.behind(k)
}

// behind reads whose quotation k is by the one after it in its paragraph, or the
// sentence after it.
func (r *Reading) behind(k int) (Attribution, bool) {
	q := r.quotes[k]
	i := r.sentenceAt(q.outer.Start)
	if k+1 < len(r.quotes) && r.quotes[k+1].paragraph == q.paragraph && r.sentenceAt(r.quotes[k+1].outer.Start)-i <= 2 {
		if out, ok := r.around(k+1, 0); ok {
			return out, true
		}
	}
	if last := r.sentenceAt(q.outer.End - 1); last+1 < len(r.sentences) && r.sentences[last+1].Paragraph == q.paragraph {
		if out, ok := r.In(last + 1); ok && !r.mere(out) {
			return out, true
		}
	}
	return Attribution{}, false
}

// mere reports whether only a participle of the sentence says who speaks, so that it
// goes with something else in that sentence.
func (r *Reading) mere(a Attribution) bool {
	return !slices.ContainsFunc(r.words[a.Sentence], func(w word) bool { return r.tongue.saying[w.Exact] && !r.tongue.participles[w.Exact] })
}

// leading reads who speaks in sentence i, which stands right before a quotation: who
// says something there, or, where it ends with a colon, whom it is about.
func (r *Reading) leading(i int) (Attribution, bool) {
	w := r.words[i]
	for v := len(w) - 1; v >= max(0, len(w)-farthest); v-- {
		if !r.says(w, v) {
			continue
		}
		if out, ok := r.cueAt(i, w, v); ok {
			return out, true
		}
	}
	if strings.HasSuffix(r.body[r.sentences[i].Start:r.sentences[i].End], ":") {
		return r.subjectOf(i)
	}
	return Attribution{}, false
}

// subjectOf takes whom sentence i is about for the speaker.
func (r *Reading) subjectOf(i int) (Attribution, bool) {
	s, ok := r.mainSubject(r.words[i], len(r.words[i]))
	return Attribution{Speaker: Mention{Span: s}, Sentence: i}, ok
}

// whole reports whether nothing but quotations stands in the paragraph of
// quotation k.
func (r *Reading) whole(k int) bool {
	for i := r.sentenceAt(r.quotes[k].outer.Start); i >= 0 && i < len(r.sentences) && r.sentences[i].Paragraph == r.quotes[k].paragraph; i++ {
		if len(r.words[i]) > 0 {
			return false
		}
	}
	i := r.sentenceAt(r.quotes[k].outer.Start) - 1
	for ; i >= 0 && r.sentences[i].Paragraph == r.quotes[k].paragraph; i-- {
		if len(r.words[i]) > 0 {
			return false
		}
	}
	return true
}

// fromParagraphBefore reads whose quotation k is by the paragraph before it: one
// that ends with a quotation which it goes on from, or that leads to it.
func (r *Reading) fromParagraphBefore(k, steps int) (Attribution, bool) {
	last := r.lastBefore(k)
	if last < 0 {
		return Attribution{}, false
	}
	if !r.whole(k) && !r.opensParagraph(k) {
		return Attribution{}, false
	}
	for p := k - 1; p >= 0 && r.quotes[p].outer.End > r.sentences[last].Start; p-- {
		if r.endsWith(last, r.quotes[p]) || r.ascribed(p) {
			return r.ofQuote(p, steps)
		}
	}
	if out, ok := r.leading(last); ok && r.tongue.genders[fold(r.body[out.Speaker.Start:out.Speaker.End])] != plural {
		return out, true
	}
	if last == 0 || r.sentences[last-1].Paragraph != r.sentences[last].Paragraph {
		return r.subjectOf(last)
	}
	return Attribution{}, false
}

// goesOnFromBefore reads whose quotation k is by the one that the paragraph before it
// left open.
func (r *Reading) goesOnFromBefore(k, steps int) (Attribution, bool) {
	last := r.lastBefore(k)
	if last < 0 || k == 0 || !r.quotes[k-1].open || r.quotes[k-1].paragraph != r.sentences[last].Paragraph {
		return Attribution{}, false
	}
	return r.ofQuote(k-1, steps)
}

// lastBefore is the last sentence before the paragraph that quotation k begins, past
// furniture; -1 where it begins none.
func (r *Reading) lastBefore(k int) int {
	q := r.quotes[k]
	first := r.sentenceAt(q.outer.Start)
	for first > 0 && r.sentences[first-1].Paragraph == q.paragraph {
		first--
	}
	if first < 0 || q.outer.Start > r.sentences[first].Start {
		return -1
	}
	last := first - 1
	for last >= 0 && r.furniture(last) {
		last--
	}
	return last
}

// ascribed reports whether its own sentence says whose quotation k is.
func (r *Reading) ascribed(k int) bool {
	_, ok := r.around(k, 0)
	return ok
}

// opensParagraph reports whether quotation k begins its paragraph and nothing there
// says whose it is.
func (r *Reading) opensParagraph(k int) bool {
	for i := r.sentenceAt(r.quotes[k].outer.Start); i < len(r.sentences) && r.sentences[i].Paragraph == r.quotes[k].paragraph; i++ {
		if r.Attributes(i) {
			return false
		}
	}
	return true
}

// endsWith reports whether sentence i ends with quotation q.
func (r *Reading) endsWith(i int, q quote) bool {
	return strings.Trim(r.body[min(q.outer.End, r.sentences[i].End):r.sentences[i].End], " .") == ""
}

// furniture reports whether sentence i is a paragraph of few words that ends as no
// sentence does: "Advertisement".
func (r *Reading) furniture(i int) bool {
	s := r.sentences[i]
	alone := (i == 0 || r.sentences[i-1].Paragraph != s.Paragraph) && (i+1 == len(r.sentences) || r.sentences[i+1].Paragraph != s.Paragraph)
	return alone && len(s.Tokens) < 12 && !strings.ContainsAny(r.body[s.End-1:s.End], `.!?:"`) && !strings.HasSuffix(r.body[s.Start:s.End], "”")
}
