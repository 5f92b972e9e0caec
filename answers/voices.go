package answers

import (
	"cmp"
	"slices"
	"strings"

	"dateline/retrieval"
)

// Voice is somebody who is quoted, and by whom.
type Voice struct {
	// Speaker is how one of the articles names them.
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
	speaker string
	key     retrieval.Term // of the name's last word
}

// voices are those whom the articles quote by name, the most widely quoted
// first.
func (c coverage) voices() []Voice {
	var order []retrieval.Term
	by := make(map[retrieval.Term][]speech)
	for _, r := range c.articles {
		for i := range r.sentences {
			s, ok := r.speechAt(i)
			if !ok {
				continue
			}
			if by[s.key] == nil {
				order = append(order, s.key)
			}
			by[s.key] = append(by[s.key], s)
		}
	}
	var out []Voice
	for _, key := range order {
		out = append(out, c.voice(by[key]))
	}
	slices.SortStableFunc(out, func(a, b Voice) int { return cmp.Compare(len(b.Excerpts), len(a.Excerpts)) })
	return append([]Voice{}, out[:min(len(out), maxVoices)]...)
}

// speechAt reads the quotation in sentence i and whose it is, where the
// sentence itself names them.
func (r *reading) speechAt(i int) (speech, bool) {
	text := r.text(r.sentences[i].Span)
	if r.sentences[i].words > MaxExcerptWords || !strings.ContainsAny(text, `"“`) {
		return speech{}, false
	}
	said := r.whoSays(i)
	if said == nil {
		return speech{}, false
	}
	// Of "Mr. Issa, Republican of California, said", the end is no speaker.
	if strings.HasSuffix(r.article.Body[:said.Speaker.Start], " of ") {
		return speech{}, false
	}
	last, capitals, words := retrieval.Token{}, 0, 0
	for _, t := range r.sentences[i].tokens {
		if t.Start < said.Speaker.Start || t.End > said.Speaker.End {
			continue
		}
		last = t
		words++
		if t.Upper {
			capitals++
		}
	}
	named := last.Upper && !last.Stop && last.Len() >= minName && 2*capitals >= words
	return speech{choice{reading: r, at: i}, said.Speaker.Text, last.Exact}, named
}

// voice gives each outlet's first quotation of somebody, under the longest of
// the names that they are given.
func (c coverage) voice(all []speech) Voice {
	var v Voice
	known := make(map[string]bool)
	for _, s := range all {
		if len(s.speaker) > len(v.Speaker) {
			v.Speaker = s.speaker
		}
		if key := outletKey(s.article.Meta); !known[key] {
			known[key] = true
			v.Outlets = append(v.Outlets, outletOf(s.article.Meta))
			v.Excerpts = append(v.Excerpts, s.standalone(c.need))
		}
	}
	return v
}
