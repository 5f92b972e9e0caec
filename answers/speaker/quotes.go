package speaker

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/retrieval/text"
)

// quote is what stands in quotation marks in a paragraph: Span without the marks,
// outer with them.
type quote struct {
	text.Span
	outer     text.Span
	paragraph int
	// open says that the paragraph ends before the quotation does.
	open bool
}

// closers are the marks that may close what each of the others opens.
var closers = map[rune]string{'“': `”"`, '"': `"”`, '„': `“”"`, '«': `»`, '»': `«`}

// quotesIn finds the quotations of a paragraph.
func quotesIn(body string, s text.Span, paragraph int) []quote {
	var out []quote
	opening, start := rune(0), 0
	before := ' '
	for at, c := range body[s.Start:s.End] {
		at += s.Start
		switch {
		case opening == 0:
			if closers[c] != "" && opens(c, before, body[at+utf8.RuneLen(c):s.End]) {
				opening, start = c, at
			}
		case strings.ContainsRune(closers[opening], c) && (c != '"' || opening == '"' || !opens(c, before, body[at+1:s.End])):
			out = append(out, quote{
				Span: text.Span{Start: start + utf8.RuneLen(opening), End: at}, outer: text.Span{Start: start, End: at + utf8.RuneLen(c)}, paragraph: paragraph,
			})
			opening = 0
		}
		before = c
	}
	if opening != 0 {
		out = append(out, quote{
			Span: text.Span{Start: start + utf8.RuneLen(opening), End: s.End}, outer: text.Span{Start: start, End: s.End}, paragraph: paragraph, open: true,
		})
	}
	return out
}

// opens reports whether the mark c opens a quotation: the upright one and those of
// French and German by what stands beside them.
func opens(c, before rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch c {
	case '"':
		return rest != "" && !unicode.IsSpace(next) && (unicode.IsSpace(before) || unicode.Is(unicode.Cf, before) || strings.ContainsRune("([—–-/:“‘", before))
	case '»':
		return rest != "" && !unicode.IsSpace(next) && !unicode.IsPunct(next)
	}
	return true
}

// word is a word outside of quotation marks, and what stands between it and the one
// before it in its sentence.
type word struct {
	text.Token
	gap string
}

// outside are the words of sentence i that stand outside of quotation marks.
func (r *Reading) outside(i int) []word {
	s := r.sentences[i]
	var out []word
	k := len(r.quotes)
	for k > 0 && r.quotes[k-1].outer.End > s.Start {
		k--
	}
	end := s.Start
	for _, t := range s.Tokens {
		for k < len(r.quotes) && r.quotes[k].outer.End <= t.Start {
			k++
		}
		if k < len(r.quotes) && r.quotes[k].outer.Start <= t.Start {
			continue
		}
		out = append(out, word{t, r.body[end:max(end, t.Start)]})
		end = t.End
	}
	return out
}

// divides reports whether what stands between two words divides them.
func divides(gap string) bool {
	return strings.ContainsAny(gap, `,;:"“”„«»()[]—–`) || strings.Contains(gap, " - ")
}

// repeated reads whose quotation k is, where it stands alone, at the other place
// where its words stand: a pull-quote repeats them.
func (r *Reading) repeated(k, steps int) (Attribution, bool) {
	if steps < maxSteps-1 || !r.whole(k) {
		return Attribution{}, false
	}
	words := plain(r.body[r.quotes[k].Start:r.quotes[k].End])
	if len(words) < fewestRepeated {
		return Attribution{}, false
	}
	for p, q := range r.quotes {
		if p != k && strings.Contains(plain(r.body[q.Start:q.End]), words) {
			if out, ok := r.ofQuote(p, steps); ok {
				return out, true
			}
		}
	}
	return Attribution{}, false
}

// fewestRepeated is how many bytes words have at least to be known again by.
const fewestRepeated = 20

// plain is text without case, marks and white space.
func plain(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, s)
}

// underneath is how a quotation is signed right after it: "— Ada Holm, in a letter".
var underneath = regexp.MustCompile(`^\s*(?:—|–|--|-)\s*((?:\p{Lu}[\p{L}.-]*(?:['’]\p{Lu}[\p{L}-]+)?\s){1,5}\p{Lu}[\p{L}-]+|\p{Lu}\p{Ll}{2,})\s*(?:[,(]|\n|$)`)

// signature is how a message is signed that a page shows: "— Ada Holm (@adaholm)".
var signature = regexp.MustCompile(`(?:—|–|--|\s-)\s*([^()\n@—–]{2,60}?)\s*\(@\w{1,30}\)`)

// signed reads whose quotation k is by the signature after it, up to two paragraphs
// on.
func (r *Reading) signed(k, _ int) (Attribution, bool) {
	q := r.quotes[k]
	last := r.sentenceAt(q.outer.End - 1)
	paragraphs := 0
	for last+1 < len(r.sentences) && r.sentences[last+1].Start-q.outer.End < maxMessage {
		if r.sentences[last+1].Paragraph != r.sentences[last].Paragraph {
			paragraphs++
		}
		if paragraphs > 2 {
			break
		}
		last++
	}
	end := r.sentences[last].End
	if k+1 < len(r.quotes) {
		end = min(end, r.quotes[k+1].outer.Start)
	}
	from := min(q.outer.End, end)
	m := underneath.FindStringSubmatchIndex(r.body[from:end])
	if m == nil {
		m = signature.FindStringSubmatchIndex(r.body[from:end])
	}
	if m == nil {
		return Attribution{}, false
	}
	span := text.Span{Start: from + m[2], End: from + m[3]}
	return Attribution{Speaker: Mention{Span: span}, Sentence: r.sentenceAt(span.Start)}, true
}

// maxMessage is how many bytes a message has at most before its signature.
const maxMessage = 500
