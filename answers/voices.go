package answers

import (
	"cmp"
	"slices"
	"strings"

	"dateline/retrieval/text"
)

// Voice is somebody who is quoted, and by whom.
type Voice struct {
	// Speaker is how one of the articles names them, in full where one does.
	Speaker  string    `json:"speaker"`
	Outlets  []string  `json:"outlets"`
	Excerpts []Excerpt `json:"excerpts"`
}

// maxVoices bounds the voices of a comparison.
const maxVoices = 8

// minName is how many bytes a name has at least: less is an abbreviation.
const minName = 3

// speech is a quotation that its article ascribes to somebody.
type speech struct {
	choice
	speaker string // as the sentence names them
	last    int    // the token of the sentence that ends the name
}

// voices are those whom the articles quote by name, the most widely quoted
// first.
func (c coverage) voices() []Voice {
	named, own := make(fullNames), make([]fullNames, len(c.articles))
	for i, r := range c.articles {
		own[i] = r.fullNames()
		named.add(own[i])
	}
	var order []string
	by := make(map[string][]speech)
	for a, r := range c.articles {
		for i := range r.sentences {
			s, ok := r.speechAt(i)
			if !ok {
				continue
			}
			key := s.identify(own[a], named)
			if by[key] == nil {
				order = append(order, key)
			}
			by[key] = append(by[key], s)
		}
	}
	var out []Voice
	for _, key := range order {
		out = append(out, c.voice(by[key]))
	}
	slices.SortStableFunc(out, func(a, b Voice) int { return cmp.Compare(len(b.Excerpts), len(a.Excerpts)) })
	return append([]Voice{}, out[:min(len(out), maxVoices)]...)
}

// identify returns what tells the speaker from others, and names them in full
// where that is known: by the sentence, by the only one of that surname in the
// article, or, where it names none, in any. A surname of several stands for
// none of them, and counts as it is written, in its article alone.
func (s *speech) identify(own, named fullNames) string {
	surname := s.surnameOf(s.sentences[s.at], s.last)
	candidates := own[surname]
	if n, ok := s.fullName(s.sentences[s.at], s.last); ok {
		candidates = []fullName{n}
	} else if len(candidates) == 0 {
		candidates = named[surname]
	}
	switch {
	case len(candidates) == 0:
		return string(surname)
	case !onePerson(candidates):
		return s.speaker + " in " + s.article.ID
	}
	s.speaker = named.person(surname, candidates[0]).text
	return s.speaker
}

// speechAt reads the quotation in sentence i and whose it is, where the
// sentence itself names them.
func (r *reading) speechAt(i int) (speech, bool) {
	s := r.sentences[i]
	if s.words > MaxExcerptWords || !strings.ContainsAny(r.text(s.Span), `"“„«»`) {
		return speech{}, false
	}
	said, ok := r.speakers().In(i)
	if !ok {
		return speech{}, false
	}
	last, named := r.surname(s, said.Speaker.Span)
	return speech{choice{reading: r, at: i}, r.text(said.Speaker.Span), last}, named
}

// surname is the token of s by which the speaker is known, and false where that
// is no name: mostly in small letters, short, or the first word of a sentence
// as any other.
func (r *reading) surname(s sentence, speaker text.Span) (last int, named bool) {
	capitals, words := 0, 0
	for k, t := range s.tokens {
		if t.Start < speaker.Start || t.End > speaker.End || generation[t.Exact] {
			continue
		}
		last = k
		words++
		if t.Upper {
			capitals++
		}
	}
	t := s.tokens[last]
	named = words > 0 && t.Upper && !t.Stop && t.Len() >= minName && 2*capitals >= words
	return last, named && (last > 0 || r.isNameElsewhere(t.Exact))
}

// generation tells those of one name in a family apart.
var generation = text.TermSet(`jr sr ii iii iv`)

// isNameElsewhere reports whether the word is capitalised where no sentence
// begins: of "Sources told us" it is not.
func (r *reading) isNameElsewhere(word text.Term) bool {
	return slices.ContainsFunc(r.sentences, func(s sentence) bool {
		return slices.ContainsFunc(s.tokens[min(1, len(s.tokens)):], func(t text.Token) bool { return t.Upper && t.Exact == word })
	})
}

// voice returns each outlet's first quotation of somebody, under the longest of
// the names that they are given.
func (c coverage) voice(all []speech) Voice {
	var v Voice
	known := make(map[string]bool)
	for _, s := range all {
		if len(s.speaker) > len(v.Speaker) {
			v.Speaker = s.speaker
		}
		if key := outletOrArticle(s.article.Meta); !known[key] {
			known[key] = true
			v.Outlets = append(v.Outlets, outletOf(s.article.Meta))
			v.Excerpts = append(v.Excerpts, s.standalone(c.need))
		}
	}
	return v
}
